"""Sorting: which slot of a variant is set, which goes through the variable layer, and how large."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from leaflets.layout.marks import written_in
from leaflets.model.layout import FieldRule, Layout
from leaflets.model.proof import Regional
from leaflets.setting.field import fitted
from leaflets.setting.overset import Overset


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is the same for all variants of a master.

    Attributes:
        differs: Its slots.
        layout: Its layout.
        floor: The smallest type of the profile, in pt.
    """

    differs: Regional
    layout: Layout
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What becomes of a variant's slots.

    Attributes:
        layered: Blanks that the engine sets.
        scales: (slot, field) → scale.
        over: (slot, field, by how much) of what does not fit.
    """

    layered: frozenset[str]
    scales: Mapping[tuple[str, str], float]
    over: tuple[tuple[str, str, Overset], ...]


def sorted_slots(rules: Rules, values: tuple[str, ...]) -> Sorted:
    """Sort the slots of a variant; `values` are its fields', in the order of their marks."""
    scales, over = _scales(rules, values)
    return Sorted(
        layered=frozenset(one.name for one in rules.differs.slots),
        scales=scales,
        over=over,
    )


def _scales(
    rules: Rules, values: tuple[str, ...]
) -> tuple[Mapping[tuple[str, str], float], tuple[tuple[str, str, Overset], ...]]:
    """Fit each value into its lines, as typesetting in full does."""
    found: dict[tuple[str, str], float] = {}
    over: list[tuple[str, str, Overset]] = []
    for one in rules.differs.slots:
        for style in one.styles:
            rule = _rule(rules.layout, style.slot, style.field)
            if rule is None:
                continue
            least = min(1.0, rules.floor / style.size) if style.size else 1.0
            own = replace(rule, minimum=max(rule.minimum, least))
            done = fitted(replace(style, text=written_in(style.text, values)), own)
            key = (style.slot, style.field)
            found[key] = min(found.get(key, 1.0), done.scale)
            if done.over:
                over.append((*key, done.over))
    return found, tuple(over)


def _rule(layout: Layout, slot: str, field: str) -> FieldRule | None:
    named = layout.slot(slot)
    return next((one for one in named.fields if one.name == field), None) if named else None
