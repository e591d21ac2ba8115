"""The sheet as the ticket draws it: its leaflets, which way up they lie, and the cuts."""

from dataclasses import dataclass

from leaflets.model.paper import Paper, Placement, Stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One leaflet on the sheet: its turned box in mm from the sheet's top left, y down.

    Attributes:
        page: Page of the leaflet.
        x, y, width, height: The box as it lies.
        long, wide: The leaflet upright.
        turn: Clockwise, in degrees, about the middle of the box.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    wide: float
    long: float
    turn: int

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of the sheet, as one looks at it."""

    number: int
    leaves: tuple[Leaf, ...]
    cuts: tuple[Stroke, ...]


def sides(paper: Paper, upright: tuple[float, float]) -> tuple[Side, ...]:
    """Return the sides of `paper` with leaflets of `upright` mm, y down for drawing."""
    return tuple(
        Side(
            number=number,
            leaves=tuple(
                _leaf(placed, paper, upright)
                for placed in paper.placements
                if placed.side == number
            ),
            cuts=tuple(_down(cut, paper) for cut in paper.cuts) if number == 1 else (),
        )
        for number in range(1, paper.sides + 1)
    )


def cut_at(paper: Paper) -> float | None:
    """Return where the only cut lies, in mm from the sheet's edge; None for no cut or several."""
    if len(paper.cuts) != 1:
        return None
    [cut] = paper.cuts
    return cut.x1 if cut.x1 == cut.x2 else cut.y1


def _leaf(placed: Placement, paper: Paper, upright: tuple[float, float]) -> Leaf:
    wide, long = upright
    width, height = (long, wide) if placed.turn % 180 else (wide, long)
    return Leaf(
        page=placed.page,
        x=placed.x,
        y=paper.height - placed.y - height,
        width=width,
        height=height,
        wide=wide,
        long=long,
        turn=placed.turn,
    )


def _down(cut: Stroke, paper: Paper) -> Stroke:
    return Stroke(x1=cut.x1, y1=paper.height - cut.y1, x2=cut.x2, y2=paper.height - cut.y2)
