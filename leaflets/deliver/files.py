"""Files under out/: written whole or not at all, and what stops it in the reader's words."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from errno import EDQUOT, EEXIST, EFBIG, EISDIR, ENOSPC, ENOTDIR
from functools import partial
from io import FileIO
from itertools import chain
from math import ceil
from pathlib import Path
from threading import local
from typing import NamedTuple, TypeVar

from leaflets.problems import Exit, LeafletsError, Problem, Where

# What is being written; a killed pour leaves it, the next one takes it away.
PART = ".pour.part"
# Files that are read or written at once, and how many are worth it.
_AT_ONCE = 8
_WORTH_THREADS = 8
# Each thread's own, in bytes: most leaflets go into it whole.
_BUFFER = 2**17
_OWN = local()
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """How many files came into place, the first ones, and what stopped the next one."""

    number: int
    stopped: Problem | None = None


class Stamp(NamedTuple):
    """What changes when a file does: which one it is, its bytes, when it was written and changed.

    Times in ns; `changed` cannot be set.
    """

    disk: int
    number: int
    size: int
    written: int
    changed: int


class _Part(NamedTuple):
    """A file on its way: where it is written aside, its path from root, its bytes."""

    file: str
    path: str
    data: bytes


def put(root: Path, path: str, data: bytes, announce: Callable[[], None]) -> None:
    """Bring `data` to root/path: aside first, then `announce`, then into place by renaming.

    Raises LeafletsError when the disk refuses; then nothing has changed in the file's place.
    """
    done = put_all(root, [(path, data)], lambda _: announce())
    if done.stopped:
        raise LeafletsError(done.stopped)


def put_all(
    root: Path, wanted: Sequence[tuple[str, bytes]], announce: Callable[[int], None]
) -> Put:
    """Bring many (path, data) into place at the price of a few: in their order, each whole.

    All are written aside and seen safely on the disk; then `announce` is told how many of them,
    the first ones, are about to be in place; then each is renamed.
    """
    parts = [_Part(f"{root}/{PART}.{n}", path, data) for n, (path, data) in enumerate(wanted)]
    placed = 0
    ready, stopped = _counted(_spread(partial(_aside, root), parts))
    # On a disk that is full this makes room for what follows.
    _, left = _counted(_taken_away(root, part.file) for part in parts[ready:])
    refused = _announced(root, parts, partial(announce, ready)) if ready else None
    if refused is None:
        placed, refused = _counted(map(partial(_into_place, root), parts[:ready]))
    _, held = _counted(_taken_away(root, part.file) for part in parts[placed:ready])
    return Put(number=placed, stopped=refused or stopped or left or held)


def clear(root: Path) -> None:
    """Take away what a killed pour was writing."""
    _, stopped = _counted(_taken_away(root, str(part)) for part in root.glob(f"{PART}*"))
    if stopped:
        raise LeafletsError(stopped)


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
        with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 – as above
            return _sha256(file)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise LeafletsError(trouble(error, str(root / path), path)) from error


def digests(
    root: Path, paths: Sequence[str], seen: Mapping[str, tuple[Stamp, str]]
) -> Iterator[str | Problem]:
    """Give the sha256 of each file, nothing where there is none, or what the disk refuses.

    Files that still are what was `seen`, with their sha256, are not read again.
    """
    left = [path for path in paths if path not in seen or stamp(f"{root}/{path}") != seen[path][0]]
    hashed = dict(zip(left, _spread(partial(_digest, root), left), strict=True))
    return (hashed[path] if path in hashed else seen[path][1] for path in paths)


def stamp(file: str) -> Stamp | None:
    """Return what tells whether a file is still the same; None where it cannot be told."""
    try:
        found = os.stat(file)  # noqa: PTH116 – as above
    except OSError:
        return None
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


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


def _spread(step: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
    """Do a step for many files at once, on threads: reading, hashing and writing need no other.

    What a disk makes safe for one file it makes safe for all that wait.
    """
    if len(items) < _WORTH_THREADS:
        yield from map(step, items)
        return
    share = ceil(len(items) / _AT_ONCE)
    parts = [items[start : start + share] for start in range(0, len(items), share)]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        done = threads.map(lambda part: [step(item) for item in part], parts)
        yield from chain.from_iterable(done)


def _counted(steps: Iterable[Problem | None]) -> tuple[int, Problem | None]:
    """Return how many steps went well before the first that did not, and what stopped that."""
    number = 0
    for problem in steps:
        if problem:
            return number, problem
        number += 1
    return number, None


def _aside(root: Path, part: _Part) -> Problem | None:
    try:
        # A folder that cannot be made stops its file before it is announced.
        _folder_of(root, part.path)
        with open(part.file, "wb") as file:  # noqa: PTH123 – a Path costs as much as the writing
            file.write(part.data)
            file.flush()
            os.fsync(file.fileno())
    except LeafletsError as error:
        return error.problems[0]
    except OSError as error:
        return trouble(error, str(root / part.path), part.path)
    return None


def _folder_of(root: Path, path: str) -> None:
    target = root / path
    if not target.parent.is_dir():
        make_folder(target.parent, str(target.parent), str(Path(path).parent))


def _announced(root: Path, parts: Sequence[_Part], announce: Callable[[], None]) -> Problem | None:
    try:
        announce()
    except OSError as error:
        return trouble(error, str(root / parts[0].path), parts[0].path)
    return None


def _into_place(root: Path, part: _Part) -> Problem | None:
    try:
        os.replace(part.file, f"{root}/{part.path}")  # noqa: PTH105 – as above
    except OSError as error:
        return trouble(error, str(root / part.path), part.path)
    return None


def _taken_away(root: Path, file: str) -> Problem | None:
    try:
        Path(file).unlink(missing_ok=True)
    except OSError as error:
        return trouble(error, str(root))
    return None


def _sha256(file: FileIO) -> str:
    # hashlib.file_digest clears a buffer for each file, which takes a third as long again.
    if not hasattr(_OWN, "buffer"):
        _OWN.buffer = memoryview(bytearray(_BUFFER))
    found, buffer = hashlib.sha256(), _OWN.buffer
    while size := file.readinto(buffer):
        found.update(buffer[:size])
    return found.hexdigest()


def _digest(root: Path, path: str) -> str | Problem:
    try:
        return digest(root, path)
    except LeafletsError as error:
        return error.problems[0]
