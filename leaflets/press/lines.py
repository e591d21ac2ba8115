"""The coarse line screen that stands for a tint: solid lines that every copier keeps."""

from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from leaflets.press.finishing import number

# 30 lines to the inch, at 45°: coarse enough to live through copies of copies, and never in step
# with an upright or level rule, which becomes a dotted one and does not vanish.
_PITCH = 72 / 30
_SIN = Decimal("0.707107")
# One cell covers any page up to A3, since renderers round the step from one cell to the next.
# Turned by 45°, A3 reaches from 0 to 1437 across the lines and from -595 to 842 along them.
_SIDE, _LEFT, _LOW = 1500, -24, -620


def name(percent: int) -> Name:
    """Return what the screen is called in a page's resources."""
    return Name(f"/Lines{percent}")


def screen(pdf: Pdf, percent: int) -> Stream:
    """Return a pattern of lines that cover `percent` of the ground, black on white paper.

    Each line is a path of its own: some renderers give up on one path of many long edges.
    """
    ground = f"1 g {_LEFT} {_LOW} {_SIDE} {_SIDE} re f 0 g 1 0 0 1 {_LEFT} 0 cm\n"
    line = f"0 {_LOW} {number(_PITCH * percent / 100)} {_SIDE} re f 1 0 0 1 {_PITCH:g} 0 cm\n"
    return Stream(
        pdf,
        (ground + line * round(_SIDE / _PITCH)).encode(),
        Dictionary(
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([_LEFT, _LOW, _LEFT + _SIDE, _LOW + _SIDE]),
            XStep=_SIDE,
            YStep=_SIDE,
            Matrix=Array([_SIN, _SIN, -_SIN, _SIN, 0, 0]),
            Resources=Dictionary(),
        ),
    )
