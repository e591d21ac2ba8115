"""Lines of one face and size over each other: how close they stand, and where each one lies."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import floor

from leaflets.faces import Face, Shaping, metrics, shape
from leaflets.model.material import Set, SetLine
from leaflets.setting.ink import Ink, body, ink
from leaflets.units import from_pt, to_pt

# Two inks that stand over each other keep this far apart, in em, down and across.
_CLEARANCE = 0.035
_ASIDE = 0.04
# Sizes and places are written to a thousandth; sizes are cut, so that nothing grows.
_THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How lines are set; `gap` is the air above a capital in em, `rtl` sets them flush right."""

    face: Face
    language: str
    gap: float
    rtl: bool

    def ink(self, text: str) -> Ink:
        """Return the ink of a line; in right-to-left text no quotation mark hangs."""
        return ink(text, self.face, self.language, hangs=not self.rtl)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Lines over each other, in em.

    Attributes:
        lines: As drawn, without spaces at their ends.
        spaced: Which of them a word space follows.
        width: Of the widest, between its optical edges.
        pitch: Baseline to baseline.
        rise: From the top of the ink to the first baseline.
        fall: From the last baseline to the foot; a comma may hang out.
    """

    lines: tuple[str, ...]
    spaced: tuple[bool, ...]
    width: float
    pitch: float
    rise: float
    fall: float

    @property
    def height(self) -> float:
        """Return the height from the top of the ink to the foot."""
        return self.rise + self.pitch * (len(self.lines) - 1) + self.fall


def stacked(lines: tuple[str, ...], spaced: tuple[bool, ...], manner: Manner) -> Stack:
    """Return `lines` stacked: one pitch for all, the least at which no two inks touch.

    Uneven pitches look worse than one that is wide for the sake of an accent.
    """
    inks = tuple(manner.ink(line) for line in lines)
    pitch = body(manner.face, inks) + manner.gap
    for above, below in pairwise(lines):
        pitch = max(pitch, _apart(above, below, manner))
    last = len(lines) - 1
    return Stack(
        lines=lines,
        spaced=spaced,
        width=max(one.width for one in inks),
        pitch=pitch,
        rise=max(one.top - index * pitch for index, one in enumerate(inks)),
        fall=max(one.fall - (last - index) * pitch for index, one in enumerate(inks)),
    )


def placed(stack: Stack, size: float, box: tuple[float, float], stand: str, manner: Manner) -> Set:
    """Return the stack at `size` mm to the em in `box` (width, height in mm).

    `stand` is top, middle or bottom. The lines' ink is even on the left, opening quotation marks
    outside; right-to-left lines are even on the right.
    """
    points = floor(to_pt(size) * _THOUSANDTHS + 1e-6) / _THOUSANDTHS
    size = from_pt(points)
    height = stack.height * size
    top = {"top": 0.0, "middle": (box[1] - height) / 2, "bottom": box[1] - height}[stand]
    first = top + stack.rise * size
    lines = tuple(
        _line(text + " " * spaced, points, (box[0], first + index * stack.pitch * size), manner)
        for index, (text, spaced) in enumerate(zip(stack.lines, stack.spaced, strict=True))
    )
    return Set(lines=lines, width=box[0], height=height, size=points)


@lru_cache(maxsize=20_000)
def _apart(above: str, below: str, manner: Manner) -> float:
    """Return how far two baselines must stand apart so that the inks between them do not touch."""
    upper, lower = manner.ink(above), manner.ink(below)
    shift = upper.width - lower.width if manner.rtl else 0.0
    return max(
        (
            top - bottom + _CLEARANCE
            for left, right, _, bottom in upper.boxes
            for start, end, top, _ in lower.boxes
            if start - _ASIDE < right - shift and end + _ASIDE > left - shift
        ),
        default=0.0,
    )


def _line(text: str, points: float, corner: tuple[float, float], manner: Manner) -> SetLine:
    """Return one line; `corner` is the box's right edge and the line's baseline."""
    black, size, (edge, baseline) = manner.ink(text.rstrip(" ")), from_pt(points), corner
    pen = edge - black.right * size if manner.rtl else -(black.left + black.hang) * size
    # In right-to-left text the word space stands to the left of the line.
    space = _space(manner) * size if manner.rtl and text.endswith(" ") else 0.0
    left, top = pen - space, baseline - metrics(manner.face).centre * size
    face = manner.face
    return SetLine(
        text=text,
        style=f"left:{left:.3f}mm;top:{top:.3f}mm;"
        f"font:{face.style} {face.weight} {points:.3f}pt/0 '{face.family}'",
        x=left,
        y=baseline,
        size=points,
        ink=(
            pen + black.left * size,
            baseline - black.top * size,
            pen + black.right * size,
            baseline - black.bottom * size,
        ),
        face=face.name,
    )


def _space(manner: Manner) -> float:
    return shape(" ", manner.face, Shaping(language=manner.language)).advance
