"""Places on a page, in mm from the trim's top left, y down: what lies in what."""

from itertools import pairwise
from math import dist

from leaflets.model.paper import Stroke
from leaflets.model.proof import Point, Quad


def within(point: Point, quad: Quad, spare: float) -> bool:
    """Say whether a point lies in the quad, whichever way that is turned, or `spare` mm beside."""
    sides = tuple(pairwise((*quad, quad[0])))
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides)
    turned = 1 if area >= 0 else -1
    return all(turned * _away(point, begin, end) >= -spare for begin, end in sides)


def crosses(stroke: Stroke, quad: Quad, height: float, spare: float) -> bool:
    """Say whether a line that runs from edge to edge has corners of the quad on both its sides.

    `height` is the paper's, in mm, since strokes count from its lower left; corners at most
    `spare` mm beyond the line do not count.
    """
    begin, end = (stroke.x1, height - stroke.y1), (stroke.x2, height - stroke.y2)
    away = [_away(corner, begin, end) for corner in quad]
    return min(away) < -spare and max(away) > spare


def _away(point: Point, begin: Point, end: Point) -> float:
    """Return how far a point lies to one side of a line; 0 if the line has no length."""
    (x, y), (x1, y1), (x2, y2) = point, begin, end
    return ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / (dist(begin, end) or 1)
