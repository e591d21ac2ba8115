"""What a slot of regional values looks like: enough of its boxes to tell two settings apart."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.css.properties import INITIAL_VALUES

from leaflets.typeset import boxes as box_of
from leaflets.typeset.boxes import Box

# In px: what sums of floats drift by.
_DIGITS = 3
# What shows, besides places and sizes, by the names' beginnings.
_BEGINNINGS = (
    *("background", "border", "box_", "color", "direction", "font", "letter", "line_height"),
    *("opacity", "outline", "overflow", "text", "transform", "vertical", "visibility", "word"),
)
# What CSS calls by block and inline is called by sides, too.
_SHOWN = tuple(
    name
    for name in INITIAL_VALUES
    if name.startswith(_BEGINNINGS) and not {"block", "inline"} & set(name.split("_"))
)


class Look(NamedTuple):
    """A box: its kind, text, place from the slot's padding box, baseline, size, and style."""

    kind: str
    text: str
    x: float
    y: float
    base: float
    width: float
    height: float
    style: tuple[tuple[str, Any], ...]


def shown(slot: Box) -> Iterator[tuple[str, float, float, float]]:
    """Yield each text that a slot shows: its text, where its baseline begins, and its size."""
    left, top = slot.padding_box_x(), slot.padding_box_y()
    texts: list[Box] = [one for one in box_of.descendants(slot) if isinstance(one, box_of.TEXT)]
    for box in texts:
        x, y = box.position_x - left, box.position_y + box.baseline - top
        size = float(box.style["font_size"])
        yield box.text, round(x, _DIGITS), round(y, _DIGITS), round(size, _DIGITS)


def looks(slot: Box) -> Iterator[Look]:
    """Yield the looks of all that a slot holds, in the order of the tree."""
    left, top = slot.padding_box_x(), slot.padding_box_y()
    for box in box_of.descendants(slot):
        yield Look(
            kind=f"{type(box).__name__} {box.element_tag}",
            text=box.text if isinstance(box, box_of.TEXT) else "",
            x=round(box.position_x - left, _DIGITS),
            y=round(box.position_y - top, _DIGITS),
            base=round(box.position_y + (getattr(box, "baseline", None) or 0) - top, _DIGITS),
            width=round(box.width, _DIGITS),
            height=round(box.height, _DIGITS),
            style=tuple((name, box.style[name]) for name in _SHOWN),
        )
