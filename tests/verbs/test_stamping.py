"""One master, many variants: which are stamped, which are typeset in full, and what is told."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops

from leaflets import faces
from leaflets.model.campaign import Region
from leaflets.model.material import Link
from leaflets.model.variant import Variant
from leaflets.plan.masters import Way, master
from leaflets.problems import Severity
from leaflets.verbs.entries import Made
from leaflets.verbs.job import Job, ready
from leaflets.verbs.leaflet import batch

CONTRACT = """\
title: Poster
extends: base
formats: {a5: {sides: 1}}
faces: [Literata 500, Literata 700]
inks: [black]
slots:
  lead:  {holds: lead}
  event: {holds: region, fields: {name: {lines: 2}, place: {lines: 2}}}
  link:  {holds: link, fields: {link: {min: 0.5}}}
  code:  {holds: qr}
"""
PAGE = """\
{%% extends "base/page.html" %%}
{%% block page %%}
<section class="sheet">
<p data-slot="lead">{{ slots.lead.texts[0] }}</p>
<div class="event" data-slot="event">%s</div>
<p class="link" data-slot="link" data-field="link">{{ slots.link.texts[0] }}</p>
<div class="code" data-slot="code">{{ qr() }}</div>
</section>
{%% endblock %%}
"""
STYLE = """\
html{font:500 11pt/1.3 Literata}
[data-slot]{position:absolute;left:12mm;width:90mm}
[data-slot=lead]{top:12mm;height:60mm}
.event{top:80mm;height:40mm;transform:rotate(-4deg);padding:2mm}
.event p{font-size:calc(var(--field-event-name)*11pt)}
.big{font-weight:700;text-transform:uppercase;letter-spacing:.05em}
.link{top:130mm;height:8mm;font-size:calc(var(--field-link-link)*11pt)}
.code{left:12mm;top:145mm;width:40mm!important;height:40mm}
"""
SHOWN = '<p class="big" data-field="name">{{ region.name }}</p><p>{{ region.place }}</p>'
STATEMENT = """\
---
headline: Buses
lead: The last bus leaves at nine, the next one in the morning.
link: https://example.org/buses
event: {name: Assembly, date: 2031-03-14, place: Kokset}
---
Nobody has to wait alone.
"""


@pytest.fixture
def variants(tmp_path: Path) -> Callable[..., tuple[Variant, ...]]:
    """Plan variants of a small layout: its event slot's inside, then the values of each."""
    faces.isolate()

    def made(inside: str, *regions: dict[str, str], css: str = "") -> tuple[Variant, ...]:
        folder = tmp_path / "layouts" / "poster"
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_text(CONTRACT, encoding="utf-8")
        (folder / "page.html").write_text(PAGE % inside, encoding="utf-8")
        (folder / "style.css").write_text(STYLE + css, encoding="utf-8")
        source = tmp_path / "buses.en.md"
        source.write_text(STATEMENT, encoding="utf-8")
        job = Job(
            source=str(source),
            out=tmp_path / "out",
            layouts=("poster",),
            layouts_dir=folder.parent,
            paper="none",
        )
        (first,) = ready(job).plan.variants
        return tuple(region(first, number, own) for number, own in enumerate(regions))

    return made


def region(
    first: Variant, number: int, own: dict[str, str], url: str = "https://example.org/buses/{}"
) -> Variant:
    """Return a variant with values of its own, and the master that goes with them."""
    url = url.format(number)
    link = Link(url=url, text=url.removeprefix("https://"))
    fields = tuple((name, own.get(name, value)) for name, value in first.fields)
    texts = replace(first.whole.material, region=fields, link=link)
    made_from = first.master
    return replace(
        first,
        region=Region(id=f"r{number}"),
        stem=f"buses/r{number}/poster",
        picture="",
        pictured=None,
        master=master(
            Way(layout=made_from.layout, made_in=made_from.made_in, profile=made_from.profile),
            texts,
        ),
        fields=fields,
        link=link,
    )


def poured(variants: tuple[Variant, ...]) -> list[Made]:
    assert len({one.master.key for one in variants}) == 1
    return [files[0] for files in batch(variants)]


def picture(pdf: bytes) -> object:
    return pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=200 / 72).to_pil().convert("L")


