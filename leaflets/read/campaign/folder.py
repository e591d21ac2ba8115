"""A campaign's folder: what lies in it, and nothing beside it."""

import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from leaflets.model.statement import Passage
from leaflets.problems import LeafletsError, Problem

CAMPAIGN = "campaign.yaml"
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Where a campaign lies.

    Attributes:
        path: On the disk.
        name: As the user gave it.
    """

    path: Path
    name: str

    def named(self, inside: str) -> str:
        """Return what a file in it is called for the user."""
        return PurePosixPath(self.name, inside).as_posix()

    def place(self, key: str, written: Passage) -> Path:
        """Return where the path that `key` gives leads on the disk, be it there or not.

        Raises LeafletsError with `path-outside`.
        """
        text = written.text
        if reason := _leaving(text):
            raise LeafletsError(_outside(key, written, reason))
        # Path.resolve raises where links run in a circle.
        root, target = os.path.realpath(self.path), os.path.realpath(self.path / text)
        if target == root:
            raise LeafletsError(
                _outside(key, written, "is the campaign's folder, and no file in it")
            )
        if os.path.commonpath((root, target)) != root:
            raise LeafletsError(_outside(key, written, "leads out of the campaign's folder"))
        return self.path / text

    def file(self, key: str, written: Passage, endings: tuple[str, ...]) -> Path:
        """Return the file that `key` names, which is there and has one of `endings`.

        Raises LeafletsError with `path-outside`, `file-kind` or `file-missing`.
        """
        found = self.place(key, written)
        if found.suffix.lower() not in endings:
            raise LeafletsError(_other_kind(key, written, endings))
        if not os.path.isfile(found):  # noqa: PTH113 – Path.is_file raises for what may not be seen
            raise LeafletsError(self._missing(key, written, found))
        return found

    def _missing(self, key: str, written: Passage, path: Path) -> Problem:
        near = get_close_matches(path.name, listing(path.parent), n=1)
        meant = PurePosixPath(written.text).with_name(near[0]).as_posix() if near else ""
        return Problem(
            code="file-missing",
            message=f"`{key}`: there is no file {self.named(written.text)}.",
            hint=f"Did you mean `{meant}`?"
            if meant
            else "Look for a slip; paths begin in the folder of campaign.yaml.",
            position=written.position,
        )


def listing(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder, sorted; none if there is no such folder."""
    try:
        return tuple(sorted(os.listdir(folder)))  # noqa: PTH208 – names are wanted, not paths
    except OSError:
        return ()


def _leaving(text: str) -> str:
    """Return why `text` is no path inside a folder, or nothing."""
    if "\\" in text:
        return "has backslashes: write / between folders"
    if text.startswith(("/", "~")) or _DRIVE.match(text):
        return "begins at the root of a disk or a home"
    return "goes up with `..`" if ".." in PurePosixPath(text).parts else ""


def _outside(key: str, written: Passage, reason: str) -> Problem:
    return Problem(
        code="path-outside",
        message=f"`{key}` {reason}: {written.text}.",
        hint="Put the file into the campaign's folder, and write its path from there: a campaign "
        "can then be moved and handed on.",
        position=written.position,
    )


def _other_kind(key: str, written: Passage, endings: tuple[str, ...]) -> Problem:
    return Problem(
        code="file-kind",
        message=f"`{key}` is {written.text}; it takes {', '.join(endings[:-1])} and {endings[-1]}.",
        hint="Save it in one of these kinds.",
        position=written.position,
    )
