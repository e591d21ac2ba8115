"""One pour at a time in a folder.

The lock is the system's own (flock), so it ends with the process that holds it, however that ends:
the file that a killed pour leaves behind locks nothing. Windows has no flock; there Leaflets runs
under WSL, which has.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaflets.deliver.files import trouble
from leaflets.problems import Exit, LeafletsError, Problem

NAME = ".pour.lock"
# What this process holds. A forked one lets go of it: else it would hold on for its dead parent.
_HELD: set[int] = set()


@contextmanager
def locked(root: Path, name: str) -> Iterator[None]:
    """Hold the folder `root`, which the user calls `name`.

    Raises LeafletsError with `out-busy` when another pour holds it, or with what the disk refuses.
    """
    try:
        handle = _acquired(root / NAME)
    except BlockingIOError as error:
        raise LeafletsError(_busy(name)) from error
    except OSError as error:
        raise LeafletsError(trouble(error, name)) from error
    _HELD.add(handle)
    try:
        yield
    finally:
        _HELD.discard(handle)
        try:
            _take_away(root / NAME)
        finally:
            os.close(handle)


def _let_go() -> None:
    for handle in _HELD:
        os.close(handle)
    _HELD.clear()


os.register_at_fork(after_in_child=_let_go)


def _acquired(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _names(path, handle):
                return handle
        except OSError:
            os.close(handle)
            raise
        # Its last holder took the file away between our opening and locking it.
        os.close(handle)


def _take_away(path: Path) -> None:
    """Leave no trace; a file that stays behind locks nothing."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise LeafletsError(trouble(error, str(path))) from error


def _names(path: Path, handle: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(handle).st_ino
    except FileNotFoundError:
        return False


def _busy(name: str) -> Problem:
    return Problem(
        code="out-busy",
        message=f"Another pour is writing to {name}.",
        hint="Wait until it has finished, or name another folder with --out.",
        exit=Exit.DELIVERY,
    )
