"""The copy of each fitted slot, read from the box tree."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from leaflets import faces
from leaflets.language.hyphenation import SOFT_HYPHEN, softened
from leaflets.model.copy import Copy, Passage, Stack, Word
from leaflets.model.layout import Layout
from leaflets.model.proof import SlotMeasure
from leaflets.typeset import boxes as box_of
from leaflets.typeset.boxes import Box
from leaflets.typeset.castoff import cast_off
from leaflets.typeset.engine import Rendered
from leaflets.units import from_px

_PT_PER_PX = 0.75
_SPACES = re.compile(r"[ \t\n\r\f]+")
_WORD = re.compile(r"[^\W\d_]{5,}")


def copied(
    rendered: Rendered,
    layout: Layout,
    measures: tuple[SlotMeasure, ...],
    air: Mapping[str, float] = MappingProxyType({}),
) -> tuple[SlotMeasure, ...]:
    """Return the measures with the copy of each fitted slot that stands once in its own room.

    What shares a room, runs over pages, or is set otherwise than in plain blocks of lines has none.
    `air` is what groups were typeset with, mm between items; copies are without.
    """
    found: dict[str, list[_Slot]] = {}
    for page in rendered.document.pages:
        for name, slot in _slots(page._page_box, layout):  # noqa: SLF001
            found.setdefault(name, []).append(slot)
    return tuple(
        replace(one, copy=_copy(found[one.name][0], one, air.get(_group(layout, one.name), 0.0)))
        if len(found.get(one.name, ())) == 1
        else one
        for one in measures
    )


@dataclass(slots=True)
class _Block:
    """A block of lines, all its parts together; px."""

    box: Box
    lines: int = 0
    leading: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


@dataclass(slots=True)
class _Item:
    """What carries a `data-item`; px."""

    floor: float = 0.0
    edges: float = 0.0
    below: float = 0.0
    rules: float = 0.0
    blocks: dict[int, _Block] = field(default_factory=dict)


@dataclass(slots=True)
class _Slot:
    columns: int = 0
    items: dict[str, _Item] = field(default_factory=dict)
    blank: list[float] = field(default_factory=list)


def _slots(box: Box, layout: Layout) -> Iterator[tuple[str, _Slot]]:
    box = box_of.unwrapped(box)
    name = box_of.attribute(box, "data-slot") if box_of.is_block(box) else None
    slot = layout.slot(name) if name else None
    if name and slot and slot.fit and slot.set == "text":
        collected = _Slot()
        _collect(box, collected, "")
        yield name, collected
        return
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield from _slots(child, layout)


def _collect(box: Box, slot: _Slot, index: str) -> None:
    box = box_of.unwrapped(box)
    if isinstance(box, box_of.LINE):
        return
    if not box_of.is_block(box):
        return
    own = box_of.attribute(box, "data-item")
    if own is not None and not box.is_column:
        index = own
        item = slot.items.setdefault(index, _Item())
        item.floor = max(item.floor, float(box.min_height))
        rules = float(box.border_top_width + box.border_bottom_width)
        item.rules = max(item.rules, rules)
        item.below = max(item.below, float(box.margin_bottom + box.padding_bottom))
        item.edges = max(item.edges, float(box.margin_height() - box.height) - rules)
    children = [box_of.unwrapped(child) for child in box.children]
    if any(getattr(child, "is_column", False) for child in children):
        slot.columns = box_of.column_count(box)
    lines = [child for child in children if isinstance(child, box_of.LINE)]
    if lines:
        _note(box, lines, slot, index)
    for child in children:
        _collect(child, slot, index)


def _note(box: Box, lines: list[Box], slot: _Slot, index: str) -> None:
    text = [line for line in lines if _text(line)]
    if not text:
        slot.blank += [float(line.height) for line in lines]
        return
    blocks = slot.items.setdefault(index, _Item()).blocks
    block = blocks.setdefault(id(box.element), _Block(box, top=text[0].position_y))
    block.lines += len(lines)
    block.leading = max(block.leading, *(float(line.height) for line in lines))
    block.bottom = lines[-1].position_y + lines[-1].height


def _text(line: Box) -> str:
    found = (child.text for child in box_of.inline(line) if isinstance(child, box_of.TEXT))
    return "".join(found).strip()


def _group(layout: Layout, name: str) -> str:
    slot = layout.slot(name)
    return slot.fit if slot else ""


def _copy(slot: _Slot, measure: SlotMeasure, air: float) -> Copy | None:
    if measure.frame or not measure.room or not slot.items:
        return None
    *others, last = (_stack(item) for item in slot.items.values())
    copy = Copy(
        stacks=(*(_airless(one, air) for one in others), last),
        room=measure.room,
        columns=slot.columns,
        fixed=tuple(map(from_px, slot.blank)),
    )
    return replace(copy, over=measure.needed - cast_off(copy, 1.0, air).needed)


def _airless(stack: Stack, air: float) -> Stack:
    return replace(stack, edges=stack.edges - air, below=max(0.0, stack.below - air))


def _stack(item: _Item) -> Stack:
    """Return the item's passages; a short one beside the longest is a floor, as a number is."""
    blocks = list(item.blocks.values())
    longest = max(blocks, key=lambda one: len(_source(one.box)))
    beside = [
        one
        for one in blocks
        if one is not longest and one.top < longest.bottom and longest.top < one.bottom
    ]
    floor = max((one.lines * one.leading for one in beside), default=0.0)
    width = sum(from_px(one.box.margin_width()) for one in beside)
    return Stack(
        passages=tuple(_passage(one, width) for one in blocks if one not in beside),
        floor=from_px(max(floor, item.floor)),
        edges=from_px(item.edges),
        below=from_px(item.below),
        rules=from_px(item.rules),
    )


