"""A display text as pieces that may not be divided, and what it costs to break between them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

SOFT = "\u00ad"
_GAPS = re.compile(r"[ \t\n]+")
# A compound may end a line at its hyphen if both parts are words; a word joiner holds.
_COMPOUND = re.compile(r"(?<=[^\W\d_]{4}-)(?=[^\W\d_]{4})")
# An address may be cut behind a slash: nothing is added that one might type.
_SLASH = re.compile(r"(?<=[^/]/)(?=[^/])")
_NO_BREAK_SPACES = re.compile("[ \u00a0\u202f\u2007]")
_QUOTES_AND_STOPS = "«»„“”‘’‚‹›\"'()[]—–-,.:;!?…"

# All costs are in one currency: the share of the type size one would give up to avoid the break.
_LOOSE_END = 0.09
_PATTERN_CUT = 0.14
_AUTHOR_CUT = 0.06
_SHORT_PIECE = 0.10
_ONE_LETTER = 0.6
_FEW_LETTERS = 0.16
_DASH_FIRST = 0.5
_SENSE_END = -0.03


class After(Enum):
    """What follows a piece.

    The end; a space; nothing, where the word has a hyphen of its own; a hyphen that is added
    where the author allowed it, or where the patterns do.
    """

    END = 0
    SPACE = 1
    NOTHING = 2
    AUTHOR = 3
    PATTERN = 4


_ADDED = (After.AUTHOR, After.PATTERN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An undivided piece of text; `plain` is it before upper-casing."""

    text: str
    plain: str
    after: After


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A text in pieces; `loose` are the words that do not like to end a line."""

    pieces: tuple[Piece, ...]
    loose: frozenset[str]

    def line(self, start: int, end: int) -> str:
        """Return the pieces from `start` up to `end` as one line, with its hyphen if it is cut."""
        return _joined([(one.text, one.after) for one in self.pieces[start:end]])

    def cut(self, end: int) -> bool:
        """Return whether a line that ends before piece `end` ends in an added hyphen."""
        return self.pieces[end - 1].after in _ADDED

    def spaced(self, end: int) -> bool:
        """Return whether a word space follows a line that ends before piece `end`."""
        return self.pieces[end - 1].after is After.SPACE

    def cost(self, start: int, end: int) -> float:
        """Return what the line from `start` up to `end` costs whatever its width."""
        pieces = self.pieces[start:end]
        text = _joined([(one.plain, one.after) for one in pieces])
        cost = _DASH_FIRST if start and text[0] in "—–" else 0.0
        cost += self._shortness(text)
        if end == len(self.pieces):
            return cost
        if text.endswith((".", "!", "?", "…", ":", ";", ",")):
            cost += _SENSE_END
        return cost + (self._loose_end(text) if self.spaced(end) else self._cut_cost(end))

    def _shortness(self, text: str) -> float:
        letters = sum(letter.isalpha() for letter in text)
        if letters <= 1 and len(self.pieces) > 1:
            return _ONE_LETTER
        return _FEW_LETTERS if letters <= 3 and len(self.pieces) > 2 else 0.0  # noqa: PLR2004

    def _cut_cost(self, end: int) -> float:
        left, right = self.pieces[end - 1], self.pieces[end]
        cost = _PATTERN_CUT if left.after is After.PATTERN else _AUTHOR_CUT
        return cost + _SHORT_PIECE * (min(len(left.text), len(right.text)) < 3)  # noqa: PLR2004

    def _loose_end(self, text: str) -> float:
        word = _NO_BREAK_SPACES.split(text)[-1].strip(_QUOTES_AND_STOPS).lower()
        return _LOOSE_END if word in self.loose else 0.0


def words(text: str) -> list[str]:
    """Return `text` cut at its spaces; a no-break space holds."""
    return [word for word in _GAPS.split(text) if word.strip(SOFT)]


def whole(text: str, upper: Callable[[str], str], loose: frozenset[str]) -> Copy:
    """Return `text` with no word cut; `upper` is how it is drawn."""
    pieces = [(word.replace(SOFT, ""), After.SPACE) for word in words(text)]
    return _copy(pieces, upper, loose)


def cut(
    text: str, softened: Callable[[str], str], upper: Callable[[str], str], loose: frozenset[str]
) -> Copy:
    """Return `text` with its words cut where the author's soft hyphens allow it, or the patterns.

    `softened` puts the patterns' soft hyphens into a word. A word with hyphens of its author is
    cut only there: patterns cut compounds at any syllable.
    """
    pieces: list[tuple[str, After]] = []
    for word in words(text):
        for part in _COMPOUND.split(word):
            pieces += _cut(part, softened)
            pieces[-1] = (pieces[-1][0], After.NOTHING)
        pieces[-1] = (pieces[-1][0], After.SPACE)
    return _copy(pieces, upper, loose)


def address(text: str, upper: Callable[[str], str]) -> Copy:
    """Return a link as it is printed, in pieces that end in slashes."""
    pieces = [(part, After.NOTHING) for part in _SLASH.split(text.replace(SOFT, "")) if part]
    return _copy(pieces, upper, frozenset())


def _cut(word: str, softened: Callable[[str], str]) -> list[tuple[str, After]]:
    authored = SOFT in word.strip(SOFT)
    parts = [part for part in (word if authored else softened(word)).split(SOFT) if part]
    return [(part, After.AUTHOR if authored else After.PATTERN) for part in parts]


def _copy(
    pieces: list[tuple[str, After]], upper: Callable[[str], str], loose: frozenset[str]
) -> Copy:
    if pieces:
        pieces[-1] = (pieces[-1][0], After.END)
    made = (Piece(text=upper(text), plain=text, after=after) for text, after in pieces)
    return Copy(pieces=tuple(made), loose=loose)


def _joined(parts: list[tuple[str, After]]) -> str:
    text = "".join(part + (" " if after is After.SPACE else "") for part, after in parts)
    return text.rstrip(" ") + ("-" if parts[-1][1] in _ADDED else "")
