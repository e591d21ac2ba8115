"""A line of text as the engine sets it: its width, and where a paragraph breaks into lines.

What makes it agree with Pango to its own unit: sizes and letter-spacing cut to 1/1024 px, runs of
one script, faces chosen letter by letter, greedy lines at Pango's break opportunities.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from leaflets.faces import PANGO_UNITS, Face, Shaping, advance, breaks, covers, owner, script
from leaflets.units import to_px

# White space that CSS folds; no-break and thin spaces stay.
_FOLDED = re.compile(r"[ \t\n\r\f]+")
_SOFT = "\u00ad"
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a line is set: faces in order of preference, size and letter-spacing in pt, language."""

    faces: tuple[Face, ...]
    size: float
    spacing: float = 0.0
    language: str = ""


def folded(text: str) -> str:
    """Return `text` with its white space folded as CSS folds it, none at its ends."""
    return _FOLDED.sub(" ", text).strip(" ")


def width(text: str, how: Type) -> float:
    """Return the width of one line in pt, a letter-space after its last letter included."""
    return sum(
        advance(part, face, _shaping(how, run_script))
        for face, part, run_script in _pieces(text, how.faces)
    )


def lines(text: str, how: Type, measure: float) -> tuple[str, ...]:
    """Return folded `text` in the lines that the engine makes of it in `measure` mm.

    A line takes what fits, at least up to the first break; its closing space is dropped.
    """
    if not text:
        return ()
    room = limit(measure)
    if width(text, how) <= room:
        return (text,)
    stops = [*_breaks(text, how.language), len(text)]
    made, start, first = [], 0, 0
    while first < len(stops):
        after = first + 1
        while after < len(stops) and width(_drawn(text[start : stops[after]]), how) <= room:
            after += 1
        made.append(_drawn(text[start : stops[after - 1]]))
        start, first = stops[after - 1], after
    return tuple(made)


def parts(text: str, language: str) -> tuple[str, ...]:
    """Return folded `text` cut where lines may break, closing spaces kept."""
    stops = (0, *_breaks(text, language), len(text))
    return tuple(text[start:end] for start, end in pairwise(stops))


def limit(measure: float) -> float:
    """Return a measure of `measure` mm in pt, cut to Pango's units as the engine cuts it."""
    # What is left over is the rounding of mm to px and back, and no unit.
    return int(to_px(measure) * PANGO_UNITS + 1e-6) / PANGO_UNITS * 0.75


_breaks = lru_cache(maxsize=10_000)(breaks)
_shaping = lru_cache(maxsize=10_000)(
    lambda how, run_script: Shaping(
        size=how.size, spacing=how.spacing, language=how.language, script=run_script
    )
)


def _drawn(line: str) -> str:
    line = line.rstrip(" ")
    return line + "-" if line.endswith(_SOFT) else line


@lru_cache(maxsize=10_000)
def _pieces(text: str, faces: tuple[Face, ...]) -> tuple[tuple[Face, str, str], ...]:
    """Return (face, text, script) of each piece that is shaped by itself."""
    return tuple(
        (face, part, run_script)
        for run, run_script in _runs(text)
        for face, part in _parts(run, faces)
    )


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of one script with it: what all scripts share goes with the run before."""
    used = {script(letter) for letter in set(text)} - {""}
    if len(used) <= 1:
        yield text, "".join(used)
        return
    scripts = _scripts(text)
    start = 0
    for index, (left, right) in enumerate(pairwise(scripts), 1):
        if left != right:
            yield text[start:index], left
            start = index
    yield text[start:], scripts[-1]


def _scripts(text: str) -> list[str]:
    """Return each letter's script; a closing bracket has that of its opening one."""
    found: list[str] = []
    opened: list[tuple[str, int]] = []
    for index, letter in enumerate(text):
        own = script(letter)
        if not own and letter in _BRACKETS:
            opened.append((_BRACKETS[letter], index))
        elif not own and letter in _BRACKETS.values():
            own = _opening(letter, opened, found)
        found.append(own or (found[-1] if found else ""))
    first = next((one for one in found if one), "")
    return [one or first for one in found]


def _opening(letter: str, opened: list[tuple[str, int]], found: list[str]) -> str:
    while opened:
        closing, index = opened.pop()
        if closing == letter:
            return found[index]
    return ""


def _parts(run: str, faces: tuple[Face, ...]) -> Iterator[tuple[Face, str]]:
    """Yield the parts of one face: Pango takes the first that has the letter."""
    if covers(faces[0], run):
        yield faces[0], run
        return
    owners = _owners(run, faces)
    start = 0
    for index, (left, right) in enumerate(pairwise(owners), 1):
        if left != right:
            yield left, run[start:index]
            start = index
    yield owners[-1], run[start:]


def _owners(run: str, faces: tuple[Face, ...]) -> list[Face]:
    """Return each letter's face; accents keep to their letter, spaces to the preferred side."""
    found: list[Face | None] = []
    for letter in run:
        before = found[-1] if found else None
        accent = before and unicodedata.combining(letter) and owner(letter, (before,))
        blank = letter.isspace() or unicodedata.category(letter) == "Cf"
        found.append(before if blank or accent else owner(letter, faces) or faces[0])
    return _with_spaces(run, found, faces)


def _with_spaces(run: str, found: list[Face | None], faces: tuple[Face, ...]) -> list[Face]:
    settled: list[Face] = []
    after: Face | None = None
    for letter, own in zip(reversed(run), reversed(found), strict=True):
        face = own
        if after and (face is None or letter.isspace()):
            preferred = face is None or faces.index(after) < faces.index(face)
            face = after if preferred else face
        after = face
        settled.append(face or faces[0])
    return settled[::-1]
