"""A pour that is killed before any step on the disk, and the pour after it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("broken_off.py")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("killed")
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder)], capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def test_every_step_of_a_pour_was_the_last_one_once(told: dict[str, Any]) -> None:
    """Lock, part, journal, renames, prune, manifest: there are at least twenty steps."""
    died = [run["died"] for run in told["runs"]]
    assert died[-1] is False
    assert all(died[:-1])
    assert len(died) > 20


def test_the_next_run_ends_with_the_bytes_of_an_undisturbed_one(told: dict[str, Any]) -> None:
    assert [run["equal"] for run in told["runs"]] == [True] * len(told["runs"])
    assert set(told["whole"]) == {
        "manifest.json",
        "call/all/a.pdf",
        "call/all/b.pdf",
        "call/all/d.pdf",
    }


def test_a_killed_pour_leaves_only_whole_files(told: dict[str, Any]) -> None:
    for run in told["runs"]:
        for path, text in run["torn"].items():
            if not path.startswith("."):
                assert text in (run["before"].get(path), told["whole"].get(path))


def test_what_a_killed_pour_had_finished_is_not_made_again(told: dict[str, Any]) -> None:
    """Two files were due; the later the kill, the fewer are left to make."""
    again = [run["again"] for run in told["runs"]]
    assert again == sorted(again, reverse=True)
    assert set(again) == {2, 1, 0}
