"""A column of ladders on the engine's page: its free height, and what shares it."""

from collections.abc import Callable
from dataclasses import replace
from math import inf

import pytest

from leaflets.layout.catalogue import find
from leaflets.model.material import Frame, Material, Set
from leaflets.model.palette import Palette
from leaflets.model.proof import Proof
from leaflets.model.variant import Master
from leaflets.problems import Problem, Severity
from leaflets.profiles import profile
from leaflets.shipped import folder as shipped
from leaflets.typeset.measure import free_heights
from leaflets.typeset.proof import typeset
from leaflets.typeset.tree import read

CONTRACT = """\
title: Column
extends: base
formats: {a5: {sides: 1}}
faces: [Oswald 700, Literata 400 italic]
columns: {sheet: [headline, lead, demands]}
slots:
  headline:
    {holds: headline, set: ladder, face: [Oswald 700], case: upper, lines: [1, 5],
     height: [0.05, 0.2], gap: 0.02, accent: word, catch: Literata 400 italic}
  lead: {holds: lead, optional: true, set: ladder, face: [Oswald 700], height: [0.02, 0.06]}
  demands:
    {holds: demands, each: true, set: ladder, face: [Oswald 700], lines: [1, 3],
     height: [0.03, 0.09], ratio: 1.5, ragged: true}
  place:
    {holds: region, fields: {place: {}}, set: ladder, face: [Oswald 700], lines: [1, 1],
     height: [0.02, 0.1]}
"""
PAGE = """\
{% extends "base/page.html" %}
{% from "base/set.html" import set %}
{% block page %}
<section class="sheet"><div class="column" data-column="sheet">
<h1 data-slot="headline">{{ set(slots.headline) }}</h1><hr>
{% if slots.lead.texts %}<p data-slot="lead">{{ set(slots.lead) }}</p><hr>{% endif %}
{% for text in slots.demands.texts %}
<p data-slot="demands" data-item="{{ loop.index0 }}">{{ set(slots.demands, loop.index0) }}</p>
{% endfor %}
</div><p class="place" data-slot="place">{{ set(slots.place) }}</p></section>
{% endblock %}
"""
CSS = """\
.column{position:absolute;left:14mm;top:14mm;width:120mm;height:150mm}
hr{border:0;margin:2mm 0}
.place{position:absolute;left:14mm;top:175mm;width:120mm;height:12mm}
"""
MATERIAL = Material(
    language="en",
    title="Buses",
    headline="Ten minutes between buses for everyone",
    demands=("A night bus for all who work in shifts", "A timetable at every stop"),
    region=(("place", "Market square"),),
)
# Each takes two lines, which fill the measure only in larger type than there is room for.
FIVE = tuple(
    f"A council that has a vote on every line and fare since {year}" for year in range(2020, 2025)
)


@pytest.fixture
def made(tmp_path) -> Callable[..., Proof]:
    """Typeset a small layout of one column: made(css=…, material fields…)."""

    def typeset_it(css: str = CSS, **changes: object) -> Proof:
        folder = tmp_path / "column"
        folder.mkdir(exist_ok=True)
        files = {"layout.yaml": CONTRACT, "page.html": PAGE, "style.css": css}
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        copyshop = profile("copyshop-bw")
        assert copyshop
        return typeset(
            Master(
                layout=find("column", (tmp_path, shipped("layouts"))),
                format="a5",
                frame=Frame(width=148.0, height=210.0, edge=5.0),
                profile=copyshop,
                palette=Palette(),
                material=replace(MATERIAL, **changes),  # type: ignore[arg-type]
                key="",
            )
        )

    return typeset_it


def sets(found: Proof, slot: str) -> tuple[Set, ...]:
    made = dict(found.fitting.sets).get(slot, ())
    return (made,) if isinstance(made, Set) else made


def roles(found: Proof) -> set[str]:
    return {line.role for one in sets(found, "headline") for line in one.lines}


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in problems]


def test_the_free_height_is_what_the_children_leave(rendered) -> None:
    css = ".c{height:60mm;display:flex;flex-direction:column}.c>*{flex:none}i{position:absolute}"
    body = (
        "<div class=c data-column=one><p style='margin:2mm 0'></p><hr style='height:4mm;margin:0;"
    )
    body += "border:0'><i style='height:30mm;display:block'>x</i></div>"
    body += "<div data-column=two><p></p></div>"
    free = free_heights(read(rendered(body, css)))
    assert free["one"] == pytest.approx(52.0, abs=0.01)
    assert free["two"] == inf


def test_ladders_fill_their_column_and_no_more(made) -> None:
    found = made()
    taken = sum(one.height for slot in ("headline", "demands") for one in sets(found, slot))
    assert codes(found.problems) == []
    assert 0.8 * 146 < taken <= 146.0
    assert found.typesettings == 2


def test_a_column_without_a_height_is_told_once(made) -> None:
    found = made(CSS.replace("height:150mm", ""))
    assert codes(found.problems) == ["set-box-open"]
    assert "`sheet`" in found.problems[0].message


def test_an_overfull_column_is_overset_by_its_millimetres(made) -> None:
    found = made(demands=("The contracts with the bus company laid open to everybody",) * 40)
    (problem,) = found.problems
    assert problem.code == "overset"
    assert problem.where.slot == "demands"
    assert problem.where.mm > 20
    assert not sets(found, "headline")


def test_items_are_ragged_where_full_lines_do_not_fit(made) -> None:
    found = made(demands=(*FIVE, "A night bus"))
    sizes = [line.size for one in sets(found, "demands") for line in one.lines]
    widths = [line.ink[2] - line.ink[0] for one in sets(found, "demands") for line in one.lines]
    assert codes(found.problems) == []
    assert len(set(sizes)) == 1
    assert min(widths) < 100
    assert "accent" in roles(found)


def test_the_accent_shares_its_line_before_anything_is_overset(made) -> None:
    found = made(demands=(*FIVE, *FIVE[:2]), accent="buses")
    accented = [
        line.text.strip()
        for one in sets(found, "headline")
        for line in one.lines
        if line.role == "accent"
    ]
    assert codes(found.problems) == ["accent-given-up"]
    assert found.problems[0].severity is Severity.NOTE
    assert len(accented) == 1
    assert "BUSES" in accented[0] != "BUSES"


def test_an_optional_text_stands_where_there_is_room_and_is_told_where_there_is_none(made) -> None:
    lead = "We counted for ourselves."
    there, gone = made(lead=lead), made(lead=lead, demands=FIVE)
    assert sets(there, "lead")
    assert ("lead", lead) in there.texts
    assert not sets(gone, "lead")
    assert ("lead", lead) not in gone.texts
    assert codes(gone.problems) == ["text-left-out"]


def test_a_regional_ladder_fills_its_own_box(made) -> None:
    (one,) = sets(made(), "place")
    assert [line.text for line in one.lines] == ["Market square"]
    assert one.height <= 12.0


def test_a_regional_value_that_is_too_long_for_its_rung_is_overset(made) -> None:
    found = made(region=(("place", "the market square behind the bridge " * 8),))
    assert [(one.code, one.where.slot) for one in found.problems] == [("overset", "place")]
