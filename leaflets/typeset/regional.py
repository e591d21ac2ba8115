"""The slots of regional values on a typeset master: what stands in them and how it is set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from leaflets.layout.marks import fields_in
from leaflets.model.layout import Layout
from leaflets.model.material import Set, Setting
from leaflets.model.proof import (
    FieldBlock,
    FieldStyle,
    Place,
    Regional,
    RegionalSlot,
    SetRoom,
)
from leaflets.setting.block import set_block
from leaflets.typeset import boxes as box_of
from leaflets.typeset.blanks import opened, parts, reserved, whole
from leaflets.typeset.boxes import Box
from leaflets.typeset.contents import (
    colour_key,
    colours,
    flows,
    has_lines,
    is_patterned,
    is_plain,
    is_simple,
    rises,
    set_in,
)
from leaflets.typeset.engine import Rendered, elements
from leaflets.typeset.looks import shown
from leaflets.typeset.standing import is_definite, stands
from leaflets.typeset.styles import field_style
from leaflets.typeset.tree import Tree
from leaflets.units import from_px

# What holds values that are printed; a code is drawn, not typeset.
_PRINTED, _DRAWN = ("region", "link"), ("qr",)
# In px: what sums of floats drift by.
_DRIFT = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A slot's box on its page, with the boxes around it from the page's on."""

    box: Box
    page: Box
    number: int
    around: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A page with marks in the places of regional values.

    Attributes:
        html: The page.
        texts: Slot → what display sets in it, with marks.
        rooms: Slot → the box that display was given, in mm.
        sets: Slot → what display made of the values that were typeset.
    """

    html: str
    texts: Mapping[str, str] = field(default_factory=dict)
    rooms: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    sets: Mapping[str, Setting] = field(default_factory=dict)


def regional(rendered: Rendered, tree: Tree, page: Marks, layout: Layout) -> Regional | None:
    """Return what stamping knows of the rendered page; `page` is the same page with marks.

    None if a mark stands where stamping cannot reach it: outside the slots of regional values as
    the engine sees them, or in one without a definite height, which would move others.
    """
    texts = _texts(rendered, page.html)
    found = tuple(slots(rendered, layout))
    marks = sum(len(fields_in(texts.get(id(one.box.element), ""))) for one in found)
    if marks != len(fields_in(page.html)) or not all(is_definite(one.box) for one in found):
        return None
    named = zip(found, names(tree, found), strict=True)
    return Regional(
        html=page.html, slots=tuple(_slot(tree, one, name, page, texts) for one, name in named)
    )


def following(
    found: Regional, tried: Regional, scales: Mapping[tuple[str, str], float]
) -> Regional:
    """Return what is known of a page without the blocks that do not follow their field's scale.

    `tried` is of the page typeset with `scales`. A block's size, leading and letter-spacing are to
    be its field's scale times what they are at 1; those of a block without one do not change.
    """
    others = {one.name: one for one in tried.slots}
    return replace(
        found,
        slots=tuple(
            one
            if one.name in others and _follows(one, others[one.name], scales)
            else replace(one, blocks=())
            for one in found.slots
        ),
    )


def _follows(
    one: RegionalSlot, other: RegionalSlot, scales: Mapping[tuple[str, str], float]
) -> bool:
    return bool(one.room) or (
        len(one.blocks) == len(other.blocks)
        and all(
            abs(now - scales.get((one.slot, block.field), 1.0) * full) < _DRIFT
            for block, small in zip(one.blocks, other.blocks, strict=True)
            for full, now in (
                (block.style.size, small.style.size),
                (block.style.leading, small.style.leading),
                (block.style.spacing, small.style.spacing),
            )
        )
    )


def stiff(rendered: Rendered, layout: Layout) -> bool:
    """Tell whether all slots of regional values are known to keep their places."""
    return all(stands((*one.around, one.box)) for one in slots(rendered, layout))


def slots(rendered: Rendered, layout: Layout, kinds: tuple[str, ...] = _PRINTED) -> Iterator[Found]:
    """Yield the boxes of the slots that print regional values, in the order of the tree."""
    wanted = {slot.name for slot in layout.slots if slot.holds in kinds}
    seen: set[int] = set()
    for page in rendered.document.pages:
        for box, around in _ways(page._page_box, ()):  # noqa: SLF001  # there is no public way
            name = box_of.attribute(box, "data-slot")
            if not name or not box_of.is_block(box) or id(box.element) in seen:
                continue
            seen.add(id(box.element))
            if name in wanted:
                number = len(seen) - 1
                yield Found(box=box, page=page._page_box, number=number, around=around)  # noqa: SLF001


def _ways(box: Box, around: tuple[Box, ...]) -> Iterator[tuple[Box, tuple[Box, ...]]]:
    """Yield the box and everything in it, each with the boxes around it."""
    box = box_of.unwrapped(box)
    yield box, around
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield from _ways(child, (*around, box))


def names(tree: Tree, found: tuple[Found, ...]) -> Iterator[str]:
    """Yield the names of the slots' blanks."""
    counts: dict[str, int] = {}
    for one in found:
        slot = tree.placings[one.number].name
        counts[slot] = counts.get(slot, 0) + 1
        yield f"{slot}.{counts[slot]}"


def open_blanks(rendered: Rendered, differs: Regional, layout: Layout) -> None:
    """Leave a form to fill in each slot of regional values; the last step before drawing."""
    found = tuple(slots(rendered, layout))
    for one, slot in zip(found, differs.slots, strict=True):
        told = whole(one.box) if slot.room else parts(one.box)
        opened(one.box, slot.name, colours(one.box), told)


