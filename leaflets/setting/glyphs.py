"""A line as the engine's own text operators: glyph numbers with what is added between them."""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from leaflets.faces import NOTHING, PANGO_UNITS, Face, Unit, size_units, widths
from leaflets.setting.spacing import Strip
from leaflets.setting.type import Type

# A named tuple's own constructor takes twice as long, and there is one for every letter.
_new = tuple.__new__


class Drawn(NamedTuple):
    """A glyph with its adjustments, in 1/1000 em as `TJ` takes them: added ones move left.

    Attributes:
        number: In its font file; None where nothing is drawn.
        before: Added before it, and not taken back.
        after: Added after it, whole; counts on the width that the font file has.
        rise: For this glyph alone, as `Ts` takes it; most have 0.
    """

    number: int | None
    before: float
    after: int
    rise: float


class Run(NamedTuple):
    """Glyphs of one face; `size` in CSS px as `Tf` takes it."""

    face: Face
    size: float
    glyphs: tuple[Drawn, ...]


def runs(strip: Strip, how: Type) -> tuple[Run, ...]:
    """Return a line's glyphs as runs of one face, left to right."""
    size = size_units(how.size)
    return tuple(
        Run(
            face,
            size / PANGO_UNITS,
            tuple([one for _, glyphs in group for one in _drawn(face, glyphs, size)]),
        )
        for face, group in groupby(strip.parts, key=itemgetter(0))
    )


def _drawn(face: Face, glyphs: tuple[Unit, ...], size: int) -> list[Drawn]:
    """Return glyphs with the engine's own figures, its faults included.

    Where a glyph is moved sideways or upwards, units count as 1/1000 em, not 1/1024 px.
    """
    em, wide, found = size / PANGO_UNITS, widths(face), []
    for number, _, advance, x, y in glyphs:
        if number == NOTHING:
            found.append(_new(Drawn, (None, -advance / em, 0, 0.0)))
            continue
        shift = x / em
        # In the engine's own order of operations: its cut falls on the last digits.
        after = int(wide[number] + shift - advance * 1000 * (1 / PANGO_UNITS) / em)
        found.append(_new(Drawn, (number, -shift if x else 0.0, after, y / 1000)))
    return found
