"""`leaflets layouts`: every layout there is, and where it came from."""

import json
import sys
from pathlib import Path

from leaflets.cli import contract
from leaflets.cli.report import plain, tell
from leaflets.deliver.manifest import problem_shape
from leaflets.model.layout import Layout
from leaflets.problems import Exit, LeafletsError, Problem, exit_status
from leaflets.verbs.layouts import layout, layouts, origin

_SIDES = {1: "one-sided", 2: "two-sided", 4: "four pages", 8: "eight pages"}


def run(layouts_dir: Path | None, *, as_json: bool) -> Exit:
    """Print the layouts by name, or what is wrong with one of them; returns the exit status."""
    found: tuple[Layout, ...] = ()
    problems: tuple[Problem, ...] = ()
    try:
        found = layouts(layouts_dir)
    except LeafletsError as error:
        problems = error.problems
    if as_json:
        _json(found, problems, layouts_dir)
    else:
        plain(line for one in found for line in _lines(one, layouts_dir))
        tell(problems)
    return exit_status(problems)


def show(name: str, layouts_dir: Path | None, *, as_json: bool) -> Exit:
    """Print one layout's contract, as it is with everything it extends."""
    found: Layout | None = None
    problems: tuple[Problem, ...] = ()
    try:
        found = layout(name, layouts_dir)
    except LeafletsError as error:
        problems = error.problems
    if as_json:
        document = {
            "version": 1,
            "problems": [problem_shape(problem) for problem in problems],
            "layout": contract.shape(found, origin(found, layouts_dir)) if found else None,
        }
        json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        plain(contract.lines(found, origin(found, layouts_dir)) if found else ())
        tell(problems)
    return exit_status(problems)


def _json(
    found: tuple[Layout, ...], problems: tuple[Problem, ...], layouts_dir: Path | None
) -> None:
    document = {
        "version": 1,
        "problems": [problem_shape(problem) for problem in problems],
        "layouts": [_row(one, layouts_dir) for one in found],
    }
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _row(layout: Layout, layouts_dir: Path | None) -> dict[str, object]:
    return {
        "name": layout.name,
        "title": layout.title,
        "about": layout.about,
        "formats": {one.name: {"sides": one.sides} for one in layout.formats},
        "demands": _demands(layout),
        "from": origin(layout, layouts_dir),
    }


def _lines(layout: Layout, layouts_dir: Path | None) -> tuple[str, ...]:
    sizes = ", ".join(f"{one.name} {_SIDES.get(one.sides, 'many-sided')}" for one in layout.formats)
    demands = _demands(layout)
    takes = f"; {demands[0]} to {demands[1]} demands" if demands else ""
    return (
        f"{layout.name}  {layout.about}",
        f"  {sizes}{takes}; from {origin(layout, layouts_dir)}",
    )


def _demands(layout: Layout) -> tuple[int, int] | None:
    return next((slot.count for slot in layout.slots if slot.holds == "demands"), None)
