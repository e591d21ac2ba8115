"""Completeness on finished pages: each planted fault, and the good cases that must stay silent.

A regression list, not a rate: the nets were built on cases like these.
"""

import io
import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pikepdf
import pytest

from leaflets import faces
from leaflets.model.paper import Paper
from leaflets.model.proof import Place, Quad, SlotMeasure
from leaflets.preflight.expected import Checked, Expected
from leaflets.preflight.leaflet import check
from leaflets.preflight.text import fold
from leaflets.problems import Exit

TEXT = (
    "We ask for an efficient office where the final flight of stairs has a rail "
    "and every window affords fresh air to all."
)
SOFT = re.sub(r"(window|efficient|affords)", lambda m: m[0][:3] + "\u00ad" + m[0][3:], TEXT)
SPAN = TEXT.replace("every", "<span>every</span>")
COLUMNS = f"<div class=c>{TEXT}</div>"
BASE = """
@page { size: 100mm 100mm; margin: 0; bleed: 3mm }
* { margin: 0; padding: 0; box-sizing: border-box }
html { font: 500 12pt/16pt Literata; hyphenate-character: "-" }
.p { position: relative; width: 100mm; height: 100mm }
[data-slot] { position: absolute; left: 10mm; top: 10mm; width: 60mm; height: 34mm }
"""


class Case(NamedTuple):
    name: str
    css: str = ""
    inner: str = TEXT
    after: str = ""
    wanted: tuple[str, ...] = (TEXT,)
    language: str = "en"
    slot: tuple[float, float, float, float] = (10, 10, 60, 34)
    turn: float = 0
    says: str = ""

    def __str__(self) -> str:
        return self.name


def plane(css: str) -> str:
    return f'<div style="position:absolute;left:0;top:0;width:100mm;height:60mm;{css}"></div>'


GERMAN = "Die große Straße gehört allen, die draußen spielen."
GREEK = "Θέλουμε δρόμους για όλους, άλογα και πάρκα."
TURKISH = "İyi bir şehir için ışıklı yollar istiyoruz."
KAZAKH = "Әр ауданға жарық, қауіпсіз өткел және үнемі ашық кітапхана қажет."
VIETNAMESE = "Chúng tôi muốn những con đường sạch và không khí trong lành."
HEBREW = "אנחנו רוצים ספריות פתוחות ואוויר נקי לכולם."
UPPER = "[data-slot]{text-transform:uppercase;height:60mm}"
TALL = (10, 10, 60, 60)

GOOD = (
    Case("plain"),
    Case("hyphenated", "[data-slot]{hyphens:auto;width:33mm;height:80mm}", slot=(10, 10, 33, 80)),
    Case(
        "soft hyphens",
        "[data-slot]{hyphens:manual;width:24mm;height:86mm;font-size:11pt;"
        "font-variant-ligatures:none}",
        SOFT,
        slot=(10, 10, 24, 86),
    ),
    Case(
        "spaced capitals",
        "[data-slot]{letter-spacing:.12em;text-transform:uppercase;height:60mm;font-size:10pt}",
        slot=TALL,
    ),
    Case("capital ß", UPPER, GERMAN, wanted=(GERMAN,), language="de", slot=TALL),
    Case("Greek capitals that keep accents", UPPER, "Μπαΐα", wanted=("Μπαΐα",), slot=TALL),
    Case("Greek capitals", UPPER, GREEK, wanted=(GREEK,), language="el", slot=TALL),
    Case("Turkish capitals", UPPER, TURKISH, wanted=(TURKISH,), language="tr", slot=TALL),
    Case("Kazakh", "", KAZAKH, wanted=(KAZAKH,), language="kk"),
    Case("Vietnamese", "", VIETNAMESE, wanted=(VIETNAMESE,), language="vi"),
    Case(
        "Hebrew",
        "html{font-family:Noto Sans Hebrew;font-weight:400;direction:rtl}",
        HEBREW,
        wanted=(HEBREW,),
        language="he",
    ),
    Case("turned by 9 degrees", "[data-slot]{transform:rotate(-9deg)}", turn=-9),
    Case(
        "turned by a quarter",
        "[data-slot]{top:30mm;transform:rotate(90deg)}",
        slot=(10, 30, 60, 34),
        turn=90,
    ),
    Case(
        "columns",
        ".c{columns:2;column-fill:auto;height:34mm;font-size:8pt;line-height:11pt}",
        COLUMNS,
    ),
    Case("small print", "[data-slot]{font-size:6.5pt;line-height:8pt}"),
    Case("white on black", "[data-slot]{color:#fff;background:#000}"),
    Case("gray on white", "[data-slot]{color:#888}"),
    Case(
        "emphasis inside",
        "",
        TEXT.replace("final", "<b>final</b>").replace("every", "<i style='color:red'>every</i>"),
    ),
    Case("a group of 80 % opacity", "[data-slot]{opacity:.8}"),
    Case(
        "two demands alike, numbered",
        "[data-slot]{height:80mm}p{padding-left:9mm;position:relative}b{position:absolute;left:0}",
        f"<p><b>1</b>{TEXT}</p><p><b>2</b>{TEXT}</p>",
        wanted=(TEXT, TEXT),
        slot=(10, 10, 60, 80),
    ),
    Case(
        "drawn when the rest is there",
        "p{opacity:.9}",
        "<p>We ask for air.</p><div>For all.</div>",
        wanted=("We ask for air.", "For all."),
    ),
    Case(
        "a short one that a long one begins with, drawn last",
        "p{opacity:.9}",
        "<p>For all</p><div>For all of us</div>",
        wanted=("For all", "For all of us"),
    ),
    Case("a dash and quotes", "", "“Clean air” — for all…", wanted=("“Clean air” — for all…",)),
    Case(
        "an opening quote that hangs",
        "[data-slot]{left:20mm;font-size:40pt;line-height:1;text-indent:-.45em}",
        "“Air” for all",
        wanted=("“Air” for all",),
        slot=(20, 10, 60, 34),
    ),
    Case("a picture beside it", after=plane("top:60mm;height:20mm;background:#333")),
)

