"""What our setter is proven to set exactly as the engine does; all else is left to the engine.

A list of what is known, never of what is known to fail: knowledge of the engine's faults ages.
Reasons are for reports; empty means proven.
"""

import unicodedata
from functools import cache

from leaflets import faces
from leaflets.faces import Face
from leaflets.model.proof import FieldStyle
from leaflets.setting.field import drawn_text
from leaflets.setting.line import SOFT_HYPHEN, limit, lines, width
from leaflets.setting.runs import is_blank, pieces
from leaflets.setting.spacing import is_mark
from leaflets.setting.type import Type, type_of

# What a measured style's `others` must tell of, where its value is not the one CSS begins with.
WATCHED = (
    "block-ellipsis",
    "continue",
    "font-language-override",
    "font-stretch",
    "font-variant-caps",
    "font-variation-settings",
    "hyphens",
    "max-lines",
    "opacity",
    "overflow-wrap",
    "text-align-last",
    "text-decoration-line",
    "text-indent",
    "text-overflow",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "visibility",
    "white-space",
    "word-break",
    "word-spacing",
)
# Proven with these values; some depend on the text.
_VALUES = {
    "font-variant-caps": ("small-caps", "all-small-caps"),
    "hyphens": ("none", "auto"),
    "overflow-wrap": ("anywhere", "break-word"),
    "text-transform": ("uppercase",),
}
# Families that name no face of ours and can stand only behind those that do.
_GENERIC = ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui")
_ALIGNMENTS = ("start", "center", "end", "left", "right")
_CAPITALS = ("smcp", "c2sc")
_SCRIPTS = frozenset(("Latn", "Cyrl", "Grek", "Armn", "Geor", ""))
_BACKWARD = frozenset(("Arab", "Hebr"))
_TURNING = ("R", "AL", "AN")
_EITHER = " \u00a0,.،"
_NO_SIGNS = ("Me", "Mc", "Zl", "Zp")
# Zero-width space and word joiner are drawn as nothing; of other such signs nothing is proven.
_FORMATS = "\u200b\u2060\u00ad"
# From here on signs may be drawn as pictures, or come from faces of their own.
_PICTURES = "\u2300"


def unproven(style: FieldStyle) -> str:
    """Return why the setter may not set a field of this style, whatever its text."""
    named = [bool(_face(family, style)) for family in style.faces]
    if not any(named) or sorted(named, reverse=True) != named or _unknown(style, named):
        return f"font-family: {', '.join(style.faces)}"
    if style.align not in _ALIGNMENTS:
        return f"text-align: {style.align}"
    if style.size <= 0:
        return "font-size: 0"
    for name, value in style.others:
        if value not in _VALUES.get(name, ()):
            return f"{name}: {value}"
    return ""


def unsettable(style: FieldStyle, scale: float = 1.0) -> str:
    """Return why the setter may not set `style.text`; `style` has passed `unproven`.

    `scale`: at which it is set. The text is the whole line, a template's own words included.
    """
    text, how = drawn_text(style), type_of(style)
    if not text:
        return ""
    reason = _strange(text, how.faces) or _turned(text, style) or _accents(text, how)
    return reason or _capitals(text, how, style) or _breaks(text, how.scaled(scale), style)


def _face(family: str, style: FieldStyle) -> Face | None:
    return faces.nearest(family, style.weight, "italic" if style.italic else "normal")


def _unknown(style: FieldStyle, named: list[bool]) -> bool:
    pairs = zip(style.faces, named, strict=True)
    return any(not known and family not in _GENERIC for family, known in pairs)


def _strange(text: str, candidates: tuple[Face, ...]) -> str:
    """Return which letter is of a script or kind that is not proven, or of no face."""
    for letter in dict.fromkeys(text):
        if not _way(letter):
            return f"the sign U+{ord(letter):04X}"
    for letter in set(text) - faces.letters(candidates[0]):
        if not is_blank(letter) and not faces.owner(letter, candidates):
            return f"no face has U+{ord(letter):04X}"
    return ""


@cache
def _way(letter: str) -> str:
    """Return which way a letter runs: forward, backward, or either; empty: it is not proven."""
    category, script = unicodedata.category(letter), faces.script(letter)
    if category == "Lo" and script in _BACKWARD:
        return script
    if letter in _EITHER:
        return "either"
    if script not in _SCRIPTS or unicodedata.bidirectional(letter) in _TURNING:
        return ""
    if category == "Cf":
        return "forward" if letter in _FORMATS else ""
    strange = category[0] == "C" or category in _NO_SIGNS or "\ufe00" <= letter <= "\ufe0f"
    return "" if strange or (category == "So" and letter >= _PICTURES) else "forward"


def _turned(text: str, style: FieldStyle) -> str:
    """Return whether directions are mixed: one way or the other, and nothing in between."""
    ways = set(map(_way, text)) - {"either"}
    if not ways & _BACKWARD:
        return "" if style.direction == "ltr" else "mixed directions"
    ends_in_letters = text[0] not in _EITHER and text[-1] not in _EITHER
    if len(ways) > 1 or (style.direction != "rtl" and not ends_in_letters):
        return "mixed directions"
    return ""


def _accents(text: str, how: Type) -> str:
    """Return whether accents or signs of no width stand where Pango spaces them its own way."""
    if is_mark(text[0]):
        return "an accent without a letter"
    if how.spacing < 0 and any(one in _FORMATS for one in text):
        return "a sign of no width between letters set tight"
    cut = pieces(text, how.faces)
    torn = any(is_mark(text[one.start]) for one in cut)
    torn = torn or any(is_mark(text[one.end - 1]) for one in cut[:-1])
    return "a spaced accent between two faces" if how.spacing and torn else ""


def _capitals(text: str, how: Type, style: FieldStyle) -> str:
    """Return whether Pango would make small capitals itself, from larger ones."""
    if not any(name == "font-variant-caps" for name, _ in style.others):
        return ""
    wanted = [tag for tag, value in how.features if tag in _CAPITALS and value]
    for piece in pieces(text, how.faces):
        if not all(faces.has_feature(piece.face, tag, piece.script) for tag in wanted):
            return f"{piece.face.name} has no small capitals"
    return ""


def _breaks(text: str, how: Type, style: FieldStyle) -> str:
    """Return whether a line may end within a word."""
    within = dict(style.others)
    if SOFT_HYPHEN not in text and not within.keys() & {"hyphens", "overflow-wrap"}:
        return ""
    made = lines(text, how, style.width)
    if max(width(line, how) for line in made) > limit(style.width):
        return "a word wider than its line"
    hyphened = SOFT_HYPHEN in text or within.get("hyphens") == "auto"
    return "hyphenation" if hyphened and len(made) > 1 else ""
