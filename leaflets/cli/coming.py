"""What a plan comes to, for people: leaflets, masters and why so many, paper for each shop."""

from collections.abc import Iterator

from leaflets.cli.report import plain
from leaflets.plan.split import Split
from leaflets.verbs.totals import Shop, Totals


def what_comes(added: Totals) -> None:
    """Print what a plan comes to."""
    plain(_lines(added))


def _lines(added: Totals) -> Iterator[str]:
    of = f" for {_counted(added.regions, 'region')}" if added.regions > 1 else ""
    files = sum(number for _, number in added.files)
    yield (
        f"{_counted(added.variants, 'leaflet')}{of} in {_counted(files, 'file')}, from "
        f"{_counted(added.masters, 'master')} to typeset."
    )
    yield from map(_why, added.splits)
    if added.sheets is None:
        yield "Say how many with --copies, and the sheets of paper are counted."
    elif added.shops:
        yield from (_of_shop(shop, alone=len(added.shops) == 1) for shop in added.shops)
        yield from [f"Together: {_counted(added.sheets, 'sheet')}."] * (len(added.shops) > 1)


def _why(split: Split) -> str:
    why = [f"part by {', '.join(split.by)}"] if split.by else []
    why += ["choose demands of their own"] if split.demands else []
    kind = f"{split.layout} {split.format} {split.language} {split.profile}"
    return f"  {kind}: {split.masters} masters, since regions {' and '.join(why) or 'differ'}"


def _of_shop(shop: Shop, *, alone: bool) -> str:
    name = shop.name or ("To print" if alone else "Where no shop is named")
    return (
        f"{name}: {_counted(shop.leaflets or 0, 'copy', 'copies')} of "
        f"{_counted(shop.papers, 'leaflet')} on {_counted(shop.sheets or 0, 'sheet')}."
    )


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"
