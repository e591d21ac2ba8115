"""A column of ladders: all of them set together, so that they share its free height."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from leaflets.layout.portions import displayed
from leaflets.model.layout import Slot
from leaflets.model.material import Set, Setting
from leaflets.model.variant import Master
from leaflets.problems import Problem
from leaflets.setting.ladder import ladder
from leaflets.setting.overset import Overset
from leaflets.setting.share import price, share
from leaflets.typeset.findings import accent_given_up, boxless, left_out, too_long
from leaflets.typeset.measure import Box

# What the others may give up for an optional text that we chose, in shares of size.
_WORTH = 0.4


class Filled(NamedTuple):
    """Slot → its set text, the slots left out, and what is wrong."""

    sets: tuple[tuple[str, Setting], ...] = ()
    without: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A setting of each text of a column that fits it."""

    chosen: tuple[Set, ...]
    texts: tuple["_Text", ...]

    def cost(self, free: float, of: Sequence[Slot]) -> float:
        """Return what the texts of the slots `of` cost in it, and the room that is left."""
        names = {slot.name for slot in of}
        pairs = [
            (text, one)
            for text, one in zip(self.texts, self.chosen, strict=True)
            if text.slot.name in names
        ]
        left = free - sum(one.height for one in self.chosen)
        mine = sum(one.height for _, one in pairs)
        return price(mine + left, [one for _, one in pairs], _siblings([text for text, _ in pairs]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text to be set: its slot, and its measure in mm."""

    text: str
    slot: Slot
    measure: float


def column(master: Master, name: str, boxes: Mapping[str, tuple[Box, ...]], free: float) -> Filled:
    """Set the ladders of the column `name` so that they fill its `free` height, in mm.

    Where they do not fit, optional slots are left out, then lines are ragged where the slot
    allows it, then the accent does not stand alone. An optional slot is left out, too, where the
    others would become much smaller for it.
    """
    texts = tuple(_texts(master, name, boxes))
    if not texts:
        return Filled()
    if free == inf:
        return Filled(problems=(boxless(texts[0].slot, master),))
    needed = tuple(one for one in texts if not one.slot.optional)
    without = tuple(dict.fromkeys(one.slot.name for one in texts if one.slot.optional))
    found = _found(needed, free, master)
    if isinstance(found, Problem):
        return Filled(problems=(found,))
    if without and found.texts == next(_plainer(needed)):
        whole = _chosen(next(_plainer(texts)), free, master)
        if isinstance(whole, _Choice) and _kept(whole, found, free, master):
            found, without = whole, ()
    told = left_out(master, [one.text for one in texts if one.slot.name in without])
    return Filled(
        sets=tuple(_by_slot(found)),
        without=without,
        problems=(*told, *_given_up(master, found)),
    )


def _kept(whole: _Choice, without: _Choice, free: float, master: Master) -> bool:
    """Tell whether the optional texts are worth it: always, if they are the author's own lead."""
    if master.material.lead and any(one.slot.holds == "lead" for one in whole.texts):
        return True
    slots = [one.slot for one in without.texts]
    return whole.cost(free, slots) <= without.cost(free, slots) + _WORTH


def _texts(master: Master, name: str, boxes: Mapping[str, tuple[Box, ...]]) -> Iterator[_Text]:
    for slot in master.layout.slots:
        if slot.column == name and slot.name in boxes:
            texts = displayed(master.layout, slot, master.material)
            places = boxes[slot.name]
            for index, text in enumerate(texts):
                measure = places[min(index, len(places) - 1)].width
                yield _Text(text=text, slot=slot, measure=measure)


def _found(texts: tuple[_Text, ...], free: float, master: Master) -> _Choice | Problem:
    """Return the best setting of all texts, as plain as it must be to fit."""
    over: list[Problem] = []
    for tried in dict.fromkeys(_plainer(texts)):
        found = _chosen(tried, free, master)
        if isinstance(found, _Choice):
            return found
        over.append(found)
    return over[-1]


def _plainer(texts: tuple[_Text, ...]) -> Iterator[tuple[_Text, ...]]:
    """Yield the texts with full lines, then with ragged items; the accent on a word, on a line."""
    full = _with(texts, lambda slot: replace(slot, ragged=False))
    lined = _with(full, lambda slot: replace(slot, accent="line" if slot.accent else ""))
    yield from (full, texts, lined)
    yield _with(texts, lambda slot: replace(slot, accent="line" if slot.accent else ""))


def _with(texts: tuple[_Text, ...], change: Callable[[Slot], Slot]) -> tuple[_Text, ...]:
    return tuple(replace(one, slot=change(one.slot)) for one in texts)


def _chosen(texts: tuple[_Text, ...], free: float, master: Master) -> _Choice | Problem:
    offers: list[tuple[Set, ...]] = []
    for one in texts:
        offered = _offers(one, master)
        if isinstance(offered, Overset):
            return too_long(master, one.slot, offered)
        offers.append(offered)
    alike = any(one.slot.ragged for one in texts if one.slot.each)
    chosen = share(free, offers, _siblings(texts), alike=alike)
    if isinstance(chosen, Overset):
        return too_long(master, _longest(texts, offers), chosen)
    return _Choice(chosen=chosen, texts=texts)


def _offers(one: _Text, master: Master) -> tuple[Set, ...] | Overset:
    marked = master.material.accent if one.slot.holds == "headline" else ""
    return ladder(one.text, one.slot, one.measure, master.material.language, marked)


def _siblings(texts: Sequence[_Text]) -> frozenset[int]:
    return frozenset(index for index, one in enumerate(texts) if one.slot.each)


def _longest(texts: Sequence[_Text], offers: Sequence[tuple[Set, ...]]) -> Slot:
    """Return the slot whose texts take the most even at their lowest."""
    heights: dict[str, float] = {}
    for one, settings in zip(texts, offers, strict=True):
        lowest = min(setting.height for setting in settings)
        heights[one.slot.name] = heights.get(one.slot.name, 0.0) + lowest
    name = max(heights, key=lambda one: heights[one])
    return next(one.slot for one in texts if one.slot.name == name)


def _by_slot(choice: _Choice) -> Iterator[tuple[str, Setting]]:
    found: dict[str, list[Set]] = {}
    slots = {one.slot.name: one.slot for one in choice.texts}
    for text, one in zip(choice.texts, choice.chosen, strict=True):
        found.setdefault(text.slot.name, []).append(one)
    for name, sets in found.items():
        yield name, tuple(sets) if slots[name].each else sets[0]


def _given_up(master: Master, choice: _Choice) -> Iterator[Problem]:
    """Tell that the word its author marked does not stand out."""
    for text, one in zip(choice.texts, choice.chosen, strict=True):
        marked = master.material.accent if text.slot.holds == "headline" else ""
        slot = master.layout.slot(text.slot.name)
        accented = [line.text for line in one.lines if line.role == "accent"]
        if marked and slot and slot.accent == "word" and not _alone(accented, marked):
            yield accent_given_up(master, slot)


def _alone(accented: Sequence[str], marked: str) -> bool:
    """Tell whether what stands in the accent has as many words as were marked, a dash apart."""
    words = [word for line in accented for word in line.split() if any(map(str.isalnum, word))]
    return len(words) == len(marked.split())
