"""How many masters a plan takes, and what parts them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from leaflets.layout.catalogue import find
from leaflets.model.campaign import Region
from leaflets.model.material import Link, Material
from leaflets.model.statement import Statement
from leaflets.model.variant import Variant
from leaflets.plan.masters import Way, master
from leaflets.plan.split import split_note, splits
from leaflets.profiles import profile
from leaflets.shipped import folder

STATEMENT = Statement(slug="buses", file="buses.en.md", language="en", title="T", headline="H")
MATERIAL = Material(
    language="en",
    title="Title",
    headline="Headline",
    region=(("name", "Kokset"), ("date", "14 March"), ("place", "Park")),
    words=(("read-whole", "Read"), ("our-demands", "Demands"), ("pass-on", "Pass it on")),
    link=Link(url="https://example.org/a", text="example.org/a"),
)


@pytest.fixture(scope="module")
def variant() -> Callable[..., Variant]:
    """Plan a variant of `wedge` A5 with other regional values and another link."""
    layout = find("wedge", (folder("layouts"),))
    made_in, found = layout.format("a5"), profile("copyshop-bw")
    assert made_in
    assert found

    def made(link: str = "a", **values: str) -> Variant:
        url = f"https://example.org/{link}"
        texts = replace(
            MATERIAL,
            region=tuple((name, values.get(name, own)) for name, own in MATERIAL.region),
            link=Link(url=url, text=url[8:]),
        )
        return Variant(
            source="buses.en.md",
            statement=STATEMENT,
            region=Region(id=link),
            master=master(Way(layout=layout, made_in=made_in, profile=found), texts),
            stem="x",
            picture="",
            paper=None,
            copies=None,
            fields=texts.region,
            link=texts.link,
        )

    return made


def test_variants_that_differ_in_fields_and_link_share_a_master(variant) -> None:
    one, other = variant(), variant("b", name="Aksu", date="15 March", place="Square")
    assert one.master == other.master
    assert splits((one, other)) == ()
    assert one.whole.material == replace(MATERIAL, region=one.fields, link=one.link)


def test_a_master_holds_nothing_of_a_region(variant) -> None:
    one = variant()
    for _, own in one.fields:
        assert own not in repr(one.master.material)
    assert "example.org" not in repr(one.master.material)


def test_an_empty_value_makes_another_master_and_is_named(variant) -> None:
    (note,) = split_note(
        splits((variant(), variant("b", date=""), variant("c", date="", name="Aksu")))
    )
    assert note.code == "masters-split"
    assert "2 masters" in note.message
    assert "`date`" in note.message
    assert "`name`" not in note.message
    assert split_note(()) == ()


def test_what_display_sets_together_is_another_master_where_one_of_it_is_empty() -> None:
    """Its page holds none of it before it is set: a date without a time keeps no comma."""
    layout = find("broadside", (folder("layouts"),))
    made_in, found = layout.format("a4"), profile("copyshop-bw")
    assert made_in
    assert found
    way = Way(layout=layout, made_in=made_in, profile=found)
    texts = replace(MATERIAL, demands=("A night bus", "A roof"), region=(("date", "14 March"),))
    timed = replace(texts, region=(*texts.region, ("time", "18:00")))
    both, alone = master(way, timed), master(way, texts)
    assert both.key != alone.key
    assert dict(alone.material.region).get("time", "") == ""
