"""Faces cut to what they are needed for: the glyphs of an alphabet, or those of one page."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import uharfbuzz as hb

from leaflets.faces.coverage import owner
from leaflets.faces.files import Face, loaded

# Layout tables only serve shaping, which is over when a page is drawn.
_NEEDLESS = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "STAT", "kern")
# Letter groups that faces draw as one glyph.
_JOINED = (
    "ff", "fi", "fl", "ffi", "ffl", "fj", "ffj", "ft", "tt", "fb", "fh", "fk", "fí", "ffb", "ffh",
    "ffk", "fft", "Th", "її",
)  # fmt: skip


@lru_cache(maxsize=64)
def alphabet(
    face: Face, letters: str, features: tuple[tuple[str, int], ...] = ()
) -> Mapping[int, str]:
    """Return the glyphs that `face` draws `letters` with, each with its text.

    Looked for are single letters and the usual ligatures, plain and with `features`.
    """
    font = loaded(face.path)
    own = [letter for letter in letters if owner(letter, (face,))]
    found: dict[int, str] = {}
    for wanted in ({}, dict(features)):
        for text in (*own, *(one for one in _JOINED if set(one) <= set(own))):
            buffer = hb.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            hb.shape(font, buffer, wanted)
            infos = buffer.glyph_infos
            if len(infos) == 1 and infos[0].codepoint:
                found.setdefault(infos[0].codepoint, text)
    return dict(sorted(found.items()))


@lru_cache(maxsize=256)
def cut(face: Face, glyphs: frozenset[int]) -> bytes:
    """Return the font file with these glyphs alone, under their own numbers."""
    return cut_file(hb.Face(loaded(face.path).face.blob), glyphs)


def cut_file(font: hb.Face, glyphs: Iterable[int]) -> bytes:
    """Return a font of HarfBuzz's with these glyphs alone, under their own numbers."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    wanted.glyph_set.update(glyphs)
    for tag in _NEEDLESS:
        wanted.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    return bytes(hb.subset(font, wanted).blob.data)


@lru_cache(maxsize=100_000)
def thousandths(face: Face, glyph: int) -> int:
    """Return the width of a glyph in 1/1000 em, as PDF notes it; 0 for one the face lacks."""
    font = loaded(face.path)
    width: float = font.get_glyph_h_advance(glyph) * 1000 / font.face.upem
    return round(width)


def proportions(face: Face) -> tuple[int, int]:
    """Return ascent and descent (negative) in 1/1000 em."""
    font = loaded(face.path)
    lines, upem = font.get_font_extents("ltr"), font.face.upem
    return round(lines.ascender * 1000 / upem), round(lines.descender * 1000 / upem)
