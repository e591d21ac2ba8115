"""A print job against the leaflets it was gathered from, which were checked one by one."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from leaflets.preflight.boxes import boxes
from leaflets.preflight.expected import Expected, fault
from leaflets.preflight.look import read
from leaflets.preflight.privacy import privacy
from leaflets.problems import Problem, Where
from leaflets.raster import Pages

# The smallest module, 0.45 mm, has 3.5 pixels; 2 are safe to decode.
_DPI = 200
# Every leaflet's code was read before: what can go wrong here goes wrong on every sheet.
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is to be read on one page of a job: each address as often as its code lies there."""

    page: int
    urls: tuple[str, ...]


def check_job(pdf: bytes, expected: Expected, printed: tuple[Printed, ...]) -> tuple[Problem, ...]:
    """Measure a job's file: pages, boxes, privacy, and the codes on some of its sheets.

    `printed` are the pages with codes. The first and the last of them are read, and some between.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = (*boxes(document, expected), *privacy(document, expected))
    with Pages(pdf) as pages:
        return (*found, *_unread(pages, expected, printed))


def _unread(pages: Pages, expected: Expected, printed: tuple[Printed, ...]) -> Iterator[Problem]:
    for one in _sample(printed):
        if one.page > len(pages):
            continue
        picture = pages.picture(one.page, _DPI, gray=True)
        seen = Counter(found.text for found in read(picture))
        lost = Counter(one.urls) - seen
        if lost:
            yield fault(
                code="job-code-lost",
                message=f"{lost.total()} of the {len(one.urls)} codes on page {one.page} of the "
                f"print job cannot be read there: {', '.join(lost)}.",
                hint="The leaflets beside it are good: print those, and report this.",
                where=Where(output=expected.output, page=one.page),
            )


def _sample(printed: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """Return some of the pages, evenly from the first to the last."""
    if len(printed) <= _LOOKED_AT:
        return printed
    step = (len(printed) - 1) / (_LOOKED_AT - 1)
    return tuple(printed[round(number * step)] for number in range(_LOOKED_AT))
