"""The named ways of printing, read from the table beside this module."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from leaflets.problems import Exit, Position, Problem
from leaflets.yaml_source import load

_TABLE = Path(__file__).with_name("profiles.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One way of printing; lengths in mm, type in pt.

    Attributes:
        name: What the command line and the manifest call it.
        about: For people.
        colour: `gray`: everything in one black; `cmyk`: four inks, black text and lines in black
            alone; `srgb`: as typeset, black as gray.
        bleed: Art beyond the trim.
        edge: The strip that the machine cannot print.
        safe: The least distance of text from the trim.
        text_floor, imprint_floor: The smallest type.
        module_floor, module_goal: A code's module: below the floor an error, below the goal a
            warning.
        code_ink, code_ground: The darkest and lightest gray (0 black to 1 white) a code may have.
        copier: The two thresholds of the bad-copier simulation, in percent.
        paper: The paper that leaflets are placed on, or "none".
        weight: The paper's weight in g/m².
        pdf: The PDF version.
        by_hand: Whether the stack is turned by hand between fronts and backs.
        tagged: Whether it is read on a screen: with structure, live links, a title, and a picture
            for messengers.
    """

    name: str
    about: str
    colour: str
    bleed: float
    edge: float
    safe: float
    text_floor: float
    imprint_floor: float
    module_floor: float
    module_goal: float
    code_ink: float
    code_ground: float
    copier: tuple[int, int]
    paper: str
    weight: int
    pdf: str
    by_hand: bool = False
    tagged: bool = False


@cache
def profiles() -> tuple[Profile, ...]:
    """Return the shipped profiles in the table's order."""
    table = load(_TABLE.read_text(encoding="utf-8"), file=_TABLE.name).value
    return tuple(_profile(name, row) for name, row in table.items())


def profile(name: str) -> Profile | None:
    """Return the profile called `name`, or None."""
    return next((one for one in profiles() if one.name == name), None)


def profile_unknown(name: str, position: Position, *, cause: Exit = Exit.INPUT) -> Problem:
    """Return the problem of a way of printing that nobody has."""
    known = tuple(one.name for one in profiles())
    near = get_close_matches(name.lower(), known, n=1)
    meant = f"Did you mean `{near[0]}`? " if near else ""
    return Problem(
        code="profile-unknown",
        message=f"There is no profile `{name}`.",
        hint=f"{meant}Known are: {', '.join(known)}.",
        position=position,
        exit=cause,
    )


def _profile(name: str, row: dict[str, object]) -> Profile:
    return Profile(**{"name": name, **row, "copier": tuple(row["copier"])})  # type: ignore[arg-type]
