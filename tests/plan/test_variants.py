from dataclasses import replace

import pytest

from leaflets.layout.catalogue import find
from leaflets.model.campaign import campaign_of
from leaflets.model.statement import Passage, Statement
from leaflets.plan.choosing import DEFAULTS
from leaflets.plan.variants import plan
from leaflets.plan.wish import Wish
from leaflets.problems import Severity, errors
from leaflets.profiles import profile
from leaflets.shipped import folder

LAYOUTS = tuple(find(name, (folder("layouts"),)) for name in DEFAULTS)
STATEMENT = Statement(
    slug="call",
    file="call.en.md",
    language="en",
    title="Buses",
    headline="Ten minutes between buses",
    demands=tuple(Passage(text=f"A bus on line {line}") for line in range(1, 5)),
)


def planned(demands=4, *, named=False):
    statement = replace(STATEMENT, demands=(STATEMENT.demands * 5)[:demands])
    profiles = (profile("copyshop-bw"),)
    wish = Wish(layouts=LAYOUTS, named=named, profiles=profiles, code=False)
    return plan(campaign_of(statement), "call.en.md", wish)


def made(found):
    return [f"{one.master.layout.name} {one.master.format}" for one in found.variants]


def test_without_a_wish_a_statement_becomes_a_leaflet_and_a_poster():
    assert made(planned()) == ["wedge a5", "broadside a4"]
    assert planned().problems == ()


@pytest.mark.parametrize(("demands", "code"), [(0, "demands-missing"), (8, "demands-too-many")])
def test_a_default_layout_that_takes_another_number_of_demands_is_left_out_with_a_note(
    demands, code
):
    found = planned(demands)
    assert made(found) == ["wedge a5"]
    assert not errors(found.problems)
    (note,) = [one for one in found.problems if one.code == code]
    assert note.severity is Severity.NOTE
    assert "wedge" in note.hint


def test_a_layout_that_was_named_has_to_take_them():
    assert [one.code for one in errors(planned(8, named=True).problems)] == ["demands-too-many"]


def test_when_no_layout_takes_them_that_is_an_error():
    found = planned(12)
    assert [one.code for one in errors(found.problems)] == ["demands-too-many"] * 2
