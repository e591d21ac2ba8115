"""`doctor`: what this machine has and lacks, and which face carries which language.

It must work where the typesetting engine cannot be loaded, so it imports no room that needs it.
"""

import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import platformdirs

from leaflets.machine import LIBRARIES, Library, bringing, lacks, loads
from leaflets.problems import Problem
from leaflets.shipped import folder

_LEAST_PYTHON = (3, 11)
# Every distribution name in a requirement stands first in it.
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that pouring needs.

    Attributes:
        name: For people.
        found: What is there, e.g. a version; empty when nothing is.
        lacking: Whether it is missing.
        bring: What brings it, or makes it better; empty when nothing is to be done.
    """

    name: str
    found: str = ""
    lacking: bool = False
    bring: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a face can set.

    Attributes:
        face: Its name, as contracts write it.
        languages: Those of which it has every letter and sign.
        lacks: (language, what it lacks of it) for the others.
    """

    face: str
    languages: tuple[str, ...]
    lacks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All parts, and what is to be done about those that are missing."""

    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]


def health(out: Path) -> Health:
    """Look at everything that a pour into `out` needs; nothing is left behind."""
    lacking = tuple(library for library in LIBRARIES if not loads(library))
    parts = (
        _python(),
        *(_library(library, lacking=library in lacking) for library in LIBRARIES),
        *_packages(),
        _shipped("fonts", "*.[to]tf", "faces"),
        _shipped("layouts", "*/layout.yaml", "layouts"),
        _cache(),
        _out(out),
    )
    return Health(parts=parts, problems=(lacks(lacking),) if lacking else ())


def carried() -> tuple[Carried, ...]:
    """Return what each shipped face carries; LeafletsError when there are no faces."""
    from leaflets import faces
    from leaflets.language.alphabets import alphabets

    found = []
    for face in faces.known():
        lacking = [(name, "".join(faces.missing(text, (face,)))) for name, text in alphabets()]
        found.append(
            Carried(
                face=face.name,
                languages=tuple(name for name, letters in lacking if not letters),
                lacks=tuple(pair for pair in lacking if pair[1]),
            )
        )
    return tuple(found)


def _python() -> Part:
    old = sys.version_info[:2] < _LEAST_PYTHON
    return Part(
        name="Python",
        found=platform.python_version(),
        lacking=old,
        bring="Install Python 3.11 or newer." if old else "",
    )


def _library(library: Library, *, lacking: bool) -> Part:
    return Part(
        name=f"lib{library.name}",
        found="" if lacking else "loads",
        lacking=lacking,
        bring=bringing((library,)) if lacking else "",
    )


def _packages() -> Iterator[Part]:
    for name in _dependencies():
        try:
            yield Part(name=name, found=version(name))
        except PackageNotFoundError:
            yield Part(name=name, lacking=True, bring=f"{_pip()} install {name}")


def _dependencies() -> tuple[str, ...]:
    """Return the packages that Leaflets asks for, without the extras' ones."""
    try:
        wanted = requires("leaflets") or []
    except PackageNotFoundError:
        # A checkout that nobody installed.
        wanted = ["leaflets"]
    matches = (_NAME.match(one) for one in wanted if "extra ==" not in one)
    return tuple(match[0] for match in matches if match)


def _pip() -> str:
    return f"{Path(sys.executable).name} -m pip"


def _shipped(name: str, pattern: str, what: str) -> Part:
    count = sum(1 for _ in folder(name).glob(pattern))
    return Part(
        name=f"{name}/",
        found=f"{count} {what}" if count else "",
        lacking=not count,
        bring="" if count else f"Install Leaflets again; a checkout needs its folder {name}/.",
    )


def _cache() -> Part:
    """The cache is a convenience; a folder of the run does without it."""
    place = Path(platformdirs.user_cache_dir("leaflets", appauthor=False))
    if _takes_files(place):
        return Part(name="cache", found="can be written")
    scratch = _takes_files(Path(tempfile.gettempdir()))
    return Part(
        name="cache",
        found="cannot be written; each run makes its own" if scratch else "",
        lacking=not scratch,
        bring="Let your user write its cache folder, or set XDG_CACHE_HOME to one that it may.",
    )


def _out(out: Path) -> Part:
    can = _takes_files(out)
    return Part(
        name=f"{out.as_posix()}/",
        found="can be written" if can else "",
        lacking=not can,
        bring="" if can else "Go to a folder where you may write, or pour with --out DIR.",
    )


def _takes_files(place: Path) -> bool:
    """Tell whether files can be made in `place`, or, where it is not there yet, around it."""
    there = next((one for one in (place, *place.absolute().parents) if os.path.lexists(one)), place)
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False
