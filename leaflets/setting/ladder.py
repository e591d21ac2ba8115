"""Ladders: each line fills the measure, its size follows from its text; the height is a result."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import ceil, inf, log

from leaflets import faces
from leaflets.faces import Face
from leaflets.language.case import upper
from leaflets.language.hyphenation import softened
from leaflets.language.tables import loose
from leaflets.language.tags import direction
from leaflets.model.layout import Slot
from leaflets.model.material import Set
from leaflets.setting import rungs
from leaflets.setting.breaking import breaking, divide, greedy
from leaflets.setting.members import Member, accents, members
from leaflets.setting.overset import Overset, Reason
from leaflets.setting.pieces import SOFT, Copy, address, cut, whole, words
from leaflets.setting.rungs import Measure, Rung, catchword, stacked

# Unfinished ladders that are followed from each word: the cheapest of so many heights.
_FOLLOWED = 40
# Settings are told apart by their height in steps of this share of the measure.
_STEP = 1 / 130
# Two rungs running in one face, where a ladder mixes its faces.
_SAME_FACE = 0.03
# How often a text in a box is set lower for the sake of its accents and tails.
_LOWERINGS = 6
# By how much the sizes differ that are tried for ragged lines.
_FINER = 1.03
# What letter-spacing in whole thousandths may add to a size is taken off beforehand.
_HARDLY = 0.995
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
    return _offers(text, _task(slot, measure, language, drawn_from=text), marked)


def rung(text: str, slot: Slot, box: Box, language: str) -> Set | Overset:
    """Return `text` on one rung, or as many as the slot allows, in a box of its own.

    `box` is (width, height) in mm; the rungs stand in it as the slot says. The same function
    sets a regional value when its page is typeset and when it is stamped.
    """
    task = _task(slot, box[0], language, drawn_from=text)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What all attempts at one ladder share.

    Attributes:
        faces: Those that its rungs may have.
        drawn: How text is drawn.
        cuts: Whether words may be cut.
    """

    slot: Slot
    measure: Measure
    faces: tuple[Face, ...]
    drawn: Callable[[str], str]
    loose: frozenset[str]
    ratio: float
    cuts: bool = False

    def copy(self, text: str) -> Copy:
        if self.slot.holds == "link":
            return address(text, self.drawn)
        if not self.cuts:
            return whole(text, self.drawn, self.loose)
        softer = partial(softened, language=self.measure.language)
        return cut(text, softer, self.drawn, self.loose)

    def limits(self, role: str) -> tuple[float, float]:
        """Return the least and greatest body height of a rung, in mm."""
        low, high = self.slot.accent_height if role == rungs.ACCENT else self.slot.height
        return low * self.measure.width, high * self.measure.width

    def lowered(self, highest: float) -> "_Task":
        """Return it with no rung taller than `highest` mm."""
        low, high = self.slot.height
        share = min(high, highest / self.measure.width)
        return replace(self, slot=replace(self.slot, height=(min(low, share), share)))

    def catch(self, text: str) -> Face | None:
        face = faces.face(self.slot.catch) if self.slot.catch else None
        return face if face and faces.covers(face, text) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A ladder under way: its rungs, and the lowest and highest of the present member."""

    cost: float = 0.0
    height: float = 0.0
    rungs: tuple[Rung, ...] = ()
    low: float = inf
    high: float = 0.0

    @property
    def count(self) -> int:
        return sum(one.role != rungs.CATCHWORD for one in self.rungs)


def _task(slot: Slot, measure: float, language: str, *, drawn_from: str) -> _Task:
    drawn = partial(upper, language=language) if slot.case == "upper" else str
    candidates = (faces.face(name) for name in slot.face)
    hyphened = drawn(drawn_from).replace(SOFT, "-")
    covering = tuple(one for one in candidates if one and faces.covers(one, hyphened))
    return _Task(
        slot=slot,
        measure=Measure(
            width=measure,
            gap=slot.gap * measure,
            language=language,
            rtl=direction(language) == "rtl",
        ),
        faces=covering if slot.mix else covering[:1],
        drawn=drawn,
        loose=loose(language),
        ratio=slot.ratio,
    )


def _offers(text: str, task: _Task, marked: str) -> tuple[Set, ...] | Overset:
    if not task.faces:
        return Overset(mm=0.0, characters=0, reason=Reason.NOT_COVERED)
    if not text.strip():
        return (stacked((), task.measure, 0.0),)
    if task.slot.ragged:
        found = _ragged(text, task)
        return tuple(_cheapest(found, task.measure.width)) if found else _overset(text, task)
    longest = max(len(word.replace(SOFT, "")) for word in words(text))
    for ratio in (task.ratio, 2 * task.ratio, inf):
        found = []
        for cuts in (False, True):
            found += _settings(text, replace(task, cuts=cuts, ratio=ratio), marked)
            if found and longest <= _LONG_WORD:
                break
        if found:
            break
    return tuple(_cheapest(found, task.measure.width)) if found else _overset(text, task)


def _settings(text: str, task: _Task, marked: str) -> list[Set]:
    """Return every useful setting, with the accent on a word if one can be set, else on a line."""
    chosen = ((marked, 0.0),) if marked else accents(text, task.loose)[:_ACCENTS]
    if not task.slot.accent or not chosen:
        return _climbed((Member(text=text),), task)
    found: list[Set] = []
    for accent, worse in chosen if task.slot.accent == "word" else ():
        for apart, more in _apart(text, accent, task):
            cost = worse + more
            found += [replace(one, cost=one.cost + cost) for one in _climbed(apart, task)]
    plain = _climbed((Member(text=text),), task) if not found else []
    return found + [_accented(one, chosen[0][0], task) for one in plain]


def _apart(text: str, accent: str, task: _Task) -> Iterator[tuple[tuple[Member, ...], float]]:
    """Yield the members around the accent, with a catchword and without, and what each costs."""
    plain = members(text, accent, task.loose, catches=False)
    caught = members(text, accent, task.loose, catches=task.catch(text) is not None)
    if caught == plain:
        yield plain, 0.0
    else:
        yield caught, 0.0
        yield plain, _UNCAUGHT


def _accented(one: Set, accent: str, task: _Task) -> Set:
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


def _ragged(text: str, task: _Task) -> list[Set]:
    """Return the text in lines of one size, short of the measure, at every size it can have."""
    copy, face = replace(task, cuts=True).copy(text), task.faces[0]
    lines = breaking(copy, lambda line: rungs.width(line, face, task.measure))
    body = rungs.body_height(text, face, task.measure)
    size, highest = (limit / body for limit in task.limits(""))
    made: list[Set] = []
    while size <= highest:
        room = task.measure.width / size
        count = len(greedy(lines, room))
        found = divide(lines, count, room) if count <= task.slot.lines[1] else None
        if found:
            cost, cuts = found
            texts = [copy.line(*ends) for ends in zip((0, *cuts), cuts, strict=False)]
            ladder = tuple(
                replace(rungs.at_size(one, face, size, task.measure), spaced=copy.spaced(end))
                for one, end in zip(texts, cuts, strict=True)
            )
            made.append(stacked(ladder, task.measure, cost - ladder[0].worth))
        size *= _FINER
    return made


def _climbed(text: Sequence[Member], task: _Task) -> list[Set]:
    parts = [_Part()]
    for member in text:
        parts = list(_with_member(parts, member, task))
    fewest = task.slot.lines[0]
    return [stacked(part.rungs, task.measure, part.cost) for part in parts if part.count >= fewest]


def _with_member(parts: list[_Part], member: Member, task: _Task) -> Iterable[_Part]:
    face = task.catch(member.text) if member.role == rungs.CATCHWORD else None
    if face:
        made = catchword(member.text.replace(SOFT, ""), face, task.limits("")[0], task.measure)
        return [_added(part, replace(made, spaced=True), 0.0, task) for part in parts]
    copy = task.copy(member.text)
    total = len(copy.pieces)
    at: list[dict[int, _Part]] = [{} for _ in range(total + 1)]
    for part in parts:
        _keep(at[0], replace(part, low=inf, high=0.0), task)
    for start in range(total):
        best = _followed(at[start])
        for end, options in _spans(copy, start, member.role, task) if best else ():
            for part in best:
                for made, cost in options:
                    if _allowed(part, made, task):
                        _keep(at[end], _added(part, made, cost, task), task)
    return at[total].values()


def _spans(
    copy: Copy, start: int, role: str, task: _Task
) -> Iterator[tuple[int, list[tuple[Rung, float]]]]:
    """Yield (end, rungs with what they cost) of the lines from `start`."""
    total = len(copy.pieces)
    letters = sum(len(piece.text) for piece in copy.pieces)
    for end in range(start + 1, total + 1):
        if role == rungs.ACCENT and (start, end) != (0, total):
            continue
        line = copy.line(start, end)
        made = [
            replace(one, spaced=end == total or copy.spaced(end))
            for face in task.faces
            if (one := rungs.fitted(line, face, task.limits(role), task.measure, role))
        ]
        if made:
            # A rung's size counts for as much as it holds of the text.
            weight = sum(len(piece.text) for piece in copy.pieces[start:end]) / letters
            broken = copy.cost(start, end)
            yield end, [(one, broken + one.cost - one.worth * weight) for one in made]
        elif not copy.cut(end) and start + 1 < end:
            # Longer lines are lower still; only a hyphen less can make one higher.
            return


def _allowed(part: _Part, made: Rung, task: _Task) -> bool:
    if part.count >= task.slot.lines[1]:
        return False
    return max(part.high, made.body) <= task.ratio * min(part.low, made.body)


def _added(part: _Part, made: Rung, cost: float, task: _Task) -> _Part:
    last = part.rungs[-1] if part.rungs else None
    if last and last.face == made.face and len(task.faces) > 1:
        cost += _SAME_FACE
    low, high = min(part.low, made.body), max(part.high, made.body)
    if part.high:
        cost += task.slot.contrast * (log(high / low) - log(part.high / part.low))
    return _Part(
        cost=part.cost + cost,
        height=part.height + made.height + task.measure.gap,
        rungs=(*part.rungs, made),
        low=low,
        high=high,
    )


def _keep(among: dict[int, _Part], part: _Part, task: _Task) -> None:
    key = round(part.height / (_STEP * task.measure.width))
    if key not in among or part.cost < among[key].cost:
        among[key] = part


def _followed(among: dict[int, _Part]) -> list[_Part]:
    """Return the cheapest of each height; of each few heights, where there are many."""
    coarser = 1 + (max(among) - min(among)) // _FOLLOWED if among else 1
    best: dict[int, _Part] = {}
    for key, part in among.items():
        if key // coarser not in best or part.cost < best[key // coarser].cost:
            best[key // coarser] = part
    return list(best.values())


def _cheapest(found: list[Set], measure: float) -> Iterator[Set]:
    """Yield the cheapest of each height, lowest first."""
    best: dict[int, Set] = {}
    for one in found:
        key = round(one.height / (_STEP * measure))
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


def _overset(text: str, task: _Task) -> Overset:
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
