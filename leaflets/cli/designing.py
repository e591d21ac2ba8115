"""`leaflets layouts new` and `check`: a designer's report."""

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from leaflets.cli.report import plain, tell
from leaflets.deliver.manifest import problem_shape
from leaflets.problems import Exit, LeafletsError, Problem, Severity, errors, exit_status
from leaflets.verbs.layout_new import Created
from leaflets.verbs.layout_new import new as create


def new(name: str, source: str, layouts_dir: Path, *, as_json: bool) -> Exit:
    """Make a layout and say how to pour it."""
    made: Created | None = None
    problems: tuple[Problem, ...] = ()
    try:
        made = create(name, source, layouts_dir)
    except LeafletsError as error:
        problems = error.problems
    if as_json:
        _print(
            {
                "problems": _shapes(problems),
                "layout": made.name if made else "",
                "folder": made.place if made else "",
                "files": list(made.files) if made else [],
            }
        )
    else:
        plain(_next(made, layouts_dir) if made else ())
        tell(problems)
    return exit_status(problems)


def check(name: str, profiles: tuple[str, ...], layouts_dir: Path | None, *, as_json: bool) -> Exit:
    """Lint a layout, try its extremes, and print each case as it is done."""
    found: list[Problem] = []
    tried: list[dict[str, object]] = []
    try:
        found += _checked(name, profiles, layouts_dir, tried, quiet=as_json)
    except LeafletsError as error:
        found += error.problems
    if as_json:
        _print({"problems": _shapes(found), "cases": tried})
    else:
        # That the longest leaflet drops excerpts is no news.
        tell(problem for problem in found if problem.severity is not Severity.NOTE)
    return exit_status(found)


def _checked(
    name: str,
    profiles: tuple[str, ...],
    layouts_dir: Path | None,
    tried: list[dict[str, object]],
    *,
    quiet: bool,
) -> list[Problem]:
    """Return what was found, each matter once, though several cases may share it."""
    from leaflets.layout.lint import lint
    from leaflets.verbs.layout_check import cases, chosen
    from leaflets.verbs.layouts import layout

    one, printed = layout(name, layouts_dir), chosen(profiles)
    told = lint(one)
    if not quiet:
        plain((f"CSS and pages: {_counted(told)}",))
    found = {(problem.code, problem.message): problem for problem in told}
    for case in cases(one, printed):
        label = " ".join(part for part in (case.material, case.format, case.profile) if part)
        tried.append(
            {
                "material": case.material,
                "format": case.format,
                "profile": case.profile,
                "problems": _shapes(case.problems),
            }
        )
        if not quiet:
            plain((f"{label}: {_counted(case.problems)}",))
        for problem in case.problems:
            placed = replace(problem, where=replace(problem.where, output=label))
            found.setdefault((problem.code, problem.message), placed)
    if errors(told) and not quiet:
        plain(("No leaflet was tried: mend the CSS first.",))
    return list(found.values())


def _next(made: Created, layouts_dir: Path) -> Iterable[str]:
    place = layouts_dir.as_posix()
    yield f"{made.place}/ is yours to change: {', '.join(made.files)}."
    yield f"  leaflets pour FILE --layout {made.name} --layouts-dir {place}"
    yield f"  leaflets layouts check {made.name} --layouts-dir {place}"


def _counted(problems: Iterable[Problem]) -> str:
    severities = [problem.severity for problem in problems]
    counts = [
        f"{severities.count(one)} {one}{'' if severities.count(one) == 1 else 's'}"
        for one in Severity
        if one in severities
    ]
    return ", ".join(counts) or "fine"


def _shapes(problems: Iterable[Problem]) -> list[object]:
    return [problem_shape(problem) for problem in problems]


def _print(document: dict[str, object]) -> None:
    json.dump({"version": 1, **document}, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
