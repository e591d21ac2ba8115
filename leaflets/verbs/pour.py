"""`pour`: statements become leaflets that print; the whole walk, and nothing of it printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from leaflets.deliver.folder import Folder, Records, open_folder
from leaflets.deliver.look import Look, unseen
from leaflets.model.manifest import Entry
from leaflets.model.variant import Variant
from leaflets.plan.extremes import extremes
from leaflets.problems import LeafletsError, Problem, errors
from leaflets.verbs.ending import ended
from leaflets.verbs.entries import Made, entries
from leaflets.verbs.job import Ready, judged
from leaflets.verbs.outcome import Outcome, as_planned, told, verdict

__all__ = ["Outcome", "planned", "pour"]

# Variants whose files are looked at together: enough to share the cores, few enough to hold.
_TOGETHER = 500


def pour(
    todo: Ready,
    *,
    jobs: int | None = None,
    scheduler: str = "",
    look: Callable[[], Look | None] = unseen,
) -> Iterator[Outcome]:
    """Make and deliver what is due, master by master; then the ticket; then the manifest.

    The files are made by `jobs` processes, or as many as there are cores, or by the workers of
    the cluster at `scheduler`; this process brings them into place. `look` gives what was seen of
    the folder out/ meanwhile.
    Raises LeafletsError when the disk refuses: what is delivered by then stays, and the next pour
    goes on from there.
    """
    job = todo.job
    with open_folder(job.out, force=job.force, names=todo.names, look=look) as folder:
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
            # The engines take longer to import than a rerun without anything due takes.
            from leaflets.verbs import making

            with making.crew(todo, due, jobs, scheduler) as crew:
                ticket = making.EarlyTicket(crew, making.expected(folder, todo, due))
                for batch in making.batches(due, todo.plan.one_size, crew, ticket.begin):
                    yield from _brought(folder, todo, batch.files)
                early = tuple(ticket.made())
        yield from ended(folder, todo, seen, early, jobs)


def planned(todo: Ready, *, look: Callable[[], Look | None] = unseen) -> Iterator[Outcome]:
    """Give what a pour would find and make; nothing is made or written."""
    job = todo.job
    records = Records(job.out, force=job.force, names=todo.names, look=look())
    for variant, files, standing in _standings(records, _poured(todo)):
        known = zip(standing, files, strict=True)
        yield Outcome(
            entries=_failing(todo, variant)
            or tuple(one or replace(entry, state="due") for one, entry in known)
        )


def _poured(todo: Ready) -> tuple[Variant, ...]:
    """Return what is poured of the plan; what is not stays as it is."""
    return extremes(todo.plan.variants) if todo.job.extremes else todo.plan.variants


def _brought(folder: Folder, todo: Ready, batch: Sequence[tuple[Made, ...]]) -> Iterator[Outcome]:
    """Deliver a chunk: leaflets, papers and pictures, all at once."""
    judged_files = [tuple(_judged(folder, todo, files)) for files in batch]
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
    first = verdict(folder, todo, files[0])
    yield first
    for one in files[1:]:
        if isinstance(first, Entry) and first.state == "failed":
            yield folder.fail(replace(one.entry, problems=first.problems))
        else:
            yield verdict(folder, todo, one)


def _standings(
    records: Records, variants: Sequence[Variant]
) -> Iterator[tuple[Variant, tuple[Entry, ...], tuple[Entry | None, ...]]]:
    """Give each variant with its files and how each of them stands; None is to be made."""
    for start in range(0, len(variants), _TOGETHER):
        some = variants[start : start + _TOGETHER]
        wanted = [entries(variant) for variant in some]
        states = records.states([as_planned(entry) for files in wanted for entry in files])
        for variant, files in zip(some, wanted, strict=True):
            yield variant, files, tuple(_stands(records, entry, next(states)) for entry in files)


def _failing(todo: Ready, variant: Variant) -> tuple[Entry, ...]:
    """Return the entries of a variant's files if its region is wrong, else nothing."""
    found = judged(variant.problems, strict=todo.job.strict)
    if not errors(found):
        return ()
    return tuple(replace(entry, state="failed", problems=found) for entry in entries(variant))


def _stands(records: Records, entry: Entry, state: Entry | Problem | None) -> Entry | None:
    return records.handed(entry, state) if isinstance(state, Entry) else told(entry, state)
