"""Ladders: each line fills the measure, its size follows from its text; the height is a result."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import ceil, inf

from leaflets.model.layout import Slot
from leaflets.model.material import Set
from leaflets.setting import rungs
from leaflets.setting.breaking import breaking, greedy
from leaflets.setting.climbing import STEP, Task, climbed, ragged, task_of
from leaflets.setting.members import Member, accents, members
from leaflets.setting.overset import Overset, Reason
from leaflets.setting.pieces import SOFT, words
from leaflets.setting.rungs import stacked

# How often a text in a box is set lower for the sake of its accents and tails.
_LOWERINGS = 6
# What letter-spacing in whole thousandths may add to a size is taken off beforehand.
_HARDLY = 0.995
# A single rung that takes so much of its box is high enough.
_STATELY = 0.45
# What it costs to do without a catchword that could be.
_UNCAUGHT = 0.5
# How many words are tried as the accent.
_ACCENTS = 4
# Words longer than this are cut even where the text could be set without.
_LONG_WORD = 16

Box = tuple[float, float]


@lru_cache(maxsize=256)
def ladder(
    text: str, slot: Slot, measure: float, language: str, marked: str = ""
) -> tuple[Set, ...] | Overset:
    """Return the best setting of `text` for every height it can have, lowest first.

    `measure` is in mm; heights differ by at least 1/130 of it. Every rung is as wide as the
    measure, unless its text is too short even letter-spaced and half as tall again as allowed.
    The accent is `marked`, a word of the text, else chosen, if the slot has one. Words are cut
    only where one is very long or nothing fits otherwise; uneven rungs are taken likewise.
    """
    return _offers(text, task_of(slot, measure, language, drawn_from=text), marked)


def rung(text: str, slot: Slot, box: Box, language: str) -> Set | Overset:
    """Return `text` on one rung in a box of its own, on more where one would be very low.

    `box` is (width, height) in mm; the rungs stand in it as the slot says. The same function
    sets a regional value when its page is typeset and when it is stamped.
    """
    one = _boxed(text, replace(slot, lines=(1, 1)), box, language)
    if slot.lines[1] == 1 or (isinstance(one, Set) and one.height >= _STATELY * box[1]):
        return one
    return _boxed(text, slot, box, language)


def _boxed(text: str, slot: Slot, box: Box, language: str) -> Set | Overset:
    """Return the best setting of those that fit the box."""
    task = task_of(slot, box[0], language, drawn_from=text)
    # No line is taller than the box.
    task = replace(task, measure=replace(task.measure, taller=1.0)).lowered(box[1])
    fitting: list[Set] = []
    for _ in range(_LOWERINGS):
        offers = _offers(text, task, "")
        if isinstance(offers, Overset):
            break
        fitting += [one for one in offers if one.height <= box[1]]
        higher = next((one for one in offers if one.height > box[1]), None)
        if higher is None:
            break
        # Accents and tails stand out of the height that limits name.
        body = max(rungs.body_of(line, task.measure) for line in higher.lines)
        task = task.lowered(_HARDLY * body * box[1] / higher.height)
    if not fitting:
        return offers if isinstance(offers, Overset) else _too_low(offers, box[1])
    best = min(fitting, key=lambda one: one.cost)
    spare = box[1] - best.height
    return _moved(best, {"top": 0.0, "middle": spare / 2, "bottom": spare}[slot.stand])


def _offers(text: str, task: Task, marked: str) -> tuple[Set, ...] | Overset:
    if not task.faces:
        return Overset(mm=0.0, characters=0, reason=Reason.NOT_COVERED)
    if not text.strip():
        return (stacked((), task.measure, 0.0),)
    if task.slot.ragged:
        # All of them: those of siblings that have one size are to be chosen together.
        return tuple(ragged(text, task)) or _overset(text, task)
    longest = max(len(word.replace(SOFT, "")) for word in words(text))
    for ratio in (task.ratio, 2 * task.ratio, inf):
        found = []
        for cuts in (False, True) if task.slot.lines[1] > 1 else (False,):
            found += _settings(text, replace(task, cuts=cuts, ratio=ratio), marked)
            if found and longest <= _LONG_WORD:
                break
        if found:
            break
    return tuple(_cheapest(found, task.measure.width)) if found else _overset(text, task)


def _settings(text: str, task: Task, marked: str) -> list[Set]:
    """Return every useful setting, with the accent on a word if one can be set, else on a line."""
    chosen = ((marked, 0.0),) if marked else accents(text, task.loose)[:_ACCENTS]
    if not task.slot.accent or not chosen:
        return climbed((Member(text=text),), task)
    found: list[Set] = []
    for accent, worse in chosen if task.slot.accent == "word" else ():
        for apart, more in _apart(text, accent, task):
            cost = worse + more
            found += [replace(one, cost=one.cost + cost) for one in climbed(apart, task)]
    plain = climbed((Member(text=text),), task) if not found else []
    return found + [_accented(one, chosen[0][0], task) for one in plain]


def _apart(text: str, accent: str, task: Task) -> Iterator[tuple[tuple[Member, ...], float]]:
    """Yield the members around the accent, with a catchword and without, and what each costs."""
    plain = members(text, accent, task.loose, catches=False)
    caught = members(text, accent, task.loose, catches=task.catch(text) is not None)
    if caught == plain:
        yield plain, 0.0
    else:
        yield caught, 0.0
        yield plain, _UNCAUGHT


def _accented(one: Set, accent: str, task: Task) -> Set:
    """Return the set with the line in the accent that ends with the accent word, or holds it."""
    word = task.drawn(accent.replace(SOFT, ""))
    at = [index for index, line in enumerate(one.lines) if word in line.text]
    roles = dict.fromkeys(at[-1:], rungs.ACCENT)
    return replace(
        one,
        lines=tuple(
            replace(line, role=roles.get(index, line.role)) for index, line in enumerate(one.lines)
        ),
    )


def _cheapest(found: list[Set], measure: float) -> Iterator[Set]:
    """Yield the cheapest of each height, lowest first."""
    best: dict[int, Set] = {}
    for one in found:
        key = round(one.height / (STEP * measure))
        if key not in best or one.cost < best[key].cost:
            best[key] = one
    for key in sorted(best):
        yield best[key]


def _too_low(offers: tuple[Set, ...], height: float) -> Overset:
    lowest = offers[0]
    characters = sum(len(line.text) for line in lowest.lines)
    return Overset(mm=lowest.height - height, characters=characters, reason=Reason.TOO_MANY_LINES)


def _moved(one: Set, down: float) -> Set:
    """Return the set `down` mm further down."""
    return replace(one, lines=tuple(rungs.lowered(line, down) for line in one.lines))


def _overset(text: str, task: Task) -> Overset:
    """Return what is missing at the least height of a rung, lines broken where they are full."""
    face, least = task.faces[0], task.limits("")[0]
    copy = replace(task, cuts=True).copy(text)
    size = least / rungs.body_height(copy.line(0, len(copy.pieces)), face, task.measure)
    lines = breaking(copy, lambda line: rungs.width(line, face, task.measure))
    room = task.measure.width / size
    cuts = greedy(lines, room)
    starts = (0, *cuts[:-1])
    widest = max(range(len(cuts)), key=lambda index: lines.width(starts[index], cuts[index]))
    excess = lines.width(starts[widest], cuts[widest]) - room
    if excess > 0:
        letters = len(copy.line(starts[widest], cuts[widest]))
        over = ceil(letters * excess / (excess + room))
        return Overset(mm=excess * size, characters=over, reason=Reason.WORD_TOO_WIDE)
    surplus = max(1, len(cuts) - task.slot.lines[1])
    characters = sum(len(copy.line(starts[index], cuts[index])) for index in range(-surplus, 0))
    mm = surplus * (least + task.measure.gap)
    return Overset(mm=mm, characters=characters, reason=Reason.TOO_LONG)
