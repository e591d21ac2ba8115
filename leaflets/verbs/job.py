"""A pour's job: what was asked for, read and planned before anything is rendered."""

import os
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.language.words import has_ticket
from leaflets.model.campaign import Campaign, campaign_of
from leaflets.model.layout import Layout
from leaflets.model.manifest import Entry
from leaflets.model.statement import Statement
from leaflets.plan.choosing import Kind, left_out
from leaflets.plan.variants import Plan, plan
from leaflets.plan.wish import Narrowing, Wish
from leaflets.problems import LeafletsError, Problem, Severity, errors
from leaflets.read.campaign.campaign import read_campaign
from leaflets.read.lines import clean
from leaflets.read.regions import Wanted, read_regions
from leaflets.read.source import CAMPAIGN
from leaflets.read.statement import read
from leaflets.shipped import folder
from leaflets.verbs.asked import Job, printed_fields, wish

# The ticket's language where neither the shop's nor the statement's has words.
_COMMON = "en"

__all__ = ["Job", "Ready", "judged", "ready", "source_name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A job that has been read and planned.

    Attributes:
        campaign: What is poured; a statement file is a campaign, too.
        source: The statement's or campaign's path as the manifest records it.
        shop_language: The language of the ticket.
        only: What options leave of the plan.
        names: Every input file as typed → as the manifest records it.
    """

    job: Job
    campaign: Campaign
    plan: Plan
    source: str
    shop_language: str
    only: Narrowing
    names: Mapping[str, str]

    @property
    def statement(self) -> Statement:
        """The first of the statements."""
        return self.campaign.statements[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to be told before anything is made."""
        read_ = (one for statement in self.campaign.statements for one in statement.problems)
        return tuple(dict.fromkeys((*read_, *self.plan.problems, *self.plan.rows)))

    def left_out(self) -> Callable[[Entry], bool]:
        """Return what tells whether a file of this source stays as it is, though not planned now.

        The plan as a whole has it, and options leave it out.
        """
        job, only = self.job, self.only
        if not (job.narrowed or only.languages):
            return lambda _: False
        chose = job.layouts and not only.layouts, job.formats and not only.formats
        any_way = any(chose) or bool(job.profiles and not only.profiles)
        stays = left_out(self.plan.whole, self.plan.chosen, any_way=any_way)
        return lambda entry: stays(
            Kind(
                region=entry.region,
                language=entry.language,
                layout=entry.layout,
                format=entry.format,
                profile=entry.profile,
            )
        )


def ready(job: Job) -> Ready:
    """Read what is to be poured and plan its variants.

    Raises LeafletsError with everything that is wrong with all of it, before any work; with
    `strict`, warnings are wrong too. What is wrong with single regions stops these alone.
    """
    campaign, asked = _read(job)
    source = source_name(Path(campaign.file), job.out)
    names = {name: source_name(Path(name), job.out) for name in campaign.files}
    asked = replace(asked, recorded=tuple(names.items()))
    planned = plan(campaign, source, asked)
    planned = replace(planned, problems=(*_linted(asked.layouts), *planned.problems))
    todo = Ready(
        job=job,
        campaign=campaign,
        plan=planned,
        source=source,
        shop_language=_shop_language(job, campaign),
        only=asked.only,
        names=names | {job.source: source},
    )
    found = judged(todo.problems, strict=job.strict)
    if any(not problem.position.row for problem in errors(found)) or errors(planned.problems):
        raise LeafletsError(*found)
    return todo


def _read(job: Job) -> tuple[Campaign, Wish]:
    """Return the campaign and what is wished of it; options are looked at first where they can."""
    path = Path(job.source)
    if os.path.isdir(path) or path.suffix.lower() in CAMPAIGN.endings:  # noqa: PTH112 – may be a path that nobody may see
        return _campaign(path, job)
    asked = wish(job, None)
    statement = read(
        path,
        name=job.source,
        language=next(iter(job.languages), ""),
        headline=job.headline,
        today=job.today,
    )
    campaign = campaign_of(statement)
    return (campaign if job.table is None else _with_table(campaign, job, asked)), asked


def _campaign(path: Path, job: Job) -> tuple[Campaign, Wish]:
    campaign = read_campaign(
        path,
        name=job.source,
        today=job.today,
        fields=lambda campaign: printed_fields(wish(job, campaign).layouts),
        table=str(job.table or ""),
    )
    if headline := " ".join(clean(job.headline).split()):
        statements = (replace(one, headline=headline, accent="") for one in campaign.statements)
        campaign = replace(campaign, statements=tuple(statements))
    return campaign, replace(wish(job, campaign), emblem=_emblem(campaign))


def _emblem(campaign: Campaign) -> str:
    """Return the campaign's picture as a data: address: no path of it is ever written."""
    if campaign.emblem is None:
        return ""
    kind = "svg+xml" if campaign.emblem.suffix.lower() == ".svg" else "png"
    data = b64encode(campaign.emblem.read_bytes()).decode("ascii")
    return f"data:image/{kind};base64,{data}"


def _with_table(campaign: Campaign, job: Job, asked: Wish) -> Campaign:
    """Return a campaign for the regions of the table that an option names."""
    spoken = (language for languages in campaign.languages for language in languages)
    name = str(job.table)
    regions, problems = read_regions(
        Path(name),
        name=name,
        wanted=Wanted(
            languages=tuple(dict.fromkeys(spoken)),
            fields=printed_fields(asked.layouts),
            today=job.today,
        ),
    )
    if not regions:
        raise LeafletsError(*problems)
    return replace(
        campaign,
        regions=regions,
        files=(*campaign.files, name),
        problems=(*campaign.problems, *problems),
    )


def _linted(layouts: tuple[Layout, ...]) -> Iterator[Problem]:
    """Give what lint tells of layouts that are not ours: ours are linted before they are shipped.

    Raises LeafletsError before the engine meets what it would break on.
    """
    foreign = [one for one in layouts if one.origin.parent != folder("layouts")]
    if foreign:
        from leaflets.layout.lint import lint

        for layout in foreign:
            yield from lint(layout)


def judged(problems: tuple[Problem, ...], *, strict: bool) -> tuple[Problem, ...]:
    """Return `problems`, their warnings turned into errors when `strict`."""
    if not strict:
        return problems
    return tuple(
        replace(problem, severity=Severity.ERROR)
        if problem.severity is Severity.WARNING
        else problem
        for problem in problems
    )


def source_name(path: Path, out: Path) -> str:
    """Return how the manifest records a source: its path from `out`, with slashes.

    Where the two have nothing in common but the disk or the home folders, the way between them
    would name people and machines: then the file's name stands alone.
    """
    # Path.resolve and Path.home raise where links run in a circle and where nobody has a home.
    source, root = Path(os.path.realpath(path)), Path(os.path.realpath(out))
    home = Path(os.path.expanduser("~"))  # noqa: PTH111
    shared = Path(os.path.commonpath((source, root)))
    if shared in (Path(shared.anchor), home, home.parent):
        return source.name
    return Path(os.path.relpath(source, root)).as_posix()


def _shop_language(job: Job, campaign: Campaign) -> str:
    spoken = (one.language for one in campaign.statements)
    wanted = (job.shop_language, campaign.shop_language, *spoken)
    return next((one for one in wanted if one and has_ticket(one)), _COMMON)
