"""A column shared by ladders: one setting of each, so that together they fill its height."""

from collections.abc import Sequence
from math import log, sqrt

from leaflets.model.material import Set
from leaflets.setting.overset import Overset, Reason

# What it costs to leave the whole column empty; less, in proportion.
_SLACK = 3.0
# What siblings pay for an e-fold from their common size, for more with its square: one that is
# much smaller reads as noise between loud ones. How many sizes are tried for it.
_UNEVEN = 1.5
_SIZES = 8
# Heights are added up in steps of this share of the column.
_STEP = 1 / 200

Choice = tuple[float, float, tuple[Set, ...]]


def share(
    free: float,
    offers: Sequence[tuple[Set, ...]],
    siblings: frozenset[int] = frozenset(),
    *,
    alike: bool = False,
) -> tuple[Set, ...] | Overset:
    """Return one setting from each of `offers`, the cheapest together that fit `free` mm.

    `siblings` are the offers that want one size, the demands: each pays for its distance from
    it, or, where they must be `alike`, has it if all can. Together n of them weigh as much as √n
    texts. Room that is left has its price.
    """
    lowest = sum(min(one.height for one in settings) for settings in offers)
    if lowest > free:
        last = offers[-1][0]
        characters = sum(len(line.text) for line in last.lines)
        return Overset(mm=lowest - free, characters=characters, reason=Reason.TOO_MANY_LINES)
    sizes = sorted({round(mean(one), 1) for index in siblings for one in offers[index]})
    tried = sizes[:: max(1, len(sizes) // _SIZES)] or [0.0]
    found = [one for size in sizes if alike and (one := _alike(free, offers, siblings, size))]
    if not found:
        found = [_cheapest(free, offers, siblings, size) for size in tried]
    return min(found, key=lambda one: one[0])[2]


def price(free: float, chosen: Sequence[Set], siblings: frozenset[int] = frozenset()) -> float:
    """Return what a choice costs, the room left included, without what siblings pay."""
    costs = sum(
        one.cost / (sqrt(len(siblings)) if index in siblings else 1)
        for index, one in enumerate(chosen)
    )
    return costs + _SLACK * (1 - sum(one.height for one in chosen) / free)


def mean(one: Set) -> float:
    """Return the mean size of a set's lines, in pt."""
    return sum(line.size for line in one.lines) / len(one.lines) if one.lines else 0.0


def _alike(
    free: float, offers: Sequence[tuple[Set, ...]], siblings: frozenset[int], size: float
) -> Choice | None:
    """Return the cheapest choice with all siblings at this very size; None if there is none."""
    same = [
        tuple(one for one in settings if round(mean(one), 1) == size)
        if index in siblings
        else settings
        for index, settings in enumerate(offers)
    ]
    if not all(same) or sum(min(one.height for one in one_of) for one_of in same) > free:
        return None
    return _cheapest(free, same, siblings, size)


def _cheapest(
    free: float, offers: Sequence[tuple[Set, ...]], siblings: frozenset[int], size: float
) -> Choice:
    """Return cost, height and settings of the cheapest choice at one size for all siblings."""
    best: dict[int, Choice] = {0: (0.0, 0.0, ())}
    step = free * _STEP
    # What the offers still to come take at least: so no way leads past the foot.
    after = [min(one.height for one in settings) for settings in offers]
    for index, settings in enumerate(offers):
        least = sum(after[index + 1 :])
        grown: dict[int, Choice] = {}
        for one in settings:
            own = _own(one, size, len(siblings)) if index in siblings else one.cost
            for cost, height, chosen in best.values():
                total = height + one.height
                key = round(total / step)
                if total + least <= free and (key not in grown or cost + own < grown[key][0]):
                    grown[key] = (cost + own, total, (*chosen, one))
        best = grown
    done = (
        (cost + _SLACK * (1 - height / free), height, chosen)
        for cost, height, chosen in best.values()
    )
    return min(done, key=lambda one: one[0])


def _own(one: Set, size: float, siblings: int) -> float:
    uneven = log(mean(one) / size) if one.lines else 0.0
    return one.cost / sqrt(siblings) + _UNEVEN * uneven**2
