"""Pressed pages onto the paper that goes through the machine."""

import io
from collections.abc import Iterator
from dataclasses import replace

from pikepdf import Dictionary, Object, Page, Pdf

from leaflets.model.palette import BLACK, Palette
from leaflets.model.paper import Paper, Placement
from leaflets.model.pressed import Blank, Matrix, Pressed
from leaflets.press.finishing import box, finish_page, finished, number
from leaflets.press.inks import inks_of
from leaflets.profiles import Profile
from leaflets.raster import multiplied
from leaflets.units import to_pt

_TICK_WIDTH = 0.25
# Clockwise, in degrees → the four numbers of the turn.
_TURNS = {
    0: (1.0, 0.0, 0.0, 1.0),
    90: (0.0, -1.0, 1.0, 0.0),
    180: (-1.0, 0.0, 0.0, -1.0),
    270: (0.0, 1.0, -1.0, 0.0),
}


def place(pressed: Pressed, paper: Paper, profile: Profile) -> Pressed:
    """Return the paper's sides with the pages on them as `paper` says, and their blanks.

    Each page is one form, drawn as often as it lies there, with its bleed as far as the next cut.
    Ticks are printed on the front alone: the back may lie a millimetre beside it.
    """
    out = Pdf.new()
    with Pdf.open(io.BytesIO(pressed.pdf)) as source:
        forms = [_form(out, page, pressed) for page in source.pages]
        for side in range(1, paper.sides + 1):
            _add_side(out, side, forms, (pressed, paper, profile))
        data = finished(out, profile.pdf)
    return Pressed(
        pdf=data,
        pages=paper.sides,
        width=paper.width,
        height=paper.height,
        bleed=0.0,
        blanks=tuple(_moved_blanks(pressed, paper)),
    )


def laid(placement: Placement, pressed: Pressed, paper: Paper) -> str:
    """Return the operators between which and `Q` a page is drawn as it lies on the paper.

    It is clipped to its bleed and its side of each cut.
    """
    left, low, right, high = _reach(placement, pressed, paper)
    clip = " ".join(number(to_pt(value)) for value in (left, low, right - left, high - low))
    matrix = " ".join(number(value) for value in _matrix(placement, pressed))
    return f"q {clip} re W n {matrix} cm"


def ticked(paper: Paper, profile: Profile) -> str:
    """Return the operators that draw the paper's ticks, in the black of `profile`."""
    black = inks_of(profile, Palette(), ()).stroking(BLACK)
    strokes = " ".join(
        "{} {} m {} {} l".format(*(number(to_pt(v)) for v in (one.x1, one.y1, one.x2, one.y2)))
        for one in paper.ticks
    )
    return f"q {black} {_TICK_WIDTH} w 0 J {strokes} S Q"


def _form(out: Pdf, page: Page, pressed: Pressed) -> Object:
    """Return `page` as a form of `out` that reaches as far as its bleed."""
    form = page.as_form_xobject()
    form.BBox = box(*_bleed_box(pressed))
    return out.copy_foreign(form)


def _bleed_box(pressed: Pressed) -> tuple[float, float, float, float]:
    beyond = to_pt(pressed.bleed)
    return (-beyond, -beyond, to_pt(pressed.width) + beyond, to_pt(pressed.height) + beyond)


def _add_side(
    out: Pdf, side: int, forms: list[Object], job: tuple[Pressed, Paper, Profile]
) -> None:
    pressed, paper, profile = job
    placed = [one for one in paper.placements if one.side == side]
    drawn = [f"{laid(one, pressed, paper)} /P{one.page} Do Q" for one in placed]
    if side == 1 and paper.ticks:
        drawn.append(ticked(paper, profile))
    page = out.add_blank_page()
    page.obj.Resources = Dictionary(
        XObject=Dictionary({f"/P{number}": forms[number - 1] for number in _pages(placed)})
    )
    page.obj.Contents = out.make_stream("\n".join(drawn).encode())
    finish_page(page, paper.width, paper.height, 0.0)


def _pages(placed: list[Placement]) -> list[int]:
    return sorted({one.page for one in placed})


def _reach(
    placement: Placement, pressed: Pressed, paper: Paper
) -> tuple[float, float, float, float]:
    """Return left, low, right and high of what the page may cover, in mm on the paper."""
    width, height = _turned_size(placement, pressed)
    x, y, bleed = placement.x, placement.y, pressed.bleed
    across = [cut.x1 for cut in paper.cuts if cut.x1 == cut.x2]
    up = [cut.y1 for cut in paper.cuts if cut.y1 == cut.y2]
    return (
        max([x - bleed, *(cut for cut in across if cut <= x)]),
        max([y - bleed, *(cut for cut in up if cut <= y)]),
        min([x + width + bleed, *(cut for cut in across if cut >= x + width)]),
        min([y + height + bleed, *(cut for cut in up if cut >= y + height)]),
    )


def _turned_size(placement: Placement, pressed: Pressed) -> tuple[float, float]:
    upright = placement.turn % 180 == 0
    return (pressed.width, pressed.height) if upright else (pressed.height, pressed.width)


def _matrix(placement: Placement, pressed: Pressed) -> Matrix:
    """Return the transform from the page's points to the paper's."""
    a, b, c, d = _TURNS[placement.turn]
    width, height = to_pt(pressed.width), to_pt(pressed.height)
    left = min(0.0, a * width) + min(0.0, c * height)
    low = min(0.0, b * width) + min(0.0, d * height)
    return (a, b, c, d, to_pt(placement.x) - left, to_pt(placement.y) - low)


def _moved_blanks(pressed: Pressed, paper: Paper) -> Iterator[Blank]:
    for placement in paper.placements:
        for blank in pressed.blanks:
            if blank.page == placement.page:
                matrix = multiplied(blank.matrix, _matrix(placement, pressed))
                yield replace(blank, page=placement.side, matrix=matrix, mark=None)
