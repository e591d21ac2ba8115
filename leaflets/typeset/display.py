"""Display: texts that CSS cannot set are computed for the boxes measured while they are empty."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf
from typing import NamedTuple

from leaflets.model.layout import FieldRule, Slot
from leaflets.model.material import Material, Set
from leaflets.model.proof import FieldStyle
from leaflets.model.variant import Master
from leaflets.problems import Problem, Where
from leaflets.setting.field import fitted
from leaflets.setting.overset import Overset
from leaflets.setting.poster import poster
from leaflets.typeset.findings import floor, too_long
from leaflets.typeset.measure import Box


class Sets(NamedTuple):
    """Slot → its set text, and what could not be set."""

    sets: tuple[tuple[str, Set], ...] = ()
    problems: tuple[Problem, ...] = ()


class Scales(NamedTuple):
    """(slot, field) → scale of the regional value, and what does not fit at its smallest."""

    fields: tuple[tuple[tuple[str, str], float], ...] = ()
    problems: tuple[Problem, ...] = ()


def sets(master: Master, boxes: Mapping[str, Box]) -> Sets:
    """Set the text of each slot that display sets, in its box of `boxes` (mm)."""
    made: list[tuple[str, Set]] = []
    problems: list[Problem] = []
    for slot in master.layout.slots:
        text = _text(slot, master.material)
        if slot.set == "text" or not text or slot.name not in boxes:
            continue
        done = _set(text, slot, boxes[slot.name], master)
        if isinstance(done, Problem):
            problems.append(done)
        else:
            made.append((slot.name, done))
    return Sets(tuple(made), tuple(problems))


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
        if not slot or not rule:
            continue
        done = fitted(style, _floored(rule, style, floor(slot, master.profile)))
        key = (style.slot, style.field)
        found[key] = min(found.get(key, 1.0), done.scale)
        if done.over:
            problems.append(too_long(master, slot, done.over, what=f"`{style.field}`"))
    return Scales(tuple(found.items()), tuple(problems))


def _set(text: str, slot: Slot, box: Box, master: Master) -> Set | Problem:
    if box.height == inf:
        return _boxless(slot, master)
    done = poster(text, slot, (box.width, box.height), master.material.language)
    return too_long(master, slot, done) if isinstance(done, Overset) else done


def _text(slot: Slot, material: Material) -> str:
    match slot.holds:
        case "words":
            return dict(material.words).get(slot.words, "")
        case "headline" | "kicker" | "lead" | "imprint":
            return str(getattr(material, slot.holds))
        case _:
            return ""


def _floored(rule: FieldRule, style: FieldStyle, smallest: float) -> FieldRule:
    least = min(1.0, smallest / style.size) if style.size else 1.0
    return replace(rule, minimum=max(rule.minimum, least))


def _boxless(slot: Slot, master: Master) -> Problem:
    return Problem(
        code="set-box-open",
        message=f"The slot `{slot.name}` of the layout `{master.layout.name}` is set as "
        f"{slot.set}, but its CSS gives it no height.",
        hint="Give it `height`, `top` and `bottom`, or `max-height`, in mm.",
        where=Where(slot=slot.name),
    )
