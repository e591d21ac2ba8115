"""The copy of a slot: what is needed to reckon the room it takes at another size."""

from dataclasses import dataclass
from typing import NamedTuple


class Word(NamedTuple):
    """What cannot be parted but at its cuts; lengths in em.

    `gap` is the space after it, `cuts` are the widths of its beginnings that may end a line.
    """

    width: float
    gap: float = 0.0
    cuts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of lines, as it was typeset; mm.

    Attributes:
        words: In order.
        hyphen: The width of what a cut adds to its line, in em.
        breaks: Whether a word too wide for the line is broken anywhere.
        em: Its type size.
        measure: How wide its lines may be.
        beside: Of what stands beside it, whose width follows the size too; the measure gives way.
        leading: Height of a line.
        lines: How many it has.
        together: Lines that stay together at the end of a column, and at the head of the next.
    """

    words: tuple[Word, ...]
    hyphen: float
    breaks: bool
    em: float
    measure: float
    beside: float
    leading: float
    lines: int
    together: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What stands above the next: passages in a box; mm.

    Attributes:
        passages: One above the other.
        floor: The height it has at least.
        edges: What its box puts around it: margins and padding.
        below: What of these stands below it.
        rules: Its borders, which have no scale.
    """

    passages: tuple[Passage, ...]
    floor: float = 0.0
    edges: float = 0.0
    below: float = 0.0
    rules: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """All that a slot holds, and the room for it; mm.

    Attributes:
        stacks: Its items; one if it has none.
        room: Height, of all its columns together.
        columns: How many; 0 for what is not set in columns (one column can spill, too).
        fixed: Heights of lines at its end that have no text and no scale.
        over: What it was measured to need beyond what is reckoned.
    """

    stacks: tuple[Stack, ...]
    room: float
    columns: int = 0
    fixed: tuple[float, ...] = ()
    over: float = 0.0
