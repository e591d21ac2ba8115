"""What out/manifest.json holds, one entry for each file."""

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
        # dataclasses.replace takes three times as long, and a rerun asks for thousands.
        values = dict(zip(_NAMES, _VALUES(self), strict=True))
        return Entry(**(values | {"state": state}))


_NAMES = tuple(one.name for one in fields(Entry))
_VALUES = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything that stands under out/, and the problems that belong to no file."""

    outputs: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
