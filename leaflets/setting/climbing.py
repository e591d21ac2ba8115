"""Climbing: every useful way to set a text on rungs, one for each height it can have."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf, log

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
from leaflets.setting.members import Member
from leaflets.setting.pieces import SOFT, Copy, address, cut, whole
from leaflets.setting.rungs import Measure, Rung, catchword, stacked

# Unfinished ladders that are followed from each word: the cheapest of so many heights.
_FOLLOWED = 40
# Heights are told apart in steps of this share of the measure.
STEP = 1 / 130
# Two rungs running in one face, where a ladder mixes its faces.
_SAME_FACE = 0.03
# By how much the sizes differ that are tried for ragged lines.
_FINER = 1.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
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
        """Return `text` in the pieces that it may be broken into."""
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

    def lowered(self, highest: float) -> "Task":
        """Return it with no rung taller than `highest` mm."""
        low, high = self.slot.height
        share = min(high, highest / self.measure.width)
        return replace(self, slot=replace(self.slot, height=(min(low, share), share)))

    def catch(self, text: str) -> Face | None:
        """Return the face of a catchword, if there is one that has all its letters."""
        face = faces.face(self.slot.catch) if self.slot.catch else None
        return face if face and faces.covers(face, text) else None


def task_of(slot: Slot, measure: float, language: str, *, drawn_from: str) -> Task:
    """Return the task of setting the text `drawn_from` in `measure` mm."""
    drawn = partial(upper, language=language) if slot.case == "upper" else str
    candidates = (faces.face(name) for name in slot.face)
    hyphened = drawn(drawn_from).replace(SOFT, "-")
    covering = tuple(one for one in candidates if one and faces.covers(one, hyphened))
    return Task(
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


def climbed(text: Sequence[Member], task: Task) -> list[Set]:
    """Return every useful setting of the members, the cheapest of each height."""
    parts = [_Part()]
    for member in text:
        parts = list(_with_member(parts, member, task))
    fewest = task.slot.lines[0]
    return [stacked(part.rungs, task.measure, part.cost) for part in parts if part.count >= fewest]


def ragged(text: str, task: Task) -> list[Set]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A ladder under way: its rungs, the lowest and highest of the present member, its lines.

    A catchword does not count as a line.
    """

    cost: float = 0.0
    height: float = 0.0
    rungs: tuple[Rung, ...] = ()
    low: float = inf
    high: float = 0.0
    count: int = 0


def _with_member(parts: list[_Part], member: Member, task: Task) -> Iterable[_Part]:
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
    copy: Copy, start: int, role: str, task: Task
) -> Iterator[tuple[int, list[tuple[Rung, float]]]]:
    """Yield (end, rungs with what they cost) of the lines from `start`."""
    total = len(copy.pieces)
    letters = sum(len(piece.text) for piece in copy.pieces)
    undivided = role == rungs.ACCENT or task.slot.lines[1] == 1
    for end in range(total if undivided else start + 1, total + 1):
        if undivided and start:
            return
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


def _allowed(part: _Part, made: Rung, task: Task) -> bool:
    if part.count >= task.slot.lines[1]:
        return False
    return max(part.high, made.body) <= task.ratio * min(part.low, made.body)


def _added(part: _Part, made: Rung, cost: float, task: Task) -> _Part:
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
        count=part.count + (made.role != rungs.CATCHWORD),
    )


def _keep(among: dict[int, _Part], part: _Part, task: Task) -> None:
    key = round(part.height / (STEP * task.measure.width))
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
