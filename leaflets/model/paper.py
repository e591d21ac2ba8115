"""What goes through the machine: how leaflets lie on the paper, in mm."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One page on one side of the paper.

    Attributes:
        page: Page of the leaflet, from 1.
        side: 1 is the front of the paper, 2 its back.
        x, y: Lower left corner of the trimmed, turned page from the paper's lower left.
        turn: Clockwise, in degrees: 0, 90, 180 or 270.
    """

    page: int
    side: int
    x: float
    y: float
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A straight line on the paper, from (x1, y1) to (x2, y2), from its lower left."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper with leaflets placed on it; press places and the ticket tells from these same values.

    Attributes:
        size: "a4".
        width, height: As it lies in this plan (A5 two-up: 297 × 210, landscape, or upright).
        up: Leaflets on one sheet.
        sides: 1 or 2.
        flip: either, long or short: the edge the second side is turned on.
        placements: Sides in order.
        cuts: Whole cut lines, edge to edge.
        ticks: The short marks that are printed on the cut lines.
    """

    size: str
    width: float
    height: float
    up: int
    sides: int
    flip: str
    placements: tuple[Placement, ...]
    cuts: tuple[Stroke, ...] = ()
    ticks: tuple[Stroke, ...] = ()
