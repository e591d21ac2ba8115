"""CSV, as spreadsheets save it, to rows.

Rows are counted as a spreadsheet shows them: a record with line ends in its cells is one row, an
empty line is one, a `sep=` line is none.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator

from leaflets.read.table.rows import Row, Sheet, too_large

_SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r"sep=([^\r\n])[;,\t]*(?:\r\n?|\n|\Z)", re.IGNORECASE)
# The first records tell which separator the file has.
_TRIED = 24
# Where such a cell ends nobody knows, nor which row comes next.
_TOO_LONG = "has a cell without an end: a quotation mark is open, and no row after it is read"
_MOST_ROWS = 100_000


def delimited(text: str, name: str, recognised: Callable[[tuple[str, ...]], int]) -> Sheet:
    """Return the rows of the CSV `text`.

    `recognised` tells how many of a row's cells are known headings: the separator is the one of
    comma, semicolon, tab and bar that gives the most of them.
    """
    said = _SEP_LINE.match(text)
    text = text[said.end() :] if said else text
    separator = said[1] if said else _separator(text, recognised)
    rows: list[Row] = []
    for row in _rows(text, separator):
        if row.number > _MOST_ROWS:
            return Sheet(problems=(too_large(name, f"more than {_MOST_ROWS} rows"),))
        rows.append(row)
    return Sheet(rows=tuple(row for row in rows if row.cells or row.fault))


def _separator(text: str, recognised: Callable[[tuple[str, ...]], int]) -> str:
    """Return the separator: the most known headings, the most cells beside them, even rows."""

    def rank(separator: str) -> tuple[int, int, int]:
        first = [row.cells for row in _rows(text, separator, _TRIED)]
        best = max(first, key=recognised, default=())
        return recognised(best), len(best), -sum(len(cells) > len(best) for cells in first)

    return max(_SEPARATORS, key=rank)


def _rows(text: str, separator: str, most: int = 0) -> Iterator[Row]:
    """Yield every record as a row, the empty ones too; at most `most` unless it is 0."""
    records = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    number = 0
    while not most or number < most:
        number += 1
        fault = ""
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            cells, fault = [], _fault(str(error))
        yield Row(number=number, cells=_trimmed(cells), fault=fault)
        if fault == _TOO_LONG:
            return


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Return the cells without the empty ones at the end."""
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return tuple(map(_unwrapped, cells[:last]))


def _unwrapped(cell: str) -> str:
    """Return the text of a cell that programs write as a formula, for its zeros: ="0701"."""
    wrapped = cell[2:-1] if cell.startswith('="') and cell.endswith('"') else ""
    return cell if '"' in wrapped or not wrapped else wrapped


def _fault(complaint: str) -> str:
    if "unexpected end" in complaint:
        return "opens a quotation mark that is never closed, and swallows all that follows"
    if "larger than" in complaint:
        return _TOO_LONG
    return "has a cell that goes on after its closing quotation mark"
