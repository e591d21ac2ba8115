"""What a region's row gives its leaflets: printed values, a link, demands of its own choice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse

from leaflets.language.dates import printed_date
from leaflets.language.tags import base, canonical, known
from leaflets.language.times import printed_time
from leaflets.language.typography import tied, tied_lines, typography
from leaflets.model.campaign import Campaign, Region
from leaflets.model.material import Link
from leaflets.model.statement import Passage, Statement
from leaflets.plan.link_advice import looks_alike
from leaflets.plan.links import like, link, link_missing, named
from leaflets.plan.masters import Fields
from leaflets.problems import Position, Problem, Severity, errors

# What every leaflet may print of a region, in this order.
_KNOWN = ("name", "place", "date", "time", "contact")
# A date cell, whatever its column is called.
_is_date = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
# Written in the language of the leaflet.
_DATED = ("date", "time")


def columns(regions: Iterable[Region]) -> tuple[str, ...]:
    """Return the names of the regional values that a table has, in its order.

    `place.kk` is the Kazakh `place`, no value of its own.
    """
    return tuple(dict.fromkeys(map(_alone, _written(regions))))


class Values:
    """Regional values in one language, printed: each text is made ready for type once."""

    def __init__(self, statement: Statement, regions: tuple[Region, ...]) -> None:
        """Take the statement, and the table's regions.

        The statement's event gives what no row of the table has.
        """
        self._language = statement.language
        told = columns(regions)
        endings = (f".{self._language}", f".{base(self._language)}", "")
        written = _written(regions)
        # Each name with the columns that may give its value, those of the language first.
        self._columns = tuple(
            (name, tuple(one for ending in endings if (one := f"{name}{ending}") in written))
            for name in dict.fromkeys((*_KNOWN, *told))
        )
        self._is_parted = any(_alone(column) != column for column in written)
        event = {name: getattr(statement.event, name) for name in _KNOWN if name not in told}
        self._event = {name: text for name, text in event.items() if text}
        # What is made ready otherwise than a cell is: by the name of the value.
        self._special = frozenset((*_DATED, *self._event))
        texts = (text for region in regions for _, text in region.texts)
        self._cells = tied_lines(filterfalse(_is_date, texts), self._language)
        self._ready: dict[tuple[str, str], str] = {}
        self._fields: dict[str, Fields] = {}

    def of(self, region: Region) -> Fields:
        """Return (name, printed value) of every column, those without a value empty."""
        if region.id not in self._fields:
            self._fields[region.id] = self._of(region)
        return self._fields[region.id]

    def from_event(self, region: Region) -> frozenset[str]:
        """Return the names of the values that the statement's event gives."""
        return frozenset(self._event).difference(column for column, _ in region.texts)

    def elsewhere(self, region: Region, fields: Fields) -> Iterator[tuple[str, Problem]]:
        """Yield (name, warning) of each value that the region has in another language alone."""
        lacking = {name for name, text in fields if not text} if self._is_parted else ()
        for column, _ in region.texts if lacking else ():
            name = _alone(column)
            if name in lacking:
                yield name, _elsewhere(column, name, self._language, region.position)

    def _of(self, region: Region) -> Fields:
        texts = dict(region.texts)
        own = [("id", region.id)] if region.position.row else []
        for name, given in self._columns:
            text = next(filter(None, map(texts.get, given)), "") or self._event.get(name, "")
            own.append((name, self._printed(name, text)))
        return tuple(own)

    def _printed(self, name: str, text: str) -> str:
        """Return a cell as it was typed, and a date, a time and the statement's event as text."""
        cell = None if name in self._special else self._cells.get(text)
        if cell is not None or not text:
            return cell or ""
        key = (name, text)
        if key not in self._ready:
            written = printed_time(text, self._language) if name == "time" else text
            if name == "date" or _is_date(text):
                written = printed_date(text, self._language)
            ready = typography if name in self._event else tied
            self._ready[key] = ready(written, self._language)
        return self._ready[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """Where a code leads: None where one of the problems is an error."""

    link: Link | None = None
    problems: tuple[Problem, ...] = ()


class Links:
    """The links of a plan: --link, else the row's, the campaign's or the statement's."""

    def __init__(self, campaign: Campaign, option: str) -> None:
        """Take the campaign, and the link given on the command line or nothing."""
        self._campaign = campaign
        self._option = Passage(text=option.strip(), position=Position(file="--link"))
        self._some_rows = any(region.link for region in campaign.regions)
        self._known: dict[tuple[object, ...], Led] = {}
        self._patterns: dict[tuple[str, ...], tuple[str, Led] | None] = {}

    def of(self, statement: Statement, region: Region, layout: str) -> Led:
        """Return the region's link for one statement and layout."""
        given = self._given(statement, region)
        if not given.text:
            return Led(problems=(link_missing(given.position),))
        names = {"language": statement.language, "region": region.id, "layout": layout}
        if led := self._patterned(given, names):
            return led
        key = (given, *(names[one] for one in _filled_in(given.text)))
        if key not in self._known:
            self._known[key] = self._led(given, names)
        return self._known[key]

    def place(self, statement: Statement, region: Region) -> Position:
        """Return where the region's link was given."""
        return self._given(statement, region).position

    def _given(self, statement: Statement, region: Region) -> Passage:
        campaign = self._campaign
        if self._option.text:
            return self._option
        if region.link:
            return Passage(text=region.link.strip(), position=region.position)
        if campaign.link.text:
            return campaign.link
        if statement.link.strip():
            return Passage(text=statement.link.strip(), position=statement.link_position)
        # Where other rows have a link, the row lacks it, and not the campaign.
        place = region.position if self._some_rows else Position(file=campaign.file)
        return Passage(text="", position=place)

    def _patterned(self, given: Passage, names: dict[str, str]) -> Led | None:
        """Return what `_led` does, where it is known what it does with any id that is like it.

        None where that hangs on the id itself, and for the link of a row, which no other has.
        """
        region = names["region"]
        stand_ins = () if given.position.row else like(region, given.text)
        if not stand_ins:
            return None
        key = (given.text, names["language"], names["layout"], stand_ins[0])
        if key not in self._patterns:
            self._patterns[key] = self._pattern(given, names, stand_ins)
        stand_in, led = self._patterns[key] or ("", Led())
        if led.link is None:
            return None
        target = Link(
            url=led.link.url.replace(stand_in, region), text=led.link.text.replace(stand_in, region)
        )
        return None if looks_alike(target.text) else Led(link=target, problems=led.problems)

    def _pattern(
        self, given: Passage, names: dict[str, str], stand_ins: tuple[str, ...]
    ) -> tuple[str, Led] | None:
        """Return a stand-in and its link, if another one's is the same in all but this."""
        one, two = (self._led(given, names | {"region": stand_in}) for stand_in in stand_ins)
        if one.link is None or two.link is None or one.problems != two.problems:
            return None
        first, second = stand_ins
        url, text = (held.replace(first, second) for held in (one.link.url, one.link.text))
        return (first, one) if (url, text) == (two.link.url, two.link.text) else None

    def _led(self, given: Passage, names: dict[str, str]) -> Led:
        target, problems = link(given.text, position=given.position, **names)
        text = self._campaign.link_text
        if target is None or not text or errors(problems):
            return Led(link=target, problems=problems)
        target, more = named(target, text, Position(file=self._campaign.file))
        # What is printed is what is typed: the short form is nobody's concern then.
        kept = tuple(one for one in problems if one.code != "link-hard-to-type")
        return Led(link=target, problems=(*kept, *more))


@lru_cache(maxsize=1024)
def _filled_in(link: str) -> tuple[str, ...]:
    """Return the names that a link leaves room for."""
    return tuple(one for one in ("language", "region", "layout") if f"{{{one}}}" in link)


def demand_unknown(statement: Statement, region: Region) -> tuple[Problem, ...]:
    """Return the error of a region that calls for a demand which the statement does not have."""
    most = len(statement.demands)
    beyond = [number for number in region.demands if not 1 <= number <= most]
    if not beyond:
        return ()
    have = "1 demand" if most == 1 else f"{most} demands"
    return (
        Problem(
            code="demand-unknown",
            message=f"The row asks for demand {beyond[0]}, but {statement.file} has "
            f"{have if most else 'no demands'}.",
            hint=f"Give numbers from 1 to {most}, in the order in which to print them."
            if most
            else "Leave the cell empty.",
            position=region.position,
        ),
    )


def speaks(region: Region, languages: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return those of the campaign's languages that a region takes; all if it names none.

    A leaflet of two languages is taken by its whole name, "kk+ru", or by both of them.
    """
    wanted = {canonical(one) if known(one) else one for one in region.languages}
    taken = tuple(one for one in languages if "+".join(one) in wanted or wanted.issuperset(one))
    return taken or languages


def _written(regions: Iterable[Region]) -> dict[str, None]:
    return dict.fromkeys(column for region in regions for column, _ in region.texts)


def _elsewhere(column: str, name: str, language: str, position: Position) -> Problem:
    return Problem(
        code="text-for-one-language",
        severity=Severity.WARNING,
        message=f"The row has `{column}` and no `{name}` for “{language}”: there nothing is "
        "printed in its place.",
        hint=f"Fill `{name}.{language}`, or `{name}` for all languages.",
        position=position,
    )


def _alone(column: str) -> str:
    name, _, last = column.rpartition(".")
    return name if name and known(last) else column
