"""What a spreadsheet has done to a cell: digits, letters and values that are not what was typed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from leaflets.problems import Position, Problem, Severity
from leaflets.read import lines
from leaflets.read.table import cells
from leaflets.read.table.rows import Kind
from leaflets.read.words.columns import FAULTS

# What these want they say themselves.
_COUNTS = ("languages", "copies", "demands")
# Here a number has lost its zeros, its plus or its spaces.
_TEXTS = ("id", "name", "place", "date", "time", "contact", "link")
# "7,70112E+10": what a spreadsheet shows of a long number in a narrow column, and saves so.
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E[+-]?\d{1,3}", re.ASCII)
_FAULTS = frozenset(FAULTS.split())
_FAULT = re.compile(r"(?:Err|Fehler|Ошибка|Помилка|Қате):\d{3}|#{3,}")
# Signs of which one stands in every text in ASCII that has something to be told.
ODD = frozenset("?E#")
# So many question marks alone were a word.
_WORD = 3


class Cell(NamedTuple):
    """A cell of a known column: our name of it, its heading, its text as it may be printed."""

    name: str
    label: str
    raw: str
    text: str
    kind: Kind | None


def cell_problems(cell: Cell, position: Position) -> Iterator[Problem]:
    """Yield what is wrong with a cell; nothing is with one in ASCII that has none of `ODD`."""
    if cell.kind is not None:
        yield from _kind_problems(cell, position)
    if ("?" in cell.raw or "\ufffd" in cell.raw) and has_lost(cell.text):
        yield lines.letters_lost(
            f"in the column “{cell.label}”",
            cell.text,
            "Save the table as .xlsx, or as CSV in UTF-8, from where its letters still are.",
            position,
        )
    if cell.kind is None and _SHORTENED.fullmatch(cell.text):
        yield _digits_lost(cell, position)
    if cell.kind is None and (cell.text in _FAULTS or _FAULT.fullmatch(cell.text)):
        yield _uncalculated(cell, position)
    if not cell.raw.isascii() and lines.has_private(cell.raw):
        yield lines.letters_private(f"The column “{cell.label}”", position)


def _digits_lost(cell: Cell, position: Position) -> Problem:
    return Problem(
        code="digits-lost",
        message=f"“{cell.label}” is {cell.text}: the spreadsheet has shortened a long number, and "
        "its last digits are gone.",
        hint="Format the column as text, type the number again, and save the table as .xlsx.",
        position=position,
    )


def has_lost(text: str) -> bool:
    """Return whether letters of a cell became question marks, or all of it did."""
    return lines.has_lost(text) or (len(text) >= _WORD and not text.strip("?"))


def _kind_problems(cell: Cell, position: Position) -> Iterator[Problem]:
    field = cell.name.partition(".")[0]
    if cell.kind in (Kind.UNCALCULATED, Kind.FAULT):
        yield _uncalculated(cell, position)
    elif cell.kind is Kind.TIME and field == "date":
        yield cells.cell_wrong(
            cell.name, cell.text, "a day", "Write the day; a time has its own column.", position
        )
    elif _is_text_lost(cell.kind, field) and not any(cells.counted(cell.name, cell.text)):
        yield Problem(
            code="number-in-text",
            severity=Severity.WARNING,
            message=f"“{cell.label}” is a {cell.kind} in the table and is read as {cell.text}; "
            "zeros, signs and spaces that were typed are gone.",
            hint="Format the column as text, and type the cell again.",
            position=position,
        )
    elif cell.kind is Kind.TRUTH and field not in _COUNTS:
        yield cells.cell_wrong(
            cell.label, cell.text, "a text", "Format the column as text.", position
        )


def _uncalculated(cell: Cell, position: Position) -> Problem:
    return Problem(
        code="cell-uncalculated",
        message=f"“{cell.label}” is a formula whose value was not saved."
        if cell.kind is Kind.UNCALCULATED
        else f"“{cell.label}” is the error {cell.raw}.",
        hint="Open the table in the spreadsheet program, mend the formula or put the value in "
        "its place, and save it again.",
        position=position,
    )


def _is_text_lost(kind: Kind | None, field: str) -> bool:
    """Return whether the program has made something else of a text that was typed."""
    if kind in (Kind.DATE, Kind.TIME) and field in ("date", "time"):
        return False
    return kind in (Kind.NUMBER, Kind.DATE, Kind.TIME) and field in _TEXTS
