"""`pour`: statements become leaflets that print; the whole walk, and nothing of it printed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

from leaflets.deliver.folder import Folder, Records, open_folder
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import Entry
from leaflets.model.variant import Variant
from leaflets.plan.extremes import extremes
from leaflets.problems import LeafletsError, Problem, errors
from leaflets.verbs.chunk import (
    Batch,
    Common,
    Proved,
    Rows,
    chunks,
    made,
    prove,
    shared,
    unmade,
    unproved,
)
from leaflets.verbs.cluster import cluster, foreign
from leaflets.verbs.contact import contact_sheet
from leaflets.verbs.early import EarlyTicket, expected
from leaflets.verbs.entries import Made, entries, versions
from leaflets.verbs.job import Ready, judged
from leaflets.verbs.one_size import Sized, sized
from leaflets.verbs.shops import shop_files
from leaflets.verbs.tickets import tickets
from leaflets.workers import Crew, processes, run

_Made = TypeVar("_Made", Proved, Batch)
# Variants whose files are looked at together: enough to share the cores, few enough to hold.
_TOGETHER = 500
# What is made from all entries, not from one variant.
_FROM_ALL = ("job", "ticket", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one variant, or of the ticket.

    Attributes:
        entries: Its files, each written, unchanged, failed or (in a dry run) planned.
        problems: What was found that no entry holds.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def pour(todo: Ready, *, jobs: int | None = None, scheduler: str = "") -> Iterator[Outcome]:
    """Make and deliver what is due, master by master; then the ticket; then the manifest.

    The files are made by `jobs` processes, or as many as there are cores, or by the workers of
    the cluster at `scheduler`; this process brings them into place.
    Raises LeafletsError when the disk refuses: what is delivered by then stays, and the next pour
    goes on from there.
    """
    with open_folder(todo.job.out, force=todo.job.force, names=todo.names) as folder:
        due: list[Variant] = []
        seen: set[str] = set()
        for variant, files, standing in _standings(folder, _poured(todo)):
            seen.update(entry.path for entry in files)
            if failing := _failing(todo, variant):
                yield Outcome(entries=tuple(map(folder.fail, failing)))
            elif all(standing):
                yield Outcome(entries=tuple(entry for entry in standing if entry))
            else:
                due.append(variant)
        early: tuple[Made, ...] = ()
        if due:
            with _crew(todo, due, jobs, scheduler) as crew:
                ticket = EarlyTicket(crew, expected(folder, todo, due))
                for batch in _batches(sized(due, todo.plan.one_size, crew), crew, ticket.begin):
                    yield from _brought(folder, todo, batch)
                early = tuple(ticket.made())
        yield from _finished(folder, todo, seen, early)


def planned(todo: Ready) -> Iterator[Outcome]:
    """Give what a pour would find and make; nothing is made or written."""
    records = Records(todo.job.out, force=todo.job.force, names=todo.names)
    for variant, files, standing in _standings(records, _poured(todo)):
        known = zip(standing, files, strict=True)
        yield Outcome(
            entries=_failing(todo, variant)
            or tuple(one or replace(entry, state="due") for one, entry in known)
        )


def _poured(todo: Ready) -> tuple[Variant, ...]:
    """Return what is poured of the plan; what is not stays as it is."""
    return extremes(todo.plan.variants) if todo.job.extremes else todo.plan.variants


def _crew(
    todo: Ready, due: Sequence[Variant], jobs: int | None, scheduler: str
) -> AbstractContextManager[Crew]:
    if scheduler:
        return cluster(scheduler)
    most = sum(len(chunks(group)) for group in _by_master(due))
    return processes(max(most, *map(len, todo.plan.one_size), 0), jobs)


def _by_master(variants: Sequence[Variant]) -> tuple[tuple[Variant, ...], ...]:
    groups: dict[tuple[str, ...], list[Variant]] = {}
    for variant in variants:
        groups.setdefault(variant.shared, []).append(variant)
    return tuple(tuple(group) for group in groups.values())


def _batches(due: Sized, crew: Crew, meanwhile: Callable[[], None]) -> Iterator[Batch]:
    """Make the files of variants: each master once, then its rows, a chunk of them at a time.

    Masters are typeset ahead of their rows, as far as there are workers for it; `meanwhile` is
    done when the first of them is ready.
    """
    groups = _by_master(due.variants)
    proofs = _with(meanwhile, _proofs(groups, due.proved, crew))
    jobs = chain.from_iterable(map(partial(_jobs, crew), groups, proofs))
    return map(_ours, run(jobs, made, crew, partial(_singly, crew)))


def _proofs(
    groups: Sequence[Sequence[Variant]], proved: Mapping[str, Proved], crew: Crew
) -> Iterator[tuple[Proved, ...]]:
    """Yield the pages of each group's masters; those that groups share are made once.

    `proved` are made already.
    """
    every = (one for group in groups for one in group[0].masters)
    masters = {one.key: one for one in every if one.key not in proved}
    awaited = Counter(key for group in groups for key in group[0].shared)
    made_pages = zip(
        masters, run(((one,) for one in masters.values()), prove, crew, unproved), strict=True
    )
    known = dict(proved)
    for group in groups:
        keys = group[0].shared
        while not known.keys() >= set(keys):
            known |= (next(made_pages),)
        yield tuple(known[key] for key in keys)
        awaited.subtract(keys)
        known = {key: one for key, one in known.items() if awaited[key]}


def _with(
    meanwhile: Callable[[], None], proofs: Iterator[tuple[Proved, ...]]
) -> Iterator[tuple[Proved, ...]]:
    for proved in proofs:
        meanwhile()
        yield proved


def _jobs(
    crew: Crew, variants: Sequence[Variant], proved: tuple[Proved, ...]
) -> tuple[tuple[Rows, Common], ...]:
    """Return the chunks of a group, each with what its rows share."""
    rows = chunks(variants)
    common = Common(proved=tuple(map(_ours, proved)), parts=shared(variants))
    sent: Common = common if len(rows) == 1 else crew.share(common)
    return tuple((one, sent) for one in rows)


def _singly(crew: Crew, rows: Rows, common: Common) -> Batch:
    """Make the files of a chunk that takes its workers with it, row by row: one of them does."""
    if len(rows.variants) == 1:
        return unmade(rows)
    singles = run(((row, common) for row in rows.each()), made, crew, partial(_singly, crew))
    return Batch(files=tuple(files for batch in singles for files in batch.files))


def _ours(result: _Made) -> _Made:
    """Return what a worker made, unless other versions than ours made it."""
    if result.versions != versions():
        raise LeafletsError(foreign(result.versions, versions()))
    return result


def _brought(folder: Folder, todo: Ready, batch: Batch) -> Iterator[Outcome]:
    """Deliver a chunk: leaflets, papers and pictures, all at once."""
    judged_files = [tuple(_judged(folder, todo, files)) for files in batch.files]
    due = [one for files in judged_files for one in files if isinstance(one, Made)]
    delivered = folder.deliver_all([(one.entry, one.data) for one in due])
    written = {entry.path: entry for entry in delivered.written}
    for files in judged_files:
        known = [written.get(one.entry.path) if isinstance(one, Made) else one for one in files]
        yield Outcome(entries=tuple(entry for entry in known if entry))
    if delivered.stopped:
        raise LeafletsError(delivered.stopped)


def _judged(folder: Folder, todo: Ready, files: tuple[Made, ...]) -> Iterator[Entry | Made]:
    """Say of each file of a variant whether it is delivered; without the leaflet no others are."""
    first = _verdict(folder, todo, files[0])
    yield first
    for one in files[1:]:
        if isinstance(first, Entry) and first.state == "failed":
            yield folder.fail(replace(one.entry, problems=first.problems))
        else:
            yield _verdict(folder, todo, one)


def _verdict(folder: Folder, todo: Ready, one: Made) -> Entry | Made:
    standing = _told(one.entry, folder.state(_planned(one.entry)))
    if standing is not None:
        return standing
    found = judged(one.entry.problems, strict=todo.job.strict)
    if errors(found):
        return folder.fail(replace(one.entry, problems=found))
    return one


def _standings(
    records: Records, variants: Sequence[Variant]
) -> Iterator[tuple[Variant, tuple[Entry, ...], tuple[Entry | None, ...]]]:
    """Give each variant with its files and how each of them stands; None is to be made."""
    for start in range(0, len(variants), _TOGETHER):
        some = variants[start : start + _TOGETHER]
        wanted = [entries(variant) for variant in some]
        states = records.states([_planned(entry) for files in wanted for entry in files])
        for variant, files in zip(some, wanted, strict=True):
            yield variant, files, tuple(_stands(records, entry, next(states)) for entry in files)


def _failing(todo: Ready, variant: Variant) -> tuple[Entry, ...]:
    """Return the entries of a variant's files if its region is wrong, else nothing."""
    found = judged(variant.problems, strict=todo.job.strict)
    if not errors(found):
        return ()
    return tuple(replace(entry, state="failed", problems=found) for entry in entries(variant))


