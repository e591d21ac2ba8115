"""Which groups are searched as one: those whose slots share a room and push each other."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from types import MappingProxyType

from leaflets.model.layout import REGIONAL, Layout
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.unit import GRID, Unit, overset, position, scale_at


def starting(layout: Layout) -> tuple[tuple[str, float], ...]:
    """Return the scales of the first attempt: 1, or the nearest that the group allows."""
    return tuple((group.name, min(group.maximum, max(group.minimum, 1.0))) for group in layout.fit)


def units(layout: Layout, scales: Mapping[str, float]) -> tuple[Unit, ...]:
    """Return a unit of each group, at its scale of `scales`."""
    return tuple(
        Unit(
            groups=(group,),
            # What differs by region has a scale of its own, and moves nothing else.
            slots=tuple(
                slot.name
                for slot in layout.slots
                if slot.fit == group.name and slot.holds not in REGIONAL
            ),
            t=position(group, scales[group.name]),
        )
        for group in layout.fit
    )


def capped(
    layout: Layout, caps: Mapping[str, float], least: Mapping[str, float] = MappingProxyType({})
) -> Layout:
    """Return the layout with groups that grow no larger than `caps` have it.

    `least` are the true minima of groups: no cap goes below them.
    """
    if not caps:
        return layout
    most = {name: max(cap, least.get(name, 0.0)) for name, cap in caps.items()}
    groups = (
        replace(one, maximum=max(one.minimum, min(one.maximum, most.get(one.name, one.maximum))))
        for one in layout.fit
    )
    return replace(layout, fit=tuple(groups))


def true_minima(
    layout: Layout,
    scales: Mapping[str, float],
    found: Mapping[str, SlotMeasure],
    floors: Mapping[str, float],
) -> dict[str, float]:
    """Return the smallest scale of each group that keeps its type at the `floors`, in pt.

    `found` was typeset at `scales`, which the layout allows.
    """
    lowest = (_floored(unit, found, floors).groups[0] for unit in units(layout, scales))
    return {group.name: group.minimum for group in lowest}


def joined(
    units: tuple[Unit, ...], found: Mapping[str, SlotMeasure], floors: Mapping[str, float]
) -> tuple[Unit, ...]:
    """Return the units with true minima, and with groups that share a room as one unit.

    `floors` holds the smallest type of slots, in pt.
    """
    return _joined(tuple(_floored(unit, found, floors) for unit in units), found)


def _floored(unit: Unit, found: Mapping[str, SlotMeasure], floors: Mapping[str, float]) -> Unit:
    """Return the unit with its true minimum, at the same scale as before."""
    (group,) = unit.groups
    scale = scale_at(group, unit.t)
    least = [
        scale * floors[name] / found[name].smallest
        for name in unit.slots
        if name in found and name in floors and found[name].smallest > 0
    ]
    lowest = max((ceil(one * GRID - 1e-6) / GRID for one in least), default=0.0)
    if lowest <= group.minimum:
        return unit
    true = replace(group, minimum=min(lowest, group.maximum))
    return replace(unit, groups=(true,), t=position(true, scale))


def _joined(units: tuple[Unit, ...], found: Mapping[str, SlotMeasure]) -> tuple[Unit, ...]:
    joined: list[Unit] = []
    for unit in units:
        rooms = _rooms(unit, found)
        others = [one for one in joined if rooms & _rooms(one, found)]
        joined = [one for one in joined if one not in others]
        joined.append(_together((*others, unit), found))
    return tuple(_with_neighbours(unit, found) for unit in joined)


def _together(units: tuple[Unit, ...], found: Mapping[str, SlotMeasure]) -> Unit:
    """Return one unit of several, at the position that what was measured says something about."""
    slots = tuple(dict.fromkeys(name for unit in units for name in unit.slots))
    fits = not any(overset(found[name]) for name in slots if name in found)
    positions = [unit.t for unit in units]
    return Unit(
        groups=tuple(group for unit in units for group in unit.groups),
        slots=slots,
        t=min(positions) if fits else max(positions),
    )


def _with_neighbours(unit: Unit, found: Mapping[str, SlotMeasure]) -> Unit:
    """Return the unit with what its slots push although it is not fitted itself."""
    rooms = _rooms(unit, found)
    beside = (name for name, one in found.items() if one.frame in rooms)
    return replace(unit, slots=tuple(dict.fromkeys((*unit.slots, *beside))))


def _rooms(unit: Unit, found: Mapping[str, SlotMeasure]) -> set[int]:
    return {found[name].frame for name in unit.slots if name in found and found[name].frame}
