"""What of a campaign is poured: its layouts in their formats, narrowed by what options name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from leaflets.model.campaign import Campaign, Region
from leaflets.model.layout import Layout, LayoutFormat
from leaflets.model.statement import Passage
from leaflets.plan.material import demand_problems
from leaflets.plan.regional import speaks
from leaflets.plan.wish import Narrowing
from leaflets.problems import Exit, Position, Problem, Severity, errors
from leaflets.profiles import Profile

# What a bare `leaflets pour FILE` makes: layout → format.
DEFAULTS = {"wedge": "a5", "broadside": "a4"}
# A layout named without a format is made in each of its formats but these.
_LARGER_THAN_A4 = ("a3",)
_OPTION = "--"
_NAMED = 12
_ONE_SIDE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is poured, all of it or what options leave.

    Attributes:
        ways: Layouts, each with one of its formats, in order.
        profiles: In order.
        languages: What each leaflet speaks.
        regions: In the order of the table.
    """

    ways: tuple[tuple[Layout, LayoutFormat], ...]
    profiles: tuple[Profile, ...]
    languages: tuple[tuple[str, ...], ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a file under out/ is of; a picture's profile is empty."""

    region: str
    language: str
    layout: str
    format: str
    profile: str


def takers(
    campaign: Campaign, layouts: tuple[Layout, ...], *, named: bool
) -> tuple[tuple[Layout, ...], tuple[Problem, ...]]:
    """Return the layouts to plan, and what is wrong with the number of demands for each.

    Looked at are the statements' own lists, where a region prints them whole. A layout that was
    not named and does not take so many is left out with a note, if another one does.
    """
    whole = next((one for one in campaign.regions if not one.demands), None)
    if whole is None:
        return layouts, ()
    found = {
        layout.name: tuple(
            problem
            for statement in campaign.statements
            for problem in demand_problems(statement, whole, layout, layouts)
        )
        for layout in layouts
    }
    taking = tuple(layout for layout in layouts if not errors(found[layout.name]))
    every = tuple(problem for problems in found.values() for problem in problems)
    if named or not taking:
        return layouts, every
    return taking, tuple(
        replace(problem, severity=Severity.NOTE) if problem.severity is Severity.ERROR else problem
        for problem in every
    )


def ways(
    layouts: Iterable[Layout], formats: tuple[Passage, ...], *, named: bool
) -> tuple[tuple[tuple[Layout, LayoutFormat], ...], tuple[Problem, ...]]:
    """Return each layout with each format it is made in, and formats that are nowhere."""
    chosen: list[tuple[Layout, LayoutFormat]] = []
    problems: list[Problem] = []
    layouts = tuple(layouts)
    for layout in layouts:
        made_in = tuple(_made_in(layout, formats, named=named))
        chosen += [(layout, one) for one in made_in]
        problems += _lacking(layout, formats, layouts if made_in else (layout,))
    return tuple(chosen), tuple(problems)


def narrowed(choice: Choice, only: Narrowing, campaign: str) -> tuple[Choice, tuple[Problem, ...]]:
    """Return what options leave of a campaign, and a usage error for each that matches nothing."""
    if only == Narrowing():
        return choice, ()
    problems = (
        *_unmatched("layout", only.layouts, [one.name for one, _ in choice.ways], campaign),
        *_unmatched("format", only.formats, [one.name for _, one in choice.ways], campaign),
        *_unmatched("profile", only.profiles, [one.name for one in choice.profiles], campaign),
        *_unmatched("language", only.languages, _language_names(choice.languages), campaign),
        *_unmatched("region", only.regions, _region_names(choice.regions), campaign),
    )
    regions = frozenset(map(str.casefold, only.regions))
    left = Choice(
        ways=tuple(
            (layout, made_in)
            for layout, made_in in choice.ways
            if _leaves(only.layouts, layout.name) and _leaves(only.formats, made_in.name)
        ),
        profiles=tuple(one for one in choice.profiles if _leaves(only.profiles, one.name)),
        languages=tuple(one for one in choice.languages if _speaks(only.languages, one)),
        regions=tuple(one for one in choice.regions if not regions or regions & _called(one)),
    )
    return left, (problems or _nothing_left(left, campaign))


def left_out(whole: Choice, chosen: Choice, *, any_way: bool) -> Callable[[Kind], bool]:
    """Return what tells whether a file is of the whole plan, and not of what was chosen of it.

    With `any_way` layouts, formats and profiles are not the plan's: options choose them.
    """
    all_spoken, spoken = _spoken(whole), _spoken(chosen)
    all_ways, chosen_ways = _ways(whole), _ways(chosen)

    def stays(kind: Kind) -> bool:
        place, way = (kind.region, kind.language), (kind.layout, kind.format, kind.profile)
        # Which of the regions gives the picture is the whole plan's matter.
        if kind.profile and place in spoken and way in chosen_ways:
            return False
        return place in all_spoken and (any_way or way in all_ways)

    return stays


def sides_problems(
    choice: Choice, one_sided: tuple[str, ...], position: Position
) -> Iterator[Problem]:
    """Yield an error for each layout that has two sides already, where each takes a language."""
    both = next((one for one in choice.languages if len(one) > 1), None)
    for layout, made_in in choice.ways if both else ():
        if both and made_in.sides != _ONE_SIDE:
            yield Problem(
                code="languages-sides",
                message=f"{'+'.join(both)} wants a side for each language, and {layout.name} "
                f"{made_in.name} has {made_in.sides} sides already.",
                hint=f"Layouts of one side: {', '.join(one_sided)}."
                if one_sided
                else f"Pour {' and '.join(both)} as leaflets of their own.",
                position=position,
            )


def _spoken(choice: Choice) -> frozenset[tuple[str, str]]:
    """Return (region, language) of every leaflet, whatever its layout."""
    return frozenset(
        (region.id, "+".join(languages))
        for region in choice.regions
        for languages in speaks(region, choice.languages)
    )


def _ways(choice: Choice) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (layout.name, made_in.name, name)
        for layout, made_in in choice.ways
        for name in ("", *(profile.name for profile in choice.profiles))
    )


