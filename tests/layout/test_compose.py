import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from leaflets.layout.catalogue import find
from leaflets.layout.compose import compose
from leaflets.layout.portions import portions
from leaflets.model.material import Composed, Fitting, Frame, Link, Material, Set, SetLine
from leaflets.model.palette import Palette
from leaflets.model.variant import Master
from leaflets.problems import LeafletsError, Problem
from leaflets.profiles import profile
from leaflets.shipped import folder as shipped

CONTRACT = """\
title: Poster
extends: base
formats: {a5: {sides: 1}}
faces: [Literata 500]
slots:
  headline: {holds: headline, set: poster, face: [Literata 500], min: 20pt}
  lead:     {holds: lead, fit: text}
  excerpts: {holds: excerpts, count: [0, 3], fit: text}
  demands:  {holds: demands}
  event:    {holds: region, fields: {date: {}, place: {}}}
  invite:   {holds: words, words: read-whole}
  link:     {holds: link}
  code:     {holds: qr}
fit: {text: {min: 0.9, max: 2, air: 4mm}}
"""
PAGE = """\
{% extends "base/page.html" %}
{% from "base/set.html" import set, line, letters, height, having %}
{% block page %}
<h1 data-slot="headline">{{ set(slots.headline) }}</h1>
<p data-slot="lead">{{ slots.lead.texts[0] }}</p>
<div data-slot="excerpts">{% for text in slots.excerpts.texts %}<p>{{ text }}</p>{% endfor %}</div>
<ol data-slot="demands">{% for text in slots.demands.texts %}<li>{{ text }}</li>{% endfor %}</ol>
<p data-slot="event">{{ line(region.date, region.place) }}</p>
<p data-slot="link">{{ slots.link.texts[0] }}</p><div data-slot="code">{{ qr() }}</div>
{% endblock %}
"""
_EMBLEM = """\
{% if slots.emblem.texts %}
<p data-slot="emblem"><img src="{{ slots.emblem.texts[0] }}" alt=""></p>
{% endif %}
"""
MATERIAL = Material(
    language="en",
    title="Title",
    headline="Headline",
    lead="Lead",
    excerpts=("one", "two", "three", "four"),
    ranks=(3, 0, 2, 1),
    demands=("Trees", "Trams"),
    region=(("date", "14 March"), ("place", "Kokset")),
    words=(("read-whole", "Read it"), ("our-demands", "Our demands"), ("pass-on", "Pass it on")),
    link=Link(url="https://example.org/a", text="example.org/a"),
)


@pytest.fixture
def master(folder: Callable[..., Path]) -> Callable[..., Master]:
    """Return a master of a small layout: master(page=…, contract=…, material fields…)."""

    def make(*, page: str = PAGE, contract: str = CONTRACT, **changes: object) -> Master:
        own = folder(poster={"layout.yaml": contract, "page.html": page, "style.css": "h1{}"})
        layout = find("poster", (own, shipped("layouts")))
        found = profile("copyshop-bw")
        assert found
        return Master(
            layout=layout,
            format="a5",
            frame=Frame(width=148.0, height=210.0, edge=5.0),
            profile=found,
            palette=Palette(),
            material=replace(MATERIAL, **changes),  # type: ignore[arg-type]
            key="",
        )

    return make


def texts(composed: Composed, slot: str) -> tuple[str, ...]:
    return tuple(text for name, text in composed.texts if name == slot)


def broken(one: Master) -> tuple[Problem, ...]:
    with pytest.raises(LeafletsError) as found:
        compose(one, Fitting())
    return found.value.problems


def values(composed: Composed) -> dict[str, str]:
    """Return what the generated sheet gives to CSS."""
    return dict(re.findall(r"--([\w-]+):([^!;]*)!important", composed.sheets[-1].text))


def test_the_same_values_give_the_same_page(master) -> None:
    assert compose(master(), Fitting()) == compose(master(), Fitting())


def test_excerpts_are_kept_by_rank_and_printed_in_their_order(master) -> None:
    assert texts(compose(master(), Fitting()), "excerpts") == ("two", "three", "four")
    assert texts(compose(master(), Fitting(kept=2)), "excerpts") == ("two", "four")
    assert texts(compose(master(), Fitting(kept=0)), "excerpts") == ()


def test_without_a_lead_the_best_excerpt_becomes_it(master) -> None:
    composed = compose(master(lead=""), Fitting(kept=2))
    assert texts(composed, "lead") == ("two",)
    assert texts(composed, "excerpts") == ("three", "four")