def in_full(one: Variant) -> bytes:
    from leaflets.verbs.whole import typeset_whole

    (made,) = typeset_whole(one, ())
    assert made.entry.made == "typeset"
    return made.data


def like(one: bytes, other: bytes) -> bool:
    return ImageChops.difference(picture(one), picture(other)).getextrema()[1] <= 64


def test_variants_are_stamped_from_one_master_and_are_as_typeset(variants) -> None:
    """Turned, padded, capitals, letter-spaced; the third goes through the engine's layer."""
    planned = variants(
        SHOWN,
        {"name": "Aksu", "place": "Park & Pond"},
        {"name": "Усть-Каменогорск, старый вокзал", "place": "Площадь у фонтана"},
        {"name": "Llanfair\u00adpwll\u00adgwyn\u00adgyll\u00adgogery", "place": "Bridge"},
    )
    for one, made in zip(planned, poured(planned), strict=True):
        assert made.entry.made == "stamped"
        assert made.entry.problems == ()
        assert [link.url for link in made.entry.links] == [one.link.url]
        assert like(made.data, in_full(one))


@pytest.mark.parametrize(
    "inside",
    [
        "{% filter upper %}{{ region.name }}{% endfilter %}",
        "{% if (region.name ~ '') == 'Aksu' %}here{% endif %}{{ region.place }}",
        '<p title="{{ region.name }}">x</p>',
    ],
)
def test_what_stamping_cannot_follow_is_typeset_in_full_and_told(variants, inside: str) -> None:
    (one,) = variants(inside, {"name": "Aksu"})
    (made,) = poured((one,))
    (note,) = [problem for problem in made.entry.problems if problem.code == "field-filtered"]
    assert note.severity is Severity.NOTE
    assert "`name`" in note.message
    assert made.entry.made == "typeset"
    assert like(made.data, in_full(one))


def test_a_value_that_decides_has_its_own_master(variants) -> None:
    inside = "{% if region.name == 'Aksu' %}<p>Here</p>{% endif %}<p>{{ region.place }}</p>"
    one, other, third = variants(inside, {"name": "Aksu"}, {"name": "Abay"}, {"name": "Saran"})
    assert one.master.key != other.master.key
    assert other.master.key == third.master.key
    for each in (one, other):
        (made,) = poured((each,))
        assert made.entry.made == "stamped"
        assert like(made.data, in_full(each))


def test_a_box_that_grows_with_its_text_is_typeset_in_full(variants) -> None:
    css = ".event{height:auto}"
    (one,) = variants(SHOWN, {"name": "Aksu"}, css=css)
    (made,) = poured((one,))
    assert made.entry.made == "typeset"


def test_a_style_that_is_not_proven_goes_through_the_layer_and_is_exact(variants) -> None:
    css = ".event p{text-decoration:underline;text-indent:3mm;opacity:.7} .event{border:1mm solid}"
    planned = variants(SHOWN, {"name": "Aksu"}, {"name": "Abay", "place": "Pond"}, css=css)
    for one, made in zip(planned, poured(planned), strict=True):
        assert made.entry.made == "stamped"
        assert like(made.data, in_full(one))


def test_what_does_not_fit_fails_alone_with_its_millimetres(variants) -> None:
    planned = variants(SHOWN, {"name": "Aksu"}, {"name": "Wide " * 60}, {"name": "Abay"})
    good, bad, last = poured(planned)
    assert [one.code for one in bad.entry.problems] == ["overset"]
    assert bad.entry.problems[0].where.slot == "event"
    assert bad.entry.problems[0].where.mm > 0
    assert bad.data == b""
    assert good.entry.problems == last.entry.problems == ()


def test_what_all_rows_share_is_sought_on_the_finished_page(variants) -> None:
    planned = variants(
        SHOWN,
        {"name": "Aksu", "place": "Park"},
        {"name": "Ile", "place": "Pond"},
        css="[data-slot=lead]{color:var(--paper)}",
    )
    for made in poured(planned):
        assert made.entry.made == "stamped"
        wrong = [(one.code, one.where.slot) for one in made.entry.problems]
        assert ("text-hidden", "lead") in wrong
