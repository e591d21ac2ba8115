"""Text as the engine's Pango places it, in its own whole units: 1/1024 px.

What is rounded here is rounded as there, so that what is set from it is what the engine sets.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from leaflets.faces.files import Face, loaded
from leaflets.faces.shaping import PANGO_UNITS, PT_PER_PX, Shaping, spoken
from leaflets.faces.subset import thousandths

# Pango's number for a glyph that draws nothing: zero-width spaces and joiners.
NOTHING = 0x0FFFFFFF
_LIGATURES = ("liga", "clig", "dlig", "hlig")
# A named tuple's own constructor takes twice as long, and there is one for every letter.
_new = tuple.__new__


class Piece(NamedTuple):
    """A part of a line that is shaped by itself: [start, end) in one face and one script."""

    start: int
    end: int
    face: Face
    script: str


class Unit(NamedTuple):
    """A glyph in visual order; `cluster` is its first character's index, y goes up."""

    number: int
    cluster: int
    advance: int
    x: int
    y: int


def units(text: str, piece: Piece, shaping: Shaping) -> tuple[Unit, ...]:
    """Return the glyphs of a piece of `text`, without letter-spacing.

    Where there is letter-spacing ligatures are off, whatever the features say.
    """
    buffer = hb.Buffer()
    buffer.add_str(text, piece.start, piece.end - piece.start)
    if piece.script:
        buffer.script = piece.script
    buffer.guess_segment_properties()
    # As Pango: each character its own cluster, so that each is spaced.
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.invisible_glyph = NOTHING
    if shaping.language:
        buffer.language = spoken(shaping.language, piece.script)
    loose = dict.fromkeys(_LIGATURES, 0) if shaping.spacing else {}
    font = _font(piece.face, size_units(shaping.size))
    hb.shape(font, buffer, {**dict(shaping.features), **loose})
    places = [place.position for place in buffer.glyph_positions]
    return tuple(
        [
            _new(Unit, (info.codepoint, info.cluster, advance, x, y))
            for info, (x, y, advance, _) in zip(buffer.glyph_infos, places, strict=True)
        ]
    )


def size_units(size: float) -> int:
    """Return a type size in pt, cut to Pango's units as the engine cuts it."""
    return int(size / PT_PER_PX * PANGO_UNITS)


@cache
def widths(face: Face) -> Mapping[int, int]:
    """Return each glyph's width in 1/1000 em, as PDF notes it."""
    return _Widths(face)


@lru_cache(maxsize=1000)
def reach(face: Face, size: int) -> tuple[int, int]:
    """Return how far lines of `face` reach above and below the baseline at `size`, in units."""
    extents = _font(face, size).get_font_extents("ltr")
    return extents.ascender, -extents.descender


class _Widths(dict[int, int]):
    """Widths by glyph number, each worked out when it is first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, number: int) -> int:
        width = self[number] = thousandths(self._face, number)
        return width


@lru_cache(maxsize=1000)
def _font(face: Face, size: int) -> hb.Font:
    font = hb.Font(loaded(face.path).face)
    font.scale = (size, size)
    return font
