"""The coarse line screen that stands for a tint: solid lines that every copier keeps."""

import math

from pikepdf import Array, Dictionary, Name, Pdf, Stream

# 30 lines to the inch, at 45°: coarse enough to live through copies of copies, and never in step
# with an upright or level rule, which becomes a dotted one and does not vanish.
_PITCH = 72 / 30
_SIN = math.sqrt(0.5)
# One cell is longer than any page, so that lines have no seams.
_LENGTH = 4000


def name(percent: int) -> Name:
    """Return what the screen is called in a page's resources."""
    return Name(f"/Lines{percent}")


def screen(pdf: Pdf, percent: int) -> Stream:
    """Return a pattern of lines that cover `percent` of the ground, black on white paper."""
    width = _PITCH * percent / 100
    left, half = (_PITCH - width) / 2, _LENGTH / 2
    cell = Array([0, -half, round(_PITCH, 4), half])
    white = f"1 g 0 {-half:g} {_PITCH:g} {_LENGTH} re f"
    black = f"0 g {left:.4f} {-half:g} {width:.4f} {_LENGTH} re f"
    return Stream(
        pdf,
        f"{white} {black}".encode(),
        Dictionary(
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=cell,
            XStep=round(_PITCH, 4),
            YStep=_LENGTH,
            Matrix=Array([round(_SIN, 6), round(_SIN, 6), round(-_SIN, 6), round(_SIN, 6), 0, 0]),
            Resources=Dictionary(),
        ),
    )
