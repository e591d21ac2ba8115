"""Work goes to processes and comes back in order, whatever becomes of them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leaflets.problems import LeafletsError, Problem
from leaflets.workers import processes, run


def test_results_come_in_the_order_of_the_jobs() -> None:
    with processes(2) as executor:
        assert list(run([3, 1, 2], _doubled, executor)) == [6, 2, 4]


def test_one_job_needs_no_process() -> None:
    with processes(1) as executor:
        assert executor is None
        assert list(run([5], _doubled, executor)) == [10]


def test_problems_cross_from_process_to_process() -> None:
    with processes(2) as executor, pytest.raises(LeafletsError) as caught:
        list(run([1, 2], _refused, executor))

    assert caught.value.problems == (Problem(code="overset", message="1 is too much."),)


def test_what_a_dead_process_left_is_done_here() -> None:
    with processes(2) as executor:
        assert list(run([os.getpid()] * 3, _killed_elsewhere, executor)) == [os.getpid()] * 3


def test_processes_do_not_outlive_a_killed_parent() -> None:
    script = (
        "import os, sys, time\n"
        "from leaflets.workers import processes\n"
        "with processes(2) as executor:\n"
        "    print(executor.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    assert _ended(child)


def _doubled(number: int) -> int:
    return 2 * number


def _refused(number: int) -> int:
    raise LeafletsError(Problem(code="overset", message=f"{number} is too much."))


def _killed_elsewhere(parent: int) -> int:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return parent


def _ended(process: int) -> bool:
    for _ in range(100):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
