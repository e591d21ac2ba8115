"""What may be written, what is recorded, what becomes of what is not wanted any more."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.deliver import files, journal
from leaflets.deliver.folder import Folder, Records, open_folder
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import Entry, Manifest
from leaflets.problems import Exit, LeafletsError, Position, Problem, Severity, Where

CALL = "call.en.txt"
PATH = "call/all/wedge.a5.en.copyshop-bw.pdf"


def entry(path: str = PATH, *, inputs: str = "i1", source: str = CALL) -> Entry:
    return Entry(path=path, role="leaflet", source=source, inputs=inputs)


def planned(path: str = PATH, *, inputs: str = "i1", source: str = CALL) -> Planned:
    return Planned(path=path, inputs=inputs, source=source)


def pour(
    out: Path,
    wanted: dict[str, bytes],
    *,
    source: str = CALL,
    prune: bool = False,
    force: bool = False,
) -> Manifest:
    with open_folder(out, force=force) as folder:
        for path, data in wanted.items():
            inputs = hashlib.sha256(data).hexdigest()
            if folder.state(planned(path, inputs=inputs, source=source)) is None:
                folder.deliver(entry(path, inputs=inputs, source=source), data)
        return folder.finish(frozenset(wanted), source, prune=prune).manifest


def states(manifest: Manifest) -> dict[str, str]:
    return {one.path: one.state for one in manifest.outputs}


def written(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


def test_a_delivered_file_is_there_with_its_sum_and_size(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out") as folder:
        made = folder.deliver(entry(), b"pages")
        folder.finish(frozenset({PATH}), CALL)
    assert made.state == "written"
    assert (tmp_path / "out" / PATH).read_bytes() == b"pages"
    [recorded] = Records(tmp_path / "out").entries.values()
    assert recorded.state == "current"
    assert recorded.sha256 == hashlib.sha256(b"pages").hexdigest()
    assert recorded.bytes == 5


def test_nothing_but_files_and_manifest_is_left(tmp_path: Path) -> None:
    pour(tmp_path / "out", {PATH: b"pages"})
    assert set(written(tmp_path / "out")) == {PATH, "manifest.json"}


def test_same_inputs_mean_no_work(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    before = {path: (tmp_path / path).stat().st_mtime_ns for path in written(tmp_path)}
    with open_folder(tmp_path) as folder:
        inputs = hashlib.sha256(b"pages").hexdigest()
        known = folder.state(planned(inputs=inputs))
        assert isinstance(known, Entry)
        assert known.state == "unchanged"
        folder.finish(frozenset({PATH}), CALL)
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in written(tmp_path)} == before


def test_other_inputs_or_a_lost_file_are_due(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    inputs = hashlib.sha256(b"pages").hexdigest()
    assert Records(tmp_path).state(planned(inputs="other")) is None
    (tmp_path / PATH).unlink()
    assert Records(tmp_path).state(planned(inputs=inputs)) is None


def test_the_order_of_delivery_does_not_show(tmp_path: Path) -> None:
    pour(tmp_path / "one", {"b.pdf": b"b", "a.pdf": b"a"})
    pour(tmp_path / "two", {"a.pdf": b"a", "b.pdf": b"b"})
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_a_failed_file_is_tried_again_and_its_older_file_stays_ours(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    with open_folder(tmp_path) as folder:
        failed = folder.fail(entry(inputs="i2"))
        folder.finish(frozenset({PATH}), CALL)
    assert failed.state == "failed"
    assert (tmp_path / PATH).read_bytes() == b"pages"
    with open_folder(tmp_path) as folder:
        assert folder.state(planned(inputs="i2")) is None
        folder.deliver(entry(inputs="i2"), b"mended")
        assert states(folder.finish(frozenset({PATH}), CALL).manifest) == {PATH: "current"}


def test_an_edited_file_is_never_written_over(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    (tmp_path / PATH).write_bytes(b"pages with a note")
    with open_folder(tmp_path) as folder:
        blocked = folder.state(planned(inputs="i2"))
        assert isinstance(blocked, Problem)
        assert (blocked.code, blocked.exit) == ("file-edited", Exit.DELIVERY)
        with pytest.raises(LeafletsError) as raised:
            folder.deliver(entry(inputs="i2"), b"new")
        folder.fail(entry(inputs="i2"))
        folder.finish(frozenset({PATH}), CALL)
    assert [one.code for one in raised.value.problems] == ["file-edited"]
    assert (tmp_path / PATH).read_bytes() == b"pages with a note"
    still = Records(tmp_path).state(planned(inputs="i2"))
    assert isinstance(still, Problem)


def test_a_stranger_in_a_files_place_counts_as_edited(tmp_path: Path) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_bytes(b"somebody else's")
    blocked = Records(tmp_path).state(planned())
    assert isinstance(blocked, Problem)
    assert blocked.code == "file-edited"


def test_force_writes_over_an_edited_file(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    (tmp_path / PATH).write_bytes(b"edited")
    pour(tmp_path, {PATH: b"pages"}, force=True)
    assert (tmp_path / PATH).read_bytes() == b"pages"


def test_two_sources_do_not_share_a_path(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    other = "elsewhere/call.en.txt"
    with open_folder(tmp_path) as folder:
        blocked = folder.state(planned(source=other, inputs="i2"))
        assert isinstance(blocked, Problem)
        assert (blocked.code, blocked.exit) == ("output-clash", Exit.DELIVERY)
        assert CALL in blocked.message
        assert other in blocked.message
        folder.fail(entry(source=other, inputs="i2"))
        folder.finish(frozenset({PATH}), other)
    [kept] = Records(tmp_path).entries.values()
    assert (kept.source, kept.state) == (CALL, "current")


def test_with_force_a_moved_source_takes_its_paths_over(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    moved = pour(tmp_path, {PATH: b"pages"}, source="moved/call.en.txt", force=True)
    assert [one.source for one in moved.outputs] == ["moved/call.en.txt"]


def test_what_the_plan_does_not_ask_for_is_stale_and_comes_back(tmp_path: Path) -> None:
    pour(tmp_path, {"a.pdf": b"a", "b.pdf": b"b"})
    assert states(pour(tmp_path, {"a.pdf": b"a"})) == {"a.pdf": "current", "b.pdf": "stale"}
    assert (tmp_path / "b.pdf").exists()
    again = pour(tmp_path, {"a.pdf": b"a", "b.pdf": b"b"})
    assert states(again) == {"a.pdf": "current", "b.pdf": "current"}


def test_a_filtered_run_and_another_source_make_nothing_stale(tmp_path: Path) -> None:
    pour(tmp_path, {"a.pdf": b"a", "b.pdf": b"b"})
    with open_folder(tmp_path) as folder:
        folder.deliver(entry("a.pdf", inputs="i2"), b"a2")
        finished = folder.finish(frozenset({"a.pdf", "b.pdf"}), CALL)
    assert set(states(finished.manifest).values()) == {"current"}
    merged = pour(tmp_path, {"c.pdf": b"c"}, source="other.ru.txt")
    assert states(merged) == {"a.pdf": "current", "b.pdf": "current", "c.pdf": "current"}


def test_prune_deletes_stale_files_and_empty_folders_that_are_ours(tmp_path: Path) -> None:
    pour(tmp_path, {"call/north/a.pdf": b"a", "call/south/b.pdf": b"b", "call/south/c.pdf": b"c"})
    (tmp_path / "call/south/c.pdf").write_bytes(b"edited")
    (tmp_path / "call/south/mine.txt").write_text("not of the pour")
    with open_folder(tmp_path) as folder:
        finished = folder.finish(frozenset(), CALL, prune=True)
    assert finished.pruned == ("call/north/a.pdf", "call/south/b.pdf")
    assert finished.stale == ("call/south/c.pdf",)
    assert [one.code for one in finished.problems] == ["stale-kept"]
    assert set(written(tmp_path)) == {"call/south/c.pdf", "call/south/mine.txt", "manifest.json"}
    assert not (tmp_path / "call/north").exists()
    assert states(finished.manifest) == {"call/south/c.pdf": "stale"}


def test_prune_leaves_other_sources_alone(tmp_path: Path) -> None:
    pour(tmp_path, {"a.pdf": b"a", "b.pdf": b"b"})
    pour(tmp_path, {"a.pdf": b"a"})
    pour(tmp_path, {"c.pdf": b"c"}, source="other.ru.txt", prune=True)
    assert (tmp_path / "b.pdf").exists()


def test_a_stale_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    pour(tmp_path, {"a.pdf": b"a", "b.pdf": b"b"})
    (tmp_path / "b.pdf").unlink()
    assert states(pour(tmp_path, {"a.pdf": b"a"})) == {"a.pdf": "current"}


def test_problems_without_a_file_are_kept_for_each_source(tmp_path: Path) -> None:
    def note(file: str) -> Problem:
        return Problem(
            code="lines-dropped",
            severity=Severity.NOTE,
            message="Two lines.",
            position=Position(file=file, line=9),
        )

    for source, path in ((CALL, "a.pdf"), ("other.ru.txt", "b.pdf"), (CALL, "a.pdf")):
        with open_folder(tmp_path) as folder:
            folder.deliver(entry(path, source=source), b"x")
            folder.finish(frozenset({path}), source, (note(source),))
    assert [one.position.file for one in Records(tmp_path).problems] == [CALL, "other.ru.txt"]
    with open_folder(tmp_path) as folder:
        folder.finish(frozenset({"a.pdf"}), CALL)
    assert [one.position.file for one in Records(tmp_path).problems] == ["other.ru.txt"]


def test_an_entrys_problems_name_its_file_when_read_again(tmp_path: Path) -> None:
    found = Problem(
        code="code-small",
        severity=Severity.WARNING,
        message="0.7 mm",
        where=Where(output="", page=2, slot="code", mm=0.7),
    )
    with open_folder(tmp_path) as folder:
        made = folder.deliver(
            Entry(path=PATH, role="leaflet", source=CALL, inputs="i", problems=(found,)), b"x"
        )
        folder.finish(frozenset({PATH}), CALL)
    assert Records(tmp_path).entries[PATH].problems == made.problems
    assert made.problems[0].where == Where(output=PATH, page=2, slot="code", mm=0.7)


def test_the_manifest_never_names_a_file_as_it_was_typed(tmp_path: Path) -> None:
    """What is typed may be a path of this machine; the run itself is told what it typed."""
    typed = "/home/somebody/call.en.txt"
    found = Problem(
        code="a-warning",
        severity=Severity.WARNING,
        message="Look.",
        position=Position(file=typed, line=3),
    )
    told = Entry(path=PATH, role="leaflet", source=CALL, inputs="i", problems=(found,))
    with open_folder(tmp_path, names={typed: CALL}) as folder:
        made = folder.deliver(told, b"x")
        folder.fail(replace(told, path="b.pdf"))
        folder.finish(frozenset({PATH, "b.pdf"}), CALL, (found,))
    assert made.problems[0].position.file == typed
    assert b"somebody" not in (tmp_path / "manifest.json").read_bytes()
    assert Records(tmp_path).problems[0].position == Position(file=CALL, line=3)
    known = Records(tmp_path, names={typed: CALL}).state(planned(inputs="i"))
    assert isinstance(known, Entry)
    assert known.problems[0].position == Position(file=typed, line=3)


def test_entries_come_in_one_order_however_they_came_about(tmp_path: Path) -> None:
    """What is made from all entries, as the ticket is, must not tell a broken-off pour."""
    with open_folder(tmp_path) as folder:
        for path in ("b.pdf", "a.pdf"):
            folder.deliver(entry(path), b"x")
        assert list(folder.entries) == ["a.pdf", "b.pdf"]


def test_a_second_pour_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    with open_folder(tmp_path), pytest.raises(LeafletsError) as raised, open_folder(tmp_path):
        pass
    [busy] = raised.value.problems
    assert (busy.code, busy.exit) == ("out-busy", Exit.DELIVERY)
    with open_folder(tmp_path) as folder:
        assert isinstance(folder, Folder)


def test_a_pour_that_was_killed_locks_nothing(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from leaflets.deliver.folder import open_folder\n"
        "with open_folder(Path(sys.argv[1])):\n    os._exit(9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert ran.returncode == 9
    assert (tmp_path / ".pour.lock").exists()
    pour(tmp_path, {PATH: b"pages"})
    assert set(written(tmp_path)) == {PATH, "manifest.json"}


def test_a_process_that_holds_the_folder_keeps_others_out(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from leaflets.deliver.folder import open_folder\n"
        "with open_folder(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LeafletsError) as raised, open_folder(tmp_path):
            pass
        other.communicate(b"")
    assert raised.value.problems[0].code == "out-busy"


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    for out in (tmp_path / "taken", tmp_path / "taken" / "deeper" / "out"):
        with pytest.raises(LeafletsError) as raised, open_folder(out):
            pass
        [found] = raised.value.problems
        assert (found.code, found.exit) == ("out-is-file", Exit.DELIVERY)
        assert found.message.startswith(f"{tmp_path / 'taken'} is a file")


def test_a_file_where_a_folder_of_the_plan_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / "call").write_text("mine")
    with open_folder(tmp_path) as folder, pytest.raises(LeafletsError) as raised:
        folder.deliver(entry(), b"pages")
    [found] = raised.value.problems
    assert found.code == "out-is-file"
    assert found.message.startswith(f"{tmp_path / 'call'} is a file")
    assert found.where.output == "call"
    assert (tmp_path / "call").read_text() == "mine"


def test_a_folder_where_a_file_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    with open_folder(tmp_path) as folder:
        blocked = folder.state(planned())
        assert isinstance(blocked, Problem)
        assert blocked.code == "out-is-folder"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "out-not-writable"),
        (errno.EROFS, "out-not-writable"),
        (errno.EPERM, "out-not-writable"),
        (errno.ENAMETOOLONG, "out-not-writable"),
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
    ],
)
def test_what_the_disk_refuses_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    """Tests may run as root, whom no permission stops: the refusal is played."""
    pour(tmp_path, {PATH: b"pages"})
    before = written(tmp_path)
    with open_folder(tmp_path) as folder:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", _refusing(number))
            with pytest.raises(LeafletsError) as raised:
                folder.deliver(entry(inputs="i2"), b"new pages")
        folder.finish(frozenset({PATH}), CALL)
    [found] = raised.value.problems
    assert (found.code, found.exit, found.where.output) == (code, Exit.DELIVERY, PATH)
    assert written(tmp_path) == before


def test_a_full_disk_at_any_of_the_writes_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writes of a delivery are the part, then the journal; the manifest's comes at the end."""
    pour(tmp_path, {"a.pdf": b"a"})
    before = written(tmp_path)
    refused = 0
    for number in range(1, 4):
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", _refusing(errno.ENOSPC, first=number))
            with pytest.raises(LeafletsError) as raised:
                _change(tmp_path)
        assert raised.value.problems[0].code == "disk-full"
        refused += 1
        left = written(tmp_path)
        assert left["a.pdf"] in (b"a", b"a2")
        assert left["manifest.json"] == before["manifest.json"]
        assert not any(path.startswith(files.PART) for path in left)
    assert refused == 3
    assert Records(tmp_path).state(planned("a.pdf", inputs="i2")) is not None
    pour(tmp_path, {"a.pdf": b"a3"})
    assert (tmp_path / "a.pdf").read_bytes() == b"a3"


