"""The typeset pages with what was measured on them."""

from dataclasses import dataclass

from leaflets.model.copy import Copy
from leaflets.model.material import Fitting
from leaflets.problems import Problem

Point = tuple[float, float]
# Corners of a box in its own order, top left first, clockwise; mm from the trim's top left, y down.
Quad = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a slot lies on a page (from 1), turned as it is printed."""

    page: int
    quad: Quad


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotMeasure:
    """One slot, measured on the engine's box tree; lengths in mm, in the slot's own axes.

    Attributes:
        name: The slot.
        places: Where it lies, in page order.
        sets: Where in it the boxes lie that display filled, in the same order.
        width: The width its text may take.
        room, needed: Height it has, height its content takes (all columns and pages together).
        full: needed / room.
        lines: Lines of text.
        letters: Letters set in it; of a slot placed more than once, those of its fullest place.
        over_down, over_up, over_across: How far its content leaves it.
        over_letters: Letters that lie outside.
        lost_letters: Letters of the source that the engine did not set at all.
        wide: (word or line, mm too wide), for each line wider than its measure.
        squeeze: The scale that the widest line asks for; 1.0 when none is too wide.
        off_page: mm by which its text leaves the page's trim.
        clipped: Whether something cuts its content.
        items: (index, height) of each `data-item` in it.
        frame: Slots that push each other name the same room; 0 when the slot has its own.
        smallest: Its smallest type, in pt, at the present scale.
        copy: What it holds, where its room at another size can be reckoned.
    """

    name: str
    places: tuple[Place, ...]
    sets: tuple[Place, ...] = ()
    width: float = 0.0
    room: float = 0.0
    needed: float = 0.0
    full: float = 0.0
    lines: int = 0
    letters: int = 0
    over_down: float = 0.0
    over_up: float = 0.0
    over_across: float = 0.0
    over_letters: int = 0
    lost_letters: int = 0
    wide: tuple[tuple[str, float], ...] = ()
    squeeze: float = 1.0
    off_page: float = 0.0
    clipped: bool = False
    items: tuple[tuple[int, float], ...] = ()
    frame: int = 0
    smallest: float = 0.0
    copy: Copy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldStyle:
    """The measured style of an element that prints regional values, at scale 1.

    Attributes:
        slot, field: Whose it is.
        text: As it is drawn, before upper-casing.
        width: The line's measure in mm.
        faces: Family names in order, as the CSS names them.
        weight: 100 to 900.
        italic: Whether it is set in italics.
        size: In pt.
        spacing: Letter-spacing in pt.
        upper: Whether CSS upper-cases it.
        language: BCP 47.
        leading: The line's height in pt; 0 where CSS leaves it to the face (`normal`).
        align: start, center, end, left or right.
        direction: ltr or rtl.
        features: OpenType features that CSS asks for, as (tag, value).
        others: (name, value) of each further property of its text that is not as CSS begins, as
            `setting.proven.WATCHED` names them; of a line-height of 0; of pseudo-elements.
    """

    slot: str
    field: str
    text: str
    width: float
    faces: tuple[str, ...]
    weight: int
    italic: bool
    size: float
    spacing: float
    upper: bool
    language: str
    leading: float = 0.0
    align: str = "start"
    direction: str = "ltr"
    features: tuple[tuple[str, int], ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def __hash__(self) -> int:
        """Return a hash of what tells styles apart most: each is a key many times over."""
        return hash((self.slot, self.field, self.text, self.width, self.size))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBlock:
    """An element that prints regional values, alone on its lines; lengths in CSS px.

    Attributes:
        style: As measured at scale 1; its text has marks in the places of values.
        field: The field whose rule and scale it has, or empty.
        x, y: The top left of its content box, from the top left of the slot's padding box.
        height: As measured with what stood in it.
        paint: Which of the slot's inks it is drawn in.
    """

    style: FieldStyle
    field: str
    x: float
    y: float
    height: float
    paint: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoom:
    """The room of a slot whose regional text display sets.

    Attributes:
        text: What it sets, with marks in the places of values.
        width, height: The box that it sets in, in mm.
        x, y: The top left of what is set, in CSS px from that of the slot's padding box.
        style: Of its lines; faces, size and spacing are each line's own. None if they are not
            simply drawn where display puts them.
        paint: Which of the slot's inks they are drawn in.
    """

    text: str
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    style: FieldStyle | None = None
    paint: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalSlot:
    """One place of a slot that holds regional values.

    Attributes:
        name: Of its blank: the slot's and a number.
        slot: The layout's name of it.
        place: Where it lies.
        size: How wide and high its border box is before it is transformed, in px.
        corner: Where its padding box begins on its page, before it is transformed, in px.
        styles: Of its elements that print fields; their texts have marks.
        blocks: Top to bottom; empty if it holds more than plain text that can be set.
        flows: Whether blocks that grow push those below them, and nothing else.
        sure: Whether the places of blocks are known to follow from their heights alone.
        shown: The texts in it as typeset: each with where it begins and its size, in px.
        patterned: Whether it holds patterns that lie as their page does, not as the slot does.
        rises: Whether some of it is drawn in another layer of the page than the slot.
        bottom: Where its room ends, in px from the top of its padding box.
        texts: Of its parts in their order, with marks; empty where a part is more than one text.
        room: Of a text that display sets; it has no blocks.
    """

    name: str
    slot: str
    place: Place
    size: tuple[float, float] = (0.0, 0.0)
    corner: tuple[float, float] = (0.0, 0.0)
    styles: tuple[FieldStyle, ...] = ()
    blocks: tuple[FieldBlock, ...] = ()
    flows: bool = False
    sure: bool = True
    patterned: bool = False
    rises: bool = False
    shown: tuple[tuple[str, float, float, float], ...] = ()
    bottom: float = 0.0
    texts: tuple[str, ...] = ()
    room: SetRoom | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regional:
    """All that differs between the variants of one master.

    Attributes:
        html: The last composed page with marks.
        slots: In the order in which they are drawn.
    """

    html: str
    slots: tuple[RegionalSlot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The pages of one master as the engine wrote them, in the palette's sRGB.

    Attributes:
        pdf: Its bytes; the media box is the trim and the bleed.
        pages: How many.
        width, height, bleed: In mm.
        slots: As measured on the last typesetting, in the contract's order.
        fitting: What was chosen: scales, air, excerpts kept, sets.
        dropped: Texts of the excerpts that did not fit.
        texts: (slot, text) that must be found on the pages.
        typesettings: How many it took.
        problems: Everything found, overset included.
        html: The last composed page.
        regional: What stamping knows of it, if forms were left for that.
    """

    pdf: bytes
    pages: int
    width: float
    height: float
    bleed: float
    slots: tuple[SlotMeasure, ...]
    fitting: Fitting
    dropped: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    typesettings: int
    problems: tuple[Problem, ...]
    html: str
    regional: Regional | None = None
