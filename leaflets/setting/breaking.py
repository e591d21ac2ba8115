"""Where a display text breaks: the narrowest measure for so many lines, and the best breaks in one.

A line is (start, end) in pieces; widths are in em, so that one measuring serves every size.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import inf

from leaflets.setting.pieces import Copy

Cuts = tuple[int, ...]

# A line is short against a full one; where the box is wider than the text needs, against the mean.
_FULL = 1.35
_SHORT_MIDDLE = (0.5, 0.18)
_SHORT_LAST = (0.38, 0.10)
_RAGGED = 0.5
_ROUNDING = 1e-9
# No hyphen is wider than this, in em.
_HYPHEN = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaking:
    """A text ready to be broken; both functions take a line and remember it.

    Attributes:
        copy: The text.
        width: The line's width.
        cost: What the line costs whatever its width.
    """

    copy: Copy
    width: Callable[[int, int], float]
    cost: Callable[[int, int], float]


def breaking(copy: Copy, width: Callable[[str], float]) -> Breaking:
    """Return `copy` ready to be broken, `width` measuring one line of text."""
    return Breaking(
        copy=copy,
        width=cache(lambda start, end: width(copy.line(start, end))),
        cost=cache(copy.cost),
    )


def narrowest(text: Breaking, most: int, limit: float) -> dict[int, float]:
    """Return the least measure for each number of lines up to `most`, where `limit` allows it."""
    if len(greedy(text, limit)) > most:
        return {}
    total = len(text.copy.pieces)
    least = dict(_lines(text, 0, total, limit))
    measures = {1: least[total]} if total in least else {}
    for count in range(2, min(most, total) + 1):
        grown = {end: _narrower(text, least, end, limit) for end in range(count, total + 1)}
        least = {end: measure for end, measure in grown.items() if measure < inf}
        if total in least:
            measures[count] = least[total]
    return measures


def divide(text: Breaking, count: int, measure: float) -> tuple[float, Cuts] | None:
    """Return the cheapest cuts into `count` lines no wider than `measure`, with what they cost."""
    total = len(text.copy.pieces)
    mean = min(measure, text.width(0, total) / count * 1.03)
    full = min(measure, mean * _FULL)
    best: dict[int, tuple[float, Cuts]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        share, price = _SHORT_LAST if line == count else _SHORT_MIDDLE
        step: dict[int, tuple[float, Cuts]] = {}
        for start, (before, cuts) in best.items():
            for end, width in _lines(text, start, total - (count - line), measure):
                cost = before + text.cost(start, end)
                cost += _RAGGED * ((width - mean) / full) ** 2 / count
                cost += price if count > 1 and width < share * full else 0.0
                if end not in step or cost < step[end][0]:
                    step[end] = (cost, (*cuts, end))
        best = step
    return best.get(total)


def greedy(text: Breaking, measure: float) -> Cuts:
    """Return the cuts when every line takes what it can; a piece too wide has a line to itself."""
    cuts, start, total = [], 0, len(text.copy.pieces)
    while start < total:
        start = max((end for end, _ in _lines(text, start, total, measure)), default=start + 1)
        cuts.append(start)
    return tuple(cuts)


def _narrower(text: Breaking, least: dict[int, float], end: int, limit: float) -> float:
    best = inf
    for start in range(end - 1, 0, -1):
        width = text.width(start, end)
        if width > limit * (1 + _ROUNDING) or width >= best:
            break
        best = min(best, max(least.get(start, inf), width))
    return best


def _lines(text: Breaking, start: int, last: int, measure: float) -> Iterator[tuple[int, float]]:
    """Yield (end, width) of the lines from `start` that fit and end at `last` or before."""
    for end in range(start + 1, last + 1):
        width = text.width(start, end)
        if width <= measure * (1 + _ROUNDING):
            yield end, width
        elif not text.copy.cut(end) or width > measure + _HYPHEN:
            # Beyond a cut a line may be narrower again, by its hyphen; beyond a space never.
            return
