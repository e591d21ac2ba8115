"""What the engine says while it works, as problems: it never raises, it only logs."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from leaflets.model.material import Sheet
from leaflets.problems import Position, Problem, Severity

_PLACE = re.compile(r" at (\d+):(\d+)")
_PROPERTY = re.compile(r"^(?:Ignored|Deprecated) `([\w-]+)\s*:")
_GLYPH = re.compile(r"^\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)$", re.DOTALL)
_PICTURE = re.compile(r"^Failed to load image at '(.*?)': ")
# One per sheet and not a fault: the engine says it of rules that it reads well.
_HARMLESS = re.compile(r"^Deprecated ")


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what the engine logs as a warning or worse while the block runs."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, ear = logging.getLogger("weasyprint"), Ear(logging.WARNING)
    logger.addHandler(ear)
    try:
        yield said
    finally:
        logger.removeHandler(ear)


def complaints(said: Iterable[str], sheets: tuple[Sheet, ...]) -> tuple[Problem, ...]:
    """Return each thing said as a problem, once.

    A line and column without a file belong to the only one of `sheets` that has the property there.
    """
    return tuple(_problem(one, sheets) for one in dict.fromkeys(said) if not _HARMLESS.match(one))


def picture(said: str) -> str:
    """Return the address of the picture that could not be loaded, or an empty text."""
    found = _PICTURE.match(said)
    return found[1] if found else ""


def glyph_missing(letter: str) -> Problem:
    """Return the problem of a letter that is drawn as an empty box."""
    return Problem(
        code="glyph-missing",
        message=f'A letter is in none of the shipped faces: "{letter}" (U+{ord(letter):04X}).',
        hint="Write it another way, or choose a layout whose faces have it.",
    )


def _problem(said: str, sheets: tuple[Sheet, ...]) -> Problem:
    box = _GLYPH.search(said)
    if box:
        return glyph_missing(chr(int(box[1], 16)))
    place = _PLACE.search(said)
    if place:
        line, column = int(place[1]), int(place[2])
        return Problem(
            code="css-ignored",
            severity=Severity.WARNING,
            message=f"The engine does not take this CSS: {said.replace(place[0], '')}",
            hint="Leave it out, or write it in a way the engine knows.",
            position=Position(file=_file(said, line, column, sheets), line=line, column=column),
        )
    return Problem(
        code="engine-complaint",
        severity=Severity.WARNING,
        message=f"The typesetting engine says: {said}",
        hint="Look at the layout's page and CSS for what it names.",
    )


def _file(said: str, line: int, column: int, sheets: tuple[Sheet, ...]) -> str:
    if len(sheets) == 1:
        return sheets[0].name
    named = _PROPERTY.match(said)
    if not named:
        return ""
    found = [sheet.name for sheet in sheets if _stands(named[1], sheet.text, line, column)]
    return found[0] if len(found) == 1 else ""


def _stands(name: str, text: str, line: int, column: int) -> bool:
    """Tell whether the declaration, or its value, begins there."""
    lines = text.splitlines()
    if line > len(lines):
        return False
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    return after.startswith(name) or bool(re.search(rf"(?<![\w-]){name}\s*:\s*$", before))
