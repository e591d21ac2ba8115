"""Air: what room is left after fitting, spread between the items."""

from collections.abc import Iterable, Mapping
from math import floor, inf

from leaflets.model.layout import Layout
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.castoff import airiest, cast_off, faithful

# Less than all: columns may break elsewhere, and floats are not exact.
_SPREAD = 0.99
# In mm; less is not worth a typesetting.
_LEAST = 0.05


def air(
    measures: Iterable[SlotMeasure], layout: Layout, scales: Mapping[str, float]
) -> tuple[tuple[str, float], ...]:
    """Return the air between items, in mm, that spreads the room left, up to each group's most.

    Slots that share a room share what is left of it. Nothing for a group whose `air` is 0, whose
    slots hold a single item each, or which has less than 0.05 mm to spread.
    """
    found = {measure.name: measure for measure in measures}
    groups = {group.name: group for group in layout.fit if group.name in scales and group.air > 0}
    airy = [
        (groups[slot.fit], found[slot.name])
        for slot in layout.slots
        if slot.fit in groups and slot.name in found and len(found[slot.name].items) > 1
    ]
    spread: dict[str, float] = {}
    for group, measure in airy:
        sharing = [one for _, one in airy if one.name == measure.name or _share(one, measure)]
        gaps = sum(len(one.items) - 1 for one in sharing)
        pushed = (one for one in found.values() if one is measure or _share(one, measure))
        free = min(one.room - one.needed for one in pushed if one.room > 0)
        each = min(group.air, free * _SPREAD / gaps)
        if measure.copy and faithful(measure.copy) and cast_off(measure.copy).fits:
            # Columns may break elsewhere with air.
            each = airiest((measure.copy,), 1.0, each)
        spread[group.name] = min(spread.get(group.name, inf), each)
    return tuple((name, floor(mm * 100) / 100) for name, mm in spread.items() if mm >= _LEAST)


def _share(one: SlotMeasure, two: SlotMeasure) -> bool:
    return bool(one.frame) and one.frame == two.frame
