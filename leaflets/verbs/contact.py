"""The contact sheet of what lies under out/."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil
from pathlib import PurePosixPath

from leaflets.deliver import contact
from leaflets.deliver.contact import Card
from leaflets.deliver.files import contents
from leaflets.deliver.letters import legible
from leaflets.model.manifest import Entry
from leaflets.problems import Problem, Severity, Where
from leaflets.verbs.called import places
from leaflets.verbs.entries import Made, Pending, versions
from leaflets.verbs.job import Ready

# So many leaflets are drawn anew in a few seconds, whenever one of them has changed.
RENEWED = 500
_FILE = "contact.pdf"


def contact_sheet(todo: Ready, standing: tuple[Entry, ...]) -> Iterator[Pending]:
    """Give the sheet that shows all leaflets of this source, in the order of the table.

    `standing` are the entries under out/ that are not stale. It stands in the statement's folder,
    a campaign's in out/ itself.
    """
    place = {region.id: number for number, region in enumerate(todo.campaign.regions)}
    shown = [entry for entry in standing if entry.role == "leaflet" and entry.source == todo.source]
    if not shown:
        return
    shown.sort(key=lambda entry: (place.get(entry.region, len(place)), entry.path))
    title, language = todo.campaign.title, todo.statement.language
    names = places(todo.campaign.regions, language, title)
    folder = PurePosixPath(shown[0].path).parts[0] if todo.campaign.alone else ""
    cards = tuple(_card(entry, names) for entry in shown)
    printed = tuple((entry.sha256, entry.state == "failed") for entry in shown)
    entry = Entry(
        path=f"{folder}/{_FILE}" if folder else _FILE,
        role="contact",
        of=tuple(one.path for one in shown),
        source=todo.source,
        language=language,
        pages=ceil(len(shown) / contact.CARDS_ON_A_PAGE),
        inputs=hashlib.sha256(repr((title, cards, printed, versions())).encode()).hexdigest(),
    )

    def make() -> Made:
        drawn = tuple(_drawn(todo, card, one) for card, one in zip(cards, shown, strict=True))
        return Made(entry=entry, data=contact.pdf(drawn, title, language))

    yield Pending(entry=entry, make=make)


def old(entry: Entry) -> Problem:
    """Return what is told of a sheet that stays as it is though its leaflets have changed."""
    return Problem(
        code="contact-sheet-old",
        severity=Severity.WARNING,
        message=f"{entry.path} shows leaflets as they were at an earlier pour: to draw "
        f"{len(entry.of):,} of them takes long, and nobody asked for it.",
        hint="Renew it with --contact-sheet, or delete it.",
        where=Where(output=entry.path),
    )


def _card(entry: Entry, names: dict[str, str]) -> Card:
    return Card(
        region=legible(names.get(entry.region, entry.region)),
        about=(entry.layout, entry.format.upper(), entry.language, entry.profile),
        errors=tuple(_codes(entry, (Severity.ERROR,))),
        warnings=tuple(_codes(entry, (Severity.WARNING,))),
    )


def _codes(entry: Entry, told: Iterable[Severity]) -> Iterator[str]:
    yield from dict.fromkeys(one.code for one in entry.problems if one.severity in told)


def _drawn(todo: Ready, card: Card, entry: Entry) -> Card:
    """Return the card with the picture of its leaflet, if one was made and is still one."""
    from leaflets.raster import BrokenPdfError

    data = None if entry.state == "failed" else contents(todo.job.out, entry.path)
    if data is None:
        return card
    try:
        picture, width, height = contact.thumbnail(data)
    except BrokenPdfError:
        return card
    return replace(card, picture=picture, width=width, height=height)
