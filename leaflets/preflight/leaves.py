"""Every page of a print job against the leaflet that lies on it: the same drawing, in its place.

A leaflet's codes, texts and inks were looked at in its own file. What draws the same with the same
resources shows the same, so that a job of any length is exact when each page of it does.
"""

import re
from collections.abc import Iterator, Sequence
from math import cos, radians, sin

import pikepdf
from pikepdf import Object

from leaflets.model.paper import Paper, Placement, Stroke
from leaflets.preflight.drawn import Digests, Drawings, Drawn
from leaflets.press.objects import streams
from leaflets.units import from_pt

_EXACT_MM = 0.01
_NUMBER = r"(-?[\d.]+)"


def _numbers(count: int) -> str:
    return " ".join([_NUMBER] * count)


# A page is clipped and turned on its way to the sheet; ISO 32000-1, 8.4.4 and 8.5.4.
_BEGUN = re.compile(rf"q {_numbers(4)} re W n {_numbers(6)} cm")
_STROKE = re.compile(rf"{_numbers(2)} m {_numbers(2)} l")
# Strokes in one ink.
_TICKED = re.compile(rf"Q\nq [\d. ]+ [GKR]+ [\d.]+ w 0 J ((?:{_STROKE.pattern} ?)+)S Q")
_Rectangle = tuple[float, float, float, float]


class Leaves:
    """The leaflets of a print job, in their order, as they were checked."""

    def __init__(self, paper: Paper, size: tuple[float, float]) -> None:
        """Begin with none; `size` is the trimmed leaflet in mm, `paper` is how each lies."""
        self._paper = paper
        self._size = size
        self._sides = [
            tuple(one for one in paper.placements if one.side == side)
            for side in range(1, paper.sides + 1)
        ]
        self._expected: list[Drawn] = []
        self._drawings = Drawings()

    def add(self, pdf: bytes) -> None:
        """Add a leaflet's pages in the order of the sides that they lie on.

        Raises pikepdf's PdfError when it is no PDF, IndexError when it lacks a page.
        """
        drawn = self._drawings.of(pdf)
        self._expected += (drawn[placed[0].page - 1] for placed in self._sides)

    def unlike(self, job: pikepdf.Pdf) -> Iterator[int]:
        """Yield the pages of the job, from 1, that are lost, too many or not exactly right."""
        digests = self._drawings.digests(job)
        pages = [page.obj for page in job.pages]
        for place in range(max(len(pages), len(self._expected))):
            is_there = place < min(len(pages), len(self._expected))
            if not (is_there and self._is_laid(digests, pages[place], place)):
                yield place + 1

    def _is_laid(self, digests: Digests, page: Object, place: int) -> bool:
        """Tell whether the leaflet of a place lies on a page wherever it should, and nothing else.

        Around each time that its content is drawn stands a stream of the sheet's own.
        """
        leaf, side = self._expected[place], place % len(self._sides)
        content, own = digests.content(page), tuple(streams(page))
        step, times = len(leaf.content) + 1, len(self._sides[side])
        parts = [content[at + 1 : at + step] for at in range(0, times * step, step)]
        return (
            digests.beside(page) == leaf.beside
            and len(own) == times * step + 1
            and all(part == leaf.content for part in parts)
            and self._is_placed(own[::step], side)
        )

    def _is_placed(self, around: Sequence[Object], side: int) -> bool:
        first, *others = (one.read_bytes().decode("latin-1") for one in around)
        begun = [first, *(one.removeprefix("Q\n") for one in others[:-1])]
        ticks = self._paper.ticks if side == 0 else ()
        return _is_ended(others[-1], ticks) and all(
            self._is_begun(one, placed)
            for one, placed in zip(begun, self._sides[side], strict=True)
        )

    def _is_begun(self, operators: str, placed: Placement) -> bool:
        """Tell whether a page is drawn where it should be, whole and upright as it should be."""
        found = _BEGUN.fullmatch(operators)
        if found is None:
            return False
        values = [float(one) for one in found.groups()]
        left, low, width, high = map(from_pt, values[:4])
        where = _where(values[4:], self._size)
        turn = radians(placed.turn)
        across, up = self._size if placed.turn % 180 == 0 else self._size[::-1]
        wanted = placed.x, placed.y, placed.x + across, placed.y + up
        return (
            _alike(where, wanted)
            and _alike(values[4:8], (cos(turn), -sin(turn), sin(turn), cos(turn)))
            and max(left - where[0], low - where[1]) <= _EXACT_MM
            and min(left + width - where[2], low + high - where[3]) >= -_EXACT_MM
        )


def _where(matrix: Sequence[float], size: tuple[float, float]) -> _Rectangle:
    """Return left, low, right and high in mm of a page of `size` that a matrix in pt lays."""
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + from_pt(e), b * x + d * y + from_pt(f))
        for x in (0.0, size[0])
        for y in (0.0, size[1])
    ]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _is_ended(operators: str, ticks: tuple[Stroke, ...]) -> bool:
    """Tell whether nothing but the paper's ticks is drawn after its leaflets."""
    if not ticks:
        return operators == "Q"
    found = _TICKED.fullmatch(operators)
    strokes = _STROKE.findall(found[1]) if found else []
    return len(strokes) == len(ticks) and all(
        _alike([from_pt(float(one)) for one in stroke], (tick.x1, tick.y1, tick.x2, tick.y2))
        for stroke, tick in zip(strokes, ticks, strict=True)
    )


def _alike(found: Sequence[float], wanted: Sequence[float]) -> bool:
    return all(abs(one - other) <= _EXACT_MM for one, other in zip(found, wanted, strict=True))
