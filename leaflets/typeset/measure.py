"""What became of every slot: how full it is, and what leaves it, is cut, or was never set.

A slot is measured in its own axes, so a turned one reads like a straight one; only the page, clips
and touching are judged on the page itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import inf
from typing import NamedTuple

from leaflets.model.layout import Layout
from leaflets.model.proof import Place, SlotMeasure
from leaflets.typeset import geometry
from leaflets.typeset.heights import TOLERANCE, Heights, Row, heights
from leaflets.typeset.letters import letters
from leaflets.typeset.tree import Frame, Line, Placing, Tree
from leaflets.units import from_px

# Less of a line's ink than this is cut off by a clip; the rest are the rounded corners of letters.
_WHOLE = 0.995
# Ink boxes of lines may meet by this much, in mm, before letters can lie on one another.
_TOUCHING = 0.2


class Touch(NamedTuple):
    """Two lines of different slots that lie on one another by `mm`."""

    slots: tuple[str, str]
    texts: tuple[str, str]
    page: int
    mm: float


class Box(NamedTuple):
    """The room of a slot whose text display sets, in mm; `height` is infinite if CSS gives none."""

    width: float
    height: float


def measure(tree: Tree, layout: Layout) -> tuple[SlotMeasure, ...]:
    """Return a measure of each slot that stands on the pages, in the contract's order.

    A slot that is placed more than once has the places of all and is as full as its fullest.
    Lengths in mm to 0.01, the tolerance: Pango counts in 0.0003 mm, a dot at 2400 dpi is 0.0106.
    """
    found: dict[str, list[SlotMeasure]] = {}
    for number, placing in enumerate(tree.placings):
        lines = [line for line in tree.lines if any(number == one for one, _ in line.slots)]
        found.setdefault(placing.name, []).append(_measured(number, placing, lines, layout))
    names = [slot.name for slot in layout.slots]
    unknown = [name for name in found if name not in names]
    return tuple(_merged(found[name]) for name in (*names, *unknown) if name in found)


def touching(tree: Tree) -> tuple[Touch, ...]:
    """Return each pair of lines of different slots whose ink lies on one another."""
    pairs = combinations([line for line in tree.lines if line.text.strip()], 2)
    return tuple(touch for one, two in pairs if (touch := _touch(tree, one, two)))


def set_boxes(tree: Tree) -> Mapping[str, tuple[Box, ...]]:
    """Return the room of each slot as it is while the slot is empty, at each of its places."""
    found: dict[str, tuple[Box, ...]] = {}
    for placing in tree.placings:
        opening = placing.openings[0]
        width = from_px(opening.content.right - opening.content.left)
        box = Box(width, from_px(opening.height))
        found[placing.name] = (*found.get(placing.name, ()), box)
    return found


def free_heights(tree: Tree) -> Mapping[str, float]:
    """Return how much of each shared column is free, in mm; infinite where CSS gives no height."""
    return {one.name: from_px(one.height - one.taken) for one in tree.shared}


def _touch(tree: Tree, one: Line, two: Line) -> Touch | None:
    if one.page != two.page:
        return None
    slots = (_name(tree, one), _name(tree, two))
    if slots[0] == slots[1] or _apart(one, two):
        return None
    mm = geometry.overlap(one.ink, two.ink)
    return Touch(slots, (one.text, two.text), one.page, mm) if mm > _TOUCHING else None


def _apart(one: Line, two: Line) -> bool:
    """Tell from the highest and lowest corners alone: most lines are apart, and pairs are many."""
    ones, twos = [y for _, y in one.ink], [y for _, y in two.ink]
    return max(ones) <= min(twos) or max(twos) <= min(ones)


def _name(tree: Tree, line: Line) -> str:
    return tree.placings[line.slots[-1][0]].name


def _measured(number: int, placing: Placing, lines: Sequence[Line], layout: Layout) -> SlotMeasure:
    slot = layout.slot(placing.name)
    frames = _frames(placing, lines)
    source = letters(placing.source)
    lost = (Counter(source) - Counter(letters("".join(placing.seen)))).total()
    measured = SlotMeasure(
        name=placing.name,
        places=tuple(Place(page=one.page, quad=one.quad) for one in placing.openings),
        sets=tuple(Place(page=page, quad=quad) for page, quad in placing.sets),
        width=from_px(placing.openings[0].content.right - placing.openings[0].content.left),
        lines=sum(bool(line.text.strip()) for line in lines),
        letters=len(source) - lost,
        lost_letters=lost,
        off_page=max((line.beyond for line in lines if line.beyond > TOLERANCE), default=0.0),
        clipped=any(line.shown < _WHOLE for line in lines),
        items=_items(placing),
        frame=next((one.key for one in frames if not one.own), 0),
        smallest=_smallest(lines),
    )
    if slot and slot.set != "text":
        # Its lines were computed from their ink, which may hang out of the box by design.
        return measured
    rows = _rows(number, lines)
    taken = heights(frames, rows, columns=placing.columns, pages=slot.pages if slot else 1)
    filled = _filled(measured, taken, lines)
    if taken.over_down > TOLERANCE:
        # Lines that keep together can leave a column half empty and need another all the same.
        jammed = 1 + taken.over_down * placing.columns / max(taken.room, TOLERANCE)
        filled = replace(filled, full=max(filled.full, jammed))
    return _with_lost(filled, placing, lines)


def _filled(measured: SlotMeasure, taken: Heights, lines: Sequence[Line]) -> SlotMeasure:
    wide = [line for line in lines if from_px(line.wide) > TOLERANCE and line.text.strip()]
    squeezed = [_squeeze(line) for line in wide]
    spilt = sum(
        round(len(letters(line.text)) * (1 - squeeze))
        for line, squeeze in zip(wide, squeezed, strict=True)
    )
    return replace(
        measured,
        room=taken.room,
        needed=taken.needed,
        full=taken.needed / taken.room if taken.room > 0 else 0.0,
        over_down=taken.over_down,
        over_up=taken.over_up,
        over_across=taken.over_across,
        over_letters=taken.over_letters + spilt,
        wide=tuple((line.text.strip(), from_px(line.wide)) for line in wide),
        squeeze=min(squeezed, default=1.0),
    )


def _with_lost(measured: SlotMeasure, placing: Placing, lines: Sequence[Line]) -> SlotMeasure:
    """Estimate the height of text cut at a page's end, which left no box, from the lines set."""
    if not (measured.lost_letters and measured.letters and lines):
        return measured
    height = sum(from_px(line.box.bottom - line.box.top) for line in lines) / placing.columns
    needed = measured.needed + height * measured.lost_letters / measured.letters
    return replace(
        measured,
        needed=needed,
        full=needed / measured.room if measured.room > 0 else 0.0,
        over_down=max(measured.over_down, needed - measured.room),
    )