def test_a_write_that_the_system_breaks_off_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stops a real write half-way, as a full disk does."""
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from leaflets.deliver.folder import open_folder\n"
        "from leaflets.model.manifest import Entry\n"
        "from leaflets.problems import LeafletsError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "with open_folder(Path(sys.argv[1])) as folder:\n"
        "    try: folder.deliver(Entry(path='a.pdf', role='leaflet'), b'x' * 100_000)\n"
        "    except LeafletsError as error: print(error.problems[0].code)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "disk-full\n"
    assert written(tmp_path) == {}


def test_a_folder_that_cannot_be_made_or_locked_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", _refusing(errno.EACCES))
        with pytest.raises(LeafletsError) as raised, open_folder(tmp_path / "out"):
            pass
    assert raised.value.problems[0].code == "out-not-writable"
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", _refusing(errno.EROFS))
        with pytest.raises(LeafletsError) as raised, open_folder(tmp_path):
            pass
    [found] = raised.value.problems
    assert (found.code, found.exit) == ("out-not-writable", Exit.DELIVERY)
    assert str(tmp_path) in found.message


def test_a_read_only_folder_keeps_the_journal_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest could not be written: the next run still knows its files."""
    with open_folder(tmp_path) as folder:
        folder.deliver(entry(), b"pages")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", _refusing(errno.EROFS))
            with pytest.raises(LeafletsError):
                folder.finish(frozenset({PATH}), CALL)
    known = Records(tmp_path).state(planned())
    assert isinstance(known, Entry)
    assert known.state == "unchanged"


