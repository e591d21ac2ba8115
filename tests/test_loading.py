"""The engine's import: nothing is searched for that the loader knows, nothing read for nothing."""

import subprocess
import sys

SNIPPET = """
import ctypes.util, subprocess, sys
def started(*_, **__): raise AssertionError("a process was started")
subprocess.Popen = started
search = ctypes.util.find_library
import leaflets.typeset
assert ctypes.util.find_library is search
import weasyprint.pdf.fonts as engine
assert "fontTools.subset" not in sys.modules
assert "fontTools.varLib.instancer" not in sys.modules
print(type(engine.subset.Options(retain_gids=True)).__module__)
import fontTools.varLib.instancer as instancer
print(instancer.__file__ is not None)
"""
MISSING = """
import ctypes
from leaflets.faces import load
from leaflets.problems import LeafletsError
class Absent:
    def __init__(self, name): raise OSError(name)
ctypes.CDLL = Absent
searched = []
ctypes.util.find_library = searched.append
try:
    load()
except LeafletsError:
    pass
print(len(searched) > 0)
"""


def run(snippet: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", snippet], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_the_engine_loads_without_other_programs_and_without_what_it_seldom_wants() -> None:
    assert run(SNIPPET) == ["fontTools.subset", "True"]


def test_libraries_that_the_loader_does_not_know_are_searched_for() -> None:
    assert run(MISSING)[-1] == "True"
