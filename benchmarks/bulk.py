"""A spreadsheet's worth of regions, poured whole: `make bench`.

One A5 `wedge` for each of MANY regions and of a tenth of them, by one process and by two in turn,
each pour a process of its own: time a row, on the clock and of the processors, memory a row, and
what pouring again takes when nothing has changed. Files are stamped, checked, written safely and
recorded, as in any pour. Machines are not always equally fast: of one process against two the
median of several turns counts. At last the whole command, `leaflets pour`, over an unchanged
campaign of RERUN rows.

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
from statistics import median

from regions import STATEMENT, TOWNS, region, single

from leaflets.verbs.asked import Job
from leaflets.verbs.job import Ready, ready
from leaflets.verbs.pour import pour

MANY = int(os.environ.get("MANY", "10000"))
FEW = max(100, MANY // 10)
RERUN = MANY // 2
TURNS = 3
COMMAND = (sys.executable, "-c", "from leaflets.cli.start import main; main()")
CAMPAIGN = """\
statement: warm-stops
languages: [en]
layouts: [wedge]
formats: [a5]
link: https://example.org/{language}/{region}
copies: 100
regions: regions.csv
"""


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
        turns = [
            tuple(_told(FEW, number, place / f"few{turn}{number}") for number in (1, 2))
            for turn in range(TURNS)
        ]
        again = _told(FEW, 1, place / "few01")
        many = _told(MANY, 2, place / "many")
        late = _told(MANY, 2, place / "many")
        command = _command(place)
    ratios = sorted(one.clock / two.clock for one, two in turns)
    print(f"\nclock, one process / two, at {FEW} rows: {median(ratios):.2f} ", end="")
    print(f"({ratios[0]:.2f} to {ratios[-1]:.2f})")
    few = sorted((two for _, two in turns), key=lambda took: took.clock)[TURNS // 2]
    print(f"clock a row, {MANY} rows / {FEW}: {many.clock / MANY / (few.clock / FEW):.2f}")
    grown = (many.megabytes - few.megabytes) * 1000 / (MANY - FEW)
    print(f"memory a row: {grown:.1f} kB")
    for took in (again, late):
        print(f"again, {took.rows} rows unchanged: {took.processors:.2f} s of the processors")
    print(
        f"`leaflets pour` again, {RERUN} rows unchanged: {min(command):.2f} s on the clock ", end=""
    )
    print(f"({', '.join(f'{took:.2f}' for took in command)})")


def _command(place: Path) -> list[float]:
    """Return what the whole command takes over a campaign that was poured before."""
    camp = place / "camp"
    camp.mkdir()
    (camp / STATEMENT.name).write_bytes(STATEMENT.read_bytes())
    (camp / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    rows = (
        f"r{number},{TOWNS[number % len(TOWNS)]} {number},2031-05-01,18:00,Park {number},+7{number}"
        for number in range(RERUN)
    )
    table = "\n".join(("id,name,date,time,place,contact", *rows))
    (camp / "regions.csv").write_text(table, encoding="utf-8")
    pour_again = [*COMMAND, "pour", str(camp), "--out", str(place / "out")]
    took = []
    for _ in range(TURNS + 1):
        begun = time.perf_counter()
        subprocess.run(pour_again, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took.append(time.perf_counter() - begun)
    return took[1:]


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
