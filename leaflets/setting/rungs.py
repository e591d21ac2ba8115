"""A rung: one line set to the measure, so that its size follows from its text; lengths in mm."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import floor, inf, log

from leaflets.faces import Face, Shaping, covers, known, metrics, script, shape
from leaflets.model.material import Set, SetLine
from leaflets.setting.ink import Ink, ink
from leaflets.units import from_pt, to_pt

LINE, ACCENT, CATCHWORD = "line", "accent", "catchword"

# A text that would be too tall is letter-spaced, by so much at most (em). The larger the type, the
# less: what is allowed falls from capitals of 3 % of the measure on. Small letters take almost
# none: spaced, they come apart.
_SPACED, _SPACED_SMALL = 0.3, 0.03
_SPACED_SHARE = 0.012
# After that it may be so much taller than allowed, and after that it stays short of the measure.
TALLER = 1.5
# What these cost, in shares of size: an em of letter-spacing, being short, a taller e-fold.
_SPACING_COST, _SHORT_COST, _TALL_COST = 0.6, 3.0, 0.3
# What an e-fold of size is worth; the accent earns its room.
_WORTH = {LINE: 0.3, ACCENT: 0.5}
# Lines whose body is less than this share of the measure read as noise between loud ones: on A4
# that is 7 mm, ascenders and descenders 11. They lose more, with the square of what they lack.
_QUIET, _NOISE = 0.04, 0.6
# A comma or a breve may stand in the gap, so far that two that meet still stand apart.
_INTO_GAP = 0.3
# An em of letter-spacing that is tried to see what it adds.
_TRIED = 0.125
# Letter-spacing is written in whole thousandths of an em, and cut by the engine: half of one more
# is what it cuts to the value that was meant.
_THOUSANDTHS = 1000
_HALF = 0.0005
# Letters that hang together: letter-spacing would tear them.
_JOINED = "Arab Syrc Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Thai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What all rungs of a ladder share: measure and gap in mm, language, direction.

    `taller` is how many times the greatest height a text may have that is too short for it.
    """

    width: float
    gap: float
    language: str
    rtl: bool
    taller: float = TALLER


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One line at its size.

    Attributes:
        text: As drawn.
        spaced: Whether a word space follows.
        face: Its face.
        size: mm to the em.
        spacing: Letter-spacing in em.
        body: What its height counts as: its capitals', half-way to them with small letters.
        rise, fall: What it takes above and below its baseline.
        over, under: What of its ink stands out of that, into the gaps.
        role: line, accent or catchword.
        cost: Of its spacing and shortness.
        worth: Of its size, if it held the whole text.
    """

    text: str
    spaced: bool
    face: Face
    size: float
    spacing: float
    body: float
    rise: float
    fall: float
    over: float
    under: float
    role: str
    cost: float
    worth: float

    @property
    def height(self) -> float:
        """Return what it takes."""
        return self.rise + self.fall


@lru_cache(maxsize=50_000)
def fitted(
    text: str, face: Face, limits: tuple[float, float], measure: Measure, role: str = LINE
) -> Rung | None:
    """Return `text` set to the measure; None where it would be lower than the least of `limits`.

    `limits` are the least and greatest body height. What would be taller is letter-spaced, then
    grows to half as much again, and then stays short of the measure.
    """
    bare = _ink(text, face, measure)
    if not bare.boxes:
        return None
    size, spacing = measure.width / bare.width, 0.0
    body = _body(text, face, bare)
    if body * size < limits[0]:
        return None
    if body * size > limits[1]:
        size, spacing = _spread(text, face, limits[1] / body, measure)
    black = _ink(text, face, measure, spacing)
    short = max(0.0, 1 - black.width * size / measure.width)
    cost = _SPACING_COST * spacing + _SHORT_COST * short
    cost += _TALL_COST * max(0.0, log(body * size / limits[1]))
    return _made(text, face, (size, spacing), measure, (role, cost))


def at_size(text: str, face: Face, size: float, measure: Measure) -> Rung:
    """Return `text` at `size` mm to the em, however wide."""
    return _made(text, face, (size, 0.0), measure, (LINE, 0.0))


def catchword(text: str, face: Face, least: float, measure: Measure) -> Rung:
    """Return a little word whose small letters are lower than the least capitals, `least`."""
    size = 0.8 * least / metrics(face).x
    return _made(text, face, (size, 0.0), measure, (CATCHWORD, 0.0))


def width(text: str, face: Face, measure: Measure) -> float:
    """Return the width of the ink of `text`, in em."""
    return _ink(text, face, measure).width


def body_height(text: str, face: Face, measure: Measure) -> float:
    """Return what the height of a rung with `text` counts as, in em."""
    return _body(text, face, _ink(text, face, measure))


def body_of(line: SetLine, measure: Measure) -> float:
    """Return what the height of a line counts as, in mm."""
    return body_height(line.text.strip(), _named(line.face), measure) * from_pt(line.size)


def lowered(line: SetLine, down: float) -> SetLine:
    """Return a line `down` mm further down."""
    left, top, right, bottom = line.ink
    style = _style(line.x, line.y + down, _named(line.face), (line.size, line.spacing))
    return replace(
        line,
        style=style,
        y=line.y + down,
        ink=(left, top + down, right, bottom + down),
    )


def stacked(rungs: tuple[Rung, ...], measure: Measure, cost: float) -> Set:
    """Return the rungs over each other; the ink of the first and the last stays inside."""
    if not rungs:
        return Set(lines=(), width=measure.width, height=0.0, size=0.0, cost=cost)
    lines, y = [], rungs[0].over
    for index, rung in enumerate(rungs):
        y += rung.rise
        lines.append(_line(rung, y, measure, last=index == len(rungs) - 1))
        y += rung.fall + measure.gap
    height = y - measure.gap + rungs[-1].under
    size = max(line.size for line in lines)
    return Set(lines=tuple(lines), width=measure.width, height=height, size=size, cost=cost)


def _named(name: str) -> Face:
    return next(face for face in known() if face.name == name)


def _ink(text: str, face: Face, measure: Measure, spacing: float = 0.0) -> Ink:
    # An even edge between rules: no quotation mark hangs.
    if not spacing:
        return ink(text, face, measure.language, hangs=False)
    natural, gaps = _unspaced(text, face, measure.language)
    return replace(natural, right=natural.right + spacing * gaps, boxes=())


@lru_cache(maxsize=20_000)
def _unspaced(text: str, face: Face, language: str) -> tuple[Ink, float]:
    """Return the ink of a text that is letter-spaced by nothing, and how many spaces it has.

    Letter-spacing switches ligatures off; beyond that the width is a straight line over it.
    """
    one = ink(text, face, language, hangs=False, spacing=_TRIED)
    two = ink(text, face, language, hangs=False, spacing=2 * _TRIED)
    gaps = round((two.right - one.right) / _TRIED)
    return replace(one, right=one.right - gaps * _TRIED), gaps


def _body(text: str, face: Face, black: Ink) -> float:
    if not metrics(face).has_capitals:
        return black.top - black.bottom
    if _small(text):
        return (metrics(face).x + metrics(face).cap) / 2
    return metrics(face).cap


def _small(text: str) -> bool:
    return text != text.upper()


def _spread(text: str, face: Face, tallest: float, measure: Measure) -> tuple[float, float]:
    """Return size (mm to the em) and letter-spacing (em) of a text that is short for its height."""
    black, gaps = _unspaced(text, face, measure.language)
    natural = black.width
    most = _most_spacing(text, face, tallest, measure)
    wanted = (measure.width / tallest - natural) / gaps if gaps > 0 else inf
    if wanted > most:
        widest = measure.width / (natural + most * gaps)
        return min(widest, measure.taller * tallest), most
    spacing = max(0.0, floor(wanted * _THOUSANDTHS) / _THOUSANDTHS)
    width = natural + spacing * gaps if spacing else _ink(text, face, measure).width
    return measure.width / width, spacing


def _most_spacing(text: str, face: Face, tallest: float, measure: Measure) -> float:
    if any(script(letter) in _JOINED.split() for letter in text):
        return 0.0
    if _small(text):
        return _SPACED_SMALL
    share = metrics(face).cap * tallest / measure.width
    return floor(min(_SPACED, _SPACED_SHARE / share) * _THOUSANDTHS) / _THOUSANDTHS


def _made(
    text: str, face: Face, how: tuple[float, float], measure: Measure, judged: tuple[str, float]
) -> Rung:
    (size, spacing), (role, cost) = how, judged
    black = _ink(text, face, measure, spacing)
    body = _body(text, face, black) * size
    top, bottom = black.top * size, -black.bottom * size
    if role == CATCHWORD or not metrics(face).has_capitals:
        rise, fall = top, max(0.0, bottom)
    elif _small(text):
        # Small letters at gaps measured by ink look uneven: the face's own rise and fall do not.
        rise = max(top, _of("d", face, measure).top * size)
        fall = max(bottom, -_of("p", face, measure).bottom * size)
    else:
        into = _INTO_GAP * measure.gap
        rise, fall = max(metrics(face).cap * size, top - into), max(0.0, bottom - into)
    return Rung(
        text=text,
        spaced=False,
        face=face,
        size=size,
        spacing=spacing,
        body=body,
        rise=rise,
        fall=fall,
        over=max(0.0, top - rise),
        under=max(0.0, bottom - fall),
        role=role,
        cost=cost,
        worth=_worth(role, body / measure.width),
    )


def _worth(role: str, share: float) -> float:
    noise = max(0.0, log(_QUIET / share)) if role == LINE else 0.0
    return _WORTH.get(role, 0.0) * log(share) - _NOISE * noise**2


def _of(letter: str, face: Face, measure: Measure) -> Ink:
    return _ink(letter if covers(face, letter) else "", face, measure)


def _line(rung: Rung, baseline: float, measure: Measure, *, last: bool) -> SetLine:
    points = floor(to_pt(rung.size) * _THOUSANDTHS + 1e-6) / _THOUSANDTHS
    size, face = from_pt(points), rung.face
    black = _ink(rung.text, face, measure, rung.spacing)
    width = black.width * size
    left = measure.width - width if measure.rtl else 0.0
    if rung.role == CATCHWORD:
        left = (measure.width - width) / 2
    text = rung.text + " " * (rung.spaced and not last)
    pen = left - black.left * size
    if measure.rtl and text.endswith(" "):
        # In right-to-left text the word space stands to the left of the line.
        pen -= shape(" ", face, Shaping(language=measure.language)).advance * size
    spacing = (rung.spacing + _HALF) * points if rung.spacing else 0.0
    return SetLine(
        text=text,
        style=_style(pen, baseline, face, (points, spacing)),
        x=pen,
        y=baseline,
        size=points,
        ink=(left, baseline - black.top * size, left + width, baseline - black.bottom * size),
        role=rung.role,
        face=face.name,
        spacing=round(spacing, 3),
    )


def _style(pen: float, baseline: float, face: Face, how: tuple[float, float]) -> str:
    points, spacing = how
    top = baseline - metrics(face).centre * from_pt(points)
    spaced = f";letter-spacing:{spacing:.3f}pt" if spacing else ""
    return (
        f"left:{pen:.3f}mm;top:{top:.3f}mm;"
        f"font:{face.style} {face.weight} {points:.3f}pt/0 '{face.family}'{spaced}"
    )
