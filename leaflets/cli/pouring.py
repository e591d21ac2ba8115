"""`leaflets pour`: the job from the options, the walk, and the report of it."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

from rich.console import Console

from leaflets.cli import document
from leaflets.cli.coming import what_comes
from leaflets.cli.report import read_first, tell, what_next
from leaflets.deliver.look import Look
from leaflets.model.manifest import Entry
from leaflets.problems import Exit, LeafletsError, Position, Problem, Severity, errors, exit_status
from leaflets.verbs.asked import Job
from leaflets.verbs.job import Ready, ready
from leaflets.verbs.pour import Outcome, planned, pour
from leaflets.verbs.totals import Totals, totals

# Shorter work needs no sign of life.
_PATIENCE_S = 1.0
# Quicker than this nobody reads.
_EVERY_S = 0.1
# What the reader is told first, apart from the problems.
_READING = ("statement-read", "line-dropped", "excerpts-chosen")


def run(
    source: str,
    *,
    as_json: bool,
    dry_run: bool,
    options: Mapping[str, Any],
    look: Callable[[], Look | None],
) -> Exit:
    """Pour `source` and report it; returns the exit status.

    `look` gives what was seen of the folder out/ meanwhile.
    """
    job = _job(source, options)
    found: list[Problem] = []
    outcomes: list[Outcome] = []
    todo: Ready | None = None
    stopped = False
    try:
        if options["scheduler"]:
            from leaflets.verbs.cluster import closed

            closed(options["scheduler"])
        todo = _ready(job)
        found += todo.problems
        if not as_json:
            read_first(_told_first(todo))
        made = planned(todo, look=look) if dry_run else _poured(todo, options, look)
        with _progress(len(todo.plan.variants), quiet=as_json or dry_run) as show:
            for outcome in made:
                outcomes.append(outcome)
                show(outcome)
    except LeafletsError as error:
        found += error.problems
        stopped = True
    entries = tuple(entry for outcome in outcomes for entry in outcome.entries)
    found += [problem for outcome in outcomes for problem in outcome.problems]
    found = _by_place(found)
    added = totals(todo, entries) if todo else Totals()
    if as_json:
        document.show(entries, tuple(found), _shape(added))
    else:
        what_next(entries, job.out, proof_of=_proof_of(todo, entries), stopped=stopped)
        _tell(job, todo, entries, found, coming=added if dry_run and todo else None)
    return exit_status([*found, *(problem for entry in entries for problem in entry.problems)])


def _tell(
    job: Job,
    todo: Ready | None,
    entries: tuple[Entry, ...],
    found: list[Problem],
    *,
    coming: Totals | None,
) -> None:
    if coming:
        what_comes(coming)
        found = [problem for problem in found if problem.code != "masters-split"]
    tell(_by_place([*_to_tell(found, _untold(entries, todo), job.out)]))


def _proof_of(todo: Ready | None, entries: tuple[Entry, ...]) -> int:
    """Return how many leaflets there would be where only some are poured, to be looked at."""
    if todo is None or not todo.job.extremes:
        return 0
    whole = len(todo.plan.variants)
    shown = sum(one.role == "leaflet" and one.state != "stale" for one in entries)
    return whole if 0 < shown < whole else 0


def _ready(job: Job) -> Ready:
    todo = ready(job)
    # To look through all of it for garbage takes a tenth of the time of planning.
    gc.freeze()
    gc.enable()
    return todo


def _poured(
    todo: Ready, options: Mapping[str, Any], look: Callable[[], Look | None]
) -> Iterator[Outcome]:
    return pour(todo, jobs=options["jobs"], scheduler=options["scheduler"], look=look)


def _job(source: str, options: Mapping[str, Any]) -> Job:
    return Job(
        source=source,
        out=options["out"],
        layouts=options["layout"],
        formats=tuple(name.lower() for name in options["formats"]),
        profiles=options["profile"],
        languages=options["language"],
        regions=options["region"],
        table=options["table"],
        link=options["link"] or "",
        headline=options["headline"],
        imprint=options["imprint"],
        code=not options["no_code"],
        copies=options["copies"],
        paper=options["paper"] or "",
        pictures=options["pictures"],
        shop_language=options["shop_language"],
        layouts_dir=options["layouts_dir"],
        today=datetime.now(tz=UTC).astimezone().date(),
        prune=options["prune"],
        strict=options["strict"],
        force=options["force"],
        extremes=options["extremes"],
        contact_sheet=options["contact_sheet"],
    )


def _told_first(todo: Ready) -> tuple[Problem, ...]:
    return tuple(problem for problem in todo.problems if problem.code in _READING)


def _by_place(problems: list[Problem]) -> list[Problem]:
    """Return each problem once, those of one file in the order of its lines or rows."""
    files = list(dict.fromkeys(problem.position.file for problem in problems))
    return sorted(
        dict.fromkeys(problems),
        key=lambda one: (files.index(one.position.file), *_place(one.position)),
    )


def _place(position: Position) -> tuple[int, int, int]:
    return position.row, position.line, position.column


def _untold(entries: tuple[Entry, ...], todo: Ready | None) -> tuple[Entry, ...]:
    """Return the entries without the warnings of rows that the plan has told, gathered."""
    rows = {one for variant in todo.plan.variants for one in variant.problems} if todo else set()
    told = {_matter(one) for one in rows.difference(errors(rows))}
    return tuple(
        replace(entry, problems=tuple(one for one in entry.problems if _matter(one) not in told))
        if told and entry.problems
        else entry
        for entry in entries
    )


def _matter(problem: Problem) -> tuple[str, str, Position]:
    return problem.code, problem.message, problem.position


def _to_tell(found: list[Problem], entries: tuple[Entry, ...], out: Path) -> Iterator[Problem]:
    """Give what is still to be told: each problem once, though leaflet and paper may share it.

    The files it concerns are named as they lie from where the user is.
    """
    yield from (problem for problem in found if problem.code not in _READING)
    seen = set()
    for entry in entries:
        for problem in entry.problems:
            row = problem.position.row if problem.severity is Severity.ERROR else 0
            matter = (problem.code, problem.message, row)
            if matter not in seen:
                seen.add(matter)
                name = (out / entry.path).as_posix()
                yield replace(problem, where=replace(problem.where, output=name))


def _shape(added: Totals) -> dict[str, object]:
    """Return what a plan comes to as JSON has it."""
    return asdict(added) | {"files": dict(added.files)}


@contextmanager
def _progress(most: int, *, quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """Show on a terminal how far the pour is, once it takes longer than a second.

    `most` is the number of leaflets.
    """
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    status = console.status("Typesetting …")
    timer = Timer(_PATIENCE_S, status.start)
    timer.daemon = True
    timer.start()
    numbers = count(1)
    due = monotonic()

    def show(outcome: Outcome) -> None:
        nonlocal due
        number = min(next(numbers), most)
        # To write a line takes longer than to find a leaflet unchanged.
        if outcome.entries and monotonic() >= due:
            due = monotonic() + _EVERY_S
            status.update(f"{number:,} of {most:,}  {outcome.entries[-1].path} …")

    try:
        yield show
    finally:
        timer.cancel()
        status.stop()
