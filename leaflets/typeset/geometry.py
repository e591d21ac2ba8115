"""Rectangles, turned boxes and the products of transforms, as the engine counts them: y down."""

from collections.abc import Iterable
from itertools import pairwise
from math import hypot, inf
from typing import NamedTuple

from leaflets.model.proof import Point, Quad
from leaflets.units import from_px


class Rect(NamedTuple):
    """Left, top, right and bottom, in CSS px before any transform."""

    left: float
    top: float
    right: float
    bottom: float


# x' = a x + c y + e, y' = b x + d y + f.
Transform = tuple[float, float, float, float, float, float]
IDENTITY: Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(inner: Transform, outer: Transform) -> Transform:
    """Return the transform that does `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    return (*_turned(outer, a, b), *_turned(outer, c, d), *apply(outer, e, f))


def inverse(transform: Transform) -> Transform | None:
    """Return the transform that undoes this one; None if it folds everything onto a line."""
    a, b, c, d, e, f = transform
    area = a * d - b * c
    if not area:
        return None
    turned = (d / area, -b / area, -c / area, a / area)
    return (*turned, -e * turned[0] - f * turned[2], -e * turned[1] - f * turned[3])


def apply(transform: Transform, x: float, y: float) -> Point:
    """Return where the point goes."""
    turned = _turned(transform, x, y)
    return turned[0] + transform[4], turned[1] + transform[5]


def quad(rect: Rect, transform: Transform) -> Quad:
    """Return the rectangle's corners as they are printed, in mm, its own top left first."""
    left, top, right, bottom = rect
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    turned = [apply(transform, *corner) for corner in corners]
    one, two, three, four = ((from_px(x), from_px(y)) for x, y in turned)
    return one, two, three, four


def bounds(rect: Rect, transform: Transform) -> Rect:
    """Return the upright rectangle around the turned one, in px."""
    if transform == IDENTITY:
        return rect
    corners = [apply(transform, x, y) for x in (rect.left, rect.right) for y in rect[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def union(rects: Iterable[Rect]) -> Rect:
    """Return the rectangle around all of `rects`, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return Rect(min(lefts), min(tops), max(rights), max(bottoms))


def share(rect: Rect, window: Rect) -> float:
    """Return how much of the rectangle's area the window shows, 0 to 1."""
    width, height = rect.right - rect.left, rect.bottom - rect.top
    if width <= 0 or height <= 0:
        return 1.0
    across = min(rect.right, window.right) - max(rect.left, window.left)
    down = min(rect.bottom, window.bottom) - max(rect.top, window.top)
    return max(0.0, across) * max(0.0, down) / (width * height)


def sticks_out(rect: Rect, window: Rect) -> float:
    """Return how far the rectangle leaves the window, in px; negative when it lies within."""
    return max(
        window.left - rect.left,
        window.top - rect.top,
        rect.right - window.right,
        rect.bottom - window.bottom,
    )


def beyond(corners: Quad, width: float, height: float) -> float:
    """Return how far a box leaves the page of this size, all in mm."""
    return max(max(-x, x - width, -y, y - height) for x, y in corners)


def overlap(one: Quad, two: Quad) -> float:
    """Return how deep two convex boxes lie in one another, in mm; 0 if apart (separating axes)."""
    depth = inf
    for axis in (*_normals(one), *_normals(two)):
        first, second = _span(one, axis), _span(two, axis)
        depth = min(depth, first[1] - second[0], second[1] - first[0])
        if depth <= 0:
            return 0.0
    return depth if depth < inf else 0.0


def _turned(transform: Transform, x: float, y: float) -> Point:
    a, b, c, d, _, _ = transform
    return a * x + c * y, b * x + d * y


def _normals(corners: Quad) -> Iterable[Point]:
    for (x1, y1), (x2, y2) in pairwise((*corners, corners[0])):
        length = hypot(x2 - x1, y2 - y1)
        if length:
            yield (y1 - y2) / length, (x2 - x1) / length


def _span(corners: Quad, axis: Point) -> Point:
    shadows = [x * axis[0] + y * axis[1] for x, y in corners]
    return min(shadows), max(shadows)
