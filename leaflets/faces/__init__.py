"""The shipped faces: what they are called, which letters they have, how wide text is in them."""

from leaflets.faces.coverage import covers, has_feature, letters, missing, owner, split_words
from leaflets.faces.files import Face, Metrics, face, known, metrics, nearest
from leaflets.faces.isolation import isolate
from leaflets.faces.loading import load
from leaflets.faces.pango import NOTHING, Piece, Unit, reach, size_units, units, widths
from leaflets.faces.shaping import (
    PANGO_UNITS,
    PT_PER_PX,
    Glyph,
    Shaped,
    Shaping,
    advance,
    breaks,
    capitals,
    script,
    shape,
    spoken,
)

__all__ = [
    "NOTHING",
    "PANGO_UNITS",
    "PT_PER_PX",
    "Face",
    "Glyph",
    "Metrics",
    "Piece",
    "Shaped",
    "Shaping",
    "Unit",
    "advance",
    "breaks",
    "capitals",
    "covers",
    "face",
    "has_feature",
    "isolate",
    "known",
    "letters",
    "load",
    "metrics",
    "missing",
    "nearest",
    "owner",
    "reach",
    "script",
    "shape",
    "size_units",
    "split_words",
    "spoken",
    "units",
    "widths",
]
