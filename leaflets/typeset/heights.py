"""How much height a slot's lines take, and how much there is: over columns and pages together."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from leaflets.typeset.geometry import Rect
from leaflets.typeset.tree import Frame
from leaflets.units import from_px

# In mm: Pango counts in 0.0003, sums of floats drift by less, a dot at 2400 dpi is 0.0106.
TOLERANCE = 0.01
# In px: a column that begins right of its frame is one too many.
_BESIDE = 0.1


class Row(NamedTuple):
    """A line in the slot's own axes, with what visible boxes draw below it, and its letters."""

    page: int
    column: int
    rect: Rect
    letters: int


class Heights(NamedTuple):
    """Room and need, and how far lines leave their frame; mm, and letters outside."""

    room: float = 0.0
    needed: float = 0.0
    over_down: float = 0.0
    over_up: float = 0.0
    over_across: float = 0.0
    over_letters: int = 0


def heights(frames: Sequence[Frame], rows: Sequence[Row], *, columns: int, pages: int) -> Heights:
    """Return what the rows take of their frames, one frame a page.

    Needed are natural heights, down to the last line, never stretched boxes. A flow may take
    `pages` pages: those it does not reach count as room, those it may not take as too much.
    """
    each = [
        _on_page(frame, [row for row in rows if row.page == frame.page], columns)
        for frame in frames
    ]
    if not each:
        return Heights()
    room = sum(one.room for one in each[:pages])
    room += each[-1].room * max(0, pages - len(each))
    needed = sum(one.needed for one in each)
    over = max(one.over_down for one in each)
    return Heights(
        room=room,
        needed=needed,
        over_down=max(over, needed - room) if len(each) > pages else over,
        over_up=max(one.over_up for one in each),
        over_across=max(one.over_across for one in each),
        over_letters=sum(one.over_letters for one in each),
    )


def _on_page(frame: Frame, rows: Sequence[Row], columns: int) -> Heights:
    left, top, right, bottom = frame.rect
    height = from_px(bottom - top)
    if not rows:
        return Heights(room=height)
    stacks = _stacks(rows)
    in_columns = [stack for column, stack in stacks.items() if column]
    ends = max(row.rect.bottom for row in rows)
    over = from_px(ends - bottom)
    room, needed = height, from_px(ends - top)
    if in_columns:
        room, needed, over = _in_columns(frame, in_columns, columns, over)
    leftmost = min(row.rect.left for row in rows)
    rightmost = max(row.rect.right for row in rows)
    return Heights(
        room=room,
        needed=max(0.0, needed),
        over_down=max(0.0, over),
        over_up=max(0.0, from_px(top - min(row.rect.top for row in rows))),
        over_across=max(0.0, from_px(rightmost - right), from_px(left - leftmost)),
        over_letters=sum(row.letters for row in rows if _outside(row.rect, frame.rect)),
    )


def _in_columns(
    frame: Frame, stacks: Sequence[Sequence[Row]], columns: int, over: float
) -> tuple[float, float, float]:
    """Return room, need and mm too much of columns that fill one after another."""
    top, bottom = frame.rect.top, frame.rect.bottom
    heads = [min(row.rect.top for row in stack) for stack in stacks]
    ends = [max(row.rect.bottom for row in stack) for stack in stacks]
    height = from_px(bottom - min(heads))
    taken = sum(from_px(end - max(head, top)) for head, end in zip(heads, ends, strict=True))
    lefts = [min(row.rect.left for row in stack) for stack in stacks]
    if any(left >= frame.rect.right - _BESIDE for left in lefts):
        # What whole columns too many hold, shared by the real ones in whole lines.
        step = max(from_px(row.rect.bottom - row.rect.top) for stack in stacks for row in stack)
        each = ceil(taken / columns / step - 1e-6) * step if step else 0.0
        over = max(over, each - height, step / columns)
    return height * columns, taken, over


def _stacks(rows: Sequence[Row]) -> dict[int, list[Row]]:
    stacks: dict[int, list[Row]] = {}
    for row in rows:
        stacks.setdefault(row.column, []).append(row)
    return stacks


def _outside(rect: Rect, frame: Rect) -> bool:
    """Tell whether a line begins below or beside its frame, or ends below it."""
    below, beside = from_px(rect.bottom - frame.bottom), from_px(rect.left - frame.right)
    return below > TOLERANCE or beside > TOLERANCE
