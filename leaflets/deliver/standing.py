"""What may be done to a file, and what becomes of the entries: decisions over values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from leaflets.model.manifest import Entry
from leaflets.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file that a run means to deliver.

    Attributes:
        path: Relative to the manifest, with slashes.
        inputs: sha256 of all that it is made from.
        source: The statement or campaign, as the manifest records it; empty for what several
            share, which never clashes and is never stale.
    """

    path: str
    inputs: str
    source: str


class Standing(StrEnum):
    """How a planned file stands to what lies in its place."""

    DUE = "due"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    CLASH = "clash"


def standing(planned: Planned, recorded: Entry | None, found: str) -> Standing:
    """Decide on one file from its entry and the sha256 of what lies there, empty if nothing does.

    A file that is not there any more belongs to nobody, whatever is recorded.
    """
    if not found:
        return Standing.DUE
    if recorded is None or found != recorded.sha256:
        return Standing.EDITED
    if recorded.source and planned.source and recorded.source != planned.source:
        return Standing.CLASH
    done = recorded.state != "failed" and recorded.inputs == planned.inputs
    return Standing.UNCHANGED if done else Standing.DUE


def settled(entries: Iterable[Entry], plan: frozenset[str], source: str) -> tuple[Entry, ...]:
    """Give every entry of `source` the state that its unfiltered plan asks for.

    One that is no longer planned is stale; one that is planned again is current. Entries of other
    sources stay as they are.
    """
    return tuple(
        entry if entry.source != source else _settled(entry, planned=entry.path in plan)
        for entry in entries
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Stale entries by what becomes of them.

    Attributes:
        gone: Nothing of ours is left of them.
        ours: Their files are as they were written.
        edited: Their files are not.
    """

    gone: frozenset[str]
    ours: frozenset[str]
    edited: frozenset[str]


def sorted_out(stale: Iterable[Entry], found: Mapping[str, str]) -> Stale:
    """Part the stale entries by the sha256 that was `found` at their paths, empty for no file."""
    entries = tuple(stale)
    gone = frozenset(one.path for one in entries if not found[one.path] or not one.sha256)
    ours = frozenset(one.path for one in entries if found[one.path] == one.sha256) - gone
    return Stale(gone=gone, ours=ours, edited=frozenset(one.path for one in entries) - gone - ours)


def kept(
    old: Iterable[Problem], new: tuple[Problem, ...], source: str, sources: Iterable[str]
) -> tuple[Problem, ...]:
    """Return the problems that belong to no file: `new` ones, and the `old` of other `sources`."""
    others = tuple(one for one in set(sources) if one and one != source)
    foreign = (problem for problem in old if _of(problem, others))
    ordered = sorted(foreign, key=lambda problem: (str(problem.position), problem.code))
    return tuple(dict.fromkeys((*new, *ordered)))


def folded(
    recorded: Mapping[str, Entry], journal: Iterable[Entry], found: Mapping[str, str]
) -> dict[str, Entry]:
    """Take the journal of a killed run into the recorded entries, as far as its files are there.

    `found` has the sha256 of what lies at the journal's paths. A line whose file did not come into
    place says nothing: the older entry, or none, still describes what lies there.
    """
    arrived = (entry for entry in journal if found.get(entry.path) == entry.sha256)
    return {**recorded, **{entry.path: entry for entry in arrived}}


def _settled(entry: Entry, *, planned: bool) -> Entry:
    if not planned:
        return replace(entry, state="stale")
    return replace(entry, state="current") if entry.state == "stale" else entry


def _of(problem: Problem, sources: tuple[str, ...]) -> bool:
    file = problem.position.file
    return any(file == source or file.startswith(source + "/") for source in sources)
