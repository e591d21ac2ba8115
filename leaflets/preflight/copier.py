"""The bad copier and the hurried phone: does a code on the page live through both?

One degraded picture for each tone: optics and toner spread the ink, a threshold makes a light and
a dark copy of it, a phone sees that turned and out of focus. Deterministic: no lots are drawn.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from math import hypot

from PIL import Image, ImageFilter

from leaflets.preflight.look import read
from leaflets.qr import QUIET
from leaflets.raster import Matrix, Pages
from leaflets.stamp.code import DrawnCode
from leaflets.units import from_pt

_PX_MM = 8
_PHONE_PX_MM = 6  # a 1920-pixel stream over 65° at 25 cm
_AROUND_MM = 1.5  # of the page that is copied with the code
_SPREAD_MM = 0.10  # scanner optics and toner, together
_TURN = 7  # degrees
_FOCUS_PX = 0.6
_WHITE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class _Original:
    """What lies on the glass: the code as it stands on the page; equal pixels, equal verdict."""

    digest: bytes
    url: str
    tones: tuple[int, ...]
    picture: Image.Image = field(compare=False)


def dying(pages: Pages, code: DrawnCode, tones: tuple[int, ...]) -> tuple[int, ...]:
    """Return the tones (thresholds in percent) at which a copy of the code is not read any more.

    A light copy loses thin ink, a dark one fills thin gaps. The same code on the same ground is
    judged once in a run.
    """
    a, b, c, d, e, f = code.matrix
    module = from_pt(hypot(a, b))
    around = QUIET + _AROUND_MM / module
    frame: Matrix = (a, b, c, d, e - around * (a + c), f - around * (b + d))
    whole = code.side + 2 * around
    picture = pages.exact(code.blank.page, frame, (whole, whole), _PX_MM * module)
    digest = sha256(picture.tobytes()).digest()
    return _verdict(_Original(digest=digest, url=code.url, tones=tones, picture=picture))


@lru_cache(maxsize=64)
def _verdict(original: _Original) -> tuple[int, ...]:
    spread = original.picture.filter(ImageFilter.GaussianBlur(_SPREAD_MM * _PX_MM))
    return tuple(
        tone
        for tone in original.tones
        if original.url not in [found.text for found in read(_seen(spread, tone))]
    )


def _seen(spread: Image.Image, tone: int) -> Image.Image:
    """Return the copy made at a tone as a phone sees it."""
    cut = int(_WHITE * tone / 100)
    copy = spread.point([0 if value < cut else _WHITE for value in range(_WHITE + 1)])
    turned = copy.rotate(_TURN, Image.Resampling.BILINEAR, fillcolor=_WHITE)
    side = turned.width * _PHONE_PX_MM // _PX_MM
    small = turned.resize((side, side), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(_FOCUS_PX))
