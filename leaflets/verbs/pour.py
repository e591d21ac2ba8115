"""`pour`: a statement becomes leaflets that print; the whole walk, and nothing of it printed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from leaflets.deliver.folder import Folder, Records, open_folder
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import Entry
from leaflets.model.variant import Variant
from leaflets.problems import Problem, errors
from leaflets.verbs.entries import Made, entries
from leaflets.verbs.job import Ready, judged
from leaflets.verbs.leaflet import batch
from leaflets.verbs.tickets import tickets
from leaflets.workers import processes, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one variant, or of the ticket.

    Attributes:
        entries: Its files, each written, unchanged, failed or (in a dry run) planned.
        problems: What was found that no entry holds.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def pour(todo: Ready) -> Iterator[Outcome]:
    """Make and deliver what is due, variant by variant; then the ticket; then the manifest.

    Raises LeafletsError when the disk refuses: what is delivered by then stays, and the next pour
    goes on from there.
    """
    masters = _by_master(todo.plan.variants)
    # The processes come first: what is opened later, the folder's lock, is not theirs.
    with (
        processes(len(masters)) as executor,
        open_folder(todo.job.out, force=todo.job.force, names=todo.names) as folder,
    ):
        due = []
        for variants in masters:
            wanted = []
            for variant in variants:
                if failing := _failing(todo, variant):
                    yield Outcome(entries=tuple(map(folder.fail, failing)))
                elif standing := _all_standing(folder, variant):
                    yield Outcome(entries=standing)
                else:
                    wanted.append(variant)
            due.append(tuple(wanted))
        for made in run([variants for variants in due if variants], _made, executor):
            for files in made:
                yield Outcome(entries=tuple(_together(folder, todo, files)))
        yield from _finished(folder, todo)


def planned(todo: Ready) -> tuple[Outcome, ...]:
    """Return what a pour would find and make; nothing is made or written."""
    records = Records(todo.job.out, force=todo.job.force, names=todo.names)
    return tuple(
        Outcome(entries=_failing(todo, variant) or tuple(_due(records, variant)))
        for variant in todo.plan.variants
    )


def _by_master(variants: tuple[Variant, ...]) -> tuple[tuple[Variant, ...], ...]:
    groups = groupby(variants, key=lambda variant: variant.shared)
    return tuple(tuple(group) for _, group in groups)


def _made(variants: tuple[Variant, ...]) -> tuple[tuple[Made, ...], ...]:
    """Make the files of variants that share a master, in whichever process."""
    return tuple(batch(variants))


def _failing(todo: Ready, variant: Variant) -> tuple[Entry, ...]:
    """Return the entries of a variant's files if its region is wrong, else nothing."""
    found = judged(variant.problems, strict=todo.job.strict)
    if not errors(found):
        return ()
    return tuple(replace(entry, state="failed", problems=found) for entry in entries(variant))


def _due(records: Records, variant: Variant) -> Iterator[Entry]:
    for entry in entries(variant):
        yield _standing(records, entry) or replace(entry, state="due")


def _all_standing(folder: Folder, variant: Variant) -> tuple[Entry, ...]:
    """Return the entries of a variant's files if none of them is due, else nothing."""
    standing = [_standing(folder, entry) for entry in entries(variant)]
    return tuple(entry for entry in standing if entry) if all(standing) else ()


def _standing(records: Records, entry: Entry) -> Entry | None:
    """Return the entry of a file that needs no work or may not be written; None if it is due."""
    found = records.state(_planned(entry))
    if isinstance(found, Problem):
        return replace(entry, state="failed", problems=(found,))
    return found


def _together(folder: Folder, todo: Ready, files: tuple[Made, ...]) -> Iterator[Entry]:
    """Deliver a leaflet, its paper and its picture; without the leaflet there are no others."""
    leaflet = _delivered(folder, todo, files[0])
    yield leaflet
    for made in files[1:]:
        if leaflet.state == "failed":
            yield folder.fail(replace(made.entry, problems=leaflet.problems))
        else:
            yield _delivered(folder, todo, made)


def _delivered(folder: Folder, todo: Ready, made: Made) -> Entry:
    standing = _standing(folder, made.entry)
    if standing is not None:
        return standing
    entry = replace(made.entry, problems=judged(made.entry.problems, strict=todo.job.strict))
    if errors(entry.problems):
        return folder.fail(entry)
    return folder.deliver(entry, made.data)


def _finished(folder: Folder, todo: Ready) -> Iterator[Outcome]:
    """Deliver the ticket for everything that is not stale, then the manifest."""
    plan = frozenset(_whole_plan(folder, todo))
    standing = tuple(
        entry
        for entry in folder.entries.values()
        if entry.source != todo.source or entry.path in plan
    )
    for ticket in tickets(todo, standing):
        there = _standing(folder, ticket.entry)
        yield Outcome(entries=(there or folder.deliver(ticket.entry, ticket.make()),))
    done = folder.finish(
        plan, todo.source, (*todo.plan.problems, *todo.plan.rows), prune=todo.job.prune
    )
    recorded = {entry.path: entry for entry in done.manifest.outputs}
    yield Outcome(entries=tuple(recorded[path] for path in done.stale), problems=done.problems)


def _whole_plan(folder: Folder, todo: Ready) -> Iterator[str]:
    """Give the paths of this source that are not stale: what is planned, and what filters leave."""
    for variant in todo.plan.variants:
        yield from (entry.path for entry in entries(variant))
    stays = todo.left_out()
    yield from (path for path, entry in folder.entries.items() if stays(entry))


def _planned(entry: Entry) -> Planned:
    return Planned(path=entry.path, inputs=entry.inputs, source=entry.source)
