"""The job ticket: what the copy shop is told, from the same values that placed the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from leaflets.deliver.drawing import Side, cut_at, sides
from leaflets.faces import known, missing
from leaflets.language.case import upper
from leaflets.language.numbers import counted, number
from leaflets.language.typography import typography
from leaflets.language.words import ticket_words
from leaflets.layout.template import filled
from leaflets.model.layout import FORMATS, Layout, SourceFile
from leaflets.model.material import Composed, Sheet
from leaflets.model.paper import Paper
from leaflets.press.press import plain
from leaflets.profiles import Profile, profiles
from leaflets.typeset.engine import render, written

# So many jobs can still be told apart and read on one A4 page.
JOBS_ON_A_PAGE = 6
# Any machine in any shop prints the ticket, whatever the leaflets need.
_PRESSED_AS = "copyshop-bw"
_LOOK = Path(__file__).parent
# Leaflets on a sheet → sheets for each leaflet: as a figure, and as the clerk is told.
_SHARES = {1: "1 : 1", 2: "½", 4: "¼"}
_RULES = {1: "sheets_same", 2: "sheets_half", 4: "sheets_quarter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to print.

    Attributes:
        file: Its name as the clerk finds it beside the ticket.
        paper: How its leaflets lie.
        profile: How it is printed.
        format: The leaflet's trimmed size, a name of `FORMATS`.
        copies: Leaflets wanted, or None.
        code: Whether there is a code on it.
    """

    file: str
    paper: Paper
    profile: Profile
    format: str
    copies: int | None = None
    code: bool = True

    @property
    def sheets(self) -> int | None:
        """Sheets that give at least the leaflets wanted, or None."""
        return None if self.copies is None else ceil(self.copies / self.paper.up)


def text(jobs: tuple[Job, ...], language: str) -> str:
    """Return the ticket as plain text for a message; `language` is one that has ticket words."""
    words = _words(language)
    told = [f"{upper(words['title'], language)}\n{words['intro']}:"]
    if steps := _steps(jobs, words):
        by_hand = "\n".join(f"{place}) {step}" for place, step in enumerate(steps, 1))
        told[0] += f"\n\n{words['by_hand']}:\n{by_hand}"
    for place, job in enumerate(jobs, 1):
        told.append(f"{place}. {job.file}\n   {_summary(job, words, language)}")
    notes = "".join(f"\n– {note}" for note in _notes(jobs, words))
    return "\n\n".join([*told, f"{words['notes']}:{notes}", f"{words['thanks']}!"]) + "\n"


def pdf(jobs: tuple[Job, ...], language: str) -> bytes:
    """Return the ticket as A4 pages in one black, at most six jobs on each."""
    words = _words(language)
    shown = tuple(_shown(place, job, words, language) for place, job in enumerate(jobs, 1))
    values = {
        "language": language,
        "words": {name: typography(phrase, language) for name, phrase in words.items()},
        "pages": [
            shown[first : first + JOBS_ON_A_PAGE] for first in range(0, len(shown), JOBS_ON_A_PAGE)
        ],
        "steps": [typography(step, language) for step in _steps(jobs, words)],
        "notes": [typography(note, language) for note in _notes(jobs, words)],
    }
    composed = Composed(html=filled(_layout(), values), sheets=_sheets(), texts=())
    return plain(written(render(composed)), _own_profile())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """One job as the page tells it.

    Attributes:
        place: From 1.
        file: Its name, in letters that the faces have.
        facts: (label, value), in the order in which a machine asks for them.
        figure, unit: Sheets: the large figure and what it counts.
        sides: The drawing.
        width, height: The sheet in mm.
        cut_at: Where the only cut lies, as the language writes it, or empty.
    """

    place: int
    file: str
    facts: tuple[tuple[str, str], ...]
    figure: str
    unit: str
    sides: tuple[Side, ...]
    width: float
    height: float
    cut_at: str


