"""The whole program when the machine fails it: signals, full disks, streams that nobody reads.

Each test runs the command in a process of its own, as a shell does.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from leaflets.deliver.folder import open_folder
from leaflets.model.manifest import Entry
from leaflets.problems import Exit

MAIN = "from leaflets.cli.start import main; main()"
# A signal that comes when a step of the delivery is done; who runs the tests may ignore Ctrl-C.
DISTURBED = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from leaflets.deliver import files
from leaflets.deliver.folder import Folder
done = {step}
def disturbed(*given):
    found = done(*given)
    os.kill(os.getpid(), {number})
    return found
{step} = disturbed
"""
POUR = ("pour", "call.en.txt", "--link", "https://warm.example.org/stops")
LEAFLET = "call/all/wedge.a5.en.copyshop-bw.pdf"
TEXT = """Keep the warm stops open

The city closes its heated stops in December, and nobody asked us.

We demand:
- Open every stop before the first frost.
- Ask the passengers first.
"""
# No line of a message is wrapped.
WIDE = {"COLUMNS": "500"}
# The least room that a leaflet does not fit into, in bytes.
NO_ROOM = 8192


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "call.en.txt").write_text(TEXT)
    return tmp_path


def _started(folder: Path, *arguments: str, script: str = MAIN, **options) -> subprocess.Popen:
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    options = {"env": os.environ | WIDE} | options
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, cwd=folder, text=True, **(streams | options))


def _ran(folder: Path, *arguments: str, **options) -> tuple[int, str]:
    """Run the command to its end; returns its status and what it says on standard error."""
    process = _started(folder, *arguments, **options)
    _, said = process.communicate()
    assert "Traceback" not in (said or "")
    return process.returncode, said or ""


def _files(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def _disturbed(folder: Path, step: str, number: signal.Signals) -> tuple[int, str]:
    """Pour, and let the signal `number` come when `step` is done for the first time."""
    script = DISTURBED.format(step=step, number=int(number)) + MAIN
    process = _started(folder, *POUR, script=script)
    _, said = process.communicate()
    assert "Traceback" not in said
    return process.returncode, said


def test_a_pour_disturbed_again_and_again_ends_like_an_undisturbed_one(folder):
    out = folder / "out"
    status, _ = _disturbed(folder, "files.clear", signal.SIGKILL)
    assert status == -signal.SIGKILL
    assert set(_files(out)) == {".pour.lock"}

    status, said = _disturbed(folder, "Folder.deliver_all", signal.SIGINT)
    assert status == Exit.INTERRUPTED
    assert said.strip() == "Interrupted. What was delivered is whole; pour again to go on."
    torn = _files(out)
    assert {LEAFLET, ".pour.journal"} <= set(torn)
    assert not {".pour.part", ".pour.lock", "manifest.json"} & set(torn)

    assert _ran(folder, *POUR)[0] == Exit.DELIVERED
    assert _ran(folder, *POUR, "--out", "whole")[0] == Exit.DELIVERED
    whole = _files(folder / "whole")
    assert _files(out) == whole
    assert all(data == whole[path] for path, data in torn.items() if path != ".pour.journal")


def test_a_full_disk_stops_the_pour_and_leaves_nothing_half_written(folder):
    status, said = _ran(
        folder,
        *POUR,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (NO_ROOM, NO_ROOM)),
    )
    assert status == Exit.DELIVERY
    assert "error: disk-full" in said
    assert f"There is no room left on the disk for out/{LEAFLET}." in said
    assert set(_files(folder / "out")) <= {".pour.journal"}


def test_a_pour_whose_report_nobody_takes_is_delivered_and_says_so(folder):
    with Path("/dev/full").open("w") as full:
        status, _ = _ran(folder, *POUR, stdout=full)
    assert status == Exit.DELIVERY
    assert {LEAFLET, "call/all/ticket.pdf", "manifest.json"} <= set(_files(folder / "out"))