def reserve_codes(rendered: Rendered, tree: Tree, layout: Layout) -> None:
    """Leave a form where each code will be drawn, so that it has its place in the structure."""
    found = tuple(slots(rendered, layout, _DRAWN))
    for one, name in zip(found, tuple(names(tree, found)), strict=True):
        reserved(_ground(one.box), name)


def _ground(slot: Box) -> Box:
    """Return the box of what the template leaves for the code, or the slot's."""
    inside = (box for box in box_of.descendants(slot) if box_of.is_block(box))
    return next((box for box in inside if box_of.attribute(box, "class") == "qr"), slot)


def _texts(rendered: Rendered, html: str) -> Mapping[int, str]:
    """Return the marked text of each element of the rendered page, by its identity."""
    own, marked = elements(rendered), elements(html)
    if [one.tag for one in own] != [one.tag for one in marked]:
        return {}
    return {id(one): "".join(other.itertext()) for one, other in zip(own, marked, strict=True)}


def _slot(tree: Tree, one: Found, name: str, page: Marks, texts: Mapping[int, str]) -> RegionalSlot:
    placing = tree.placings[one.number]
    opening = placing.openings[0]
    top = one.box.padding_box_y()
    content, border = box_of.content(one.box), box_of.border(one.box)
    room = _room(one.box, placing.name, page)
    blocks = () if room else tuple(_blocks(one.box, placing.name, texts))
    return RegionalSlot(
        name=name,
        slot=placing.name,
        place=Place(page=opening.page, quad=opening.quad),
        size=(border.right - border.left, border.bottom - border.top),
        corner=(one.box.padding_box_x(), top),
        styles=() if room else tuple(_styles(one.box, placing.name, texts)),
        blocks=blocks if is_plain(one.box, blocks, texts) else (),
        flows=flows(one.box),
        sure=all(map(is_simple, box_of.descendants(one.box))),
        shown=tuple(shown(one.box)),
        patterned=any(
            is_patterned(box) for box in box_of.descendants(one.box) if box is not one.box
        ),
        rises=rises(one.box),
        bottom=content.bottom - top,
        texts=(room.text,)
        if room
        else tuple(_told(part.element, texts) for part in parts(one.box)),
        room=room,
    )


def _inside(slot: Box) -> Iterator[Box]:
    yield from (box for box in box_of.descendants(slot) if box is not slot)


def _room(slot: Box, name: str, page: Marks) -> SetRoom | None:
    """Return the room of a slot that display sets; with a style if its lines stand as it says."""
    if name not in page.texts:
        return None
    width, height = page.rooms[name]
    room = SetRoom(text=page.texts[name], width=width, height=height)
    made = page.sets.get(name)
    inside = set_in(slot)
    if not isinstance(made, Set) or inside is None:
        return room
    whole, lines = inside
    left, top = whole.padding_box_x(), whole.padding_box_y()
    style = field_style(lines[0], name, "", width)
    placed = replace(
        room,
        x=left - slot.padding_box_x(),
        y=top - slot.padding_box_y(),
        style=replace(style, others=tuple(one for one in style.others if one != _KEPT_SPACES)),
        paint=0,
    )
    wanted = [(line.text, left + line.x, top + line.y) for line in set_block(made, style).lines]
    found = [(one.text, one.position_x, one.position_y + one.baseline) for one in lines]
    return placed if _meet(wanted, found) else room


# Lines that display set keep their spaces, and are not broken again.
_KEPT_SPACES = ("white-space", "pre")


def _meet(wanted: Sequence[tuple[str, float, float]], found: Sequence[Any]) -> bool:
    return [one[0] for one in wanted] == [one[0] for one in found] and all(
        abs(a - b) < _DRIFT
        for one, two in zip(wanted, found, strict=True)
        for a, b in zip(one[1:], two[1:], strict=True)
    )


def _told(element: Any, texts: Mapping[int, str]) -> str:  # noqa: ANN401
    """Return the marked text of an element that is one text; empty of others."""
    return "" if element is None or len(element) else texts.get(id(element), "")


def _styles(slot: Box, name: str, texts: Mapping[int, str]) -> Iterator[FieldStyle]:
    """Yield the style of each element in a slot that prints fields, its text with marks."""
    for box, style in field_styles(slot, name):
        text = " ".join(texts.get(id(box.element), "").split())
        yield replace(style, text=text)


def field_styles(slot: Box, name: str) -> Iterator[tuple[Box, FieldStyle]]:
    """Yield each element in a slot that prints fields, and its style."""
    seen: set[int] = set()
    block = slot
    for box in box_of.descendants(slot):
        block = box if box_of.is_block(box) else block
        fields = (box_of.attribute(box, "data-field") or "").split()
        if not fields or id(box.element) in seen:
            continue
        seen.add(id(box.element))
        own = box if box_of.is_block(box) else block
        yield box, field_style(box, name, fields[0], from_px(own.width))


def _blocks(slot: Box, name: str, texts: Mapping[int, str]) -> Iterator[FieldBlock]:
    inks = [colour_key(colour) for colour in colours(slot)]
    left, top = slot.padding_box_x(), slot.padding_box_y()
    for box in box_of.descendants(slot):
        if not has_lines(box):
            continue
        field = (box_of.attribute(box, "data-field") or "").split()
        style = field_style(box, name, field[0] if field else "", from_px(box.width))
        yield FieldBlock(
            style=replace(style, text=texts.get(id(box.element), "")),
            field=style.field,
            x=box.content_box_x() - left,
            y=box.content_box_y() - top,
            height=box.height,
            paint=inks.index(colour_key(box.style["color"])),
        )
