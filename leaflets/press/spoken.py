"""Set texts carry what they say, so that a headline of many lines is found and read as one.

Readers join lines and letter-spaced words as they like; a mark with /ActualText tells them
(ISO 32000-1, 14.9.4). The mark must be the outermost one, or some readers do not see it.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, String

from leaflets.layout.portions import bare, displayed
from leaflets.model.layout import Slot
from leaflets.model.material import Set, Setting
from leaflets.model.pressed import Blank, Matrix
from leaflets.model.proof import Place, Proof
from leaflets.model.variant import Master
from leaflets.press.content import Instruction
from leaflets.raster import inverted, multiplied
from leaflets.units import to_pt

# How far a baseline, and the start of a line, may stand from where display put it, in mm.
_BASELINE, _MARGIN = 0.4, 2.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A set text as it stands on one page, or all text of a slot.

    Attributes:
        page: From 1.
        text: What it says.
        slot: From the page's points to mm from the top left of what display filled, or of the slot,
            y down.
        left, right: How far its lines' pens reach, in mm from there.
        baselines: In mm below there.
        depth: Of all text of a slot: how far below the slot's top it may start.
    """

    page: int
    text: str
    slot: Matrix
    left: float
    right: float
    baselines: tuple[float, ...] = ()
    depth: float = 0.0

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a text that starts at this point of the page is one of its lines."""
        a, b, c, d, e, f = self.slot
        across, down = a * x + c * y + e, b * x + d * y + f
        near = any(abs(down - baseline) < _BASELINE for baseline in self.baselines)
        near = near or 0 < down < self.depth
        return near and self.left - _MARGIN <= across <= self.right + _MARGIN


_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NOTHING_SHOWN = Passage(page=0, text="", slot=_IDENTITY, left=0.0, right=0.0)


def passages(proof: Proof, master: Master) -> tuple[Passage, ...]:
    """Return every set text of the proof at each of its places."""
    sets = dict(proof.fitting.sets)
    return tuple(
        passage
        for measured in proof.slots
        if (made := sets.get(measured.name)) and (slot := master.layout.slot(measured.name))
        for place, one, text in _said(slot, made, measured.sets or measured.places, master)
        if (passage := _passage(place, one, text, proof.height))
    )


def all_of(blank: Blank) -> Passage:
    """Return all the text that stands in the place of a blank."""
    a, b, c, d, e, f = blank.matrix
    down = (a, b, -c, -d, e + c * blank.height, f + d * blank.height)
    return Passage(
        page=blank.page,
        text="",
        slot=inverted(down),
        left=0.0,
        right=blank.width,
        depth=blank.height,
    )


def spoken(
    content: tuple[Instruction, ...], passages: tuple[Passage, ...]
) -> tuple[Instruction, ...]:
    """Return the page's content with each passage's lines under one mark that tells its text.

    A passage with other text between its lines stays as it is: one mark would swallow that text,
    and of two marks some readers would read both.
    """
    if not passages:
        return content
    runs = [
        (passage, tuple(run))
        for passage, run in groupby(_texts(content, passages), key=lambda text: text.passage)
    ]
    times = Counter(passage for passage, _ in runs)
    before: dict[int, Instruction] = {}
    after: dict[int, Instruction] = {}
    for passage, lines in runs:
        if passage is not None and times[passage] == 1:
            mark = Dictionary(ActualText=String(passage.text))
            before[lines[0].begin] = ContentStreamInstruction([Name.Span, mark], Operator("BDC"))
            after[lines[-1].end] = ContentStreamInstruction([], Operator("EMC"))
    return tuple(
        one
        for index, instruction in enumerate(content)
        for one in (before.get(index), instruction, after.get(index))
        if one is not None
    )


def beginnings(
    content: tuple[Instruction, ...], passages: tuple[Passage, ...]
) -> tuple[tuple[int, Passage], ...]:
    """Return where each text object of a passage begins in the content, and the passage."""
    found = _texts(content, passages) if passages else ()
    return tuple((text.begin, text.passage) for text in found if text.passage is not None)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text object: where it begins and ends in the content, and the passage it belongs to."""

    begin: int
    end: int
    passage: Passage | None


def _texts(content: tuple[Instruction, ...], passages: tuple[Passage, ...]) -> Iterator[_Text]:
    """Find the text objects in order; the engine places text by Tm alone."""
    begin, start = 0, _IDENTITY
    passage: Passage | None = _NOTHING_SHOWN
    for index, (instruction, page) in enumerate(_on_page(content)):
        match str(instruction.operator):
            case "BT":
                begin, start, passage = index, _IDENTITY, _NOTHING_SHOWN
            case "Tm":
                start = _matrix(instruction)
            case "Tj" | "TJ" if passage is _NOTHING_SHOWN:
                passage = _passage_at(multiplied(start, page), passages)
            case "ET" if passage is not _NOTHING_SHOWN:
                yield _Text(begin, index, passage)


def _on_page(content: tuple[Instruction, ...]) -> Iterator[tuple[Instruction, Matrix]]:
    """Yield each instruction with the transform to the page's points that holds behind it."""
    matrix, saved = _IDENTITY, list[Matrix]()
    for instruction in content:
        match str(instruction.operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = multiplied(_matrix(instruction), matrix)
        yield instruction, matrix


def _matrix(instruction: Instruction) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in instruction.operands)
    return (a, b, c, d, e, f)


def _passage_at(start: Matrix, passages: tuple[Passage, ...]) -> Passage | None:
    return next((one for one in passages if one.holds(*start[4:])), None)


def _passage(place: Place, lines: Set, text: str, height: float) -> Passage | None:
    """Return the set text at `place`; None if the place has no extent."""
    (left, top), (right, level), _, (foot, low) = place.quad
    wide, tall = math.hypot(right - left, level - top), math.hypot(foot - left, low - top)
    if not (wide and tall and text):
        return None
    mm = to_pt(1)
    # From the slot's mm to the page's points; the page's own y goes up.
    out: Matrix = (
        (right - left) / wide * mm,
        (top - level) / wide * mm,
        (foot - left) / tall * mm,
        (top - low) / tall * mm,
        left * mm,
        (height - top) * mm,
    )
    return Passage(
        page=place.page,
        text=text,
        slot=inverted(out),
        # The larger the type, the further its pen starts left of its ink.
        left=min([0.0, *(line.x for line in lines.lines)]),
        right=lines.width,
        baselines=tuple(line.y for line in lines.lines),
    )


def _said(
    slot: Slot, made: Setting, places: tuple[Place, ...], master: Master
) -> Iterator[tuple[Place, Set, str]]:
    """Yield each place of a set in a slot with the set and what that says.

    Texts are in their own case.
    """
    texts = [bare(text) for text in displayed(master.layout, slot, master.material)]
    if isinstance(made, Set):
        yield from ((place, made, text) for place in places for text in texts)
    else:
        yield from zip(places, made, texts, strict=False)
