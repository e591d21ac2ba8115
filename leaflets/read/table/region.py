"""One row to one region, with everything that is wrong with the row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from leaflets.language.dates import date_problems, parsed
from leaflets.language.times import time_problems
from leaflets.model.campaign import Region
from leaflets.problems import Position, Problem, Severity
from leaflets.read import lines
from leaflets.read.table import cells, ids
from leaflets.read.table.losses import ODD, Cell, cell_problems
from leaflets.read.table.names import Names, key
from leaflets.read.table.rows import Row, folded, letters

_MEND = (
    "Put the whole text in quotation marks and double those inside it, as spreadsheet programs do "
    "when they save; or save the table as .xlsx."
)


# What people put into a cell that is to be empty.
_NOTHING = frozenset(("-", "–", "—", "−", "--", "---"))
# Days are counted from 1899, 1900 or 1904.
_FIRST_DAYS = "1905"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What every row of a table is read with.

    Attributes:
        file: The table's path as the user gave it.
        known: The names of its columns, and the campaign's languages.
        today: To tell dates that have passed; None tells none.
        columns: (index of the column, our name of it).
        labels: The headings as written, by column.
        printed: Our names of the values that a layout may print.
        dates: (our name, the language it is for or nothing) of the columns that hold a date.
        times: Our names of the columns that hold a time.
    """

    file: str
    known: Names
    today: date | None
    columns: tuple[tuple[int, str], ...]
    labels: tuple[str, ...]
    printed: frozenset[str]
    dates: tuple[tuple[str, str], ...]
    times: tuple[str, ...]


def region(row: Row, reading: Reading) -> tuple[Region | None, tuple[Problem, ...]]:
    """Return the row's region, or None if it has no usable id, and what is wrong with it."""
    position = Position(file=reading.file, row=row.number)
    if row.fault:
        return None, (_row_broken(f"Row {row.number} {row.fault}.", _MEND, position),)
    found = tuple(_cells(row, reading))
    values = _values(found, reading.known)
    problems = [*_surplus(row, reading, position)]
    for cell in found:
        if cell.kind is not None or not (cell.raw.isascii() and ODD.isdisjoint(cell.raw)):
            problems += cell_problems(cell, position)
    own_id, name = _named(values, reading)
    wrong = _id_problem(values, own_id, position)
    if wrong:
        return None, (*problems, wrong)
    values, moved = _with_time(values, position)
    languages, foreign = cells.languages(values.get("languages", ""), reading.known, position)
    copies, no_number = cells.copies(values.get("copies", ""), position)
    demands, no_numbers = cells.demands(values.get("demands", ""), position)
    dates = (
        *_time_problems(values, reading, position),
        *_date_problems(values, languages, reading, position),
    ) or tuple(_undated(values, reading, position))
    made = Region(
        id=own_id,
        name=name or own_id,
        texts=_texts(values, reading),
        languages=languages,
        link=values.get("link", ""),
        copies=copies,
        shop=values.get("shop", ""),
        demands=demands,
        position=position,
        problems=(*problems, *moved, *foreign, *no_number, *no_numbers, *dates),
    )
    return made, made.problems


def _cells(row: Row, reading: Reading) -> Iterator[Cell]:
    kinds = dict(row.kinds)
    for nth, name in reading.columns:
        raw = row.cells[nth] if nth < len(row.cells) else ""
        if raw or nth in kinds:
            plain = raw.isascii() and raw.isprintable()
            text = folded(raw if plain else lines.visible(raw))
            shown = "" if text in _NOTHING else text
            yield Cell(name, reading.labels[nth], raw, shown, kinds.get(nth))


def _values(found: tuple[Cell, ...], known: Names) -> dict[str, str]:
    """Return the text of each column that has one; of columns that are joined, all of theirs."""
    values = {cell.name: cell.text for cell in found if cell.text}
    for name, headings in known.joined.items():
        texts = {key(cell.label): cell.text for cell in found if cell.name == name}
        if joined := ", ".join(filter(None, (texts.get(one, "") for one in headings))):
            values[name] = joined
    return values


