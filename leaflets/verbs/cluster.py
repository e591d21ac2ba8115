"""More than one machine: the same jobs, done by the workers of a Dask cluster."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import contextmanager
from functools import partial
from typing import Any

from leaflets.problems import Exit, LeafletsError, Position, Problem
from leaflets.workers import Crew

_AT_OPTION = Position(file="--scheduler")
# What crosses a network is encrypted; what stays on this machine need not be.
_SAFE = re.compile(r"tls://.+|(tcp://)?(127\.0\.0\.1|localhost|\[::1\]):\d+")
_PATIENCE_S = 10


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Hold the workers that the scheduler at `address` has.

    Raises LeafletsError with `scheduler-open`, `scheduler-missing` or `scheduler-away`.
    """
    closed(address)
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise LeafletsError(_missing()) from None
    try:
        client = Client(address, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise LeafletsError(_away(address, str(error))) from None
    with client:
        number = sum(client.nthreads().values())
        if not number:
            raise LeafletsError(_away(address, "it has no workers"))
        scattered = _Scattered(partial(client.scatter, broadcast=True, hash=False))
        yield Crew(
            executor=client.get_executor(pure=False),
            number=number,
            share=scattered.share,
            renew=scattered.renew,
            deadly=(BrokenExecutor, CancelledError, KilledWorker),
        )


class _Scattered:
    """Values that were sent to the workers, kept for the case that all who had one die."""

    def __init__(self, scatter: Callable[[Any], Any]) -> None:
        self._scatter = scatter
        self._values: dict[int, tuple[Any, Any]] = {}

    def share(self, value: Any) -> Any:  # noqa: ANN401 – the library's own kind of future
        future = self._scatter(value)
        self._values[id(future)] = (future, value)
        return future

    def renew(self, part: Any) -> Any:  # noqa: ANN401
        """Send a value anew; what is not shared stays as it is."""
        _, value = self._values.get(id(part), (None, None))
        return part if value is None else self.share(value)


def closed(address: str) -> None:
    """Raise LeafletsError with `scheduler-open` if others can read what goes to `address`."""
    if not _SAFE.fullmatch(address):
        raise LeafletsError(_open(address))


def foreign(theirs: tuple[str, ...], ours: tuple[str, ...]) -> Problem:
    """Return the problem of files that other versions of the tool or its engines made."""
    differ = sorted(set(theirs) - set(ours))
    return Problem(
        code="scheduler-versions",
        message=f"A worker of the cluster has {', '.join(differ)}, which is not what this machine "
        "has: its files would be others.",
        hint="Install the same versions everywhere: pip install --constraint constraints.txt "
        "'leaflets[cluster]'.",
        position=_AT_OPTION,
        exit=Exit.MACHINE,
    )


def _open(address: str) -> Problem:
    return Problem(
        code="scheduler-open",
        message=f"What goes to {address} could be read and changed on its way.",
        hint="Take a scheduler on this machine (127.0.0.1:8786), or one with TLS (tls://…).",
        position=_AT_OPTION,
        exit=Exit.USAGE,
    )


def _missing() -> Problem:
    return Problem(
        code="scheduler-missing",
        message="Pouring on a cluster needs a part that is not installed.",
        hint="Install it: pip install 'leaflets[cluster]'",
        position=_AT_OPTION,
        exit=Exit.MACHINE,
    )


def _away(address: str, reason: str) -> Problem:
    return Problem(
        code="scheduler-away",
        message=f"There is no cluster to pour on at {address}: {reason}.",
        hint="Start its scheduler and workers first; docs/cluster.md says how.",
        position=_AT_OPTION,
        exit=Exit.MACHINE,
    )
