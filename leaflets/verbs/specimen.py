"""A specimen: values of known length, set by us and by the engine, to see where we must not."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from leaflets.layout.compose import LINK, regional_values
from leaflets.model.variant import Master
from leaflets.stamp.sort import Placed, Rules, Sorted, sorted_slots
from leaflets.typeset.layer import Layer, Row
from leaflets.typeset.looks import Look

_TEXT = "Wide words, 0 and more of them on two lines or even three, until no more will go in"
_WORDS = _TEXT.split(" ")
# How many of them are tried: the most that fits is taken.
_COUNTS = (18, 12, 8, 5, 3, 2, 1)
# In px: what sums of floats drift by, and what sizes are cut to.
_DRIFT = 2e-3


class Lined(NamedTuple):
    """A line: its text, where its baseline begins, its size in px, and which colour of its slot."""

    text: str
    x: float
    y: float
    size: float
    paint: int


def unlike(rules: Rules, layer: Layer, master: Master) -> frozenset[str]:
    """Return the blanks that we set otherwise than the engine, of those that are not sure.

    What is laid out by more than one block under another may hang on its text in any way.
    """
    unsure = frozenset(
        one.name
        for one in rules.differs.slots
        if one.name in rules.settable and (one.room or not one.sure)
    )
    if not unsure:
        return frozenset()
    least = sorted_slots(rules, _values(master, 1))
    cramped = frozenset(slot for slot, _, _ in least.over)
    wrong = {one.name for one in rules.differs.slots if one.slot in cramped} & unsure
    tried = tuple(_tried(rules, master, cramped))
    corners = {one.name: one.corner for one in rules.differs.slots}
    rows = [row(str(number), values, done, unsure) for number, (values, done) in enumerate(tried)]
    for (_, done), seen in zip(tried, layer.looks(rows), strict=True):
        wrong |= {
            name
            for name in unsure - wrong
            if name in done.set
            and not _meet(_ours(done.set[name], corners[name]), tuple(_theirs(seen[name])))
        }
    return frozenset(wrong)


def row(name: str, values: tuple[str, ...], done: Sorted, slots: frozenset[str]) -> Row:
    """Return what the layer must know of a row to set `slots` of it."""
    sets = tuple(done.sets.items())
    return Row(name=name, values=values, scales=done.scales, slots=slots, sets=sets)


def _tried(
    rules: Rules, master: Master, cramped: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], Sorted]]:
    """Yield the longest values that fit, and the shortest; in the `cramped` slots none do."""
    for counts in (_COUNTS, (1,)):
        for count in counts:
            values = _values(master, count)
            done = sorted_slots(rules, values)
            if {slot for slot, _, _ in done.over} <= cramped:
                yield values, done
                break


def _values(master: Master, count: int) -> tuple[str, ...]:
    words = _WORDS[:count]
    text, link = " ".join(words), f"example.org/{'/'.join(words)}"
    own = regional_values(master)
    return tuple(value and (link if name == LINK else text) for name, value in own.items())


def _ours(placed: Sequence[Placed], corner: tuple[float, float]) -> tuple[Lined, ...]:
    left, top = corner
    return tuple(
        Lined(
            text=line.text.strip(),
            x=one.x - left + line.x,
            y=one.y - top + line.y,
            size=line.runs[0].size,
            paint=one.paint,
        )
        for one in placed
        for line in one.block.lines
        if line.runs
    )


def _theirs(found: Sequence[Look]) -> Iterator[Lined]:
    colours: list[object] = []
    for one in found:
        if one.text.strip():
            style = dict(one.style)
            if style["color"] not in colours:
                colours.append(style["color"])
            paint = colours.index(style["color"])
            yield Lined(one.text.strip(), one.x, one.base, float(style["font_size"]), paint)


def _meet(ours: tuple[Lined, ...], theirs: tuple[Lined, ...]) -> bool:
    return all(
        one is not None
        and two is not None
        and (one.text, one.paint) == (two.text, two.paint)
        and all(abs(a - b) < _DRIFT for a, b in zip(one[1:4], two[1:4], strict=True))
        for one, two in zip_longest(ours, theirs)
    )