def _stands(records: Records, entry: Entry, state: Entry | Problem | None) -> Entry | None:
    return records.handed(entry, state) if isinstance(state, Entry) else _told(entry, state)


def _told(entry: Entry, state: Entry | Problem | None) -> Entry | None:
    """Return the entry of a file that needs no work or may not be written; None if it is due."""
    if isinstance(state, Problem):
        return replace(entry, state="failed", problems=(state,))
    return state


def _finished(
    folder: Folder, todo: Ready, seen: set[str], early: tuple[Made, ...]
) -> Iterator[Outcome]:
    """Deliver what the shops get of everything that is not stale, then the manifest.

    `seen` are the paths of what was poured; `early` is what is made already.
    """
    plan = seen.union(_whole_plan(folder, todo))
    standing = tuple(
        entry
        for entry in folder.entries.values()
        if entry.source != todo.source or entry.path in plan
    )
    printed = tuple((tickets if todo.campaign.alone else shop_files)(todo, standing))
    shown = tuple(contact_sheet(todo, standing)) if todo.job.contact_sheet else ()
    for one in (*printed, *shown):
        there = _told(one.entry, folder.state(_planned(one.entry)))
        ready = next((made for made in early if made.entry == one.entry), None)
        yield Outcome(entries=(there or _delivered(folder, todo, ready or one.make()),))
    done = folder.finish(
        frozenset(plan.union(one.entry.path for one in (*printed, *shown))),
        todo.source,
        (*todo.plan.problems, *todo.plan.rows),
        prune=todo.job.prune,
    )
    recorded = {entry.path: entry for entry in done.manifest.outputs}
    yield Outcome(entries=tuple(recorded[path] for path in done.stale), problems=done.problems)


def _delivered(folder: Folder, todo: Ready, one: Made) -> Entry:
    verdict = _verdict(folder, todo, one)
    return verdict if isinstance(verdict, Entry) else folder.deliver(verdict.entry, verdict.data)


def _whole_plan(folder: Folder, todo: Ready) -> Iterator[str]:
    """Give the other paths of this source that are not stale: what options and filters leave out.

    What shops get is made from these, whatever filters leave.
    """
    if todo.job.extremes:
        for variant in todo.plan.variants:
            yield from (entry.path for entry in entries(variant))
    stays = todo.left_out()
    yield from (
        path for path, one in folder.entries.items() if one.role not in _FROM_ALL and stays(one)
    )


def _planned(entry: Entry) -> Planned:
    return Planned(path=entry.path, inputs=entry.inputs, source=entry.source)
