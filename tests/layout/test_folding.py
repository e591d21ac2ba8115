"""Folding: arithmetic done once gives what the engine's own arithmetic gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.layout.arithmetic import UnsolvedError, solved
from leaflets.layout.catalogue import find
from leaflets.layout.folding import folded
from leaflets.layout.sheets import sheets
from leaflets.model.material import Composed, Fitting, Frame, Sheet
from leaflets.model.palette import Palette
from leaflets.shipped import folder
from leaflets.typeset.engine import render
from leaflets.typeset.tree import read

PX_PER_MM = 96 / 25.4

numbers = st.integers(-400, 400).map(lambda tenths: tenths / 10)
sums = st.recursive(
    numbers.map(lambda value: (f"{value:g}" if value >= 0 else f"(0 - {-value:g})", value)),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: (f"({two[0][0]} + {two[1][0]})", sum_of(two))),
        st.tuples(inner, numbers).map(
            lambda two: (f"calc({two[0][0]} * {two[1]:g})", two[0][1] * two[1])
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda some: (f"max({', '.join(text for text, _ in some)})", max(v for _, v in some))
        ),
        st.tuples(inner, inner, inner).map(
            lambda three: (
                f"clamp({', '.join(text for text, _ in three)})",
                max(three[0][1], min(three[1][1], three[2][1])),
            )
        ),
    ),
    max_leaves=8,
)


def sum_of(two: tuple[tuple[str, float], tuple[str, float]]) -> float:
    return two[0][1] + two[1][1]


def one(css: str, html: str = "") -> str:
    (sheet,) = folded((Sheet(name="a.css", text=css),), html)
    return sheet.text


@given(sums)
def test_arithmetic_is_that_of_python(sums: tuple[str, float]) -> None:
    text, value = sums
    assert float(solved(f"calc({text})")) == pytest.approx(value, rel=1e-9, abs=1e-5)


@given(st.integers(0, 3000), st.integers(1, 50))
def test_lengths_come_out_in_px(tenths: int, divisor: int) -> None:
    assert solved(f"calc({tenths / 10:g}mm / {divisor})").endswith("px")
    value = float(solved(f"calc({tenths / 10:g}mm / {divisor})").removesuffix("px"))
    assert value == pytest.approx(tenths / 10 * PX_PER_MM / divisor, abs=1e-5)


@pytest.mark.parametrize(
    "expression",
    ["calc(1em + 1px)", "calc(50% - 1mm)", "calc(1px * 1px)", "calc(1 / 0)", "calc(1px + 1)",
     "calc(1 / 1px)", "clamp(1, 2)", "calc(1 2)", "calc(1", "calc(var(--a))", "calc()"],
)  # fmt: skip
def test_what_hangs_on_more_or_is_no_arithmetic_is_left(expression: str) -> None:
    with pytest.raises(UnsolvedError):
        solved(expression)


def test_a_variable_of_the_root_is_written_where_it_is_used() -> None:
    css = ":root{--u:2mm;--m:calc(3*var(--u))}\np{left:var(--m);top:calc(var(--u) + 1mm)}"
    assert "left:22.677165px;top:11.338583px" in one(css)


def test_a_variable_that_an_element_sets_is_the_engines() -> None:
    css = ":root{--u:2mm}.a{--u:3mm}p{left:calc(2*var(--u))}"
    assert "left:calc(2*var(--u))" in one(css)
    css = ":root{--u:2mm}p{left:calc(2*var(--u))}"
    assert "left:calc(2*var(--u))" in one(css, '<p style="--u:4mm">')


def test_what_fitting_changes_stays_so_that_sheets_stay_the_same() -> None:
    css = ":root{--fit-text:1!important;--air-text:0mm!important}p{top:calc(var(--fit-text)*1mm)}"
    assert "calc(var(--fit-text)*1mm)" in one(css)


def test_an_important_value_wins_over_a_later_one() -> None:
    assert "left:1mm" in one(":root{--u:1mm!important}:root{--u:2mm}p{left:var(--u)}")


def test_a_circle_of_variables_is_left_to_the_engine() -> None:
    assert "var(--" in one(":root{--a:var(--b);--b:var(--a)}p{left:var(--a)}")


def test_lines_stay_where_they_are_since_complaints_name_them() -> None:
    css = "/* two\nlines */\n:root{--u:2mm}\np{\n left:calc(\n  var(--u) * 2);\n colour:red}"
    assert one(css).count("\n") == css.count("\n")
    assert one(css).split("\n")[-1] == css.rsplit("\n", maxsplit=1)[-1]


@pytest.mark.parametrize("format_name", ["a5", "a4"])
def test_a_page_lies_the_same_with_and_without_folding(format_name: str) -> None:
    layout = find("wedge", (folder("layouts"),))
    made_in = layout.format(format_name)
    assert made_in
    frame = Frame(width=made_in.width, height=made_in.height, edge=5.0)
    fitting = Fitting(scales=tuple((group.name, 1.1) for group in layout.fit))
    plain = sheets(layout, format_name, frame, Palette(), fitting)
    html = PAGE.replace("\n", "")
    unfolded, done = (
        [line.box for line in read(render(Composed(html=html, sheets=one, texts=()))).lines]
        for one in (plain, folded(plain, html))
    )
    assert len(done) > 5
    for before, after in zip(unfolded, done, strict=True):
        assert tuple(after) == pytest.approx(tuple(before), abs=0.001)


PAGE = """<!doctype html><html lang="en"><body>
<section class="sheet front leading linked" style="--lead:90;--headline:60mm">
<p class="kicker" data-slot="kicker">Passengers of Kokset</p>
<div class="lead" data-slot="lead"><p>The last bus leaves at nine, the next at six.</p></div>
<p class="invite" data-slot="invite">Read it whole</p>
<p class="link" data-slot="link">example.org/buses</p></section>
<section class="sheet back saying asking linked footed"
 style="--said:200;--asked:60;--items:2;--call:12mm">
<div class="excerpts"><div class="columns" data-slot="excerpts"><p data-item="0">We stood at
 eleven stops for one week and wrote down every bus that came.</p></div></div>
<ol class="demands" data-slot="demands"><li data-item="0"><b>1</b><p>A night bus</p></li>
<li data-item="1"><b>2</b><p>A roof at every stop of every line</p></li></ol>
</section></body></html>"""
