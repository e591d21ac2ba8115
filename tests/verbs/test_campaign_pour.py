"""A campaign from the table to the shops: jobs follow the leaflets, filters leave them whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets import faces
from leaflets.deliver import manifest
from leaflets.deliver.recorded import load
from leaflets.model.campaign import Campaign, Region, campaign_of
from leaflets.model.manifest import Entry
from leaflets.plan.variants import plan
from leaflets.plan.wish import Narrowing
from leaflets.read.statement import read
from leaflets.verbs.asked import Job, wish
from leaflets.verbs.job import Ready
from leaflets.verbs.pour import pour

CONTRACT = """\
title: Note
extends: base
formats: {a5: {sides: 1}}
faces: [Literata 500]
inks: [black]
slots:
  lead:  {holds: lead}
  event: {holds: region, fields: {name: {lines: 2}}}
"""
PAGE = """\
{% extends "base/page.html" %}
{% block page %}
<section class="sheet">
<p data-slot="lead">{{ slots.lead.texts[0] }}</p>
<div class="event" data-slot="event"><p data-field="name">{{ region.name }}</p></div>
</section>
{% endblock %}
"""
STYLE = """\
html{font:500 11pt/1.3 Literata}
[data-slot]{position:absolute;left:12mm;width:90mm}
[data-slot=lead]{top:12mm;height:60mm}
.event{top:80mm;height:40mm}
.event p{font-size:calc(var(--field-event-name)*11pt)}
"""
TEXT = """\
---
headline: Buses
lead: The last bus leaves at nine, the next one in the morning.
---
Nobody has to wait alone.
"""
REGIONS = tuple(
    Region(id=name.lower(), name=name, texts=(("name", name),), shop=shop, copies=10)
    for name, shop in (("Aksu", "North"), ("Abay", "South"), ("Saran", "North"), ("Ile", "North"))
)


@pytest.fixture
def ready(tmp_path: Path) -> Callable[..., Ready]:
    """Plan a campaign of a small layout for regions, narrowed to some of them."""
    faces.isolate()
    folder = tmp_path / "layouts" / "note"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text(CONTRACT, encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "style.css").write_text(STYLE, encoding="utf-8")
    source = tmp_path / "buses.en.md"
    source.write_text(TEXT, encoding="utf-8")

    def planned(regions: tuple[Region, ...], only: tuple[str, ...] = (), **options: bool) -> Ready:
        job = Job(
            source=str(source),
            out=tmp_path / "out",
            layouts=("note",),
            layouts_dir=folder.parent,
            code=False,
            regions=only,
            **options,  # type: ignore[arg-type]
        )
        campaign: Campaign = campaign_of(read(source, name=str(source)), regions=regions)
        asked = replace(wish(job, None), only=Narrowing(regions=only))
        return Ready(
            job=job,
            campaign=campaign,
            plan=plan(campaign, "buses.en.md", asked),
            source="buses.en.md",
            shop_language="en",
            only=asked.only,
            names={},
        )

    return planned


def poured(todo: Ready) -> dict[str, str]:
    return {entry.path: entry.state for one in pour(todo, jobs=1) for entry in one.entries}


def pruning(todo: Ready) -> Ready:
    return replace(todo, job=replace(todo.job, prune=True))


def recorded(todo: Ready) -> dict[str, Entry]:
    data = (todo.job.out / manifest.NAME).read_bytes()
    return {entry.path: entry for entry in load(data).outputs}


def test_shops_get_jobs_and_no_leaflet_has_a_paper_beside_it(ready: Callable[..., Ready]) -> None:
    todo = ready(REGIONS)
    states = poured(todo)
    assert [path for path in states if path.startswith("print/")] == [
        "print/north.copyshop-bw.a4-2up-1sided.5x.pdf",
        "print/north.ticket.pdf",
        "print/north.ticket.txt",
        "print/south.copyshop-bw.a4-2up-1sided.5x.pdf",
        "print/south.ticket.pdf",
        "print/south.ticket.txt",
    ]
    assert not any(path.endswith(".paper.pdf") for path in states)
    assert set(states.values()) == {"written"}
    assert recorded(todo)["print/north.copyshop-bw.a4-2up-1sided.5x.pdf"].pages == 3
    assert set(poured(ready(REGIONS)).values()) == {"unchanged"}


def test_one_changed_row_renews_its_shop_alone_even_when_filtered(
    ready: Callable[..., Ready],
) -> None:
    poured(ready(REGIONS))
    changed = (replace(REGIONS[0], texts=(("name", "Aksu, park"),)), *REGIONS[1:])
    todo = ready(changed, ("aksu",))
    states = poured(todo)
    written = [path for path, state in states.items() if state == "written"]
    assert [path for path in written if path.startswith("print/")] == [
        "print/north.copyshop-bw.a4-2up-1sided.5x.pdf",
        "print/north.ticket.pdf",
        "print/north.ticket.txt",
    ]
    assert "stale" not in states.values()
    assert recorded(todo)["print/north.copyshop-bw.a4-2up-1sided.5x.pdf"].pages == 3


def test_a_job_that_nothing_asks_for_any_more_is_stale(ready: Callable[..., Ready]) -> None:
    poured(ready(REGIONS))
    more = tuple(replace(one, copies=20) for one in REGIONS)
    states = poured(ready(more))
    assert states["print/north.copyshop-bw.a4-2up-1sided.10x.pdf"] == "written"
    assert states["print/north.copyshop-bw.a4-2up-1sided.5x.pdf"] == "stale"


def test_another_shop_and_other_copies_make_no_leaflet_anew(ready: Callable[..., Ready]) -> None:
    poured(ready(REGIONS))
    moved = (replace(REGIONS[0], shop="South", copies=30), *REGIONS[1:])
    states = poured(pruning(ready(moved)))
    leaflets = {path: state for path, state in states.items() if path.startswith("buses/")}
    assert set(leaflets.values()) == {"unchanged"}
    assert states["print/south.copyshop-bw.a4-2up-1sided.15x.pdf"] == "written"
    todo = ready(moved)
    renewed = (todo.job.out / manifest.NAME).read_bytes()
    assert recorded(todo)["buses/aksu/note.a5.en.copyshop-bw.pdf"].shop == "South"
    fresh = replace(todo, job=replace(todo.job, out=todo.job.out.with_name("fresh")))
    poured(fresh)
    assert (fresh.job.out / manifest.NAME).read_bytes() == renewed


def test_a_row_taken_out_is_stale_and_its_shop_gets_new_files(ready: Callable[..., Ready]) -> None:
    poured(ready(REGIONS))
    fewer = (REGIONS[0], *REGIONS[2:])
    states = poured(ready(fewer))
    stale = {path for path, state in states.items() if state == "stale"}
    assert {"buses/abay/note.a5.en.copyshop-bw.pdf", "print/south.ticket.pdf"} <= stale
    assert "print/south.copyshop-bw.a4-2up-1sided.5x.pdf" in stale
    assert not {path for path, state in states.items() if state == "written"}

    without_saran = (REGIONS[0], REGIONS[3])
    states = poured(pruning(ready(without_saran)))
    written = {path for path, state in states.items() if state == "written"}
    assert written == {
        "print/north.copyshop-bw.a4-2up-1sided.5x.pdf",
        "print/north.ticket.pdf",
        "print/north.ticket.txt",
    }
    out = ready(without_saran).job.out
    assert not (out / "buses/saran").exists()
    assert sorted(path.name for path in (out / "print").iterdir()) == [
        path.removeprefix("print/") for path in sorted(written)
    ]


def test_extremes_pour_a_few_and_make_nothing_stale(ready: Callable[..., Ready]) -> None:
    poured(ready(REGIONS))
    states = poured(ready(REGIONS, extremes=True))
    leaflets = [path for path in states if path.startswith("buses/") and path.endswith(".pdf")]
    assert 0 < len(leaflets) < len(REGIONS)
    assert set(states.values()) == {"unchanged"}


def test_the_contact_sheet_shows_every_leaflet(ready: Callable[..., Ready]) -> None:
    todo = ready(REGIONS, contact_sheet=True)
    assert poured(todo)["contact.pdf"] == "written"
    entry = recorded(todo)["contact.pdf"]
    assert (entry.role, entry.pages, len(entry.of)) == ("contact", 1, len(REGIONS))
    assert poured(ready(REGIONS, contact_sheet=True))["contact.pdf"] == "unchanged"


def test_a_contact_sheet_that_is_there_is_renewed_and_pruning_keeps_it(
    ready: Callable[..., Ready],
) -> None:
    poured(ready(REGIONS, contact_sheet=True))
    assert poured(ready(REGIONS))["contact.pdf"] == "unchanged"
    fewer = ready(REGIONS[1:])
    assert poured(pruning(fewer))["contact.pdf"] == "written"
    assert len(recorded(fewer)["contact.pdf"].of) == len(REGIONS) - 1
    (fewer.job.out / "contact.pdf").unlink()
    assert "contact.pdf" not in poured(ready(REGIONS))
    assert "contact.pdf" not in recorded(fewer)


def test_a_large_contact_sheet_that_nobody_asked_for_stays_and_is_told_old(
    ready: Callable[..., Ready], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflets.verbs.ending.RENEWED", 3)
    poured(ready(REGIONS, contact_sheet=True))
    todo = ready((replace(REGIONS[0], name="Oral", texts=(("name", "Oral"),)), *REGIONS[1:]))
    before = recorded(todo)["contact.pdf"]

    def told(todo: Ready) -> list[str]:
        return [one.code for outcome in pour(todo, jobs=1) for one in outcome.problems]

    assert told(pruning(todo)) == ["contact-sheet-old"]
    assert recorded(todo)["contact.pdf"] == before
    asked = replace(todo, job=replace(todo.job, contact_sheet=True))
    assert poured(asked)["contact.pdf"] == "written"
    assert told(todo) == []


def test_a_proof_makes_nothing_for_shops(ready: Callable[..., Ready]) -> None:
    todo = ready(REGIONS, extremes=True, contact_sheet=True)
    states = poured(todo)
    assert states["contact.pdf"] == "written"
    assert not any(path.startswith("print/") for path in states)
    one = poured(ready(REGIONS[:1], extremes=True))
    assert one["print/north.ticket.pdf"] == "written"
