"""A look at out/ ahead of time spares hashing, and hides no change."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.deliver import files, manifest
from leaflets.deliver.folder import Folder, Records, open_folder
from leaflets.deliver.look import Look, begun, look
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import Entry
from leaflets.problems import Problem

FEW, MANY = 3, 900


def poured(out: Path, number: int) -> tuple[Planned, ...]:
    """Deliver files, and return what a rerun plans."""
    entries = [
        Entry(path=f"call/r{nth}/wedge.pdf", role="leaflet", source="call", inputs=f"i{nth}")
        for nth in range(number)
    ]
    with open_folder(out) as folder:
        folder.deliver_all([(entry, entry.inputs.encode()) for entry in entries])
        folder.finish(frozenset(entry.path for entry in entries), "call")
    # As on any later day: nothing was touched together with the manifest.
    os.utime(out / manifest.NAME)
    return tuple(Planned(path=entry.path, inputs=entry.inputs, source="call") for entry in entries)


def seen(out: Path) -> Look:
    found = look(out)
    assert found is not None
    return found


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record which files are hashed."""
    hashed: list[str] = []
    digest = files.digest

    def recorded(root: Path, path: str) -> str:
        hashed.append(path)
        return digest(root, path)

    monkeypatch.setattr(files, "digest", recorded)
    return hashed


def test_what_was_seen_is_not_read_again(tmp_path: Path, unread: list[str]) -> None:
    planned = poured(tmp_path, FEW)
    before = seen(tmp_path)
    unread.clear()
    states = list(Records(tmp_path, look=before).states(planned))
    assert [one.state for one in states if isinstance(one, Entry)] == ["unchanged"] * FEW
    assert unread == []


@pytest.mark.parametrize("keeps_times", [False, True])
def test_a_file_that_was_edited_after_the_look_is_noticed(
    tmp_path: Path, *, keeps_times: bool
) -> None:
    planned = poured(tmp_path, FEW)
    before = seen(tmp_path)
    file = tmp_path / planned[1].path
    times = file.stat()
    file.write_bytes(b"xx")
    if keeps_times:
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    kinds = [type(one) for one in Records(tmp_path, look=before).states(planned)]
    assert kinds == [Entry, Problem, Entry]


def test_a_file_that_was_replaced_or_taken_away_after_the_look_is_noticed(tmp_path: Path) -> None:
    planned = poured(tmp_path, FEW)
    before = seen(tmp_path)
    other = tmp_path / "other"
    other.write_bytes(b"i?")
    other.replace(tmp_path / planned[0].path)
    (tmp_path / planned[2].path).unlink()
    states = list(Records(tmp_path, look=before).states(planned))
    assert isinstance(states[0], Problem)
    assert states[0].code == "file-edited"
    assert states[2] is None


def test_a_file_touched_since_the_manifest_was_written_is_hashed_when_it_is_asked_for(
    tmp_path: Path, unread: list[str]
) -> None:
    planned = poured(tmp_path, FEW)
    os.utime(tmp_path / planned[0].path)
    before = seen(tmp_path)
    assert planned[0].path not in before.digests
    unread.clear()
    list(Records(tmp_path, look=before).states(planned))
    assert unread == [planned[0].path]


def test_a_manifest_that_was_written_after_the_look_is_read_again(tmp_path: Path) -> None:
    planned = poured(tmp_path, FEW)
    before = seen(tmp_path)
    poured(tmp_path, FEW + 1)
    assert len(Records(tmp_path, look=before).entries) == FEW + 1
    assert len(planned) == FEW


def test_a_large_folder_is_looked_at_by_another_process(tmp_path: Path) -> None:
    poured(tmp_path, MANY)
    found = begun(tmp_path)()
    assert found is not None
    assert found == seen(tmp_path)
    assert len(found.digests) == MANY


def test_a_small_folder_and_one_that_is_not_there_are_not_worth_a_process(tmp_path: Path) -> None:
    poured(tmp_path / "small", FEW)
    assert begun(tmp_path / "small")() is None
    assert begun(tmp_path / "away")() is None


def test_a_broken_manifest_is_told_of_by_whoever_reads_it(tmp_path: Path) -> None:
    (tmp_path / manifest.NAME).write_text("{")
    assert look(tmp_path) is None


def test_a_pour_takes_what_was_seen(tmp_path: Path, unread: list[str]) -> None:
    planned = poured(tmp_path, FEW)
    before = seen(tmp_path)
    unread.clear()
    with open_folder(tmp_path, look=lambda: before) as folder:
        assert isinstance(folder, Folder)
        assert all(folder.states(planned))
        folder.finish(frozenset(one.path for one in planned), "call")
    assert unread == []
    assert replace(before, digests={}) == replace(seen(tmp_path), digests={})
