"""What is asked for: a job from the command line, and the wish that it makes of a campaign."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leaflets.language.tags import canonical
from leaflets.language.words import has_ticket, shop_language_unknown
from leaflets.layout.catalogue import available, find
from leaflets.layout.compose import LINK
from leaflets.model.campaign import Campaign
from leaflets.model.layout import Layout
from leaflets.model.statement import Passage
from leaflets.plan.choosing import DEFAULTS
from leaflets.plan.names import LONGEST_PATH
from leaflets.plan.wish import Narrowing, Wish
from leaflets.problems import Exit, LeafletsError, Position, Problem
from leaflets.profiles import Profile, profile, profile_unknown
from leaflets.read.lines import clean
from leaflets.verbs.layouts import as_usage, folders

DEFAULT_PROFILE = "copyshop-bw"
_LAYOUT_OPTION = Position(file="--layout")
_PROFILE_OPTION = Position(file="--profile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the command line asks for; see `leaflets pour --help`.

    Attributes:
        source: The statement file, campaign.yaml or the campaign's folder as it was typed.
        out: The folder that takes everything.
        layouts, formats, profiles: Names; empty for the defaults. They narrow what a campaign
            names.
        languages: The language of a statement file; those of a campaign that are poured.
        regions: Ids or names of the regions that are poured; empty for all.
        table: A table of regions: for a statement file, or instead of the campaign's.
        code: False prints neither code nor link.
        copies: Leaflets to print of each region, or None.
        paper: a4, none, or empty for the profile's own.
        pictures: Whether every region's leaflet is drawn.
        layouts_dir: A folder with layouts of the user's own, or None.
        today: To tell dates that have passed; None tells none.
        prune, strict, force: As the options say.
        extremes: Whether only the longest, shortest and oddest-lettered row of each master is
            poured; the others stay as they are.
        contact_sheet: Whether a sheet shows all leaflets small.
    """

    source: str
    out: Path
    layouts: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    table: Path | None = None
    link: str = ""
    headline: str = ""
    imprint: str = ""
    code: bool = True
    copies: int | None = None
    paper: str = ""
    pictures: bool = False
    shop_language: str = ""
    layouts_dir: Path | None = None
    today: date | None = None
    prune: bool = False
    strict: bool = False
    force: bool = False
    extremes: bool = False
    contact_sheet: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether only a part of what a bare pour plans is asked for."""
        return bool(self.layouts or self.formats or self.profiles or self.regions)


def wish(job: Job, campaign: Campaign | None) -> Wish:
    """Return what is planned of a campaign, or of a statement file.

    What the campaign names, the options narrow; what it leaves open, they choose. Raises
    LeafletsError with everything that is named wrongly.
    """
    problems = [*_contradictions(job, campaign)]
    printed, unknown = _profiles(job, campaign)
    layouts, lacking = _layouts(job, campaign)
    problems += [*unknown, *lacking]
    if problems:
        raise LeafletsError(*problems)
    has_formats = campaign is not None and bool(campaign.formats)
    return Wish(
        layouts=layouts,
        named=bool(job.layouts) if campaign is None else bool(job.layouts or campaign.layouts),
        formats=campaign.formats if campaign and has_formats else _options("format", job.formats),
        profiles=printed,
        pictured=profile(DEFAULT_PROFILE),
        link=job.link,
        code=job.code,
        copies=job.copies,
        paper=job.paper,
        pictures=job.pictures,
        imprint=" ".join(clean(job.imprint).split()),
        only=_narrowing(job, campaign),
        one_sided=_one_sided(job, campaign),
        room=LONGEST_PATH - len(os.fsencode(os.path.realpath(job.out))) - 1,
    )


def abstract(layout: Layout, position: Position = _LAYOUT_OPTION) -> Problem:
    """Return the problem of a layout that only others extend."""
    return Problem(
        code="layout-abstract",
        message=f"“{layout.name}” has no formats: other layouts extend it, and nothing is poured "
        "into it.",
        hint="See what there is with `leaflets layouts`.",
        position=position,
        exit=_cause(position),
    )


def places(job: Job, campaign: Campaign | None) -> tuple[Path, ...]:
    """Return where layouts are looked up: --layouts-dir, the campaign's own, the shipped ones.

    Raises LeafletsError with `layouts-dir-missing`.
    """
    *given, shipped = folders(job.layouts_dir)
    own = campaign.layouts_dir if campaign else None
    return (*given, *((own,) if own else ()), shipped)


def printed_fields(layouts: tuple[Layout, ...]) -> tuple[str, ...]:
    """Return the regional values that the contracts of the layouts name."""
    rules = (rule for layout in layouts for slot in layout.slots for rule in slot.fields)
    return tuple(dict.fromkeys(rule.name for rule in rules if rule.name != LINK))


def _contradictions(job: Job, campaign: Campaign | None) -> Iterator[Problem]:
    if job.prune and (job.narrowed or (campaign and job.languages)):
        yield Problem(
            code="prune-narrowed",
            message="--prune deletes what the whole plan no longer has, but --layout, --format, "
            "--profile, --region or a campaign's --language ask for a part of the plan.",
            hint="Pour once without them, with --prune.",
            position=Position(file="--prune"),
            exit=Exit.USAGE,
        )
    if campaign is None and len(job.languages) > 1:
        yield Problem(
            code="language-twice",
            message=f"{job.source} is one text, but --language names {len(job.languages)}.",
            hint="Name the language it is written in.",
            position=Position(file="--language"),
            exit=Exit.USAGE,
        )
    if job.shop_language and not has_ticket(job.shop_language):
        yield shop_language_unknown(
            job.shop_language, Position(file="--shop-language"), cause=Exit.USAGE
        )


def _profiles(
    job: Job, campaign: Campaign | None
) -> tuple[tuple[Profile, ...], tuple[Problem, ...]]:
    if campaign and campaign.profiles:
        return campaign.profiles, ()
    names = tuple(dict.fromkeys(job.profiles or (DEFAULT_PROFILE,)))
    found = tuple(one for name in names if (one := profile(name)))
    unknown = tuple(
        profile_unknown(name, _PROFILE_OPTION, cause=Exit.USAGE)
        for name in names
        if profile(name) is None
    )
    return found, unknown


def _layouts(job: Job, campaign: Campaign | None) -> tuple[tuple[Layout, ...], tuple[Problem, ...]]:
    """Return the layouts to pour into, and what is wrong with those that were asked for."""
    try:
        folders_ = places(job, campaign)
    except LeafletsError as error:
        return (), error.problems
    names = _options("layout", job.layouts or DEFAULTS)
    if campaign and campaign.layouts:
        names = campaign.layouts
    found: list[Layout] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        try:
            layout = find(name.text, folders_)
        except LeafletsError as error:
            problems += [_placed(problem, name.position) for problem in error.problems]
            continue
        found.append(layout)
        problems += [] if layout.formats else [abstract(layout, name.position)]
    return tuple(found), tuple(problems)


def _placed(problem: Problem, position: Position) -> Problem:
    """Return a layout's problem; one that is in no file stands where the layout is named."""
    if position.file.startswith("--"):
        problem = as_usage(problem)
    return problem if problem.position.file else replace(problem, position=position)


def _cause(position: Position) -> Exit:
    return Exit.USAGE if position.file.startswith("--") else Exit.INPUT


def _options(option: str, names: Iterable[str]) -> tuple[Passage, ...]:
    place = Position(file=f"--{option}")
    return tuple(Passage(text=name, position=place) for name in dict.fromkeys(names))


def _narrowing(job: Job, campaign: Campaign | None) -> Narrowing:
    """Return what options leave of a campaign: where it names nothing, they chose already."""
    if campaign is None:
        return Narrowing(regions=job.regions)
    return Narrowing(
        layouts=job.layouts if campaign.layouts else (),
        formats=job.formats if campaign.formats else (),
        profiles=job.profiles if campaign.profiles else (),
        languages=tuple(map(canonical, job.languages)),
        regions=job.regions,
    )


def _one_sided(job: Job, campaign: Campaign | None) -> tuple[str, ...]:
    """Return the names of layouts with one side, for a campaign that wants a language on each."""
    if campaign is None or all(len(one) == 1 for one in campaign.languages):
        return ()
    return tuple(
        layout.name
        for layout in available(places(job, campaign))
        if any(one.sides == 1 for one in layout.formats)
    )
