"""The rows of the table, one after the other: what each gives its leaflets, and what is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leaflets.language.tags import base
from leaflets.model.campaign import Campaign, Region
from leaflets.model.layout import Layout
from leaflets.model.material import Link, Material
from leaflets.model.statement import Statement
from leaflets.plan.coverage import Regional, uncovered
from leaflets.plan.masters import Fields
from leaflets.plan.material import Additions, demand_problems, demands, material
from leaflets.plan.regional import Links, Values, demand_unknown
from leaflets.plan.wish import Wish
from leaflets.problems import Position, Problem, Severity

# What a row that fails is planned with: it has the master that others have.
_NO_LINK = Link(url="https://0", text="0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A region's own part of the leaflets in one language and layout.

    Attributes:
        fields: Field name → printed value.
        link: Where its code leads, or None without codes.
        demands: Numbers of the demands it prints; empty for all.
        problems: Errors and warnings that are its alone.
    """

    region: Region
    fields: Fields
    link: Link | None
    demands: tuple[int, ...]
    problems: tuple[Problem, ...]


class Rows:
    """The rows of one plan.

    Attributes:
        shared: What concerns more than one region: it stands in no row.
        single: Notes and warnings that stand in a row.
    """

    def __init__(self, campaign: Campaign, wish: Wish) -> None:
        """Take the campaign and what was asked for."""
        self.shared: dict[Problem, None] = {}
        self.single: dict[Problem, None] = {}
        self._campaign = campaign
        self._wish = wish
        self._links = Links(campaign, wish.link)
        self._values = {one.language: Values(one, campaign.regions) for one in campaign.statements}
        self._materials: dict[tuple[str, tuple[int, ...]], Material] = {}

    def of(self, statement: Statement, layout: Layout, regions: Sequence[Region]) -> list[Row]:
        """Return the rows of `regions` for a statement and layout, in their order."""
        values = self._values[statement.language]
        covered = Regional(layout, statement.language, map(values.of, regions))
        rows = [self._row(statement, layout, covered, region) for region in regions]
        for chosen in dict.fromkeys(row.demands for row in rows):
            texts = self.material(statement, chosen)
            found = uncovered(texts, layout, self._places(statement, texts, chosen))
            self.shared |= dict.fromkeys(found)
        return rows

    def material(self, statement: Statement, chosen: tuple[int, ...]) -> Material:
        """Return a statement's texts with some of its demands, made ready for type once."""
        key = (statement.language, chosen)
        if key not in self._materials:
            additions = Additions(
                imprint=self._imprint()[0],
                strings=tuple(_strings(self._campaign, statement.language)),
                emblem=self._wish.emblem,
            )
            self._materials[key] = material(statement, additions, chosen)
        return self._materials[key]

    def _row(self, statement: Statement, layout: Layout, covered: Regional, region: Region) -> Row:
        fields = self._values[statement.language].of(region)
        found = [*region.problems]
        link = None
        if self._wish.code:
            led = self._links.of(statement, region, layout.name)
            found += led.problems
            link = led.link or _NO_LINK
        if not covered.covers(fields, link):
            found += covered.uncovered(fields, link, self._row_places(statement, region))
        found += (
            one
            for name, one in self._values[statement.language].elsewhere(region, fields)
            if covered.prints(name)
        )
        if region.demands:
            found += demand_unknown(statement, region) or demand_problems(
                statement, region, layout, self._wish.layouts
            )
        is_known = not region.demands or max(region.demands) <= len(statement.demands)
        return Row(
            region=region,
            fields=fields,
            link=link,
            demands=region.demands if is_known else (),
            problems=self._own(found) if found else (),
        )

    def _own(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Sort out what was found for a region; return the errors and warnings that are its own."""
        own: dict[Problem, None] = {}
        for problem in found:
            if not problem.position.row:
                self.shared[problem] = None
                continue
            if problem.severity is not Severity.ERROR:
                self.single[problem] = None
            if problem.severity is not Severity.NOTE:
                own[problem] = None
        return tuple(own)

    def _imprint(self) -> tuple[str, Position]:
        """Return the imprint that is over the statements' own, and where it was given."""
        if self._wish.imprint:
            return self._wish.imprint, Position(file="--imprint")
        return self._campaign.imprint.text, self._campaign.imprint.position

    def _places(
        self, statement: Statement, texts: Material, chosen: tuple[int, ...]
    ) -> dict[str, Position]:
        """Return where each text of the material stands, by its name for the reader."""
        places = {"": Position(file=statement.file)}
        for number, demand in enumerate(demands(statement, chosen), 1):
            places[f"demand {number}"] = demand.position
        for number, rank in enumerate(texts.ranks, 1):
            places[f"excerpt {number}"] = statement.excerpts[rank].position
        imprint, place = self._imprint()
        return places | ({"the imprint": place} if imprint else {})

    def _row_places(self, statement: Statement, region: Region) -> Mapping[str, Position]:
        """Return where a region's values and its link stand."""
        given = self._values[statement.language].from_event(region)
        row = region.position if region.position.row else Position(file=statement.file)
        return {
            "": row,
            "the link": self._links.place(statement, region),
            **{f"`{name}`": statement.event.position for name in given},
        }


def _strings(campaign: Campaign, language: str) -> Iterator[tuple[str, str]]:
    """Yield the campaign's words for a language; those for it alone come last, over the others."""
    own = {f".{language}", f".{base(language)}"}
    spoken = {f".{one.language}" for one in campaign.statements} | own
    alone = []
    for name, text in campaign.strings:
        stem, point, last = name.rpartition(".")
        if point + last not in spoken:
            yield name, text
        elif point + last in own:
            alone.append((stem, text))
    yield from alone
