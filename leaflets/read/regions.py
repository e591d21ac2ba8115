"""A table to regions: the second door of this room."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leaflets.model.campaign import Region
from leaflets.problems import LeafletsError, Position, Problem, errors
from leaflets.read.table import ids
from leaflets.read.table.between import no_place
from leaflets.read.table.file import Asked, sheet
from leaflets.read.table.headings import Headings, headings, recognised
from leaflets.read.table.names import FIELDS, Names, names
from leaflets.read.table.region import Reading, region
from leaflets.read.table.rows import Row

# Fields that a layout prints; the others say how the row is poured.
_PRINTED = ("name", "place", "date", "time", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a campaign says of its table.

    Attributes:
        languages: What it is poured in.
        columns: (our name, their heading), over the aliases we know.
        sheet: The sheet's name, or empty for the first that can be seen.
        encoding: A CSV's, or empty where it tells itself.
        fields: What layouts print beside the fields that every table may have.
        today: To tell dates that have passed; None tells none.
    """

    languages: tuple[str, ...]
    columns: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    encoding: str = ""
    fields: tuple[str, ...] = ()
    today: date | None = None


def read_regions(
    path: Path, *, name: str, wanted: Wanted
) -> tuple[tuple[Region, ...], tuple[Problem, ...]]:
    """Read the regions in the table at `path`: CSV, XLSX or ODS, in the order of its rows.

    Args:
        path: The file.
        name: Its path as the user gave it, for positions.
        wanted: What the campaign says of it.

    Returns:
        A region for each row that has a usable id, with what is wrong with the row; and the
        problems of the table and of the rows that are no region. A table that cannot be read at
        all, or whose headings are wrong, has no regions and an error among its problems.
    """
    known = names(wanted.languages, wanted.columns, wanted.fields)
    try:
        table = sheet(path, _asked(name, wanted, known))
    except LeafletsError as error:
        return (), error.problems
    if errors(table.problems):
        return (), table.problems
    heads = headings(table.rows, known, name)
    if errors(heads.problems):
        return (), (*table.problems, *heads.problems)
    found, failed = _regions(table.rows, _reading(name, wanted, heads, known), heads.row)
    empty = () if found or errors(failed) else (_table_empty(Position(file=name, row=heads.row)),)
    return found, (*table.problems, *heads.problems, *failed, *empty)


def _asked(name: str, wanted: Wanted, known: Names) -> Asked:
    return Asked(
        name=name,
        languages=wanted.languages,
        sheet=wanted.sheet,
        encoding=wanted.encoding,
        recognised=lambda cells: recognised(cells, known),
    )


def _reading(name: str, wanted: Wanted, heads: Headings, known: Names) -> Reading:
    chosen = {name.partition(".")[0] for name in known.own.values()}.difference(FIELDS)
    printed = chosen.union(_PRINTED, wanted.fields)
    parts = [(column, *column.partition(".")[::2]) for _, column in heads.fields]
    return Reading(
        file=name,
        known=known,
        today=wanted.today,
        columns=heads.fields,
        labels=heads.labels,
        # A time may stand in the cell of the date.
        printed=frozenset(("time", *(column for column, field, _ in parts if field in printed))),
        dates=tuple((column, language) for column, field, language in parts if field == "date"),
        times=tuple(
            dict.fromkeys(("time", *(column for column, field, _ in parts if field == "time")))
        ),
    )


def _regions(
    rows: tuple[Row, ...], reading: Reading, headings_in: int
) -> tuple[tuple[Region, ...], tuple[Problem, ...]]:
    """Return the regions of the rows below the headings, and the problems of rows that are none."""
    found: list[Region] = []
    failed: list[Problem] = []
    for row in rows:
        if row.number <= headings_in:
            continue
        if told := no_place(row, reading):
            failed.append(told)
            continue
        one, problems = region(row, reading)
        failed += () if one else problems
        found += (one,) if one else ()
    return _told_apart(found, failed)


def _told_apart(
    found: list[Region], failed: list[Problem]
) -> tuple[tuple[Region, ...], tuple[Problem, ...]]:
    """Return the regions, each id once: of those that clash the first stands for all."""
    taken = [(one.id, one.name, one.position) for one in found]
    clash, alike = ids.clashes(taken), ids.alike(taken)
    kept: dict[str, Region] = {}
    for one in found:
        own = tuple(told[one.position.row] for told in (clash, alike) if one.position.row in told)
        if one.id.casefold() in kept:
            # The first of them tells of all.
            failed += one.problems
        else:
            kept[one.id.casefold()] = replace(one, problems=(*one.problems, *own)) if own else one
    return tuple(kept.values()), tuple(failed)


def _table_empty(position: Position) -> Problem:
    return Problem(
        code="table-empty",
        message="The table has no rows below its headings.",
        hint="Write a row for each place.",
        position=position,
    )
