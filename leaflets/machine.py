"""What Leaflets needs of the machine beside its Python packages, and the command that brings it."""

import ctypes
import ctypes.util
import platform
import shutil
from collections.abc import Iterable
from dataclasses import dataclass

from leaflets.problems import Exit, LeafletsError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library that the typesetting engine loads.

    Attributes:
        name: Its name without "lib" and ending, as loaders seek it.
        files: What it is called on Linux and macOS.
        packages: Package manager → the package that has it.
    """

    name: str
    files: tuple[str, ...]
    packages: dict[str, str]


LIBRARIES = (
    Library(
        name="gobject-2.0",
        files=("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
        packages={"apt": "libglib2.0-0", "dnf": "glib2", "brew": "glib"},
    ),
    Library(
        name="pango-1.0",
        files=("libpango-1.0.so.0", "libpango-1.0.dylib"),
        packages={"apt": "libpango-1.0-0", "dnf": "pango", "brew": "pango"},
    ),
    Library(
        name="pangoft2-1.0",
        files=("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
        packages={"apt": "libpangoft2-1.0-0", "dnf": "pango", "brew": "pango"},
    ),
    Library(
        name="harfbuzz",
        files=("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
        packages={"apt": "libharfbuzz0b", "dnf": "harfbuzz", "brew": "harfbuzz"},
    ),
    # Without it the engine subsets fonts on a slow path, into other bytes.
    Library(
        name="harfbuzz-subset",
        files=("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        packages={"apt": "libharfbuzz-subset0", "dnf": "harfbuzz", "brew": "harfbuzz"},
    ),
    Library(
        name="fontconfig",
        files=("libfontconfig.so.1", "libfontconfig.1.dylib"),
        packages={"apt": "libfontconfig1", "dnf": "fontconfig", "brew": "fontconfig"},
    ),
)
_COMMANDS = {"apt": "sudo apt-get install", "dnf": "sudo dnf install", "brew": "brew install"}
_PROGRAMS = {"apt": "apt-get", "dnf": "dnf", "brew": "brew"}


def require() -> None:
    """Raise LeafletsError with `machine-lacks` unless every library can be loaded.

    The engine itself would print to standard output and break off with a trace.
    """
    lacking = tuple(library for library in LIBRARIES if not loads(library))
    if lacking:
        raise LeafletsError(lacks(lacking))


def loads(library: Library) -> bool:
    """Tell whether `library` can be loaded, in the ways in which the engine seeks it."""
    if any(_opens(file) for file in library.files):
        return True
    found = ctypes.util.find_library(library.name)
    return found is not None and _opens(found)


def lacks(libraries: Iterable[Library]) -> Problem:
    """Return the problem that the machine lacks `libraries`, with the command that brings them."""
    lacking = tuple(libraries)
    names = ", ".join(f"lib{library.name}" for library in lacking)
    return Problem(
        code="machine-lacks",
        message=f"This machine lacks what the typesetting engine loads: {names}.",
        hint=f"Type: {bringing(lacking)}; `leaflets doctor` says when all is there.",
        exit=Exit.MACHINE,
    )


def bringing(libraries: Iterable[Library]) -> str:
    """Return the command that brings `libraries` with this machine's package manager."""
    lacking = tuple(libraries)
    manager = _manager()
    if not manager:
        names = ", ".join(f"lib{library.name}" for library in lacking)
        return f"your package manager's command for {names}"
    packages = dict.fromkeys(library.packages[manager] for library in lacking)
    return f"{_COMMANDS[manager]} {' '.join(packages)}"


def _manager() -> str:
    likely = ("brew",) if platform.system() == "Darwin" else ("apt", "dnf", "brew")
    found = (name for name in likely if shutil.which(_PROGRAMS[name]))
    return next(found, "brew" if platform.system() == "Darwin" else "")


def _opens(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