def test_a_journal_cut_off_anywhere_is_read_up_to_there(tmp_path: Path) -> None:
    for path in ("a.pdf", "b.pdf"):
        journal.note(tmp_path, [entry(path)])
    data = (tmp_path / journal.NAME).read_bytes()
    first = data.index(b"\n")
    counts = [len(journal.lines(data[:length])) for length in range(len(data) + 1)]
    assert counts == sorted(counts)
    assert (counts.index(1), counts.index(2)) == (first, len(data) - 1)


def test_a_journal_line_whose_file_did_not_arrive_says_nothing(tmp_path: Path) -> None:
    pour(tmp_path, {PATH: b"pages"})
    line = Entry(path=PATH, role="leaflet", source=CALL, inputs="i2", sha256="never")
    journal.note(tmp_path, [line])
    inputs = hashlib.sha256(b"pages").hexdigest()
    known = Records(tmp_path).state(planned(inputs=inputs))
    assert isinstance(known, Entry)


def test_a_dry_run_reads_without_writing(tmp_path: Path) -> None:
    assert Records(tmp_path / "not-there").state(planned()) is None
    assert not (tmp_path / "not-there").exists()


def test_the_manifest_holds_nothing_of_the_folder(tmp_path: Path) -> None:
    for out in (tmp_path / "one", tmp_path / "deeper" / "two"):
        pour(out, {PATH: b"pages"})
    one = (tmp_path / "one" / "manifest.json").read_bytes()
    assert one == (tmp_path / "deeper" / "two" / "manifest.json").read_bytes()
    assert str(tmp_path).encode() not in one
    assert json.loads(one)["version"] == 1


