"""One search within fitting: what is known of groups that move together, and where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, exp, floor, inf, log

from leaflets.model.copy import Copy
from leaflets.model.layout import FitGroup
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.castoff import airiest, cast_off, faithful
from leaflets.typeset.heights import TOLERANCE

# Scales are whole 200ths, rounded down: the same input meets the same page.
GRID = 200
# The fullness that a guess aims at: half a line under the brim of a slot of 20 lines.
AIM = 0.975
# d log(height) / d log(scale): first guess, and what measured slopes are kept within. It is 2 for
# long text, 1 for items of one line.
POWER = 1.7
_POWERS = (0.7, 2.6)
# Full enough to stop searching; a page counts as well filled from 0.9.
_WELL = 0.93
_NEARLY = 1e-9
# Air in mm; less is not worth it.
_WORTH = 0.05
# A gain in scale that reckoning promises and that is not worth a typesetting.
_LITTLE = 1.015


def overset(measure: SlotMeasure) -> bool:
    """Return whether something of the slot leaves it, is cut, or was not set."""
    over = max(measure.over_down, measure.over_up, measure.over_across, measure.off_page)
    return bool(over > TOLERANCE or measure.lost_letters or measure.wide or measure.clipped)


def scale_at(group: FitGroup, t: float) -> float:
    """Return the scale of `group` at the position t."""
    exact = group.minimum * exp(span_of(group) * t)
    down = floor(exact * GRID + 1e-6) / GRID
    return min(group.maximum, max(group.minimum, down))


def position(group: FitGroup, scale: float) -> float:
    """Return the position at which `group` has `scale`; below 0 under its minimum."""
    return log(scale / group.minimum) / max(_NEARLY, span_of(group))


def span_of(group: FitGroup) -> float:
    """Return how far the scales of `group` reach, as a logarithm."""
    return log(max(group.maximum, group.minimum) / group.minimum)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a position gave."""

    t: float
    full: float
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Groups that are searched as one, and what is known about them.

    Attributes:
        slots: Theirs, and whatever else stands in the same room.
        t: The position.
        known: For this number of excerpts.
        capped: Whether a word is what limits it, not the height.
        tall: Whether height is among what is wrong now.
        squeeze: What the widest word asks for; widths follow the scale exactly.
        copies: What its slots hold, where it can be reckoned; empty if it cannot.
        copied: The scale that they had.
    """

    groups: tuple[FitGroup, ...]
    slots: tuple[str, ...]
    t: float
    known: tuple[_Known, ...] = ()
    capped: bool = False
    tall: bool = False
    squeeze: float = 1.0
    copies: tuple[Copy, ...] = ()
    copied: float = 1.0

    def scales(self) -> tuple[tuple[str, float], ...]:
        """Return the scale of each group at the present position."""
        return tuple((group.name, scale_at(group, self.t)) for group in self.groups)

    def span(self) -> float:
        """Return how far the scales reach together; never 0."""
        return max(_NEARLY, sum(map(span_of, self.groups)) / len(self.groups))

    def fits(self) -> bool:
        """Return whether the last typesetting fitted."""
        return self.known[-1].fits

    def highest(self) -> bool:
        """Return whether every group is at its maximum."""
        return all(scale_at(group, self.t) >= group.maximum for group in self.groups)

    def lowest(self) -> bool:
        """Return whether every group is at its minimum."""
        return all(scale_at(group, self.t) <= group.minimum for group in self.groups)

    def settled(self) -> bool:
        """Return whether there is no reason to go on."""
        now = self.known[-1]
        if not now.fits or now.t < 0:
            return False
        if self.highest() or self.capped:
            return True
        if self.copies:
            return (self.expected().t - now.t) * self.span() < log(_LITTLE)
        return now.full >= _WELL

    def best(self) -> float | None:
        """Return the highest position that fitted, or None."""
        return max((one.t for one in self.known if one.fits and one.t >= 0), default=None)

    def bracket(self) -> float:
        """Return how much larger the smallest failing scale is than the largest fitting one."""
        low = max((one.t for one in self.known if one.fits), default=-inf)
        high = min((one.t for one in self.known if not one.fits and one.t > low), default=inf)
        return exp((high - low) * self.span()) if inf > high and low > -inf else inf

    def noted(self, found: Mapping[str, SlotMeasure]) -> "Unit":
        """Return it with what this typesetting said about its slots."""
        mine = [found[name] for name in self.slots if name in found]
        full = max((one.full for one in mine), default=0.0)
        fits = not any(overset(one) for one in mine)
        known = _Known(self.t, full if fits else max(full, 1.001), fits)
        return replace(
            self,
            known=(*self.known, known),
            # Nothing is set in it: no scale is better than another.
            capped=self.capped or not any(one.lines for one in mine),
            tall=any(one.over_down > TOLERANCE or one.lost_letters for one in mine),
            squeeze=min((one.squeeze for one in mine), default=1.0),
            copies=self._copies(mine, fits=fits),
            copied=scale_at(self.groups[0], self.t),
        )

    def suffices(self) -> bool:
        """Return whether the copies will fit at the minimum."""
        return self._goes(self.groups[0].minimum)

    def expected(self) -> "Unit":
        """Return it at the highest position at which its copies will fit, or where it was."""
        if not self.copies:
            return self
        (group,) = self.groups
        if self._goes(group.maximum):
            return replace(self, t=1.0)
        low, high = ceil(group.minimum * GRID - 1e-6), floor(group.maximum * GRID + 1e-6)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._goes(middle / GRID) else (low, middle)
        return replace(self, t=max(0.0, position(group, low / GRID)))

    def sure(self) -> bool:
        """Return whether the next typesetting is known to fit, since it was reckoned."""
        return self.settled() or (bool(self.copies) and self.expected().t == self.t)

    def air(self) -> tuple[tuple[str, float], ...]:
        """Return the air between the items of each group that can be reckoned, in mm."""
        (group, *_) = self.groups
        if not group.air or not any(len(copy.stacks) > 1 for copy in self.copies):
            return ()
        ratio = scale_at(group, self.t) / self.copied
        each = airiest(self.copies, ratio, group.air)
        return ((group.name, each),) if each >= _WORTH else ()

    def _goes(self, scale: float) -> bool:
        return all(cast_off(copy, scale / self.copied).fits for copy in self.copies)

    def _copies(self, measures: list[SlotMeasure], *, fits: bool) -> tuple[Copy, ...]:
        """Return the copies that reckoning gets right as they are; none if one is wrong."""
        lined = [one for one in measures if one.lines]
        copies = tuple(one.copy for one in lined if one.copy and faithful(one.copy))
        if len(self.groups) > 1 or len(copies) < len(lined):
            return ()
        return copies if all(cast_off(copy).fits for copy in copies) == fits else ()

    def guessed(self) -> "Unit":
        """Return it at the next position: a secant, kept strictly inside what is known."""
        now = self.known[-1]
        if self.copies:
            return replace(self, t=self._inside(self.expected().t))
        if self.squeeze < 1.0:
            step = (log(self.squeeze) - 0.5 / GRID) / self.span()
            return replace(self, t=self._inside(now.t + step), capped=True)
        step = log(AIM / max(now.full, 0.02)) / self._slope()
        return replace(self, t=self._inside(now.t + step))

    def _slope(self) -> float:
        power = POWER
        if len(self.known) > 1:
            before, now = self.known[-2:]
            if before.t != now.t and before.full > 0 and now.full > 0:
                rise = log(now.full / before.full) / (now.t - before.t)
                power = min(_POWERS[1], max(_POWERS[0], rise / self.span()))
        return power * self.span()

    def _inside(self, t: float) -> float:
        low = max((one.t for one in self.known if one.fits), default=-inf)
        high = min((one.t for one in self.known if not one.fits and one.t > low), default=inf)
        if t <= low:
            t = low + (min(high, 1.0) - low) / 2
        if t >= high:
            t = (low + high) / 2 if low > -inf else high * 0.6
        return min(1.0, max(0.0, t))
