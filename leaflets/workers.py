"""Work spread over processes; knows nothing of leaflets."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")
_SEVERAL = 2


def run(
    jobs: Sequence[_Job], function: Callable[[_Job], _Result], executor: Executor | None
) -> Iterator[_Result]:
    """Give the results in the order of the jobs; without an executor they are made here.

    What a job raises is raised when its turn comes. When a process dies, what it had not finished
    is made here.
    """
    if executor is None:
        yield from map(function, jobs)
        return
    waiting = [executor.submit(function, job) for job in jobs]
    for job, future in zip(jobs, waiting, strict=True):
        try:
            result = future.result()
        except BrokenExecutor:
            result = function(job)
        yield result


@contextmanager
def processes(most: int) -> Iterator[Executor | None]:
    """Hold at most `most` processes, as many as there are cores; None where that is one.

    They are forked at once, so that they have what is imported by now and nothing that is opened
    later; they leave the keyboard to this process, and do not outlive it. Where forking is not
    safe, everything is made in one process.
    """
    number = min(most, _cores())
    if number < _SEVERAL:
        yield None
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(number, mp_context=context, initializer=_begin) as executor:
        executor.submit(int).result()
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _begin() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
