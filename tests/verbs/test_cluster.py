"""Pouring on more than one machine: the same bytes, and nothing in the open."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from leaflets.problems import Exit, LeafletsError
from leaflets.verbs.chunk import Proved
from leaflets.verbs.cluster import closed, cluster, foreign
from leaflets.verbs.entries import versions

SCRIPT = Path(__file__).with_name("clustered.py")


def test_a_cluster_that_loses_a_worker_gives_the_bytes_of_one_process(tmp_path: Path) -> None:
    """A scheduler and two workers, real processes on 127.0.0.1; forty leaflets and the ticket."""
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path)], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr[-3000:]
    assert json.loads(ran.stdout) == {"written": 40, "killed": True, "equal": True}


@pytest.mark.parametrize(
    "address",
    ["tls://10.0.0.7:8786", "tls://pour.example.org:8786", "127.0.0.1:8786", "tcp://localhost:1"],
)
def test_tls_and_this_machine_are_safe(address: str) -> None:
    closed(address)


@pytest.mark.parametrize(
    "address",
    ["10.0.0.7:8786", "tcp://10.0.0.7:8786", "127.0.0.1.example.org:1", "localhost.example.org:1",
     "tcp://0.0.0.0:8786", "ucx://10.0.0.7:1", "tls://", "8786"],
)  # fmt: skip
def test_what_others_could_read_is_refused_before_any_work(address: str) -> None:
    with pytest.raises(LeafletsError) as caught:
        closed(address)

    [found] = caught.value.problems
    assert (found.code, found.exit) == ("scheduler-open", Exit.USAGE)
    assert address in found.message


def test_without_the_library_the_command_that_brings_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(LeafletsError) as caught, cluster("127.0.0.1:8786"):
        pass

    [found] = caught.value.problems
    assert (found.code, found.exit) == ("scheduler-missing", Exit.MACHINE)
    assert "pip install 'leaflets[cluster]'" in found.hint


def test_a_result_tells_what_made_it() -> None:
    assert Proved().versions == versions()

    found = foreign(("0.0.1", *versions()[1:]), versions())

    assert (found.code, found.exit) == ("scheduler-versions", Exit.MACHINE)
    assert found.message.startswith("A worker of the cluster has 0.0.1, which")
