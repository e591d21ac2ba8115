"""Standard output and error that may close, fill up or lack a letter while we write to them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EBADF, EDQUOT, EFBIG, EIO, ENOSPC, EPIPE
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO, cast

_NOBODY_TAKES_IT = frozenset((EBADF, EDQUOT, EFBIG, EIO, ENOSPC, EPIPE))


class Outlet:
    """A stream that goes silent when nobody takes what is written: the work behind it goes on.

    Attributes:
        is_lost: Whether something could not be written.
    """

    def __init__(self, stream: TextIO, nowhere: TextIO) -> None:
        """Write to `stream`, and to `nowhere` from the first failure on."""
        self.is_lost = False
        self._stream = stream
        self._nowhere = nowhere
        if isinstance(stream, TextIOWrapper):
            # A letter that the terminal has no code for is written as its number.
            stream.reconfigure(errors="backslashreplace")

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 – whatever the stream has
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write `text`, or nothing once the stream is lost."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._lose(error)
            return len(text)

    def flush(self) -> None:
        """Bring to the reader what is held back."""
        try:
            self._stream.flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        if error.errno not in _NOBODY_TAKES_IT:
            raise error
        self.is_lost = True
        # What the stream still holds goes there as well, when Python ends.
        os.dup2(self._nowhere.fileno(), self._stream.fileno())


@contextmanager
def outlets() -> Iterator[tuple[Outlet, Outlet]]:
    """Let everything print through outlets; a stream that is closed from the start is silent."""
    _keep_off()
    before = sys.stdout, sys.stderr
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        both = tuple(Outlet(stream or nowhere, nowhere) for stream in before)
        sys.stdout, sys.stderr = cast("tuple[TextIO, TextIO]", both)
        try:
            yield both[0], both[1]
        finally:
            for outlet in both:
                outlet.flush()
            sys.stdout, sys.stderr = before


def _keep_off() -> None:
    """Occupy the numbers of closed streams: no complaint may end in a file of ours."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
