"""The job ticket: what the copy shop is told, from the same values that placed the pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leaflets.deliver.drawing import Side, cut_at, sides
from leaflets.deliver.letters import legible
from leaflets.deliver.lists import Listed, ends, listed, pages, widths
from leaflets.deliver.phrases import (
    Job,
    Line,
    cutting,
    in_all,
    notes,
    quantity,
    settings_of,
    steps,
    summary,
)
from leaflets.language.case import upper
from leaflets.language.numbers import number
from leaflets.language.typography import typography
from leaflets.language.words import ticket_words
from leaflets.layout.template import filled
from leaflets.model.layout import FORMATS, Layout, SourceFile
from leaflets.model.material import Composed, Sheet
from leaflets.profiles import Profile, profiles

# So many jobs can still be told apart and read on one A4 page.
JOBS_ON_A_PAGE = 6
# More rows nobody looks through on paper: the place is sooner found in the file.
_ROWS_PRINTED = 500
# Any machine in any shop prints the ticket, whatever the leaflets need.
_PRESSED_AS = "copyshop-bw"
_LOOK = Path(__file__).parent


def text(jobs: tuple[Job, ...], language: str, shop: str = "") -> str:
    """Return the ticket as plain text for a message; `language` is one that has ticket words."""
    words = _words(language)
    head = f"{upper(words['title'], language)}{f' · {shop}' if shop else ''}"
    said = in_all(jobs, words, language)
    told = ["\n".join(filter(None, (head, said, f"{words['intro']}:")))]
    if by_hand := steps(jobs, words):
        listed = "\n".join(f"{place}) {step}" for place, step in enumerate(by_hand, 1))
        told[0] += f"\n\n{words['by_hand']}:\n{listed}"
    for place, job in enumerate(jobs, 1):
        told.append(f"{place}. {job.file}\n   {summary(job, words, language)}")
    said = "".join(f"\n– {note}" for note in notes(jobs, words))
    told += [f"{words['notes']}:{said}", *_listed(jobs, words), f"{words['thanks']}!"]
    return "\n\n".join(told) + "\n"


def pdf(jobs: tuple[Job, ...], language: str, shop: str = "") -> bytes:
    """Return the ticket as A4 pages in one black, at most six jobs on each.

    What lies on which sheet of a job follows on pages of its own; of a very large order only the
    first and the last place of each job.
    """
    words = _words(language)
    shown = tuple(_shown(place, job, words, language) for place, job in enumerate(jobs, 1))
    lists, is_whole = _lists(jobs)
    values = {
        "language": language,
        "words": {name: typography(phrase, language) for name, phrase in words.items()},
        "shop": legible(shop),
        "in_all": typography(in_all(jobs, words, language), language),
        "pages": [
            shown[first : first + JOBS_ON_A_PAGE] for first in range(0, len(shown), JOBS_ON_A_PAGE)
        ],
        "steps": [typography(step, language) for step in steps(jobs, words)],
        "notes": [typography(note, language) for note in notes(jobs, words)],
        "lists": pages(lists),
        "is_whole": is_whole,
        "widths": widths(row for job in lists for row in job.rows),
    }
    # The engine takes long to import, and most tickets stand already.
    from leaflets.press.press import plain
    from leaflets.typeset.engine import render, written

    composed = Composed(html=filled(_layout(), values), sheets=_sheets(), texts=())
    return plain(written(render(composed)), _own_profile())


def _listed(jobs: tuple[Job, ...], words: Mapping[str, str]) -> Iterator[str]:
    """Yield for each job of a campaign what lies on each of its sheets."""
    for place, job in enumerate(jobs, 1):
        if job.lines:
            found = listed(f"{place}. {words['which_sheet']}", job.lines)
            wide = max(4, *(len(one.numbers) for one in found.rows))
            told = "".join(
                f"\n{one.numbers:>{wide}}  {' – '.join(filter(None, (one.region, one.leaflets)))}"
                for one in found.rows
            )
            yield f"{found.heading}{f' – {found.alike}' if found.alike else ''}:{told}"


def _lists(jobs: tuple[Job, ...]) -> tuple[tuple[Listed, ...], bool]:
    """Return the list of each job of a campaign, and whether they have all of their rows."""
    whole = tuple(
        listed(f"{place}. {legible(job.file)}", tuple(map(_legible, job.lines)))
        for place, job in enumerate(jobs, 1)
        if job.lines
    )
    if sum(len(one.rows) for one in whole) <= _ROWS_PRINTED:
        return whole, True
    return tuple(map(ends, whole)), False


def _legible(line: Line) -> Line:
    return Line(region=legible(line.region), leaflet=legible(line.leaflet))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """One job as the page tells it.

    Attributes:
        place: From 1.
        file: Its name, in letters that the faces have.
        facts: (label, value), in the order in which a machine asks for them.
        figure, unit, in_all: Sheets: the large figure, what it counts, and what that comes to.
        sides: The drawing.
        width, height: The sheet in mm.
        cut_at: Where the only cut lies, as the language writes it, or empty.
    """

    place: int
    file: str
    facts: tuple[tuple[str, str], ...]
    figure: str
    unit: str
    in_all: str
    sides: tuple[Side, ...]
    width: float
    height: float
    cut_at: str


def _shown(place: int, job: Job, words: Mapping[str, str], language: str) -> _Shown:
    facts = (*settings_of(job, words), (words["cutting"], cutting(job, words, language)))
    figure, unit, in_all = quantity(job, words, language)
    at = cut_at(job.paper)
    return _Shown(
        place=place,
        file=legible(job.file),
        facts=tuple((label, typography(value, language)) for label, value in facts),
        figure=figure,
        unit=unit,
        in_all=in_all,
        sides=sides(job.paper, FORMATS[job.format]),
        width=job.paper.width,
        height=job.paper.height,
        cut_at="" if at is None else number(at, language),
    )


def _own_profile() -> Profile:
    return next(one for one in profiles() if one.name == _PRESSED_AS)


def _words(language: str) -> Mapping[str, str]:
    words = ticket_words(language)
    if words is None:
        raise KeyError(language)
    return words


@cache
def _layout() -> Layout:
    """Return the ticket's template as a layout of its own, which no contract describes."""
    source = SourceFile(name="ticket.html", path=_LOOK / "ticket.html", text=_read("ticket.html"))
    return Layout(
        name="ticket",
        title="Ticket",
        about="What the copy shop is told",
        origin=_LOOK,
        chain=("ticket",),
        formats=(),
        faces=(),
        inks=("black",),
        bw=(),
        slots=(),
        fit=(),
        pages=(("ticket/page.html", source),),
    )


@cache
def _sheets() -> tuple[Sheet, ...]:
    return (Sheet(name="ticket.css", text=_read("ticket.css")),)


def _read(name: str) -> str:
    return (_LOOK / name).read_text(encoding="utf-8")
