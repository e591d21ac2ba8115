"""A table's rows as values, whatever file they came from."""

from dataclasses import dataclass
from enum import StrEnum

from leaflets.problems import Position, Problem


class Kind(StrEnum):
    """What a spreadsheet holds in a cell, where that is no text."""

    NUMBER = "number"
    TRUTH = "truth value"
    DATE = "date"
    TIME = "time"
    UNCALCULATED = "formula without a saved value"
    FAULT = "error value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that holds anything.

    Attributes:
        number: As the spreadsheet shows it, from 1.
        cells: Text by column from the left, to the last that is not empty. A date is an ISO
            date, a time HH:MM, a number without needless decimals.
        kinds: (index of the cell, its kind) of every cell that is no text.
        span: Over how many columns its only cell is merged; 1 where it has several.
        fault: What is wrong with the row as a whole and why it cannot be told apart, or empty.
    """

    number: int
    cells: tuple[str, ...]
    kinds: tuple[tuple[int, Kind], ...] = ()
    span: int = 1
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a file in their order, and what is to be said of the file."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def folded(text: str) -> str:
    """Return `text` with every stretch of white space, NBSP and line ends too, as one space."""
    return " ".join(text.split())


def letters(index: int) -> str:
    """Return the spreadsheet's name of the column at `index`, from 0: A, B … Z, AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def too_large(name: str, size: str) -> Problem:
    """Return the error of a file that no list of places is as large as."""
    return Problem(
        code="table-too-large",
        message=f"{name} has {size}; no table of regions is so large.",
        hint="Delete what is no region, or split the table over several campaigns.",
        position=Position(file=name),
    )


def table_kind(name: str, what: str, hint: str) -> Problem:
    """Return the error of a file that is no table, or one that we do not read."""
    return Problem(
        code="table-kind",
        message=f"{name} is {what}.",
        hint=hint,
        position=Position(file=name),
    )
