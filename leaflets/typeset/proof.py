"""Typesetting a master: measure, set display, fit, spread the air, and say what is wrong."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from leaflets.layout.compose import compose, displayed_marks, is_shared, marked, with_values
from leaflets.model.layout import REGIONAL, Layout
from leaflets.model.material import Composed, Fitting
from leaflets.model.proof import Proof, Regional, SlotMeasure
from leaflets.model.variant import Master
from leaflets.problems import Problem
from leaflets.typeset import findings
from leaflets.typeset.air import air
from leaflets.typeset.display import Scales, scales, sets
from leaflets.typeset.engine import Rendered, drawn, render
from leaflets.typeset.fit import Excerpts, Fitted, fit, foreseen
from leaflets.typeset.guard import guard
from leaflets.typeset.measure import Box, free_heights, measure, set_boxes, touching
from leaflets.typeset.passages import copied
from leaflets.typeset.pictures import Pictures, folders
from leaflets.typeset.regional import Marks, following, open_blanks, regional, reserve_codes, stiff
from leaflets.typeset.rooms import capped, starting, true_minima
from leaflets.typeset.standing import regional_names, silhouette
from leaflets.typeset.tree import Tree, read
from leaflets.typeset.unit import overset


def typeset(master: Master, *, blank: bool = False) -> Proof:
    """Typeset `master` until nothing is overset and the pages are well filled.

    At most nine typesettings: one to measure, five to fit, two with the air, and one where
    regional values have to shrink; the last that fitted needs none again, since it is kept.
    `blank` leaves forms for stamping in the slots of regional values, whose text is not judged.
    Where stamping cannot reach all that differs, there are none, and no `regional`.

    All that is wrong is in the proof's `problems`, oversets included; a word in two faces or a
    letter in none ends the work after the first.
    """
    desk = _Desk(master)
    tried = _tried(master.layout) if blank else ()
    begun = starting(capped(master.layout, dict(master.caps)))
    first = desk.attempt(Fitting(scales=begun, fields=tried))
    faces = guard(first.rendered, master.layout)
    if faces:
        return desk.proof(first, faces)
    rooms = set_boxes(first.tree)
    display = sets(master, rooms, free_heights(first.tree))
    floors = {slot.name: findings.floor(slot, master.profile) for slot in master.layout.slots}
    bounds = _bounds(master, first, floors)
    fitted = fit(
        desk.measures,
        bounds,
        Fitting(
            scales=foreseen(bounds, first.measures, dict(begun), floors),
            sets=display.sets,
            without=display.without,
        ),
        _excerpts(master, first.composed),
        floors,
    )
    last = desk.aired(fitted)
    values = Scales() if blank else scales(master, tuple(last.tree.fields))
    if shrunk := tuple(pair for pair in values.fields if pair[1] < 1.0):
        last = desk.attempt(replace(last.fitting, fields=shrunk))
    judged = _judged(fitted, last.measures, master.layout)
    told = display.problems
    if blank:
        regional = {slot.name for slot in master.layout.slots if slot.holds in REGIONAL}
        judged = tuple(one for one in judged if one.name not in regional)
        told = tuple(one for one in told if not _is_overset(one, regional))
    return desk.proof(
        last,
        (
            *told,
            *values.problems,
            *_untold(findings.oversets(master, judged), values.problems),
            *findings.dropped(master, desk.dropped(first, last), _printed(master, last.composed)),
        ),
        rooms=rooms if blank else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One typesetting, measured."""

    fitting: Fitting
    composed: Composed
    rendered: Rendered
    tree: Tree
    measures: tuple[SlotMeasure, ...]


def _bounds(master: Master, first: _Attempt, floors: Mapping[str, float]) -> Layout:
    """Return the layout with groups that grow no larger than the master's caps.

    No cap takes type below its floor: another master's profile may have a lower one.
    """
    if not master.caps:
        return master.layout
    found = {measure.name: measure for measure in first.measures}
    least = true_minima(master.layout, dict(first.fitting.scales), found, floors)
    return capped(master.layout, dict(master.caps), least)


# A value as wide as any, to see what moves with it.
_SPECIMEN = "Wide words, 0 and more of them, on and on"


def _tried(layout: Layout) -> tuple[tuple[tuple[str, str], float], ...]:
    """Return a scale for each regional value, no two alike: what they do is seen at once."""
    names = [(slot.name, rule.name) for slot in layout.slots for rule in slot.fields]
    return tuple((name, 1 - (1 + place) / 64) for place, name in enumerate(names))


# Of the eight typesettings of a master, one measures and five fit.
_AIRINGS = 2


