"""A line of text as the engine sets it: its width, and where a paragraph breaks into lines.

What makes it agree with Pango to its own unit: sizes and letter-spacing cut to 1/1024 px, runs of
one script, faces chosen letter by letter, greedy lines at Pango's break opportunities.
"""

import re
from functools import lru_cache
from itertools import pairwise

from leaflets.faces import PANGO_UNITS, PT_PER_PX, breaks
from leaflets.setting.spacing import hung, loose, tight
from leaflets.setting.type import Type
from leaflets.units import to_px

# White space that CSS folds; no-break and thin spaces stay.
_FOLDED = re.compile(r"[ \t\n\r\f]+")
SOFT_HYPHEN = "\u00ad"
# What mm lose on their way to px and back, in px; Pango counts in 0.001.
_ROUNDING = 1e-9


def folded(text: str) -> str:
    """Return `text` with its white space folded as CSS folds it, none at its ends."""
    return _FOLDED.sub(" ", text).strip(" ")


def width(text: str, how: Type) -> float:
    """Return the width of one line in pt, a letter-space after its last letter included."""
    return tight(text, how).extent / PANGO_UNITS * PT_PER_PX + how.spacing


@lru_cache(maxsize=2000)
def lines(text: str, how: Type, measure: float) -> tuple[str, ...]:
    """Return folded `text` in the lines that the engine makes of it in `measure` mm.

    A line takes what fits, at least up to the first break; its closing space is dropped.
    """
    made, rest = [], text
    while rest:
        end = _first_line(rest, how, measure)
        made.append(_drawn(rest[:end]))
        rest = rest[end:].lstrip(" ")
    return tuple(made)


def parts(text: str, language: str) -> tuple[str, ...]:
    """Return folded `text` cut where lines may break, closing spaces kept."""
    stops = (0, *_breaks(text, language), len(text))
    return tuple(text[start:end] for start, end in pairwise(stops))


def limit(measure: float) -> float:
    """Return a measure of `measure` mm in pt, cut to Pango's units as the engine cuts it."""
    return _room(measure) / PANGO_UNITS * PT_PER_PX


_breaks = lru_cache(maxsize=10_000)(breaks)


def _room(measure: float) -> int:
    return int((to_px(measure) + _ROUNDING) * PANGO_UNITS)


def _drawn(line: str) -> str:
    line = line.rstrip(" ")
    return line + "-" if line.endswith(SOFT_HYPHEN) else line


def _first_line(text: str, how: Type, measure: float) -> int:
    """Return where the first line of `text` ends, its closing space included."""
    room = _room(measure)
    if loose(text, how).extent <= room and _fits(text, len(text), how, measure):
        return len(text)
    stops = _breaks(text, how.language)
    if not stops:
        return len(text)
    if SOFT_HYPHEN in text:
        return stops[max(_hyphened(text, stops, how, room), 1) - 1]
    taken = _taken(text, stops, how, room)
    end = (*stops, len(text))[max(taken, 1) - 1]
    if not _fits(text, end, how, measure):
        # Letter-spacing that the engine counts otherwise than Pango: it takes the first word only.
        return stops[0] if text[stops[0] - 1] == " " else end
    # The engine asks once more for the next word, without the space after it.
    if 0 < taken < len(stops) and text[stops[taken] - 1] == " ":
        more = loose(text[: stops[taken] - 1], how).extent <= room
        return stops[taken] if more else end
    return end


def _taken(text: str, stops: tuple[int, ...], how: Type, room: int) -> int:
    """Return at how many stops, the text's end included, the first line may end.

    Pango weighs glyphs as they are shaped with what follows, and lets a space hang. Cut there,
    they are shaped anew; if that makes them too wide, the stop before is taken.
    """
    weights = _weights(text, how)
    bare = [weights[stop - 1 if text[stop - 1].isspace() else stop] for stop in stops]
    bare.append(weights[-1])
    taken = next((index for index, weight in enumerate(bare) if weight > room), len(bare))
    while 0 < taken <= len(stops) and not _holds(text, stops[taken - 1], how, room):
        taken -= 1
    return taken


def _holds(text: str, end: int, how: Type, room: int) -> bool:
    strip = loose(text, how, end)
    hanging = strip.parts[-1][1][-1].advance if text[end - 1].isspace() else 0
    return strip.extent - hanging <= room


def _weights(text: str, how: Type) -> list[int]:
    """Return how wide the text is up to each of its characters, and all of it."""
    widths = [0] * (len(text) + 1)
    for _, glyphs in loose(text, how).parts:
        for glyph in glyphs:
            widths[glyph.cluster + 1] += glyph.advance
    for index in range(len(text)):
        widths[index + 1] += widths[index]
    return widths


def _fits(text: str, end: int, how: Type, measure: float) -> bool:
    """Return whether a line of Pango's keeps to the measure, as the engine counts."""
    if not how.spacing:
        return True
    wide = hung(text, how, end) / PANGO_UNITS + how.spacing / PT_PER_PX
    return wide <= to_px(measure) + _ROUNDING


def _hyphened(text: str, stops: tuple[int, ...], how: Type, room: int) -> int:
    """Return the same where lines may end in a hyphen that is not in the text."""
    fits = (loose(_drawn(text[:stop]), how).extent <= room for stop in stops)
    return next((index for index, fit in enumerate(fits) if not fit), len(stops))
