"""Fitting: the scale of every group, found together, in at most five typesettings.

Arithmetic only; it knows neither engine nor boxes. A unit is what must be searched as one: a group
whose slots have rooms of their own, or the groups that share a room and push each other. Its
position t runs from 0, every group at its minimum, to 1, at its maximum: scale = min^(1-t) max^t.
Where copy can be cast off, the position is reckoned line by line. Else height grows about with the
square of the scale, so log(fullness) is nearly straight in t: a secant lands within a line or two.
A bracket guards both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from math import exp, inf, log

from leaflets.model.layout import Layout
from leaflets.model.material import Fitting
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.rooms import joined, starting, units
from leaflets.typeset.unit import AIM, POWER, Unit

BUDGET = 5
# Shrinking may save less than the square; cautious, so that what is kept will fit.
_CAUTIOUS = 1.5
# A gain in scale that is not worth a typesetting.
_CLOSE = 1.03
# The fullness that is expected at the minimum, at most, when there is no second try.
_SURE = 0.94

Air = tuple[tuple[str, float], ...]
Typeset = Callable[[Fitting], Sequence[SlotMeasure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpts:
    """What may be dropped: the slot, its excerpts' ranks in printed order, and how few may stay."""

    slot: str = ""
    ranks: tuple[int, ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The best typesetting that was measured as a whole.

    Attributes:
        fitting: What it was made with.
        measures: What became of its slots.
        typesettings: How many the search took.
        stuck: Slots that are too long even at their minimum.
        fits: Whether all that is fitted fits.
    """

    fitting: Fitting
    measures: tuple[SlotMeasure, ...]
    typesettings: int
    stuck: tuple[str, ...] = ()
    fits: bool = True


def fit(
    typeset: Typeset,
    layout: Layout,
    start: Fitting,
    excerpts: Excerpts,
    floors: Mapping[str, float],
) -> Fitted:
    """Search the scales of all groups at once, and how many excerpts stay.

    `typeset` lays out and measures. `floors` holds the smallest type of slots, in pt: a group's
    true minimum is the larger of its own and the scale at which its smallest type meets the floor.
    The first attempt is at the scales of `start`, or at scale 1. Excerpts are dropped from the end
    of their rank, only where the minimum is not enough. Where all that comes can be reckoned, air
    is spread at once. The result is always a typesetting that was
    measured whole.
    """
    begun = dict(start.scales or starting(layout))
    search = _Search(units=units(layout, begun), kept=len(excerpts.ranks), excerpts=excerpts)
    best: Fitted | None = None
    hopeless: Fitted | None = None
    air: Air = ()
    for count in range(1, BUDGET + 1):
        fitting = replace(start, scales=search.scales(), kept=search.keeping(), air=air)
        measures = tuple(typeset(fitting))
        found = {measure.name: measure for measure in measures}
        if count == 1:
            search = search.joined(found, floors)
        noted = search.noted(found)
        if air and not noted.fits():
            # The air was too much, or the reckoning wrong: the same again without.
            air = ()
            continue
        search = noted
        attempt = Fitted(
            fitting=fitting,
            measures=measures,
            typesettings=count,
            stuck=search.stuck(),
            fits=search.fits(),
        )
        best = _better(best, attempt, search)
        hopeless = hopeless or (attempt if attempt.stuck else None)
        last = count == BUDGET - 1
        moved = search.eased(last=last) if attempt.stuck else search.moved(found, last=last)
        if moved is None:
            break
        air = moved.air(search) if count < BUDGET - 1 else ()
        search = moved
    # Where dropping excerpts did not ease what is stuck, they are not dropped.
    result = best or hopeless or attempt
    return replace(result, typesettings=count)


def foreseen(
    layout: Layout,
    sketch: Sequence[SlotMeasure],
    at: Mapping[str, float],
    floors: Mapping[str, float],
) -> tuple[tuple[str, float], ...]:
    """Return the scales that the sketch, typeset `at` others, lets one expect."""
    found = {measure.name: measure for measure in sketch}
    begun = joined(units(layout, at), found, floors)
    return tuple(pair for unit in begun for pair in unit.noted(found).expected().scales())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """All units, how many excerpts stay, and how overfull what was stuck has been."""

    units: tuple[Unit, ...]
    kept: int
    excerpts: Excerpts
    pressed: float = inf

    def scales(self) -> tuple[tuple[str, float], ...]:
        return tuple(pair for unit in self.units for pair in unit.scales())

    def keeping(self) -> int | None:
        return self.kept if self.kept < len(self.excerpts.ranks) else None

    def fits(self) -> bool:
        return all(unit.fits() and unit.t >= 0 for unit in self.units)

    def joined(self, found: Mapping[str, SlotMeasure], floors: Mapping[str, float]) -> "_Search":
        """Return it with true minima, and with groups that share a room as one unit."""
        return replace(self, units=joined(self.units, found, floors))

    def noted(self, found: Mapping[str, SlotMeasure]) -> "_Search":
        return replace(self, units=tuple(unit.noted(found) for unit in self.units))

    def air(self, before: "_Search") -> Air:
        """Return the air that its scales leave, if all of them are known to fit."""
        sure = self.kept == before.kept and all(unit.sure() for unit in self.units)
        return tuple(pair for unit in self.units for pair in unit.air()) if sure else ()

    def stuck(self) -> tuple[str, ...]:
        """Return the slots that no scale and no dropping can help."""
        return tuple(
            name
            for unit in self.units
            if unit.lowest() and unit.t >= 0 and not unit.fits() and not self._may_drop(unit)
            for name in unit.slots
        )

    def moved(self, found: Mapping[str, SlotMeasure], *, last: bool) -> "_Search | None":
        """Return it with every unit at its next position; None if nothing can be gained."""
        kept = min(
            (
                self._affordable(unit, found, last=last)
                for unit in self.units
                if self._may_drop(unit)
            ),
            default=self.kept,
        )
        units = tuple(
            self._with_fewer(unit, found, kept, last=last)
            if kept < self.kept and self.excerpts.slot in unit.slots
            else _next(unit, last=last)
            for unit in self.units
        )
        moved = replace(self, units=units, kept=kept)
        same = moved.scales() == self.scales() and kept == self.kept
        # Below a true minimum, which the first attempt could not know, there is always a gain.
        return None if same and all(unit.t >= 0 for unit in self.units) else moved

    def eased(self, *, last: bool) -> "_Search | None":
        """Return it with half the excerpts, then with the fewest; None if there are none to spare.

        A layout may share its page by how much each slot has to say, so that fewer excerpts give
        the demands more room.
        """
        if self.kept <= self.excerpts.least:
            return None
        pressed = sum(unit.known[-1].full for unit in self.units if not unit.fits())
        units = tuple(
            replace(unit, t=0.0, known=(), capped=False)
            if unit.lowest() or self.excerpts.slot in unit.slots
            else _next(unit, last=last)
            for unit in self.units
        )
        helped = pressed < self.pressed and not last
        kept = max(self.excerpts.least, self.kept // 2 if helped else 0)
        return replace(self, units=units, kept=kept, pressed=pressed)

    def _may_drop(self, unit: Unit) -> bool:
        droppable = self.excerpts.slot in unit.slots and self.kept > self.excerpts.least
        return droppable and unit.tall and not unit.fits()

    def _affordable(self, unit: Unit, found: Mapping[str, SlotMeasure], *, last: bool) -> int:
        """Return how many excerpts will fit at the minimum, by the heights they have now."""
        now = unit.known[-1]
        if unit.best() is not None:
            return self.kept
        if unit.copies:
            numbers = range(self.kept - unit.lowest(), self.excerpts.least, -1)
            fitting = (one for one in numbers if self._reckoned(unit, found, one).suffices())
            return next(fitting, self.excerpts.least)
        shrink = exp(-_CAUTIOUS * unit.span() * max(0.0, now.t))
        for number in range(self.kept, self.excerpts.least, -1):
            left = (now.full - self._freed(found, number)) * shrink
            brim = _SURE if last else 1.0 if number == self.kept else 0.99
            proven_too_long = unit.lowest() and number == self.kept
            if left <= brim and not proven_too_long:
                return number
        return self.excerpts.least

    def _with_fewer(
        self, unit: Unit, found: Mapping[str, SlotMeasure], kept: int, *, last: bool
    ) -> Unit:
        if unit.copies:
            fewer = self._reckoned(unit, found, kept).expected()
            return replace(fewer, t=max(0.0, fewer.t), known=(), capped=False)
        now = unit.known[-1]
        left = max(0.02, now.full - self._freed(found, kept))
        t = now.t + log(AIM / left) / (POWER * unit.span())
        return replace(unit, t=0.0 if last else min(1.0, max(0.0, t)), known=(), capped=False)

    def _reckoned(self, unit: Unit, found: Mapping[str, SlotMeasure], number: int) -> Unit:
        """Return the unit with the copy of the best `number` excerpts."""
        printed = sorted(self.excerpts.ranks)[: self.kept]
        ranks = [rank for rank in self.excerpts.ranks if rank in printed]
        whole = found[self.excerpts.slot].copy
        if whole is None or len(whole.stacks) != len(ranks):
            return unit
        staying = [rank in printed[:number] for rank in ranks]
        fewer = replace(whole, stacks=tuple(compress(whole.stacks, staying)))
        return replace(unit, copies=tuple(fewer if one is whole else one for one in unit.copies))

    def _freed(self, found: Mapping[str, SlotMeasure], number: int) -> float:
        """Return the share of the room that is freed when only the best `number` stay."""
        measure = found[self.excerpts.slot]
        printed = sorted(self.excerpts.ranks)[: self.kept]
        ranks = [rank for rank in self.excerpts.ranks if rank in printed]
        if not measure.room or not ranks:
            return 0.0
        if len(measure.items) != len(ranks):
            return measure.full * (len(ranks) - number) / len(ranks)
        going = set(printed[number:])
        heights = zip(ranks, measure.items, strict=True)
        return sum(height for rank, (_, height) in heights if rank in going) / measure.room


def _next(unit: Unit, *, last: bool) -> Unit:
    if unit.settled():
        return unit
    best = unit.best()
    if best is not None and (last or unit.bracket() < _CLOSE):
        return replace(unit, t=best)
    if last and not unit.fits():
        # The minimum fits, or it is overset for certain.
        return replace(unit, t=0.0)
    return unit.guessed()


def _better(best: Fitted | None, attempt: Fitted, search: _Search) -> Fitted | None:
    if not attempt.fits:
        return best
    slots = {name for unit in search.units for name in unit.slots}
    return attempt if best is None or _worth(attempt, slots) >= _worth(best, slots) else best


def _worth(fitted: Fitted, slots: set[str]) -> tuple[float, float]:
    """Return how many excerpts are kept, then how full the slots are together."""
    kept = inf if fitted.fitting.kept is None else fitted.fitting.kept
    return kept, sum(one.full for one in fitted.measures if one.name in slots)
