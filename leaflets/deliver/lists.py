"""What lies on which sheet of a job: the ticket's lists, parted into columns and pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Rows in a column, the rows that a job's heading takes, the height of a row in mm.
_ROWS, _HEADING, _ROW = 50, 2, 5.0
_COLUMNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list; text for text a line for each row, empty ones under the headings.

    Attributes:
        numbers, regions, leaflets: The sheets' numbers, and what lies on them.
        headings: Each with its place from the column's top, in mm.
    """

    numbers: str
    regions: str
    leaflets: str
    headings: tuple[tuple[float, str], ...]


def pages(lists: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> tuple[tuple[Column, ...], ...]:
    """Return pages of two columns, from (heading, its (region, leaflet) in order).

    A heading stands above a row of its own, and again where its list goes on in the next column.
    """
    columns = tuple(_column(rows) for rows in _parted(lists))
    return tuple(columns[first : first + _COLUMNS] for first in range(0, len(columns), _COLUMNS))


# A sheet's number, its region and its leaflet; 0 and a job's heading.
_Row = tuple[int, str, str]


def _parted(lists: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> Iterator[list[_Row]]:
    column: list[_Row] = []
    room = _ROWS
    for heading, rows in lists:
        head = (0, heading, "")
        if room <= _HEADING:
            yield column
            column, room = [], _ROWS
        column.append(head)
        room -= _HEADING
        for number, (region, leaflet) in enumerate(rows, start=1):
            if room == 0:
                yield column
                column, room = [head], _ROWS - _HEADING
            column.append((number, region, leaflet))
            room -= 1
    if column:
        yield column


def _column(rows: list[_Row]) -> Column:
    lines: list[tuple[str, str, str]] = []
    headings = []
    for number, text, leaflet in rows:
        if number:
            lines.append((str(number), text, leaflet))
        else:
            headings.append((len(lines) * _ROW, text))
            lines += [("", "", "")] * _HEADING
    numbers, regions, leaflets = ("\n".join(texts) for texts in zip(*lines, strict=True))
    return Column(numbers=numbers, regions=regions, leaflets=leaflets, headings=tuple(headings))
