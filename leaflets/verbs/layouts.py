"""`layouts`: what there is to pour into, and one of them whole."""

import os
from dataclasses import replace
from pathlib import Path

from leaflets.layout.catalogue import available, find
from leaflets.model.layout import Layout
from leaflets.problems import Exit, LeafletsError, Position, Problem
from leaflets.shipped import folder


def folders(layouts_dir: Path | None) -> tuple[Path, ...]:
    """Return where layouts are looked up, in order: the first match wins.

    Raises LeafletsError with `layouts-dir-missing`.
    """
    if layouts_dir is None:
        return (folder("layouts"),)
    if not os.path.isdir(layouts_dir):  # noqa: PTH112 – Path.is_dir raises for what may not be seen
        raise LeafletsError(_missing(layouts_dir))
    return (layouts_dir, folder("layouts"))


def layouts(layouts_dir: Path | None) -> tuple[Layout, ...]:
    """Return every layout that can be poured, by name.

    Raises LeafletsError for a contract that is wrong.
    """
    return available(folders(layouts_dir))


def layout(name: str, layouts_dir: Path | None) -> Layout:
    """Return the layout called `name`, an abstract one too.

    Raises LeafletsError for an unknown one, as a matter of usage, or a contract that is wrong.
    """
    try:
        return find(name, folders(layouts_dir))
    except LeafletsError as error:
        raise LeafletsError(*map(as_usage, error.problems)) from error


def as_usage(problem: Problem) -> Problem:
    """A layout that an option names and nobody has is a matter of usage, not of the input."""
    return replace(problem, exit=Exit.USAGE) if problem.code == "layout-unknown" else problem


def origin(layout: Layout, layouts_dir: Path | None) -> str:
    """Return where `layout` came from, as the user knows it."""
    if layouts_dir is not None and layout.origin.resolve().parent == layouts_dir.resolve():
        return (layouts_dir / layout.name).as_posix()
    return "the shipped layouts"


def _missing(layouts_dir: Path) -> Problem:
    name = layouts_dir.as_posix()
    return Problem(
        code="layouts-dir-missing",
        message=f"There is no folder {name}.",
        hint="Give the folder that holds your layouts' folders, from the folder you are in.",
        position=Position(file="--layouts-dir"),
        exit=Exit.USAGE,
    )
