"""Tickets: what the copy shop is told of the papers that lie under out/."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import PurePosixPath

from leaflets.deliver import ticket
from leaflets.deliver.phrases import Job
from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.model.manifest import Entry
from leaflets.plan.imposition import paper
from leaflets.profiles import profile
from leaflets.verbs.entries import Made, Pending, versions
from leaflets.verbs.job import Ready


def tickets(todo: Ready, standing: tuple[Entry, ...]) -> Iterator[Pending]:
    """Give the ticket as PDF and as text for all papers in the statement's folder.

    `standing` are the entries under out/ that are not stale, in any order: papers of earlier
    pours and of the statement's other languages are on the ticket too.
    """
    for folder in dict.fromkeys(_folder(variant.stem) for variant in todo.plan.variants):
        printed = [entry for entry in standing if _is_printed(entry, folder)]
        if printed:
            in_order = sorted(printed, key=lambda entry: entry.path)
            yield from _ticket(todo, folder, tuple(in_order))


def ticket_source(todo: Ready) -> str:
    """Return what the manifest records as a ticket's source: the statement in all its languages."""
    return str(PurePosixPath(todo.source).parent / todo.statement.slug)


def _is_printed(entry: Entry, folder: str) -> bool:
    """Tell whether `entry` is what goes through the machine: a paper, or a leaflet that is one."""
    return (
        entry.paper is not None
        and entry.state == "current"
        and entry.role in ("leaflet", "paper")
        and _folder(entry.path) == folder
    )


def _ticket(todo: Ready, folder: str, printed: tuple[Entry, ...]) -> Iterator[Pending]:
    jobs = tuple(job for entry in printed if (job := _job(entry)))
    language = todo.shop_language
    entry = Entry(
        path=f"{folder}/ticket.pdf",
        role="ticket",
        of=tuple(one.path for one in printed),
        source=ticket_source(todo),
        region=printed[0].region,
        language=language,
        pages=ceil(len(jobs) / ticket.JOBS_ON_A_PAGE),
        inputs=hashlib.sha256(repr((jobs, language, versions())).encode()).hexdigest(),
    )
    text = replace(entry, path=f"{folder}/ticket.txt", pages=0)
    yield Pending(entry=entry, make=partial(_pages, entry, jobs, language))
    yield Pending(
        entry=text, make=lambda: Made(entry=text, data=ticket.text(jobs, language).encode())
    )


def _pages(entry: Entry, jobs: tuple[Job, ...], language: str) -> Made:
    return Made(entry=entry, data=ticket.pdf(jobs, language))


def _job(entry: Entry) -> Job | None:
    """Return what the ticket says of one paper; None for a profile that this version lacks."""
    used, way = entry.paper, profile(entry.profile)
    if used is None or way is None:
        return None
    width, height = FORMATS[entry.format]
    made_in = LayoutFormat(name=entry.format, width=width, height=height, sides=used.sides)
    lies = paper(made_in, way, used.size)
    if lies is None:
        return None
    return Job(
        file=PurePosixPath(entry.path).name,
        paper=lies,
        profile=way,
        format=entry.format,
        copies=entry.copies,
        code=bool(entry.links),
    )


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)
