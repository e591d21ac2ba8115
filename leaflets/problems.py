"""What can be wrong, as values: the place, the matter in the reader's words, the next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """How much a problem stops: an error its file, a warning nothing, a note is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Exit(IntEnum):
    """The exit statuses of the command line."""

    DELIVERED = 0
    INPUT = 1
    USAGE = 2
    CHECK = 3
    MACHINE = 4
    DELIVERY = 5
    BUG = 70
    INTERRUPTED = 130


# Several at once: the first of these that occurs is the status.
_GRAVEST_FIRST = (
    Exit.BUG,
    Exit.INTERRUPTED,
    Exit.DELIVERY,
    Exit.MACHINE,
    Exit.USAGE,
    Exit.INPUT,
    Exit.CHECK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where in the input.

    Attributes:
        file: The file's path as the user gave it, relative; empty if it has none.
        line: From 1; 0 if unknown.
        column: From 1; 0 if unknown.
        row: The table row as the spreadsheet numbers it, from 1; 0 outside tables.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    row: int = 0

    def __str__(self) -> str:
        """Return the place as editors take it: file:line:column."""
        parts = [self.file] if self.file else []
        parts += [str(number) for number in (self.row or self.line, self.column) if number]
        return ":".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where in the output.

    Attributes:
        output: The file's path relative to the manifest.
        page: From 1; 0 if it concerns no single page.
        slot: The layout's name of the area.
        mm: How much, in millimetres, when the problem has a size.
    """

    output: str = ""
    page: int = 0
    slot: str = ""
    mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something found.

    Attributes:
        code: Kebab-case; raised in one place and explained in docs/problems.md.
        severity: Error, warning or note.
        message: What is wrong, in the reader's words, with measured and allowed value.
        hint: The next thing to do.
        position: Where in the input.
        where: Where in the output.
        exit: The exit status it causes when it is an error.
    """

    code: str
    severity: Severity = Severity.ERROR
    message: str
    hint: str = ""
    position: Position = Position()
    where: Where = Where()
    exit: Exit = Exit.INPUT


class LeafletsError(Exception):
    """Stops a step because of problems the user can mend; holds all that were found."""

    def __init__(self, *problems: Problem) -> None:
        """Take the problems in the order in which they are to be shown."""
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["LeafletsError"], tuple[Problem, ...]]:
        """Cross from one process to another with the problems."""
        return LeafletsError, self.problems


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those problems that stop their file."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def raise_errors(problems: Iterable[Problem]) -> None:
    """Raise all `problems`, warnings included, if one of them is an error."""
    found = tuple(problems)
    if errors(found):
        raise LeafletsError(*found)


def exit_status(problems: Iterable[Problem]) -> Exit:
    """Return the gravest exit status that the errors among `problems` cause."""
    causes = {problem.exit for problem in errors(problems)}
    return next((status for status in _GRAVEST_FIRST if status in causes), Exit.DELIVERED)
