"""A close look at one code on a finished page: the exact crop, what is read and measured in it."""

from dataclasses import dataclass
from functools import lru_cache
from math import dist, hypot
from typing import Any

import zxingcpp
from PIL import Image

from leaflets.qr import QUIET
from leaflets.raster import Matrix, Pages
from leaflets.stamp.code import DrawnCode
from leaflets.units import from_pt

# Its stubs are not what it takes and gives.
_reader: Any = zxingcpp
_Barcode = Any
_FORMAT = _reader.BarcodeFormat.QRCode

# Pixels a module: 2 are safe to decode, 4 leave room to measure.
_PX = 4
_ROUND = QUIET + 1  # modules of page shown on each side of the symbol
_CLEAR = 0.1  # how much darker than the light modules the quiet zone may be
_WHITE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A code that was read in a picture.

    Attributes:
        text: What it holds.
        spare: The share of its error correction that is left; a clean code has all, 1.0.
        box: Left, top, right, bottom of the symbol in px.
    """

    text: str
    spare: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A code on its page: the crop, upright, and the grays of its modules, 0 black to 1 white."""

    code: DrawnCode
    picture: Image.Image
    dark: float
    light: float


def look(pages: Pages, code: DrawnCode) -> Look:
    """Return the picture of a code, upright, every module 4 by 4 whole pixels."""
    a, b, c, d, e, f = code.matrix
    frame: Matrix = (a, b, c, d, e - _ROUND * (a + c), f - _ROUND * (b + d))
    whole = code.side + 2 * _ROUND
    picture = pages.exact(code.blank.page, frame, (whole, whole), _PX)
    inner = _ROUND * _PX, _ROUND * _PX, (_ROUND + code.side) * _PX, (_ROUND + code.side) * _PX
    tones = picture.crop(inner).histogram()
    quarter = (code.side * _PX) ** 2 // 4
    dark = _tone(tones, quarter)
    light = _WHITE - _tone(tones[::-1], quarter)
    return Look(code=code, picture=picture, dark=dark / _WHITE, light=light / _WHITE)


def _tone(histogram: list[int], amount: int) -> int:
    """Return the tone that `amount` pixels do not pass, from the histogram's beginning."""
    total = 0
    for tone, count in enumerate(histogram):
        total += count
        if total >= amount:
            return tone
    return len(histogram) - 1


def measured(found: Found, code: DrawnCode) -> tuple[float, float]:
    """Return the module in mm and how many modules the symbol is off its place."""
    left, top, right, bottom = found.box
    start, end = _ROUND * _PX, (_ROUND + code.side) * _PX
    off = max(dist((left, top), (start, start)), dist((right, bottom), (end, end)))
    share = (right - left + bottom - top) / (2 * code.side * _PX)
    return share * from_pt(hypot(code.matrix[0], code.matrix[1])), off / _PX


def read(picture: Image.Image, *, inverted: bool = False) -> tuple[Found, ...]:
    """Return the QR codes in a picture; lean: upright at this size, dark on light."""
    return tuple(_found(barcode) for barcode in _barcodes(picture, inverted=inverted))


def texts(picture: Image.Image) -> tuple[str, ...]:
    """Return what the QR codes in a picture hold."""
    return tuple(barcode.text for barcode in _barcodes(picture, inverted=False))


def clear(look: Look, modules: int) -> bool:
    """Say whether so many modules round the symbol are as light as its light modules."""
    tones = look.picture.histogram(_ring(look.picture.width, modules))
    limit = round((look.light - _CLEAR) * _WHITE)
    return not any(tones[: max(0, limit)])


@lru_cache(maxsize=64)
def _ring(size: int, modules: int) -> Image.Image:
    """Return the mask of so many modules round the symbol in a picture of `size` px."""
    outer, inner = (_ROUND - modules) * _PX, _ROUND * _PX
    mask = Image.new("L", (size, size))
    mask.paste(_WHITE, (outer, outer, size - outer, size - outer))
    mask.paste(0, (inner, inner, size - inner, size - inner))
    return mask


def _barcodes(picture: Image.Image, *, inverted: bool) -> list[_Barcode]:
    # Asked for itself, a picture gives its pixels twice.
    pixels = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    found: list[_Barcode] = _reader.read_barcodes(
        pixels,
        formats=_FORMAT,
        try_rotate=False,
        try_downscale=False,
        try_invert=inverted,
    )
    return found


def _found(barcode: _Barcode) -> Found:
    # A turned symbol's own top left is another corner of the picture.
    corners = [
        (point.x, point.y)
        for point in (
            barcode.position.top_left,
            barcode.position.top_right,
            barcode.position.bottom_right,
            barcode.position.bottom_left,
        )
    ]
    across, down = zip(*corners, strict=True)
    return Found(
        text=barcode.text,
        spare=float(barcode.extra.get("UEC", 0)),
        box=(min(across), min(down), max(across), max(down)),
    )
