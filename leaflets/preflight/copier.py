"""The bad copier and the hurried phone: does a code on the page live through both?

One degraded picture for each tone: optics and toner spread the ink, a threshold makes a light and
a dark copy of it, a phone sees that turned and out of focus. Deterministic: no lots are drawn.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from math import cos, hypot, radians, sin

from PIL import Image, ImageFilter

from leaflets.preflight.look import texts
from leaflets.qr import QUIET
from leaflets.raster import Matrix, Pages, multiplied
from leaflets.stamp.code import DrawnCode
from leaflets.units import from_pt

_PHONE_PX_MM = 6  # a 1920-pixel stream over 65° at 25 cm
_COPY_PX = 2  # of the copy to one of the phone: 12 px/mm are a drum of 300 dpi
_AROUND_MM = 1.5  # of the page that is copied with the code
# Scanner optics and toner, 0.10 mm, and a scanner's own pixel of 1/8 mm: √(0.10² + 0.125²/12).
_SPREAD_MM = 0.106
# A pixel is the mean of its square (variance 1/12), a straight line runs from one to the next (on
# average 1/6 more): half a pixel in all. So pixels of this size, enlarged, are spread as wanted.
_GLASS_PX_MM = 0.5 / _SPREAD_MM
_TURN = radians(7)
# Out of focus by 0.6 px, and what turning on a grid of pixels adds: √(0.6² + 0.31²).
_FOCUS_PX = 0.67
# A box of three pixels, the outer ones counted with this share, has the variance 2r / (1 + 2r).
_FOCUS = ImageFilter.BoxBlur(_FOCUS_PX**2 / (1 - _FOCUS_PX**2) / 2)
_WHITE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class _Original:
    """What lies on the glass, turned: the code as it stands on the page, in the glass's pixels.

    Equal pixels, equal verdict. `seen` is how many pixels a phone has for its side.
    """

    digest: bytes
    url: str
    tones: tuple[int, ...]
    seen: int
    picture: Image.Image = field(compare=False)


def dying(pages: Pages, code: DrawnCode, tones: tuple[int, ...]) -> tuple[int, ...]:
    """Return the tones (thresholds in percent) at which a copy of the code is not read any more.

    A light copy loses thin ink, a dark one fills thin gaps. The same code on the same ground is
    judged once in a run.
    """
    module = from_pt(hypot(*code.matrix[:2]))
    whole = code.side + 2 * (QUIET + _AROUND_MM / module)
    frame = multiplied(_turned(whole, code.side), code.matrix)
    picture = pages.exact(code.blank.page, frame, (whole, whole), _GLASS_PX_MM * module)
    original = _Original(
        digest=sha256(picture.tobytes()).digest(),
        url=code.url,
        tones=tones,
        seen=round(whole * module * _PHONE_PX_MM),
        picture=picture,
    )
    return _verdict(original)


def _turned(whole: float, side: int) -> Matrix:
    """Return the matrix from a square of `whole` modules, turned about the symbol, to its own."""
    across, up = cos(_TURN), sin(_TURN)
    middle = side / 2
    return (
        across,
        up,
        -up,
        across,
        middle - whole / 2 * (across - up),
        middle - whole / 2 * (across + up),
    )


@lru_cache(maxsize=64)
def _verdict(original: _Original) -> tuple[int, ...]:
    side = original.seen * _COPY_PX
    spread = original.picture.resize((side, side), Image.Resampling.BILINEAR)
    return tuple(tone for tone in original.tones if original.url not in texts(_seen(spread, tone)))


def _seen(spread: Image.Image, tone: int) -> Image.Image:
    """Return the copy made at a tone as a phone sees it."""
    return spread.point(_threshold(tone)).reduce(_COPY_PX).filter(_FOCUS)


@lru_cache(maxsize=16)
def _threshold(tone: int) -> list[int]:
    cut = int(_WHITE * tone / 100)
    return [0 if value < cut else _WHITE for value in range(_WHITE + 1)]
