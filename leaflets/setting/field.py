"""Fitting a regional value: the largest scale at which it keeps to its lines.

The same function serves a page typeset in full and one that is stamped.
"""

from dataclasses import dataclass
from functools import cache
from math import ceil

from leaflets import faces
from leaflets.model.layout import FieldRule
from leaflets.model.proof import FieldStyle
from leaflets.setting.line import folded, limit, lines, parts, width
from leaflets.setting.overset import Overset, Reason
from leaflets.setting.type import Type, type_of
from leaflets.units import from_pt

# Scales are whole steps of this, so that one campaign does not show fifty sizes.
STEPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFit:
    """How a value fits: its scale, its lines at that scale, and what is too much for them."""

    scale: float
    texts: tuple[str, ...]
    over: Overset | None = None

    @property
    def lines(self) -> int:
        """Return how many lines it takes."""
        return len(self.texts)


def fitted(style: FieldStyle, rule: FieldRule) -> FieldFit:
    """Return the largest scale up to 1, in steps of 1/200, at which the text keeps to the rule.

    Text is folded, upper-cased as CSS does where the style says so, and broken greedily where the
    engine breaks it. Size and letter-spacing scale together. What does not fit at the rule's
    minimum, rounded up to a step, comes back at that scale with `over`.
    """
    text = drawn_text(style)
    if not text:
        return FieldFit(scale=1.0, texts=())
    how = type_of(style)
    if not how.faces or faces.missing(text, how.faces):
        over = Overset(mm=0.0, characters=0, reason=Reason.NOT_COVERED)
        return FieldFit(scale=1.0, texts=(), over=over)
    value = _Value(text=text, how=how, measure=style.width, most=rule.lines)
    return _searched(value, min(STEPS, ceil(rule.minimum * STEPS - 1e-9)))


def drawn_text(style: FieldStyle) -> str:
    """Return the text as it is drawn: white space folded, in the engine's capitals if they are."""
    text = folded(style.text)
    return faces.capitals(text, style.language) if style.upper else text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value to be fitted; `how` is its type at full size."""

    text: str
    how: Type
    measure: float
    most: int

    def lines(self, step: int) -> tuple[str, ...]:
        return lines(self.text, self.at(step), self.measure)

    def at(self, step: int) -> Type:
        return self.how.scaled(step / STEPS)

    def fits(self, step: int) -> bool:
        made, how = self.lines(step), self.at(step)
        return len(made) <= self.most and max(width(line, how) for line in made) <= limit(
            self.measure
        )


def _searched(value: _Value, lowest: int) -> FieldFit:
    """Return the largest step that fits, from a guess: larger type never makes fewer lines."""
    fits = cache(value.fits)
    step = STEPS if fits(STEPS) else _guess(value, lowest)
    while step > lowest and not fits(step):
        step -= 1
    while step < STEPS and fits(step + 1):
        step += 1
    over = None if fits(step) else _over(value, step)
    return FieldFit(scale=step / STEPS, texts=value.lines(step), over=over)


def _guess(value: _Value, lowest: int) -> int:
    """Return about the largest step that fits, from widths at full size, which scale with it."""
    widths = [
        (width(part, value.how), width(part.rstrip(" "), value.how))
        for part in parts(value.text, value.how.language)
    ]
    room = limit(value.measure)
    steps = range(STEPS - 1, lowest, -1)
    return next((one for one in steps if _count(widths, room * STEPS / one) <= value.most), lowest)


def _count(widths: list[tuple[float, float]], room: float) -> int:
    """Return how many lines parts make; each part with and without its closing space."""
    count, used = 1, 0.0
    for spaced, bare in widths:
        if used and used + bare > room:
            count, used = count + 1, 0.0
        used += spaced
    return count


def _over(value: _Value, step: int) -> Overset:
    """Return what is too much: a word's width over the measure, or the lines that are too many."""
    made, how = value.lines(step), value.at(step)
    widths = [width(line, how) for line in made]
    room = limit(value.measure)
    widest = max(range(len(made)), key=lambda index: widths[index])
    if widths[widest] > room:
        excess = ceil(len(made[widest]) * (1 - room / widths[widest]))
        mm = from_pt(widths[widest] - room)
        return Overset(mm=mm, characters=excess, reason=Reason.WORD_TOO_WIDE)
    surplus = made[value.most :]
    mm = from_pt(sum(widths[value.most :]))
    return Overset(mm=mm, characters=sum(map(len, surplus)), reason=Reason.TOO_MANY_LINES)