def _squeeze(line: Line) -> float:
    width = line.box.right - line.box.left
    return max(0.01, (width - line.wide) / width)


def _frames(placing: Placing, lines: Sequence[Line]) -> tuple[Frame, ...]:
    """Return the room on each page: its own, the one box that holds it all, or what it shares."""
    frames: dict[int, Frame] = {}
    for opening in placing.openings:
        frames.setdefault(opening.page, _inner(opening.frame, lines))
    return tuple(frames[page] for page in sorted(frames))


def _inner(frame: Frame, lines: Sequence[Line]) -> Frame:
    here = [line for line in lines if line.page == frame.page]
    inside = {line.frame.key: line.frame for line in here}
    # A slot's own height is its room, but columns break at the height of their own box.
    kept = frame.own and not all(line.column for line in here)
    if kept or len(inside) != 1 or frame.key in inside:
        return frame
    (only,) = inside.values()
    return only._replace(own=True)


def _rows(number: int, lines: Iterable[Line]) -> tuple[Row, ...]:
    rows = []
    for line in lines:
        if line.hangs:
            continue
        way = dict(line.slots)[number]
        box = line.box._replace(bottom=line.box.bottom + line.tail)
        rows.append(Row(line.page, line.column, geometry.bounds(box, way), len(letters(line.text))))
    return tuple(rows)


def _items(placing: Placing) -> tuple[tuple[int, float], ...]:
    """Return the height of each item, of all its parts together."""
    taken: dict[int, float] = {}
    for index, height in placing.items:
        taken[index] = taken.get(index, 0.0) + height
    return tuple(sorted(taken.items()))


def _smallest(lines: Sequence[Line]) -> float:
    smallest = min((line.size for line in lines), default=inf)
    return smallest if smallest < inf else 0.0


def _merged(found: Sequence[SlotMeasure]) -> SlotMeasure:
    if len(found) == 1:
        return found[0]
    fullest = max(found, key=lambda one: one.full)
    sizes = [one.smallest for one in found if one.smallest]
    return replace(
        fullest,
        places=tuple(place for one in found for place in one.places),
        sets=tuple(place for one in found for place in one.sets),
        lines=sum(one.lines for one in found),
        letters=max(one.letters for one in found),
        lost_letters=sum(one.lost_letters for one in found),
        over_letters=max(one.over_letters for one in found),
        wide=tuple(wide for one in found for wide in one.wide),
        clipped=any(one.clipped for one in found),
        smallest=min(sizes, default=0.0),
        **{name: max(getattr(one, name) for one in found) for name in _WORST},
        squeeze=min(one.squeeze for one in found),
    )


_WORST = ("over_down", "over_up", "over_across", "off_page")
