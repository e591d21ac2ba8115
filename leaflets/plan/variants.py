"""Variants: what is to be delivered, and what each is made from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from leaflets.model.campaign import Campaign, Region
from leaflets.model.layout import Layout, LayoutFormat
from leaflets.model.paper import Paper
from leaflets.model.statement import Statement
from leaflets.model.variant import Master, Variant
from leaflets.plan.choosing import Choice, narrowed, sides_problems, takers, ways
from leaflets.plan.imposition import paper
from leaflets.plan.jobs import shop_names
from leaflets.plan.masters import Masters, Way
from leaflets.plan.names import name_problems
from leaflets.plan.one_size import in_one_size
from leaflets.plan.regional import speaks
from leaflets.plan.rows import Row, Rows
from leaflets.plan.split import Split, split_note, splits
from leaflets.plan.told import gathered
from leaflets.plan.wish import Wish
from leaflets.problems import Position, Problem, Severity, errors
from leaflets.profiles import Profile

# A variant with the row of its front.
_Pair = tuple[Variant, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The variants in the order they are made, and everything that was found on the way.

    Attributes:
        variants: Those that share a master stand together.
        problems: What concerns all of them: with an error among them nothing is made.
        rows: Notes and warnings of single regions, gathered, and errors of rows that have no
            variant. Errors of a region that has are its variants' own.
        splits: Why there are so many masters.
        one_size: Masters whose type is to be of one size, a set for each layout and format; all
            of the plan that is not narrowed.
        whole, chosen: What is planned without narrowing, and with it.
    """

    variants: tuple[Variant, ...]
    problems: tuple[Problem, ...]
    rows: tuple[Problem, ...] = ()
    splits: tuple[Split, ...] = ()
    one_size: tuple[tuple[Master, ...], ...] = ()
    whole: Choice
    chosen: Choice


def plan(campaign: Campaign, source: str, wish: Wish) -> Plan:
    """Plan every region, language, layout, format and profile of `campaign`.

    `source` is the campaign's path as the manifest records it. A statement file is a campaign
    (`campaign_of`). Raises LeafletsError when a word the leaflet adds has no translation, and for
    a layout whose page cannot be composed.
    """
    layouts, demanded = takers(campaign, wish.layouts, named=wish.named)
    made_in, lacking = ways(layouts, wish.formats, named=wish.named)
    whole = Choice(
        ways=made_in, profiles=wish.profiles, languages=campaign.languages, regions=campaign.regions
    )
    chosen, unmatched = narrowed(whole, wish.only, campaign.file)
    before = (
        *demanded,
        *lacking,
        *unmatched,
        *_named(campaign, chosen, wish),
        *_emblem_unshown(campaign, layouts),
    )
    if errors(before):
        return Plan(variants=(), problems=_once(before), whole=whole, chosen=chosen)
    rows = Rows(campaign, wish)
    variants = tuple(_Making(campaign, source, wish, rows).variants(chosen))
    sets: tuple[tuple[Master, ...], ...] = ()
    if campaign.uniform:
        every = _Making(campaign, source, wish, Rows(campaign, wish))
        variants, sets = in_one_size(
            variants, variants if chosen is whole else every.variants(whole)
        )
    parted = splits([one for one in variants if not errors(one.problems)])
    return Plan(
        variants=variants,
        problems=_once((*before, *gathered(rows.shared), *split_note(parted))),
        rows=gathered((*_of_rows(campaign, wish), *rows.single, *shop_names(campaign.regions)[1])),
        splits=parted,
        one_size=sets,
        whole=whole,
        chosen=chosen,
    )


def _once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))


def _emblem_unshown(campaign: Campaign, layouts: Iterable[Layout]) -> Iterator[Problem]:
    if campaign.emblem and not any(s.holds == "image" for one in layouts for s in one.slots):
        yield Problem(
            code="emblem-unshown",
            severity=Severity.WARNING,
            message="None of the layouts shows an emblem, and `emblem` is not printed.",
            hint="Take a layout with a slot that `holds: image`, or take `emblem` out.",
            position=Position(file=campaign.file),
        )


def _of_rows(campaign: Campaign, wish: Wish) -> Iterator[Problem]:
    """Yield what was found in the table; of rows that are no region, unless others are wanted."""
    for problem in campaign.problems:
        failed = problem.position.row and problem.severity is Severity.ERROR
        if not (failed and wish.only.regions):
            yield problem


def _named(campaign: Campaign, chosen: Choice, wish: Wish) -> Iterator[Problem]:
    """Yield what is wrong with the names of the files, and with the sides they have."""
    yield from sides_problems(chosen, wish.one_sided, Position(file=campaign.file))
    files = [
        _file(layout, made_in, "+".join(languages), profile)
        for layout, made_in in chosen.ways
        for languages in chosen.languages
        for profile in chosen.profiles
    ]
    slugs = [statement.slug for statement in campaign.statements]
    yield from name_problems(chosen.regions, slugs, files, wish.room)


def _file(layout: Layout, made_in: LayoutFormat, language: str, profile: Profile) -> str:
    return f"{layout.name}.{made_in.name}.{language}.{profile.name}"


