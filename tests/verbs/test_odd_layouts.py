"""Layouts that use regional values in odd ways: stamped, they are as typeset in full.

Each is poured with awkward values and compared, in pixels and words, on the leaflet and on paper.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from leaflets import faces
from leaflets.model.material import Link
from leaflets.model.variant import Variant
from leaflets.verbs.job import Job, ready
from leaflets.verbs.leaflet import batch
from leaflets.verbs.whole import typeset_whole

CONTRACT = """\
title: Odd
extends: base
formats: {a5: {sides: 1}}
faces:
  - Literata 500
  - Literata 700
  - Literata 400 italic
  - Oswald 700
  - Geologica 700
  - Noto Sans Georgian 400
  - Noto Sans Arabic 400
  - Noto Sans Hebrew 400
  - Noto Sans Georgian 700
  - Noto Sans Arabic 700
  - Noto Sans Hebrew 700
inks: [black, accent]
bw: {accent: black}
slots:
  lead: {holds: lead}
  one:  {holds: region, fields: {name: {lines: 3, min: 0.5}, place: {lines: 4, min: 0.5}}%s}
  link: {holds: link, fields: {link: {lines: 2, min: 0.5}}}
  code: {holds: qr}
"""
PAGE = """\
{%% extends "base/page.html" %%}
{%% from "base/set.html" import set, height, line %%}
{%% block page %%}
<section class="sheet">
<p data-slot="lead">{{ slots.lead.texts[0] }}</p>
%s
<p class="link" data-slot="link" data-field="link">{{ slots.link.texts[0] }}</p>
<div class="code" data-slot="code">{{ qr() }}</div>
</section>
{%% endblock %%}
"""
STYLE = """\
html{font:500 11pt/1.3 Literata,Geologica,"Noto Sans Georgian",
  "Noto Sans Arabic","Noto Sans Hebrew"}