def _surplus(row: Row, reading: Reading, position: Position) -> Iterator[Problem]:
    """Tell cells that stand to the right of the last heading."""
    wide = len(reading.labels)
    extra = [nth for nth in range(wide, len(row.cells)) if row.cells[nth].strip()]
    if extra:
        yield _row_broken(
            f"Row {row.number} has more cells than there are headings: “"
            f"{folded(row.cells[extra[0]])[:40]}” stands in column {letters(extra[0])}.",
            "Give its column a heading, or delete the cell; in a CSV, put a text that holds the "
            "separator in quotation marks.",
            position,
        )


def _row_broken(message: str, hint: str, position: Position) -> Problem:
    return Problem(code="row-broken", message=message, hint=hint, position=position)


def _named(values: dict[str, str], reading: Reading) -> tuple[str, str]:
    """Return the row's id and its name, either of them perhaps empty."""
    in_languages = (values.get(f"name.{one}", "") for one in reading.known.languages)
    name = values.get("name") or next(filter(None, in_languages), "")
    return values.get("id") or ids.slug(name), name


def _id_problem(values: dict[str, str], own_id: str, position: Position) -> Problem | None:
    if "id" in values:
        return ids.id_problem(own_id, position)
    return None if own_id else ids.id_missing(position)


def _with_time(
    values: dict[str, str], position: Position
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the texts with a time of day that stands in a date's cell put where it belongs."""
    values = _without_day(values)
    day, time = cells.day_and_time(values.get("date", ""))
    if not day or day == values["date"]:
        return values, ()
    other = values.get("time")
    if time and other and other.replace(".", ":").lstrip("0") != time.lstrip("0"):
        hint = f"Write the date alone, {day}."
        return values, (
            cells.cell_wrong(
                "date", values["date"], f"a day without a time ({other})", hint, position
            ),
        )
    return values | {"date": day} | ({"time": time} if time and not other else {}), ()


def _without_day(values: dict[str, str]) -> dict[str, str]:
    """Return the texts with a time alone where it stands with a day that adds nothing.

    That is the day of the row, one that the row lacks, or the one on which spreadsheets begin to
    count.
    """
    day, time = cells.day_and_time(values.get("time", ""))
    own = values.get("date", day)
    if time and (day < _FIRST_DAYS or parsed(own) == parsed(day)):
        return values | {"time": time} | ({} if day < _FIRST_DAYS else {"date": own})
    return values


def _time_problems(
    values: dict[str, str], reading: Reading, position: Position
) -> Iterator[Problem]:
    for name in reading.times:
        if name in values and (found := _time_problems_of(name, values[name])):
            yield replace(found, position=position)


@lru_cache(maxsize=4096)
def _time_problems_of(name: str, text: str) -> Problem | None:
    """Return what is wrong with a time; hundreds of rows share one."""
    return next(iter((*cells.counted(name, text), *time_problems(text, Position()))), None)


def _date_problems(
    values: dict[str, str], languages: tuple[str, ...], reading: Reading, position: Position
) -> tuple[Problem, ...]:
    """Return what is wrong with the dates, for every language that prints them."""
    spoken = languages or reading.known.languages
    found: dict[Problem, None] = {}
    for name, own in reading.dates:
        for language in ((own,) if own else spoken) if name in values else ():
            found |= dict.fromkeys(_date_problems_of(name, values[name], language, reading.today))
    return tuple(replace(problem, position=position) for problem in found)


@lru_cache(maxsize=4096)
def _date_problems_of(
    name: str, text: str, language: str, today: date | None
) -> tuple[Problem, ...]:
    """Return what is wrong with a date; hundreds of rows share one."""
    return (*cells.counted(name, text), *date_problems(text, language, Position(), today))


def _undated(values: dict[str, str], reading: Reading, position: Position) -> Iterator[Problem]:
    """Tell a time without a day, in a table that has a column of days."""
    time = next((values[name] for name in reading.times if name in values), "")
    if time and reading.dates and not any(name in values for name, _ in reading.dates):
        yield Problem(
            code="row-undated",
            severity=Severity.WARNING,
            message=f"Row {position.row} has a time, “{time}”, and no date: nobody will know the "
            "day.",
            hint="Write the date; if the meeting is every week, write the day into the column of "
            "the place.",
            position=position,
        )


def _texts(values: dict[str, str], reading: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in values.items() if name in reading.printed)
