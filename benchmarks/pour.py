"""A cold pour beside bare WeasyPrint: `make bench`.

Two commands are timed as whole processes, in turn: `leaflets pour` of one statement in A5 and A4,
with fitting, press, checks, ticket and pictures; and WeasyPrint alone over the two finished HTML
pages, with the same fonts. Then the rooms of one pour are timed inside a process.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

from watch import watch

from leaflets import faces
from leaflets.deliver.look import unseen
from leaflets.layout.compose import compose
from leaflets.typeset.proof import typeset
from leaflets.verbs.job import Job, ready

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "warm-stops"
STATEMENT = EXAMPLE / "statements" / "warm-stops.en.md"
RUNS = int(os.environ.get("RUNS", "9"))
BARE = """
import sys, weasyprint
for page in sys.argv[1:]:
    weasyprint.HTML(filename=page).write_pdf(page + ".pdf")
"""
# (what is told, where it is bound, its name): the rooms in the order of the walk.
ROOMS = (
    ("read and plan", "leaflets.cli.pouring", "ready"),
    ("typeset, with fit and display", "leaflets.verbs.leaflet", "typeset"),
    ("press", "leaflets.verbs.stamping", "press"),
    ("press for the screen", "leaflets.verbs.stamping", "screen"),
    ("place on paper", "leaflets.verbs.stamping", "place"),
    ("preflight", "leaflets.verbs.printing", "check"),
    ("draw the pictures", "leaflets.verbs.stamping", "png"),
    ("ticket", "leaflets.verbs.tickets", "ticket.pdf"),
)


def main() -> None:
    """Print both sides, their ratio, and where the time of a pour goes."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        pages = _finished_pages(place)
        ours = [_script(), "pour", str(STATEMENT), "--layout", "wedge"]
        bare = [sys.executable, "-c", BARE, *map(str, pages)]
        pours, bares = _in_turn(ours, bare, place)
    ratios = [mine / theirs for mine, theirs in zip(pours, bares, strict=True)]
    print(f"{RUNS} runs each, whole processes, in turn; seconds")
    print(f"{'':<34}{'min':>7}{'median':>8}{'max':>7}")
    for name, times in (("leaflets pour, A5 and A4", pours), ("WeasyPrint, the two pages", bares)):
        print(f"{name:<34}{min(times):7.2f}{statistics.median(times):8.2f}{max(times):7.2f}")
    middle = statistics.median(ratios)
    print(f"{'ratio, pair by pair':<34}{min(ratios):7.2f}{middle:8.2f}{max(ratios):7.2f}")
    print("\nWhere the time of one pour goes; seconds, in one process")
    for name, seconds in _rooms():
        print(f"{name:<34}{seconds:7.2f}")


def _script() -> str:
    return str(Path(sys.executable).with_name("leaflets"))


def _finished_pages(place: Path) -> list[Path]:
    """Write the pages as the last typesetting had them, each with all its CSS inside."""
    todo = ready(Job(source=str(STATEMENT), out=place / "out", layouts=("wedge",)))
    pages = []
    for master in dict.fromkeys(variant.master for variant in todo.plan.variants):
        proof = typeset(master)
        sheets = compose(master, proof.fitting).sheets
        style = "".join(f"<style>{sheet.text}</style>" for sheet in sheets)
        page = place / f"{master.format}.html"
        page.write_text(proof.html.replace("</head>", f"{style}</head>", 1), encoding="utf-8")
        pages.append(page)
    return pages


def _in_turn(ours: list[str], bare: list[str], place: Path) -> tuple[list[float], list[float]]:
    # As installed: compiled once, in the first round.
    plain = {name: one for name, one in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = plain | {"FONTCONFIG_FILE": str(faces.isolate())}
    pours, bares = [], []
    for run in range(RUNS + 1):
        times = (
            _timed([*ours, "--out", str(place / f"out{run}")], plain),
            _timed(bare, environment),
        )
        # The first round warms the disk's cache and is not counted.
        if run:
            pours.append(times[0])
            bares.append(times[1])
    return pours, bares


def _timed(command: list[str], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - begun


def _rooms() -> Iterator[tuple[str, float]]:
    begun = time.perf_counter()
    pouring = import_module("leaflets.cli.pouring")
    import_module("weasyprint")
    spent = watch(ROOMS, time.perf_counter)
    # Everything in this process, where it can be watched.
    alone = import_module("leaflets.workers").Crew()
    import_module("leaflets.verbs.making").processes = lambda *_: nullcontext(alone)  # type: ignore[attr-defined]
    imported = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as out, _silent():
        begun = time.perf_counter()
        command = import_module("leaflets.cli.main").cli.commands["pour"]
        typed = [str(STATEMENT), "--layout", "wedge", "--out", out, "--json"]
        options: dict[str, Any] = command.make_context("pour", typed).params
        source = str(options.pop("source"))
        apart = {name: options.pop(name) for name in ("as_json", "dry_run")}
        pouring.run(source, **apart, options=options, look=unseen)
        whole = time.perf_counter() - begun
    yield "import the engines (warm disk)", imported
    yield from spent.items()
    yield "everything else", whole - sum(spent.values())


@contextmanager
def _silent() -> Iterator[None]:
    standard = sys.stdout
    with Path(os.devnull).open("w", encoding="utf-8") as sys.stdout:
        yield
    sys.stdout = standard


if __name__ == "__main__":
    main()
