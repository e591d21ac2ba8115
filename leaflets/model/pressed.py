"""Pages in their inks, with the places that a region's codes and fields will fill."""

from dataclasses import dataclass

# PDF order: x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]
# The key by which the form of a blank is known in a file; its value is the blank's name.
BLANK_KEY = "/LeafletsBlank"
# On a tagged page: the marks there of the parts of a form, in their order.
MARKS_KEY = "/LeafletsMarks"
# The name of every blank that holds where a region's links lead.
ADDRESS = "address"


def part(blank: str, number: int) -> str:
    """Return the name of one part of a form: what it says is a blank, too."""
    return f"{blank}/{number}"


def of_language(name: str, language: str) -> str:
    """Return what a slot or blank is called where each side speaks a language of its own.

    As columns of a table are: `headline.ru`, and `event.ru.1` of `event.1`. Without a language it
    keeps its name.
    """
    own, point, rest = name.partition(".")
    return f"{own}.{language}{point}{rest}" if language else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A place in a pressed master that stamping fills.

    Attributes:
        slot: The layout's name of it.
        kind: "code"; "fields"; "link" where a page for screens is to lead to the link.
        page: From 1.
        matrix: From the blank's own millimetres (origin its lower left corner, y up) to the
            page's user space in pt.
        width, height: In mm.
        ink, ground: What the code is drawn in and on, as PDF operands, e.g. "0 g" and "1 g".
        name: What its form is called on the page; the same wherever it shows.
        paints: Of fields: the operations that set each of its inks.
        mark: Of a code on a tagged page: the number it has in the structure.
        side: Whose it is where each side speaks a language of its own: 2 is the back's.
    """

    slot: str
    kind: str
    page: int
    matrix: Matrix
    width: float
    height: float
    ink: str = "0 g"
    ground: str = "1 g"
    name: str = ""
    paints: tuple[str, ...] = ()
    mark: int | None = None
    side: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Immutable pages in their inks.

    Attributes:
        pdf: Its bytes, boxes and metadata as they will be delivered.
        pages: How many.
        width, height: The trimmed page (or the paper), in mm.
        bleed: In mm.
        blanks: In page order.
    """

    pdf: bytes
    pages: int
    width: float
    height: float
    bleed: float
    blanks: tuple[Blank, ...]
