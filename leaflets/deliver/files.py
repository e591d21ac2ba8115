"""Files under out/: written whole or not at all, and what stops it in the reader's words."""

import hashlib
import os
from collections.abc import Callable
from errno import EDQUOT, EEXIST, EFBIG, EISDIR, ENOSPC, ENOTDIR
from pathlib import Path

from leaflets.problems import Exit, LeafletsError, Problem, Where

# What is being written; a killed pour leaves it, the next one takes it away.
PART = ".pour.part"


def make_folder(folder: Path, name: str, path: str = "") -> None:
    """Create `folder` and its parents; `name` is what the user calls it, `path` the same from out/.

    Raises LeafletsError with `out-is-file`, `out-not-writable` or `disk-full`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (ENOTDIR, EEXIST):
            name, path = _in_the_way(folder, name), path and _in_the_way(folder, path)
        raise LeafletsError(trouble(error, name, path)) from error


def put(root: Path, path: str, data: bytes, announce: Callable[[], None]) -> None:
    """Bring `data` to root/path: aside first, then `announce`, then into place by renaming.

    Raises LeafletsError when the disk refuses; then nothing has changed in the file's place.
    """
    target = root / path
    make_folder(target.parent, str(target.parent), str(Path(path).parent))
    try:
        _put(root / PART, target, data, announce)
    except OSError as error:
        raise LeafletsError(trouble(error, str(target), path)) from error


def remove(root: Path, path: str) -> None:
    """Delete root/path and then every folder between it and root that is left empty."""
    target = root / path
    try:
        target.unlink(missing_ok=True)
        for folder in target.parents:
            if folder == root or any(folder.iterdir()):
                return
            folder.rmdir()
    except OSError as error:
        raise LeafletsError(trouble(error, str(root / path), path)) from error


def digest(root: Path, path: str) -> str:
    """Return the sha256 of root/path, or nothing if there is no such file."""
    try:
        return hashlib.sha256((root / path).read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise LeafletsError(trouble(error, str(root / path), path)) from error


def contents(root: Path, path: str) -> bytes | None:
    """Return what stands in root/path, or None if there is no such file."""
    try:
        return (root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LeafletsError(trouble(error, str(root / path), path)) from error


def trouble(error: OSError, name: str, path: str = "") -> Problem:
    """Say what a refused write, read or rename of `name`, as the user knows it, means for them.

    `path` is the same relative to out/, if it lies there.
    """
    where = Where(output=path or name)
    if error.errno in (ENOSPC, EDQUOT, EFBIG):
        return Problem(
            code="disk-full",
            message=f"There is no room left on the disk for {name}.",
            hint="Free some space and pour again: what is finished stays, the rest is made then.",
            where=where,
            exit=Exit.DELIVERY,
        )
    if error.errno in (ENOTDIR, EEXIST):
        return Problem(
            code="out-is-file",
            message=f"{name} is a file, and a folder is wanted there.",
            hint="Move the file away, or name another folder with --out.",
            where=where,
            exit=Exit.DELIVERY,
        )
    if error.errno == EISDIR:
        return Problem(
            code="out-is-folder",
            message=f"{name} is a folder, and a file is to be written there.",
            hint="Move the folder away, or name another folder with --out.",
            where=where,
            exit=Exit.DELIVERY,
        )
    return Problem(
        code="out-not-writable",
        message=f"{name} cannot be written or read: {error.strerror or type(error).__name__}.",
        hint="Make the folder writable for you, or name another one with --out.",
        where=where,
        exit=Exit.DELIVERY,
    )


def _in_the_way(folder: Path, name: str) -> str:
    """Return that part of `name` that is a file, or all of it."""
    typed = Path(name)
    for above in (folder, *folder.parents):
        if above.exists():
            break
        typed = typed.parent
    return str(typed) if above.is_file() else name


def _put(part: Path, target: Path, data: bytes, announce: Callable[[], None]) -> None:
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        announce()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
