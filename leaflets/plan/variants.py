"""Variants: what is to be delivered from one statement, and what each is made from."""

import hashlib
from dataclasses import dataclass, replace

from leaflets.layout.compose import compose, marked, unstamped
from leaflets.model.campaign import Region
from leaflets.model.layout import Layout, LayoutFormat
from leaflets.model.material import Fitting, Frame, Link, Material
from leaflets.model.palette import Palette
from leaflets.model.statement import Statement
from leaflets.model.variant import Master, Variant
from leaflets.plan.coverage import uncovered
from leaflets.plan.imposition import paper
from leaflets.plan.links import link, link_missing
from leaflets.plan.masters import split
from leaflets.plan.material import Additions, demand_problems, material
from leaflets.problems import Exit, Position, Problem, Severity, errors
from leaflets.profiles import Profile

# What a bare `leaflets pour FILE` makes: layout → format.
DEFAULTS = {"wedge": "a5", "broadside": "a4"}
# What stands for a regional value where no region's own may: any face has it, and it is no word.
_STAND_IN = "0"
# A layout named without a format is made in each of its formats but these.
_LARGER_THAN_A4 = ("a3",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for; empty values ask for the defaults.

    Attributes:
        layouts: In the order they were asked for.
        named: Whether the user named them: the defaults come in a format of their own.
        formats: Names of formats.
        profiles: Ways of printing, at least one.
        link: Replaces the statement's own.
        code: False leaves code and link out.
        copies: Leaflets to print, or None.
        paper: The paper's size, "none" for single pages, or empty for the profile's own.
        pictured: The profile whose pages are drawn for telephones, whatever is poured; None draws
            those of the first.
        additions: Headline, imprint and fields that replace the statement's.
    """

    layouts: tuple[Layout, ...]
    named: bool = False
    formats: tuple[str, ...] = ()
    profiles: tuple[Profile, ...]
    link: str = ""
    code: bool = True
    copies: int | None = None
    paper: str = ""
    pictured: Profile | None = None
    additions: Additions = Additions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The variants in the order they are made, and everything that was found on the way."""

    variants: tuple[Variant, ...]
    problems: tuple[Problem, ...]


def plan(statement: Statement, source: str, wish: Wish) -> Plan:
    """Plan every layout, format and profile of `wish` for `statement`.

    `source` is the statement's path as the manifest records it.
    Raises LeafletsError when a word the leaflet adds has no translation.
    """
    takers, problems = _takers(statement, wish)
    planned: list[Variant] = []
    for layout in takers:
        target, found = _link(statement, layout, wish)
        texts = material(statement, wish.additions, target)
        problems += found
        problems += uncovered(texts, layout, _places(statement, texts, wish))
        formats, lacking = _formats(layout, wish)
        problems += lacking
        for one in formats:
            masters = [master(layout, one, profile, texts) for profile in wish.profiles]
            variants = [
                replace(
                    _variant(statement, source, made_from, wish),
                    fields=texts.region,
                    link=texts.link,
                )
                for made_from in masters
            ]
            planned += _with_one_picture(variants, wish)
    problems += split(planned)
    return Plan(variants=tuple(planned), problems=tuple(dict.fromkeys(problems)))


def _takers(statement: Statement, wish: Wish) -> tuple[tuple[Layout, ...], list[Problem]]:
    """Return the layouts to plan, and what is wrong with the number of demands for each.

    A default layout that does not take so many is left out with a note, if another one does.
    """
    found = {
        layout.name: demand_problems(statement, layout, wish.layouts) for layout in wish.layouts
    }
    takers = tuple(layout for layout in wish.layouts if not errors(found[layout.name]))
    every = [problem for problems in found.values() for problem in problems]
    if wish.named or not takers:
        return wish.layouts, every
    return takers, [
        replace(problem, severity=Severity.NOTE) if problem.severity is Severity.ERROR else problem
        for problem in every
    ]


def master(layout: Layout, made_in: LayoutFormat, profile: Profile, texts: Material) -> Master:
    """Return the master of `texts` in one format and profile, known by its composed page.

    Texts that differ in regional values alone have one master if the page prints them as they
    are: it holds stand-ins. Where the page decides by a value, or does with it what cannot be
    stamped, the master holds the values themselves.
    """
    frame = Frame(
        width=made_in.width,
        height=made_in.height,
        bleed=profile.bleed,
        safe=profile.safe,
        edge=profile.edge,
    )
    own = Master(
        layout=layout,
        format=made_in.name,
        frame=frame,
        profile=profile,
        palette=Palette(),
        material=texts,
        key="",
    )
    page = marked(own, Fitting())
    html = page.html
    if unstamped(own, Fitting()):
        html = repr((html, page.values))
    else:
        stand_in = replace(own, material=_with_stand_ins(texts))
        own = stand_in if marked(stand_in, Fitting()).html == html else own
    return replace(own, key=_key(own, html))


def _with_stand_ins(texts: Material) -> Material:
    link = texts.link and replace(texts.link, url=f"https://{_STAND_IN}", text=_STAND_IN)
    region = tuple((name, _STAND_IN if value else "") for name, value in texts.region)
    return replace(texts, region=region, link=link)


def _key(unkeyed: Master, html: str) -> str:
    """Hash all that a master is made from: the marked page, its sheets, the rest.

    Nothing in it names a folder, so that the key is the same on every machine.
    """
    composed = compose(unkeyed, Fitting())
    parts = (
        html,
        tuple(sheet.text for sheet in composed.sheets),
        unkeyed.layout.slots,
        unkeyed.layout.fit,
        unkeyed.layout.bw,
        unkeyed.made_in,
        unkeyed.frame,
        unkeyed.profile,
        unkeyed.palette,
        replace(unkeyed.material, region=(), link=None),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _formats(layout: Layout, wish: Wish) -> tuple[tuple[LayoutFormat, ...], tuple[Problem, ...]]:
    wished = wish.formats
    if not wished and not wish.named and layout.name in DEFAULTS:
        wished = (DEFAULTS[layout.name],)
    if not wished:
        return tuple(one for one in layout.formats if one.name not in _LARGER_THAN_A4), ()
    have = ", ".join(one.name for one in layout.formats)
    lacking = tuple(
        Problem(
            code="format-lacking",
            message=f"The layout {layout.name} has no format {name}; it has {have}.",
            hint=f"Pour it with --format {' or '.join(one.name for one in layout.formats)}, or "
            "name another layout.",
            position=Position(file="--format"),
            exit=Exit.USAGE,
        )
        for name in wished
        if layout.format(name) is None
    )
    return tuple(one for one in layout.formats if one.name in wished), lacking


def _link(
    statement: Statement, layout: Layout, wish: Wish
) -> tuple[Link | None, tuple[Problem, ...]]:
    if not wish.code:
        return None, ()
    given = (wish.link or statement.link).strip()
    if not given:
        return None, (link_missing(Position(file=statement.file)),)
    return link(
        given,
        language=statement.language,
        region=Region().id,
        layout=layout.name,
        position=Position(file="--link") if wish.link else statement.link_position,
    )


def _places(statement: Statement, texts: Material, wish: Wish) -> dict[str, Position]:
    """Return where each text of the material stands, by its name for the reader."""
    places = {"": Position(file=statement.file)}
    places |= {f"the event's {name}": statement.event.position for name, _ in texts.region}
    for number, demand in enumerate(statement.demands, 1):
        places[f"demand {number}"] = demand.position
    for number, rank in enumerate(texts.ranks, 1):
        places[f"excerpt {number}"] = statement.excerpts[rank].position
    if wish.additions.imprint:
        places["the imprint"] = Position(file="--imprint")
    places["the link"] = Position(file="--link") if wish.link else statement.link_position
    return places


def _variant(statement: Statement, source: str, made_from: Master, wish: Wish) -> Variant:
    region = Region(copies=wish.copies)
    folder = f"{statement.slug}/{region.id}"
    name = f"{made_from.layout.name}.{made_from.format}.{statement.language}"
    return Variant(
        source=source,
        statement=statement,
        region=region,
        master=made_from,
        stem=f"{folder}/{name}.{made_from.profile.name}",
        picture=f"{folder}/{name}.png",
        paper=paper(made_from.made_in, made_from.profile, wish.paper or made_from.profile.paper),
        copies=wish.copies,
    )


def _with_one_picture(variants: list[Variant], wish: Wish) -> list[Variant]:
    """Leave the picture to one of the variants that differ in nothing but the profile."""
    common = wish.pictured or variants[0].master.profile
    giver = next((one for one in variants if one.master.profile == common), variants[0])
    made_from = giver.master
    if made_from.profile != common:
        made_from = master(made_from.layout, made_from.made_in, common, made_from.material)
    return [
        replace(one, pictured=made_from) if one is giver else replace(one, picture="")
        for one in variants
    ]
