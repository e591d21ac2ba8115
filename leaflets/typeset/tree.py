"""The pages' box tree, read into values: what lies where, and which slot it belongs to.

The tree is the engine's private matter: only this module, `boxes` and `ink` know it. Lengths in CSS
px from the trim's top left corner, y down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple

from leaflets.model.proof import FieldStyle, Quad
from leaflets.typeset import boxes as box_of
from leaflets.typeset import geometry
from leaflets.typeset.boxes import Box
from leaflets.typeset.engine import Rendered
from leaflets.typeset.geometry import IDENTITY, Rect, Transform
from leaflets.typeset.ink import ink
from leaflets.typeset.styles import field_style
from leaflets.units import from_px

_PT_PER_PX = 0.75


class Frame(NamedTuple):
    """A box of fixed height, by its content box; `own` if it belongs to the slot alone."""

    key: int
    page: int
    rect: Rect
    own: bool


class Line(NamedTuple):
    """A typeset line, or a picture that stands by itself.

    Attributes:
        slots: Placings it belongs to, outermost first, each with the way from here to its axes.
        page: From 1.
        text: As it is set.
        box: As wide as its text, as high as its line-height.
        wide: How far it runs over the measure of its block; negative when it fits.
        paragraph: The same for all lines of one element.
        column: The column it stands in, 0 outside columns.
        frame: The nearest box of fixed height around it.
        hangs: Whether it is a list's mark, which stands outside its slot by design.
        tail: What is drawn below it by the visible boxes that hold it.
        ink: What is drawn of it, on the page in mm.
        shown: The share of the ink that clips leave.
        beyond: mm of ink outside the trim; negative within.
        size: Its smallest type, in pt; infinite without letters.
    """

    slots: tuple[tuple[int, Transform], ...]
    page: int
    text: str
    box: Rect
    wide: float
    paragraph: int
    column: int
    frame: Frame
    hangs: bool
    tail: float
    ink: Quad
    shown: float
    beyond: float
    size: float


class Opening(NamedTuple):
    """A slot's box on one page: its corners in mm, its content box, its frame.

    `height` is the height it may take, px, or infinite: for set slots while they are empty.
    """

    page: int
    quad: Quad
    content: Rect
    frame: Frame
    height: float


@dataclass(slots=True)
class Placing:
    """One element that carries `data-slot`; a slot may be placed more than once.

    `sets` are the boxes that display filled in it: their pages, and their corners in mm.
    """

    name: str
    source: str
    openings: list[Opening] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    columns: int = 1
    items: list[tuple[int, float]] = field(default_factory=list)
    sets: list[tuple[int, Quad]] = field(default_factory=list)


class Page(NamedTuple):
    """A page's trimmed size in mm."""

    width: float
    height: float


class Shared(NamedTuple):
    """A column that ladders share: its height, infinite if CSS gives none, and what is in it."""

    name: str
    height: float
    taken: float


@dataclass(slots=True)
class Tree:
    """Everything on the pages that measuring asks for."""

    pages: list[Page] = field(default_factory=list)
    placings: list[Placing] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    fields: list[FieldStyle] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)


def read(rendered: Rendered) -> Tree:
    """Return the values of the rendered pages, which stay as they are."""
    tree = Tree()
    walk = _Walk(tree)
    for number, page in enumerate(rendered.document.pages, start=1):
        tree.pages.append(Page(from_px(page.width), from_px(page.height)))
        walk.page(number, page)
    return tree


def texts(rendered: Rendered) -> Iterator[Box]:
    """Yield every box of text that is drawn, in the order of the tree."""
    for page in rendered.document.pages:
        for box in box_of.descendants(page._page_box):  # noqa: SLF001  # there is no public way
            if isinstance(box, box_of.TEXT) and box.text.strip():
                yield box


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """What the boxes around the present one say about it."""

    page: int
    frame: Frame
    matrix: Transform = IDENTITY
    clips: tuple[tuple[Rect, Transform], ...] = ()
    slots: tuple[tuple[int, Transform], ...] = ()
    block: Box = None
    column: int = 0
    tail: float = 0.0


