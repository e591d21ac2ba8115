"""Glyphs of a line with letter-spacing shared out among them as Pango shares it, in its units."""

import unicodedata
from functools import lru_cache

from leaflets.faces import PANGO_UNITS, PT_PER_PX, Face, Shaping, Unit, units
from leaflets.setting.runs import pieces
from leaflets.setting.type import Type

# A piece's glyphs, in the order of the text's pieces.
Strip = tuple[tuple[Face, tuple[Unit, ...]], ...]
# Joiners stand with the letter before them, as marks do.
_JOINERS = "\u200c\u200d"


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
    return tuple(found)


def tight(text: str, how: Type) -> Strip:
    """Return the glyphs of one line from left to right, no letter-spacing at its ends."""
    return _trimmed(text, loose(text, how), _units(how.spacing))


def hung(text: str, how: Type, end: int) -> int:
    """Return how wide a line of Pango's is that ends within `text`; a space at its end has none."""
    strip = loose(text, how, end)
    if text[end - 1].isspace():
        face, glyphs = strip[-1]
        bare = tuple(
            glyph._replace(advance=0) if glyph.cluster == end - 1 else glyph for glyph in glyphs
        )
        strip = (*strip[:-1], (face, bare))
    return extent(_trimmed(text, strip, _units(how.spacing)))


def extent(strip: Strip) -> int:
    """Return how wide glyphs are together."""
    return sum(glyph.advance for _, glyphs in strip for glyph in glyphs)


def _trimmed(text: str, strip: Strip, spacing: int) -> Strip:
    if is_backward(text):
        strip = strip[::-1]
    if not spacing:
        return strip
    left, right = _shares(spacing)
    last = len(strip) - 1
    made = []
    for index, (face, glyphs) in enumerate(strip):
        kept = glyphs
        # A piece that begins or ends with a glyph of no width loses its share there, too.
        if index == 0 or kept[0].advance == 0:
            kept = _padded(kept, range(len(kept)), -left, left=True)
        if index == last or kept[-1].advance == 0:
            kept = _padded(kept, range(len(kept) - 1, -1, -1), -right, left=False)
        made.append((face, kept))
    return tuple(made)


@lru_cache(maxsize=10_000)
def is_backward(text: str) -> bool:
    """Return whether `text` has letters of a script that runs from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


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
