"""What a page is composed from: texts ready for type, and the choices that fitting makes."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where the code leads.

    Attributes:
        url: What the code holds: ASCII, host in punycode, path percent-encoded.
        text: What is printed beside it: the short form people copy by hand.
    """

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The texts of one master, after typography: NBSP, quotes and dashes are in place.

    Attributes:
        language: BCP 47.
        title, headline, kicker, lead, imprint: Empty when the statement has none.
        accent: The marked word of the headline, typeset as the headline is, or empty.
        excerpts: In printed order; `ranks` says how important each is (0 is best).
        ranks: One number for each excerpt, in the order of `excerpts`.
        demands: In order.
        signed: One line each.
        region: Field name → printed value (id, name, place, date, time, contact); may be empty.
        words: Name → text that the leaflet adds (`t`), in its language.
        link: The code's link, or None where the leaflet has no code.
        emblem: The campaign's picture as a data: address, or empty.
    """

    language: str
    title: str
    headline: str
    accent: str = ""
    kicker: str = ""
    lead: str = ""
    excerpts: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()
    demands: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    imprint: str = ""
    region: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    link: Link | None = None
    emblem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The page's geometry, all in mm: what the generated CSS tells a layout.

    Attributes:
        width, height: The trimmed page.
        bleed: Art beyond the trim.
        safe: The least distance of text from the trim.
        edge: The strip along the trim that the machine cannot print; art stops there.
    """

    width: float
    height: float
    bleed: float = 0.0
    safe: float = 8.0
    edge: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """One line of a set text.

    Attributes:
        text: As it is drawn, upper-cased if the slot says so; ends in a space unless it is cut or
            the last.
        style: Ready CSS: left, top, font, letter-spacing.
        x, y: Left of the line's box and its baseline, in mm from the slot's top left.
        size: In pt.
        ink: Left, top, right, bottom of the ink in mm from the slot's top left.
        role: line, accent, catchword or letter.
        face: The name of its face, as contracts write it.
        spacing: Letter-spacing in pt, as the style has it.
    """

    text: str
    style: str
    x: float
    y: float
    size: float
    ink: tuple[float, float, float, float]
    role: str = "line"
    face: str = ""
    spacing: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A display text, computed from its glyphs.

    Attributes:
        lines: Top to bottom.
        width, height: What it takes, in mm.
        size: Its largest type, in pt.
        cost: What its breaks and sizes cost; weighs settings of one text against each other.
    """

    lines: tuple[SetLine, ...]
    width: float
    height: float
    size: float
    cost: float = 0.0


# What a slot's text became: one set, or, where items are set one by one, a set for each.
Setting = Set | tuple[Set, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """What typesetting chooses from one attempt to the next; the defaults are the first attempt.

    Attributes:
        scales: Fit group → scale.
        air: Fit group → mm between its items.
        kept: How many excerpts are printed, the best-ranked ones; None prints as many as the slot
            takes.
        sets: Slot → its set text.
        fields: (slot, field) → scale of that regional value.
        without: Optional slots that are left out, since their column is full.
    """

    scales: tuple[tuple[str, float], ...] = ()
    air: tuple[tuple[str, float], ...] = ()
    kept: int | None = None
    sets: tuple[tuple[str, Setting], ...] = ()
    fields: tuple[tuple[tuple[str, str], float], ...] = ()
    without: tuple[str, ...] = ()

    def with_sets(self, sets: tuple[tuple[str, Setting], ...]) -> "Fitting":
        """Return it with `sets` instead of what those slots had."""
        return replace(self, sets=tuple((dict(self.sets) | dict(sets)).items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A style sheet: its name for messages, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A page ready for the engine.

    Attributes:
        html: The whole document.
        sheets: In order; the generated one is last and marks its values important.
        texts: (slot, text) for everything that must be found again on the finished pages,
            each demand and excerpt on its own.
    """

    html: str
    sheets: tuple[Sheet, ...]
    texts: tuple[tuple[str, str], ...]
