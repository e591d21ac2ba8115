"""out/.pour.journal: what a run is about to put in place, so that a killed one is not lost."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from leaflets.deliver import files, manifest, recorded
from leaflets.model.manifest import Entry
from leaflets.problems import LeafletsError

NAME = ".pour.journal"


def note(root: Path, noted: Iterable[Entry]) -> None:
    """Add a line for each entry and see them safely on the disk, before any file is renamed.

    Raises OSError; the journal is then as it was, without half a line.
    """
    lines = b"".join(manifest.line(entry) for entry in noted)
    with (root / NAME).open("a+b", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        if before and os.pread(file.fileno(), 1, before - 1) != b"\n":
            # A killed run left half a line, which must not take ours with it.
            lines = b"\n" + lines
        try:
            while lines:
                lines = lines[file.write(lines) :]
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), before)
            raise


def entries(root: Path) -> tuple[Entry, ...]:
    """Return what the journal of a killed run says, in its order; nothing if there is none."""
    return lines(files.contents(root, NAME) or b"")


def lines(data: bytes) -> tuple[Entry, ...]:
    """Read a journal.

    A line that was cut off, or one of another version's, is passed over: its file is then known by
    the manifest or by nobody.
    """
    found = (_entry(line) for line in data.splitlines())
    return tuple(entry for entry in found if entry is not None)


def _entry(line: bytes) -> Entry | None:
    try:
        return recorded.read_entry(json.loads(line.decode()))
    except (ValueError, RecursionError, LeafletsError):
        return None
