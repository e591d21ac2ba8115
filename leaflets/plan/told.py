"""What many rows say alike is told once: problems gathered for the reader."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from leaflets.problems import Problem, Severity

# So many rows are named where each says something of its own.
_NAMED = 5


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each matter of the table once, at its first row, with the number of the other rows.

    Warnings and notes are one matter when they say the same, or when so many rows have one of
    their code that nobody reads them all. Errors stay: each row of theirs fails.
    """
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        groups.setdefault(_matter(problem), []).append(problem)
    return tuple(one for group in groups.values() for one in _told(group))


def _matter(problem: Problem) -> tuple[str, ...]:
    if problem.severity is Severity.ERROR:
        return (problem.code, problem.message, str(problem.position))
    return (problem.code, problem.severity, problem.position.file)


def _told(group: list[Problem]) -> Iterator[Problem]:
    messages: dict[str, list[Problem]] = {}
    for problem in group:
        messages.setdefault(problem.message, []).append(problem)
    if len(messages) <= _NAMED:
        yield from map(_once, messages.values())
        return
    *some, last = list(messages.values())[:_NAMED]
    yield from map(_once, some)
    more = list(messages.values())[_NAMED:]
    yield _once([*last, *(one for alike in more for one in alike)])


def _once(alike: list[Problem]) -> Problem:
    first = alike[0]
    rows = {one.position.row for one in alike} - {0}
    more = len(rows) - 1 if rows else len(alike) - 1
    if more < 1:
        return first
    of = "rows" if rows else "regions"
    one = of.removesuffix("s")
    others = f"1 more {one} has" if more == 1 else f"{more} more {of} have"
    return replace(first, message=f"{first.message} ({others} the like.)")
