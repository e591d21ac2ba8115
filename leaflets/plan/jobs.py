"""Print jobs: what one shop prints in one go, and what its files are called."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from leaflets.model.campaign import Region
from leaflets.model.manifest import Entry, PaperUsed
from leaflets.problems import Position, Problem, Severity
from leaflets.read.naming import file_name

# Where everything for the shops goes, below out/.
FOLDER = "print"
# So many sheets a printer's memory takes at once, and a clerk can still find one again.
SHEETS_IN_A_FILE = 400
_NAMELESS = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One file of sheets that a shop prints with the same settings.

    Attributes:
        path: Under out/: the shop, how it is printed, on what, and how often each sheet.
        shop: Its name as the table has it, or empty.
        profile, format: Their names.
        paper: How each leaflet lies on its sheet.
        times: How many of each sheet, or None where nobody said.
        leaflets: One for each sheet, in the order of the regions.
    """

    path: str
    shop: str
    profile: str
    format: str
    paper: PaperUsed
    times: int | None
    leaflets: tuple[Entry, ...]

    @property
    def sheets(self) -> int | None:
        """How many sheets go through the machine, or None."""
        return None if self.times is None else self.times * len(self.leaflets)


def print_jobs(
    entries: Iterable[Entry], regions: tuple[Region, ...], names: Mapping[str, str]
) -> tuple[PrintJob, ...]:
    """Return the jobs of all shops, those of one shop in a row.

    Their order is that in which a clerk sets the machine, whatever the table's is: by way of
    printing and paper, the most copies first.

    Args:
        entries: Files under out/; the current leaflets that lie on paper are printed.
        regions: All of the campaign, in the order of its table: their shops, whatever the entries
            say, and the order on the sheets.
        names: Shop → what its files are called, as from `shop_names`.
    """
    place = {region.id: number for number, region in enumerate(regions)}
    shops = {region.id: region.shop for region in regions}
    order = {shop: number for number, shop in enumerate(names)}
    printed = [
        entry
        for entry in entries
        if entry.role == "leaflet" and entry.state == "current" and entry.region in place
    ]
    printed.sort(key=lambda one: (place[one.region], one.path))
    jobs: dict[tuple[int, tuple[object, ...]], list[Entry]] = {}
    for entry in printed:
        if entry.paper is not None:
            key = order[shops[entry.region]], _settings(entry, entry.paper)
            jobs.setdefault(key, []).append(entry)
    ordered = sorted(jobs.items(), key=lambda item: (item[0][0], *_as_printed(item[1][0])))
    return tuple(
        job for _, leaflets in ordered for job in _files(leaflets, shops[leaflets[0].region], names)
    )


def shop_names(regions: Iterable[Region]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return shop → what its files are called, in the order of the table, and what is doubtful.

    Names are ASCII and unlike each other; the shop without a name is called `shop`.
    """
    names: dict[str, str] = {}
    taken: dict[str, str] = {}
    problems: list[Problem] = []
    for region in regions:
        if region.shop in names:
            continue
        wanted = file_name(region.shop, _NAMELESS)
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        if name != wanted:
            problems.append(_alike(region.shop, taken[wanted], name, region.position))
        names[region.shop] = name
        taken[name] = region.shop
    return names, tuple(problems)


def ticket_path(name: str, ending: str) -> str:
    """Return the path under out/ of a shop's ticket; `name` is what its files are called."""
    return f"{FOLDER}/{name}.ticket.{ending}"


def _alike(shop: str, other: str, name: str, position: Position) -> Problem:
    first, second = (f"“{one}”" if one else "the shop without a name" for one in (other, shop))
    return Problem(
        code="shops-alike",
        severity=Severity.WARNING,
        message=f"The files of {first} and of {second} would be called alike; those of the second "
        f"are called {name}.",
        hint="If it is one shop, write its name the same in every row.",
        position=position,
    )


def _as_printed(entry: Entry) -> tuple[str, str, str, int]:
    """Return what orders a shop's jobs: how the machine is set, then the most copies first."""
    paper = entry.paper
    times = _times(entry, paper) if paper else None
    return entry.profile, _called(paper) if paper else "", entry.format, -(times or 0)


def _settings(entry: Entry, paper: PaperUsed) -> tuple[object, ...]:
    """Return what has to be the same for leaflets to be printed in one go."""
    return (entry.profile, entry.format, paper, _times(entry, paper))


def _times(entry: Entry, paper: PaperUsed) -> int | None:
    return None if entry.copies is None else ceil(entry.copies / paper.up)


def _files(leaflets: list[Entry], shop: str, names: Mapping[str, str]) -> Iterator[PrintJob]:
    """Yield the files of one job, the first without a number."""
    first = leaflets[0]
    if first.paper is None:
        return
    times = _times(first, first.paper)
    stem = f"{FOLDER}/{names[shop]}.{first.profile}.{_called(first.paper)}"
    stem += "" if times is None else f".{times}x"
    for number, start in enumerate(range(0, len(leaflets), SHEETS_IN_A_FILE), start=1):
        yield PrintJob(
            path=f"{stem}{'' if number == 1 else f'-{number}'}.pdf",
            shop=shop,
            profile=first.profile,
            format=first.format,
            paper=first.paper,
            times=times,
            leaflets=tuple(leaflets[start : start + SHEETS_IN_A_FILE]),
        )


def _called(paper: PaperUsed) -> str:
    """Return the paper in a file's name: "a4", "a4-2up", "a4-2up-1sided"."""
    several = f"-{paper.up}up" if paper.up > 1 else ""
    return f"{paper.size}{several}{'-1sided' if paper.sides == 1 else ''}"
