"""Tickets: what the copy shop is told, from the papers that lie under out/."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from leaflets.deliver import ticket
from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.model.manifest import Entry
from leaflets.plan.imposition import paper
from leaflets.profiles import profile
from leaflets.verbs.job import Ready
from leaflets.verbs.leaflet import Made, versions


def ticket_files(todo: Ready, current: tuple[Entry, ...]) -> Iterator[Made]:
    """Give the ticket as PDF and as text for all papers that stand in the statement's folder.

    `current` are the entries under out/ as they stand now; papers of earlier pours and of the
    statement's other languages are on the ticket too.
    """
    for folder in dict.fromkeys(str(PurePosixPath(v.stem).parent) for v in todo.plan.variants):
        jobs = tuple(_job(entry) for entry in current if _printed(entry, folder))
        if jobs:
            yield from _ticket(todo, folder, jobs)
