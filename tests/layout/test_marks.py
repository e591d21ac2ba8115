"""Regional values in templates: marks where they are printed, themselves where they decide."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import escape

from leaflets.layout.catalogue import find
from leaflets.layout.compose import marked, plain, unstamped
from leaflets.layout.marks import Marked, printed
from leaflets.layout.uses import prints_only
from leaflets.model.material import Fitting, Frame, Link, Material
from leaflets.model.palette import Palette
from leaflets.model.variant import Master
from leaflets.profiles import profile
from leaflets.shipped import folder as shipped

CONTRACT = """\
title: Poster
extends: base
formats: {a5: {sides: 1}}
faces: [Literata 500]
slots:
  lead:  {holds: lead}
  event: {holds: region, fields: {name: {}, date: {}, place: {}}}
  link:  {holds: link}
  code:  {holds: qr}
"""
PAGE = """\
{%% extends "base/page.html" %%}
{%% from "base/set.html" import line, having %%}
{%% block page %%}
<p data-slot="lead">Lead</p>
<div data-slot="event">%s</div>
<p data-slot="link">{{ slots.link.texts[0] }}</p><div data-slot="code">{{ qr() }}</div>
{%% endblock %%}
"""
REGION = (("name", "Алматы"), ("date", "14 <March>"), ("place", "Park & Pond"))
# What prints a value as it is, and asks at most whether it is there.
PLAIN = (
    "{{ region.name }}",
    "{{ region.name ~ ', ' ~ region.place }}",
    "{{ line(region.date, region.place) }}",
    "{% if region.name %}{{ region.name }}{% else %}nobody{% endif %}",
    "{% if region.name and not region.contact %}{{ region.place }}{% endif %}",
    "{{ region.name if region.date else '-' }}",
    "{{ region.name or '-' }}",
    "{{ region.name | default('-', true) }}",
    "{% for text in slots.event.texts %}<i>{{ text }}</i>{% endfor %}",
    "{% set here = region.place %}<i>{{ here }}</i>",
    "<p{{ having(dated=region.date) }}>{{ [region.date, region.name] | select | join(' · ') }}</p>",
    "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ bold(region.name) }}",
)
# What decides by a value, or makes something else of it: it is the region's own.
DECIDING = (
    "{% if region.name == 'Алматы' %}here{% endif %}{{ region.place }}",
    "{% if 'А' in region.name %}m{% endif %}{{ region.place }}",
    "{{ region.name[0] }}",
    "{{ region.name | upper }}",
    "{{ region.name | lower }}",
    "{{ region.name | title }}",
    "{{ region.name | replace('А', 'О') }}",
    "{{ region.name | length }}",
    "{{ region.name.split('м')[0] }}",
    "{{ region.name | safe }}",
    "{{ region.name | trim }}",
    "{{ region.name | truncate(3) }}",
    "{{ region.name | urlencode }}",
    "{{ region.name | tojson }}",
    "{% for letter in region.name %}{{ letter }}{% endfor %}",
    "{{ [region.name, region.place] | unique | join }}",
    "{{ region.name | list | join('-') }}",
    "{% if region.name < 'Б' %}a{% endif %}",
    "{{ '{:>9}'.format(region.name) }}",
    "{{ {region.name: 'x'}.get('Алматы') }}{{ region.name | first }}",
)
# What no object can catch; the comparison with the plain page does.
UNSEEN = (
    "{% if (region.name ~ '') == 'Алматы' %}here{% endif %}{{ region.place }}",
    "{{ (region.name ~ '') | length }}{{ region.place }}",
    "{% if region.name is string %}text{% endif %}{{ region.place }}",
    "{% filter upper %}{{ region.name }}{% endfilter %}",
)
# Where a mark is no text that stamping could put in.
STRAY = (
    '<a title="{{ region.name }}">x</a>',
    '<p style="--x:{{ region.name }}">x</p>',
    "<!-- {{ region.name }} -->",
    "<style>/* {{ region.name }} */</style>",
    '</div><p data-slot="lead">{{ region.name }}</p><div>',
    "</div>{{ region.name }}<div>",
)


@pytest.fixture
def master(folder: Callable[..., Path]) -> Callable[..., Master]:
    """Return a master whose event slot holds `inside`."""

    def made(inside: str, region: tuple[tuple[str, str], ...] = REGION) -> Master:
        page = PAGE % inside
        own = folder(poster={"layout.yaml": CONTRACT, "page.html": page, "style.css": ""})
        return Master(
            layout=find("poster", (own, shipped("layouts"))),
            format="a5",
            frame=Frame(width=148.0, height=210.0),
            profile=profile("copyshop-bw"),
            palette=Palette(),
            material=Material(
                language="en",
                title="Title",
                headline="",
                lead="Lead",
                region=region,
                link=Link(url="https://example.org/a", text="example.org/a"),
            ),
            key="",
        )

    return made


def page_of(one: Master) -> Marked:
    return marked(one, Fitting())


def kept(one: Master) -> tuple[tuple[str, str], ...]:
    return unstamped(one, Fitting())


def inside(html: str) -> str:
    return re.findall(r'data-slot="event">(.*?)</div>', html, flags=re.DOTALL)[0]


@pytest.mark.parametrize("expression", PLAIN)
def test_a_printed_value_is_a_mark_and_its_page_can_be_stamped(master, expression: str) -> None:
    one = master(expression)
    page = page_of(one)
    assert kept(one) == ()
    assert page.filled() == plain(one, Fitting())
    assert [mark.slot for mark in printed(page) if mark.field != "link"]
    assert not any(str(escape(own)) in inside(page.html) for _, own in REGION)


@pytest.mark.parametrize("expression", PLAIN)
def test_a_layout_that_only_prints_is_known_by_reading_it(master, expression: str) -> None:
    assert prints_only(master(expression).layout)


@pytest.mark.parametrize("expression", [*DECIDING, *UNSEEN])
def test_a_layout_that_does_more_is_known_by_reading_it(master, expression: str) -> None:
    assert not prints_only(master(expression).layout)


@pytest.mark.parametrize("expression", DECIDING)
def test_what_decides_or_filters_gets_the_value_itself(master, expression: str) -> None:
    """The page is that region's own: it can be stamped, but shares no master."""
    one = master(expression)
    other = master(expression, tuple((name, f"{own[1:]}..") for name, own in REGION))
    assert kept(one) == ()
    assert page_of(one).html != page_of(other).html
    assert inside(page_of(one).filled()) == inside(plain(one, Fitting()))


