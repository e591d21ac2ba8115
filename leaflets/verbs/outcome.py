"""What becomes of a file: it stands, it may not be written, it is wrong, or it is delivered."""

from dataclasses import dataclass, replace

from leaflets.deliver.folder import Folder
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import Entry
from leaflets.problems import Problem, errors
from leaflets.verbs.entries import Made
from leaflets.verbs.job import Ready, judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one variant, or of the ticket.

    Attributes:
        entries: Its files, each written, unchanged, failed or (in a dry run) planned.
        problems: What was found that no entry holds.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def verdict(folder: Folder, todo: Ready, one: Made) -> Entry | Made:
    """Return a file that is to be delivered, or the entry of one that is not."""
    standing = told(one.entry, folder.state(as_planned(one.entry)))
    if standing is not None:
        return standing
    found = judged(one.entry.problems, strict=todo.job.strict)
    if errors(found):
        return folder.fail(replace(one.entry, problems=found))
    return one


def told(entry: Entry, state: Entry | Problem | None) -> Entry | None:
    """Return the entry of a file that needs no work or may not be written; None if it is due."""
    if isinstance(state, Problem):
        return replace(entry, state="failed", problems=(state,))
    return state


def as_planned(entry: Entry) -> Planned:
    """Return what the folder is asked of a file."""
    return Planned(path=entry.path, inputs=entry.inputs, source=entry.source)
