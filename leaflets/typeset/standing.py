"""Whether a slot of regional values stands where it stands, whatever is in it.

Two nets: what block layout says of the boxes around it, and, where that is not enough, the page
laid out again with other values.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

from leaflets.model.layout import Layout
from leaflets.typeset import boxes as box_of
from leaflets.typeset.boxes import Box
from leaflets.typeset.engine import Rendered

# In px: what sums of floats drift by.
_DIGITS = 3
_STRETCHED = ("auto", "normal", "stretch")


def is_definite(slot: Box) -> bool:
    """Tell whether CSS gives a slot one height, neither more nor less with more in it."""
    style = slot.style
    if not box_of.fixed_height(slot):
        return False
    hangs = slot.is_absolutely_positioned() and "auto" not in (style["top"], style["bottom"])
    given = style["height"]
    return bool(hangs or (given != "auto" and getattr(given, "unit", "") == "px"))


def stands(way: Sequence[Box]) -> bool:
    """Tell whether the last box of `way` is as wide as the boxes around it say, and no other.

    `way` begins at the page. What shrinks or grows with its text, or with that of its siblings, is
    not: floats, inline blocks, cells, columns, items of a grid or of most flex boxes.
    """
    return all(_stands(box, around) for around, box in pairwise(way))


def silhouette(rendered: Rendered, names: frozenset[str]) -> tuple[tuple[Any, ...], ...]:
    """Return the places of all boxes that stand outside the slots called `names`, theirs too."""
    return tuple(
        one
        for page in rendered.document.pages
        for one in _outline(page._page_box, names)  # noqa: SLF001  # there is no public way
    )


def regional_names(layout: Layout) -> frozenset[str]:
    """Return the names of the slots that print regional values."""
    return frozenset(slot.name for slot in layout.slots if slot.holds in ("region", "link"))


def _outline(box: Box, names: frozenset[str]) -> Iterator[tuple[Any, ...]]:
    box = box_of.unwrapped(box)
    place = (box.position_x, box.position_y, box.width, box.height)
    yield (box.element_tag, *(round(one, _DIGITS) for one in place if isinstance(one, int | float)))
    if box_of.attribute(box, "data-slot") in names and box_of.is_block(box):
        return
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield from _outline(child, names)


def _stands(box: Box, around: Box) -> bool:
    style = box.style
    if box.is_absolutely_positioned():
        return style["width"] != "auto" or "auto" not in (style["left"], style["right"])
    if box.is_column or getattr(around, "is_column", False) or not box.is_in_normal_flow():
        return False
    if isinstance(around, boxes.FlexContainerBox):
        return _is_stiff(box, around)
    holds = isinstance(box, boxes.BlockBox | boxes.FlexBox | boxes.PageBox)
    return holds and type(around) in (boxes.BlockBox, boxes.PageBox)


def _is_stiff(box: Box, flex: Box) -> bool:
    """Tell whether an item of a flex column neither grows nor shrinks, and is as wide as that."""
    style = box.style
    margins = (style["margin_left"], style["margin_right"])
    return bool(
        flex.style["flex_direction"] == "column"
        and style["flex_grow"] == style["flex_shrink"] == 0
        and style["flex_basis"] in ("auto", "content")
        and _among(style["align_self"], _STRETCHED)
        and _among(flex.style["align_items"], _STRETCHED)
        and "auto" not in margins
        and style["max_width"].value == inf
    )


def _among(value: Any, names: Sequence[str]) -> bool:  # noqa: ANN401
    found = (value,) if isinstance(value, str) else tuple(value)
    return all(one in names for one in found)
