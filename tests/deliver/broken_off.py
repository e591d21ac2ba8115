"""Pour twice, killed before each step on the disk in turn; print what the next run leaves.

A script of its own: it forks, which a test runner with threads must not.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leaflets.deliver.folder import open_folder
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import Entry
from leaflets.problems import Problem, Severity

SOURCE = "call.en.txt"
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate"}
# inputs of each file in two runs one after the other: one new, one changed, one dropped.
FIRST = {"call/all/a.pdf": "one", "call/all/b.pdf": "two", "call/old/c.pdf": "three"}
SECOND = {"call/all/a.pdf": "one", "call/all/b.pdf": "two, changed", "call/all/d.pdf": "four"}
NOTE = Problem(code="a-note", severity=Severity.NOTE, message="Qazaq Қазақ")


def pour(out: Path, wanted: dict[str, str]) -> int:
    """Deliver what is due, prune, and return how many files were made."""
    due = []
    with open_folder(out) as folder:
        for path, inputs in wanted.items():
            if folder.state(Planned(path=path, inputs=inputs, source=SOURCE)) is not None:
                continue
            entry = Entry(path=path, role="leaflet", source=SOURCE, inputs=inputs, problems=(NOTE,))
            due.append((entry, inputs.encode() * 100))
        folder.deliver_all(due)
        folder.finish(frozenset(wanted), SOURCE, prune=True)
    return len(due)


def tree(out: Path) -> dict[str, str]:
    """Return every file under `out` with its bytes as text."""
    return {
        str(path.relative_to(out)): path.read_text()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def killed(number: int, out: Path, work: Callable[[], Any]) -> bool:
    """Do `work` in a child that dies before its step `number`; say whether it did die."""
    child = os.fork()
    if child == 0:
        left = number
        fsync = os.fsync

        def step(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)

        def seen(event: str, arguments: tuple[object, ...]) -> None:
            if event in STEPS and str(arguments[0]).startswith(str(out)):
                step()

        def synced(handle: int) -> None:
            step()
            fsync(handle)

        os.fsync = synced
        sys.addaudithook(seen)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def main(folder: Path) -> None:
    """Try every step until one run ends undisturbed."""
    whole = folder / "whole"
    pour(whole, FIRST)
    pour(whole, SECOND)
    runs: list[dict[str, Any]] = []
    for number in range(1000):
        out = folder / "broken"
        shutil.rmtree(out, ignore_errors=True)
        pour(out, FIRST)
        before = tree(out)
        died = killed(number, out, lambda out=out: pour(out, SECOND))
        torn = tree(out)
        again = pour(out, SECOND)
        runs.append(
            {
                "died": died,
                "before": before,
                "torn": torn,
                "again": again,
                "equal": tree(out) == tree(whole),
            }
        )
        if not died:
            break
    print(json.dumps({"runs": runs, "whole": tree(whole)}))  # noqa: T201


main(Path(sys.argv[1]))
