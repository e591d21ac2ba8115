"""Measuring beyond faults: places, rooms, fields and the boxes that display fills."""

from collections.abc import Callable
from math import inf

import pytest

from leaflets.model.layout import Layout, Slot
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.engine import Rendered
from leaflets.typeset.letters import letters
from leaflets.typeset.measure import measure, set_boxes
from leaflets.typeset.tree import read

PT = 25.4 / 72
LONG = "word " * 60


@pytest.fixture
def measured(layout: Callable[..., Layout]) -> Callable[..., dict[str, SlotMeasure]]:
    """Measure a page whose slots are a, b and c."""

    def found(page: Rendered, **rest: object) -> dict[str, SlotMeasure]:
        slots = tuple(Slot(name=name, holds="lead", **rest) for name in "abc")
        return {one.name: one for one in measure(read(page), layout(*slots))}

    return found


def test_a_slot_is_as_full_as_its_lines_are_high(rendered: Callable, measured: Callable) -> None:
    slot = measured(rendered("<div data-slot=a>one<br>two<br>three</div>"))["a"]
    assert slot.room == pytest.approx(34.0, abs=1e-6)
    assert slot.needed == pytest.approx(48 * PT, abs=1e-6)
    assert slot.full == pytest.approx(48 * PT / 34, abs=1e-6)
    assert (slot.lines, slot.letters, slot.smallest) == (3, 11, pytest.approx(12.0))
    assert slot.width == pytest.approx(60.0)


def test_a_stretched_box_is_no_text(rendered: Callable, measured: Callable) -> None:
    css = "[data-slot]{display:flex;flex-direction:column}p{flex:1}"
    slot = measured(rendered("<div data-slot=a><p>one<p>two</div>", css))["a"]
    assert slot.needed == pytest.approx(17 + 16 * PT, abs=1e-3)


def test_a_turned_slot_lies_where_it_is_printed(rendered: Callable, measured: Callable) -> None:
    css = "[data-slot]{left:20mm;top:30mm;transform-origin:0 0;transform:rotate(90deg)}"
    (place,) = measured(rendered("<div data-slot=a>text</div>", css))["a"].places
    corners = [(round(x, 3), round(y, 3)) for x, y in place.quad]
    assert corners == [(20, 30), (20, 90), (-14, 90), (-14, 30)]
    assert place.page == 1


def test_transforms_of_all_boxes_around_count(rendered: Callable, measured: Callable) -> None:
    css = ".t{position:absolute;left:10mm;top:10mm;transform-origin:0 0;transform:scale(.5)}"
    body = "<div class=t><div data-slot=a>text</div></div>"
    slot = measured(rendered(body, css))["a"]
    corners = [(round(x, 3), round(y, 3)) for x, y in slot.places[0].quad]
    assert corners == [(15, 15), (45, 15), (45, 32), (15, 32)]
    assert slot.room == pytest.approx(34.0)


def test_a_slot_placed_twice_is_one_slot_with_two_places(
    rendered: Callable, measured: Callable
) -> None:
    body = "<div data-slot=a>text</div><div data-slot=a style='top:60mm;height:4mm'>text</div>"
    slot = measured(rendered(body))["a"]
    assert len(slot.places) == 2
    assert slot.letters == 4
    assert slot.over_down == pytest.approx(16 * PT - 4, abs=1e-6)
    assert slot.full > 1


def test_slots_in_one_box_share_its_room(rendered: Callable, measured: Callable) -> None:
    css = ".room{height:50mm}[data-slot]{position:static;height:auto}.own{height:20mm}"
    body = (
        "<div class=room><div data-slot=a>one</div><div data-slot=b>two</div></div>"
        "<div data-slot=c class=own>three</div>"
    )
    slots = measured(rendered(body, css))
    assert slots["a"].frame == slots["b"].frame != 0
    assert slots["c"].frame == 0
    assert slots["b"].needed == pytest.approx(32 * PT, abs=1e-6)
    assert slots["a"].room == pytest.approx(50.0)


def test_a_grid_item_s_height_is_not_its_own(rendered: Callable, measured: Callable) -> None:
    css = (
        ".p{display:grid;grid-template-rows:30mm 1fr}"
        "[data-slot]{position:static;height:auto;width:auto}"
    )
    slot = measured(rendered("<div></div><div data-slot=a>text</div>", css))["a"]
    assert slot.needed == pytest.approx(30 + 16 * PT, abs=1e-3)
    assert slot.room == pytest.approx(100.0, abs=1e-3)


