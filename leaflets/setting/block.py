"""A regional field's lines in their places: its text, in its measured style, as the engine sets it.

Lengths in CSS px, as the engine counts; x from the left of the element's content box, y down from
its top.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from leaflets import faces
from leaflets.faces import PANGO_UNITS, PT_PER_PX, Face
from leaflets.model.layout import FieldRule
from leaflets.model.material import Set, SetLine
from leaflets.model.proof import FieldStyle
from leaflets.setting.field import drawn_text, fitted
from leaflets.setting.glyphs import Run, runs
from leaflets.setting.line import lines
from leaflets.setting.overset import Overset
from leaflets.setting.spacing import tight
from leaflets.setting.type import Type, type_of
from leaflets.units import from_pt, to_px

# In mm: lines that display made are not broken again.
_ENDLESS = 1e5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its text as it is drawn, where its baseline begins, its width, and its glyphs.

    A line of nothing but blanks has no runs, as the engine draws none.
    """

    text: str
    x: float
    y: float
    width: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A field's lines, top to bottom, and their height; `over` is what is too much for its rule."""

    lines: tuple[Line, ...]
    height: float
    scale: float
    over: Overset | None = None


def fitted_block(style: FieldStyle, rule: FieldRule) -> Block:
    """Return `style.text` set at the largest scale that keeps to its rule.

    A text with letters that no face has comes back without lines.
    """
    fit = fitted(style, rule)
    return replace(_placed(fit.texts, style, fit.scale), over=fit.over)


def block(style: FieldStyle, scale: float = 1.0) -> Block:
    """Return `style.text` set at `scale`: size, leading and letter-spacing follow it."""
    texts = lines(drawn_text(style), type_of(style).scaled(scale), style.width)
    return _placed(texts, style, scale)


def set_block(one: Set, style: FieldStyle) -> Block:
    """Return the lines of a set text where the engine draws them, from the set's top left.

    Each is a box of no height of its own: its line stands half-way between the face's reaches.
    """
    return Block(lines=tuple(_set_line(line, style) for line in one.lines), height=0.0, scale=1.0)


def set_style(line: SetLine, style: FieldStyle) -> FieldStyle:
    """Return the style that a line of a set text has, where `style` is that of all its lines."""
    face = faces.face(line.face)
    own = in_face(style, face) if face else replace(style, faces=())
    return replace(own, text=line.text, size=line.size, spacing=line.spacing)


def in_face(style: FieldStyle, face: Face) -> FieldStyle:
    """Return the style of a set text's line in `face`."""
    italic = face.style != "normal"
    return replace(
        style, faces=(face.family,), weight=face.weight, italic=italic, upper=False, width=_ENDLESS
    )


def _set_line(line: SetLine, style: FieldStyle) -> Line:
    how = type_of(set_style(line, style))
    strip = tight(line.text, how)
    above, below = faces.reach(how.faces[0], faces.size_units(how.size))
    # As the line's style writes it.
    top = round(line.y - faces.metrics(how.faces[0]).centre * from_pt(line.size), 3)
    return Line(
        text=line.text,
        x=to_px(round(line.x, 3)),
        y=to_px(top) + (above - below) / 2 / PANGO_UNITS,
        width=strip.extent / PANGO_UNITS,
        runs=runs(strip, how),
    )


def _placed(texts: tuple[str, ...], style: FieldStyle, scale: float) -> Block:
    how = type_of(style).scaled(scale)
    leading = style.leading * scale / PT_PER_PX
    top, made = 0.0, []
    for text in texts:
        strip = tight(text, how)
        height, rise = _reach(tuple([face for face, _ in strip.parts]), how, leading)
        wide = strip.extent / PANGO_UNITS + how.spacing / PT_PER_PX
        made.append(
            Line(
                text=text,
                x=_left(wide, to_px(style.width), style),
                y=top + rise,
                width=wide,
                runs=runs(strip, how) if text.strip() else (),
            )
        )
        top += height
    return Block(lines=tuple(made), height=top, scale=scale)


@lru_cache(maxsize=1000)
def _reach(used: tuple[Face, ...], how: Type, leading: float) -> tuple[float, float]:
    """Return a line's height, and its baseline below its top.

    Half of the leading goes above and half below the tallest faces of the line; the line is as
    high as that and its first face together (CSS 2.1, 10.8.1).
    """
    size = faces.size_units(how.size)
    first = faces.reach(how.faces[0], size)
    leading = leading or sum(first) / PANGO_UNITS
    strut = _half_led([first], leading)
    text = _half_led([faces.reach(face, size) for face in used], leading)
    above = max(strut[0], text[0])
    return above + max(strut[1], text[1]), above


def _half_led(reaches: list[tuple[int, int]], leading: float) -> tuple[float, float]:
    above = max(one for one, _ in reaches) / PANGO_UNITS
    below = max(one for _, one in reaches) / PANGO_UNITS
    half = (leading - above - below) / 2
    return above + half, below + half


def _left(wide: float, measure: float, style: FieldStyle) -> float:
    """Return where a line begins; one that fills its measure begins at its start side."""
    free = measure - wide
    start = free if style.direction == "rtl" else 0.0
    if free <= 0:
        return start
    ends = {"center": free / 2, "end": free - start, "left": 0.0, "right": free}
    return ends.get(style.align, start)
