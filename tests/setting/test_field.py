import random

import pytest

from leaflets import faces
from leaflets.model.layout import FieldRule
from leaflets.model.proof import FieldStyle
from leaflets.setting.field import fitted
from leaflets.setting.line import folded, limit, lines, width
from leaflets.setting.overset import Reason
from leaflets.setting.type import Type

TOWN = (
    "парк двор ул. Абая главный вход площадь у фонтана, дом 12 культуры и отдыха «Заря» "
    "напротив школа-лицей"
)
LONG = "Парк культуры и отдыха, главный вход со стороны площади"


def style(text, **other):
    plain = {
        "slot": "event",
        "field": "place",
        "text": text,
        "width": 60.0,
        "faces": ("Literata", "Geologica"),
        "weight": 500,
        "italic": False,
        "size": 12.0,
        "spacing": 0.0,
        "upper": False,
        "language": "ru",
    }
    return FieldStyle(**{**plain, **other})


def rule(most=1, minimum=0.7):
    return FieldRule(name="place", lines=most, minimum=minimum)


def by_trying(given, wanted):
    """Try every scale from the largest down, and return the first that keeps to the rule."""
    families = tuple(faces.nearest(family, given.weight, "normal") for family in given.faces)
    for step in range(200, round(wanted.minimum * 200) - 1, -1):
        how = Type(
            faces=families,
            size=given.size * step / 200,
            spacing=given.spacing * step / 200,
            language=given.language,
        )
        made = lines(folded(given.text), how, given.width)
        fits = max(width(line, how) for line in made) <= limit(given.width)
        if fits and len(made) <= wanted.lines:
            return step / 200
    return None


@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("spacing", [0.0, 0.3])
def test_the_scale_is_the_largest_that_keeps_to_the_rule(most, spacing):
    chosen = random.Random(most)  # noqa: S311
    shrunk = refused = 0
    for _ in range(25):
        text = " ".join(chosen.choice(TOWN.split()) for _ in range(chosen.randint(2, 6 * most)))
        given = style(text, spacing=spacing, width=chosen.uniform(30, 90))
        found, expected = fitted(given, rule(most, 0.6)), by_trying(given, rule(most, 0.6))
        if expected is None:
            refused += 1
            assert found.over is not None
            assert found.scale == 0.6
        else:
            shrunk += expected < 1
            assert found.over is None
            assert found.scale == expected
            assert found.lines <= most
    assert shrunk > 3
    assert refused > 1


def test_a_value_that_fits_keeps_its_size():
    assert fitted(style("Парк"), rule()).scale == 1.0


def test_scales_are_whole_steps_and_the_minimum_is_rounded_up():
    found = fitted(style(LONG, width=61.3), rule(2, 0.7013))
    assert found.scale * 200 == pytest.approx(round(found.scale * 200))
    assert fitted(style(LONG * 3), rule(1, 0.7013)).scale == 0.705


def test_white_space_at_the_ends_and_in_runs_costs_nothing():
    assert fitted(style(f"  {LONG.replace(' ', '   ')}\n"), rule(2)) == fitted(style(LONG), rule(2))


def test_a_value_in_capitals_is_measured_in_capitals():
    small, capitals = fitted(style(LONG), rule(2)), fitted(style(LONG, upper=True), rule(2, 0.5))
    assert capitals.scale < small.scale


def test_a_value_with_too_many_lines_says_how_many_characters():
    found = fitted(style(LONG), rule(1))
    assert found.over is not None
    assert found.over.reason == Reason.TOO_MANY_LINES
    assert found.over.mm > 10
    shorter = LONG[: len(LONG) - found.over.characters].rstrip()
    assert fitted(style(shorter), rule(1)).over is None


def test_a_word_wider_than_its_line_says_by_how_much():
    found = fitted(style("Достопримечательность", width=30.0), rule(2))
    assert found.over is not None
    assert found.over.reason == Reason.WORD_TOO_WIDE
    assert 0 < found.over.characters < 12
    assert found.over.mm == pytest.approx(7.8, abs=0.5)


def test_an_empty_value_takes_no_line():
    found = fitted(style("  "), rule())
    assert (found.scale, found.lines, found.over) == (1.0, 0, None)


def test_a_letter_that_no_face_of_the_style_has_is_told():
    found = fitted(style("東"), rule())
    assert found.over is not None
    assert found.over.reason == Reason.NOT_COVERED


def test_a_second_face_of_the_list_may_bring_a_letter():
    assert fitted(style("Башҡорт"), rule()).over is None