class _Desk:
    """The typesettings of one master, each made once and kept."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self.pictures = Pictures(folders(master.layout))
        self.attempts: dict[Fitting, _Attempt] = {}

    def attempt(self, fitting: Fitting) -> _Attempt:
        if fitting not in self.attempts:
            composed = compose(self.master, fitting)
            rendered = render(composed, self.pictures)
            tree = read(rendered)
            self.attempts[fitting] = _Attempt(
                fitting=fitting,
                composed=composed,
                rendered=rendered,
                tree=tree,
                measures=copied(
                    rendered,
                    self.master.layout,
                    measure(tree, self.master.layout),
                    dict(fitting.air),
                ),
            )
        return self.attempts[fitting]

    def measures(self, fitting: Fitting) -> tuple[SlotMeasure, ...]:
        return self.attempt(fitting).measures

    def aired(self, fitted: Fitted) -> _Attempt:
        """Return the typesetting with what room is left spread as air, where that fits."""
        still = self.attempt(fitted.fitting)
        if not fitted.fits:
            return still
        given = dict(fitted.fitting.air)
        airless = {name: one for name, one in fitted.fitting.scales if name not in given}
        spread = air(fitted.measures, self.master.layout, airless)
        before = _oversets(still)
        for _ in range(_AIRINGS):
            airy = self.attempt(replace(fitted.fitting, air=(*given.items(), *spread)))
            burst = _oversets(airy) - before
            if not burst:
                return airy
            # Columns may break elsewhere with air, and then hold less.
            slots = (self.master.layout.slot(name) for name in burst)
            groups = {slot.fit for slot in slots if slot}
            spread = tuple(pair for pair in spread if pair[0] not in groups)
        return still

    def dropped(self, first: _Attempt, last: _Attempt) -> tuple[str, ...]:
        """Return the excerpts of the first typesetting that the last one lacks."""
        slots = {slot.name for slot in self.master.layout.slots if slot.holds == "excerpts"}
        left = list(last.composed.texts)
        gone = []
        for pair in first.composed.texts:
            if pair in left:
                left.remove(pair)
            elif pair[0] in slots:
                gone.append(pair[1])
        return tuple(gone)

    def proof(
        self,
        last: _Attempt,
        problems: tuple[Problem, ...],
        *,
        rooms: Mapping[str, tuple[Box, ...]] | None = None,
    ) -> Proof:
        """Return the proof; with forms for stamping where `rooms`, those of display, are given."""
        master, frame = self.master, self.master.frame
        typesettings = len(self.attempts)
        differs = None if rooms is None else self.regional(last, rooms)
        if master.profile.tagged:
            reserve_codes(last.rendered, last.tree, master.layout)
        done = drawn(last.rendered, tagged=master.profile.tagged)
        pages = len(last.tree.pages)
        first = next(iter(self.attempts.values()))
        every = (
            *problems,
            *findings.faults(master, last.measures),
            *findings.touches(master, touching(last.tree), _oversets(last)),
            *findings.page_count(master, pages),
            *last.rendered.complaints,
            *done.complaints,
        )
        return Proof(
            pdf=done.pdf,
            pages=pages,
            width=frame.width,
            height=frame.height,
            bleed=frame.bleed,
            slots=last.measures,
            fitting=last.fitting,
            dropped=self.dropped(first, last),
            texts=last.composed.texts,
            typesettings=typesettings,
            problems=tuple(dict.fromkeys(every)),
            html=last.composed.html,
            regional=differs,
        )

    def regional(self, last: _Attempt, rooms: Mapping[str, tuple[Box, ...]]) -> Regional | None:
        """Return what stamping needs to know, and leave forms for it to fill."""
        layout, texts = self.master.layout, displayed_marks(self.master)
        if any(is_shared(slot) for slot in layout.slots) or not self.keeps(last):
            return None
        page = Marks(
            html=marked(self.master, last.fitting).html,
            texts={name: text for name, text in texts.items() if name in rooms},
            rooms={name: found[0] for name, found in rooms.items()},
            sets=dict(last.fitting.sets),
        )
        found = regional(last.rendered, last.tree, page, layout)
        first = next(iter(self.attempts.values()))
        tried = Marks(html=marked(self.master, first.fitting).html)
        other = regional(first.rendered, first.tree, tried, layout)
        if found is None or other is None:
            return None
        open_blanks(last.rendered, found, layout)
        return following(found, other, dict(first.fitting.fields))

    def keeps(self, last: _Attempt) -> bool:
        """Tell whether the slots of regional values, and all else, keep their places.

        Where that is not plain to see, the page is typeset once more, with other values.
        """
        if stiff(last.rendered, self.master.layout):
            return True
        other = with_values(self.master, _SPECIMEN)
        if marked(other, last.fitting).html != marked(self.master, last.fitting).html:
            return False
        names = regional_names(self.master.layout)
        pages = (last.rendered, render(compose(other, last.fitting), self.pictures))
        one, two = (silhouette(page, names) for page in pages)
        return one == two


def _untold(found: Iterable[Problem], told: tuple[Problem, ...]) -> Iterator[Problem]:
    """Give what is found of slots, except those whose regional values tell it already."""
    slots = {problem.where.slot for problem in told}
    yield from (problem for problem in found if problem.where.slot not in slots)


def _is_overset(one: Problem, slots: Container[str]) -> bool:
    return one.code == "overset" and one.where.slot in slots


def _oversets(attempt: _Attempt) -> set[str]:
    return {one.name for one in attempt.measures if overset(one)}


def _excerpts(master: Master, composed: Composed) -> Excerpts:
    slot = next((one for one in master.layout.slots if one.holds == "excerpts"), None)
    if slot is None:
        return Excerpts()
    left = list(zip(master.material.excerpts, master.material.ranks, strict=True))
    ranks = []
    for name, text in composed.texts:
        found = next((pair for pair in left if pair[0] == text), None)
        if name == slot.name and found:
            left.remove(found)
            ranks.append(found[1])
    return Excerpts(slot=slot.name, ranks=tuple(ranks), least=slot.count[0] if slot.count else 0)


def _printed(master: Master, composed: Composed) -> int:
    slots = {slot.name for slot in master.layout.slots if slot.holds == "excerpts"}
    return sum(name in slots for name, _ in composed.texts)


def _judged(
    fitted: Fitted, measures: Iterable[SlotMeasure], layout: Layout
) -> tuple[SlotMeasure, ...]:
    """Leave out what was still being searched when the search ended at a slot that is stuck."""
    searched = {slot.name for slot in layout.slots if slot.fit} if fitted.stuck else set()
    return tuple(one for one in measures if one.name not in searched or one.name in fitted.stuck)
