"""A pour's job: what was asked for, read and planned before anything is rendered."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leaflets.language.words import shop_language_unknown, ticket_words
from leaflets.layout.catalogue import find
from leaflets.layout.lint import lint
from leaflets.model.layout import Layout
from leaflets.model.statement import Statement
from leaflets.plan.material import Additions
from leaflets.plan.variants import DEFAULTS, Plan, Wish, plan
from leaflets.problems import Exit, LeafletsError, Position, Problem, Severity, errors
from leaflets.profiles import Profile, profile, profile_unknown
from leaflets.read.lines import clean
from leaflets.read.statement import read
from leaflets.shipped import folder
from leaflets.verbs.layouts import as_usage, folders

DEFAULT_PROFILE = "copyshop-bw"
# The ticket's language where neither the shop's nor the statement's has words.
_COMMON = "en"
_LAYOUT_OPTION = Position(file="--layout")
_PROFILE_OPTION = Position(file="--profile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the command line asks for; see `leaflets pour --help`.

    Attributes:
        source: The statement file as it was typed.
        out: The folder that takes everything.
        layouts, formats, profiles, languages: Names; empty for the defaults.
        code: False prints neither code nor link.
        copies: Leaflets to print, or None.
        paper: a4, none, or empty for the profile's own.
        layouts_dir: A folder with layouts of the user's own, or None.
        today: To tell dates that have passed; None tells none.
        prune, strict, force: As the options say.
    """

    source: str
    out: Path
    layouts: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    link: str = ""
    headline: str = ""
    imprint: str = ""
    code: bool = True
    copies: int | None = None
    paper: str = ""
    shop_language: str = ""
    layouts_dir: Path | None = None
    today: date | None = None
    prune: bool = False
    strict: bool = False
    force: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether only a part of what a bare pour plans is asked for."""
        return bool(self.layouts or self.formats or self.profiles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A job that has been read and planned.

    Attributes:
        source: The statement's path as the manifest records it.
        shop_language: The language of the ticket.
    """

    job: Job
    statement: Statement
    plan: Plan
    source: str
    shop_language: str


def ready(job: Job) -> Ready:
    """Read the statement and plan its variants.

    Raises LeafletsError with everything that is wrong, before any work; with `strict`, warnings
    are wrong too.
    """
    wish = _wish(job)
    statement = read(
        Path(job.source),
        name=job.source,
        language=next(iter(job.languages), ""),
        headline=job.headline,
        today=job.today,
    )
    source = source_name(Path(job.source), job.out)
    planned = plan(statement, source, wish)
    planned = replace(planned, problems=(*_linted(wish.layouts), *planned.problems))
    found = judged((*statement.problems, *planned.problems), strict=job.strict)
    if errors(found):
        raise LeafletsError(*found)
    return Ready(
        job=job,
        statement=statement,
        plan=planned,
        source=source,
        shop_language=_shop_language(job, statement.language),
    )


def _linted(layouts: tuple[Layout, ...]) -> Iterator[Problem]:
    """Give what lint tells of layouts that are not ours: ours are linted before they are shipped.

    Raises LeafletsError before the engine meets what it would break on.
    """
    for layout in layouts:
        if layout.origin.parent != folder("layouts"):
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


def _wish(job: Job) -> Wish:
    """Return what is planned; everything that the options name wrongly is told at once."""
    problems = [*_contradictions(job)]
    chosen: list[Profile] = []
    for name in dict.fromkeys(job.profiles or (DEFAULT_PROFILE,)):
        if (one := profile(name)) is None:
            problems.append(profile_unknown(name, _PROFILE_OPTION, cause=Exit.USAGE))
        else:
            chosen.append(one)
    layouts, lacking = _layouts(job)
    problems += lacking
    if problems:
        raise LeafletsError(*problems)
    return Wish(
        layouts=layouts,
        named=bool(job.layouts),
        formats=job.formats,
        profiles=tuple(chosen),
        pictured=profile(DEFAULT_PROFILE),
        link=job.link,
        code=job.code,
        copies=job.copies,
        paper=job.paper,
        additions=Additions(imprint=" ".join(clean(job.imprint).split())),
    )


def _layouts(job: Job) -> tuple[tuple[Layout, ...], tuple[Problem, ...]]:
    """Return the layouts to pour into, and what is wrong with those that were asked for."""
    found: list[Layout] = []
    problems: list[Problem] = []
    try:
        places = folders(job.layouts_dir)
    except LeafletsError as error:
        return (), error.problems
    for name in dict.fromkeys(job.layouts or DEFAULTS):
        try:
            found.append(find(name, places))
        except LeafletsError as error:
            problems += [_at_option(as_usage(problem)) for problem in error.problems]
    problems += [abstract(layout) for layout in found if not layout.formats]
    return tuple(found), tuple(problems)


def _contradictions(job: Job) -> tuple[Problem, ...]:
    problems = []
    if job.prune and job.narrowed:
        problems.append(
            Problem(
                code="prune-narrowed",
                message="--prune deletes what the whole plan no longer has, but --layout, "
                "--format or --profile ask for a part of the plan.",
                hint="Pour once without them, with --prune.",
                position=Position(file="--prune"),
                exit=Exit.USAGE,
            )
        )
    if len(job.languages) > 1:
        problems.append(
            Problem(
                code="language-twice",
                message=f"{job.source} is one text, but --language names {len(job.languages)}.",
                hint="Name the language it is written in.",
                position=Position(file="--language"),
                exit=Exit.USAGE,
            )
        )
    if job.shop_language and ticket_words(job.shop_language) is None:
        problems.append(
            shop_language_unknown(
                job.shop_language, Position(file="--shop-language"), cause=Exit.USAGE
            )
        )
    return tuple(problems)


def _at_option(problem: Problem) -> Problem:
    """Return a problem that is in no file with the option as its place."""
    return problem if problem.position.file else replace(problem, position=_LAYOUT_OPTION)


def abstract(layout: Layout) -> Problem:
    """Return the problem of a layout that only others extend."""
    return Problem(
        code="layout-abstract",
        message=f"“{layout.name}” has no formats: other layouts extend it, and nothing is poured "
        "into it.",
        hint="See what there is with `leaflets layouts`.",
        position=_LAYOUT_OPTION,
        exit=Exit.USAGE,
    )


def _shop_language(job: Job, language: str) -> str:
    wanted = job.shop_language or language
    return wanted if ticket_words(wanted) is not None else _COMMON