class _Walk:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.known: dict[int, int] = {}
        self.fielded: set[int] = set()

    def page(self, number: int, page: Box) -> None:
        box = page._page_box  # noqa: SLF001
        content = box_of.content(box)
        # The room below the trim is no room for text.
        content = content._replace(bottom=min(content.bottom, page.height))
        frame = Frame(-number, number, content, own=False)
        self.visit(box, _Here(page=number, frame=frame))

    def visit(self, box: Box, here: _Here) -> None:
        box = box_of.unwrapped(box)
        here = self.entered(box, here)
        if isinstance(box, box_of.LINE):
            self.line(box, here)
        elif isinstance(box, box_of.PICTURE) and here.slots:
            self.add(_bare_line(box, here), here)
        if box_of.clips(box):
            here = replace(here, clips=(*here.clips, (box_of.padding(box), here.matrix)))
        for child in box.all_children() if hasattr(box, "all_children") else ():
            self.visit(child, here)

    def entered(self, box: Box, here: _Here) -> _Here:
        """Return what holds inside this box, and note slots, items and fields that begin."""
        own = box.transformation_matrix
        if own:
            here = _turned(here, own)
        if not box_of.is_block(box):
            self.field(box, here)
            return here
        if box_of.fixed_height(box):
            frame = Frame(id(box), here.page, box_of.content(box), own=False)
            here = replace(here, frame=frame, tail=0.0)
        outside = here.slots
        here = self.slot(box, here)
        if here.slots is outside:
            here = replace(here, tail=box_of.tail(box, here.tail))
        here = replace(here, block=box, column=id(box) if box.is_column else here.column)
        self.columns(box, here)
        self.share(box)
        self.item(box, here)
        self.set(box, here)
        self.field(box, here)
        return here

    def slot(self, box: Box, here: _Here) -> _Here:
        name = box_of.attribute(box, "data-slot")
        number = self.known.get(id(box.element)) if name else None
        if not name or any(number == known for known, _ in here.slots):
            return here
        if number is None:
            number = self.known[id(box.element)] = len(self.tree.placings)
            self.tree.placings.append(Placing(name, box_of.source(box.element)))
        frame = here.frame
        opening = Opening(
            page=here.page,
            quad=geometry.quad(box_of.border(box), here.matrix),
            content=box_of.content(box),
            frame=frame._replace(own=frame.key == id(box)),
            height=box_of.definite(box),
        )
        self.tree.placings[number].openings.append(opening)
        return replace(here, slots=(*here.slots, (number, IDENTITY)), tail=0.0)

    def columns(self, box: Box, here: _Here) -> None:
        if any(getattr(child, "is_column", False) for child in box.children):
            for number, _ in here.slots:
                self.tree.placings[number].columns = box_of.column_count(box)

    def share(self, box: Box) -> None:
        name = box_of.attribute(box, "data-column")
        if name:
            content = box_of.content(box)
            height = content.bottom - content.top if box_of.fixed_height(box) else inf
            self.tree.shared.append(Shared(name, height, box_of.stacked(box)))

    def item(self, box: Box, here: _Here) -> None:
        index = box_of.attribute(box, "data-item") or ""
        if index.isdecimal() and here.slots and not box.is_column:
            height = from_px(box.margin_height())
            self.tree.placings[here.slots[-1][0]].items.append((int(index), height))

    def set(self, box: Box, here: _Here) -> None:
        if here.slots and box_of.attribute(box, "class") == "set":
            corners = geometry.quad(box_of.content(box), here.matrix)
            self.tree.placings[here.slots[-1][0]].sets.append((here.page, corners))

    def field(self, box: Box, here: _Here) -> None:
        names = (box_of.attribute(box, "data-field") or "").split()
        if names and here.slots and id(box.element) not in self.fielded:
            self.fielded.add(id(box.element))
            slot = self.tree.placings[here.slots[-1][0]].name
            block = box if box_of.is_block(box) else here.block
            self.tree.fields.append(field_style(box, slot, names[0], from_px(block.width)))

    def line(self, line: Box, here: _Here) -> None:
        inside = list(box_of.inline(line))
        found = [child for child in inside if isinstance(child, box_of.TEXT)]
        drawings = [child for child in inside if isinstance(child, box_of.REPLACED)]
        if not here.slots or not (found or drawings):
            return
        seen = self.tree.placings[here.slots[-1][0]].seen
        seen.extend(child.text for child in found if not box_of.is_generated(child))
        made = _bare_line(line, here)
        inks = [one for child in found if (one := ink(child))]
        inks += [box_of.border(child) for child in drawings]
        sizes = [_PT_PER_PX * child.style["font_size"] for child in found if child.text.strip()]
        made = made._replace(
            text="".join(child.text for child in found), size=min(sizes, default=inf)
        )
        self.add(_inked(made, geometry.union(inks), here) if inks else made, here)

    def add(self, line: Line, here: _Here) -> None:
        page = self.tree.pages[here.page - 1]
        past = geometry.beyond(line.ink, page.width, page.height)
        self.tree.lines.append(line._replace(beyond=past))


def _turned(here: _Here, own: Box) -> _Here:
    (a, b, _), (c, d, _), (e, f, _) = own
    matrix: Transform = (a, b, c, d, e, f)
    slots = tuple((number, geometry.product(matrix, way)) for number, way in here.slots)
    return replace(here, matrix=geometry.product(matrix, here.matrix), slots=slots)


def _bare_line(box: Box, here: _Here) -> Line:
    """Return a line of this box's size, whose ink is the box."""
    rect = box_of.line_box(box) if isinstance(box, box_of.LINE) else box_of.border(box)
    block = here.block
    line = Line(
        slots=here.slots,
        page=here.page,
        text="",
        box=rect,
        wide=-inf if block is None else box_of.past_measure(rect, block),
        paragraph=0 if block is None else id(block.element),
        column=here.column,
        frame=here.frame,
        hangs=block is not None and block.is_outside_marker,
        tail=here.tail,
        ink=geometry.quad(rect, here.matrix),
        shown=1.0,
        beyond=-inf,
        size=inf,
    )
    return line if isinstance(box, box_of.LINE) else _inked(line, rect, here)


def _inked(line: Line, rect: Rect, here: _Here) -> Line:
    shown = min((_shown(rect, here.matrix, *clip) for clip in here.clips), default=1.0)
    return line._replace(ink=geometry.quad(rect, here.matrix), shown=shown)


def _shown(rect: Rect, matrix: Transform, window: Rect, window_matrix: Transform) -> float:
    """Return the share of the ink that a clip leaves; exact for a clip in the same axes."""
    if window_matrix != matrix:
        back = geometry.inverse(window_matrix)
        if back is None:
            return 0.0
        rect = geometry.bounds(rect, geometry.product(matrix, back))
    return geometry.share(rect, window)
