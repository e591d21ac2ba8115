"""A print job against the leaflets it was gathered from, which were checked one by one."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from leaflets.preflight.boxes import boxes
from leaflets.preflight.expected import Expected, fault
from leaflets.preflight.leaves import Leaves
from leaflets.preflight.look import read
from leaflets.preflight.privacy import privacy
from leaflets.problems import Problem, Where
from leaflets.raster import Pages

# The smallest module, 0.45 mm, has 3.5 pixels; 2 are safe to decode.
_DPI = 200
# The pages are told by what draws them; these show that what was told can be read.
_LOOKED_AT = 8
# What anybody reads of a list of pages.
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is to be read on one page of a job: each address as often as its code lies there."""

    page: int
    urls: tuple[str, ...]


def check_job(
    pdf: bytes, expected: Expected, leaves: Leaves, printed: tuple[Printed, ...]
) -> tuple[Problem, ...]:
    """Measure a job's file: pages, boxes, privacy, what lies on each page, and some codes.

    `leaves` are the leaflets that it was gathered from. `printed` are the pages with codes: the
    first and the last of them are read, and some between.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = (*boxes(document, expected), *privacy(document, expected))
        unlike = tuple(leaves.unlike(document))
    if unlike:
        found += (_unlike(unlike, expected),)
    with Pages(pdf) as pages:
        return (*found, *_unread(pages, expected, printed))


def _unlike(pages: tuple[int, ...], expected: Expected) -> Problem:
    named = ", ".join(map(str, pages[:_NAMED])) + ", …" * (len(pages) > _NAMED)
    where = f"page {named} is" if len(pages) == 1 else f"pages {named} are"
    return fault(
        code="job-page-wrong",
        message=f"Of the {expected.pages} pages of the print job {where} not exactly the leaflet's "
        "that was checked, or not in its place.",
        hint="The leaflets beside it are good: print those, and report this.",
        where=Where(output=expected.output, page=pages[0]),
    )


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
