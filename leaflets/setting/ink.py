"""Where a line of display type is black, in em: for lines placed by what the eye sees."""

from dataclasses import dataclass
from functools import lru_cache

from leaflets.faces import Face, Glyph, Shaping, metrics, shape

# Marks that stand out to the left of an even edge.
OPENING = "«„“‘‚‹\"'"
# What may reach below a box that the line stands on: a comma, and the overshoot of round letters.
_LOW_MARKS = ",;"
_LOW_MARK_FALL = 0.25
# In em: a pair of quotation marks in a large headline would hang out of a plane or off the paper.
_FURTHEST_HANG = 0.15
_OVERSHOOT = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A line's ink in em; x from the pen, y up from the baseline.

    Attributes:
        left, right, top, bottom: Its box; all 0 for a line without ink.
        hang: How far opening quotation marks stand out to the left of the first letter.
        fall: How far letters reach below the baseline, not counting what may hang out of a box.
        boxes: (left, right, top, bottom) of each glyph, from the line's optical left edge.
    """

    left: float
    right: float
    top: float
    bottom: float
    hang: float
    fall: float
    boxes: tuple[tuple[float, float, float, float], ...]

    @property
    def width(self) -> float:
        """Return the width between the optical edges."""
        return self.right - self.left - self.hang


@lru_cache(maxsize=20_000)
def ink(text: str, face: Face, language: str, *, hangs: bool = True, spacing: float = 0.0) -> Ink:
    """Return the ink of `text` on one line.

    `hangs`: opening quotation marks stand out; `spacing`: letter-spacing in em.
    """
    glyphs = shape(text, face, Shaping(language=language, spacing=spacing)).glyphs
    inked = [glyph for glyph in glyphs if glyph.right > glyph.left]
    if not inked:
        return Ink(left=0, right=0, top=0, bottom=0, hang=0, fall=0, boxes=())
    left = min(glyph.left for glyph in inked)
    hang = _hang(text, inked, left) if hangs else 0.0
    edge = left + hang
    return Ink(
        left=left,
        right=max(glyph.right for glyph in inked),
        top=max(glyph.top for glyph in inked),
        bottom=min(glyph.bottom for glyph in inked),
        hang=hang,
        fall=max(0.0, *(_fall(text, glyph) for glyph in inked)),
        boxes=tuple(
            (glyph.left - edge, glyph.right - edge, glyph.top, glyph.bottom) for glyph in inked
        ),
    )


def body(face: Face, lines: tuple[Ink, ...]) -> float:
    """Return the height in em that lines are spaced by: the capitals', or the tallest ink's.

    A face without capitals gives no cap height that means anything.
    """
    if metrics(face).has_capitals:
        return metrics(face).cap
    return max((line.top for line in lines), default=0.0)


def _hang(text: str, inked: list[Glyph], left: float) -> float:
    marks = len(text) - len(text.lstrip(OPENING))
    first = next((glyph for glyph in inked if glyph.cluster >= marks), None)
    return min(_FURTHEST_HANG, max(0.0, first.left - left)) if marks and first else 0.0


def _fall(text: str, glyph: Glyph) -> float:
    allowed = _LOW_MARK_FALL if text[glyph.cluster] in _LOW_MARKS else _OVERSHOOT
    # Overshoot hangs out; a tail is kept in whole.
    return 0.0 if -glyph.bottom <= allowed else -glyph.bottom
