"""Text that does not fit, as a value: how much is missing, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a text could not be set."""

    TOO_LONG = "too-long"
    TOO_MANY_LINES = "too-many-lines"
    WORD_TOO_WIDE = "word-too-wide"
    NOT_COVERED = "not-covered"
    JOINED_SCRIPT = "joined-script"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overset:
    """How much a text lacks at the smallest size it may have.

    Attributes:
        mm: Missing height; missing width where a word is too wide; the length of the lines that
            are too many for a field; 0 where room is not the matter.
        characters: About how many are too many.
        reason: Why.
    """

    mm: float
    characters: int
    reason: Reason
