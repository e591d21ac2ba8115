"""Sorting: which slot of a variant is set, which goes through the variable layer, and how large."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from leaflets.faces import Face, face
from leaflets.layout.marks import written_in
from leaflets.layout.portions import bare
from leaflets.model.layout import FieldRule, Layout
from leaflets.model.material import Set
from leaflets.model.proof import FieldStyle, Regional, RegionalSlot
from leaflets.setting.block import Block, block, fitted_block, in_face, set_block, set_style
from leaflets.setting.boxed import boxed
from leaflets.setting.overset import Overset, Reason
from leaflets.setting.proven import unproven, unsettable
from leaflets.setting.rungs import LINE
from leaflets.setting.type import type_of
from leaflets.stamp.brought import brought, lacking
from leaflets.stamp.fonts import Embedded, Use
from leaflets.units import from_px

Over = tuple[str, str, Overset]
# Blank → the styles of its fields.
Measured = Mapping[str, tuple[FieldStyle, ...]]
_UNMEASURED: Measured = MappingProxyType({})
# In px: what sums of floats drift by.
_DRIFT = 1e-3
# In mm, as slots are judged on the engine's own pages.
_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block as it is set: the top left of its box on the page, and which of the slot's paints.

    In px, before the slot is transformed.

    `features` are what its faces are asked for.
    """

    block: Block
    x: float
    y: float
    paint: int
    features: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What becomes of a variant's slots.

    Attributes:
        set: Blank → its blocks.
        layered: Blanks that the engine sets.
        sets: Slot → its text as display sets it.
        scales: (slot, field) → scale.
        over: (slot, field, by how much) of what does not fit; a whole slot has no field.
        said: Blank → what a text that display set says, for those who search it.
        brought: Faces with glyphs that the master does not carry.
    """

    set: Mapping[str, tuple[Placed, ...]]
    sets: Mapping[str, Set]
    layered: frozenset[str]
    scales: Mapping[tuple[str, str], float]
    over: tuple[Over, ...]
    said: Mapping[str, str] = field(default_factory=dict)
    brought: Mapping[Face, Embedded] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is the same for all variants of a master.

    Attributes:
        differs: Its slots.
        layout: Its layout.
        language: Of its texts.
        floor: The smallest type of the profile, in pt.
        settable: Blanks whose styles are proven.
        embedded: The faces that the pressed master carries.
        hung: Blanks whose measures hang on what stands in them.
    """

    differs: Regional
    layout: Layout
    language: str
    floor: float
    settable: frozenset[str]
    embedded: Mapping[Face, Embedded]
    hung: frozenset[str] = frozenset()


def settable(differs: Regional, layout: Layout) -> frozenset[str]:
    """Return the blanks whose blocks are of styles that are proven to be set as the engine does."""
    return frozenset(
        one.name
        for one in differs.slots
        if (styles := _own_styles(one, layout)) and not any(map(unproven, styles))
    )


def used_faces(differs: Regional, layout: Layout, blanks: frozenset[str]) -> tuple[Use, ...]:
    """Return what these blanks are set in."""
    used = (
        Use(type_of(style).faces, style.features, style.upper or _in_capitals(one, layout))
        for one in differs.slots
        if one.name in blanks
        for style in _own_styles(one, layout)
    )
    return tuple(dict.fromkeys(used))


def _in_capitals(one: RegionalSlot, layout: Layout) -> bool:
    """Return whether display sets a slot in capitals."""
    slot = layout.slot(one.slot)
    return one.room is not None and slot is not None and slot.case == "upper"


def _own_styles(one: RegionalSlot, layout: Layout) -> tuple[FieldStyle, ...]:
    """Return the styles that a slot's lines may have; of one that display sets, in each face."""
    if one.room is None:
        return tuple(part.style for part in one.blocks)
    slot, style = layout.slot(one.slot), one.room.style
    named = (face(name) for name in slot.face) if slot and style else ()
    return tuple(in_face(style, one) for one in named if one and style)


def hung(differs: Regional, blanks: frozenset[str]) -> frozenset[str]:
    """Return the blanks whose measures hang on what stands in them; `blanks` are those we set."""
    return frozenset(
        one.name for one in differs.slots if one.styles and not one.sure and one.name not in blanks
    )


def sorted_slots(rules: Rules, values: tuple[str, ...], measured: Measured = _UNMEASURED) -> Sorted:
    """Sort the slots of a variant; `values` are its fields', in the order of their marks.

    `measured` are the styles of `rules.hung` with these values in them.
    """
    texts = {
        one.name: measured.get(one.name) or tuple(_own(style, values) for style in one.styles)
        for one in rules.differs.slots
    }
    fits, over = _fits(rules, texts)
    scales: dict[tuple[str, str], float] = {}
    for style, fit in fits.items():
        key = (style.slot, style.field)
        scales[key] = min(scales.get(key, 1.0), fit.scale)
    done: dict[str, tuple[Placed, ...]] = {}
    for one in rules.differs.slots:
        if one.name in rules.settable and one.room is None:
            own = tuple(_own(part.style, values) for part in one.blocks)
            made = _set(one, own, _Fits(fits=fits, scales=scales), rules.embedded)
            if made is not None:
                done[one.name] = made
                over += tuple(_too_tall(one, made))
    sets, failed = _sets(rules, values)
    done |= dict(_set_slots(rules, sets))
    names = (one.name for one in rules.differs.slots)
    return Sorted(
        set=done,
        sets=sets,
        layered=frozenset(name for name in names if name not in done),
        scales=scales,
        over=(*over, *failed),
        said={
            one.name: bare(written_in(one.room.text, values))
            for one in rules.differs.slots
            if one.room
        },
        brought=_brought(rules, done),
    )


