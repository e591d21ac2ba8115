"""`pour`: statements become leaflets that print; the whole walk, and nothing of it printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leaflets.deliver.folder import Folder, Records, open_folder
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import Entry
from leaflets.model.variant import Variant
from leaflets.plan.extremes import extremes
from leaflets.problems import LeafletsError, Problem, Severity, errors
from leaflets.verbs.contact import RENEWED, contact_sheet, old
from leaflets.verbs.entries import Made, Pending, entries
from leaflets.verbs.job import Ready, judged
from leaflets.verbs.shops import shop_files
from leaflets.verbs.tickets import tickets

# Variants whose files are looked at together: enough to share the cores, few enough to hold.
_TOGETHER = 500
# What is made from all entries, not from one variant.
_ORDERED = ("job", "ticket")
# What anybody reads of a list of files.
_NAMED = 6
_FROM_ALL = (*_ORDERED, "contact")


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
    job = todo.job
    with open_folder(job.out, force=job.force, names=todo.names, look=todo.look) as folder:
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
        yield from _finished(folder, todo, seen, early, jobs)


def planned(todo: Ready) -> Iterator[Outcome]:
    """Give what a pour would find and make; nothing is made or written."""
    job = todo.job
    records = Records(job.out, force=job.force, names=todo.names, look=todo.look())
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
    folder: Folder, todo: Ready, seen: set[str], early: tuple[Made, ...], jobs: int | None
) -> Iterator[Outcome]:
    """Deliver what the shops get of everything that is not stale, then the manifest.

    `seen` are the paths of what was poured; `early` is what is made already; print jobs are made
    by `jobs` processes.
    """
    plan = seen.union(_whole_plan(folder, todo))
    known = tuple(folder.entries.values())
    standing = tuple(one for one in known if one.source != todo.source or one.path in plan)
    is_proof = any(files[0].path not in seen for files in map(entries, todo.plan.variants))
    orders = (one for one in known if one.source == todo.source and one.role in _ORDERED)
    printed: tuple[Pending, ...] = ()
    # A proof is no order: it makes none, and keeps true what is.
    if not is_proof or any(orders):
        printed = tuple((tickets if todo.campaign.alone else shop_files)(todo, standing))
    shown = tuple(_shown(folder, todo, known, standing))
    gathered = _gathered(folder, printed, jobs)
    for one in (*printed, *shown):
        there = _told(one.entry, folder.state(_planned(one.entry)))
        if there is None and one in shown and _is_kept(todo, one.entry):
            yield Outcome(problems=(old(one.entry),))
            continue
        if there is None:
            ready = next((made for made in early if made.entry == one.entry), None)
            is_job = one.entry.role == "job"
            there = _delivered(folder, todo, ready or (next(gathered) if is_job else one.make()))
        yield Outcome(entries=(there,))
    done = folder.finish(
        frozenset(plan.union(one.entry.path for one in (*printed, *shown))),
        todo.source,
        (*todo.plan.problems, *todo.plan.rows),
        prune=todo.job.prune,
    )
    recorded = {entry.path: entry for entry in done.manifest.outputs}
    gone = (_deleted(done.pruned),) if done.pruned else ()
    yield Outcome(
        entries=tuple(recorded[path] for path in done.stale), problems=(*done.problems, *gone)
    )


def _gathered(folder: Folder, printed: Sequence[Pending], jobs: int | None) -> Iterator[Made]:
    """Make the print jobs that are due, in their order."""
    every = [one for one in printed if one.entry.role == "job"]
    states = folder.states([_planned(one.entry) for one in every])
    due = [one for one, state in zip(every, states, strict=True) if state is None]
    if due:
        # As with leaflets: what makes them is imported when one is due.
        from leaflets.verbs.beside import made

        yield from made(due, jobs)


def _shown(
    folder: Folder, todo: Ready, known: tuple[Entry, ...], standing: tuple[Entry, ...]
) -> Iterator[Pending]:
    """Give the contact sheet, if it is asked for or lies there from an earlier pour."""
    sheets = (one for one in known if one.role == "contact" and one.source == todo.source)
    if todo.job.contact_sheet or any(folder.stands(one.path) for one in sheets):
        yield from contact_sheet(todo, standing)


def _is_kept(todo: Ready, sheet: Entry) -> bool:
    """Tell whether a contact sheet stays as it is: nobody asked, and it would take long."""
    return not todo.job.contact_sheet and len(sheet.of) > RENEWED


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


def _deleted(paths: tuple[str, ...]) -> Problem:
    named = ", ".join(paths[:_NAMED]) + ", …" * (len(paths) > _NAMED)
    count = "1 file" if len(paths) == 1 else f"{len(paths):,} files"
    return Problem(
        code="stale-deleted",
        severity=Severity.NOTE,
        message=f"Deleted {count} of earlier pours that nothing asks for any more: {named}.",
        hint="What the shop has of them it must not print.",
    )


def _planned(entry: Entry) -> Planned:
    return Planned(path=entry.path, inputs=entry.inputs, source=entry.source)
