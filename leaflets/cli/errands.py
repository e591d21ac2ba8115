"""What is to be done with what was made: who is handed what, and what nobody is."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from leaflets.model.manifest import Entry
from leaflets.profiles import profiles

# What a shop is handed.
_PRINTED = ("paper", "job", "ticket")
# What anybody reads of names in a sentence; and of a shop's jobs, which its ticket names.
_MOST_NAMES = 12
_MOST_JOBS = 2
# What keeps a file from being written over, not from being there.
_NOT_OURS = ("file-edited", "output-clash")


def errands(entries: tuple[Entry, ...], out: Path) -> Iterator[str]:
    """Give a line for each errand, and then what is left out of them."""
    good = [entry for entry in entries if entry.state in ("written", "unchanged", "current")]
    lines = (*_printing(good, out), *_sending(good, out))
    yield from lines
    if lines:
        yield from _left_out(entries, out)
        yield from _as_before(entries, good, out)


def unfinished(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Tell that nobody is handed anything yet, of a pour that was stopped on its way."""
    if entries:
        yield "Not finished, and nothing of it is for the copy shop yet; below is why."


def proof(entries: tuple[Entry, ...], proof_of: int) -> Iterator[str]:
    """Tell what some leaflets are that were chosen, of so many, to be looked at."""
    shown = [one for one in entries if one.role == "leaflet" and one.state != "stale"]
    yield (
        f"A proof, not an order: {len(shown):,} of {proof_of:,} leaflets, of each master the "
        "longest, the shortest and the oddest-lettered."
    )
    yield "Look at them; for the copy shop pour without --extremes."


def _printing(good: list[Entry], out: Path) -> Iterator[str]:
    """Tell who prints what: shops their jobs, or else one shop, and oneself, the papers."""
    by_hand = {one.name for one in profiles() if one.by_hand}
    jobs = [entry for entry in good if entry.role == "job"]
    if jobs:
        for shop, files in groupby(jobs, attrgetter("shop")):
            yield _of_shop(shop, tuple(files), good, out)
        return
    covered = {path for entry in good if entry.role == "paper" for path in entry.of}
    papers = [
        entry
        for entry in good
        if entry.role == "paper"
        or (entry.role == "leaflet" and entry.paper and entry.path not in covered)
    ]
    tickets = [entry for entry in good if entry.role == "ticket" and entry.path.endswith(".pdf")]
    at_shop = [entry for entry in papers if entry.profile not in by_hand]
    if at_shop:
        yield f"Give the copy shop {_listed([_path(one, out) for one in (*at_shop, *tickets)])}."
    if at_home := [entry for entry in papers if entry.profile in by_hand]:
        how = "".join(f"; {_path(one, out)} says how" for one in tickets)
        yield f"Print {_listed([_path(one, out) for one in at_home])}{how}."


def _of_shop(shop: str, jobs: tuple[Entry, ...], good: list[Entry], out: Path) -> str:
    """Tell what one shop is handed, and what of it this pour has made."""
    tickets = [
        one
        for one in good
        if one.role == "ticket" and one.shop == shop and one.path.endswith(".pdf")
    ]
    names = [_path(one, out) for one in (*tickets, *jobs)]
    if tickets and len(jobs) > _MOST_JOBS:
        names = [_path(tickets[0], out), f"the {len(jobs):,} jobs beside it that it names"]
    files = (*tickets, *jobs)
    made = [Path(one.path).name for one in files if one.state == "written"]
    new = ""
    if not made:
        new = "; nothing of it has changed"
    elif len(made) < len(files):
        new = f"; new in this pour: {_listed(made)}"
    return f"Give {shop or 'the copy shop'} {_listed(names)}{new}."


def _sending(good: list[Entry], out: Path) -> Iterator[str]:
    tagged = {one.name for one in profiles() if one.tagged}
    sent = [
        entry
        for entry in good
        if entry.role == "picture" or (entry.role == "leaflet" and entry.profile in tagged)
    ]
    if sent:
        yield f"Send people {_listed([_path(one, out) for one in sent])}."


def _left_out(entries: tuple[Entry, ...], out: Path) -> Iterator[str]:
    """Tell what nobody is to print, and what is not there to be printed."""
    old = [one for one in entries if one.state == "stale" and one.role in _PRINTED]
    if old:
        yield f"Hand nobody {_listed([_path(one, out) for one in old])}: of an earlier pour."
    failed = [one for one in entries if one.state == "failed" and one.role == "leaflet"]
    lost = [one for one in failed if any(p.code not in _NOT_OURS for p in one.problems)]
    if lost:
        count = "1 leaflet" if len(lost) == 1 else f"{len(lost):,} leaflets"
        yield f"Not among them: {count} that could not be made; below is why."


def _as_before(entries: tuple[Entry, ...], good: list[Entry], out: Path) -> Iterator[str]:
    """Tell what the shops print as it was poured before somebody edited it."""
    printed = {path for one in good if one.role == "job" for path in one.of}
    edited = [
        one
        for one in entries
        if one.path in printed and any(found.code == "file-edited" for found in one.problems)
    ]
    if edited:
        names = _listed([_path(one, out) for one in edited])
        yield f"Edited by somebody; the jobs hold what was poured before: {names}."


def _listed(names: Iterable[str]) -> str:
    first, *others = names
    if not others:
        return first
    if len(others) >= _MOST_NAMES:
        more = len(others) + 1 - _MOST_NAMES
        return f"{', '.join((first, *others[: _MOST_NAMES - 1]))} and {more:,} more"
    return f"{', '.join((first, *others[:-1]))} and {others[-1]}"


def _path(entry: Entry, out: Path) -> str:
    return (out / entry.path).as_posix()
