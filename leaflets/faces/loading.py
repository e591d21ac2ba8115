"""The engine, loaded without what its import would search and read for nothing."""

import ctypes
import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any

from leaflets import machine
from leaflets.faces.isolation import isolate

# Wanted for variable faces, and where HarfBuzz cannot take faces apart; the shipped faces are not
# variable. Only functions and classes are taken from them, and only to be called.
_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")


@cache
def load() -> None:
    """Load the engine with the shipped fonts and no others.

    Its import asks for each library under names of other systems first, and Python then runs
    ldconfig, a compiler and a linker for each; and it reads half of fontTools. Without both it
    takes two thirds of the time.

    Raises LeafletsError with `machine-lacks`, where it would break off with a trace.
    """
    machine.require()
    isolate()
    with _unsearched(), _postponed():
        import weasyprint  # noqa: F401


@contextmanager
def _unsearched() -> Iterator[None]:
    """Let nothing be searched for, if the loader has all libraries by their own names."""
    search = ctypes.util.find_library
    try:
        for library in machine.LIBRARIES:
            ctypes.CDLL(library.files[0])
    except OSError:
        yield
        return
    ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nowhere(name: str) -> str | None:
    del name
    return None


@contextmanager
def _postponed() -> Iterator[None]:
    """Let what is seldom wanted be imported when it is first called."""
    standing_in = {name: _stand_in(name) for name in _SELDOM if name not in sys.modules}
    sys.modules.update(standing_in)
    try:
        yield
    finally:
        for name in standing_in:
            del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    # A module's own __getattr__ gives what it lacks (PEP 562).
    vars(module)["__getattr__"] = partial(_caller, name)
    return module


def _caller(module: str, name: str) -> Callable[..., Any]:
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*arguments: object, **keywords: object) -> object:
        return getattr(import_module(module), name)(*arguments, **keywords)

    return call
