"""The end of a pour: what the shops get of everything, the contact sheet, the manifest."""

from collections.abc import Iterator, Sequence

from leaflets.deliver.folder import Folder
from leaflets.model.manifest import Entry
from leaflets.problems import Problem, Severity
from leaflets.verbs.contact import RENEWED, contact_sheet, old
from leaflets.verbs.entries import Made, Pending, entries
from leaflets.verbs.job import Ready
from leaflets.verbs.outcome import Outcome, as_planned, told, verdict
from leaflets.verbs.shops import shop_files
from leaflets.verbs.tickets import tickets

# What is made from all entries, not from one variant.
_ORDERED = ("job", "ticket")
_FROM_ALL = (*_ORDERED, "contact")
# What anybody reads of a list of files.
_NAMED = 6


def ended(
    folder: Folder, todo: Ready, seen: set[str], early: tuple[Made, ...], jobs: int | None
) -> Iterator[Outcome]:
    """Deliver what the shops get of everything that is not stale, then the manifest.

    `seen` are the paths of what was poured; `early` is what is made already; print jobs are made
    by `jobs` processes.
    """
    plan = seen.union(_whole_plan(folder, todo))
    known = tuple(folder.entries.values())
    standing = tuple(one for one in known if one.source != todo.source or one.path in plan)
    printed = tuple(_printed(todo, seen, known, standing))
    shown = tuple(_shown(folder, todo, known, standing))
    states = folder.states([as_planned(one.entry) for one in printed])
    stand = [told(one.entry, state) for one, state in zip(printed, states, strict=True)]
    due = [one for one, there in zip(printed, stand, strict=True) if there is None]
    made = _made(due, early, jobs)
    for there in stand:
        yield Outcome(entries=(there or _delivered(folder, todo, next(made)),))
    for one in shown:
        yield _drawn(folder, todo, one)
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


def _printed(
    todo: Ready, seen: set[str], known: tuple[Entry, ...], standing: tuple[Entry, ...]
) -> Iterator[Pending]:
    """Give the print jobs and tickets. A proof is no order: it makes none, and keeps true what is.

    `known` are all entries, `standing` those that are not stale.
    """
    is_proof = any(f"{variant.stem}.pdf" not in seen for variant in todo.plan.variants)
    orders = (one for one in known if one.source == todo.source and one.role in _ORDERED)
    if not is_proof or any(orders):
        yield from (tickets if todo.campaign.alone else shop_files)(todo, standing)


def _made(due: Sequence[Pending], early: tuple[Made, ...], jobs: int | None) -> Iterator[Made]:
    """Make what is due and was not made early, in its order; print jobs beside each other."""
    gathered = _gathered([one for one in due if one.entry.role == "job"], jobs)
    ready = {made.entry: made for made in early}
    for one in due:
        is_job = one.entry.role == "job"
        yield next(gathered) if is_job else ready.get(one.entry) or one.make()


def _gathered(due: Sequence[Pending], jobs: int | None) -> Iterator[Made]:
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


def _drawn(folder: Folder, todo: Ready, sheet: Pending) -> Outcome:
    """Deliver a contact sheet; one that nobody asked for stays as it is if it takes long."""
    there = told(sheet.entry, folder.state(as_planned(sheet.entry)))
    if there is None and not todo.job.contact_sheet and len(sheet.entry.of) > RENEWED:
        return Outcome(problems=(old(sheet.entry),))
    return Outcome(entries=(there or _delivered(folder, todo, sheet.make()),))


def _delivered(folder: Folder, todo: Ready, one: Made) -> Entry:
    found = verdict(folder, todo, one)
    return found if isinstance(found, Entry) else folder.deliver(found.entry, found.data)


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
