"""A line as the engine's own text operators: glyph numbers with what is added between them."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from leaflets.faces import NOTHING, PANGO_UNITS, Face, Unit, nominal, size_units
from leaflets.setting.spacing import Strip
from leaflets.setting.type import Type

# A glyph's width in 1/1000 em, as the file that draws it notes it.
Widths = Mapping[tuple[Face, int], int]


class Drawn(NamedTuple):
    """A glyph with its adjustments, in 1/1000 em as `TJ` takes them: added ones move left.

    Attributes:
        number: In its font file; None where nothing is drawn.
        before: Added before it, and not taken back.
        after: Added after it, whole.
        rise: For this glyph alone, as `Ts` takes it; most have 0.
        width: In 1/1000 em: what `after` counts on. A file that notes another width for the
            glyph adds the difference to `after`.
    """

    number: int | None
    before: float
    after: int
    rise: float
    width: int


class Run(NamedTuple):
    """Glyphs of one face; `size` in CSS px as `Tf` takes it."""

    face: Face
    size: float
    glyphs: tuple[Drawn, ...]


def runs(strip: Strip, how: Type, noted: Widths) -> tuple[Run, ...]:
    """Return a line's glyphs as runs of one face, left to right.

    `noted` are the widths of glyphs that the file has drawn before, in whatever size.
    """
    size = size_units(how.size)
    return tuple(
        Run(
            face,
            size / PANGO_UNITS,
            tuple(drawn for _, glyphs in group for drawn in _drawn(face, glyphs, size, noted)),
        )
        for face, group in groupby(strip, key=itemgetter(0))
    )


def _drawn(face: Face, glyphs: tuple[Unit, ...], size: int, noted: Widths) -> Iterator[Drawn]:
    """Yield glyphs with the engine's own figures, its faults included.

    Where a glyph is moved sideways or upwards, units count as 1/1000 em, not 1/1024 px.
    """
    em = size / PANGO_UNITS
    for number, _, advance, x, y in glyphs:
        if number == NOTHING:
            yield Drawn(None, -advance / em, 0, 0.0, 0)
            continue
        width = noted.get((face, number)) or nominal(face, number, size)
        shift = x / em
        after = int(width + shift - advance * 1000 * (1 / PANGO_UNITS) / em)
        yield Drawn(number, -shift if shift else 0.0, after, y / 1000, width)
