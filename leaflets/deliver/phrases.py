"""What the ticket says of a job, phrase by phrase, in the shop's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from leaflets.deliver.drawing import cut_at
from leaflets.language.numbers import counted, number
from leaflets.model.paper import Paper
from leaflets.profiles import Profile

# Leaflets on a sheet → sheets for each leaflet: as a figure, and as the clerk is told.
_SHARES = {1: "1 : 1", 2: "½", 4: "¼"}
_RULES = {1: "sheets_same", 2: "sheets_half", 4: "sheets_quarter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What lies on one sheet of a job.

    Attributes:
        region: The place it is for.
        leaflet: What tells it from the place's others, as its language; empty if nothing has to.
    """

    region: str
    leaflet: str = ""

    @property
    def title(self) -> str:
        """Both in one."""
        return " – ".join(filter(None, (self.region, self.leaflet)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to print.

    Attributes:
        file: Its name as the clerk finds it beside the ticket.
        paper: How its leaflets lie.
        profile: How it is printed.
        format: The leaflet's trimmed size, a name of `FORMATS`.
        copies: Leaflets wanted of each, or None.
        code: Whether there is a code on it.
        lines: What lies on each of its sheets, where it has several; else empty.
    """

    file: str
    paper: Paper
    profile: Profile
    format: str
    copies: int | None = None
    code: bool = True
    lines: tuple[Line, ...] = ()

    @property
    def times(self) -> int | None:
        """How many of each sheet give at least the leaflets wanted, or None."""
        return None if self.copies is None else ceil(self.copies / self.paper.up)

    @property
    def sheets(self) -> int | None:
        """All sheets that go through the machine, or None."""
        return None if self.times is None else self.times * max(1, len(self.lines))


def summary(job: Job, words: Mapping[str, str], language: str) -> str:
    """Return everything about a job in one line."""
    settings = ", ".join(value for _, value in settings_of(job, words))
    figure, unit, in_all = quantity(job, words, language)
    each = unit if job.times is None else f"{figure} {unit}"
    sheets = f"{each}, {in_all}" if in_all else each
    return "; ".join(part for part in (settings, sheets, cutting(job, words, language)) if part)


def settings_of(job: Job, words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
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


def quantity(job: Job, words: Mapping[str, str], language: str) -> tuple[str, str, str]:
    """Return a figure, its unit, and how many sheets that are where it is not the same.

    ("75", "sheets", ""); ("75", "copies of each sheet", "1,800 sheets in all"); without copies
    ("½", the rule, "").
    """
    if job.times is None or job.sheets is None:
        rule = _RULES.get(job.paper.up)
        return _SHARES.get(job.paper.up, f"1 : {job.paper.up}"), words[rule] if rule else "", ""
    figure = number(job.times, language)
    several = len(job.lines) > 1
    name = "each_sheet" if several else "sheets"
    unit = counted(words, name, job.times, language).removeprefix(figure).strip()
    sheets = counted(words, "sheets", job.sheets, language)
    return figure, unit, words["in_all"].format(sheets=sheets) if several else ""


def in_all(jobs: tuple[Job, ...], words: Mapping[str, str], language: str) -> str:
    """Return what several jobs come to, "6 files, 2,050 sheets in all"; nothing for one."""
    if len(jobs) == 1:
        return ""
    told = [counted(words, "files", len(jobs), language)]
    sheets = [job.sheets for job in jobs if job.sheets is not None]
    if len(sheets) == len(jobs):
        together = counted(words, "sheets", sum(sheets), language)
        told.append(words["in_all"].format(sheets=together))
    return ", ".join(told)


def cutting(job: Job, words: Mapping[str, str], language: str) -> str:
    """Return what the knife does, and what comes of it."""
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


def steps(jobs: tuple[Job, ...], words: Mapping[str, str]) -> tuple[str, ...]:
    """Return how both sides are printed by hand, where a job asks for it.

    Each paper has one front and one back. What goes in by the same edge again is turned on its
    long edge, which is right for leaflets that are their own paper; others take either.
    """
    if not any(job.profile.by_hand and job.paper.sides > 1 for job in jobs):
        return ()
    return words["hand_front"], words["hand_turn"], words["hand_back"]


def notes(jobs: tuple[Job, ...], words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentences that spare the shop a telephone call, as far as they apply."""
    apply = {
        "head_to_tail": any(_head_to_tail(job.paper) for job in jobs),
        "white_frame": any(job.profile.edge > 0 for job in jobs),
        "first_sheet": any(job.code for job in jobs),
        "ask_copies": any(job.lines and job.times is None for job in jobs),
    }
    return tuple(words[name] for name, applies in apply.items() if applies)


def _head_to_tail(paper: Paper) -> bool:
    return paper.up > 1 and paper.flip == "either"
