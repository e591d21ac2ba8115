"""Values that the engine leaves out, takes wrongly, or that hide text: one row a trap."""

from collections.abc import Callable
from dataclasses import dataclass

from leaflets.layout.lint.findings import hidden, misprinted, overrules, unsupported
from leaflets.problems import Position, Problem

_SIZES = r"(min-|max-)?(width|height)|(inline|block)-size|flex-basis"
_PICTURES = r"background(-image)?|border-image(-source)?|list-style(-image)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A trap: which property and value (in small letters) it is, what happens, what to write."""

    name: str
    value: str
    kind: Callable[[Position, str, str], Problem]
    message: str
    hint: str


# Tried on the engine one by one.
TRAPS = (
    Trap(
        name="place-(items|content|self)",
        value="",
        kind=unsupported,
        message="The engine does not take the place-… shorthands.",
        hint="Write align-items and justify-items (-content, -self) for themselves.",
    ),
    Trap(
        name="grid-template|grid",
        value=r"[\"']",
        kind=unsupported,
        message="The engine does not take areas in the grid-template shorthand.",
        hint="Write grid-template-areas, grid-template-rows and grid-template-columns.",
    ),
    Trap(
        name="grid(-template(-columns|-rows)?)?",
        value="auto-fi(t|ll)|subgrid",
        kind=unsupported,
        message="The engine knows neither auto-fit, auto-fill nor subgrid.",
        hint="Write the tracks out: repeat(3, 1fr).",
    ),
    Trap(
        name=_SIZES,
        value="fit-content|min-content|max-content",
        kind=unsupported,
        message="The engine leaves out sizes that follow the content.",
        hint="Write the size in mm, or float the box: it is as wide as what it holds.",
    ),
    Trap(
        name=_PICTURES,
        value="conic-gradient",
        kind=unsupported,
        message="The engine knows no conic gradients.",
        hint="Draw it as an SVG.",
    ),
    Trap(
        name=_PICTURES,
        value=r"gradient\(.*?[^,(]\s[-\d.]+(%|mm|cm|pt|px|em)?\s+[-\d.]+(%|mm|cm|pt|px|em)\s*[,)]",
        kind=unsupported,
        message="The engine leaves out a gradient whose colour has two places.",
        hint="Write the colour twice, once with each place.",
    ),
    Trap(
        name="background",
        value=r"^(?!.*no-repeat).*gradient\(",
        kind=misprinted,
        message="This shorthand repeats its gradient: a stray line of its first colour at the "
        "right edge, on some printers.",
        hint="Write background-image, or add no-repeat.",
    ),
    Trap(
        name="background-repeat",
        value=r"(^|[\s,])(repeat|repeat-x|repeat-y|round|space)($|[\s,])",
        kind=misprinted,
        message="A repeated gradient or picture leaves stray lines where its tiles meet.",
        hint="Write no-repeat, or draw the pattern as one SVG.",
    ),
    Trap(
        name="box-shadow",
        value=r"^(?!none$)",
        kind=misprinted,
        message="The engine draws a shadow as boxes whose seams show in print.",
        hint="Leave it out, or put a second box in a tint behind.",
    ),
    Trap(
        name="position",
        value="^fixed$",
        kind=misprinted,
        message="Fixed boxes hang on the page that the engine lays out, which is 2 m long.",
        hint="Write position:absolute inside the .sheet.",
    ),
    Trap(
        name="position",
        value="^sticky$",
        kind=unsupported,
        message="Nothing sticks on paper.",
        hint="Write position:absolute inside the .sheet.",
    ),
    Trap(
        name="overflow",
        value="^clip$",
        kind=unsupported,
        message="The engine does not know this value.",
        hint="Write `overflow:hidden`, and only on art.",
    ),
    Trap(
        name="font-weight",
        value=r"^(?!([1-9]00|normal|bold|bolder|lighter|inherit|initial|unset|var\(.*)$)",
        kind=unsupported,
        message="The engine takes the weights 100, 200 … 900 and no others.",
        hint="Write the weight of a face that the contract names.",
    ),
    Trap(
        name="text-overflow",
        value="ellipsis|[\"']",
        kind=hidden,
        message="What text-overflow cuts off is lost on paper, and still found by a search.",
        hint="Give the slot a fit group, and let its text grow small enough.",
    ),
    Trap(
        name="max-lines|line-clamp|-webkit-line-clamp|block-ellipsis|continue",
        value=r"^(?!none$|auto$|no-ellipsis$)",
        kind=hidden,
        message="Lines beyond this are lost.",
        hint="Give the slot a height and a fit group; excerpts may drop out by their `count`.",
    ),
    Trap(
        name="clip",
        value="^(?!auto$)",
        kind=hidden,
        message="What is clipped is on the page for a search and not for the reader.",
        hint="Leave what nobody should read out of page.html.",
    ),
    Trap(
        name="visibility",
        value="hidden|collapse",
        kind=hidden,
        message="Text that is not visible is lost on paper.",
        hint="Leave the element out with {% if %} in page.html.",
    ),
    Trap(
        name="text-indent",
        value=r"^-(\d{3,}|\d+(\.\d+)?(in|%)|[5-9]\dmm)",
        kind=hidden,
        message="This moves the text off the page.",
        hint="Leave the element out with {% if %} in page.html.",
    ),
    Trap(
        name="color|-webkit-text-fill-color",
        value="^transparent$",
        kind=hidden,
        message="Text without a colour is lost on paper.",
        hint="Give it an ink, such as var(--black).",
    ),
    Trap(
        name="-webkit-text-stroke(-.*)?",
        value="",
        kind=hidden,
        message="The engine draws no outlines of letters, and says nothing: with a transparent "
        "colour the text vanishes.",
        hint="Choose a heavier face, or draw the word as an SVG.",
    ),
    Trap(
        name="size|bleed(-.*)?|marks",
        value="",
        kind=overrules,
        message="The page's size, bleed and marks come from the format and the way of printing.",
        hint="Take it out; var(--width), var(--height) and var(--bleed) tell them.",
    ),
)