class _Making:
    """Variants in the making."""

    def __init__(self, campaign: Campaign, source: str, wish: Wish, rows: Rows) -> None:
        """Take what was asked for, and the rows of the table."""
        self._campaign = campaign
        self._source = source
        self._wish = wish
        self._rows = rows

    def variants(self, chosen: Choice) -> Iterator[Variant]:
        """Yield the variants of all that was chosen; those that share masters stand together."""
        speaking = [(region, speaks(region, chosen.languages)) for region in chosen.regions]
        for layout, made_in in chosen.ways:
            for languages in chosen.languages:
                sides = tuple(map(self._campaign.statement, languages))
                regions = [region for region, taken in speaking if languages in taken]
                found = [self._rows.of(side, layout, regions) for side in sides]
                rows = tuple(zip(*found, strict=True))
                for profile in chosen.profiles:
                    way = Way(
                        layout=layout,
                        made_in=made_in,
                        profile=profile,
                        palette=self._campaign.palette,
                    )
                    kind = self._kind(way, sides, chosen.profiles)
                    for group in _together((self._variant(kind, row), row[0]) for row in rows):
                        yield from self._with_pictures(kind, group)

    def _kind(
        self, way: Way, sides: tuple[Statement, ...], profiles: tuple[Profile, ...]
    ) -> "_Kind":
        recorded = dict(self._wish.recorded)
        common = self._wish.pictured or profiles[0]
        # One of the variants that differ in nothing but the profile gives the picture.
        giver = common if common in profiles else profiles[0]
        leaflet = replace(way.made_in, sides=way.made_in.sides * len(sides))
        language = "+".join(side.language for side in sides)
        shown = replace(way, profile=common)
        return _Kind(
            file=f"{way.layout.name}.{way.made_in.name}.{language}",
            profile=way.profile.name,
            sides=tuple(_Side(self._rows, way, side) for side in sides),
            shown=_Side(self._rows, shown, sides[0]) if way.profile == giver else None,
            statements=tuple(recorded.get(side.file, self._source) for side in sides),
            paper=paper(leaflet, way.profile, self._wish.paper or way.profile.paper),
        )

    def _variant(self, kind: "_Kind", row: tuple[Row, ...]) -> Variant:
        """Return the variant of a region, with the back that it may have."""
        region = row[0].region
        folder = f"{kind.sides[0].statement.slug}/{region.id}"
        front = Variant(
            source=self._source,
            statement=kind.sides[0].statement,
            region=region,
            master=kind.sides[0].master(row[0]),
            stem=f"{folder}/{kind.file}.{kind.profile}",
            picture="",
            paper=kind.paper,
            copies=self._copies(region),
            fields=row[0].fields,
            link=row[0].link,
            statements=kind.statements,
            problems=row[0].problems,
            gathered=not self._campaign.alone,
        )
        if len(row) == 1:
            return front
        back = replace(
            front,
            statement=kind.sides[1].statement,
            master=kind.sides[1].master(row[1]),
            fields=row[1].fields,
            link=row[1].link,
        )
        both = tuple(dict.fromkeys((*row[0].problems, *row[1].problems)))
        return replace(front, back=back, problems=both)

    def _with_pictures(self, kind: "_Kind", pairs: Sequence[_Pair]) -> Iterator[Variant]:
        """Let one of the variants that share masters give the picture, or all where that is asked.

        Which one must not hang on the regions that are poured: then none gives it.
        """
        wish = self._wish
        giver = next((one for one, _ in pairs if not errors(one.problems)), pairs[0][0])
        for variant, row in pairs:
            gives = wish.pictures or (variant is giver and not wish.only.regions)
            if not (gives and kind.shown):
                yield variant
                continue
            folder = variant.stem.rpartition("/")[0]
            shown = kind.shown.master(row)
            yield replace(variant, picture=f"{folder}/{kind.file}.png", pictured=shown)

    def _copies(self, region: Region) -> int | None:
        given = (self._wish.copies, region.copies, self._campaign.copies)
        return next((one for one in given if one is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What leaflets of one layout, format, profile and language have in common.

    Attributes:
        file: Their file's name without profile and ending.
        sides: Their text, or the texts of both sides.
        shown: What their pictures show; None where another profile's give them.
        statements: The files of the texts, as the manifest records them.
    """

    file: str
    profile: str
    sides: tuple["_Side", ...]
    shown: "_Side | None"
    statements: tuple[str, ...]
    paper: Paper | None


class _Side:
    """One text made in one way: its masters by the demands that are printed."""

    def __init__(self, rows: Rows, way: Way, statement: Statement) -> None:
        self.statement = statement
        self._rows = rows
        self._way = way
        self._masters: dict[tuple[int, ...], Masters] = {}

    def master(self, row: Row) -> Master:
        """Return the master of a row."""
        if row.demands not in self._masters:
            texts = self._rows.material(self.statement, row.demands)
            self._masters[row.demands] = Masters(self._way, texts)
        return self._masters[row.demands].of(row.fields, row.link)


def _together(pairs: Iterable[_Pair]) -> Iterable[list[_Pair]]:
    """Return variants in their order, those that share masters together."""
    groups: dict[tuple[str, ...], list[_Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair[0].shared, []).append(pair)
    return groups.values()