@pytest.mark.parametrize("expression", UNSEEN)
def test_what_no_mark_can_catch_is_caught_by_comparing(master, expression: str) -> None:
    found = kept(master(expression))
    assert found
    assert {field for _, field in found} == {"name"}


@pytest.mark.parametrize("expression", STRAY)
def test_a_mark_that_is_no_text_in_a_slot_of_values_is_not_stamped(master, expression: str) -> None:
    assert ("name" in {field for _, field in kept(master(expression))}) is True


def test_an_empty_value_is_another_page(master) -> None:
    one, other = (
        master("{{ region.date }}{{ region.name }}", (("name", "x"), ("date", own)))
        for own in ("", "y")
    )
    assert page_of(one).html != page_of(other).html


def test_the_text_of_the_link_is_a_field_too(master) -> None:
    one = master("{{ region.name }}")
    elsewhere = replace(
        one, material=replace(one.material, link=Link(url="https://example.org/b", text="b"))
    )
    assert page_of(one).html == page_of(elsewhere).html
    assert [mark.slot for mark in printed(page_of(one)) if mark.field == "link"] == ["link"]


def test_marks_are_out_of_reach(master) -> None:
    for expression in ("{{ region.name._value }}", "{{ region.name.__class__ }}"):
        with pytest.raises(Exception, match=r"unsafe|_value|__class__"):
            page_of(master(expression))
