"""The slots of regional values on a typeset master: what stands in them and how it is set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

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
from leaflets.typeset.blanks import opened, parts, reserved
from leaflets.typeset.boxes import Box
from leaflets.typeset.engine import Rendered, elements
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


def open_blanks(rendered: Rendered, tree: Tree, layout: Layout) -> None:
    """Leave a form to fill in each slot of regional values; the last step before drawing."""
    found = tuple(slots(rendered, layout))
    for one, name in zip(found, tuple(names(tree, found)), strict=True):
        opened(one.box, name, _colours(one.box))


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


def _colours(slot: Box) -> tuple[Any, ...]:
    """Return the colours of the lines in a slot, each once."""
    colours: dict[tuple[float, ...], Any] = {}
    for box in box_of.descendants(slot):
        if isinstance(box, box_of.TEXT):
            colours.setdefault(_key(box.style["color"]), box.style["color"])
    return tuple(colours.values())


def _key(colour: Any) -> tuple[float, ...]:  # noqa: ANN401
    return (*colour.to("srgb").coordinates, colour.alpha)


def _slot(tree: Tree, one: Found, name: str, page: Marks, texts: Mapping[int, str]) -> RegionalSlot:
    placing = tree.placings[one.number]
    opening = placing.openings[0]
    top = one.box.padding_box_y()
    content = box_of.content(one.box)
    room = _room(one.box, placing.name, page)
    blocks = () if room else tuple(_blocks(one.box, placing.name, texts))
    return RegionalSlot(
        name=name,
        slot=placing.name,
        place=Place(page=opening.page, quad=opening.quad),
        styles=() if room else tuple(_styles(one.box, placing.name, texts)),
        blocks=blocks if _is_plain(one.box, blocks, texts) else (),
        flows=_flows(one.box),
        sure=all(map(_is_simple, box_of.descendants(one.box))),
        bottom=content.bottom - top,
        texts=tuple(_told(part.element, texts) for part in parts(one.box)),
        room=room,
    )


def _room(slot: Box, name: str, page: Marks) -> SetRoom | None:
    """Return the room of a slot that display sets; with a style if its lines stand as it says."""
    if name not in page.texts:
        return None
    width, height = page.rooms[name]
    room = SetRoom(text=page.texts[name], width=width, height=height)
    made = page.sets.get(name)
    inside = _set_in(slot)
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


def _set_in(slot: Box) -> tuple[Box, list[Box]] | None:
    """Return the box that display fills and its texts, if a slot holds nothing else."""
    inside = [box for box in box_of.descendants(slot) if box is not slot]
    if not inside or len(_colours(slot)) != 1 or not type(slot) is type(inside[0]) is _BLOCK:
        return None
    whole, *rest = inside
    lines = [box for box in rest if isinstance(box, box_of.TEXT)]
    others = [box for box in rest if not isinstance(box, box_of.TEXT | box_of.LINE)]
    if (
        whole.element.get("class") != "set"
        or any(one.element.get("class") != "set-line line" for one in others)
        or not len(lines) == len(others) == len(rest) / 3 > 0
        or any(_shows_more(box, placed=True) for box in (whole, *rest))
    ):
        return None
    return whole, lines


_BLOCK = boxes.BlockBox


def _asks(least: Any) -> bool:  # noqa: ANN401
    return bool(least != "auto" and least.value != 0)


def _is_simple(box: Box) -> bool:
    """Tell whether a box is as wide as the one around it and as high as its lines."""
    if isinstance(box, box_of.LINE | box_of.TEXT):
        return True
    style = box.style
    return type(box) is boxes.BlockBox and bool(
        box_of.attribute(box, "data-slot")
        or (
            style["height"] == style["width"] == "auto"
            and style["max_width"].value == style["max_height"].value == inf
            and not any(_asks(style[least]) for least in ("min_width", "min_height"))
        )
    )


def _told(element: Any, texts: Mapping[int, str]) -> str:  # noqa: ANN401
    """Return the marked text of an element that is one text; empty of others."""
    return "" if element is None or len(element) else texts.get(id(element), "")


def _styles(slot: Box, name: str, texts: Mapping[int, str]) -> Iterator[FieldStyle]:
    """Yield the style of each element in a slot that prints fields, its text with marks."""
    seen: set[int] = set()
    block = slot
    for box in box_of.descendants(slot):
        block = box if box_of.is_block(box) else block
        fields = (box_of.attribute(box, "data-field") or "").split()
        if not fields or id(box.element) in seen:
            continue
        seen.add(id(box.element))
        own = box if box_of.is_block(box) else block
        style = field_style(box, name, fields[0], from_px(own.width))
        text = " ".join(texts.get(id(box.element), "").split())
        yield replace(style, text=text)


def _blocks(slot: Box, name: str, texts: Mapping[int, str]) -> Iterator[FieldBlock]:
    colours = [_key(colour) for colour in _colours(slot)]
    left, top = slot.padding_box_x(), slot.padding_box_y()
    for box in box_of.descendants(slot):
        if not _has_lines(box):
            continue
        field = (box_of.attribute(box, "data-field") or "").split()
        style = field_style(box, name, field[0] if field else "", from_px(box.width))
        yield FieldBlock(
            style=replace(style, text=texts.get(id(box.element), "")),
            field=style.field,
            x=box.content_box_x() - left,
            y=box.content_box_y() - top,
            height=box.height,
            paint=colours.index(_key(box.style["color"])),
        )


def _has_lines(box: Box) -> bool:
    return isinstance(box, boxes.BlockContainerBox) and any(
        isinstance(child, box_of.LINE) for child in box.children
    )


def _is_plain(slot: Box, blocks: tuple[FieldBlock, ...], texts: Mapping[int, str]) -> bool:
    """Tell whether a slot holds nothing but blocks of text, each an element of one style."""
    inside = [box for box in box_of.descendants(slot) if box is not slot]
    if any(_shows_more(box) for box in inside):
        return False
    lines = [box for box in inside if isinstance(box, box_of.LINE)]
    whole = "".join(texts.get(id(slot.element), "").split())
    told = "".join("".join(block.style.text.split()) for block in blocks)
    return whole == told and all(_is_bare(line) for line in lines)


def _is_bare(line: Box) -> bool:
    return all(isinstance(child, box_of.TEXT) for child in line.children)


def _shows_more(box: Box, *, placed: bool = False) -> bool:
    """Tell whether a box draws anything but its letters, or is drawn out of its turn.

    `placed`: it may be placed apart.
    """
    if "::" in (box.element_tag or "") or isinstance(box, box_of.REPLACED):
        return True
    if isinstance(box, box_of.LINE | box_of.TEXT):
        return False
    style = box.style
    return bool(
        style["color"].alpha < 1
        or style["background_color"].alpha
        or any(image[0] != "none" for image in style["background_image"])
        or any(getattr(box, f"border_{side}_width") for side in ("top", "right", "bottom", "left"))
        or style["outline_style"] != "none"
        or style["box_shadow"]
        or style["opacity"] < 1
        or style["transform"]
        or style["overflow"] != "visible"
        or (style["position"] != "static" and not placed)
        or style["float"] != "none"
        or style["visibility"] != "visible"
    )


def _flows(slot: Box) -> bool:
    """Tell whether what a slot holds is simply one block below the other."""
    return all(
        isinstance(box, boxes.BlockBox | box_of.LINE | box_of.TEXT) and not box.is_column
        for box in box_of.descendants(slot)
    )
