"""What people read: problems with their place first, and what to do with what was made."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text

from leaflets.cli.errands import errands, proof, unfinished
from leaflets.model.manifest import Entry
from leaflets.problems import Problem, Severity

_COLOUR = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_INDENT = 2
# What anybody reads of a list of files, and of names in a sentence.
_MOST_FILES = 60
_MOST_NAMES = 12
# So many rows or files are told in full that fail alike.
_MOST_ALIKE = 3
# What differs between those that fail alike: what is quoted, letters with their numbers, counts.
_QUOTED = re.compile(r"“[^”]*”(?: \(U\+[^)]*\))?(?:, | and )?|\d+(?:[.,]\d+)*")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, errors first: the place, the matter, the next step."""
    console = Console(stderr=True, highlight=False, soft_wrap=False)
    found = sorted(dict.fromkeys(problems), key=lambda problem: _ORDER.index(problem.severity))
    for problem in _with_few_alike(found):
        console.print(_head(problem), soft_wrap=True)
        console.print(_indented(console, problem.message))
        if problem.hint:
            console.print(_indented(console, problem.hint, style="dim"))


def read_first(problems: Iterable[Problem]) -> None:
    """Print what was read from the text before anything is made, one paragraph a matter.

    Notes in a row with one code and one hint are one matter: the hint is printed once.
    """
    console = Console(highlight=False)
    for (_, hint), group in groupby(problems, key=lambda one: (one.code, one.hint)):
        console.print(Text(_in_one([problem.message for problem in group])))
        if hint:
            console.print(_indented(console, hint, style="dim"))


def what_next(
    entries: tuple[Entry, ...], out: Path, *, proof_of: int = 0, stopped: bool = False
) -> None:
    """Print what to hand the copy shop, then each file that was made or is unchanged.

    Of a proof of so many leaflets nothing is handed to anybody, nor of a pour that was `stopped`.
    More files than anybody reads are counted, and those alone are named that could not be made.
    """
    # Paths are not wrapped: they are to be copied whole.
    console = Console(highlight=False, soft_wrap=True)
    for line in _first_lines(entries, out, proof_of, stopped=stopped):
        console.print(Text(line, style="bold"))
    named = entries
    if len(entries) > _MOST_FILES:
        named = tuple(one for one in entries if one.state in ("failed", "stale"))[:_MOST_FILES]
        for state, group in _grouped(entries, lambda entry: entry.state):
            counts = (f"{len(some):,} {_plural(role, some)}" for role, some in _by_role(group))
            console.print(Text(f"  {state:<9} {', '.join(counts)}"))
    for entry in named:
        console.print(Text(f"  {entry.state:<9} {_path(entry, out)}{_about(entry)}"))
    if any(entry.state == "stale" for entry in entries):
        console.print(
            "Stale files are of earlier pours and no longer planned: --prune deletes them."
        )


def plain(lines: Iterable[str]) -> None:
    """Print plain lines to standard output."""
    # Lines are not wrapped: commands and paths are to be copied whole.
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line))


def is_terminal() -> bool:
    """Tell whether a person watches standard error."""
    return sys.stderr.isatty()


def _first_lines(
    entries: tuple[Entry, ...], out: Path, proof_of: int, *, stopped: bool
) -> Iterator[str]:
    if stopped:
        return unfinished(entries)
    return proof(entries, proof_of) if proof_of else errands(entries, out)


def _with_few_alike(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give the problems; of errors that are alike the first few, the last with the others' places.

    Those of rows or files are alike whose messages differ in what they quote and count.
    """
    groups: dict[object, list[Problem]] = {}
    for problem in problems:
        place = problem.position
        # Warnings and notes of rows are gathered in planning.
        is_one_of_many = (place.row or problem.where.output) and problem.severity is Severity.ERROR
        said = f"{problem.message} {problem.hint}"
        shape = _QUOTED.sub("", said) if is_one_of_many else problem
        groups.setdefault((problem.code, problem.severity, place.file, shape), []).append(problem)
    for group in groups.values():
        told, more = group[:_MOST_ALIKE], group[_MOST_ALIKE:]
        *first, last = told
        yield from first
        others = _others(told, more)
        yield replace(last, message=f"{last.message} ({others}.)") if others else last


def _others(told: list[Problem], more: list[Problem]) -> str:
    """Return where else is the like of what was told: in which rows, else on which files."""
    rows = dict.fromkeys(one.position.row for one in more if one.position.row)
    if not rows:
        return _and("file", [one.where.output for one in more])
    known = {one.position.row for one in told}
    return _and("row", [str(row) for row in rows if row not in known])


def _and(what: str, names: list[str]) -> str:
    if not names:
        return ""
    named = ", ".join(names[:_MOST_NAMES]) + ", …" * (len(names) > _MOST_NAMES)
    return f"And {len(names):,} {what if len(names) == 1 else f'{what}s'} more: {named}"


def _grouped(
    entries: Iterable[Entry], key: Callable[[Entry], str]
) -> Iterable[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups.items()


def _by_role(entries: list[Entry]) -> Iterable[tuple[str, list[Entry]]]:
    return _grouped(entries, lambda entry: entry.role)


def _plural(role: str, entries: list[Entry]) -> str:
    return role if len(entries) == 1 else f"{role}s"


def _in_one(messages: list[str]) -> str:
    """Return messages that begin alike and then quote as one, with the quotations in a row."""
    opening = messages[0].partition("“")[0]
    return opening + " · ".join(message.removeprefix(opening) for message in messages)


def _head(problem: Problem) -> Text:
    place = str(problem.position) or _output(problem)
    line = Text()
    if place:
        line.append(f"{place}  ")
    return line.append(f"{problem.severity}: {problem.code}", style=_COLOUR[problem.severity])


def _indented(console: Console, text: str, *, style: str = "") -> Text:
    """Return `text` wrapped to the console, each line two letters in."""
    lines = Text(text, style=style).wrap(console, max(1, console.width - _INDENT))
    return Text("\n").join(Text(" " * _INDENT).append_text(line) for line in lines)


def _output(problem: Problem) -> str:
    where = problem.where
    parts = [where.output, f"page {where.page}" if where.page else "", where.slot]
    return " ".join(part for part in parts if part)


def _path(entry: Entry, out: Path) -> str:
    return (out / entry.path).as_posix()


def _about(entry: Entry) -> str:
    if entry.state == "failed":
        return ""
    facts = []
    if entry.role in ("leaflet", "paper") and entry.pages:
        facts.append("1 page" if entry.pages == 1 else f"{entry.pages} pages")
    if entry.links:
        least = min(link.module_mm for link in entry.links)
        survives = all(link.survives_copier for link in entry.links)
        facts.append(f"code {least:.2f} mm a module")
        facts.append("survives a bad copier" if survives else "does not survive a bad copier")
    return f"  ({', '.join(facts)})" if facts else ""
