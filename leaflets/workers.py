"""Work spread over processes or machines; knows nothing of leaflets."""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as first_ready
from threading import Thread
from typing import Any, TypeVar, TypeVarTuple, cast

_Parts = TypeVarTuple("_Parts")
_Result = TypeVar("_Result")
_SEVERAL = 2
# Jobs that wait beside those at work, at most: each may come back with megabytes.
_MOST_WAITING = 4
# Shared values that a process keeps unpacked.
_KEPT = 8


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 – any value is passed through
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Those who work.

    Attributes:
        executor: Takes the jobs; without one they are done in this process.
        number: How many jobs are done at once.
        share: Turns a value that many jobs need into what stands for it in a job, so that it
            travels once to each who works. The function is given the value itself.
        renew: Turns what stands for a shared value into what does once workers have died.
        deadly: What a job's future raises when whoever did it has died.
    """

    executor: Executor | None = None
    number: int = 1
    share: Callable[[Any], Any] = _as_it_is
    renew: Callable[[Any], Any] = _as_it_is
    deadly: tuple[type[BaseException], ...] = (BrokenExecutor,)


def run(
    jobs: Iterable[tuple[*_Parts]],
    function: Callable[[*_Parts], _Result],
    crew: Crew,
    lost: Callable[[*_Parts], _Result],
) -> Iterator[_Result]:
    """Give the results of `function(*job)` in the order of the jobs.

    Jobs are taken when there is room for them: few are at work or wait, however many there are.
    What a job raises is raised when its turn comes. When a worker dies, what it had not finished
    is done again, each job alone; one that then takes its worker with it once more gives what
    `lost` makes of it.
    """
    if crew.executor is None:
        for job in jobs:
            yield function(*job)
        return
    room = crew.number + min(crew.number, _MOST_WAITING)
    coming = iter(jobs)
    begun: deque[tuple[tuple[*_Parts], Future[_Result]]] = deque()
    while True:
        for job in islice(coming, room - len(begun)):
            begun.append((job, crew.executor.submit(function, *job)))
        if not begun:
            return
        job, future = begun.popleft()
        try:
            result = future.result()
        except crew.deadly:
            wait([other for _, other in begun])
            again = cast("tuple[*_Parts]", tuple(map(crew.renew, job)))
            result = _alone(again, function, crew.executor, crew.deadly, lost)
        yield result


def _alone(
    job: tuple[*_Parts],
    function: Callable[[*_Parts], _Result],
    executor: Executor,
    deadly: tuple[type[BaseException], ...],
    lost: Callable[[*_Parts], _Result],
) -> _Result:
    try:
        return executor.submit(function, *job).result()
    except deadly:
        return lost(*job)


@contextmanager
def processes(most: int, wanted: int | None = None) -> Iterator[Crew]:
    """Hold `wanted` processes, or as many as there are cores; never more than `most`.

    They are forked at once, so that they have what is imported by now; they leave the keyboard to
    this process, and do not outlive it. Where there is only one to hold, or forking is not safe,
    the crew is this process.
    """
    number = min(most, wanted or _cores()) if sys.platform == "linux" else 1
    if number < _SEVERAL:
        yield Crew()
        return
    pool = _Pool(number)
    try:
        yield Crew(executor=pool, number=number, share=pool.share)
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def beside(function: Callable[..., _Result], *job: object) -> Callable[[], _Result | None]:
    """Have one job done by a forked process, and return what waits for its result.

    None comes of a process that died, and where forking is not safe or there is none for it.
    What the job raises is lost. The process leaves the keyboard to this one, and does not outlive
    it.
    """
    if sys.platform != "linux" or _cores() < _SEVERAL:
        return lambda: None
    receiver, sender = multiprocessing.Pipe(duplex=False)
    forked = multiprocessing.get_context("fork")
    worker = forked.Process(target=_sent, args=(receiver, sender, function, job), daemon=True)
    try:
        with sender, _uninterrupted():
            worker.start()
    except OSError:
        # The system has no process left for it.
        receiver.close()
        return lambda: None

    def result() -> _Result | None:
        try:
            with receiver, uncollected():
                return cast("_Result", receiver.recv())
        except (EOFError, OSError):
            # It died before it sent something, or in the middle of it.
            return None
        finally:
            # All has come of it by now, or nobody waits for the rest.
            worker.terminate()
            worker.join()

    return result


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from walking what is just being built, which all stays."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait: it would reach those who are forked before they know to ignore it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class _Pool(Executor):
    """Processes that are replaced when one of them dies.

    What is shared lies in a file in memory that all of them have open, and is read from there by
    each that needs it.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._memory = _memory()
        # Nobody writes to it: that it is closed is the word to stop.
        self._ended, self._end = multiprocessing.Pipe(duplex=False)
        self._pool = self._forked()

    def submit(
        self,
        function: Callable[..., _Result],
        /,
        *job: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Future[_Result]:
        try:
            return self._pool.submit(_with_shared, function, job, named)
        except BrokenExecutor:
            self._pool.shutdown(wait=True)
            self._pool = self._forked()
            return self._pool.submit(_with_shared, function, job, named)

    def share(self, value: object) -> "_Shared":
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        start = os.lseek(self._memory, 0, os.SEEK_END)
        written = 0
        while written < len(data):
            written += os.write(self._memory, data[written:])
        return _Shared(memory=self._memory, start=start, size=len(data))

    def stop(self) -> None:
        """End the processes in the middle of what they do."""
        self._end.close()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
        os.close(self._memory)

    def _forked(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(
            self._number,
            mp_context=multiprocessing.get_context("fork"),
            initializer=_begin,
            initargs=(self._ended, self._end),
        )
        # The first job forks them all.
        with _uninterrupted():
            begun = pool.submit(int)
        begun.result()
        return pool


@dataclass(frozen=True, slots=True)
class _Shared:
    """Where a value lies in the memory that processes have in common."""

    memory: int
    start: int
    size: int


def _memory() -> int:
    """Open a file that has no name and is gone with the last process that has it."""
    if sys.platform != "linux":
        raise OSError
    return os.memfd_create("shared")


def _with_shared(
    function: Callable[..., _Result], job: tuple[Any, ...], named: dict[str, Any]
) -> _Result:
    return function(*(_read(one) if isinstance(one, _Shared) else one for one in job), **named)


@lru_cache(_KEPT)
def _read(shared: _Shared) -> Any:  # noqa: ANN401 – any value may be shared
    return pickle.loads(os.pread(shared.memory, shared.size, shared.start))  # noqa: S301


def _sent(
    receiver: Connection,
    sender: Connection,
    function: Callable[..., object],
    job: tuple[object, ...],
) -> None:
    receiver.close()
    _attend()
    found = function(*job)
    try:
        sender.send(found)
    except BrokenPipeError:
        # Nobody wants to know any more.
        return


def _begin(ended: Connection, end: Connection) -> None:
    end.close()
    _attend(ended)


def _attend(*ended: Connection) -> None:
    """Leave Ctrl-C to the parent, and do not outlive it, nor what is `ended`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, args=ended, daemon=True).start()


def _follow(*ended: Connection) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        first_ready([parent.sentinel, *ended])
        os._exit(1)
