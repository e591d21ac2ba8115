"""Display: texts that CSS cannot set are computed for the boxes measured while they are empty."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf
from typing import NamedTuple

from leaflets.layout.portions import displayed
from leaflets.model.layout import FieldRule, Slot
from leaflets.model.material import Set, Setting
from leaflets.model.proof import FieldStyle
from leaflets.model.variant import Master
from leaflets.problems import Problem
from leaflets.setting.boxed import boxed
from leaflets.setting.field import fitted
from leaflets.setting.overset import Overset
from leaflets.typeset.columns import column
from leaflets.typeset.findings import boxless, floor, too_long
from leaflets.typeset.measure import Box


class Sets(NamedTuple):
    """Slot → its set text, what is left out, and what could not be set."""

    sets: tuple[tuple[str, Setting], ...] = ()
    without: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Scales(NamedTuple):
    """(slot, field) → scale of the regional value, and what does not fit at its smallest."""

    fields: tuple[tuple[tuple[str, str], float], ...] = ()
    problems: tuple[Problem, ...] = ()


def sets(master: Master, boxes: Mapping[str, tuple[Box, ...]], free: Mapping[str, float]) -> Sets:
    """Set the text of each slot that display sets.

    `boxes` are the slots' (mm), measured while they are empty; `free` is what their columns have
    free, in mm.
    """
    names = dict.fromkeys(slot.column for slot in master.layout.slots if slot.column)
    done = [column(master, name, boxes, free.get(name, inf)) for name in names]
    made = [pair for one in done for pair in one.sets]
    problems = [problem for one in done for problem in one.problems]
    for slot in master.layout.slots:
        texts = displayed(master.layout, slot, master.material)
        if slot.set == "text" or slot.column or not texts or slot.name not in boxes:
            continue
        found = _set(texts, slot, boxes[slot.name], master)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            made.append((slot.name, found))
    without = tuple(name for one in done for name in one.without)
    return Sets(tuple(made), without, tuple(problems))


def scales(master: Master, styles: tuple[FieldStyle, ...]) -> Scales:
    """Fit each regional value into its lines, by the style measured at scale 1.

    The minimum is the larger of the rule's and the scale that meets the profile's smallest type.
    Where a value is placed more than once, the smallest scale holds.
    """
    found: dict[tuple[str, str], float] = {}
    problems: list[Problem] = []
    for style in styles:
        slot = master.layout.slot(style.slot)
        rule = slot and next((one for one in slot.fields if one.name == style.field), None)
        if not slot or not rule or slot.set != "text":
            continue
        done = fitted(style, _floored(rule, style, floor(slot, master.profile)))
        key = (style.slot, style.field)
        found[key] = min(found.get(key, 1.0), done.scale)
        if done.over:
            problems.append(too_long(master, slot, done.over, what=f"`{style.field}`"))
    return Scales(tuple(found.items()), tuple(problems))


def _set(
    texts: tuple[str, ...], slot: Slot, boxes: tuple[Box, ...], master: Master
) -> Setting | Problem:
    if any(box.height == inf for box in boxes):
        return boxless(slot, master)
    language = master.material.language
    done = [boxed(text, slot, box, language) for text, box in zip(texts, boxes, strict=False)]
    for one in done:
        if isinstance(one, Overset):
            return too_long(master, slot, one)
    made = tuple(one for one in done if isinstance(one, Set))
    return made if slot.each else made[0]


def _floored(rule: FieldRule, style: FieldStyle, smallest: float) -> FieldRule:
    least = min(1.0, smallest / style.size) if style.size else 1.0
    return replace(rule, minimum=max(rule.minimum, least))
