"""The bad copier: which codes live through a light, a middling and a dark copy, and which die.

The verdicts are those of a simulation step by step: copied at 8 px/mm with a Gauss of 0.1 mm, cut
at the tone, turned by 7° on that grid, shrunk to 6 px/mm, blurred by 0.6 px. Ours is quicker and
says the same. What stands here lies as near to where a verdict turns as the two agree.
"""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from leaflets.model.material import Link
from leaflets.model.pressed import Blank, Pressed
from leaflets.preflight.copier import dying
from leaflets.profiles import Profile
from leaflets.raster import Pages
from leaflets.stamp.code import stamp

URL = "https://example.org/ru/almaty"
SIDE = 29  # modules of the code that holds it
TONES = (40, 45, 60)
LIGHT, MIDDLING, DARK = (40,), (40, 45), (60,)

Verdict = Callable[..., tuple[int, ...]]


@pytest.fixture(scope="module")
def verdict(page: Callable[..., bytes], blank: Callable[..., Blank], copyshop: Profile) -> Verdict:
    """Return the tones at which a code of such modules dies; `over` is drawn on it, in modules."""

    def judged(
        module: float, *, ink: str = "0 g", ground: str = "1 g", turn: float = 0, over: str = ""
    ) -> tuple[int, ...]:
        one = replace(blank(60.31, 70.77, module * (SIDE + 8), turn=turn), ink=ink, ground=ground)
        pressed = Pressed(pdf=page(), pages=1, width=148, height=210, bleed=0, blanks=(one,))
        fine = replace(copyshop, module_floor=0.1)
        stamped = stamp(pressed, (Link(url=URL, text=URL),), fine, 3)
        matrix = " ".join(f"{value:.4f}" for value in stamped.codes[0].matrix)
        drawn = page(_content(stamped.pdf) + f"q {matrix} cm {over} Q".encode())
        with Pages(drawn) as pages:
            return dying(pages, stamped.codes[0], TONES)

    return judged


def _content(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        one = document.pages[0]
        one.contents_coalesce()
        return bytes(one.Contents.read_bytes())


@pytest.mark.parametrize("turn", [0, -9, 90])
@pytest.mark.parametrize(
    ("module", "dead"), [(0.3, TONES), (0.34, TONES), (0.4, ()), (0.45, ()), (0.6, ()), (1.0, ())]
)
def test_modules_must_be_larger_than_what_copiers_spread(
    module: float, dead: tuple[int, ...], turn: float, verdict: Verdict
) -> None:
    assert verdict(module, turn=turn) == dead


@pytest.mark.parametrize(
    ("ink", "module", "dead"),
    [
        ("0.3 g", 0.45, MIDDLING),
        ("0.3 g", 0.6, ()),
        ("0.33 g", 0.6, ()),
        ("0.36 g", 0.6, LIGHT),
        ("0.36 g", 0.8, ()),
        ("0.38 g", 0.8, ()),
        ("0.4 g", 0.8, LIGHT),
        ("0.41 g", 0.6, MIDDLING),
        ("0.43 g", 0.8, LIGHT),
        ("0.45 g", 0.8, MIDDLING),
        ("0.5 g", 0.45, TONES),
        ("0.5 g", 0.6, MIDDLING),
        ("0.58 g", 0.6, TONES),
        ("0.58 g", 0.8, MIDDLING),
        ("0.6 g", 0.8, TONES),
    ],
)
def test_a_light_copy_loses_pale_ink(
    ink: str, module: float, dead: tuple[int, ...], verdict: Verdict
) -> None:
    assert verdict(module, ink=ink) == dead


@pytest.mark.parametrize(
    ("ground", "module", "dead"),
    [
        ("0.8 g", 0.6, ()),
        ("0.7 g", 0.45, DARK),
        ("0.7 g", 0.6, ()),
        ("0.62 g", 0.6, DARK),
        ("0.62 g", 0.8, ()),
        ("0.58 g", 0.8, DARK),
        ("0.45 g", 0.45, TONES),
        ("0.45 g", 0.6, (45, 60)),
        ("0.4 g", 0.8, TONES),
    ],
)
def test_a_dark_copy_drowns_ink_on_a_dull_ground(
    ground: str, module: float, dead: tuple[int, ...], verdict: Verdict
) -> None:
    assert verdict(module, ground=ground) == dead


@pytest.mark.parametrize("module", [0.45, 0.6, 0.8])
@pytest.mark.parametrize(("side", "dead"), [(9, ()), (11, TONES)])
def test_correction_mends_a_blot_of_a_third_of_the_side(
    side: int, dead: tuple[int, ...], module: float, verdict: Verdict
) -> None:
    corner = (SIDE - side) / 2

    assert verdict(module, over=f"1 g {corner} {corner} {side} {side} re f") == dead


@pytest.mark.parametrize(("width", "dead"), [(0.5, ()), (1, TONES)])
def test_a_crease_as_wide_as_a_module_is_the_end(
    width: float, dead: tuple[int, ...], verdict: Verdict
) -> None:
    assert verdict(0.6, over=f"1 g -4 11 37 {width} re f") == dead


@pytest.mark.parametrize(("away", "dead"), [(0, TONES), (0.6, ()), (2, ())])
def test_a_frame_that_touches_the_code_grows_into_it(
    away: float, dead: tuple[int, ...], verdict: Verdict
) -> None:
    near, far = -away - 3, SIDE + away
    bars = ((far, -6, 3, 41), (near, -6, 3, 41), (-6, far, 41, 3), (-6, near, 41, 3))

    drawn = " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in bars)

    assert verdict(0.6, over=f"0 g {drawn} f") == dead
