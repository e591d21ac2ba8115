"""Work goes to processes and comes back in order, whatever becomes of them."""

import gc
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from leaflets import workers
from leaflets.problems import LeafletsError, Problem
from leaflets.workers import Crew, beside, processes, run


def test_results_come_in_the_order_of_the_jobs() -> None:
    with processes(2, 2) as crew:
        assert list(run([(3,), (1,), (2,)], _doubled, crew, _lost)) == [6, 2, 4]


def test_one_job_needs_no_process() -> None:
    with processes(1) as crew:
        assert crew.executor is None
        assert list(run([(5,)], _doubled, crew, _lost)) == [10]


def test_problems_cross_from_process_to_process() -> None:
    with processes(2, 2) as crew, pytest.raises(LeafletsError) as caught:
        list(run([(1,), (2,)], _refused, crew, _lost))

    assert caught.value.problems == (Problem(code="overset", message="1 is too much."),)


def test_jobs_are_taken_as_there_is_room_for_them() -> None:
    """Two at work and two that wait: what lies ahead costs no memory, however many jobs come."""
    taken: list[int] = []
    jobs = ((number,) for number in range(40) if taken.append(number) is None)

    with processes(2, 2) as crew:
        results = run(jobs, _doubled, crew, _lost)
        ahead = [len(taken) - result // 2 - 1 for result in results]

    assert (max(ahead), ahead[-1]) == (3, 0)


def test_what_a_dead_process_left_is_done_again(tmp_path: Path) -> None:
    """The job that found its file missing kills its process; the next time the file is there."""
    jobs = [(number, tmp_path / "died") for number in range(8)]

    with processes(2, 2) as crew:
        assert list(run(jobs, _killed_once, crew, _lost)) == list(range(8))
        assert list(run([(4,)], _doubled, crew, _lost)) == [8]

    assert (tmp_path / "died").read_text() == "3"


def test_a_job_that_kills_each_of_its_workers_is_given_up_and_no_other() -> None:
    with processes(2, 2) as crew:
        results = list(run([(number,) for number in range(8)], _deadly, crew, _lost))

    assert results == [0, 1, 2, -1, 4, 5, 6, 7]


def test_a_shared_value_is_sent_once_and_unpacked_once_in_each_process() -> None:
    with processes(2, 2) as crew:
        shared = crew.share(_Weighed())
        found = list(run([(number, shared) for number in range(20)], _unpacked, crew, _lost))

    assert [number for number, _, _ in found] == list(range(20))
    assert {times for _, _, times in found} == {1}
    assert len(pickle.dumps(shared)) < 200


def test_what_was_shared_is_sent_anew_to_those_who_come_after_the_dead() -> None:
    crew = Crew(executor=_Mortal(), number=2, renew=lambda part: part * 10)

    assert list(run([(1,), (2,), (3,)], _doubled, crew, _lost)) == [2, 40, 6]


def test_stopping_ends_processes_in_the_middle_of_their_work() -> None:
    begun = time.monotonic()

    with pytest.raises(KeyboardInterrupt):
        _interrupted()

    assert time.monotonic() - begun < 60


def test_processes_do_not_outlive_a_killed_parent() -> None:
    script = (
        "import os, sys, time\n"
        "from leaflets.workers import processes\n"
        "with processes(2, 2) as crew:\n"
        "    print(crew.executor.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    assert _ended(_child_of_killed(script))


@pytest.mark.usefixtures("two_cores")
def test_nothing_comes_of_a_job_whose_process_dies_while_it_sends() -> None:
    waiting = beside(_dying, 2**24)
    for worker in multiprocessing.active_children():
        worker.join(timeout=10)
    assert waiting() is None


@pytest.mark.usefixtures("two_cores")
def test_a_job_beside_ends_when_whoever_waits_for_it_is_interrupted() -> None:
    waiting = beside(_slept, 600)
    [worker] = multiprocessing.active_children()
    signal.signal(signal.SIGALRM, _like_ctrl_c)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    with pytest.raises(KeyboardInterrupt):
        waiting()
    assert not worker.is_alive()


@pytest.mark.usefixtures("two_cores")
def test_who_is_forked_never_hears_of_ctrl_c() -> None:
    assert beside(_deaf)()
    with processes(2, 2) as crew:
        assert crew.executor is not None
        assert crew.executor.submit(_deaf).result()
    assert not _deaf()


def test_a_job_beside_does_not_outlive_a_killed_parent() -> None:
    script = (
        "import multiprocessing, time\n"
        "from leaflets import workers\n"
        "workers._cores = lambda: 2\n"
        "workers.beside(time.sleep, 600)\n"
        "print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    assert _ended(_child_of_killed(script))


def _child_of_killed(script: str) -> int:
    """Kill a script when it has said which process is its child; returns that."""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    return child


def _dying(size: int) -> bytes:
    """Return what is more than a pipe holds, and die while that is sent."""
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    return bytes(size)


def _deaf() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def _like_ctrl_c(*_: object) -> None:
    raise KeyboardInterrupt


def _doubled(number: int) -> int:
    return 2 * number


def _refused(number: int) -> int:
    raise LeafletsError(Problem(code="overset", message=f"{number} is too much."))


def _interrupted() -> None:
    with processes(2, 2) as crew:
        next(run([(0,), (600,)], _slept, crew, _lost))
        raise KeyboardInterrupt


def _lost(*_: object) -> int:
    return -1


def _killed_once(number: int, died: Path) -> int:
    if number == 3 and not died.exists():
        died.write_text(str(number))
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _deadly(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _slept(seconds: int) -> int:
    time.sleep(seconds)
    return seconds


class _Mortal(Executor):
    """Does jobs at once, and dies of the second."""

    jobs = 0

    def submit(self, function: Any, /, *job: Any, **_: Any) -> Future[Any]:
        self.jobs += 1
        future: Future[Any] = Future()
        if self.jobs == 2:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(function(*job))
        return future


class _Weighed:
    """Counts how often this process has unpacked one."""

    times = 0

    def __setstate__(self, _: object) -> None:
        type(self).times += 1

    def __getstate__(self) -> bytes:
        return bytes(1_000_000)


def _unpacked(number: int, weighed: _Weighed) -> tuple[int, int, int]:
    return number, os.getpid(), weighed.times


def _ended(process: int) -> bool:
    for _ in range(100):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 2)


@pytest.mark.usefixtures("two_cores")
def test_a_job_beside_this_process_gives_its_result() -> None:
    other = beside(os.getpid)()
    assert other not in (None, os.getpid())


def test_where_there_is_one_core_nothing_is_done_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    assert beside(os.getpid)() is None


@pytest.mark.usefixtures("two_cores")
def test_nothing_comes_of_a_job_whose_process_dies() -> None:
    assert beside(os._exit, 1)() is None


@pytest.mark.usefixtures("two_cores")
def test_a_job_beside_ends_quietly_when_nobody_waits_for_it(
    capfd: pytest.CaptureFixture[str],
) -> None:
    beside(bytes, 2**20)
    gc.collect()
    for worker in multiprocessing.active_children():
        worker.join(timeout=10)
        assert worker.exitcode == 0
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("two_cores")
def test_where_no_process_is_left_nothing_is_done_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert beside(os.getpid)() is None
