"""The slots of regional values on a typeset master: what stands in them and how it is set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes

from leaflets.layout.marks import fields_in
from leaflets.model.layout import Layout
from leaflets.model.proof import FieldBlock, FieldStyle, Place, Regional, RegionalSlot
from leaflets.typeset import boxes as box_of
from leaflets.typeset.blanks import opened, parts, reserved
from leaflets.typeset.boxes import Box
from leaflets.typeset.engine import Rendered, elements
from leaflets.typeset.styles import field_style
from leaflets.typeset.tree import Tree
from leaflets.units import from_px

# What holds values that are printed; a code is drawn, not typeset.
_PRINTED, _DRAWN = ("region", "link"), ("qr",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A slot's box on its page."""

    box: Box
    page: Box
    number: int


def regional(rendered: Rendered, tree: Tree, html: str, layout: Layout) -> Regional | None:
    """Return what stamping knows of the rendered page; `html` is the same page with marks.

    None if a mark stands where stamping cannot reach it: outside the slots of regional values as
    the engine sees them, or in one without a definite height, which would move others.
    """
    if any(slot.holds in _PRINTED and slot.set != "text" for slot in layout.slots):
        # Display computes its lines from the text itself.
        return None
    texts = _texts(rendered, html)
    found = tuple(slots(rendered, layout))
    marks = sum(len(fields_in(texts.get(id(one.box.element), ""))) for one in found)
    if marks != len(fields_in(html)) or not all(_is_fixed(tree, one) for one in found):
        return None
    named = zip(found, names(tree, found), strict=True)
    return Regional(html=html, slots=tuple(_slot(tree, one, name, texts) for one, name in named))


def slots(rendered: Rendered, layout: Layout, kinds: tuple[str, ...] = _PRINTED) -> Iterator[Found]:
    """Yield the boxes of the slots that print regional values, in the order of the tree."""
    wanted = {slot.name for slot in layout.slots if slot.holds in kinds}
    seen: set[int] = set()
    for page in rendered.document.pages:
        for box in box_of.descendants(page._page_box):  # noqa: SLF001  # there is no public way
            name = box_of.attribute(box, "data-slot")
            if not name or not box_of.is_block(box) or id(box.element) in seen:
                continue
            seen.add(id(box.element))
            if name in wanted:
                yield Found(box=box, page=page._page_box, number=len(seen) - 1)  # noqa: SLF001


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


def _is_fixed(tree: Tree, one: Found) -> bool:
    (opening,) = tree.placings[one.number].openings[:1]
    return opening.frame.own


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


def _slot(tree: Tree, one: Found, name: str, texts: Mapping[int, str]) -> RegionalSlot:
    placing = tree.placings[one.number]
    opening = placing.openings[0]
    top = one.box.padding_box_y()
    content = box_of.content(one.box)
    blocks = tuple(_blocks(one.box, placing.name, texts))
    return RegionalSlot(
        name=name,
        slot=placing.name,
        place=Place(page=opening.page, quad=opening.quad),
        styles=tuple(_styles(one.box, placing.name, texts)),
        blocks=blocks if _is_plain(one.box, blocks, texts) else (),
        flows=_flows(one.box),
        bottom=content.bottom - top,
        texts=tuple(_told(part.element, texts) for part in parts(one.box)),
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


def _shows_more(box: Box) -> bool:
    """Tell whether a box draws anything but its letters, or is drawn out of its turn."""
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
        or style["position"] != "static"
        or style["float"] != "none"
        or style["visibility"] != "visible"
    )


def _flows(slot: Box) -> bool:
    """Tell whether what a slot holds is simply one block below the other."""
    return all(
        isinstance(box, boxes.BlockBox | box_of.LINE | box_of.TEXT) and not box.is_column
        for box in box_of.descendants(slot)
    )
