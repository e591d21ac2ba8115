"""The rules on a variant's own part of a stamped file: its fields and its codes."""

import io
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import pikepdf

from leaflets.preflight.codes import codes
from leaflets.preflight.expected import Checked, Expected
from leaflets.preflight.leaflet import coverage
from leaflets.preflight.live import links
from leaflets.preflight.text import fold, seek, signs
from leaflets.problems import Problem
from leaflets.raster import Pages

_SPARE_MM = 0.5


def check_fields(pdf: bytes, expected: Expected, *, alone: bool = False) -> Checked:
    """Measure what stamping put into a master that was checked: `texts` are those of its fields.

    Every code is read and measured on the page, every field found again in its slot. `alone`: the
    pages hold nothing but codes, so that equal ones are copied once.
    """
    with Pages(pdf) as pages:
        seen, coded = codes(pages, expected, alone=alone)
        lost: tuple[Problem, ...] = ()
        if expected.paper is None and not all(_stand(pages, expected)):
            # Turned or torn: letter by letter, each by its own place.
            written = tuple(signs(page, pages.letters(page)) for page in range(1, len(pages) + 1))
            _, lost = seek(written, expected)
    dead = () if alone else _dead(pdf, expected)
    return Checked(problems=(*coded, *lost, *dead), codes=seen, coverage=())


def _dead(pdf: bytes, expected: Expected) -> tuple[Problem, ...]:
    if not expected.profile.tagged or expected.paper is not None:
        return ()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(links(document, expected))


def stand(texts: tuple[tuple[str, str], ...], written: Mapping[str, str]) -> bool:
    """Tell whether each text of (slot, text) is written in its slot, letter by letter."""
    there = {slot: fold(text) for slot, text in written.items()}
    return all(fold(text) in there.get(slot, "") for slot, text in texts)


def _stand(pages: Pages, expected: Expected) -> Iterator[bool]:
    """Tell of each text whether it stands whole in each box of its slot."""
    slots = {slot.name: slot for slot in expected.slots}
    for slot, group in groupby(expected.texts, key=itemgetter(0)):
        texts = [fold(text) for _, text in group]
        for place in slots[slot].places if slot in slots else ():
            there = fold(pages.text(place.page, place.quad, _SPARE_MM))
            yield all(text in there for text in texts)


def inked(pdf: bytes) -> tuple[float, ...]:
    """Return for each page the share of it that is inked, 0 to 1."""
    with Pages(pdf) as pages:
        return coverage(pages)
