"""The coarse line screen that stands for a tint: solid lines that every copier keeps."""

from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from leaflets.press.finishing import number

# 30 lines to the inch, at 45°: coarse enough to live through copies of copies, and never in step
# with an upright or level rule, which becomes a dotted one and does not vanish.
_PITCH = 72 / 30
_SIN = Decimal("0.707107")
# One cell covers any page, since renderers round the step from one cell to the next.
_SIDE = 4000


def name(percent: int) -> Name:
    """Return what the screen is called in a page's resources."""
    return Name(f"/Lines{percent}")


def screen(pdf: Pdf, percent: int) -> Stream:
    """Return a pattern of lines that cover `percent` of the ground, black on white paper.

    The lines are the dashes of one stroke as broad as the cell.
    """
    half, width = _SIDE // 2, _PITCH * percent / 100
    ground = f"1 g {-half} {-half} {_SIDE} {_SIDE} re f"
    dashes = f"[{number(width)} {number(_PITCH - width)}] 0 d {-half} 0 m {half} 0 l S"
    return Stream(
        pdf,
        f"{ground} 0 G {_SIDE} w {dashes}".encode(),
        Dictionary(
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([-half, -half, half, half]),
            XStep=_SIDE,
            YStep=_SIDE,
            Matrix=Array([_SIN, _SIN, -_SIN, _SIN, 0, 0]),
            Resources=Dictionary(),
        ),
    )
