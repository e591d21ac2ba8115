"""Which letters a face has, and whose glyph a letter gets from a list of faces."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from leaflets.faces.files import Face, loaded

# What HarfBuzz draws as nothing when a face lacks it: default-ignorable code points, UAX #44.
_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x17B4, 0x17B5),
    (0x180B, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0000, 0xE0FFF),
)


def missing(text: str, faces: Sequence[Face]) -> tuple[str, ...]:
    """Return the letters of `text` that none of `faces` can draw, each once, as they come.

    White space and characters that draw nothing need no face. The text is taken in NFC; a
    letter that a face lacks but builds from its parts counts as drawn.
    """
    letters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return tuple(one for one in letters if not any(_draws(has.path, one) for has in faces))


def covers(face: Face, text: str) -> bool:
    """Return whether `face` alone can draw all of `text`."""
    return not missing(text, (face,))


def owner(letter: str, faces: Sequence[Face]) -> Face | None:
    """Return the first of `faces` with a glyph for `letter`, as Pango chooses, or None."""
    return next((one for one in faces if _has(one.path, letter)), None)


def split_words(text: str, faces: Sequence[Face]) -> tuple[str, ...]:
    """Return the words whose letters would come from two of `faces`, each once, as they come.

    Faces are given in CSS order. A word is letters and their accents: signs and digits beside
    it may be another face's, since scripts of their own have faces without them.
    """
    words = re.findall(r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u2060\u200c\u200d])+", text)
    return tuple(word for word in dict.fromkeys(words) if len(_owners(word, faces)) > 1)


@lru_cache(maxsize=20_000)
def _draws(path: Path, letter: str) -> bool:
    if _has(path, letter) or letter.isspace() or _ignorable(letter):
        return True
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > 1 and all(_has(path, part) for part in parts)


def _has(path: Path, letter: str) -> bool:
    return bool(loaded(path).get_nominal_glyph(ord(letter)))


def _ignorable(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _IGNORABLE)


def _owners(word: str, faces: Sequence[Face]) -> set[Face]:
    found = (owner(letter, faces) for letter in word if not _ignorable(letter))
    return {one for one in found if one}
