"""Codes read back from finished pages: each planted fault is called by its name."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from leaflets.model.paper import Paper, Stroke
from leaflets.model.pressed import Blank
from leaflets.model.proof import Place, SlotMeasure
from leaflets.preflight.expected import Checked
from leaflets.problems import Exit, Severity
from leaflets.profiles import Profile
from leaflets.stamp.code import Stamped
from leaflets.units import PT_PER_MM

URL = "https://example.org/ru/almaty"
SIDE = 29  # modules of the code that holds it


def told(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def patch(x: float, y: float, width: float, height: float, ink: str = "0 g") -> bytes:
    """Paint a box over the page, in modules of 0.8 mm from the symbol's lower left corner."""
    left, bottom = 100 + 3.2 + x * 0.8, 20 + 3.2 + y * 0.8
    numbers = (value * PT_PER_MM for value in (left, bottom, width * 0.8, height * 0.8))
    return f"q {ink} {' '.join(f'{number:.3f}' for number in numbers)} re f Q\n".encode()


@pytest.mark.parametrize("turn", [0, 180, 90, -9])
@pytest.mark.parametrize("side", [22.2, 29.6, 37, 60.13])
def test_a_clean_code_is_read_and_measured(
    turn: float,
    side: float,
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    checked = coded(stamped(blank(74.31, 90.77, side, turn=turn)))

    assert told(checked) == []
    (code,) = checked.codes
    assert (code.url, code.page, code.decoded, code.survives_copier) == (URL, 1, True, True)
    assert code.module_mm == pytest.approx(side / (SIDE + 8), rel=0.02)


@pytest.mark.parametrize("gray", ["0.32", "0"])
def test_every_pixel_grid_is_good_enough(
    gray: str,
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    """Codes at fractions of a millimetre raise no alarm, in the palest ink allowed."""
    for step in range(8):
        one = replace(blank(40 + step * 0.137, 40 + step * 0.291), ink=f"{gray} g")

        assert told(coded(stamped(one))) == []


def test_something_on_the_code_is_damage(
    stamped: Callable[..., Stamped], blank: Callable[..., Blank], coded: Callable[..., Checked]
) -> None:
    """Readers still decode it: the correction that is left tells."""
    checked = coded(stamped(blank()), patch(12, 12, 2, 2))

    assert told(checked) == ["code-damaged"]
    assert checked.problems[0].exit is Exit.CHECK
    assert checked.codes[0].decoded


def test_a_code_that_is_gone_is_unreadable(
    stamped: Callable[..., Stamped], blank: Callable[..., Blank], coded: Callable[..., Checked]
) -> None:
    checked = coded(stamped(blank()), patch(9, 9, 11, 11) + patch(-4, 9, 22, 4, "1 g"))

    assert told(checked) == ["code-unreadable"]
    assert not checked.codes[0].decoded
    assert not checked.codes[0].survives_copier


def test_a_page_without_its_code_is_told_so(
    page: Callable[..., bytes],
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    found: Callable[..., set[str]],
) -> None:
    codes = stamped(blank()).codes

    assert found(page(), codes=codes) == {"code-unreadable"}


def test_a_code_that_leads_elsewhere_is_wrong(
    stamped: Callable[..., Stamped], blank: Callable[..., Blank], coded: Callable[..., Checked]
) -> None:
    one = stamped(blank())
    other = replace(one.codes[0], url="https://example.org/ru/astana")

    checked = coded(replace(one, codes=(other,)))

    assert "code-wrong" in told(checked)
    assert not checked.codes[0].decoded


@pytest.mark.parametrize(("away", "severity"), [(3, Severity.WARNING), (1, Severity.ERROR)])
def test_a_bar_in_the_quiet_zone_is_seen(
    away: float,
    severity: Severity,
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    """Readers decode it still: the pixels tell."""
    for bar in (
        patch(SIDE + away, 0, 3, SIDE),
        patch(-away - 3, 0, 3, SIDE),
        patch(0, SIDE + away, SIDE, 3),
        patch(0, -away - 3, SIDE, 3),
    ):
        (problem,) = coded(stamped(blank()), bar).problems

        assert (problem.code, problem.severity) == ("code-quiet-zone", severity)


def test_what_stands_beyond_the_quiet_zone_is_no_fault(
    stamped: Callable[..., Stamped], blank: Callable[..., Blank], coded: Callable[..., Checked]
) -> None:
    bars = patch(SIDE + 4.3, -9, 3, 50) + patch(-7.3, -9, 3, 50)

    assert told(coded(stamped(blank()), bars)) == []


@pytest.mark.parametrize(
    ("inks", "codes"),
    [
        (("0.33 g", "1 g"), {"code-contrast"}),
        (("0.5 g", "1 g"), {"code-contrast", "code-dies-copied"}),
        (("0 g", "0.84 g"), {"code-contrast"}),
        (("0 g", "0.5 g"), {"code-contrast"}),
        (("1 g", "0 g"), {"code-inverted"}),
        (("0 g", "0 g"), {"code-unreadable"}),
        (("0 g", "0.85 g"), set()),
    ],
)
def test_pale_and_inverted_codes_are_told_apart(
    inks: tuple[str, str],
    codes: set[str],
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    inked = replace(blank(), ink=inks[0], ground=inks[1])

    assert set(told(coded(stamped(inked)))) == codes


def test_a_code_too_fine_for_copiers_dies(
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
    copyshop: Profile,
) -> None:
    """The floor would stop it first; where a profile has a lower one, the copier still looks."""
    inked = replace(blank(), ink="0.4 g")
    fine = replace(copyshop, code_ink=0.5)

    checked = coded(stamped(inked), profile=fine)

    assert told(checked) == ["code-dies-copied"]
    assert "light copy" in checked.problems[0].message
    assert checked.codes[0].decoded
    assert not checked.codes[0].survives_copier


@pytest.mark.parametrize("shift", [0.3, 0.6, 2.0])
def test_a_code_off_its_place_is_told(
    shift: float,
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    one = stamped(blank())
    a, b, c, d, e, f = one.codes[0].matrix
    thought = replace(one.codes[0], matrix=(a, b, c, d, e + shift * PT_PER_MM, f))

    assert "code-misplaced" in told(coded(replace(one, codes=(thought,))))


@pytest.mark.parametrize("share", [0.93, 1.06])
def test_a_code_of_another_size_is_told(
    share: float,
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    one = stamped(blank())
    a, b, c, d, e, f = one.codes[0].matrix
    thought = replace(one.codes[0], matrix=(a * share, b, c, d * share, e, f))

    assert "code-misplaced" in told(coded(replace(one, codes=(thought,))))


@pytest.mark.parametrize(("left", "codes"), [(100.0, []), (98.0, ["code-misplaced"])])
def test_a_code_stands_in_the_slot_that_was_measured(
    left: float,
    codes: list[str],
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    """The press says where the blank is, the proof where the slot was: two that may disagree."""
    top, right, bottom = 160.4, left + 29.6, 190.0
    quad = (left, top), (right, top), (right, bottom), (left, bottom)
    slot = SlotMeasure(name="code", places=(Place(page=1, quad=quad),))

    assert told(coded(stamped(blank()), slots=(slot,))) == codes


def test_the_trim_may_not_cut_into_the_quiet_zone(
    stamped: Callable[..., Stamped], blank: Callable[..., Blank], coded: Callable[..., Checked]
) -> None:
    assert told(coded(stamped(blank(118.4, 100)))) == []
    assert told(coded(stamped(blank(119.4, 100)))) == ["code-on-cut"]


@pytest.mark.parametrize(
    ("cut", "codes"),
    [
        (Stroke(x1=0, y1=105, x2=148, y2=105), ["code-on-cut"]),
        (Stroke(x1=0, y1=100, x2=148, y2=100), []),
        (Stroke(x1=55, y1=210, x2=55, y2=0), ["code-on-cut"]),
        (Stroke(x1=90, y1=0, x2=90, y2=210), []),
    ],
)
def test_no_cut_of_the_paper_crosses_a_code(
    cut: Stroke,
    codes: list[str],
    stamped: Callable[..., Stamped],
    blank: Callable[..., Blank],
    coded: Callable[..., Checked],
) -> None:
    paper = Paper(
        size="a5", width=148, height=210, up=1, sides=1, flip="either", placements=(), cuts=(cut,)
    )

    assert told(coded(stamped(blank(50, 100, 29.6)), paper=paper)) == codes


def test_of_twins_on_one_page_each_is_read_by_itself(
    stamped: Callable[..., Stamped], blank: Callable[..., Blank], coded: Callable[..., Checked]
) -> None:
    """The second stands on its head, as on imposed paper; only the first is damaged."""
    both = stamped(blank(), blank(70, 190, turn=180))

    checked = coded(both, patch(12, 12, 2, 2))

    assert told(checked) == ["code-damaged"]
    assert [code.survives_copier for code in checked.codes] == [True, True]
    assert told(coded(both)) == []
