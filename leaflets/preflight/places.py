"""Places on a page, in mm from the trim's top left, y down: what lies in what."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import dist

from leaflets.model.paper import Stroke
from leaflets.model.proof import Point, Quad


@dataclass(frozen=True, slots=True)
class Area:
    """A quad turned whichever way, as its four sides: nx · x + ny · y + c is how far inside."""

    sides: tuple[tuple[float, float, float], ...]

    def holds(self, x: float, y: float, spare: float) -> bool:
        """Say whether a point lies in the area or at most `spare` mm beside."""
        return all(across * x + down * y + shift >= -spare for across, down, shift in self.sides)


@lru_cache(maxsize=256)
def area(quad: Quad) -> Area:
    """Return the quad ready to be asked many times; corners may run either way round."""
    sides = tuple(pairwise((*quad, quad[0])))
    double = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides)
    turned = 1 if double >= 0 else -1
    return Area(tuple(_side(begin, end, turned) for begin, end in sides))


def crosses(stroke: Stroke, quad: Quad, height: float, spare: float) -> bool:
    """Say whether a line that runs from edge to edge has corners of the quad on both its sides.

    `height` is the paper's, in mm, since strokes count from its lower left; corners at most
    `spare` mm beyond the line do not count.
    """
    begin, end = (stroke.x1, height - stroke.y1), (stroke.x2, height - stroke.y2)
    across, down, shift = _side(begin, end, 1)
    away = [across * x + down * y + shift for x, y in quad]
    return min(away) < -spare and max(away) > spare


def _side(begin: Point, end: Point, turned: int) -> tuple[float, float, float]:
    (x1, y1), (x2, y2) = begin, end
    scale = turned / (dist(begin, end) or 1)
    across, down = (y1 - y2) * scale, (x2 - x1) * scale
    return across, down, -(across * x1 + down * y1)
