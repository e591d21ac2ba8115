"""Every case in tests/problems/ is bad input with the answer a person gets.

A case is a YAML file:

    about: why this happens to people
    files:                  # path → text, or {hex: …} or {cp1251: text} where it is no UTF-8
      call.en.txt: |
        …
    command: [pour, call.en.txt, --link, https://example.org/call]
    status: 1                   # the exit status
    problems:                   # every error and warning, in order: code, place, message, hint
      - {code: …, place: call.en.txt:3, message: …, hint: …}
    usage: …                    # instead of problems: the last line, where the command is mistyped
    nothing: true               # no file but the manifest may be made (the default)

or, for several commands over the same files, `cases:`, a list of command, status and problems.
The place is the file with line and column, or the option, else the slot of the leaflet. In a
message, <n> stands for a number that was measured, and <any> for what other rooms decide.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from leaflets.cli import main as front
from leaflets.problems import Exit, Position

FOLDER = Path(__file__).parent / "problems"
JOKERS = {"<n>": r"[0-9.]+", "<any>": r".+"}


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    files: dict[str, Any]
    wanted: dict[str, Any]


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yaml")):
        read: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for number, wanted in enumerate(read.get("cases", [read]), 1):
            name = f"{path.stem}-{number}" if "cases" in read else path.stem
            yield Case(name=name, files=read.get("files", {}), wanted=wanted)


CASES = tuple(_cases())
TOLD = tuple(case for case in CASES if "problems" in case.wanted)
QUICK = tuple(case for case in TOLD if "--dry-run" in case.wanted["command"])
MISTYPED = tuple(case for case in CASES if "usage" in case.wanted)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs a case's command over its files: (status, output, complaints)."""

    def running(case: Case, *options: str) -> tuple[int, str, str]:
        for name, content in case.files.items():
            _write(tmp_path / name, content)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("COLUMNS", "2000")
        monkeypatch.setattr("sys.argv", ["leaflets", *case.wanted["command"], *options])
        with pytest.raises(SystemExit) as stopped:
            front.main()
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return running


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case.name)
def test_bad_input_is_answered_with_a_place_and_a_next_step(case, run, tmp_path):
    status, out, err = run(case, "--json")
    told = _told(json.loads(out))

    assert len(told) == len(case.wanted["problems"]), told
    for found, wanted in zip(told, case.wanted["problems"], strict=True):
        assert {key: _fitted(wanted[key], found[key]) for key in found} == found
    assert status == case.wanted["status"]
    assert err == ""
    if case.wanted.get("nothing", True):
        assert _made(tmp_path / "out") <= set(case.files)


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_people_read_each_problem_once_the_place_first(case, run):
    _, _, err = run(case)
    lines = [line.strip() for line in err.splitlines()]

    assert "Traceback (most recent call last):" not in lines
    for problem in case.wanted["problems"]:
        [at] = [at for at, line in enumerate(lines) if _fits(problem["message"], line)]
        assert problem["place"] in lines[at - 1]
        assert lines[at - 1].endswith(f": {problem['code']}")


@pytest.mark.parametrize("case", MISTYPED, ids=lambda case: case.name)
def test_a_mistyped_command_is_answered_before_any_work(case, run, tmp_path):
    status, out, err = run(case)

    assert _fits(case.wanted["usage"], err.splitlines()[-1])
    assert (status, out) == (2, "")
    assert not (tmp_path / "out").exists()


def test_every_problem_is_a_sentence_with_a_place_and_a_next_step():
    """What the disk refuses has its place in the message: it is no place in the input."""
    for case in TOLD:
        for problem in case.wanted["problems"]:
            assert problem["message"].rstrip("”»").endswith((".", "?", "!")), case.name
            assert problem["place"] or case.wanted["status"] == Exit.DELIVERY, case.name
            assert problem["hint"], case.name


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    elif "hex" in content:
        path.write_bytes(bytes.fromhex(content["hex"]))
    else:
        ((encoding, text),) = content.items()
        path.write_bytes(text.encode(encoding))


def _told(answer: dict[str, Any]) -> list[dict[str, str]]:
    """Return errors and warnings, each once: leaflet and paper may share one."""
    found = [_seen(problem, "") for problem in answer["problems"] if _counts(problem)]
    for entry in answer["outputs"]:
        found += [
            _seen(problem, entry["path"]) for problem in entry["problems"] if _counts(problem)
        ]
    return list({(one["code"], one["message"]): one for one in found}.values())


def _counts(problem: dict[str, Any]) -> bool:
    return bool(problem["severity"] != "note")


def _seen(problem: dict[str, Any], output: str) -> dict[str, str]:
    place = {key: problem[key] for key in ("file", "line", "column", "row")}
    return {
        "code": problem["code"],
        "place": str(Position(**place)) or problem["slot"] or output,
        "message": problem["message"],
        "hint": problem["hint"],
    }


def _fits(wanted: str, found: str) -> bool:
    pattern = re.escape(wanted)
    for joker, held in JOKERS.items():
        pattern = pattern.replace(re.escape(joker), held)
    return re.fullmatch(pattern, found) is not None


def _fitted(wanted: str, found: str) -> str:
    """Return `found` if it is what is wanted; else what is wanted, for the difference to show."""
    return found if _fits(wanted, found) else wanted


def _made(out: Path) -> set[str]:
    """Return the files under `out` but for the manifest, from the folder that it is in."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {
        path.relative_to(out.parent).as_posix() for path in files if path.name != "manifest.json"
    }
