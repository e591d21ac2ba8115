"""What out/manifest.json holds, one entry for each file."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter

from leaflets.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFound:
    """A code as it was read back from the finished page; module in mm."""

    url: str
    page: int
    module_mm: float
    decoded: bool
    survives_copier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperUsed:
    """How the file lies on paper: size, leaflets up, sides, and the flip edge."""

    size: str
    up: int
    sides: int
    flip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The scales and air of the fit groups, and the excerpts that did not fit."""

    groups: tuple[tuple[str, float], ...] = ()
    air: tuple[tuple[str, float], ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file under out/; the fields are those of DESIGN's manifest, in its order.

    `state` is current, stale or failed in the manifest; a run's report says written, unchanged,
    failed, stale, or due where nothing was made. A job's `copies` are those of each of its sheets.
    """

    path: str
    role: str
    state: str = "current"
    of: tuple[str, ...] = ()
    source: str = ""
    statements: tuple[str, ...] = ()
    region: str = ""
    language: str = ""
    layout: str = ""
    format: str = ""
    profile: str = ""
    ink: str = ""
    shop: str = ""
    pages: int = 0
    copies: int | None = None
    paper: PaperUsed | None = None
    coverage: tuple[float, ...] = ()
    made: str = "typeset"
    fit: Fit | None = None
    links: tuple[CodeFound, ...] = ()
    inputs: str = ""
    sha256: str = ""
    bytes: int = 0
    problems: tuple[Problem, ...] = ()

    def in_state(self, state: str) -> "Entry":
        """Return the entry with another state."""
        # dataclasses.replace takes six times as long, and a rerun asks for thousands.
        values = list(_VALUES(self))
        values[_STATE] = state
        other = object.__new__(Entry)
        other.__setstate__(values)
        return other

    def __setstate__(self, values: Iterable[object]) -> None:
        # The one that dataclasses give looks all fields up again for each entry.
        for name, value in zip(_NAMES, values, strict=True):
            object.__setattr__(self, name, value)


_NAMES = tuple(one.name for one in fields(Entry))
_VALUES = attrgetter(*_NAMES)
_STATE = _NAMES.index("state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything that stands under out/, and the problems that belong to no file."""

    outputs: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