FAULTS = (
    Case("cut by overflow", "[data-slot]{overflow:hidden;height:20mm}", says="hidden"),
    Case("last line clipped by half", "[data-slot]{overflow:hidden;height:72pt}", says="hidden"),
    Case("max-height", "[data-slot]{overflow:hidden;height:40pt}", says="hidden"),
    Case("white", "[data-slot]{color:#fff}", says="hidden"),
    Case("nearly white", "[data-slot]{color:#e8e8e8}", says="hidden"),
    Case("transparent", "[data-slot]{color:transparent}", says="hidden|missing"),
    Case("opacity 0", "[data-slot]{opacity:0}", says="hidden|missing"),
    Case("visibility", "[data-slot]{visibility:hidden}", says="missing"),
    Case("display none", "[data-slot] span{display:none}", SPAN, says="missing"),
    Case("font-size 0", "[data-slot] span{font-size:0}", SPAN, says="missing|hidden"),
    Case("font-size 0.1pt", "[data-slot] span{font-size:.1pt}", SPAN, says="hidden"),
    Case("black box", after=plane("background:#000"), says="hidden"),
    Case(
        "black box of the text's colour",
        after=plane("left:30mm;width:8mm;background:#000"),
        says="hidden",
    ),
    Case(
        "image",
        after='<img style="position:absolute;left:0;top:20mm;width:100mm;height:10mm" src="'
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 1'%3E"
        "%3Cpath d='M0 0h9v1H0z'/%3E%3C/svg%3E\">",
        says="hidden",
    ),
    Case(
        "behind a plane",
        "[data-slot]{z-index:-2}",
        after=plane("z-index:-1;background:#ccc"),
        says="hidden",
    ),
    Case("a veil of 95 %", after=plane("background:rgba(255,255,255,.95)"), says="hidden"),
    Case("off the page", "[data-slot]{left:-5mm}", slot=(-5, 10, 60, 34), says="hidden"),
    Case("below the page", "[data-slot]{top:90mm}", slot=(10, 90, 60, 34), says="missing"),
    Case("in the bleed", "[data-slot]{left:97mm}", slot=(97, 10, 60, 34), says="hidden"),
    Case("indent of -9999px", "[data-slot]{text-indent:-9999px}", says="outside|missing"),
    Case("clip", "[data-slot]{clip:rect(0,60mm,8mm,0)}", says="hidden"),
    Case("max-lines", "[data-slot]{max-lines:2;continue:discard}", says="missing"),
    Case(
        "ellipsis",
        "[data-slot]{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}",
        says="hidden",
    ),
    Case("nowrap", "[data-slot]{white-space:nowrap}", says="outside"),
    Case(
        "turned and too short",
        "[data-slot]{transform:rotate(-9deg);height:16mm}",
        slot=(10, 10, 60, 16),
        turn=-9,
        says="outside",
    ),
    Case("overflow, visible", "[data-slot]{height:12mm}", slot=(10, 10, 60, 12), says="outside"),
    Case(
        "columns too short",
        ".c{columns:2;column-fill:auto;height:10mm}",
        COLUMNS,
        slot=(10, 10, 60, 10),
        says="outside|missing",
    ),
    Case("a word left out", "", TEXT.replace("final ", ""), says="missing"),
    Case("a letter changed", "", TEXT.replace("rail", "nail"), says="missing"),
    Case("words swapped", "", TEXT.replace("fresh air", "air fresh"), says="missing"),
    Case("one demand of two alike", wanted=(TEXT, TEXT), says="missing"),
    Case("a short one only in a long one", wanted=(TEXT, TEXT[:30]), says="missing"),
    Case("a number too many", "", TEXT.replace("a rail", "a 5 rail"), says="missing"),
)