def _change(out: Path) -> None:
    with open_folder(out) as folder:
        folder.deliver(entry("a.pdf", inputs="i2"), b"a2")
        folder.finish(frozenset({"a.pdf"}), CALL)


def _refusing(number: int, *, first: int = 1, times: int = 1000) -> object:
    calls = 0

    def refuse(*_: object, **__: object) -> None:
        nonlocal calls
        calls += 1
        if first <= calls < first + times:
            raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("first", [1, 3, 5])
def test_of_files_delivered_together_the_first_ones_are_kept_when_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, first: int
) -> None:
    """Four parts are made safe, then the journal: the disk refuses the first, third and fifth."""
    made = [(entry(f"{name}.pdf"), name.encode()) for name in "abcd"]
    kept = {1: 0, 3: 2, 5: 0}[first]
    with open_folder(tmp_path) as folder, monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _refusing(number, first=first, times=1))
        done = folder.deliver_all(made)
    assert [one.path for one in done.written] == [one.path for one, _ in made[:kept]]
    assert done.stopped is not None
    assert done.stopped.exit == Exit.DELIVERY
    names = {f"{name}.pdf" for name in "abcd"[:kept]}
    assert set(written(tmp_path)) - {journal.NAME} == names
    again = pour(tmp_path, {one.path: data for one, data in made})
    undisturbed = pour(tmp_path / "whole", {one.path: data for one, data in made})
    assert set(states(again)) == set(states(undisturbed))


