"""`scale: uniform`: leaflets of one layout and format have type of one size."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets import faces
from leaflets.deliver import manifest
from leaflets.deliver.recorded import load
from leaflets.verbs.asked import Job
from leaflets.verbs.job import Ready, ready
from leaflets.verbs.pour import planned, pour

CONTRACT = """\
title: Note
extends: base
formats: {a5: {sides: 1}}
faces: [Literata 500]
inks: [black]
slots:
  lead:  {holds: lead, fit: lead}
  event: {holds: region, fields: {name: {lines: 2}}}
fit: {lead: {min: 0.7, max: 2.5}}
"""
PAGE = """\
{% extends "base/page.html" %}
{% block page %}
<section class="sheet">
<p data-slot="lead" data-item>{{ slots.lead.texts[0] }}</p>
<div class="event" data-slot="event"><p data-field="name">{{ region.name }}</p></div>
</section>
{% endblock %}
"""
STYLE = """\
html{font:500 11pt/1.3 Literata}
[data-slot]{position:absolute;left:12mm;width:90mm}
[data-slot=lead]{top:12mm;height:60mm;font-size:calc(var(--fit-lead)*11pt)}
.event{top:80mm;height:40mm}
.event p{font-size:calc(var(--field-event-name)*11pt)}
"""
CAMPAIGN = """\
statement: buses
languages: [en, de]
layouts: [note]
link: https://example.org/{region}
regions: regions.csv
"""
SHORT = "The last bus leaves at nine, the next one in the morning."
LONG = " ".join(["Der letzte Bus fährt um neun, der nächste erst am Morgen."] * 7)


@pytest.fixture
def campaign(tmp_path: Path) -> Callable[..., Ready]:
    """Plan a campaign of a short text and a long one for two places."""
    faces.isolate()
    layout = tmp_path / "layouts" / "note"
    layout.mkdir(parents=True)
    for name, text in (("layout.yaml", CONTRACT), ("page.html", PAGE), ("style.css", STYLE)):
        (layout / name).write_text(text, encoding="utf-8")
    for language, text in (("en", SHORT), ("de", LONG)):
        statement = f"---\nheadline: Bus\nlead: {text}\n---\nNobody waits alone.\n"
        (tmp_path / f"buses.{language}.md").write_text(statement, encoding="utf-8")
    (tmp_path / "regions.csv").write_text("name\nAksu\nAbay\n", encoding="utf-8")

    def read(languages: tuple[str, ...] = (), *, uniform: bool = True) -> Ready:
        text = CAMPAIGN + "scale: uniform\n" * uniform
        (tmp_path / "campaign.yaml").write_text(text, encoding="utf-8")
        job = Job(source=str(tmp_path), out=tmp_path / "out", code=False, languages=languages)
        return ready(job)

    return read


def scales(todo: Ready) -> dict[str, set[float]]:
    """Return the scales of what is delivered, by language."""
    found: dict[str, set[float]] = {}
    for entry in load((todo.job.out / manifest.NAME).read_bytes()).outputs:
        if entry.role == "leaflet" and entry.fit and entry.state == "current":
            found.setdefault(entry.language, set()).add(dict(entry.fit.groups)["lead"])
    return found


def states(todo: Ready) -> set[str]:
    return {entry.state for one in pour(todo, jobs=1) for entry in one.entries}


def test_all_take_the_smallest_scale_that_any_of_them_needs(campaign: Callable[..., Ready]) -> None:
    apart = campaign(uniform=False)
    assert states(apart) == {"written"}
    assert min(scales(apart)["en"]) > max(scales(apart)["de"])
    smallest = scales(apart)["de"]
    together = campaign()
    assert not together.plan.rows
    states(together)
    assert scales(together) == {"en": smallest, "de": smallest}


def test_a_part_of_the_plan_has_the_size_of_the_whole(campaign: Callable[..., Ready]) -> None:
    part = campaign(("en",))
    assert states(part) == {"written"}
    found = scales(part)["en"]
    whole = campaign()
    kept = [one for one in planned(whole) if {entry.state for entry in one.entries} != {"due"}]
    assert len(kept) == len(part.plan.variants)
    states(whole)
    assert scales(whole) == {"en": found, "de": found}
    assert states(campaign()) == {"unchanged"}
