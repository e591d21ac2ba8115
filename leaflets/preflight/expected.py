"""What a finished file ought to be, and what was found."""

from dataclasses import dataclass

from leaflets.model.manifest import CodeFound
from leaflets.model.paper import Paper
from leaflets.model.proof import SlotMeasure
from leaflets.problems import Exit, Problem, Where
from leaflets.profiles import Profile
from leaflets.stamp.code import DrawnCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the finished file must be.

    Attributes:
        pages: How many.
        width, height: The trimmed page, or the paper, in mm.
        bleed: In mm.
        profile: Its colours and thresholds.
        codes: As they were drawn.
        urls: Where the links of each page for screens lead; a page that is not named has none.
        slots: Where the slots lie; empty skips the texts.
        texts: (slot, text) that must be found in its slot, letter by letter.
        paper: What the leaflets are placed on, or None for a leaflet: on paper no text is sought.
        output: The file's path relative to the manifest, for messages.
    """

    pages: int
    width: float
    height: float
    bleed: float
    profile: Profile
    codes: tuple[DrawnCode, ...] = ()
    urls: tuple[str, ...] = ()
    slots: tuple[SlotMeasure, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    paper: Paper | None = None
    output: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found.

    Attributes:
        problems: Empty when the file may be delivered.
        codes: Each drawn code as it was read back, in their order.
        coverage: For each page the share of it that is inked, 0 to 1.
    """

    problems: tuple[Problem, ...]
    codes: tuple[CodeFound, ...]
    coverage: tuple[float, ...]


def fault(*, code: str, message: str, hint: str, where: Where) -> Problem:
    """Return the error that keeps a finished file from being delivered."""
    return Problem(code=code, message=message, hint=hint, where=where, exit=Exit.CHECK)
