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
    nothing: true               # no file but the manifest may be made (the default)
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from leaflets.cli import main as front
from leaflets.problems import Position

CASES = sorted((Path(__file__).parent / "problems").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_bad_input_is_answered_with_a_place_and_a_next_step(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted: dict[str, Any] = YAML(typ="safe").load(case.read_text(encoding="utf-8"))
    for name, content in wanted.get("files", {}).items():
        _write(tmp_path / name, content)
    monkeypatch.chdir(tmp_path)

    status = _run([*wanted["command"], "--json"], monkeypatch)
    printed = capsys.readouterr()
    answer = json.loads(printed.out)

    assert [_seen(problem) for problem in _told(answer)] == wanted["problems"]
    assert status == wanted["status"]
    assert "Traceback" not in printed.err
    if wanted.get("nothing", True):
        assert _made(tmp_path / "out") == []


def test_every_problem_reads_as_a_sentence_with_a_next_step() -> None:
    for case in CASES:
        for problem in YAML(typ="safe").load(case.read_text(encoding="utf-8"))["problems"]:
            assert problem["message"].rstrip("”»").endswith((".", "?", "!")), case.stem
            assert problem["hint"], case.stem


def _run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["leaflets", *arguments])
    with pytest.raises(SystemExit) as stopped:
        front.main()
    return int(stopped.value.code or 0)


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    elif "hex" in content:
        path.write_bytes(bytes.fromhex(content["hex"]))
    else:
        ((encoding, text),) = content.items()
        path.write_bytes(text.encode(encoding))


def _told(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return errors and warnings, each once: leaflet and paper may share one."""
    found = [*answer["problems"]]
    for entry in answer["outputs"]:
        found += entry["problems"]
    told = [problem for problem in found if problem["severity"] != "note"]
    return list({(one["code"], one["message"]): one for one in told}.values())


def _seen(problem: dict[str, Any]) -> dict[str, str]:
    place = {key: problem[key] for key in ("file", "line", "column", "row")}
    return {
        "code": problem["code"],
        "place": str(Position(**place)),
        "message": problem["message"],
        "hint": problem["hint"],
    }


def _made(out: Path) -> list[str]:
    return [name for _, _, names in os.walk(out) for name in names if name != "manifest.json"]