def _brought(rules: Rules, done: Mapping[str, tuple[Placed, ...]]) -> dict[Face, Embedded]:
    """Return the faces with glyphs that the master does not carry."""
    placed = [one for blocks in done.values() for one in blocks]
    lacks: dict[Face, dict[int, str]] = {}
    for one in placed:
        for face_, texts in (lacking(one.block, one.features, rules.embedded) or {}).items():
            lacks.setdefault(face_, {}).update(texts)
    return brought((one.block for one in placed), lacks, rules.embedded) if lacks else {}


def _sets(rules: Rules, values: tuple[str, ...]) -> tuple[dict[str, Set], tuple[Over, ...]]:
    """Return what display makes of its slots' texts, and what it cannot set."""
    sets: dict[str, Set] = {}
    over: list[Over] = []
    rooms = {one.slot: one.room for one in rules.differs.slots if one.room}
    for name, room in rooms.items():
        slot = rules.layout.slot(name)
        text = written_in(room.text, values)
        done = boxed(text, slot, (room.width, room.height), rules.language) if slot else None
        if isinstance(done, Set):
            sets[name] = done
        elif done:
            over.append((name, "", done))
    return sets, tuple(over)


def _set_slots(rules: Rules, sets: Mapping[str, Set]) -> Iterator[tuple[str, tuple[Placed, ...]]]:
    """Yield the blanks of slots that display sets, where its lines are proven, as their blocks."""
    for one in rules.differs.slots:
        room, made = one.room, sets.get(one.slot)
        if one.name not in rules.settable or made is None or room is None or room.style is None:
            continue
        done = set_block(made, room.style)
        plain = all(line.role == LINE for line in made.lines)
        strange = any(unsettable(set_style(line, room.style)) for line in made.lines)
        features = room.style.features
        if plain and not strange and lacking(done, features, rules.embedded) is not None:
            left, top = one.corner
            x, y = left + room.x, top + room.y
            block = Placed(block=done, x=x, y=y, paint=room.paint, features=features)
            yield one.name, (block,)


@dataclass(frozen=True, slots=True)
class _Fits:
    """Each style's own fit, and the scale that holds for its slot and field in all places."""

    fits: Mapping[FieldStyle, Block]
    scales: Mapping[tuple[str, str], float]


def _own(style: FieldStyle, values: tuple[str, ...]) -> FieldStyle:
    return _with(style, written_in(style.text, values))


@lru_cache(maxsize=4096)
def _with(style: FieldStyle, text: str) -> FieldStyle:
    return replace(style, text=text)


def _fits(
    rules: Rules, texts: Mapping[str, tuple[FieldStyle, ...]]
) -> tuple[Mapping[FieldStyle, Block], tuple[Over, ...]]:
    """Fit each value into its lines, as typesetting in full does."""
    found: dict[FieldStyle, Block] = {}
    over: list[Over] = []
    for style in (style for styles in texts.values() for style in styles):
        rule = _rule(rules, style.slot, style.field, style.size)
        if rule is None:
            continue
        done = found[style] = _fitted(style, rule)
        if done.over:
            over.append((style.slot, style.field, done.over))
    return found, tuple(over)


# Dates, hours and names come again from row to row.
_fitted = lru_cache(maxsize=4096)(fitted_block)
_unsettable = lru_cache(maxsize=4096)(unsettable)


def _rule(rules: Rules, slot: str, field: str, size: float) -> FieldRule | None:
    """Return a field's rule, its minimum no smaller than the profile's smallest type."""
    named = rules.layout.slot(slot)
    rule = next((one for one in named.fields if one.name == field), None) if named else None
    if rule is None:
        return None
    least = min(1.0, rules.floor / size) if size else 1.0
    return replace(rule, minimum=least) if least > rule.minimum else rule


def _set(
    slot: RegionalSlot,
    styles: tuple[FieldStyle, ...],
    measured: _Fits,
    embedded: Mapping[Face, Embedded],
) -> tuple[Placed, ...] | None:
    """Return a slot's blocks, each pushed by those above; None if one of them is not proven."""
    made: list[Placed] = []
    left, top = slot.corner
    pushed = 0.0
    for part, style in zip(slot.blocks, styles, strict=True):
        scale = measured.scales.get((style.slot, part.field), 1.0)
        if _unsettable(style, scale):
            return None
        fit = measured.fits.get(style)
        done = fit if fit and fit.scale == scale else block(style, scale)
        if lacking(done, style.features, embedded) is None:
            return None
        place = top + part.y + pushed
        made.append(
            Placed(block=done, x=left + part.x, y=place, paint=part.paint, features=style.features)
        )
        pushed += done.height - part.height
        if not slot.flows and abs(done.height - part.height) > _DRIFT:
            return None
    return tuple(made)


def _too_tall(slot: RegionalSlot, made: tuple[Placed, ...]) -> Iterator[Over]:
    """Yield by how much a slot's blocks leave its room."""
    lowest = max((one.y + one.block.height for one in made), default=0.0)
    mm = from_px(lowest - slot.corner[1] - slot.bottom)
    if mm > _TOLERANCE:
        yield slot.slot, "", Overset(mm=mm, characters=0, reason=Reason.TOO_MANY_LINES)