@pytest.mark.parametrize("command", [(*POUR, "--dry-run"), (*POUR, "--dry-run", "--json")])
def test_a_reader_who_leaves_is_no_fault_of_ours_to_explain(command, folder):
    reading, writing = os.pipe()
    os.close(reading)
    status, said = _ran(folder, *command, stdout=writing)
    os.close(writing)
    assert status == Exit.DELIVERY
    assert "Broken pipe" not in said


@pytest.mark.parametrize("command", [("--help",), ("--version",), ("layouts",), ("pour", "--help")])
def test_a_full_standard_output_is_a_status_and_no_trace(command, folder):
    with Path("/dev/full").open("w") as full:
        assert _ran(folder, *command, stdout=full) == (Exit.DELIVERY, "")


@pytest.mark.parametrize(
    ("closed", "command", "status"),
    [
        ((1,), (*POUR, "--dry-run"), Exit.DELIVERED),
        ((2,), ("pour", "nowhere.en.txt"), Exit.INPUT),
        ((0, 1, 2), (*POUR, "--dry-run", "--json"), Exit.DELIVERED),
    ],
)
def test_streams_closed_from_the_start_are_done_without(closed, command, status, folder):
    def close() -> None:
        for number in closed:
            os.close(number)

    assert _ran(folder, *command, preexec_fn=close)[0] == status


def test_what_the_terminal_has_no_letters_for_is_written_as_numbers(folder):
    (folder / "call.en.txt").write_text(TEXT.replace("Keep", "Қорғаңыз"))
    plain = os.environ | WIDE | {"PYTHONIOENCODING": "ascii"}
    process = _started(folder, *POUR, "--dry-run", env=plain)
    written, _ = process.communicate()
    assert process.returncode == Exit.DELIVERED
    assert r"\u049a" in written


def test_a_folder_that_nobody_can_write_to_is_told_before_any_work(folder):
    status, said = _ran(folder, *POUR, "--out", "/proc/leaflets/out")
    assert status == Exit.DELIVERY
    assert "error: out-not-writable" in said
    assert "/proc/leaflets/out cannot be written" in said


def test_links_that_run_in_a_circle_are_told(folder):
    (folder / "one.en.txt").symlink_to("two.en.txt")
    (folder / "two.en.txt").symlink_to("one.en.txt")
    status, said = _ran(folder, "pour", "one.en.txt")
    assert (status, "error: source-unreadable" in said) == (Exit.INPUT, True)
    status, said = _ran(folder, *POUR, "--out", "one.en.txt/out")
    assert (status, "error: out-not-writable" in said) == (Exit.DELIVERY, True)


def test_a_second_pour_into_a_folder_waits_for_nobody(folder):
    with open_folder(folder / "out"):
        status, said = _ran(folder, *POUR)
    assert status == Exit.DELIVERY
    assert "error: out-busy" in said
    assert "Another pour is writing to out." in said


def test_what_was_made_from_another_text_is_not_written_over(folder):
    with open_folder(folder / "out") as held:
        held.deliver(Entry(path=LEAFLET, role="leaflet", source="../north/call.en.txt"), b"theirs")
        held.finish(frozenset((LEAFLET,)), "../north/call.en.txt")
    before = _files(folder / "out")
    process = _started(folder, *POUR, "--dry-run", "--json")
    answer = json.loads(process.communicate()[0])
    [found] = [entry for entry in answer["outputs"] if entry["path"] == LEAFLET]
    assert process.returncode == Exit.DELIVERY
    assert [problem["code"] for problem in found["problems"]] == ["output-clash"]
    assert "../north/call.en.txt" in found["problems"][0]["message"]
    assert _files(folder / "out") == before


def test_a_bug_is_owned_up_to(folder):
    broken = f"import leaflets.cli.pouring as one; one.ready = None; {MAIN}"
    process = subprocess.run(
        [sys.executable, "-c", broken, *POUR],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == Exit.BUG
    assert "This is a bug in Leaflets, not your mistake." in process.stderr
