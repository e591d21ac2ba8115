"""A layout as its contract says: what a designer's folder promises."""

from dataclasses import dataclass
from pathlib import Path

# Trimmed sizes in mm, upright: ISO 216.
FORMATS = {"a3": (297.0, 420.0), "a4": (210.0, 297.0), "a5": (148.0, 210.0), "a6": (105.0, 148.0)}

# What holds values that differ from region to region; its box is fixed.
REGIONAL = ("region", "link", "qr")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """How a regional value is fitted: at most `lines` lines, down to `minimum` of its CSS size."""

    name: str
    lines: int = 1
    minimum: float = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A named area of a layout that takes one kind of material.

    Attributes:
        name: As in the contract and in `data-slot`.
        holds: kicker, headline, lead, excerpts, demands, number, words, region, qr, link, signed,
            imprint or image.
        set: How display sets it: text, poster or ladder (balance, cells, ink come later).
        fit: The group whose scale it shares, or empty.
        face: Face names for display, the first that covers the whole text sets it.
        lines: Fewest and most lines of a set text.
        stand: Where a set text stands in its box: top, middle or bottom.
        minimum: A set text's smallest type size, in pt.
        gap: Air between cap height and baseline of the next line, in em; in a ladder, a share of
            the measure.
        case: `upper` or `as-is`, for set texts.
        count: Fewest and most items (excerpts, demands); None where the slot holds one thing.
        words: The name of the shipped words it holds (`t`), when `holds` is words.
        fields: The regional values it prints, in order.
        pages: How many pages a flow may take; 1 for a slot.
        column: The column whose free height it shares with other ladders, or empty.
        each: Whether every item is set on its own, in a box of its own.
        numbered: Whether items begin with their number.
        optional: Whether display may leave it out when its column is full.
        height: Least and greatest height of a ladder's rung: its capitals' (of small letters,
            half-way to them), as shares of the measure.
        ratio: How many times its lowest rung a ladder's highest may be, the accent apart.
        contrast: What a ladder gives up for even rungs, in shares of size for each e-fold.
        ragged: Whether lines may stay short of the measure, where its column is too full.
        mix: Whether each rung takes the face that suits it, or all take the first.
        accent: `word` where one word stands alone in the accent, `line` where the line that holds
            it stands in the accent, or empty.
        accent_height: `height`, for that word.
        catch: The face of a little word between dashes before the accent, or empty.
    """

    name: str
    holds: str
    set: str = "text"
    fit: str = ""
    face: tuple[str, ...] = ()
    lines: tuple[int, int] = (1, 99)
    stand: str = "top"
    minimum: float = 0.0
    gap: float = 0.115
    case: str = "as-is"
    count: tuple[int, int] | None = None
    words: str = ""
    fields: tuple[FieldRule, ...] = ()
    pages: int = 1
    column: str = ""
    each: bool = False
    numbered: bool = False
    optional: bool = False
    height: tuple[float, float] = (0.02, 0.2)
    ratio: float = 3.0
    contrast: float = 0.1
    ragged: bool = False
    mix: bool = False
    accent: str = ""
    accent_height: tuple[float, float] = (0.09, 0.42)
    catch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitGroup:
    """Slots that share one scale: its limits (shares of the CSS size) and the most air in mm."""

    name: str
    minimum: float = 0.8
    maximum: float = 1.6
    air: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFormat:
    """One format of a layout.

    Attributes:
        name: a3, a4, a5 or a6.
        width, height: Trimmed size in mm.
        sides: Pages of the leaflet.
        read_from: How far the code is read from, in m.
    """

    name: str
    width: float
    height: float
    sides: int
    read_from: float = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of a layout's chain, read: its name for messages, its path and its text."""

    name: str
    path: Path
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout with everything it extends, read and checked.

    Attributes:
        name: The folder's name.
        title, about: For people.
        origin: Where it came from: the folder's path.
        chain: Its name, then its parents', the nearest first.
        formats: In the contract's order.
        faces: All the faces its CSS and slots may name, e.g. "Literata 500".
        inks: Ink names of the palette it uses, e.g. black, accent.
        bw: For each ink but black, what it becomes when there is one ink: black, paper or screen.
        slots: In the contract's order.
        fit: The groups.
        pages: Jinja sources by template name ("wedge/page.html"), own and inherited.
        styles: (format or "", sheet), parents' first, style.css before the format's own.
    """

    name: str
    title: str
    about: str
    origin: Path
    chain: tuple[str, ...]
    formats: tuple[LayoutFormat, ...]
    faces: tuple[str, ...]
    inks: tuple[str, ...]
    bw: tuple[tuple[str, str], ...]
    slots: tuple[Slot, ...]
    fit: tuple[FitGroup, ...]
    pages: tuple[tuple[str, SourceFile], ...] = ()
    styles: tuple[tuple[str, SourceFile], ...] = ()

    def format(self, name: str) -> LayoutFormat | None:
        """Return the format called `name`, or None if the layout lacks it."""
        return next((one for one in self.formats if one.name == name), None)

    def slot(self, name: str) -> Slot | None:
        """Return the slot called `name`, or None."""
        return next((one for one in self.slots if one.name == name), None)
