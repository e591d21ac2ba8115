"""What each copy shop gets for a campaign: print jobs of the delivered leaflets, and a ticket."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import groupby
from pathlib import Path, PurePosixPath

from leaflets.deliver import ticket
from leaflets.deliver.phrases import Job, Line
from leaflets.model.campaign import Region
from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.model.manifest import Entry
from leaflets.model.paper import Paper
from leaflets.plan.imposition import paper
from leaflets.plan.jobs import PrintJob, print_jobs, shop_names, ticket_path
from leaflets.profiles import Profile, profile
from leaflets.verbs.called import lines, places
from leaflets.verbs.entries import Made, Pending, versions
from leaflets.verbs.job import Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is printed for whom.

    Attributes:
        out: The folder where the leaflets lie.
        source: The campaign as the manifest records it.
        language: The tickets' language.
        languages: Shop → its ticket's, where that is another.
        title: What the campaign is called.
        layouts: Name → title of those that the campaign has.
        regions: All of the campaign, in the order of the table.
        profiles: The campaign's ways of printing; those that are shipped need not be among them.
    """

    out: Path
    source: str
    language: str
    regions: tuple[Region, ...]
    profiles: tuple[Profile, ...] = ()
    title: str = ""
    layouts: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    def for_shop(self, shop: str) -> "Order":
        """Return the order in the language of a shop."""
        return replace(self, language=self.languages.get(shop, self.language))


def shop_files(todo: Ready, standing: tuple[Entry, ...]) -> Iterator[Pending]:
    """Give for each shop what `ordered` has, for the campaign that is poured."""
    order = Order(
        out=todo.job.out,
        source=todo.source,
        language=todo.shop_language,
        regions=todo.campaign.regions,
        profiles=todo.campaign.profiles,
        title=todo.campaign.title,
        languages={} if todo.job.shop_language else dict(todo.campaign.shop_languages),
        layouts={layout.name: layout.title for layout, _ in todo.plan.whole.ways},
    )
    return ordered(order, standing)


def ordered(order: Order, standing: tuple[Entry, ...]) -> Iterator[Pending]:
    """Give for each shop its print jobs, and then its ticket as PDF and as text.

    `standing` are the entries under out/ that are not stale, of this run and of earlier ones: the
    current leaflets among them that lie on paper are printed.
    """
    names, _ = shop_names(order.regions)
    ours = (entry for entry in standing if entry.source == order.source)
    called = cache(lambda language: places(order.regions, language, order.title))
    for shop, group in groupby(print_jobs(ours, order.regions, names), lambda job: job.shop):
        own = order.for_shop(shop)
        yield from _shop_files(names[shop], tuple(group), own, called(own.language))


def _shop_files(
    name: str, jobs: tuple[PrintJob, ...], order: Order, called: Mapping[str, str]
) -> Iterator[Pending]:
    """Give the files of one shop, which are called by `name`; `called` are its regions."""
    sheets = lines([job.leaflets for job in jobs], called, order.layouts, order.language)
    laid = tuple(filter(None, (_laid(*one, order) for one in zip(jobs, sheets, strict=True))))
    yield from (_job_file(one, order) for one in laid)
    if laid:
        yield from _tickets(laid[0].job.shop, name, laid, order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A print job with the paper that its leaflets lie on and what each sheet is called."""

    job: PrintJob
    paper: Paper
    profile: Profile
    lines: tuple[Line, ...]

    @property
    def size(self) -> tuple[float, float]:
        """The trimmed leaflet, in mm."""
        return FORMATS[self.job.format]

    @property
    def titles(self) -> tuple[str, ...]:
        """What each sheet is called in the file."""
        return tuple(one.title for one in self.lines)


def _laid(job: PrintJob, sheets: tuple[Line, ...], order: Order) -> Laid | None:
    """Return how a job lies on paper; None for a profile or a size that this version lacks."""
    own = next((one for one in order.profiles if one.name == job.profile), None)
    way = own or profile(job.profile)
    if way is None or job.format not in FORMATS or job.paper.size not in FORMATS:
        return None
    width, height = FORMATS[job.format]
    made_in = LayoutFormat(name=job.format, width=width, height=height, sides=job.paper.sides)
    lies = paper(made_in, way, job.paper.size)
    if lies is None:
        return None
    return Laid(job=job, paper=lies, profile=way, lines=sheets)


def _job_file(laid: Laid, order: Order) -> Pending:
    job = laid.job
    entry = Entry(
        path=job.path,
        role="job",
        of=tuple(one.path for one in job.leaflets),
        source=order.source,
        statements=tuple(sorted({name for one in job.leaflets for name in one.statements})),
        format=job.format,
        profile=job.profile,
        shop=job.shop,
        pages=len(job.leaflets) * laid.paper.sides,
        copies=job.times,
        paper=job.paper,
        inputs=_hash(
            tuple(one.sha256 for one in job.leaflets),
            laid.titles,
            laid.paper,
            laid.profile,
            versions(),
        ),
    )

    return Pending(entry=entry, make=partial(_gathered, laid, entry, order.out))


def _gathered(laid: Laid, entry: Entry, out: Path) -> Made:
    # What gathers and looks at pages takes long to import, and is seldom wanted.
    from leaflets.verbs.gathering import gathered

    return gathered(laid, entry, out)


def _tickets(shop: str, name: str, jobs: tuple[Laid, ...], order: Order) -> Iterator[Pending]:
    told = tuple(_told(laid) for laid in jobs)
    entry = Entry(
        path=ticket_path(name, "pdf"),
        role="ticket",
        of=tuple(laid.job.path for laid in jobs),
        source=order.source,
        language=order.language,
        shop=shop,
        inputs=_hash(told, order.language, shop, versions()),
    )

    def pdf() -> Made:
        from leaflets.raster import Pages

        data = ticket.pdf(told, order.language, shop)
        with Pages(data) as pages:
            return Made(entry=replace(entry, pages=len(pages)), data=data)

    text = replace(entry, path=ticket_path(name, "txt"))
    yield Pending(entry=entry, make=pdf)
    yield Pending(
        entry=text,
        make=lambda: Made(entry=text, data=ticket.text(told, order.language, shop).encode()),
    )


def _told(laid: Laid) -> Job:
    job = laid.job
    return Job(
        file=PurePosixPath(job.path).name,
        paper=laid.paper,
        profile=laid.profile,
        format=job.format,
        copies=None if job.times is None else job.times * laid.paper.up,
        code=any(entry.links for entry in job.leaflets),
        lines=laid.lines,
    )


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
