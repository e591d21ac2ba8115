"""Poster setting: the largest type and the best breaks that fill a box."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil, log

from leaflets import faces
from leaflets.faces import Face
from leaflets.language.case import upper
from leaflets.language.hyphenation import softened
from leaflets.language.tables import loose
from leaflets.language.tags import direction
from leaflets.model.layout import Slot
from leaflets.model.material import Set
from leaflets.setting.breaking import Breaking, Cuts, breaking, divide, greedy, narrowest
from leaflets.setting.ink import body
from leaflets.setting.overset import Overset, Reason
from leaflets.setting.pieces import SOFT, Copy, cut, whole, words
from leaflets.setting.stack import Manner, Stack, placed, stacked
from leaflets.units import from_pt

Box = tuple[float, float]

# Shares of the largest possible size that are tried for the sake of better breaks.
_GIVEN_UP = (1.0, 0.95, 0.9, 0.84, 0.77, 0.7)
# Words longer than this are cut even where the text could be set without.
_LONG_WORD = 16
# Below this no size is worth a poster, whatever the slot says, in pt.
_LEAST = 1.0
# A box without any room is taken to have this, in mm, so that its text is overset like any other.
_HAIR = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What all attempts at one poster share: its slot, its box in mm, and how lines are set."""

    slot: Slot
    box: Box
    manner: Manner

    @property
    def least(self) -> float:
        """Return the smallest size allowed, in mm to the em."""
        return from_pt(max(self.slot.minimum, _LEAST))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """Broken lines at the size in mm that fills the box; `score` weighs size and breaks."""

    stack: Stack
    size: float
    score: float

    def placed(self, task: _Task) -> Set:
        return placed(self.stack, self.size, task.box, task.slot.stand, task.manner)


def poster(text: str, slot: Slot, box: Box, language: str) -> Set | Overset:
    """Return `text` set as large as `box` (width, height in mm) takes it, within the slot's rules.

    Words are cut only where one is very long or the slot's smallest size would not be kept. All
    lines have one face and one size. The same input gives the same lines.
    """
    drawn = partial(upper, language=language) if slot.case == "upper" else str
    face = _covering(slot, drawn(text))
    if face is None:
        return Overset(mm=0.0, characters=0, reason=Reason.NOT_COVERED)
    manner = Manner(face=face, language=language, gap=slot.gap, rtl=direction(language) == "rtl")
    if not manner.ink(drawn(text)).boxes:
        return Set(lines=(), width=box[0], height=0.0, size=0.0)
    box = (max(box[0], _HAIR), max(box[1], _HAIR))
    task = _Task(slot=slot, box=box, manner=manner)
    words_whole = _measured(whole(text, drawn, loose(language)), manner)
    best = _best(words_whole, task)
    longest = max(len(word.replace(SOFT, "")) for word in words(text))
    if best and longest <= _LONG_WORD:
        return best.placed(task)
    softer = partial(softened, language=language)
    words_cut = _measured(cut(text, softer, drawn, loose(language)), manner)
    found = [one for one in (best, _best(words_cut, task)) if one]
    if not found:
        return _overset(words_cut, task)
    return max(found, key=lambda one: one.score).placed(task)


def _covering(slot: Slot, text: str) -> Face | None:
    """Return the first of the slot's faces that covers the whole text: a line has one baseline."""
    hyphened = text.replace(SOFT, "-")
    candidates = (faces.face(name) for name in slot.face)
    return next((one for one in candidates if one and faces.covers(one, hyphened)), None)


def _measured(copy: Copy, manner: Manner) -> Breaking:
    return breaking(copy, lambda line: manner.ink(line).width)


def _best(text: Breaking, task: _Task) -> _Attempt | None:
    allowed = (one for one in _attempts(text, task) if one.size >= task.least)
    return max(allowed, key=lambda one: one.score, default=None) or _fullest(text, task)


def _fullest(text: Breaking, task: _Task) -> _Attempt | None:
    """Return full lines at the smallest size, if these fit: even ones may need a wider pitch."""
    cuts = greedy(text, task.box[0] / task.least)
    if len(cuts) > task.slot.lines[1]:
        return None
    attempt = _attempt(text, (0.0, cuts), task)
    return attempt if attempt.size >= task.least else None


def _attempts(text: Breaking, task: _Task) -> Iterator[_Attempt]:
    fewest, most = task.slot.lines
    inks = tuple(task.manner.ink(piece.text) for piece in text.copy.pieces)
    height = body(task.manner.face, inks)
    tried = set()
    for count, measure in narrowest(text, most, task.box[0] / task.least).items():
        tallest = task.box[1] / (height + (height + task.slot.gap) * (count - 1))
        largest = min(task.box[0] / measure, tallest)
        if count < min(fewest, len(inks)) or largest < task.least:
            continue
        for share in _GIVEN_UP:
            found = divide(text, count, task.box[0] / (largest * share))
            if found and found[1] not in tried:
                tried.add(found[1])
                yield _attempt(text, found, task)


def _attempt(text: Breaking, found: tuple[float, Cuts], task: _Task) -> _Attempt:
    cost, cuts = found
    stack = _stack(text, cuts, task.manner)
    size = min(task.box[0] / stack.width, task.box[1] / stack.height)
    return _Attempt(stack=stack, size=size, score=log(size) - cost)


def _stack(text: Breaking, cuts: Cuts, manner: Manner) -> Stack:
    lines = tuple(text.copy.line(*ends) for ends in zip((0, *cuts), cuts, strict=False))
    spaced = tuple(text.copy.spaced(end) for end in cuts)
    return stacked(lines, spaced, manner)


def _overset(text: Breaking, task: _Task) -> Overset:
    """Return what is missing at the smallest size, lines broken where they are full."""
    measure, most = task.box[0] / task.least, task.slot.lines[1]
    cuts = greedy(text, measure)
    lines = [text.copy.line(*ends) for ends in zip((0, *cuts), cuts, strict=False)]
    widest = max(lines, key=lambda line: task.manner.ink(line).width)
    width = task.manner.ink(widest).width
    if width > measure * (1 + 1e-9):
        excess = ceil(len(widest) * (1 - measure / width))
        mm = (width - measure) * task.least
        return Overset(mm=mm, characters=excess, reason=Reason.WORD_TOO_WIDE)
    stack = _stack(text, cuts[:most], task.manner)
    pitch = stack.pitch * task.least
    missing = stack.height * task.least + pitch * (len(cuts) - len(stack.lines)) - task.box[1]
    reason, surplus = Reason.TOO_LONG, ceil(missing / pitch)
    if missing <= 0:
        reason, surplus = Reason.TOO_MANY_LINES, len(cuts) - most
        missing = surplus * pitch
    characters = sum(map(len, lines[-surplus:]))
    return Overset(mm=missing, characters=characters, reason=reason)