def test_a_layout_without_a_lead_keeps_the_best_excerpt_where_it_is(master) -> None:
    contract = CONTRACT.replace("  lead:     {holds: lead, fit: text}\n", "")
    page = PAGE.replace('<p data-slot="lead">{{ slots.lead.texts[0] }}</p>\n', "")
    composed = compose(master(page=page, contract=contract, lead=""), Fitting(kept=1))
    assert texts(composed, "excerpts") == ("two",)


WEDGE = find("wedge", (shipped("layouts"),))


@given(ranks=some.permutations(range(6)), kept=some.integers(0, 8))
def test_what_is_kept_is_always_better_than_what_is_dropped(ranks: list[int], kept: int) -> None:
    names = tuple(f"excerpt {rank}" for rank in ranks)
    material = replace(MATERIAL, excerpts=names, ranks=tuple(ranks))
    held = portions(WEDGE, material, Fitting(kept=kept))["excerpts"]
    assert set(held.texts) == {f"excerpt {rank}" for rank in range(min(kept, 6))}
    assert held.texts == tuple(name for name in names if name in held.texts)
    assert held.offered == names


def test_every_text_that_is_placed_must_be_found_again(master) -> None:
    assert compose(master(), Fitting()).texts == (
        ("headline", "Headline"),
        ("lead", "Lead"),
        ("excerpts", "two"),
        ("excerpts", "three"),
        ("excerpts", "four"),
        ("demands", "Trees"),
        ("demands", "Trams"),
        ("event", "14 March"),
        ("event", "Kokset"),
        ("link", "example.org/a"),
    )


def test_a_slot_with_something_to_say_must_be_placed(master) -> None:
    page = PAGE.replace('data-slot="lead"', "").replace('data-slot="code"', "")
    found = broken(master(page=page))
    assert [(one.code, one.where.slot) for one in found] == [
        ("slot-unplaced", "lead"),
        ("slot-unplaced", "code"),
    ]
    assert found[0].position.file.endswith("poster/page.html")


def test_an_empty_slot_need_not_be_placed(master) -> None:
    page = PAGE.replace("<ol data-slot", "{% if slots.demands.texts %}<ol data-slot")
    page = page.replace("</ol>", "</ol>{% endif %}")
    assert texts(compose(master(page=page, demands=()), Fitting()), "demands") == ()


def test_a_slot_that_the_contract_does_not_know_is_told(master) -> None:
    found = broken(master(page=PAGE.replace("<h1", '<b data-slot="leed"></b><h1')))
    assert [(one.code, one.hint) for one in found] == [("slot-undeclared", "Did you mean `lead`?")]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ statement.headlin }}", "headlin"),
        ("{{ nobody }}", "nobody"),
        ("{{ t('read-hole') }}", "read-whole"),
        ('{% include "wedge/page.html" %}', "wedge/page.html"),
        ("{{ 1 // 0 }}", "zero"),
        ("{{ 'a' + 1 }}", "str"),
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ slots.lead.texts.__class__ }}", "__class__"),
        ("{{ {}.update({'a': 1}) }}", "update"),
    ],
)
def test_a_fault_in_a_page_is_told_with_file_and_line(master, wrong: str, reason: str) -> None:
    (found,) = broken(
        master(page=PAGE.replace('<p data-slot="event"', f'{wrong}<p data-slot="event"'))
    )
    assert found.code == "layout-template-broken"
    assert (found.position.file[-16:], found.position.line) == ("poster/page.html", 8)
    assert reason in found.message
    assert found.hint


def test_a_fault_in_an_inherited_page_is_told_there(folder, master) -> None:
    own = folder(
        parent={
            "layout.yaml": "title: P\n",
            "page.html": "<p>\n{{ nobody }}{% block page %}{% endblock %}",
            "a5.css": "",
        },
    )
    contract = CONTRACT.replace("extends: base", "extends: parent")
    page = '{% extends "parent/page.html" %}'
    (found,) = broken(master(page=page, contract=contract))
    assert own
    assert (found.position.file[-16:], found.position.line) == ("parent/page.html", 2)


def test_a_text_is_text_and_never_a_template_or_markup(master) -> None:
    composed = compose(master(lead="{{ 7*7 }} <b> & \"'"), Fitting())
    assert "{{ 7*7 }} &lt;b&gt; &amp; &#34;&#39;" in composed.html


def test_words_that_nobody_has_are_told(master) -> None:
    (found,) = broken(master(contract=CONTRACT.replace("words: read-whole", "words: read-hole")))
    assert (found.code, found.hint) == ("layout-word-unknown", "Did you mean `read-whole`?")


