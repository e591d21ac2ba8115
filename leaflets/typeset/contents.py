"""What a slot of regional values holds, as far as it decides who may set it."""

from collections.abc import Mapping
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

from leaflets.model.proof import FieldBlock
from leaflets.typeset import boxes as box_of
from leaflets.typeset.boxes import Box


def colours(slot: Box) -> tuple[Any, ...]:
    """Return the colours of the lines in a slot, each once."""
    colours: dict[tuple[float, ...], Any] = {}
    for box in box_of.descendants(slot):
        if isinstance(box, box_of.TEXT):
            colours.setdefault(colour_key(box.style["color"]), box.style["color"])
    return tuple(colours.values())


def colour_key(colour: Any) -> tuple[float, ...]:  # noqa: ANN401
    """Return a colour as numbers that are the same where it is."""
    return (*colour.to("srgb").coordinates, colour.alpha)


def set_in(slot: Box) -> tuple[Box, list[Box]] | None:
    """Return the box that display fills and its texts, if a slot holds nothing else."""
    inside = [box for box in box_of.descendants(slot) if box is not slot]
    if not inside or len(colours(slot)) != 1 or not type(slot) is type(inside[0]) is boxes.BlockBox:
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


def is_plain(slot: Box, blocks: tuple[FieldBlock, ...], texts: Mapping[int, str]) -> bool:
    """Tell whether a slot holds nothing but blocks of text, each an element of one style."""
    inside = [box for box in box_of.descendants(slot) if box is not slot]
    if any(_shows_more(box) for box in inside):
        return False
    lines = [box for box in inside if isinstance(box, box_of.LINE)]
    whole = "".join(texts.get(id(slot.element), "").split())
    told = "".join("".join(block.style.text.split()) for block in blocks)
    return whole == told and all(_is_bare(line) for line in lines)


def is_simple(box: Box) -> bool:
    """Tell whether a box is as wide as the one around it and as high as its lines."""
    if isinstance(box, box_of.LINE | box_of.TEXT):
        return True
    if type(box) is boxes.InlineBox:
        return True
    style = box.style
    return type(box) is boxes.BlockBox and bool(
        box_of.attribute(box, "data-slot")
        or (
            # A float, or what hangs between no two edges, is as wide as its text.
            box.is_in_normal_flow()
            and style["height"] == style["width"] == "auto"
            and style["max_width"].value == style["max_height"].value == inf
            and not any(_asks(style[least]) for least in ("min_width", "min_height"))
        )
    )


def is_patterned(box: Box) -> bool:
    """Tell whether a box is drawn with a pattern that the engine lays out from the page's corner.

    Pictures behind text are, and so are the screens of lines that tints become, within a group.
    """
    if isinstance(box, box_of.LINE | box_of.TEXT):
        return False
    pictured = any(image[0] != "none" for image in box.style["background_image"])
    grouped = box.style["opacity"] < 1 and any(
        one.style["background_color"].alpha
        for one in box_of.descendants(box)
        if not isinstance(one, box_of.LINE | box_of.TEXT)
    )
    return bool(pictured or grouped)


def rises(slot: Box) -> bool:
    """Tell whether some of what a slot holds is drawn in another layer of the page than the slot.

    So `z-index` has it, where nothing up to the slot keeps its layers to itself (CSS 2.1, E).
    """
    return not _keeps_layers(slot) and any(map(_rises, map(box_of.unwrapped, slot.children)))


def flows(slot: Box) -> bool:
    """Tell whether what a slot holds is simply one block below the other."""
    return all(
        isinstance(box, boxes.BlockBox | box_of.LINE | box_of.TEXT) and not box.is_column
        for box in box_of.descendants(slot)
    )


def has_lines(box: Box) -> bool:
    """Tell whether a box holds lines itself."""
    return isinstance(box, boxes.BlockContainerBox) and any(
        isinstance(child, box_of.LINE) for child in box.children
    )


def _rises(box: Box) -> bool:
    if isinstance(box, box_of.TEXT | box_of.REPLACED):
        return False
    if _has_layer(box) or _keeps_layers(box):
        return _has_layer(box)
    return any(map(_rises, map(box_of.unwrapped, box.children)))


def _has_layer(box: Box) -> bool:
    style = box.style
    placed = style["position"] != "static" or box.is_grid_item
    return bool(placed and style["z_index"] != "auto")


def _keeps_layers(box: Box) -> bool:
    style = box.style
    grouped = style["opacity"] < 1 or style["transform"] or style["overflow"] != "visible"
    return bool(grouped or _has_layer(box))


def _asks(least: Any) -> bool:  # noqa: ANN401
    return bool(least != "auto" and least.value != 0)


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
