"""The rows that show what a layout does with a table: longest, shortest, oddest-lettered."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from leaflets import faces
from leaflets.faces import Face, Shaping
from leaflets.model.variant import Variant


def extremes(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """Return of each master's variants the longest, the shortest and the oddest-lettered.

    Length is the width of all that differs by region, measured in a face of the layout. Letters
    are the odder, the fewer variants have them. One variant may be several of the three; of equal
    ones the first is taken. The order stays.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, variant in enumerate(variants):
        groups.setdefault(variant.shared, []).append(place)
    chosen = {
        place
        for places in groups.values()
        for place in _chosen([variants[one] for one in places], places)
    }
    return tuple(variants[place] for place in sorted(chosen))


def _chosen(alike: list[Variant], places: list[int]) -> Iterator[int]:
    """Yield the places of the three among `places`, which `alike` stand at."""
    widths = [_width(variant) for variant in alike]
    letters = [_letters(variant) for variant in alike]
    having = Counter(letter for found in letters for letter in found)
    # Summed in one order, so that a set's own does not tip the last digit.
    odd = [sum(1 / number for number in sorted(having[one] for one in row)) for row in letters]
    for scale, best in ((widths, max), (widths, min), (odd, max)):
        yield places[scale.index(best(scale))]


def _width(variant: Variant) -> float:
    """Return the width of a variant's own texts, in em."""
    return sum(_advance(text, face) for text, face in _texts(variant))


def _letters(variant: Variant) -> frozenset[str]:
    """Return the letters of a variant's own texts, small ones for large ones."""
    whole = "".join(text for text, _ in _texts(variant)).casefold()
    return frozenset(one for one in whole if unicodedata.category(one)[0] in "LM")


def _texts(variant: Variant) -> Iterator[tuple[str, Face]]:
    """Yield what is printed of a variant alone, on both its sides, and a face that sets it."""
    for side in (variant, variant.back) if variant.back else (variant,):
        values = [value for _, value in side.fields]
        for text in (*values, side.link.text if side.link else ""):
            if text:
                yield text, _face(side.master.layout.faces, text)


@lru_cache(maxsize=4096)
def _advance(text: str, face: Face) -> float:
    return faces.advance(text, face, Shaping())


def _face(names: tuple[str, ...], text: str) -> Face:
    """Return the first of the layout's faces that has all of the text, or any that there is."""
    own = [face for name in names if (face := faces.face(name))]
    return next((face for face in own if faces.covers(face, text)), (own or faces.known())[0])