def test_columns_are_measured_together(rendered: Callable, measured: Callable) -> None:
    css = ".c{columns:2;column-gap:4mm;column-fill:auto;height:30mm}"
    slot = measured(rendered(f"<div data-slot=a><div class=c>{LONG}</div></div>", css))["a"]
    assert slot.room == pytest.approx(60.0)
    lines = slot.needed / (16 * PT)
    assert lines == pytest.approx(round(lines), abs=1e-6)
    assert slot.lines == round(lines)


def test_a_flow_may_take_the_pages_it_is_given(rendered: Callable, measured: Callable) -> None:
    css = ".p{height:auto}[data-slot]{position:static;height:auto;width:auto}"
    body = f"<div data-slot=a>{'line<br>' * 30}</div>"
    two = measured(rendered(body, css, below=False), pages=2)["a"]
    assert [place.page for place in two.places] == [1, 2]
    assert two.over_down == 0
    assert 0 < two.full < 1
    one = measured(rendered(body, css, below=False), pages=1)["a"]
    assert one.over_down > 0


def test_items_have_the_height_of_all_their_parts(rendered: Callable, measured: Callable) -> None:
    css = ".c{columns:2;column-fill:auto;height:20mm}p{orphans:1;widows:1}"
    body = (
        "<div data-slot=a><div class=c><p data-item=0>a<br>b<p data-item=1>c<br>d<br>e</div></div>"
    )
    slot = measured(rendered(body, css))["a"]
    assert [index for index, _ in slot.items] == [0, 1]
    assert slot.items[0][1] == pytest.approx(32 * PT, abs=1e-3)
    assert slot.items[1][1] >= 48 * PT - 1e-3


def test_a_set_text_is_not_judged_by_its_line_boxes(
    rendered: Callable, layout: Callable[..., Layout]
) -> None:
    trial = layout(Slot(name="a", holds="headline", set="poster"))
    css = ".l{position:absolute;white-space:pre;line-height:0;left:-1mm;top:33mm;font-size:40pt}"
    page = rendered("<div data-slot=a><span class=l>BOYCOTT </span></div>", css)
    (slot,) = measure(read(page), trial)
    assert slot.over_across == slot.over_down == 0
    assert slot.wide == ()
    assert slot.letters == 7


def test_the_box_of_an_empty_slot_is_what_css_gives_it(rendered: Callable) -> None:
    css = "[data-slot=b]{height:auto;max-height:40mm}[data-slot=c]{height:auto}"
    body = "<h1 data-slot=a></h1><h1 data-slot=b></h1><h1 data-slot=c></h1>"
    boxes = set_boxes(read(rendered(body, css)))
    assert boxes["a"][0] == pytest.approx((60.0, 34.0))
    assert boxes["b"][0] == pytest.approx((60.0, 40.0))
    assert boxes["c"][0].height == inf


def test_a_field_is_measured_with_the_style_it_is_drawn_in(rendered: Callable) -> None:
    css = (
        "b{font:italic 400 20pt Literata;letter-spacing:.1em;text-transform:uppercase}"
        "[data-slot]{padding:0 5mm}"
    )
    body = (
        '<div data-slot=a lang=de><p>Am <b data-field="date time">4.\n Juni, 18 Uhr</b></p></div>'
    )
    (style,) = read(rendered(body, css)).fields
    assert (style.slot, style.field, style.text) == ("a", "date", "4. Juni, 18 Uhr")
    assert style.width == pytest.approx(50.0)
    assert (style.faces, style.weight, style.italic) == (("Literata",), 400, True)
    assert style.size == pytest.approx(20.0)
    assert style.spacing == pytest.approx(2.0)
    assert (style.upper, style.language) == (True, "de")


def test_letters_are_compared_whatever_the_engine_did_to_them() -> None:
    assert letters("ﬁne Straße, İ!") == letters("FINE STRASSE i̇")
    assert letters("άλογα") == letters("ΑΛΟΓΑ")
    assert letters("«a-b»\u00ad c") == "abc"
