"""Casting off, held against the engine: what is reckoned is what is typeset."""

from collections.abc import Callable

import pytest

from leaflets.model.copy import Copy, Passage, Stack, Word
from leaflets.model.layout import FitGroup, Layout, Slot
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.castoff import airiest, cast_off, faithful
from leaflets.typeset.engine import Rendered
from leaflets.typeset.measure import measure
from leaflets.typeset.passages import copied
from leaflets.typeset.tree import read
from leaflets.typeset.unit import overset

SENTENCES = {
    "en": "The neighbourhood’s library stays open every evening, and nobody asks what you bought.",
    "de": "Die Stadtbücherei bleibt jeden Abend geöffnet, und niemand fragt nach dem Einkauf.",
    "ru": "Библиотека открыта каждый вечер, и никто не спрашивает, зачем вы пришли.",
}
ITEMS = "".join(f"<p data-item={place}>%s</p>" for place in range(3))
STYLE = """
[data-slot] {{ font-size: {size}pt; line-height: 1.3; hyphens: auto;
  hyphenate-limit-chars: 7 3 3 }}
p + p {{ margin-top: {gap}pt }}
"""
COLUMNS = ".c { position: absolute } [data-slot] { position: static; height: 20mm; columns: 2 }"
LINE = f"<li data-item=%s><b>1</b><p>{SENTENCES['en']}</p></li>"
ROWS = f"<ul data-slot=a>{LINE % 0}{LINE % 1}</ul>"
ROW = """
ul {{ font-size: {size}pt; line-height: 1.3 }}
li {{ display: flex; min-height: 3em; border-top: 1mm solid }}
b {{ width: 3em; font-size: 1em; line-height: 2 }} p {{ flex: 1 }}
"""


@pytest.fixture
def trial(layout: Callable[..., Layout]) -> Layout:
    group = FitGroup(name="g", minimum=0.5, maximum=2.0)
    return layout(Slot(name="a", holds="excerpts", fit="g"), fit=(group,))


def of(rendered: Rendered, layout: Layout) -> SlotMeasure:
    (one,) = copied(rendered, layout, measure(read(rendered), layout))
    assert one.copy
    return one


@pytest.mark.parametrize("language", sorted(SENTENCES))
@pytest.mark.parametrize("size", range(14, 45, 6))
def test_lines_at_another_size_are_those_of_the_engine(
    rendered: Callable[..., Rendered], trial: Layout, language: str, size: int
) -> None:
    text = SENTENCES[language]
    body = f"<div data-slot=a>{ITEMS % (text, text[9:], text[:40])}</div>"
    small = of(rendered(body, STYLE.format(size=10, gap=5), language=language), trial)
    large = of(rendered(body, STYLE.format(size=size / 2, gap=size / 4), language=language), trial)
    assert faithful(small.copy)
    reckoned = cast_off(small.copy, size / 20)
    assert reckoned.lines == cast_off(large.copy).lines
    assert faithful(large.copy)
    assert reckoned.needed == pytest.approx(large.needed, abs=0.1)


@pytest.mark.parametrize("size", [8, 9, 10, 12, 13, 15])
def test_columns_fit_where_the_engine_fills_no_third(
    rendered: Callable[..., Rendered], trial: Layout, size: int
) -> None:
    body = f"<div class=c><div data-slot=a>{ITEMS % tuple(SENTENCES.values())}</div></div>"
    small, large = (
        of(rendered(body, STYLE.format(size=one, gap=one / 2) + COLUMNS), trial)
        for one in (7, size)
    )
    assert cast_off(small.copy, size / 7).fits == (not overset(large))


def test_a_number_beside_the_text_takes_of_its_measure_and_a_border_has_no_scale(
    rendered: Callable[..., Rendered], trial: Layout
) -> None:
    small, large = (of(rendered(ROWS, ROW.format(size=one)), trial) for one in (8, 12))
    reckoned = cast_off(small.copy, 1.5)
    assert reckoned.lines == cast_off(large.copy).lines
    assert reckoned.needed == pytest.approx(large.needed, abs=0.05)


@pytest.mark.parametrize("columns", ["", COLUMNS])
def test_air_that_is_reckoned_fits_and_hardly_more_would(
    rendered: Callable[..., Rendered], trial: Layout, columns: str
) -> None:
    body = f"<div class=c><div data-slot=a>{ITEMS % tuple(SENTENCES.values())}</div></div>"

    def aired(mm: float) -> SlotMeasure:
        css = "[data-slot] { height: 26mm } p + p { margin-top: 0 }"
        css += f"p:not(:last-child) {{ margin-bottom: {mm:.3f}mm }}"
        return of(rendered(body, STYLE.format(size=7, gap=0) + columns + css), trial)

    air = airiest((aired(0).copy,), 1.0, 9.0)
    assert air > 0
    assert not overset(aired(air))
    assert overset(aired(air * 1.03 + 0.1)) or air == 9.0


def passage(*words: Word, **rest: object) -> Passage:
    values = {
        "words": words, "hyphen": 0.5, "breaks": False, "em": 1.0, "measure": 10.0,
        "beside": 0.0, "leading": 1.0, "lines": 1,
    }  # fmt: skip
    return Passage(**{**values, **rest})


def test_a_word_is_cut_where_most_of_it_goes_into_the_line() -> None:
    text = passage(Word(5.0, 0.5), Word(8.0, 0.0, (2.0, 3.9, 6.0)))
    copy = Copy(stacks=(Stack(passages=(text,)),), room=9.0)
    assert cast_off(copy) == (2.0, True, (2,))


def test_a_word_wider_than_the_line_does_not_fit_unless_it_may_be_broken() -> None:
    word = Word(12.0)
    stiff, soft = (
        Copy(stacks=(Stack(passages=(passage(word, breaks=one),)),), room=9.0)
        for one in (False, True)
    )
    assert not cast_off(stiff).fits
    assert cast_off(soft) == (2.0, True, (2,))
