"""A content stream from the engine's colours into a profile's inks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Name,
    Object,
    Operator,
    parse_content_stream,
)

from leaflets.press import lines
from leaflets.press.colours import SPACES, colour
from leaflets.press.inks import Colour, Inks, Paint

Instruction = ContentStreamInstruction | ContentStreamInlineImage
# Marks of the structure tree, which a printed file does not carry.
_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
_COLOURS = frozenset({"g", "rg", "k", "cs", "sc", "scn"})


@dataclass(frozen=True, slots=True)
class Inked:
    """A content stream in the profile's inks, and the line screens (percent) that it names."""

    instructions: tuple[Instruction, ...]
    screens: frozenset[int]


@dataclass(frozen=True, slots=True)
class _State:
    """Of the graphics state: the colour spaces, and the colour that is filled with."""

    space: str = "DeviceGray"
    stroke_space: str = "DeviceGray"
    filling: Colour | None = None


def inked(stream: Object, inks: Inks, *, tagged: bool = False) -> Inked:
    """Return what `stream` draws, in `inks`: areas and strokes as areas, letters as letters.

    `tagged` keeps the marks that the document's structure refers to.
    """
    reader = _Reader(inks, frozenset() if tagged else _MARKS)
    written = tuple(reader.read(stream))
    return Inked(written, frozenset(reader.screens))


class _Reader:
    """Follows one content stream."""

    def __init__(self, inks: Inks, dropped: frozenset[str]) -> None:
        self.screens: set[int] = set()
        self._dropped = dropped
        self._inks = inks
        self._state = _State()
        self._saved: list[_State] = []
        self._in_text = False

    def read(self, stream: Object) -> Iterator[Instruction]:
        for instruction in parse_content_stream(stream):
            name = str(instruction.operator)
            if name.lower() in _COLOURS:
                yield from self._coloured(name, instruction)
            elif name in {"BT", "ET"}:
                yield instruction
                self._in_text = name == "BT"
                yield from self._between_letters_and_areas()
            elif name not in self._dropped:
                self._follow(name)
                yield instruction

    def _follow(self, name: str) -> None:
        if name == "q":
            self._saved.append(self._state)
        elif name == "Q" and self._saved:
            self._state = self._saved.pop()

    def _coloured(self, name: str, instruction: Instruction) -> Iterator[Instruction]:
        """Yield the operations that stand for one that chooses a space or a colour."""
        operator, strokes = name.lower(), name.isupper()
        operands = instruction.operands
        pattern = operands and isinstance(operands[-1], Name)
        if operator == "cs":
            self._choose(str(operands[0])[1:], strokes=strokes)
        elif operator in SPACES:
            self._choose(SPACES[operator], strokes=strokes)
        if pattern:
            # Patterns carry their own colours; other spaces are named anew with each colour.
            yield from self._patterned(instruction, strokes=strokes)
        elif operator != "cs":
            yield from self._mixed([float(operand) for operand in operands], strokes=strokes)

    def _choose(self, space: str, *, strokes: bool) -> None:
        change = {"stroke_space": space} if strokes else {"space": space}
        self._state = replace(self._state, **change)  # type: ignore[arg-type]

    def _patterned(self, instruction: Instruction, *, strokes: bool) -> Iterator[Instruction]:
        space = self._state.stroke_space if strokes else self._state.space
        if space != "Pattern":
            return
        if not strokes:
            self._state = replace(self._state, filling=None)
        yield instruction

    def _mixed(self, operands: list[float], *, strokes: bool) -> Iterator[Instruction]:
        space = self._state.stroke_space if strokes else self._state.space
        mixed = colour(space, operands)
        if not strokes:
            self._state = replace(self._state, filling=mixed)
        of_letters = self._in_text and not strokes
        paint = self._inks.letters(mixed) if of_letters else self._inks.area(mixed)
        yield from self._paint(paint, strokes=strokes)

    def _between_letters_and_areas(self) -> Iterator[Instruction]:
        """Change the paint where a text object begins or ends, if letters take it otherwise."""
        filling = self._state.filling
        if filling is None:
            return
        letters, area = self._inks.letters(filling), self._inks.area(filling)
        if letters != area:
            yield from self._paint(letters if self._in_text else area, strokes=False)

    def _paint(self, paint: Paint, *, strokes: bool) -> Iterator[Instruction]:
        if paint.lines:
            self.screens.add(paint.lines)
            choose, use = ("CS", "SCN") if strokes else ("cs", "scn")
            yield ContentStreamInstruction([Name.Pattern], Operator(choose))
            yield ContentStreamInstruction([lines.name(paint.lines)], Operator(use))
            return
        operands, operator = self._inks.flat(paint, strokes=strokes)
        yield ContentStreamInstruction(list(operands), Operator(operator))