def test_the_code_is_an_empty_box_and_nothing_without_a_link(master) -> None:
    assert 'data-slot="code"><span class="qr"></span></div>' in compose(master(), Fitting()).html
    page = PAGE.replace("{{ slots.link.texts[0] }}", "{{ slots.link.texts | join }}")
    composed = compose(master(page=page, link=None), Fitting())
    assert 'data-slot="code"></div>' in composed.html
    assert texts(composed, "link") == ()


def test_a_line_prints_what_is_there_and_nothing_between_what_is_not(master) -> None:
    def line(*region: tuple[str, str]) -> str:
        html = compose(master(region=region), Fitting()).html
        return re.findall(r'data-slot="event">(.*)</p>', html)[0]

    assert line(("date", "14 March"), ("place", "A & B")) == "14 March, A &amp; B"
    assert line(("place", "Kokset")) == "Kokset"
    assert line() == ""


def test_a_set_text_is_placed_line_by_line(master) -> None:
    style = "left:1mm;top:2mm;font:500 30pt/0 'Literata'"
    lines = tuple(
        SetLine(text=text, style=style, x=1, y=2, size=30, ink=(0, 0, 1, 1))
        for text in ("HEAD ", "LINE")
    )
    sets = (("headline", Set(lines=lines, width=9, height=12.3456, size=30)),)
    page = PAGE.replace("<h1", "<i>{{ height(slots.headline) }}</i><h1")
    html = compose(master(page=page), Fitting(sets=sets)).html
    assert "<i>12.346mm</i>" in html
    assert (
        '<span class="set" style="height:12.346mm"><span class="set-line line" '
        'style="left:1mm;top:2mm;font:500 30pt/0 &#39;Literata&#39;">HEAD </span>' in html
    )
    assert "<i>0.000mm</i>" in compose(master(page=page), Fitting()).html


def test_letters_count_what_is_offered_so_that_dropping_moves_nothing(master) -> None:
    page = PAGE.replace("<h1", "<i>{{ letters(slots.excerpts) }}</i><h1")
    for kept in (None, 0, 2):
        assert "<i>12</i>" in compose(master(page=page), Fitting(kept=kept)).html


def test_sheets_come_parents_first_and_the_generated_one_last(master) -> None:
    sheets = compose(master(), Fitting()).sheets
    assert [sheet.name.rsplit("/", 2)[-2:] for sheet in sheets] == [
        ["base", "style.css"],
        ["base", "a5.css"],
        ["poster", "style.css"],
        ["generated.css"],
    ]


def test_css_gets_colours_tints_measures_scales_and_air(master) -> None:
    fitting = Fitting(
        scales=(("text", 1.255),), air=(("text", 2.5),), fields=((("event", "date"), 0.805),)
    )
    found = values(compose(master(), fitting))
    assert found.items() >= {
        ("paper", "#ffffff"),
        ("black", "#000000"),
        ("black-50", "#808080"),
        ("accent", "#d8121b"),
        ("accent-10", "#fbe7e8"),
        ("width", "148mm"),
        ("height", "210mm"),
        ("bleed", "0mm"),
        ("safe", "8mm"),
        ("edge", "5mm"),
        ("fit-text", "1.255"),
        ("air-text", "2.5000mm"),
        ("field-event-date", "0.805"),
        ("field-event-place", "1"),
    }
    assert {f"{ink}-{share}" for ink in ("black", "accent") for share in range(10, 100, 10)} <= set(
        found
    )


def test_the_page_is_generated_with_room_below_but_not_for_a_flow(master) -> None:
    page = compose(master(), Fitting()).sheets[-1].text.splitlines()[-1]
    assert page == (
        "@page{size:148mm 210mm!important;bleed:0mm!important;margin:0 0 -2000mm!important}"
    )
    flow = CONTRACT.replace("fit: text}\n  excerpts", "fit: text, pages: 3}\n  excerpts")
    assert "margin:0 0 0mm!important" in compose(master(contract=flow), Fitting()).sheets[-1].text


def test_an_emblem_is_the_address_of_a_picture_and_no_text_to_find_again(master):
    picture = "data:image/svg+xml;base64,PHN2Zy8+"
    page = PAGE.replace("{% endblock %}", f"{_EMBLEM}{{% endblock %}}")
    contract = CONTRACT.replace("fit: {text", "  emblem: {holds: image}\nfit: {text")
    composed = compose(master(page=page, contract=contract, emblem=picture), Fitting())
    assert f'<img src="{picture}" alt="">' in composed.html
    assert "emblem" not in dict(composed.texts)
    assert "<img" not in compose(master(page=page, contract=contract), Fitting()).html
