"""The rules on a variant's own part of a stamped file: its fields and its codes."""

from leaflets.preflight.codes import codes
from leaflets.preflight.expected import Checked, Expected
from leaflets.preflight.leaflet import coverage
from leaflets.preflight.text import seek, signs
from leaflets.problems import Problem
from leaflets.raster import Pages


def check_fields(pdf: bytes, expected: Expected) -> Checked:
    """Measure what stamping put into a master that was checked: `texts` are those of its fields.

    Every code is read and measured on the finished page, every field found again in its slot.
    """
    with Pages(pdf) as pages:
        seen, coded = codes(pages, expected)
        lost: tuple[Problem, ...] = ()
        if expected.texts and expected.paper is None:
            used = {place.page for slot in expected.slots for place in slot.places}
            written = tuple(
                signs(page, pages.letters(page)) if page in used else ()
                for page in range(1, len(pages) + 1)
            )
            _, lost = seek(written, expected)
    return Checked(problems=(*coded, *lost), codes=seen, coverage=())


def inked(pdf: bytes) -> tuple[float, ...]:
    """Return for each page the share of it that is inked, 0 to 1."""
    with Pages(pdf) as pages:
        return coverage(pages)
