"""Rows below the headings that are no place: headings once more, totals, titles of sections."""

import re
from functools import cache

from leaflets.problems import Position, Problem, Severity
from leaflets.read.table.region import Reading
from leaflets.read.table.rows import Row, folded
from leaflets.read.words.columns import TOTALS, WEAK

# A word that may be a place's is none in a row of such words.
_FEWEST = 2


def no_place(row: Row, reading: Reading) -> Problem | None:
    """Return what is said of a row that is left out, or None for a row that is a place."""
    first = next((folded(cell) for cell in row.cells if cell.strip()), "")
    if _is_heading(first, reading) and _repeats_headings(row, reading):
        return Problem(
            code="headings-again",
            severity=Severity.NOTE,
            message=f"Row {row.number} has headings once more (“{first}”), and is not poured.",
            hint="Nothing is to be done if that is so.",
            position=_at(row, reading),
        )
    if row.span > 1 and row.span > reading.columns[-1][0] - reading.columns[0][0]:
        return Problem(
            code="row-section",
            severity=Severity.WARNING,
            message=f"Row {row.number}, “{first}”, is one cell over all columns: it is taken for "
            "the title of what is below it, and not poured.",
            hint="If it is a place, part the merged cells.",
            position=_at(row, reading),
        )
    if _total().fullmatch(first.casefold()) and _holds_no_more(row, reading, first):
        return Problem(
            code="row-total",
            severity=Severity.WARNING,
            message=f"Row {row.number} begins with “{first}”: it is taken for a total, and not "
            "poured.",
            hint="Delete the row; if it is a place, give it an `id`.",
            position=_at(row, reading),
        )
    return None


def _at(row: Row, reading: Reading) -> Position:
    return Position(file=reading.file, row=row.number)


def _is_heading(text: str, reading: Reading) -> bool:
    """Return whether `text` may be a heading; quicker than to tell of which column."""
    plain = text.casefold()
    return text in reading.labels or plain in reading.known.known or plain in WEAK


def _repeats_headings(row: Row, reading: Reading) -> bool:
    """Return whether every cell is another heading of its own column."""
    texts = _texts(row, reading)
    return len(texts) >= _FEWEST and all(
        name in (reading.known.field(text), *reading.known.weak(text))
        for name, text in texts.items()
    )


def _holds_no_more(row: Row, reading: Reading, first: str) -> bool:
    """Return whether nothing would be printed of the row, and nothing else names it."""
    return not any(
        text != first and (name in reading.printed or name == "id")
        for name, text in _texts(row, reading).items()
    )


def _texts(row: Row, reading: Reading) -> dict[str, str]:
    return {
        name: text
        for nth, name in reading.columns
        if nth < len(row.cells) and (text := folded(row.cells[nth]))
    }


@cache
def _total() -> re.Pattern[str]:
    """Return the pattern of "итого", "total: 230", "итого по области"."""
    words = "|".join(map(re.escape, map(folded, TOTALS.split(","))))
    return re.compile(rf"(?:{words})(?:[\W\d].*)?")
