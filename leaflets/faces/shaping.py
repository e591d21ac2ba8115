"""Text as glyphs, by HarfBuzz; where lines may break, by Pango, which is loaded only when asked."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from leaflets.faces.files import Face, loaded
from leaflets.faces.loading import load

PT_PER_PX = 0.75
# Pango counts in 1/1024 px, and so must whoever wants its line breaks.
PANGO_UNITS = 1024
# Languages that Pango knows not to be written in Latin letters; their Latin words are shaped as
# English ones. Only these matter: no other script's features differ by language in such a case.
_NOT_LATIN = (
    " ab am ar as av ba be bg bh bho bn bo bua byn ce chm chr cu dv dz el fa gez gu he hi hy ik iu "
    "ja ka kaa kk km kn ko kok ks kum kv ky lez lo mai mk ml mr my ne or os pa ru sa sah sat sd "
    "sel si sid sr syr ta te tg th tig tt tyv ug uk ur wal yi "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaping:
    """How text is shaped.

    Attributes:
        size: In pt, cut to Pango's units as the engine cuts it; 0 gives lengths in em, exactly.
        spacing: Letter-spacing, in pt (em where size is 0); it switches ligatures off, as CSS does.
        language: BCP 47.
        script: ISO 15924; empty lets HarfBuzz guess script and direction.
        features: OpenType features, as (tag, value).
    """

    size: float = 0.0
    spacing: float = 0.0
    language: str = ""
    script: str = ""
    features: tuple[tuple[str, int], ...] = ()


class Glyph(NamedTuple):
    """A glyph as it is drawn, left to right; lengths from the text's pen start, y up.

    `cluster` is the index of its first character; a glyph without ink has an empty box.
    """

    number: int
    cluster: int
    advance: float
    left: float
    bottom: float
    right: float
    top: float


class Shaped(NamedTuple):
    """Shaped text: its advance (a letter-space after each cluster included) and its glyphs."""

    advance: float
    glyphs: tuple[Glyph, ...]


@lru_cache(maxsize=50_000)
def shape(text: str, face: Face, shaping: Shaping = Shaping()) -> Shaped:
    """Return `text` as glyphs of `face`, in visual order; lengths in pt, or em where size is 0."""
    font, unit = _scaled(face.path, shaping.size)
    spacing = _spacing(shaping, unit)
    infos, places = _set(text, font, shaping)
    pen, glyphs = 0.0, []
    for info, place, spaced in zip(infos, places, _spaced(text, infos), strict=True):
        box = font.get_glyph_extents(info.codepoint)
        x = pen + (place.x_offset + box.x_bearing) * unit
        y = (place.y_offset + box.y_bearing) * unit
        right, bottom = x + box.width * unit, y + box.height * unit
        step = place.x_advance * unit + spacing * spaced
        glyphs.append(Glyph(info.codepoint, info.cluster, step, x, bottom, right, y))
        pen += step
    return Shaped(pen, tuple(glyphs))


def advance(text: str, face: Face, shaping: Shaping) -> float:
    """Return the advance that `shape` would, in a fraction of its time."""
    font, unit = _scaled(face.path, shaping.size)
    infos, places = _set(text, font, shaping)
    bare = float(sum(place.x_advance for place in places) * unit)
    if not shaping.spacing:
        return bare
    return bare + _spacing(shaping, unit) * sum(_spaced(text, infos))


@cache
def script(letter: str) -> str:
    """Return the script of `letter` (ISO 15924), empty for what all scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(letter)
    buffer.guess_segment_properties()
    return buffer.script or ""


@lru_cache(maxsize=1000)
def spoken(language: str, script: str) -> str:
    """Return the language that Pango shapes a run of `script` (ISO 15924) in.

    Kazakh has rules of its own for Latin letters, but Pango takes a Latin word in a Kazakh text
    for an English one.
    """
    foreign = script == "Latn" and f" {language.partition('-')[0].lower()} " in _NOT_LATIN
    return "en" if foreign else language


def capitals(text: str, language: str) -> str:
    """Return `text` as the engine draws it under `text-transform: uppercase`.

    Less exact than leaflets.language.case.upper, which is for texts that we upper-case ourselves.
    """
    load()
    from weasyprint.formatting_structure.text import uppercase

    return str(uppercase(text, language.partition("-")[0].lower()))


def breaks(text: str, language: str) -> tuple[int, ...]:
    """Return the indices in `text` before which Pango may begin a new line, the ends left out."""
    load()
    from weasyprint.text.line_break import get_log_attrs

    attributes = get_log_attrs(text, language or None)
    return tuple(index for index in range(1, len(text)) if attributes[index].is_line_break)


@lru_cache(maxsize=1000)
def _scaled(path: Path, size: float) -> tuple[hb.Font, float]:
    """Return the face at `size` pt, and how long one of its units is, in pt (or em)."""
    font = loaded(path)
    if not size:
        return font, 1 / font.face.upem
    scaled = hb.Font(font.face)
    units = int(size / PT_PER_PX * PANGO_UNITS)
    scaled.scale = (units, units)
    return scaled, PT_PER_PX / PANGO_UNITS


def _set(
    text: str, font: hb.Font, shaping: Shaping
) -> tuple[Sequence[hb.GlyphInfo], Sequence[hb.GlyphPosition]]:
    if not text:
        return (), ()
    buffer = _buffer(text, shaping)
    loose = {"liga": False, "clig": False} if shaping.spacing else {}
    hb.shape(font, buffer, {**dict(shaping.features), **loose})
    return buffer.glyph_infos, buffer.glyph_positions


def _spaced(text: str, infos: Sequence[hb.GlyphInfo]) -> list[bool]:
    """Return after which glyphs a letter-space stands: once a letter, and, as Pango, no accent."""
    clusters = [info.cluster for info in infos]
    return [
        cluster != after and not unicodedata.combining(text[cluster])
        for cluster, after in zip(clusters, [*clusters[1:], -1], strict=False)
    ]


def _spacing(shaping: Shaping, unit: float) -> float:
    """Return the letter-spacing, cut towards zero to whole units as the engine cuts it."""
    if not shaping.size:
        return shaping.spacing
    return int(shaping.spacing / unit) * unit


def _buffer(text: str, shaping: Shaping) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    if shaping.script:
        buffer.script = shaping.script
    buffer.guess_segment_properties()
    # As Pango: each character its own cluster, so that each is spaced.
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    if shaping.language:
        buffer.language = spoken(shaping.language, buffer.script or "")
    return buffer
