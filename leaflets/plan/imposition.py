"""How leaflets lie on the paper: arithmetic in mm, before any page exists."""

from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.model.paper import Paper, Placement, Stroke
from leaflets.profiles import Profile

_TICK = 4.0
# Two lengths closer than this are the same to every knife.
_SAME = 0.01
_BOTH = 2


@dataclass(frozen=True, slots=True)
class _Grid:
    """A paper of `width` × `height` mm, divided into equal cells; rows count from the top."""

    width: float
    height: float
    columns: int
    rows: int

    @property
    def cells(self) -> int:
        return self.columns * self.rows


def paper(format: LayoutFormat, profile: Profile, size: str) -> Paper | None:  # noqa: A002
    """Return how a leaflet of one or two sides lies on paper of `size`, as many as it takes.

    `size` is a name of `FORMATS`, or "none". None means that single pages are delivered: the paper
    is "none", or the leaflet has more than two sides. A leaflet that fills the paper, or is larger,
    is its own paper: the result has `up` 1 and the size of the leaflet.

    Several leaflets are identical. Each is centred in its equal share of the paper. The halves of
    the paper stand head to tail: turned by 180° the sheet is the same again, so that backs lie
    behind their fronts on whichever edge the machine turns it.

    A `size` that nobody has is a KeyError; options are checked before.
    """
    if size == "none" or format.sides > _BOTH:
        return None
    grid = _fullest(format, FORMATS[size])
    if grid is None or grid.cells == 1:
        return _own(format, size if grid else format.name)
    cuts = tuple(_cuts(grid))
    return Paper(
        size=size,
        width=grid.width,
        height=grid.height,
        up=grid.cells,
        sides=format.sides,
        flip="either",
        placements=tuple(_placements(grid, format)),
        cuts=cuts,
        ticks=tuple(tick for cut in cuts for tick in _ticks(cut, profile.edge)),
    )


def _fullest(format: LayoutFormat, upright: tuple[float, float]) -> _Grid | None:  # noqa: A002
    """Return the division that takes most leaflets, the paper upright when both take as many."""
    grids = (
        _Grid(width, height, columns, rows)
        for width, height in (upright, upright[::-1])
        for columns in range(1, _times(format.width, width) + 1)
        for rows in range(1, _times(format.height, height) + 1)
        # The middle cell of an odd number would lie on itself when the sheet is turned.
        if columns * rows == 1 or columns * rows % 2 == 0
    )
    return max(grids, key=lambda grid: grid.cells, default=None)


def _times(length: float, room: float) -> int:
    return int((room + _SAME) // length)


def _own(format: LayoutFormat, size: str) -> Paper:  # noqa: A002
    """Return the paper that the leaflet itself is; it turns like the page of a book."""
    turned = "long" if format.height >= format.width else "short"
    return Paper(
        size=size,
        width=format.width,
        height=format.height,
        up=1,
        sides=format.sides,
        flip=turned if format.sides == _BOTH else "either",
        placements=tuple(
            Placement(page=side, side=side, x=0.0, y=0.0, turn=0)
            for side in range(1, format.sides + 1)
        ),
    )


def _placements(grid: _Grid, format: LayoutFormat) -> Iterator[Placement]:  # noqa: A002
    cell = (grid.width / grid.columns, grid.height / grid.rows)
    for side in range(1, format.sides + 1):
        for index in range(grid.cells):
            row, column = divmod(index, grid.columns)
            # A back is turned as the front behind it, which stands in the mirrored column.
            front = column if side == 1 else grid.columns - 1 - column
            tail = 2 * (row * grid.columns + front) >= grid.cells
            yield Placement(
                page=side,
                side=side,
                x=cell[0] * column + (cell[0] - format.width) / 2,
                y=cell[1] * (grid.rows - 1 - row) + (cell[1] - format.height) / 2,
                turn=180 if tail else 0,
            )


def _cuts(grid: _Grid) -> Iterator[Stroke]:
    for column in range(1, grid.columns):
        x = grid.width * column / grid.columns
        yield Stroke(x1=x, y1=0.0, x2=x, y2=grid.height)
    for row in range(1, grid.rows):
        y = grid.height * row / grid.rows
        yield Stroke(x1=0.0, y1=y, x2=grid.width, y2=y)


def _ticks(cut: Stroke, edge: float) -> Iterator[Stroke]:
    """Mark both ends of a cut, from where the machine begins to print."""
    start, end = edge, edge + _TICK
    if cut.x1 == cut.x2:
        yield Stroke(x1=cut.x1, y1=start, x2=cut.x1, y2=end)
        yield Stroke(x1=cut.x1, y1=cut.y2 - end, x2=cut.x1, y2=cut.y2 - start)
        return
    yield Stroke(x1=start, y1=cut.y1, x2=end, y2=cut.y1)
    yield Stroke(x1=cut.x2 - end, y1=cut.y1, x2=cut.x2 - start, y2=cut.y1)