def _made_in(
    layout: Layout, formats: tuple[Passage, ...], *, named: bool
) -> Iterator[LayoutFormat]:
    wished = tuple(one.text for one in formats)
    if not wished and not named and layout.name in DEFAULTS:
        wished = (DEFAULTS[layout.name],)
    for one in layout.formats:
        if one.name in wished if wished else one.name not in _LARGER_THAN_A4:
            yield one


def _lacking(
    layout: Layout, formats: tuple[Passage, ...], others: tuple[Layout, ...]
) -> Iterator[Problem]:
    """Yield an error for each format that `layout` lacks, and all the others, too."""
    have = [one.name for one in layout.formats]
    for one in formats:
        if any(other.format(one.text) for other in others):
            continue
        is_option = one.position.file.startswith(_OPTION)
        yield Problem(
            code="format-lacking",
            message=f"The layout {layout.name} has no format {one.text}; it has {', '.join(have)}.",
            hint=f"Pour it with --format {' or '.join(have)}, or name another layout."
            if is_option
            else f"Write {' or '.join(have)} under `formats:`, or name another layout.",
            position=one.position,
            exit=Exit.USAGE if is_option else Exit.INPUT,
        )


def _unmatched(
    option: str, wanted: tuple[str, ...], have: Iterable[str], campaign: str
) -> Iterator[Problem]:
    known = dict.fromkeys(have)
    folded = {name.casefold() for name in known}
    for name in wanted:
        if name.casefold() not in folded:
            yield Problem(
                code="option-unmatched",
                message=f"{campaign} has no {option} “{name}”.",
                hint=_near(name, tuple(known)),
                position=Position(file=f"--{option}"),
                exit=Exit.USAGE,
            )


def _near(name: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(name, known, n=5)
    # An id and a name that differ in capitals are one to whoever types them.
    near = {one.casefold(): one for one in reversed(close)}.values()
    if near:
        return f"Do you mean {' or '.join(near)}?"
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return f"It has {', '.join(known[:_NAMED])}{more}."


def _nothing_left(left: Choice, campaign: str) -> tuple[Problem, ...]:
    if left.ways and left.profiles and left.languages and left.regions:
        return ()
    return (
        Problem(
            code="options-leave-nothing",
            message=f"Nothing in {campaign} is all that the options name.",
            hint="Leave one of them out: each narrows what the others leave.",
            exit=Exit.USAGE,
        ),
    )


def _leaves(only: tuple[str, ...], name: str) -> bool:
    return not only or name in only


def _speaks(only: tuple[str, ...], languages: tuple[str, ...]) -> bool:
    return not only or "+".join(languages) in only or bool(set(only) & set(languages))


def _language_names(languages: tuple[tuple[str, ...], ...]) -> list[str]:
    return ["+".join(one) for one in languages] + [part for one in languages for part in one]


def _called(region: Region) -> frozenset[str]:
    """Return what a region is called by, in small letters: its id, and its name in any language."""
    names = (text for column, text in region.texts if column.partition(".")[0] == "name")
    return frozenset(one.casefold() for one in (region.id, region.name, *names) if one)


def _region_names(regions: tuple[Region, ...]) -> Iterator[str]:
    for region in regions:
        yield region.id
        yield from (text for column, text in region.texts if column.partition(".")[0] == "name")
