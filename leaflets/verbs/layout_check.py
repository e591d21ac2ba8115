"""`layouts check`: a layout's lint, then the shortest and the longest leaflet it may have to be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from leaflets.layout.lint import lint
from leaflets.model.campaign import campaign_of
from leaflets.model.layout import Layout
from leaflets.model.statement import Event, Excerpt, Passage, Statement
from leaflets.model.variant import Variant
from leaflets.plan.variants import plan
from leaflets.plan.wish import Wish
from leaflets.problems import Exit, LeafletsError, Position, Problem, errors
from leaflets.profiles import Profile, profile, profile_unknown, profiles
from leaflets.verbs.leaflet import batch
from leaflets.yaml_source import load

_EXTREMES = Path(__file__).with_name("extremes.yaml")
_LANGUAGE = "en"
# A contract may leave the number of items open.
_MOST_ITEMS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One leaflet that was tried.

    Attributes:
        material: shortest or longest.
        format, profile: Empty where the material could not even be planned.
        problems: All that was found, notes included.
    """

    material: str
    format: str = ""
    profile: str = ""
    problems: tuple[Problem, ...] = ()


def chosen(names: tuple[str, ...]) -> tuple[Profile, ...]:
    """Return the ways of printing called `names`, or all; LeafletsError: `profile-unknown`."""
    unknown = [
        profile_unknown(name, Position(file="--profile"), cause=Exit.USAGE)
        for name in names
        if profile(name) is None
    ]
    if unknown:
        raise LeafletsError(*unknown)
    return tuple(one for one in profiles() if not names or one.name in names)


def cases(layout: Layout, printed: tuple[Profile, ...]) -> Iterator[Case]:
    """Make each extreme in every format of `layout` and every one of `printed`; nothing is kept.

    Give nothing for a layout whose lint has errors: the engine would break on some of them.
    """
    if errors(lint(layout)):
        return
    told = {(one.position.file, one.position.line) for one in lint(layout)}
    for name, statement in extremes(layout):
        try:
            campaign = campaign_of(statement)
            planned = plan(campaign, statement.file, _wish(layout, printed, statement))
        except LeafletsError as error:
            yield Case(material=name, problems=error.problems)
            continue
        if wrong := errors(planned.problems):
            yield Case(material=name, problems=wrong)
            continue
        for variant in planned.variants:
            yield replace(_tried(variant, told), material=name)


def extremes(layout: Layout) -> Iterator[tuple[str, Statement]]:
    """Yield (name, statement) of the least and the most that `layout` takes."""
    table = load(_EXTREMES.read_text(encoding="utf-8"), file=_EXTREMES.name).value
    for name, texts in table.items():
        yield name, _statement(name, texts, layout)


def _statement(name: str, texts: dict[str, Any], layout: Layout) -> Statement:
    demands = _items(texts, "demands", layout, longest=name == "longest")
    excerpts = _items(texts, "excerpts", layout, longest=name == "longest")
    return Statement(
        slug=name,
        file=f"{name}.{_LANGUAGE}.md",
        language=_LANGUAGE,
        title=texts["title"],
        headline=texts["title"],
        kicker=texts.get("kicker", ""),
        lead=texts.get("lead", ""),
        excerpts=tuple(Excerpt(text=text, order=order) for order, text in enumerate(excerpts)),
        demands=tuple(Passage(text=text) for text in demands),
        signed=tuple(texts.get("signed", ())),
        imprint=texts.get("imprint", ""),
        link=texts["link"],
        event=Event(**texts.get("event", {})),
    )


def _items(texts: dict[str, Any], holds: str, layout: Layout, *, longest: bool) -> tuple[str, ...]:
    counts = [slot.count for slot in layout.slots if slot.holds == holds and slot.count]
    if not counts or holds not in texts:
        return ()
    number = min(max(most for _, most in counts), _MOST_ITEMS) if longest else counts[0][0]
    return tuple(islice(cycle(texts[holds]), number))


def _wish(layout: Layout, printed: tuple[Profile, ...], statement: Statement) -> Wish:
    return Wish(
        layouts=(layout,),
        named=True,
        formats=tuple(Passage(text=one.name) for one in layout.formats),
        profiles=printed,
        link=statement.link,
        paper="none",
    )


def _tried(variant: Variant, told: set[tuple[str, int]]) -> Case:
    """Make one leaflet; what lint tells of a line need not be told by the engine, too."""
    (files,) = batch((variant,))
    problems = tuple(
        one
        for one in files[0].entry.problems
        if one.code != "css-ignored" or (one.position.file, one.position.line) not in told
    )
    return Case(
        material="",
        format=variant.master.format,
        profile=variant.master.profile.name,
        problems=problems,
    )