[data-slot]{position:absolute;left:12mm;width:90mm}
[data-slot=lead]{top:8mm;height:12mm}
[data-slot=one]{top:26mm;height:80mm}
.link{top:130mm;height:8mm;font-size:calc(var(--field-link-link)*11pt)}
.code{left:12mm;top:145mm;width:40mm!important;height:40mm}
"""
STATEMENT = """\
---
headline: Buses
lead: The last bus leaves at nine, the next one in the morning.
link: https://example.org/buses
event: {name: Assembly, date: 2031-03-14, place: Kokset}
---
Nobody has to wait alone.
"""
NAME = '<p data-field="name">{{ region.name }}</p>'
PLACE = '<p class="b" data-field="place">{{ region.place }}</p>'
ONE = f'<div data-slot="one">{NAME}{PLACE}</div>'
VALUES = (
    {"name": "Aksu", "place": "Park"},
    {
        "name": "Собрание жителей Усть-Каменогорска",
        "place": "Площадь у памятника Хранителям воды, дом 12",
    },
    {"name": "Қызылорда: ғылым e\u0301", "place": "парк/сквер, ул.\u00a0Абая 1–2"},
    {"name": "თბილისი 12", "place": "ساحة الشهداء، رقم 12"},
    {"name": "תל אביב (א) 5", "place": "Llanfair\u00adpwll\u00adgwyn office & <b>"},
)
# Name → the slot on the page, its CSS, and how many of the values are stamped.
ODD = {
    "scale of another field": (
        ONE,
        (
            "[data-slot=one] p{font-size:calc(var(--field-one-name)*22pt);letter-spacing:.05em;"
            "text-transform:uppercase}"
        ),
        5,
    ),
    "scale taken by the root": (
        ONE,
        (
            "html{--big:calc(var(--field-one-name)*20pt)} [data-slot=one] p{font-size:var(--big)}"
            " .sheet{letter-spacing:calc(var(--field-one-place)*.3pt)}"
        ),
        5,
    ),
    "row": (ONE, "[data-slot=one]{display:flex;justify-content:space-between;gap:3mm}", 5),
    "tinted at the foot": (
        ONE,
        (
            "[data-slot=one]{display:flex;flex-direction:column;justify-content:flex-end;"
            "align-items:flex-end} .b{background:var(--accent-30)}"
        ),
        5,
    ),
    "blocks of their own height": (ONE, "p{height:14mm} .b{min-height:20mm;max-width:40mm}", 5),
    "made smaller": (ONE, "[data-slot=one]{transform:scale(.7);transform-origin:0 0}", 5),
    "columns": (ONE, "[data-slot=one]{columns:2}", 5),
    "floats, as wide as their text": (ONE, "[data-slot=one] p{float:right}", 5),
    "hung from a corner": (
        ONE,
        "[data-slot=one] p{position:absolute;right:0} [data-slot=one] .b{right:5mm;top:30mm}",
        5,
    ),
    "counted": (ONE, 'p{counter-increment:n} p::before{content:counter(n) ". "}', 0),
    "table": (
        f'<div data-slot="one"><table><tr><td>{NAME}</td><td>{PLACE}</td></tr></table></div>',
        "td{border:.3mm solid var(--black);padding:1mm}",
        5,
    ),
    "in one line, twice": (
        (
            '<p data-slot="one" dir="rtl">{{ line(region.name, region.place, between=" · ") }}, '
            "<b>{{ region.name }}</b></p>"
        ),
        (
            "b{font-weight:700} [data-slot=one]{transform:rotate(90deg);transform-origin:0 0;"
            "left:80mm;width:70mm}"
        ),
        5,
    ),
    "a larger first letter": (ONE, "[data-slot=one] p::first-letter{font-size:1.6em}", 5),
    "glass before text": (
        f'<div data-slot="one"><div style="opacity:.6">{NAME}</div>{PLACE}</div>',
        "",
        5,
    ),
    "pictured": (ONE, ".b{background:linear-gradient(90deg,var(--accent-30),var(--paper))}", 0),
    "in layers of the page": (
        ONE,
        (
            "[data-slot=one]{background:var(--accent)} .b{position:relative;z-index:-1;top:-2mm}"
            "[data-slot=one]{position:static;height:60mm;margin-top:26mm}"
        ),
        0,
    ),
    "in layers of its own": (
        ONE,
        (
            "[data-slot=one]{background:var(--accent-20);z-index:1}"
            ".b{position:relative;z-index:-1;top:-2mm;background:var(--paper)}"
        ),
        5,
    ),
    "as high as its text": (
        ONE,
        (
            "[data-slot=one]{position:static;height:auto;max-height:80mm;margin-top:26mm;"
            "border:.5mm solid}"
        ),
        0,
    ),
    "as wide as its text": (ONE, "[data-slot=one]{width:auto;border:.5mm solid}", 0),
}


@pytest.fixture
def planned(tmp_path: Path) -> Callable[..., tuple[Variant, ...]]:
    faces.isolate()

    def made(slot: str, css: str, more: str = "") -> tuple[Variant, ...]:
        folder = tmp_path / "layouts" / "odd"
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_text(CONTRACT % more, encoding="utf-8")
        (folder / "page.html").write_text(PAGE % slot, encoding="utf-8")
        (folder / "style.css").write_text(STYLE + css, encoding="utf-8")
        source = tmp_path / "buses.en.md"
        source.write_text(STATEMENT, encoding="utf-8")
        job = Job(
            source=str(source),
            out=tmp_path / "out",
            layouts=("odd",),
            layouts_dir=folder.parent,
        )
        (first,) = ready(job).plan.variants
        return tuple(_with(first, number, own) for number, own in enumerate(VALUES))

    return made


def _with(first: Variant, number: int, own: dict[str, str]) -> Variant:
    link = Link(url=f"https://example.org/buses/{number}", text=f"example.org/buses/{number}")
    fields = tuple((name, own.get(name, value)) for name, value in first.fields)
    return replace(first, fields=fields, link=link, picture="", pictured=None)


def unlike(one: bytes, other: bytes) -> tuple[int, bool]:
    """Return the largest difference of a pixel at 200 dpi, and whether the words are the same."""
    pages = [pypdfium2.PdfDocument(io.BytesIO(data))[0] for data in (one, other)]
    pictures = [page.render(scale=200 / 72).to_pil().convert("L") for page in pages]
    words = [
        sorted(normalize("NFC", page.get_textpage().get_text_range()).split()) for page in pages
    ]
    return ImageChops.difference(*pictures).getextrema()[1], words[0] == words[1]


def compared(variants: tuple[Variant, ...]) -> int:
    """Compare what can be delivered; return how many were stamped."""
    stamped = 0
    for one, files in zip(variants, batch(variants), strict=True):
        whole = typeset_whole(one, ())
        assert bool(files[0].data) == bool(whole[0].data)
        stamped += files[0].entry.made == "stamped"
        for mine, other in zip(files, whole, strict=True):
            if mine.data:
                worst, same = unlike(mine.data, other.data)
                assert worst <= 64
                # On paper some readers take the last line of one form and the next for one.
                assert same or mine.entry.role == "paper"
    return stamped


@pytest.mark.parametrize("name", ODD)
def test_odd_uses_of_regional_values_are_as_typeset_in_full(planned, name: str) -> None:
    slot, css, stamped = ODD[name]
    assert compared(planned(slot, css)) == stamped


def test_what_the_layer_sets_stands_where_the_full_typesetting_writes_it(planned) -> None:
    """Sums of floats that differ in their last digits would be another third of a pixel."""
    first, *_ = planned(ONE, "p{display:inline-block}")
    own = {"name": "თბილისი 12", "place": "{{ 7*7 }} <b>&amp;</b>"}
    one = _with(first, 0, own)
    (files,) = batch([one])
    for mine, other in zip(files, typeset_whole(one, ()), strict=True):
        assert not mine.data or unlike(mine.data, other.data)[0] == 0
    with pikepdf.open(io.BytesIO(files[0].data)) as whole:
        assert whole.check_pdf_syntax() == []


def test_what_is_wrong_with_one_rows_own_text_is_told_of_that_row_alone(planned) -> None:
    first, *_ = planned(ONE, "p{text-align:justify}")
    variants = [
        _with(first, number, {"place": place}) for number, place in enumerate(("ﷺ", "Park"))
    ]
    told = [
        [one.where.slot for one in files[0].entry.problems if one.code == "text-hidden"]
        for files in batch(variants)
    ]
    assert told == [["one"], []]


LADDER = ", set: ladder, face: [Oswald 700, Geologica 700], case: upper, lines: [1, 2]"
SET = '<p data-slot="one" data-field="name">{{ set(slots.one) }}</p>'


@pytest.mark.parametrize(
    ("slot", "css", "stamped"),
    [
        (SET, "", 3),
        (SET, "[data-slot=one]{transform:rotate(-5deg);color:var(--accent)}", 3),
        (SET, "[data-slot=one]{padding:3mm 6mm;border:1mm solid}", 3),
        (SET, "[data-slot=one]{padding:6mm 3mm;transform:rotate(5deg)} .set{margin-left:4mm}", 3),
        (SET, "[data-slot=one]{display:flex;align-items:center}", 0),
        (SET, ".set-line:nth-child(2){color:var(--accent)}", 0),
        (f'{SET}<i style="font-size:{{{{ height(slots.one) }}}}">x</i>', "", 0),
    ],
    ids=[
        "plain",
        "turned",
        "padded",
        "padded and turned",
        "centred",
        "second line in another ink",
        "tells its height",
    ],
)
def test_what_display_sets_of_a_region_is_stamped_where_it_stands_by_itself(
    planned, slot: str, css: str, stamped: int
) -> None:
    assert compared(planned(slot, css + "[data-slot=one]{height:20mm}", LADDER)) == stamped


def test_what_display_sets_of_a_region_is_read_in_the_order_of_the_page(planned) -> None:
    slot = f'<p class="before">Before</p>{SET}'
    css = ".before{position:relative;padding-top:40mm} [data-slot=one]{position:static;height:20mm}"
    first = planned(slot, css, LADDER)[0]
    (files,) = batch([first])
    read = [
        pypdfium2.PdfDocument(io.BytesIO(one.data))[0].get_textpage().get_text_range().split()
        for one in (files[0], typeset_whole(first, ())[0])
    ]
    assert files[0].entry.made == "stamped"
    assert read[0] == read[1]
