"""A spreadsheet's worth of regions, poured whole: `make bench`.

One A5 `wedge` for each of MANY regions and of a tenth of them, by one process and by two, each
pour a process of its own: time a row, on the clock and of the processors, memory a row, and what
pouring again takes when nothing has changed. Files are stamped, checked, written safely and
recorded, as in any pour.

One pour alone, on a cluster too: `python benchmarks/bulk.py ROWS PROCESSES OUT [SCHEDULER]`.
"""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from regions import region, single

from leaflets.verbs.asked import Job
from leaflets.verbs.job import Ready, ready
from leaflets.verbs.pour import pour

MANY = int(os.environ.get("MANY", "10000"))
FEW = max(100, MANY // 10)


@dataclass(frozen=True)
class Took:
    """What one pour took: seconds on the clock and of all processes, MB at most in the first."""

    rows: int
    clock: float
    processors: float
    megabytes: float
    states: tuple[str, ...]


def main() -> None:
    """Print pours of few and of many rows, by one and by two processes, and pouring again."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        print(f"one A5 wedge a row; ms a row on the clock and of the processors\n{'':<34}", end="")
        print(f"{'clock':>8}{'processors':>12}{'MB at most':>12}")
        few = {number: _told(FEW, number, place / f"few{number}") for number in (1, 2)}
        again = _told(FEW, 1, place / "few1")
        many = _told(MANY, 2, place / "many")
        late = _told(MANY, 2, place / "many")
    print(f"\nclock, one process / two, at {FEW} rows: {few[1].clock / few[2].clock:.2f}")
    each = {took.rows: took.clock / took.rows for took in (few[2], many)}
    print(f"clock a row, {MANY} rows / {FEW}: {each[MANY] / each[FEW]:.2f}")
    grown = (many.megabytes - few[2].megabytes) * 1000 / (MANY - FEW)
    print(f"memory a row: {grown:.1f} kB")
    for took in (again, late):
        print(f"again, {took.rows} rows unchanged: {took.processors:.2f} s of the processors")


def _told(rows: int, number: int, out: Path) -> Took:
    command = [sys.executable, __file__, str(rows), str(number), str(out)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    took = Took(**json.loads(told.stdout))
    what = f"{rows} rows, {number} process{'es' * (number > 1)}, {'+'.join(took.states)}"
    print(f"{what:<34}{took.clock / rows * 1000:8.2f}", end="")
    print(f"{took.processors / rows * 1000:12.2f}{took.megabytes:12.0f}", flush=True)
    return took


def _poured(rows: int, number: int, out: Path, scheduler: str = "") -> Took:
    todo = _todo(rows, out)
    begun = time.perf_counter(), _processors()
    outcomes = pour(todo, jobs=number, scheduler=scheduler)
    states = {entry.state for outcome in outcomes for entry in outcome.entries}
    clock = time.perf_counter() - begun[0]
    for worker in multiprocessing.active_children():
        worker.join()
    return Took(
        rows=rows,
        clock=clock,
        processors=_processors() - begun[1],
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        states=tuple(sorted(states)),
    )


def _todo(rows: int, out: Path) -> Ready:
    variant = replace(single(), paper=None, picture="")
    planned = ready(Job(source=variant.statement.file, out=out, layouts=("wedge",)))
    variants = tuple(region(variant, number) for number in range(rows))
    return replace(planned, plan=replace(planned.plan, variants=variants))


def _processors() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        rows_wanted, processes_wanted, folder, *address = sys.argv[1:]
        took_all = _poured(int(rows_wanted), int(processes_wanted), Path(folder), *address)
        print(json.dumps(took_all.__dict__))
    else:
        main()
