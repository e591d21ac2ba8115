"""out/.pour.journal: what a run is about to put in place, so that a killed one is not lost."""

import json
import os
from pathlib import Path

from leaflets.deliver import files, manifest
from leaflets.model.manifest import Entry
from leaflets.problems import LeafletsError

NAME = ".pour.journal"


def note(root: Path, entry: Entry) -> None:
    """Add the entry's line and see it safely on the disk, before its file is renamed into place.

    Raises OSError; the journal is then as it was, without half a line.
    """
    line = manifest.line(entry)
    with (root / NAME).open("ab", buffering=0) as file:
        before = file.tell()
        try:
            while line:
                line = line[file.write(line) :]
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
        return manifest.read_entry(json.loads(line.decode()))
    except (ValueError, RecursionError, LeafletsError):
        return None
