"""Visibility: three pictures of a page say which of its letters show.

As it is, without its text, and its text alone in black with no clip: where the second differs
from the first, text shows; the third says where ink is due.
"""

from collections import Counter
from dataclasses import dataclass

from PIL import Image, ImageChops

from leaflets.preflight.expected import Expected, fault
from leaflets.preflight.text import Sign, Stretch, short
from leaflets.problems import Problem, Where
from leaflets.raster import Pages

# True letters show wholly from 72 to 200 dpi; 100 costs half of what 150 does.
_DPI = 100
_LEVELS = 256
# How much a pixel must change, of 255, for the eye to call it text.
_NOTICEABLE = 32
_INKED = 160
# Type so thin that no pixel is half inked is judged on its own darkest pixels, if it has any.
_TRACE = 64
_ENOUGH = 0.75
_SHOWS, _HIDES = b"\xff", b"\x01"
_MARKS = [_HIDES[0]] * (_LEVELS - 1) + [_SHOWS[0]]
# More letters on one glyph are no ligature: they are claimed, not printed.
_LIGATURE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One page's pictures, as large as its trim.

    Attributes:
        ink: Where its text alone lies, 0 paper to 255 black.
        seen: 255 where text makes a difference.
        marks: A byte for each pixel, row after row: no ink is due, it is hidden, or it shows.
        scale: Pixels per mm, across and down.
    """

    ink: Image.Image
    seen: Image.Image
    marks: bytes
    scale: tuple[float, float]


def shown(page: int, whole: Pages, without: Pages, alone: Pages) -> Shown:
    """Return what shows on a page (from 1) of three files: whole, without text, text alone."""
    # All three in colour: the engine sets letters on other pixels in a gray picture.
    pictures = whole.picture(page, _DPI), without.picture(page, _DPI)
    ink = _strongest(ImageChops.invert(alone.picture(page, _DPI)))
    seen = _above(_strongest(ImageChops.difference(*pictures)), _NOTICEABLE)
    due = _above(ink, _LEVELS - 1 - _INKED)
    width, height = whole.trim(page)
    return Shown(
        ink=ink,
        seen=seen,
        marks=ImageChops.darker(due, seen.point(_MARKS)).tobytes(),
        scale=(ink.width / width, ink.height / height),
    )


def hidden(
    stretches: tuple[Stretch, ...], pages: dict[int, Shown], expected: Expected
) -> tuple[Problem, ...]:
    """Return `text-hidden` for each text of which letters do not show."""
    problems = []
    for stretch in stretches:
        crowd = Counter((sign.page, sign.box) for sign in stretch.signs)
        unseen = [
            sign
            for sign in stretch.signs
            if crowd[sign.page, sign.box] > _LIGATURE or _share(sign, pages[sign.page]) < _ENOUGH
        ]
        if unseen:
            problems.append(_hidden(stretch, unseen, expected))
    return tuple(problems)


def _strongest(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _above(picture: Image.Image, limit: int) -> Image.Image:
    return picture.point([255 if value > limit else 0 for value in range(_LEVELS)])


def _share(sign: Sign, page: Shown) -> float:
    """Return how much of a letter's ink shows, 0 to 1."""
    across, down = page.scale
    left, top = sign.box[0] * across, sign.box[1] * down
    right, bottom = sign.box[2] * across, sign.box[3] * down
    if left < 0 or top < 0 or right > page.ink.width or bottom > page.ink.height:
        return 0.0
    box = int(left), int(top), int(right) + 1, int(bottom) + 1
    starts = range(box[1] * page.ink.width, box[3] * page.ink.width, page.ink.width)
    marks = b"".join(page.marks[start + box[0] : start + box[2]] for start in starts)
    shows, hides = marks.count(_SHOWS), marks.count(_HIDES)
    return shows / (shows + hides) if shows or hides else _faint(sign, page, box)


def _faint(sign: Sign, page: Shown, box: tuple[int, int, int, int]) -> float:
    """Judge a letter without a single half-inked pixel; signs that have no ink show as they are."""
    ink = page.ink.crop(box)
    darkest = max(level for level, count in enumerate(ink.histogram()) if count)
    if darkest < _TRACE:
        return float(not sign.sign.isalnum())
    due = _above(ink, darkest // 2)
    both = ImageChops.darker(due, page.seen.crop(box))
    return both.histogram()[-1] / due.histogram()[-1]


def _hidden(stretch: Stretch, unseen: list[Sign], expected: Expected) -> Problem:
    letters = short("".join(sign.sign for sign in unseen))
    return fault(
        code="text-hidden",
        message=f"{len(unseen)} of {len(stretch.signs)} letters of “{short(stretch.text)}” do not "
        f"show on the page: {letters}.",
        hint="Something covers them, they have the ground's colour, or they leave the page: look "
        "at the layout's colours and stacking there.",
        where=Where(output=expected.output, page=unseen[0].page, slot=stretch.slot),
    )
