"""Which letters a face has, and whose glyph a letter gets from a list of faces."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

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
    found = dict.fromkeys(unicodedata.normalize("NFC", text))
    if faces and letters(faces[0]).issuperset(found):
        return ()
    return tuple(one for one in found if not any(_draws(has, one) for has in faces))


def covers(face: Face, text: str) -> bool:
    """Return whether `face` alone can draw all of `text`."""
    return not missing(text, (face,))


@cache
def letters(face: Face) -> frozenset[str]:
    """Return every letter that `face` has a glyph for."""
    return frozenset(map(chr, loaded(face.path).face.unicodes))


def owner(letter: str, faces: Sequence[Face]) -> Face | None:
    """Return the first of `faces` with a glyph for `letter`, as Pango chooses, or None."""
    return next((one for one in faces if letter in letters(one)), None)


@lru_cache(maxsize=1000)
def has_feature(face: Face, tag: str, script: str) -> bool:
    """Return whether `face` has the OpenType feature `tag` for `script` (ISO 15924, or empty)."""
    font = loaded(face.path).face
    known = font.get_table_script_tags("GSUB")
    used = next((one for one in (script.lower(), "DFLT", "dflt", "latn") if one in known), None)
    return used is not None and tag in font.get_language_feature_tags("GSUB", known.index(used))


def split_words(text: str, faces: Sequence[Face]) -> tuple[str, ...]:
    """Return the words whose letters would come from two of `faces`, each once, as they come.

    Faces are given in CSS order. A word is letters and their accents: signs and digits beside
    it may be another face's, since scripts of their own have faces without them.
    """
    words = re.findall(r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u2060\u200c\u200d])+", text)
    return tuple(word for word in dict.fromkeys(words) if len(_owners(word, faces)) > 1)


def _draws(face: Face, letter: str) -> bool:
    has = letters(face)
    if letter in has or letter.isspace() or _ignorable(letter):
        return True
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > 1 and has.issuperset(parts)


def _ignorable(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _IGNORABLE)


def _owners(word: str, faces: Sequence[Face]) -> set[Face]:
    found = (owner(letter, faces) for letter in word if not _ignorable(letter))
    return {one for one in found if one}