def _source(box: Box) -> str:
    # What CSS collapses; no-break spaces stay.
    return _SPACES.sub(" ", "".join(box.element.itertext())).strip(" ")


def _passage(block: _Block, beside: float) -> Passage:
    box = block.box
    style = box.style
    size = float(style["font_size"])
    spacing = style["letter_spacing"]
    total, left, right = style["hyphenate_limit_chars"]
    hyphen = style["hyphenate_character"]
    language = style["lang"] or ""
    text = _source(box)
    if style["text_transform"] == "uppercase":
        text = faces.capitals(text, language)
    kind = _Type(
        families=tuple(style["font_family"]),
        weight=int(style["font_weight"]),
        slant="normal" if style["font_style"] == "normal" else "italic",
        spacing=0.0 if spacing == "normal" else round(float(spacing) / size, 5),
        language=language,
    )
    limits = (int(total), int(left), int(right)) if style["hyphens"] == "auto" else None
    return Passage(
        words=_words(text, kind, limits),
        hyphen=_width(hyphen, kind),
        breaks=style["overflow_wrap"] != "normal",
        em=from_px(size),
        measure=from_px(box.width),
        beside=beside,
        leading=from_px(block.leading),
        lines=block.lines,
        together=(int(style["orphans"]), int(style["widows"])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Type:
    families: tuple[str, ...]
    weight: int
    slant: str
    spacing: float
    language: str


@lru_cache(maxsize=1000)
def _words(text: str, kind: _Type, limits: tuple[int, int, int] | None) -> tuple[Word, ...]:
    ends = (*faces.breaks(text, kind.language), len(text))
    begins = (0, *ends[:-1])
    return tuple(
        _word(text[begin:end], kind, limits) for begin, end in zip(begins, ends, strict=True)
    )


def _word(text: str, kind: _Type, limits: tuple[int, int, int] | None) -> Word:
    bare = text.rstrip(" ")
    gap = _width(" ", kind) * (len(text) - len(bare))
    cuts = _cuts(bare, kind.language, limits) if limits else ()
    return Word(_width(bare, kind), gap, tuple(_width(bare[:cut], kind) for cut in cuts))


def _cuts(text: str, language: str, limits: tuple[int, int, int]) -> Iterator[int]:
    """Give the places in `text` where the engine may hyphenate."""
    total, left, right = limits
    for word in _WORD.finditer(text):
        if len(word[0]) < total:
            continue
        place = 0
        for part in softened(word[0], language).split(SOFT_HYPHEN)[:-1]:
            place += len(part)
            if left <= place <= len(word[0]) - right:
                yield word.start() + place


@lru_cache(maxsize=20_000)
def _width(text: str, kind: _Type) -> float:
    found = [face for one in kind.families if (face := faces.nearest(one, kind.weight, kind.slant))]
    if not found or not text:
        return 0.0
    face = next((one for one in found if faces.covers(one, text)), found[0])
    return faces.advance(text, face, faces.Shaping(spacing=kind.spacing, language=kind.language))
