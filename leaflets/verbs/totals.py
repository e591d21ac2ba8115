"""What a pour comes to: leaflets, masters, files, and the sheets of paper for each shop."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from leaflets.model.manifest import Entry
from leaflets.plan.split import Split
from leaflets.problems import errors
from leaflets.verbs.job import Ready

# What goes through the machine; a job file only gathers these.
_PRINTED = ("leaflet", "paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What one shop prints.

    Attributes:
        name: As the table calls it; empty where it names none.
        leaflets: Copies of all leaflets; None while nobody said how many of one of them.
        sheets: Of paper, None likewise.
        papers: How many different papers there are.
    """

    name: str
    leaflets: int | None
    sheets: int | None
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a plan comes to.

    Attributes:
        variants: Leaflets that differ, failing ones not counted.
        regions: Regions that they are of.
        masters: Pages that are typeset.
        splits: Why there are so many.
        files: (role, number), in the order of their making.
        sheets: Of paper, for all shops; None while nobody said how many leaflets.
        shops: In the order of the table.
    """

    variants: int = 0
    regions: int = 0
    masters: int = 0
    splits: tuple[Split, ...] = ()
    files: tuple[tuple[str, int], ...] = ()
    sheets: int | None = 0
    shops: tuple[Shop, ...] = ()


def totals(todo: Ready, entries: Iterable[Entry]) -> Totals:
    """Add up a plan and the files that it gave or would give; a proof is ordered from nobody."""
    files = [one for one in entries if one.state not in ("stale", "failed")]
    good = [one for one in todo.plan.variants if not errors(one.problems)]
    whole = len(good)
    if todo.job.extremes:
        chosen = {one.path for one in files}
        good = [one for one in good if f"{one.stem}.pdf" in chosen]
    order = {region.shop: None for region in todo.campaign.regions}
    shops = tuple(_shops(files, order)) if len(good) == whole else ()
    return Totals(
        variants=len(good),
        regions=len({one.region.id for one in good}),
        masters=len({key for one in good for key in one.shared}),
        splits=todo.plan.splits,
        files=tuple(Counter(one.role for one in files).items()),
        sheets=_sum(shop.sheets for shop in shops),
        shops=shops,
    )


def _shops(files: Iterable[Entry], order: Iterable[str]) -> Iterator[Shop]:
    papers: dict[str, list[tuple[int | None, int]]] = {name: [] for name in order}
    for entry in files:
        if entry.paper and entry.role in _PRINTED:
            papers.setdefault(entry.shop, []).append((entry.copies, entry.paper.up))
    for name, printed in papers.items():
        if printed:
            yield Shop(
                name=name,
                leaflets=_sum(copies for copies, _ in printed),
                sheets=_sum(copies and ceil(copies / up) for copies, up in printed),
                papers=len(printed),
            )


def _sum(numbers: Iterable[int | None]) -> int | None:
    """Return the sum; None where one of the numbers is not known."""
    known = tuple(numbers)
    return None if None in known else sum(one for one in known if one)