def _shown(place: int, job: Job, words: Mapping[str, str], language: str) -> _Shown:
    facts = (*_settings(job, words), (words["cutting"], _cutting(job, words, language)))
    figure, unit = _quantity(job, words, language)
    at = cut_at(job.paper)
    return _Shown(
        place=place,
        file=_legible(job.file),
        facts=tuple((label, typography(value, language)) for label, value in facts),
        figure=figure,
        unit=unit,
        sides=sides(job.paper, FORMATS[job.format]),
        width=job.paper.width,
        height=job.paper.height,
        cut_at="" if at is None else number(at, language),
    )


def _summary(job: Job, words: Mapping[str, str], language: str) -> str:
    settings = ", ".join(value for _, value in _settings(job, words))
    figure, unit = _quantity(job, words, language)
    sheets = unit if job.sheets is None else f"{figure} {unit}"
    return "; ".join(part for part in (settings, sheets, _cutting(job, words, language)) if part)


def _settings(job: Job, words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (label, value) of what is set at the machine, in the order it asks."""
    weight = words["weight"].format(grams=job.profile.weight)
    colour = "bw" if job.profile.colour == "gray" else "full_colour"
    printed = words["one_sided"]
    if job.paper.sides > 1:
        way = "by_hand" if job.profile.by_hand else "two_sided"
        printed = f"{words[way]}, {words[f'flip_{job.paper.flip}']}"
    return (
        (words["paper"], f"{job.paper.size.upper()}, {weight}"),
        (words["colour"], words[colour]),
        (words["sides"], printed),
        (words["scale"], words["not_scaled"]),
    )


def _quantity(job: Job, words: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return a figure and its unit: ("75", "sheets"), or ("½", the rule) without copies."""
    if job.sheets is None:
        rule = _RULES.get(job.paper.up)
        return _SHARES.get(job.paper.up, f"1 : {job.paper.up}"), words[rule] if rule else ""
    figure = number(job.sheets, language)
    return figure, counted(words, "sheets", job.sheets, language).removeprefix(figure).strip()


def _cutting(job: Job, words: Mapping[str, str], language: str) -> str:
    if not job.paper.cuts:
        return words["no_cut"]
    at = cut_at(job.paper)
    phrase = "cut_ticks" if at is None else "cut_once"
    if job.sheets is None:
        phrase = {"cut_ticks": "cut_ticks_each", "cut_once": "cut_each"}[phrase]
    return words[phrase].format(
        mm=number(at or 0.0, language),
        copies=number((job.sheets or 0) * job.paper.up, language),
        up=job.paper.up,
        format=job.format.upper(),
    )


def _steps(jobs: tuple[Job, ...], words: Mapping[str, str]) -> tuple[str, ...]:
    """Return how both sides are printed by hand, where a job asks for it.

    Each paper has one front and one back. What goes in by the same edge again is turned on its
    long edge, which is right for leaflets that are their own paper; others take either.
    """
    if not any(job.profile.by_hand and job.paper.sides > 1 for job in jobs):
        return ()
    return words["hand_front"], words["hand_turn"], words["hand_back"]


def _notes(jobs: tuple[Job, ...], words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentences that spare the shop a telephone call, as far as they apply."""
    apply = {
        "head_to_tail": any(_head_to_tail(job.paper) for job in jobs),
        "white_frame": any(job.profile.edge > 0 for job in jobs),
        "first_sheet": any(job.code for job in jobs),
    }
    return tuple(words[name] for name, applies in apply.items() if applies)


def _head_to_tail(paper: Paper) -> bool:
    return paper.up > 1 and paper.flip == "either"


def _own_profile() -> Profile:
    return next(one for one in profiles() if one.name == _PRESSED_AS)


def _words(language: str) -> Mapping[str, str]:
    words = ticket_words(language)
    if words is None:
        raise KeyError(language)
    return words


def _legible(name: str) -> str:
    """Return a file's name with a question mark for each letter that no face has."""
    lost = missing(name, known())
    return "".join("?" if letter in lost else letter for letter in name)


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