def quad(case: Case) -> Quad:
    """Return the slot's corners, turned about its middle as CSS turns it."""
    left, top, width, height = case.slot
    x, y = left + width / 2, top + height / 2
    sine, cosine = math.sin(math.radians(case.turn)), math.cos(math.radians(case.turn))
    corners = [
        (x + cosine * across - sine * down, y + sine * across + cosine * down)
        for across, down in (
            (-width / 2, -height / 2),
            (width / 2, -height / 2),
            (width / 2, height / 2),
            (-width / 2, height / 2),
        )
    ]
    return corners[0], corners[1], corners[2], corners[3]


def asked(case: Case) -> dict[str, object]:
    """Return what is expected of the case's page."""
    slot = SlotMeasure(name="a", places=(Place(page=1, quad=quad(case)),))
    return {"slots": (slot,), "texts": tuple(("a", text) for text in case.wanted)}


@pytest.fixture(scope="module")
def typeset() -> Callable[[Case], bytes]:
    """Typeset a case."""
    faces.isolate()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    base = CSS(string=BASE, font_config=configuration)

    def run(case: Case) -> bytes:
        body = f"<div class=p><div data-slot=a>{case.inner}</div>{case.after}</div>"
        html = f"<html lang={case.language}><style>{case.css}</style>{body}</html>"
        return HTML(string=html).write_pdf(stylesheets=[base], font_config=configuration)

    return run


@pytest.fixture(scope="module")
def checked(typeset: Callable[[Case], bytes], expected: Expected) -> Callable[[Case], Checked]:
    """Typeset a case and check the page."""

    def run(case: Case) -> Checked:
        return check(typeset(case), replace(expected, **asked(case)))

    return run


def told(checked: Checked) -> set[str]:
    return {one.code for one in checked.problems if one.code.startswith("text-")}


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_good_pages_stay_silent(case: Case, checked: Callable[[Case], Checked]) -> None:
    assert told(checked(case)) == set()


@pytest.mark.parametrize("case", FAULTS, ids=str)
def test_planted_faults_are_found(case: Case, checked: Callable[[Case], Checked]) -> None:
    codes = {f"text-{one.removeprefix('text-')}" for one in case.says.split("|")}

    found = told(checked(case))

    assert found
    assert found <= codes


def test_a_problem_says_where_and_stops_the_file(checked: Callable[[Case], Checked]) -> None:
    (problem,) = (
        one
        for one in checked(Case("white", "[data-slot]{color:#fff}")).problems
        if one.code == "text-hidden"
    )

    assert (problem.where.page, problem.where.slot, problem.exit) == (1, "a", Exit.CHECK)


def test_on_paper_no_text_is_sought(expected: Expected, page: Callable[..., bytes]) -> None:
    paper = Paper(size="a4", width=148, height=210, up=1, sides=1, flip="either", placements=())
    sheet = replace(expected, texts=(("a", TEXT),), paper=paper)

    assert check(page(), sheet).problems == ()


@pytest.mark.parametrize(("printed", "codes"), [("rail", set()), ("nail", {"text-missing"})])
def test_an_actual_text_does_not_speak_for_the_glyphs(
    printed: str, codes: set[str], typeset: Callable[[Case], bytes], expected: Expected
) -> None:
    """A set headline carries its text for readers; what is printed is what counts."""
    case = Case("headline", "", TEXT.replace("rail", printed))
    with pikepdf.open(io.BytesIO(typeset(case))) as document:
        page = document.pages[0]
        claim = pikepdf.Dictionary(ActualText=pikepdf.String(TEXT)).unparse()
        page.contents_add(document.make_stream(b"/Span " + claim + b" BDC\n"), prepend=True)
        page.contents_add(document.make_stream(b"\nEMC"))
        out = io.BytesIO()
        document.save(out)

    assert told(check(out.getvalue(), replace(expected, **asked(case)))) == codes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("STRASSE", "Straße"),
        ("ﬁnal oﬃce", "final office"),
        ("ΔΡΟΜΟΥΣ ΓΙΑ ΟΛΟΥΣ", "δρόμους για όλους"),
        ("İYİ IŞIK", "iyi ışık"),
        ("й\u00adогурт", "и\u0306огурт"),
        ("well\u2011being", "well-being"),
        ("a\u00a0b\u200bc", "abc"),
    ],
)
def test_texts_fold_to_the_letters_that_count(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_that_differ_stay_different() -> None:
    assert fold("е") != fold("ё")
    assert fold("caffe") != fold("caffè")
