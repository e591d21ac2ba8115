"""Pour regions into one folder, killed again and again; print what each kill left.

A script of its own: it forks, which a test runner with threads must not. The master is typeset
beforehand, so that the kills fall into stamping and delivering.
"""

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from leaflets.model.material import Link
from leaflets.verbs import chunk, leaflet
from leaflets.verbs.asked import Job
from leaflets.verbs.job import Ready, ready
from leaflets.verbs.pour import pour

ROWS = 40
KILLS = 12
# Rows are delivered by fours, so that there is much to fall into.
chunk.CHUNK = 4
TEXT = "# Warm stops\n\nThe last bus leaves at nine.\n\n- A bus every ten minutes;\n- One fare.\n"


def todo(out: Path, text: Path) -> Ready:
    """Plan one leaflet for each of many regions."""
    job = Job(source=str(text), out=out, layouts=("wedge",), formats=("a5",))
    read = ready(replace(job, link="https://example.org/stops"))
    variant = replace(read.plan.variants[0], picture="", paper=None)
    variants = tuple(
        replace(
            variant,
            stem=f"stops/{number:02d}",
            link=Link(url=f"https://example.org/{number:02d}", text=f"example.org/{number:02d}"),
        )
        for number in range(ROWS)
    )
    return replace(read, plan=replace(read.plan, variants=variants))


def tree(out: Path) -> dict[str, bytes]:
    """Return every file under `out`."""
    return {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*") if one.is_file()}


def killed(wanted: Ready, files: int, wait: float) -> bool:
    """Pour in a child that is killed once so many files more lie there; say whether it was."""
    child = os.fork()
    if child == 0:
        list(pour(wanted, jobs=2))
        os._exit(0)
    before = len(list(wanted.job.out.rglob("*.pdf")))
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if len(list(wanted.job.out.rglob("*.pdf"))) >= before + files:
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        time.sleep(0.001)
    return False


def main(folder: Path) -> None:
    """Kill at moments that differ from run to run; then let one pour end."""
    text = folder / "stops.en.md"
    text.write_text(TEXT)
    leaflet.typeset = cache(leaflet.typeset)
    whole = todo(folder / "whole", text)
    list(pour(whole, jobs=1))
    undisturbed = tree(whole.job.out)
    broken = todo(folder / "broken", text)
    chance = random.Random()  # noqa: S311
    left = []
    for _ in range(KILLS):
        if killed(broken, chance.randrange(4), chance.random() * 0.05):
            files = tree(broken.job.out)
            visible = {path for path in files if not path.startswith(".")}
            left.append(
                {
                    "files": len([path for path in visible if path.endswith(".pdf")]),
                    "whole": all(files[one] == undisturbed.get(one) for one in visible),
                }
            )
    states = [entry.state for outcome in pour(broken, jobs=1) for entry in outcome.entries]
    made = states.count("written")
    print(json.dumps({"left": left, "made": made, "equal": tree(broken.job.out) == undisturbed}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
