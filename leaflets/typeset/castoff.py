"""Casting off: how much room copy takes at another size, reckoned instead of typeset.

Lines are filled as the engine fills them: as many words as go in, then the longest beginning of
the next that may be cut off. What a size changes is only how many ems a line has.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor, inf
from typing import NamedTuple

from leaflets.model.copy import Copy, Passage, Stack, Word

# Of a line, in em: sums of shaped words are not the shaped line to the last digit.
_SLACK = 0.003
# In mm.
_HAIR = 0.02
_STEP = 0.01
# Sums of floats drift by less; the engine lets a line end at the very foot of a column.
_EXACT = 0.0005
# Of the air that is reckoned to fit.
_SPREAD = 0.985


class Cast(NamedTuple):
    """What copy takes: mm of its room, whether it fits, and the lines of each passage."""

    needed: float
    fits: bool
    lines: tuple[int, ...]


def cast_off(copy: Copy, ratio: float = 1.0, air: float = 0.0) -> Cast:
    """Return what `copy` takes at `ratio` times its size, with `air` mm between its items."""
    counts = [[_lines(passage, ratio) for passage in stack.passages] for stack in copy.stacks]
    lines = tuple(number for stack in counts for number, _ in stack)
    wide = any(too_wide for stack in counts for _, too_wide in stack)
    numbers = [[number for number, _ in stack] for stack in counts]
    if copy.columns:
        needed, columns = _in_columns(copy, numbers, ratio, air)
        return Cast(needed, not wide and columns <= copy.columns, lines)
    needed = sum(
        _height(stack, number, ratio) for stack, number in zip(copy.stacks, numbers, strict=True)
    )
    needed += sum(copy.fixed) + copy.over * ratio + air * (len(copy.stacks) - 1)
    return Cast(needed, not wide and needed <= copy.room - _HAIR, lines)


def faithful(copy: Copy) -> bool:
    """Return whether reckoning gives the lines that were typeset."""
    typeset = tuple(passage.lines for stack in copy.stacks for passage in stack.passages)
    return cast_off(copy).lines == typeset


def airiest(copies: Sequence[Copy], ratio: float, most: float) -> float:
    """Return the most air between items, up to `most` mm, with which all of `copies` fit."""
    low, high = 0, floor(most / _STEP + 1e-6)
    if all(cast_off(copy, ratio, high * _STEP + _HAIR).fits for copy in copies):
        return round(high * _STEP, 2)
    while high - low > 1:
        middle = (low + high) // 2
        goes = all(cast_off(copy, ratio, middle * _STEP).fits for copy in copies)
        low, high = (middle, high) if goes else (low, middle)
    return round(max(0.0, low * _SPREAD * _STEP - _HAIR), 2)


def _height(stack: Stack, numbers: Sequence[int], ratio: float) -> float:
    pairs = zip(stack.passages, numbers, strict=True)
    text = sum(passage.leading * number for passage, number in pairs)
    return (max(stack.floor, text) + stack.edges) * ratio + stack.rules


def _lines(passage: Passage, ratio: float) -> tuple[int, bool]:
    """Return how many lines the passage has, and whether a word is wider than one."""
    measure = (passage.measure + passage.beside * (1 - ratio)) / (passage.em * ratio) - _SLACK
    lines, x, wide = 1, 0.0, False
    for word in passage.words:
        for part in _parts(word, passage.hyphen, measure, measure - x):
            if part > measure - x and x:
                lines, x = lines + 1, 0.0
            if part > measure:
                wide = wide or not passage.breaks
                lines += ceil(part / measure) - 1 if passage.breaks else 0
            x += part
        x += word.gap
    return lines, wide


def _parts(word: Word, hyphen: float, measure: float, free: float) -> Iterator[float]:
    """Give the widths of the parts that a word is cut into: what goes into each line's rest."""
    begun = 0.0
    while word.width - begun > free:
        fitting = [cut for cut in word.cuts if begun < cut <= begun + free - hyphen]
        if not fitting and free >= measure:
            break
        if fitting:
            yield fitting[-1] - begun + hyphen
            begun = fitting[-1]
        free = measure
    yield word.width - begun


def _in_columns(
    copy: Copy, numbers: Sequence[Sequence[int]], ratio: float, air: float
) -> tuple[float, int]:
    """Return the height that is taken of all columns, and how many there are."""
    column = _Column(copy.room / copy.columns)
    for place, (stack, counts) in enumerate(zip(copy.stacks, numbers, strict=True), 1):
        # Air stands where the margin does; the last item has none.
        more = air if place < len(copy.stacks) else 0.0
        below = stack.below * ratio + (more if stack.below else 0.0)
        for passage, number in zip(stack.passages, counts, strict=True):
            under = below if passage is stack.passages[-1] else 0.0
            column.fill(number, passage.leading * ratio, passage.together, under)
        if place < len(copy.stacks):
            column.skip(stack.edges * ratio + stack.rules + more)
    for height in copy.fixed:
        column.fill(1, height, (1, 1), 0.0)
    return column.taken(), column.number


class _Column:
    """Columns as they are filled, one after another."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.number = 1
        self.full = 0.0
        self.bottom = 0.0
        self.end = 0.0

    def fill(self, lines: int, leading: float, together: tuple[int, int], below: float) -> None:
        while lines:
            here = self._going(lines, leading, together, below)
            if not here:
                self.full += self.end
                self.number += 1
                self.bottom = self.end = 0.0
                here = self._going(lines, leading, together, below) or lines
            self.bottom += here * leading
            self.end = self.bottom
            lines -= here

    def skip(self, gap: float) -> None:
        self.bottom += gap if self.bottom else 0.0

    def taken(self) -> float:
        return self.full + self.end

    def _going(self, lines: int, leading: float, together: tuple[int, int], below: float) -> int:
        """Return how many of the lines go into what is left of the column.

        The last ones only with what stands below them, as the engine has it.
        """
        left = self.height - self.bottom + _EXACT
        going = int(min(lines, left / leading if leading else inf))
        orphans, widows = together
        if going < lines or lines * leading + below > left:
            going = min(going, lines - widows)
        return going if going >= min(orphans, lines) else 0
