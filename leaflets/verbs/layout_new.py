"""`layouts new`: a folder that pours at once and is a designer's own to change."""

import re
from dataclasses import dataclass
from pathlib import Path

from leaflets.deliver.files import make_folder, trouble
from leaflets.layout.catalogue import find, names
from leaflets.model.layout import FORMATS, Layout, SourceFile
from leaflets.problems import Exit, LeafletsError, Position, Problem
from leaflets.shipped import folder
from leaflets.verbs.asked import abstract

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_PAGE_NOTE = (
    "{{# The page of `{name}`, copied from `{source}`: change it freely, or delete this file to "
    "have the page of `{source}` again. #}}\n"
)
_STYLE_NOTE = """/* The look of `{name}`: it comes after style.css of `{source}`, and wins. Take
   from there what you want to change; the designer's guide has the rest. To begin with, take the
   next line out of this comment, pour, and look:

.sheet{{color:var(--black)}}
*/
"""
_CONTRACT = """# `{name}` is `{source}` and what you change; `leaflets layouts show {name}`
# shows all of it.
title: {title}
about: A change of {source}
extends: {source}

# What `{source}` says. Take the # away from what you want to say differently, and from
# the key above it; a slot that is `null` is taken away.
"""
_REPLACED = ("title:", "about:", "extends:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A layout that was made: its name, where it lies as the user knows it, and its files."""

    name: str
    place: str
    files: tuple[str, ...]


def new(name: str, source: str, layouts_dir: Path) -> Created:
    """Make layouts_dir/name, which extends `source`; nothing that is there is touched.

    What replaces the source's when it is edited is copied: the page and the formats' sheets. The
    contract extends, and style.css adds, so that mending `source` mends this one too.
    Raises LeafletsError: `layout-name-wrong`, `layout-exists`, an unknown or abstract source, or
    what the disk refuses.
    """
    places = (layouts_dir, folder("layouts"))
    if not _NAME.fullmatch(name):
        raise LeafletsError(_wrong(name))
    if name in names(places) or (layouts_dir / name).exists():
        raise LeafletsError(_exists(name, layouts_dir))
    copied = find(source, places)
    if not copied.formats:
        raise LeafletsError(abstract(copied))
    files = _files(name, copied)
    place = layouts_dir / name
    make_folder(place, place.as_posix())
    for file, text in files.items():
        try:
            with (place / file).open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
        except OSError as error:
            raise LeafletsError(trouble(error, (place / file).as_posix())) from error
    return Created(name=name, place=place.as_posix(), files=tuple(files))


def _files(name: str, source: Layout) -> dict[str, str]:
    """Return file name → text of the new folder."""
    note = {"name": name, "source": source.name}
    files = {
        "layout.yaml": _contract(name, source),
        "page.html": _PAGE_NOTE.format(**note) + _page(source).text,
        "style.css": _STYLE_NOTE.format(**note),
    }
    for one in source.formats:
        files[f"{one.name}.css"] = _nearest(source, one.name).text
    return files


def _contract(name: str, source: Layout) -> str:
    """Return a contract that extends, with the source's own lines ready to be uncommented."""
    title = name.replace("-", " ").capitalize()
    said = (source.origin / "layout.yaml").read_text(encoding="utf-8").splitlines()
    lines = [f"# {line}".rstrip() for line in said if not line.startswith(_REPLACED)]
    head = _CONTRACT.format(name=name, source=source.name, title=title)
    return head + "\n".join(lines) + "\n"


def _page(layout: Layout) -> SourceFile:
    pages = dict(layout.pages)
    return next(pages[f"{name}/page.html"] for name in layout.chain if f"{name}/page.html" in pages)


def _nearest(layout: Layout, format_name: str) -> SourceFile:
    """Return the format's sheet that wins: the chain gives the farthest first."""
    return [source for of, source in layout.styles if of == format_name and of in FORMATS][-1]


def _wrong(name: str) -> Problem:
    return Problem(
        code="layout-name-wrong",
        message=f"“{name}” cannot be a layout's name.",
        hint="Begin with a letter; go on with small letters a to z, digits and hyphens: "
        "red-square.",
        exit=Exit.USAGE,
    )


def _exists(name: str, layouts_dir: Path) -> Problem:
    mine = (layouts_dir / name).exists()
    place = (layouts_dir / name).as_posix() if mine else "the shipped layouts"
    return Problem(
        code="layout-exists",
        message=f"There is a layout `{name}` already, in {place}.",
        hint="Choose another name: nothing is overwritten.",
        position=Position(file=place if mine else ""),
        exit=Exit.USAGE,
    )
