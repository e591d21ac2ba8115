"""What lies on which sheet of a job: the ticket's lists, in rows, columns and pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from leaflets.deliver.phrases import Line

# Rows in a column, the rows that a job's heading takes, what is told below it takes one more; the
# height of a row in mm.
_ROWS, _HEADING, _ROW = 50, 2, 5.0
_COLUMNS = 2
# A column's width and that of its letters in mm: rather too much than too little. Names of
# languages have up to 1.61 mm a letter in Cyrillic.
_WIDTH, _DIGIT, _LETTER, _GAP = 90.0, 2.0, 1.7, 3.0
# So many letters of what lies there leave half a column to its name.
_MOST_LETTERS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What lies on some sheets of a job, one after the other.

    Attributes:
        numbers: Theirs, from 1: "3", or "3–4".
        region: The place they are for.
        leaflets: What tells them apart, in their order.
    """

    numbers: str
    region: str
    leaflets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What lies on the sheets of one job.

    Attributes:
        heading: The job.
        alike: What is said of all of its sheets, or empty.
        rows: The sheets in their order.
    """

    heading: str
    alike: str
    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """The rows that its heading takes."""
        return _HEADING + bool(self.alike)


@dataclass(frozen=True, slots=True, kw_only=True)
class Widths:
    """What the parts of each row take of a column, in mm."""

    numbers: float
    regions: float
    leaflets: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list; text for text a line for each row, empty ones under the headings.

    Attributes:
        numbers, regions, leaflets: The sheets' numbers, and what lies on them.
        headings: Each with its place from the column's top in mm, and what is told below it.
    """

    numbers: str
    regions: str
    leaflets: str
    headings: tuple[tuple[float, str, str], ...]


def listed(heading: str, lines: Sequence[Line]) -> Listed:
    """Return a job's list; what would stand in each of its rows is told once."""
    alike = lines[0].leaflet
    if any(one.leaflet != alike for one in lines):
        return Listed(heading=heading, alike="", rows=tuple(rows(lines)))
    alone = [Line(region=one.region) for one in lines]
    return Listed(heading=heading, alike=alike, rows=tuple(rows(alone)))


def rows(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield a row for each place, or several where what lies there makes a long one."""
    number = 1
    for region, sheets in groupby(lines, attrgetter("region")):
        for leaflets in _together([one.leaflet for one in sheets]):
            last = number + len(leaflets) - 1
            yield Row(
                numbers=str(number) if last == number else f"{number}–{last}",
                region=region,
                leaflets=", ".join(filter(None, leaflets)),
            )
            number = last + 1


def ends(whole: Listed) -> Listed:
    """Return a list of the first place and the last one alone."""
    first, last = whole.rows[0], whole.rows[-1]
    if first == last:
        return whole
    some = (
        Row(numbers=first.numbers, region=f"{first.region} –", leaflets=""),
        Row(numbers=last.numbers, region=last.region, leaflets=""),
    )
    return replace(whole, rows=some)


def pages(lists: Iterable[Listed]) -> tuple[tuple[Column, ...], ...]:
    """Return pages of two columns.

    A heading stands above a row of its own, and again where its list goes on in the next column.
    """
    columns = tuple(_column(lines) for lines in _parted(lists))
    return tuple(columns[first : first + _COLUMNS] for first in range(0, len(columns), _COLUMNS))


def widths(found: Iterable[Row]) -> Widths:
    """Return the widths that leave most to the names of places; all rows have the same."""
    known = tuple(found)
    numbers = max((len(one.numbers) for one in known), default=0) * _DIGIT + _GAP
    letters = max((len(one.leaflets) for one in known), default=0)
    leaflets = min(letters, _MOST_LETTERS) * _LETTER
    gap = _GAP if leaflets else 0.0
    return Widths(numbers=numbers, regions=_WIDTH - numbers - leaflets - gap, leaflets=leaflets)


def _together(leaflets: list[str]) -> Iterator[list[str]]:
    """Part what lies on a place's sheets, as much together as a row has room for."""
    some: list[str] = []
    for one in leaflets:
        if some and len(", ".join((*some, one))) > _MOST_LETTERS:
            yield some
            some = []
        some.append(one)
    yield some


# A row, or a job whose heading stands there.
_Line = Row | Listed


def _parted(lists: Iterable[Listed]) -> Iterator[list[_Line]]:
    column: list[_Line] = []
    room = _ROWS
    for job in lists:
        if room <= job.height:
            yield column
            column, room = [], _ROWS
        column.append(job)
        room -= job.height
        for row in job.rows:
            if room == 0:
                yield column
                column, room = [job], _ROWS - job.height
            column.append(row)
            room -= 1
    if column:
        yield column


def _column(lines: list[_Line]) -> Column:
    shown: list[tuple[str, str, str]] = []
    headings = []
    for one in lines:
        if isinstance(one, Row):
            shown.append((one.numbers, one.region, one.leaflets))
        else:
            headings.append((len(shown) * _ROW, one.heading, one.alike))
            shown += [("", "", "")] * one.height
    numbers, regions, leaflets = ("\n".join(texts) for texts in zip(*shown, strict=True))
    return Column(numbers=numbers, regions=regions, leaflets=leaflets, headings=tuple(headings))
