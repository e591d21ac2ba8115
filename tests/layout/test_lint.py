"""Every trap of the engine is told with its place, and nothing that is sound."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint.css.validation.expanders import EXPANDERS
from weasyprint.css.validation.properties import PROPERTIES, PROPRIETARY

from leaflets.layout.catalogue import find, names
from leaflets.layout.lint import lint
from leaflets.layout.lint.properties import INSTEAD, KNOWN
from leaflets.problems import Problem, Severity

SHIPPED = Path(__file__).parents[2] / "layouts"
TRIAL = Path(__file__).parent / "trial"
PAGE = (TRIAL / "page.html").read_text(encoding="utf-8")
# What style sheets are made of, in no order.
PIECES = (
    *("a", ".", "{", "}", "(", ")", "[", "]", ":", ";", ",", "/", "*", "+", "-", "&", ">", "#"),
    *("calc(", "var(", "var(--m)", "--x", "clamp(", "linear-gradient(", "url(", ":not(", "\n"),
    *("1mm", "2", "10%", "@page", "@media", "h1", '"', "'", "\\", "::after", "!important"),
    *("font:", "color:", "width:", "columns:"),
)
SOUND = (TRIAL / "style.css").read_text(encoding="utf-8")


def test_shipped_layouts_lint_clean() -> None:
    found = [problem for name in names((SHIPPED,)) for problem in lint(find(name, (SHIPPED,)))]

    assert found == []


def test_a_sound_layout_is_left_alone(linted: Callable[..., tuple[Problem, ...]]) -> None:
    assert linted("") == ()


@pytest.mark.parametrize(
    ("css", "code", "says"),
    [
        # press.md, chapter 10: what the engine leaves out or gets wrong
        (
            ".a{background:linear-gradient(var(--black),var(--paper))}",
            "css-misprinted",
            "no-repeat",
        ),
        (".a{background-repeat:repeat-x}", "css-misprinted", "no-repeat"),
        (".a{display:grid;place-items:center}", "css-unsupported", "justify-items"),
        ('.a{grid-template:"x" 1fr / 1fr}', "css-unsupported", "grid-template-areas"),
        (".a{grid-template-columns:repeat(auto-fit,20mm)}", "css-unsupported", "repeat(3, 1fr)"),
        (".a{grid-template-rows:subgrid}", "css-unsupported", "repeat(3, 1fr)"),
        (".a{width:fit-content}", "css-unsupported", "in mm"),
        (".a{min-height:max-content}", "css-unsupported", "in mm"),
        (".a{aspect-ratio:1}", "css-unsupported", "width and height"),
        ("h1{text-wrap:balance}", "css-unsupported", "poster"),
        ("h1{text-shadow:1px 1px var(--black)}", "css-unsupported", "copy"),
        ("h1{initial-letter:2}", "css-unsupported", "element of its own"),
        ("h1{writing-mode:vertical-rl}", "css-unsupported", "rotate"),
        (".a{clip-path:circle()}", "css-unsupported", "SVG"),
        (".a{mask:url(x.svg)}", "css-unsupported", "SVG"),
        (".a{filter:blur(1mm)}", "css-unsupported", "SVG"),
        (".a{mix-blend-mode:multiply}", "css-unsupported", "tints"),
        (".a{shape-outside:circle()}", "css-unsupported", "box beside"),
        (
            ".a{background-image:conic-gradient(var(--black),var(--paper))}",
            "css-unsupported",
            "SVG",
        ),
        (
            ".a{background-image:linear-gradient(var(--black) 0% 50%,var(--paper) 50%)}",
            "css-unsupported",
            "twice",
        ),
        ("h1{-webkit-text-stroke:1px var(--black)}", "css-text-hidden", "heavier face"),
        (".a{box-shadow:0 0 3mm var(--black)}", "css-misprinted", "second box"),
        ("p::first-letter{float:left}", "css-misprinted", "element of its own"),
        ("h1{font-weight:350}", "css-unsupported", "weight of a face"),
        ("@supports (display:grid){.a{width:3mm}}", "css-unsupported", "without it"),
        ("@container (width > 9mm){.a{width:3mm}}", "css-unsupported", "format's own"),
        ("@font-face{font-family:X;src:url(x.ttf)}", "css-unsupported", "faces"),
        ("@import 'other.css';", "css-unsupported", "style.css"),
        (".a{-moz-columns:2}", "css-unsupported", "`columns`"),
        (".a{colour:var(--black)}", "css-unsupported", "`color`"),
        (".a{rotate:3deg}", "css-unsupported", "transform"),
        (".a{position:sticky}", "css-unsupported", "absolute"),
        # fit.md, chapter 2: what cannot be measured, or hides text
        ("@page{size:a5}", "css-overrules", "--width"),
        ("@page back{bleed:3mm}", "css-overrules", "--width"),
        (":root{--fit-text:2}", "css-overrules", "name of its own"),
        ("@page{@bottom-center{content:'x'}}", "css-misprinted", "absolute"),
        (".a{position:fixed}", "css-misprinted", "absolute"),
        ("h1{text-overflow:ellipsis}", "css-text-hidden", "fit group"),
        ("h1{max-lines:3}", "css-text-hidden", "fit group"),
        ("h1{-webkit-line-clamp:3}", "css-text-hidden", "fit group"),
        ("h1{clip:rect(0,0,0,0)}", "css-text-hidden", "page.html"),
        ("h1{text-indent:-9999px}", "css-text-hidden", "{% if %}"),
        ("h1{visibility:hidden}", "css-text-hidden", "{% if %}"),
        ("h1{color:transparent}", "css-text-hidden", "ink"),
        # silent: no value, another font
        ("h1{color:var(--blakc)}", "css-variable-undefined", "`--black`"),
        ("h1{font-family:Literatta}", "css-face-unknown", "`Literata`"),
        ("h1{font:700 12pt/1 Oswald,Literata}", "css-face-unknown", "faces"),
        ("h1{font-family:serif}", "css-face-unknown", "faces"),
        # inks
        ("h1{color:#d00}", "css-colour", "var(--black)"),
        ("h1{border-top:1mm solid red}", "css-colour", "var(--black)"),
        ("h1{background-color:rgb(0 0 0 / 50%)}", "css-colour", "var(--black)"),
        (":root{--ground:#fafafa}", "css-colour", "var(--black)"),
        (".a{opacity:.5}", "css-colour", "var(--black)"),
        (".a{color:var(--accent-20)}", "css-colour", "inks"),
        # arithmetic
        (".a{width:calc((1mm + max(2mm,3mm))*2)}", "css-arithmetic", "calc("),
        ("h1{font-size:calc(2*1em)}", "css-arithmetic", "per cent"),
        ("h1{font:900 calc(var(--fit-text)*1.2em)/1 Literata}", "css-arithmetic", "per cent"),
        (".a{width:calc(clamp(1,2,3)*1mm)}", "css-arithmetic", "max(least"),
        (":root{--a:2}.a{width:calc(clamp(var(--a),5,9)*1mm)}", "css-arithmetic", "max(least"),
        (".a{width:calc(var(--width)/2mm)}", "css-arithmetic", "plain number"),
        (".a{width:calc(2mm*3mm)}", "css-arithmetic", "plain number"),
        (".a{width:calc(10mm + 5)}", "css-arithmetic", "same unit"),
        (":root{--n:5}.a{width:calc(10mm + var(--n))}", "css-arithmetic", "same unit"),
        (".a{width:calc(10mm+5mm)}", "css-arithmetic", "blanks"),
        # slots
        ("h1{height:40%}", "css-slot-box", "in mm"),
        ("h1{overflow:hidden}", "css-slot-box", "overflow"),
        (".imprint{position:absolute;bottom:3mm}", "css-slot-box", "top"),
        (".list{justify-content:space-between}", "css-slot-box", "air"),
        (".list{columns:2;column-fill:auto}", "css-slot-box", "inside it"),
        (".around{columns:2;height:40mm}", "css-slot-box", "column-fill"),
        (".around{columns:2;column-fill:auto;max-height:40mm}", "css-slot-box", "in mm"),
        (".around{display:flex;flex-direction:column}li{margin-top:auto}", None, ""),
        (".list{display:flex;flex-direction:column}li{margin-top:auto}", "css-misprinted", "1fr"),
        (".around{display:grid}", "css-misprinted", "beside the grid"),
        (".art{height:20mm}", "css-misprinted", "object-fit"),
    ],
)
def test_a_trap_is_told_with_its_line_and_what_to_write(
    linted: Callable[..., tuple[Problem, ...]], css: str, code: str | None, says: str
) -> None:
    found = linted(css)

    assert {problem.code for problem in found} == ({code} if code else set())
    for problem in found:
        assert says in problem.hint
        assert problem.position.file.endswith("trial/style.css") or code == "css-misprinted"
        assert problem.position.line
        assert problem.position.column


def test_the_place_is_that_of_the_declaration(
    linted: Callable[..., tuple[Problem, ...]],
) -> None:
    (found,) = linted("/* a\n comment */ .a{left:0;\n  colour:var(--black)}")

    assert (found.position.line, found.position.column) == (6, 3)


@pytest.mark.parametrize(
    ("css", "line", "column"),
    [
        (".a{left:0\n.b{top:0}", 1, 3),
        (".a{left:0}\n.b{width:calc(2mm*(3 + 1)}", 2, 14),
        (".a{left:0}}\n.b{top:0}", 1, 11),
        (".a{left:0}\n/* never closed .b{top:0}", 2, 1),
        ('.a::after{content:"x}\n', 1, 19),
        (".a{left 0;top:0}", 1, 10),
    ],
)
def test_what_is_not_closed_is_told_where_it_opens(
    linted: Callable[..., tuple[Problem, ...]], css: str, line: int, column: int
) -> None:
    found = [problem for problem in linted("", style_css=css) if problem.code == "css-broken"]

    assert (found[0].position.line, found[0].position.column) == (line, column)
    assert found[0].severity is Severity.ERROR


def test_a_variable_that_one_format_lacks_is_undefined(
    linted: Callable[..., tuple[Problem, ...]], folder: Callable[..., Path]
) -> None:
    folder(trial={"a4.css": ":root{--code:50mm}"})
    contract = (TRIAL / "layout.yaml").read_text().replace("{a5: {sides: 1}}", "{a5: {}, a4: {}}")
    (found,) = linted(".a{width:var(--code)}", layout_yaml=contract)

    assert found.code == "css-variable-undefined"


@pytest.mark.parametrize(
    "css",
    [
        "h1{font:900 12pt/normal Literata}",
        "h1{font:italic 500 9pt Literata,'Fira Sans Extra Condensed'}",
        ":root{--face:Literata}h1{font-family:var(--face)}",
        "h1{font:inherit;color:inherit;background-color:transparent}",
        ".a{width:calc(var(--width) - 2*var(--m));transform:rotate(calc(3*-1deg))}",
        ".a{width:calc((1mm + 2mm)*3);margin:calc(-1*var(--m)) auto}",
        ":root{--n:3}.a{width:calc(var(--n)*1mm/2);font-size:calc(var(--n)*50%)}",
        ".a{background-image:linear-gradient(to right,var(--black) 0%,var(--paper) 50%)}",
        ".a{background:url(a.svg) no-repeat}.a::after{content:'#fff {'}",
        "@media print{.a{left:0}}@layer x{.a{left:0}}@page back{margin:9mm}",
        ".a{left:0;&:hover{top:0}.b{top:0}}",
        "img{object-fit:cover}.art{height:9mm}",
        "",
    ],
)
def test_sound_css_is_left_alone(linted: Callable[..., tuple[Problem, ...]], css: str) -> None:
    assert linted(css) == ()


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_read_without_a_fault(
    linted: Callable[..., tuple[Problem, ...]], pieces: list[str]
) -> None:
    for problem in linted("", style_css=" ".join(pieces)):
        assert problem.code.startswith("css-")
        assert problem.hint


def test_variables_of_the_page_and_with_a_value_instead_are_fine(
    linted: Callable[..., tuple[Problem, ...]],
) -> None:
    page = PAGE.replace('class="sheet"', 'class="sheet" style="--lead:{{ 3 }}"')

    assert linted(".a{width:calc(var(--lead)*1mm);left:var(--none,3mm)}", page_html=page) == ()


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<style>h1{color:var(--black)}</style>", "css-overrules"),
        ('<link rel="stylesheet" href="x.css">', "css-overrules"),
        ("<svg><text><textPath href='#a'>x</textPath></text></svg>", "css-misprinted"),
        ("<p>so\u00adlid</p>", "css-misprinted"),
        ("<p>so&shy;lid</p>", "css-misprinted"),
        ('<p style="color:#f00">x</p>', "css-colour"),
        ('<p style="width:var(--nobody)">x</p>', "css-variable-undefined"),
    ],
)
def test_templates_are_read_too(
    linted: Callable[..., tuple[Problem, ...]], markup: str, code: str
) -> None:
    found = linted("", page_html=PAGE.replace("</section>", f"{markup}\n</section>"))

    assert [(one.code, one.position.line) for one in found] == [(code, 12)]


def test_what_is_placed_outside_a_sheet_is_told(
    linted: Callable[..., tuple[Problem, ...]],
) -> None:
    page = PAGE.replace("</section>", "</section><p class='note'>x</p>")
    (found,) = linted(".note{position:absolute;bottom:3mm}", page_html=page)

    assert (found.code, found.position.line) == ("css-misprinted", 4)


def test_a_slot_without_a_height_is_told_at_its_element(
    linted: Callable[..., tuple[Problem, ...]],
) -> None:
    (found,) = linted("", style_css=SOUND.replace("height:30mm", "color:var(--black)"))

    assert (found.code, found.position.line) == ("css-slot-box", 5)


def test_the_properties_are_those_of_the_engine() -> None:
    engine = {*PROPERTIES, *EXPANDERS} - {*PROPRIETARY}

    assert engine == KNOWN
    assert KNOWN.isdisjoint(INSTEAD)


def test_a_second_look_costs_nothing() -> None:
    layout = find("wedge", (SHIPPED,))
    lint(layout)
    before = process_time()
    for _ in range(100):
        lint(layout)

    assert process_time() - before < 0.2
