"""Colours as a content stream states them, read as sRGB."""

from collections.abc import Sequence

from leaflets.press.inks import Colour

# Operator → the colour space it implies; upper case paints strokes.
SPACES = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
# The engine's names for CIE Lab and the white points it gives them.
_WHITES = {"lab-d50": (0.964296, 1.0, 0.825105), "lab-d65": (0.950456, 1.0, 1.089058)}
# XYZ → linear sRGB under each white (IEC 61966-2-1; for D50 with Bradford's adaptation).
_TO_SRGB = {
    "lab-d65": (
        (3.2404542, -1.5371385, -0.4985314),
        (-0.9692660, 1.8760108, 0.0415560),
        (0.0556434, -0.2040259, 1.0572252),
    ),
    "lab-d50": (
        (3.1338561, -1.6168667, -0.4906146),
        (-0.9787684, 1.9161415, 0.0334540),
        (0.0719453, -0.2289914, 1.4052427),
    ),
}


def colour(space: str, operands: Sequence[float]) -> Colour:
    """Return the sRGB of a colour in `space`, a PDF name without its slash.

    Spaces that nobody named count by the number of their operands: gray, RGB or CMYK.
    """
    if space in _WHITES:
        return _from_lab(space, *operands)
    if len(operands) == 1:
        return _whole((operands[0],) * 3)
    if len(operands) == 4:  # noqa: PLR2004
        cyan, magenta, yellow, black = operands
        return _whole([(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)])
    return _whole(operands)


def _whole(levels: Sequence[float]) -> Colour:
    red, green, blue = (round(min(max(level, 0.0), 1.0) * 255) for level in levels)
    return (red, green, blue)


def _from_lab(space: str, lightness: float, a: float, b: float) -> Colour:
    middle = (lightness + 16) / 116
    roots = (middle + a / 500, middle, middle - b / 200)
    xyz = [
        white * (root**3 if root > 6 / 29 else (root - 4 / 29) * 3 * (6 / 29) ** 2)
        for white, root in zip(_WHITES[space], roots, strict=True)
    ]
    linear = [
        sum(share * part for share, part in zip(row, xyz, strict=True)) for row in _TO_SRGB[space]
    ]
    return _whole([_coded(level) for level in linear])


def _coded(level: float) -> float:
    if level <= 0.0031308:  # noqa: PLR2004
        return 12.92 * max(level, 0.0)
    return 1.055 * float(level ** (1 / 2.4)) - 0.055
