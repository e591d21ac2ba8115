"""A shop's job file: gathered from the leaflets on the disk, and looked at."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from leaflets.deliver.files import contents
from leaflets.model.manifest import Entry
from leaflets.preflight.expected import Expected
from leaflets.preflight.job import Printed, check_job
from leaflets.preflight.leaves import Leaves
from leaflets.press.gather import Leaflet, gather
from leaflets.problems import Exit, Problem, Where
from leaflets.verbs.entries import Made
from leaflets.verbs.shops import Laid


def gathered(laid: Laid, entry: Entry, out: Path) -> Made:
    """Gather a job from the leaflets on the disk, which must be those that were checked."""
    lost: list[Problem] = []
    leaves = Leaves(laid.paper, laid.size)

    def leaflets() -> Iterator[Leaflet]:
        for one, title in zip(laid.job.leaflets, laid.titles, strict=True):
            data = contents(out, one.path)
            if data is None or hashlib.sha256(data).hexdigest() != one.sha256:
                lost.append(_changed(one.path, entry.path))
            elif not lost:
                leaves.add(data)
                yield Leaflet(title=title, pdf=data)

    data = gather(leaflets(), laid.paper, laid.profile, laid.size)
    if lost:
        return Made(entry=replace(entry, problems=tuple(lost)), data=b"")
    found = check_job(data, _expected(laid, entry), leaves, tuple(_printed(laid)))
    return Made(entry=replace(entry, problems=found), data=data)


def _expected(laid: Laid, entry: Entry) -> Expected:
    return Expected(
        pages=entry.pages,
        width=laid.paper.width,
        height=laid.paper.height,
        bleed=0.0,
        profile=laid.profile,
        paper=laid.paper,
        output=entry.path,
    )


def _printed(laid: Laid) -> Iterator[Printed]:
    """Yield the codes of each page of a job that has some."""
    for place, entry in enumerate(laid.job.leaflets):
        for side in range(1, laid.paper.sides + 1):
            urls = tuple(
                link.url
                for placed in laid.paper.placements
                if placed.side == side
                for link in entry.links
                if link.page == placed.page
            )
            if urls:
                yield Printed(page=place * laid.paper.sides + side, urls=urls)


def _changed(path: str, job: str) -> Problem:
    return Problem(
        code="job-leaflet-changed",
        message=f"{path} is not the leaflet that was checked, so {job} was not made: somebody "
        "edited it or took it away.",
        hint="Take the file away, and pour the whole campaign again.",
        where=Where(output=job),
        exit=Exit.DELIVERY,
    )
