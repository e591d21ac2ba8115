"""Planted faults, one a case: what the box tree says of each. Good cases must stay silent.

Faults that only the finished page shows (white text, veils, a letter changed) belong to preflight
and stand here as silent, so that nobody takes this net for more than it is.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from leaflets.model.layout import Slot
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.heights import TOLERANCE
from leaflets.typeset.measure import Touch, measure, touching
from leaflets.typeset.tree import read

TEXT = (
    "We ask for an efficient office where the final flight of stairs has a rail "
    "and every window affords fresh air to all."
)
MORE = f"{TEXT} {TEXT.replace('We ask', 'They ask')} {TEXT.replace('We ask', 'You ask')}"
SOFT = re.sub(r"(window|efficient|affords)", lambda m: m[0][:3] + "\u00ad" + m[0][3:], TEXT)
COLUMNS = f"<div class=c>{TEXT}</div>"
SPAN = TEXT.replace("every", "<span>every</span>")


class Case(NamedTuple):
    name: str
    says: str = ""
    css: str = ""
    inner: str = TEXT
    before: str = ""
    after: str = ""
    language: str = "en"
    below: bool = True

    def __str__(self) -> str:
        return self.name


def bar(css: str) -> str:
    return f'<div style="position:absolute;left:0;top:20mm;width:100mm;height:10mm;{css}"></div>'


SVG = (
    '<img style="position:absolute;left:0;top:20mm;width:100mm;height:10mm" src="data:image/svg+xml'
    ",%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 1'%3E%3Cpath d='M0 0h9v1H0z'/%3E"
    '%3C/svg%3E">'
)

GOOD = (
    Case("plain"),
    Case("hyphenated", css="[data-slot]{hyphens:auto;width:33mm;height:80mm}"),
    Case(
        "soft hyphens",
        css="[data-slot]{hyphens:manual;width:24mm;height:86mm;font-size:11pt;"
        "font-variant-ligatures:none}",
        inner=SOFT,
    ),
    Case(
        "letter-spaced capitals",
        css="[data-slot]{letter-spacing:.12em;text-transform:uppercase;height:60mm;font-size:10pt}",
    ),
    Case(
        "German ß in capitals",
        css="[data-slot]{text-transform:uppercase;height:60mm}",
        inner="Die große Straße gehört allen, die draußen spielen.",
        language="de",
    ),
    Case(
        "Greek in capitals",
        css="[data-slot]{text-transform:uppercase;height:60mm}",
        inner="Θέλουμε δρόμους για όλους, άλογα και πάρκα.",
        language="el",
    ),
    Case(
        "Turkish in capitals",
        css="[data-slot]{text-transform:uppercase;height:60mm}",
        inner="İyi bir şehir için ışıklı yollar istiyoruz.",
        language="tr",
    ),
    Case("turned by 9 degrees", css="[data-slot]{transform:rotate(-9deg)}"),
    Case("turned by a quarter", css="[data-slot]{top:30mm;transform:rotate(90deg)}"),
    Case(
        "columns",
        css=".c{columns:2;column-fill:auto;height:34mm;font-size:8pt;line-height:11pt}",
        inner=COLUMNS,
    ),
    Case("white on black", css="[data-slot]{color:#fff;background:#000}"),
    Case(
        "emphasis inside",
        inner=TEXT.replace("final", "<b>final</b>").replace("every", "<i>every</i>"),
    ),
    Case("a group of 80 % opacity", css="[data-slot]{opacity:.8}"),
    Case("exactly full", css="[data-slot]{height:80pt}"),
    Case("0.005 mm over", css="[data-slot]{height:calc(80pt - .005mm)}"),
    Case("text of nested elements with paddings", inner=f"<ul style='padding:2mm'><li>{TEXT}</ul>"),
)

FAULTS = (
    Case("0.02 mm over", "down", "[data-slot]{height:calc(80pt - .02mm)}"),
    Case("hidden overflow", "down clipped", "[data-slot]{overflow:hidden;height:20mm}"),
    Case("last line cut in half", "down clipped", "[data-slot]{overflow:hidden;height:72pt}"),
    Case(
        "hidden overflow under a greatest height",
        "down clipped",
        "[data-slot]{overflow:hidden;height:auto;max-height:40pt}",
    ),
    Case("display none", "lost", "[data-slot] span{display:none}", SPAN),
    Case("type of size 0", "lost", "[data-slot] span{font-size:0}", SPAN),
    Case("type of 0.1 pt", "small", "[data-slot] span{font-size:.1pt}", SPAN),
    Case("off the page on the left", "off", "[data-slot]{left:-5mm}"),
    Case("off the page below", "off", "[data-slot]{top:90mm}"),
    Case(
        "off the page without room below",
        "down lost",
        "[data-slot]{top:90mm;height:auto}",
        below=False,
    ),
    Case("in the bleed only", "across wide off", "[data-slot]{left:97mm;white-space:nowrap}"),
    Case("indented off the page", "off", "[data-slot]{text-indent:-9999px}"),
    Case(
        "cut at the page's end",
        "down lost",
        "[data-slot]{top:85mm;height:auto}",
        MORE,
        below=False,
    ),
    Case("the same with room below", "down off", "[data-slot]{top:85mm;height:auto}", MORE),
    Case(
        "the same with a fixed height",
        "down lost",
        "[data-slot]{top:75mm;height:25mm}",
        MORE,
        below=False,
    ),
    Case("a greatest number of lines", "lost", "[data-slot]{max-lines:2;continue:discard}"),
    Case(
        "a greatest number of lines with an ellipsis",
        "lost",
        "[data-slot]{max-lines:2;continue:discard;block-ellipsis:auto}",
    ),
    Case(
        "text-overflow",
        "across wide clipped off",
        "[data-slot]{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}",
    ),
    Case("no wrapping", "across wide off", "[data-slot]{white-space:nowrap}"),
    Case("overset in a turned slot", "down", "[data-slot]{transform:rotate(-9deg);height:16mm}"),
    Case(
        "overset in a turned box",
        "down",
        ".t{position:absolute;left:20mm;top:20mm;width:70mm;height:60mm;transform:rotate(30deg)}"
        "[data-slot]{height:16mm}",
        before="<div class=t>",
        after="</div>",
    ),
    Case("balanced columns too short", "down across off", ".c{columns:2;height:20mm}", COLUMNS),
    Case(
        "filled columns too short",
        "down across off",
        ".c{columns:2;column-fill:auto;height:20mm}",
        COLUMNS,
    ),
    Case(
        "columns of 100 %",
        "down",
        ".c{columns:2;column-fill:auto;height:100%}[data-slot]{height:20mm}",
        COLUMNS,
    ),
    Case("columns of no height", "down", ".c{columns:2}[data-slot]{height:20mm}", COLUMNS),
    Case(
        "columns over the page's end",
        "down lost",
        ".c{columns:2;column-fill:auto}[data-slot]{top:80mm;height:20mm}",
        COLUMNS,
        below=False,
    ),
    Case(
        "columns in a box that hides",
        "down across clipped off",
        ".c{columns:2;column-fill:auto;height:20mm}[data-slot]{overflow:hidden;height:20mm}",
        COLUMNS,
    ),
    Case(
        "columns on the absolute box itself",
        "down",
        "[data-slot]{columns:2;column-fill:auto;height:20mm}",
    ),
    Case(
        "a grid row that grows",
        "down off",
        ".p{display:grid;grid-template-rows:80mm 1fr}"
        "[data-slot]{position:static;height:auto;width:auto}",
        f"{MORE} {MORE}",
        before="<div></div>",
    ),
    Case(
        "a flex item that grows",
        "down off",
        ".p{display:flex;flex-direction:column}.p>div:first-child{height:80mm;flex:none}"
        "[data-slot]{position:static;height:auto;width:auto}",
        f"{MORE} {MORE}",
        before="<div></div>",
    ),
    Case(
        "a table cell that grows",
        "down",
        "td{width:60mm;height:10mm}",
        f"<table><tr><td>{MORE}</table>",
    ),
    Case(
        "a float taller than its slot",
        "down",
        "span{float:left;width:25mm}",
        f"<span>{TEXT}</span>",
    ),
    Case("an absolute child outside", "down", "span{position:absolute;top:40mm;left:0}", SPAN),
    Case(
        "text on another slot's",
        "touching",
        after=f'<div data-slot=b style="top:12mm">{TEXT}</div>',
    ),
    Case(
        "drawn as a picture",
        "lost",
        inner=f'<svg width="50mm" height="10mm"><text y="20">{TEXT}</text></svg>',
    ),
    Case(
        "a visible box below its last line",
        "down",
        "li{display:block;border-bottom:1mm solid;padding-bottom:2mm}[data-slot]{height:81pt}",
        f"<ul><li>{TEXT}</ul>",
    ),
    Case(
        "a word wider than its line",
        "across wide",
        "[data-slot]{width:16mm;height:80mm;font-size:9pt;line-height:11pt}",
        "the unreasonablenesses of it",
    ),
)

# Only the finished page shows these.
UNSEEN = (
    Case("white text", css="[data-slot]{color:#fff}"),
    Case("nearly white text", css="[data-slot]{color:#e8e8e8}"),
    Case("transparent text", css="[data-slot]{color:transparent}"),
    Case("opacity 0", css="[data-slot]{opacity:0}"),
    Case("under a black box", after=bar("background:#000")),
    Case("under a picture", after=SVG),
    Case("under a veil", after=bar("background:rgba(255,255,255,.95)")),
    Case(
        "behind a plane",
        css="[data-slot]{z-index:-2}",
        after=bar("z-index:-1;background:#ccc"),
    ),
    Case("clip", css="[data-slot]{clip:rect(0,60mm,8mm,0)}"),
    Case("visibility hidden", css="[data-slot]{visibility:hidden}"),
)


@pytest.fixture
def says(rendered: Callable, layout: Callable) -> Callable[[Case], str]:
    """Typeset a case and name what was found, in a fixed order."""
    trial = layout(Slot(name="a", holds="lead"), Slot(name="b", holds="lead"))

    def found(case: Case) -> str:
        body = f"{case.before}<div data-slot=a>{case.inner}</div>{case.after}"
        page = rendered(body, case.css, language=case.language, below=case.below)
        tree = read(page)
        (slot, *_) = measure(tree, trial)
        return " ".join(_said(slot, touching(tree)))

    return found


def _said(slot: SlotMeasure, touches: tuple[Touch, ...]) -> list[str]:
    seen = {
        "down": slot.over_down > TOLERANCE,
        "up": slot.over_up > TOLERANCE,
        "across": slot.over_across > TOLERANCE,
        "lost": slot.lost_letters > 0,
        "wide": bool(slot.wide),
        "clipped": slot.clipped,
        "off": slot.off_page > TOLERANCE,
        "touching": bool(touches),
        "small": 0 < slot.smallest < 1,
    }
    return [name for name, is_so in seen.items() if is_so]


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_a_good_slot_is_measured_without_alarm(says: Callable[[Case], str], case: Case) -> None:
    assert says(case) == ""


@pytest.mark.parametrize("case", FAULTS, ids=str)
def test_a_planted_fault_shows_in_the_box_tree(says: Callable[[Case], str], case: Case) -> None:
    assert says(case) == case.says


@pytest.mark.parametrize("case", UNSEEN, ids=str)
def test_what_hides_whole_letters_is_left_to_the_finished_page(
    says: Callable[[Case], str], case: Case
) -> None:
    assert says(case) == ""
