"""Glyphs of a line with letter-spacing shared out among them as Pango shares it, in its units."""

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from leaflets.faces import PANGO_UNITS, PT_PER_PX, Face, Shaping, Unit, units
from leaflets.setting.runs import pieces
from leaflets.setting.type import Type

# Glyphs of one face after another.
Parts = tuple[tuple[Face, tuple[Unit, ...]], ...]
# Joiners stand with the letter before them, as marks do.
_JOINERS = "\u200c\u200d"


class Strip(NamedTuple):
    """Glyphs, piece by piece, and how wide they are together."""

    parts: Parts
    extent: int


@lru_cache(maxsize=2000)
def loose(text: str, how: Type, end: int | None = None) -> Strip:
    """Return the glyphs of `text` as Pango weighs them: spaced at both ends of every piece.

    With `end` those of its beginning, which is cut there as the whole text is cut into pieces.
    """
    spacing = _units(how.spacing)
    shaping = _shaping(how)
    found = []
    for piece in pieces(text, how.faces):
        if end is not None and piece.start >= end:
            break
        part = piece if end is None else piece._replace(end=min(piece.end, end))
        glyphs = units(text, part, shaping)
        found.append((part.face, _spread(text, glyphs, spacing) if spacing else glyphs))
    return _strip(tuple(found))


def tight(text: str, how: Type) -> Strip:
    """Return the glyphs of one line from left to right, no letter-spacing at its ends."""
    strip, spacing = loose(text, how), _units(how.spacing)
    if is_backward(text):
        strip = Strip(strip.parts[::-1], strip.extent)
    return _trimmed(strip.parts, spacing) if spacing else strip


def hung(text: str, how: Type, end: int) -> int:
    """Return how wide a line of Pango's is that ends within `text`; a space at its end has none."""
    parts = loose(text, how, end).parts
    if text[end - 1].isspace():
        face, glyphs = parts[-1]
        bare = tuple(
            glyph._replace(advance=0) if glyph.cluster == end - 1 else glyph for glyph in glyphs
        )
        parts = (*parts[:-1], (face, bare))
    parts = parts[::-1] if is_backward(text) else parts
    return _trimmed(parts, _units(how.spacing)).extent


def _strip(parts: Parts) -> Strip:
    return Strip(parts, sum([glyph.advance for _, glyphs in parts for glyph in glyphs]))


def _trimmed(parts: Parts, spacing: int) -> Strip:
    left, right = _shares(spacing)
    last = len(parts) - 1
    made = []
    for index, (face, glyphs) in enumerate(parts):
        kept = glyphs
        # A piece that begins or ends with a glyph of no width loses its share there, too.
        if index == 0 or kept[0].advance == 0:
            kept = _padded(kept, range(len(kept)), -left, left=True)
        if index == last or kept[-1].advance == 0:
            kept = _padded(kept, range(len(kept) - 1, -1, -1), -right, left=False)
        made.append((face, kept))
    return _strip(tuple(made))


@lru_cache(maxsize=10_000)
def is_backward(text: str) -> bool:
    """Return whether `text` has letters of a script that runs from right to left."""
    return not text.isascii() and any(map(_is_backward, set(text)))


@cache
def _is_backward(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


@lru_cache(maxsize=1000)
def _shaping(how: Type) -> Shaping:
    return Shaping(size=how.size, spacing=how.spacing, language=how.language, features=how.features)


def _units(spacing: float) -> int:
    return int(spacing / PT_PER_PX * PANGO_UNITS)


def _shares(spacing: int) -> tuple[int, int]:
    """Return what stands before and after a letter; whole px are not divided."""
    left = int(spacing / 2)
    if spacing % PANGO_UNITS == 0:
        left = (left + PANGO_UNITS // 2) // PANGO_UNITS * PANGO_UNITS
    return left, spacing - left


def _spread(text: str, glyphs: tuple[Unit, ...], spacing: int) -> tuple[Unit, ...]:
    left, right = _shares(spacing)
    backward = is_backward(text)
    clusters = [None, *(glyph.cluster for glyph in glyphs), None]
    made = []
    for glyph, previous, following in zip(glyphs, clusters, clusters[2:], strict=False):
        begins = previous not in (None, glyph.cluster)
        ends = following not in (None, glyph.cluster)
        if not is_mark(text[glyph.cluster]):
            advance = glyph.advance + left * begins + right * ends
            made.append(glyph._replace(advance=advance, x=glyph.x + left * begins))
        elif glyph.advance:
            made.append(glyph)
        else:
            made.append(glyph._replace(x=glyph.x + (left if backward else -right)))
    spread = _padded(tuple(made), range(len(made)), left, left=True)
    return _padded(spread, range(len(made) - 1, -1, -1), right, left=False)


def is_mark(letter: str) -> bool:
    """Return whether no letter-space stands before `letter`: accents and joiners."""
    return unicodedata.category(letter) in ("Mn", "Me") or letter in _JOINERS


def _padded(glyphs: tuple[Unit, ...], order: range, share: int, *, left: bool) -> tuple[Unit, ...]:
    """Return glyphs with a share added to the first of any width in this order."""
    index = next((one for one in order if glyphs[one].advance), None)
    if index is None:
        return glyphs
    glyph = glyphs[index]
    advance = max(0, glyph.advance + share)
    moved = glyph._replace(advance=advance, x=glyph.x + share * left)
    return (*glyphs[:index], moved, *glyphs[index + 1 :])
