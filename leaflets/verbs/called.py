"""What the sheets of a shop are called on its ticket: the place, and what tells them apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from leaflets.deliver.phrases import Line
from leaflets.language.named import named
from leaflets.language.tags import base
from leaflets.model.campaign import EVERYWHERE, Region
from leaflets.model.manifest import Entry


def places(regions: Iterable[Region], language: str, title: str) -> dict[str, str]:
    """Return id → what a region is called in `language`; never two alike.

    Where names are alike, the place where people meet is told with them, else the id. What is
    handed out everywhere is called `title`.
    """
    known = tuple(regions)
    names = {one.id: _name(one, language, title) for one in known}
    often = Counter(names.values())
    alike = [one for one in known if often[names[one.id]] > 1]
    names |= {one.id: f"{names[one.id]}, {_in(one, 'place', language) or one.id}" for one in alike}
    often = Counter(names[one.id] for one in alike)
    return names | {
        one.id: f"{names[one.id]} ({one.id})" for one in alike if often[names[one.id]] > 1
    }


def lines(
    jobs: Sequence[tuple[Entry, ...]],
    places: Mapping[str, str],
    titles: Mapping[str, str],
    reader: str,
) -> Iterator[tuple[Line, ...]]:
    """Give for each of a shop's jobs what its sheets are called.

    The leaflet's language is named where the shop prints several, its layout where a job has
    several; `titles` are the layouts', `reader` is the ticket's language.
    """
    spoken = {one.language for leaflets in jobs for one in leaflets}
    for leaflets in jobs:
        several = len({one.layout for one in leaflets}) > 1
        yield tuple(
            Line(
                region=places[one.region],
                leaflet=", ".join(
                    (
                        *([named(one.language, reader)] if len(spoken) > 1 else []),
                        *([titles.get(one.layout, one.layout)] if several else []),
                    )
                ),
            )
            for one in leaflets
        )


def _name(region: Region, language: str, title: str) -> str:
    own = _in(region, "name", language) or region.name
    return own or (title if region.id == EVERYWHERE.id else "") or region.id


def _in(region: Region, column: str, language: str) -> str:
    """Return a region's text in a language, or what it has for all of them."""
    texts = dict(region.texts)
    found = (texts.get(name) for name in (f"{column}.{language}", f"{column}.{base(language)}"))
    return next(filter(None, found), texts.get(column, ""))
