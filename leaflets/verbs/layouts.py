"""`layouts`: what there is to pour into."""

from pathlib import Path

from leaflets.layout.catalogue import available
from leaflets.model.layout import Layout
from leaflets.shipped import folder


def folders(layouts_dir: Path | None) -> tuple[Path, ...]:
    """Return where layouts are looked up, in order: the first match wins."""
    own = () if layouts_dir is None else (layouts_dir,)
    return (*own, folder("layouts"))


def layouts(layouts_dir: Path | None) -> tuple[Layout, ...]:
    """Return every layout that can be poured, by name.

    Raises LeafletsError for a contract that is wrong.
    """
    return available(folders(layouts_dir))


def origin(layout: Layout, layouts_dir: Path | None) -> str:
    """Return where `layout` came from, as the user knows it."""
    if layouts_dir is not None and layout.origin.resolve().parent == layouts_dir.resolve():
        return (layouts_dir / layout.name).as_posix()
    return "the shipped layouts"
