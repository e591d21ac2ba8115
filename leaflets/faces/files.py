"""The shipped font files: what they are called and how they are proportioned."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import uharfbuzz as hb

from leaflets.problems import Exit, LeafletsError, Problem
from leaflets.shipped import folder

# CSS weight → fontconfig's own (FcWeightFromOpenType), by which the engine chooses a face.
_WEIGHTS = {
    100: 0,
    200: 40,
    300: 50,
    350: 55,
    380: 75,
    400: 80,
    500: 100,
    600: 180,
    700: 200,
    800: 205,
    900: 210,
    1000: 215,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file under the name that layouts and CSS know it by.

    Attributes:
        name: As in a contract: "Literata 500", "Literata 400 italic".
        family: The CSS font-family.
        weight: 100 to 900.
        style: "normal" or "italic".
        path: The file.
    """

    name: str
    family: str
    weight: int
    style: str
    path: Path

    def __hash__(self) -> int:
        """Return a hash of the name, which is a face's own: faces are keys by the million."""
        return hash(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """A face's proportions in em; `ascent` and `descent` (positive) are those the engine uses.

    Attributes:
        ascent, descent: From hhea, or OS/2 typo where the face asks for it.
        cap, x: Height of H and of x, by their ink, or what the file says where it has neither.
        has_capitals: Whether it has H; without, `cap` and `x` say little about its letters.
    """

    ascent: float
    descent: float
    cap: float
    x: float
    has_capitals: bool

    @property
    def centre(self) -> float:
        """Baseline below the top of a box whose line-height is 0, in em."""
        return (self.ascent - self.descent) / 2


@cache
def known() -> tuple[Face, ...]:
    """Return the shipped faces by family, weight and style; LeafletsError if there are none."""
    fonts = folder("fonts")
    found = [_read(path) for path in fonts.glob("*.[to]tf")]
    if not found:
        raise LeafletsError(
            Problem(
                code="fonts-missing",
                message="The fonts that belong to leaflets are not there: its folder fonts/ is "
                "missing or empty.",
                hint="Install leaflets again; a checkout needs its folder fonts/ beside leaflets/.",
                exit=Exit.MACHINE,
            )
        )
    return tuple(sorted(found, key=lambda face: (face.family, face.weight, face.style)))


def face(name: str) -> Face | None:
    """Return the shipped face called `name`, or None."""
    return next((one for one in known() if one.name == name), None)


@lru_cache(maxsize=10_000)
def nearest(family: str, weight: int, style: str) -> Face | None:
    """Return the face that CSS gets for `family`, `weight` and `style`; None: no such family.

    As fontconfig chooses for the engine: by its own scale of weights, the lighter of two as near.
    """
    family_faces = [one for one in known() if one.family == family]
    return min(
        family_faces,
        key=lambda one: (one.style != style, abs(_bold(one.weight) - _bold(weight)), one.weight),
        default=None,
    )


@cache
def metrics(face: Face) -> Metrics:
    """Return the proportions of `face`."""
    font = loaded(face.path)
    upem = font.face.upem
    lines = font.get_font_extents("ltr")
    return Metrics(
        ascent=lines.ascender / upem,
        descent=-lines.descender / upem,
        cap=_height(font, "H", hb.OTMetricsTag.CAP_HEIGHT),
        x=_height(font, "x", hb.OTMetricsTag.X_HEIGHT),
        has_capitals=bool(font.get_nominal_glyph(ord("H"))),
    )


@cache
def loaded(path: Path) -> hb.Font:
    """Return the HarfBuzz font of a file, in its own units."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def _read(path: Path) -> Face:
    font = loaded(path)
    # Name 16 is the family for all weights, name 1 that of four at most.
    family = font.face.get_name(16) or font.face.get_name(1)
    weight = round(font.get_style_value(hb.StyleTag.WEIGHT))
    italic = font.get_style_value(hb.StyleTag.ITALIC) > 0
    name = f"{family} {weight}" + (" italic" if italic else "")
    style = "italic" if italic else "normal"
    return Face(name=name, family=family, weight=weight, style=style, path=path)


def _bold(weight: int) -> float:
    """Return a CSS weight on fontconfig's scale."""
    steps = list(_WEIGHTS.items())
    for (light, low), (heavy, high) in pairwise(steps):
        if light <= weight <= heavy:
            return low + (high - low) * (weight - light) / (heavy - light)
    return steps[0][1] if weight < steps[0][0] else steps[-1][1]


def _height(font: hb.Font, letter: str, metric: hb.OTMetricsTag) -> float:
    glyph = font.get_nominal_glyph(ord(letter))
    if not glyph:
        return float(font.get_metric_position_with_fallback(metric) / font.face.upem)
    return float(font.get_glyph_extents(glyph).y_bearing / font.face.upem)
