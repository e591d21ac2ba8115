"""What one box of the engine's tree says of itself; lengths in CSS px, before any transform.

Facts behind each rule: WeasyPrint 70's source.
"""

from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from leaflets.typeset.geometry import Rect

# The engine's, which are not annotated.
Box = Any
Element = Any

LINE = boxes.LineBox
TEXT = boxes.TextBox
REPLACED = boxes.ReplacedBox
PICTURE = boxes.BlockReplacedBox
_BLOCKS = (boxes.BlockContainerBox, boxes.FlexContainerBox, boxes.GridContainerBox)
# Text of these is drawn as a picture or not at all.
_UNREAD = ("svg", "style", "script")


def source(element: Element) -> str:
    """Return the text of an element without nested slots, hidden elements and drawings."""
    parts = [element.text or ""]
    for child in element:
        silent = not isinstance(child.tag, str) or child.tag in _UNREAD
        if not (silent or child.get("data-slot") is not None or child.get("hidden") is not None):
            parts.append(source(child))
        parts.append(child.tail or "")
    return "".join(parts)


def unwrapped(box: Box) -> Box:
    """Return the box itself for what stands in its place in the flow."""
    # At an absolute box's place in the flow stands something that only forwards its attributes.
    return box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001


def descendants(box: Box) -> Iterator[Box]:
    """Yield the box and everything in it."""
    box = unwrapped(box)
    yield box
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield from descendants(child)


def inline(line: Box) -> Iterable[Box]:
    """Yield what stands in a line; floats and absolutes come again in the walk."""
    for child in line.children:
        if isinstance(child, AbsolutePlaceholder) or not child.is_in_normal_flow():
            continue
        yield child
        if isinstance(child, boxes.InlineBox):
            yield from inline(child)


def attribute(box: Box, name: str) -> str | None:
    """Return an attribute of the box's element; None for a pseudo-element's box."""
    if box.element is None or "::" in (box.element_tag or "") or not hasattr(box.element, "get"):
        return None
    value = box.element.get(name)
    return None if value is None else str(value)


def is_generated(box: Box) -> bool:
    """Return whether the box is of a pseudo-element; a first letter is the text's own."""
    return "::" in (box.element_tag or "") and not is_first_letter(box)


def is_first_letter(box: Box) -> bool:
    """Return whether the box is of the first letter of a text, which CSS sets apart."""
    return (box.element_tag or "").endswith("::first-letter")


def is_block(box: Box) -> bool:
    """Return whether the box holds blocks or lines."""
    return isinstance(box, _BLOCKS) and not isinstance(box, LINE | boxes.PageBox)


def fixed_height(box: Box) -> bool:
    """Return whether CSS gives the box a height that its content does not change."""
    # A grid writes the height it worked out into the style of its items.
    if box.is_column or box.is_grid_item or "::" in (box.element_tag or "::"):
        return False
    style = box.style
    if style["height"] != "auto" or style["max_height"].value != inf:
        return True
    hangs = box.is_absolutely_positioned()
    return bool(hangs and style["top"] != "auto" and style["bottom"] != "auto")


def definite(box: Box) -> float:
    """Return the height that CSS gives an empty box, or allows it, in px."""
    if isinstance(box.max_height, int | float) and box.max_height < inf:
        return float(box.max_height)
    # A grid row's height is as definite as a given one: the box is empty.
    return float(box.height) if fixed_height(box) or box.is_grid_item else inf


def content(box: Box) -> Rect:
    """Return the content box, of the height that CSS gives it."""
    x, y = box.content_box_x(), box.content_box_y()
    height, given = box.height, box.style["height"]
    if given != "auto" and getattr(given, "unit", "") == "px" and not box.is_grid_item:
        # Flex and grid let their container's box outgrow the height it was given.
        edges = box.border_height() - box.height
        height = given.value - (edges if box.style["box_sizing"] == "border-box" else 0)
    if isinstance(box.max_height, int | float):
        height = min(height, box.max_height)
    return Rect(x, y, x + box.width, y + height)


def stacked(box: Box) -> float:
    """Return the height that the box's children take over each other, margins included."""
    return sum(
        float(child.margin_height())
        for child in map(unwrapped, box.children)
        if child.is_in_normal_flow()
    )


def padding(box: Box) -> Rect:
    """Return the padding box: what overflow is clipped to."""
    x, y = box.padding_box_x(), box.padding_box_y()
    return Rect(x, y, x + box.padding_width(), y + box.padding_height())


def border(box: Box) -> Rect:
    """Return the border box."""
    x, y = box.border_box_x(), box.border_box_y()
    return Rect(x, y, x + box.border_width(), y + box.border_height())


def line_box(box: Box) -> Rect:
    """Return a line's box."""
    x, y = box.position_x, box.position_y
    return Rect(x, y, x + box.width, y + box.height)


def past_measure(line: Rect, block: Box) -> float:
    """Return how far a line runs over the measure of its block, at the end its text runs to."""
    left = block.content_box_x()
    if block.style["direction"] == "rtl":
        return float(left - line.left)
    return float(line.right - left - block.width)


def tail(box: Box, above: float) -> float:
    """Return what visible boxes draw below their last line, this box's edge included."""
    style = box.style
    drawn = box.border_bottom_width > 0 or style["background_color"].alpha > 0
    return above + box.padding_bottom + box.border_bottom_width if above or drawn else 0.0


def clips(box: Box) -> bool:
    """Return whether the box hides what leaves it."""
    return is_block(box) and not box.is_for_root_element and box.style["overflow"] != "visible"


def column_count(box: Box) -> int:
    """Return how many columns the engine makes of a box, by its own rule (layout/column.py)."""
    style, count = box.style, box.style["column_count"]
    if style["column_width"] == "auto":
        return int(count)
    gap = style["font_size"] if style["column_gap"] == "normal" else style["column_gap"].value
    most = max(1, int((box.width + gap) // (style["column_width"].value + gap)))
    return most if count == "auto" else min(int(count), most)
