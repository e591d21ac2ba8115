"""The folder out/: what stands in it, and one pour that changes it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.deliver import files, journal, manifest
from leaflets.deliver.lock import locked
from leaflets.deliver.look import Look, unseen
from leaflets.deliver.recorded import load
from leaflets.deliver.standing import (
    Planned,
    Standing,
    folded,
    kept,
    settled,
    sorted_out,
    standing,
)
from leaflets.model.manifest import Entry, Manifest
from leaflets.problems import Exit, LeafletsError, Problem, Severity, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What a pour leaves.

    Attributes:
        manifest: As it is written.
        stale: Paths of this source's files that its plan does not ask for any more.
        pruned: Paths of the stale files that were deleted.
        problems: Stale files that were kept because somebody edited them.
    """

    manifest: Manifest
    stale: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Records:
    """What is known of the files under out/, a killed run's journal taken in."""

    def __init__(
        self,
        root: Path,
        *,
        force: bool = False,
        names: Mapping[str, str] | None = None,
        look: Look | None = None,
    ) -> None:
        """Read manifest and journal of `root`; a folder that is not there holds nothing.

        `names` has the input's files as typed → as they are recorded: what this run is told names
        them as typed, what stands in the manifest never does. `look` is what was seen of the
        folder before.
        Raises LeafletsError with `manifest-broken`.
        """
        read = _read(root, look)
        noted = journal.entries(root)
        found = {entry.path: files.digest(root, entry.path) for entry in noted}
        self.root = root
        self.force = force
        self.names = dict(names or {})
        self._typed = {known: name for name, known in self.names.items()}
        self.problems = read.problems
        self._read = read
        self._seen = look.digests if look else {}
        self._entries = folded({entry.path: entry for entry in read.outputs}, noted, found)

    @property
    def entries(self) -> dict[str, Entry]:
        """All entries by path, in the order of the manifest however they came about."""
        return {entry.path: entry for entry in manifest.by_path(self._entries.values())}

    def state(self, planned: Planned) -> Entry | Problem | None:
        """Say how a planned file stands.

        Returns its entry, `unchanged`, when there is nothing to do; the problem when it may not be
        written; None when it is to be made.
        """
        return next(self.states([planned]))

    def states(self, planned: Sequence[Planned]) -> Iterator[Entry | Problem | None]:
        """Say how each of many planned files stands."""
        found = files.digests(self.root, [one.path for one in planned], self._seen)
        return map(self._state, planned, found)

    def stands(self, path: str) -> bool:
        """Tell whether a file lies at a path under out/."""
        return bool(files.digest(self.root, path))

    def handed(self, planned: Entry, found: Entry) -> Entry:
        """Return the entry of an unchanged file with the shop and the copies that are wanted now.

        Its bytes hang on neither, and its record takes them along.
        """
        shop, copies = planned.shop, planned.copies
        if (found.shop, found.copies) == (shop, copies):
            return found
        recorded = self._entries[planned.path]
        self._entries[planned.path] = replace(recorded, shop=shop, copies=copies)
        return replace(found, shop=shop, copies=copies)

    def _state(self, planned: Planned, found: str | Problem) -> Entry | Problem | None:
        if isinstance(found, Problem):
            return found
        recorded = self._entries.get(planned.path)
        verdict = standing(planned, recorded, found)
        if verdict is Standing.UNCHANGED and recorded is not None:
            return manifest.naming(recorded, self._typed).in_state("unchanged")
        if verdict is Standing.DUE or self.force:
            return None
        return _edited(planned.path) if verdict is Standing.EDITED else _clash(planned, recorded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What came of files that were to be delivered together.

    Attributes:
        written: The entries of those that are in place, the first ones.
        stopped: What the disk refused then; None when all are in place.
    """

    written: tuple[Entry, ...]
    stopped: Problem | None = None


class Folder(Records):
    """One pour's hold on out/; `open_folder` gives it."""

    def deliver(self, entry: Entry, data: bytes) -> Entry:
        """Bring a file into place and record it; returns its entry as `written`.

        Raises LeafletsError: `file-edited` or `output-clash` as `state` has them, or what the disk
        refuses. Nothing has changed then.
        """
        done = self.deliver_all([(entry, data)])
        if done.stopped:
            raise LeafletsError(done.stopped)
        return done.written[0]

    def deliver_all(self, made: Sequence[tuple[Entry, bytes]]) -> Delivered:
        """Bring files into place in their order, and record them.

        Raises LeafletsError: `file-edited` or `output-clash` as `state` has them; nothing has
        changed then.
        """
        self._let_pass([entry for entry, _ in made])
        written = [_written(entry, data) for entry, data in made]
        current = [
            replace(manifest.naming(entry, self.names), state="current") for entry in written
        ]
        put = files.put_all(
            self.root,
            [(entry.path, data) for entry, data in made],
            lambda number: journal.note(self.root, current[:number]),
        )
        self._entries.update((entry.path, entry) for entry in current[: put.number])
        return Delivered(written=tuple(written[: put.number]), stopped=put.stopped)

    def fail(self, entry: Entry) -> Entry:
        """Record that a file could not be made; returns its entry as `failed`.

        An older file in its place stays and stays ours. One that belongs to another source keeps
        its own entry.
        """
        old = self._entries.get(entry.path)
        failed = replace(
            manifest.at_home(entry),
            state="failed",
            sha256=old.sha256 if old else "",
            bytes=old.bytes if old else 0,
        )
        if old is None or old.source == entry.source:
            self._entries[entry.path] = manifest.naming(failed, self.names)
        return failed

    def finish(
        self,
        plan: frozenset[str],
        source: str,
        problems: tuple[Problem, ...] = (),
        *,
        prune: bool = False,
    ) -> Finished:
        """Write the manifest and end the journal.

        `plan` holds all paths of the unfiltered plan of `source`; `problems` those of the source
        that belong to no file. With `prune` the stale files that are still ours are deleted.
        Raises LeafletsError when the disk refuses; the journal then stays for the next run.
        """
        entries = settled(self._entries.values(), plan, source)
        old = tuple(one for one in entries if one.state == "stale" and one.source == source)
        stale = sorted_out(old, {one.path: files.digest(self.root, one.path) for one in old})
        pruned = tuple(sorted(stale.ours)) if prune else ()
        for path in pruned:
            files.remove(self.root, path)
        left = tuple(one for one in entries if one.path not in stale.gone.union(pruned))
        written = Manifest(
            outputs=manifest.by_path(left),
            problems=kept(
                self.problems,
                tuple(manifest.renamed(problem, self.names) for problem in problems),
                source,
                (one.source for one in left),
            ),
        )
        self._write(written)
        return Finished(
            manifest=written,
            stale=tuple(sorted((stale.ours | stale.edited).difference(pruned))),
            pruned=pruned,
            problems=tuple(_kept(path) for path in sorted(stale.edited)) if prune else (),
        )

    def _let_pass(self, entries: Sequence[Entry]) -> None:
        planned = [Planned(path=one.path, inputs=one.inputs, source=one.source) for one in entries]
        blocked = [one for one in self.states(planned) if isinstance(one, Problem)]
        if blocked:
            raise LeafletsError(*blocked)

    def _write(self, written: Manifest) -> None:
        # To compare is a tenth of writing it out.
        if written != self._read or not (self.root / manifest.NAME).exists():
            files.put(self.root, manifest.NAME, manifest.dump(written), lambda: None)
        files.remove(self.root, journal.NAME)


@contextmanager
def open_folder(
    out: Path,
    *,
    force: bool = False,
    names: Mapping[str, str] | None = None,
    look: Callable[[], Look | None] = unseen,
) -> Iterator[Folder]:
    """Hold the folder `out` for one pour, made if it is not there.

    With `force`, edited files and other sources' files are written over; `names` and what `look`
    gives as in `Records`.
    Raises LeafletsError with `out-busy`, `out-is-file`, `out-not-writable`, `disk-full` or
    `manifest-broken`.
    """
    files.make_folder(out, str(out))
    with locked(out, str(out)):
        files.clear(out)
        yield Folder(out, force=force, names=names, look=look())


def _read(root: Path, look: Look | None) -> Manifest:
    if look and look.stamp == files.stamp(f"{root}/{manifest.NAME}"):
        return look.manifest
    data = files.contents(root, manifest.NAME)
    return Manifest() if data is None else load(data, name=str(root / manifest.NAME))


def _written(entry: Entry, data: bytes) -> Entry:
    return replace(
        manifest.at_home(entry),
        state="written",
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
    )


def _edited(path: str) -> Problem:
    return Problem(
        code="file-edited",
        message=f"“{path}” is not as Leaflets wrote it: somebody edited it or put it there.",
        hint="Move it away to keep it and pour again, or write over it with --force.",
        where=Where(output=path),
        exit=Exit.DELIVERY,
    )


def _kept(path: str) -> Problem:
    return Problem(
        code="stale-kept",
        severity=Severity.WARNING,
        message=f"{path} is not wanted any more, and was kept: somebody edited it.",
        hint="Delete it yourself if you do not need it.",
        where=Where(output=path),
    )


def _clash(planned: Planned, recorded: Entry | None) -> Problem:
    """Return the error of a folder's files: it is one matter, whichever of them are in the way."""
    other = recorded.source if recorded else ""
    folder = planned.path.rpartition("/")[0] or planned.path
    return Problem(
        code="output-clash",
        message=f"What lies in “{folder}” was made from {other}, and {planned.source} would write "
        "over it.",
        hint="Give one of them another file name or another --out; if it is the same text that "
        "only moved, pour with --force.",
        where=Where(output=planned.path),
        exit=Exit.DELIVERY,
    )