def test_many_files_come_at_once_whatever_their_number(tmp_path: Path) -> None:
    wanted = {f"{number % 7}/{number}.pdf": bytes([number]) for number in range(200)}
    with open_folder(tmp_path) as folder:
        done = folder.deliver_all([(entry(path), data) for path, data in wanted.items()])
        assert [one.path for one in done.written] == list(wanted)
        folder.finish(frozenset(wanted), CALL)
    left = written(tmp_path)
    assert {path: left[path] for path in wanted} == wanted
    assert len(left) == 201


def test_half_a_line_in_the_journal_does_not_spoil_the_next_one(tmp_path: Path) -> None:
    journal.note(tmp_path, [entry("a.pdf"), entry("b.pdf")])
    whole = (tmp_path / journal.NAME).read_bytes()
    (tmp_path / journal.NAME).write_bytes(whole[:-9])
    journal.note(tmp_path, [entry("c.pdf")])
    assert [one.path for one in journal.entries(tmp_path)] == ["a.pdf", "c.pdf"]


def test_a_forked_process_does_not_hold_the_folder_for_its_dead_parent(tmp_path: Path) -> None:
    script = (
        "import os, sys, time; from pathlib import Path\n"
        "from leaflets.deliver.folder import open_folder\n"
        "with open_folder(Path(sys.argv[1])):\n"
        "    if os.fork() == 0: print('held', flush=True); time.sleep(60)\n"
        "    os._exit(9)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        other.wait()
        try:
            assert states(pour(tmp_path, {PATH: b"pages"})) == {PATH: "current"}
        finally:
            os.killpg(other.pid, 9)
