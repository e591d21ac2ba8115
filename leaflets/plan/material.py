"""Material: a statement's texts made ready for type, for one layout and one link."""

from dataclasses import dataclass

from leaflets.language.typography import typography
from leaflets.language.words import words
from leaflets.model.campaign import Region
from leaflets.model.layout import Layout, Slot
from leaflets.model.material import Material
from leaflets.model.statement import Choice, Passage, Statement
from leaflets.problems import Position, Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What the campaign or the command line adds to a statement.

    Attributes:
        imprint: Replaces the statement's own when not empty.
        strings: (name, text), over the statement's.
        emblem: The campaign's picture as a data: address, or empty.
    """

    imprint: str = ""
    strings: tuple[tuple[str, str], ...] = ()
    emblem: str = ""


def material(statement: Statement, additions: Additions, chosen: tuple[int, ...] = ()) -> Material:
    """Return the texts of `statement` after typography, without regional values and link.

    Excerpts come in the order they are printed. `chosen` are the numbers of the demands to print,
    from 1 and none above their number; without any, all are printed. Raises LeafletsError with
    `strings-missing` when a word the leaflet adds has no translation.
    """
    language = statement.language

    def ready(text: str) -> str:
        return typography(text, language)

    printed = sorted(enumerate(statement.excerpts), key=lambda pair: _printed_at(statement, pair))
    return Material(
        language=language,
        title=ready(statement.title),
        headline=ready(statement.headline),
        accent=ready(statement.accent),
        kicker=ready(statement.kicker),
        lead=ready(statement.lead),
        excerpts=tuple(ready(excerpt.text) for _, excerpt in printed),
        ranks=tuple(rank for rank, _ in printed),
        demands=tuple(ready(demand.text) for demand in demands(statement, chosen)),
        signed=tuple(ready(line) for line in statement.signed),
        imprint=ready(additions.imprint or statement.imprint),
        words=tuple((name, ready(text)) for name, text in _words(statement, additions)),
        emblem=additions.emblem,
    )


def demands(statement: Statement, chosen: tuple[int, ...]) -> tuple[Passage, ...]:
    """Return the demands called by their numbers, in that order; all of them without numbers."""
    if not chosen:
        return statement.demands
    return tuple(statement.demands[number - 1] for number in chosen)


def _words(statement: Statement, additions: Additions) -> tuple[tuple[str, str], ...]:
    own = (*statement.strings, *additions.strings)
    return words(statement.language, own, Position(file=statement.file))


def demand_problems(
    statement: Statement, region: Region, layout: Layout, others: tuple[Layout, ...]
) -> tuple[Problem, ...]:
    """Return what is wrong with the number of demands for `layout`; `others` may take them.

    They are the statement's, or those that the region calls for.
    """
    asked = _Asked(statement=statement, region=region, layout=layout, others=others)
    for slot in layout.slots:
        if slot.holds != "demands" or slot.count is None:
            continue
        fewest, most = slot.count
        if asked.number > most:
            return (_too_many(asked, most),)
        if asked.number < fewest:
            return (_too_few(asked, fewest),)
        if asked.number == 0:
            return (_none(statement),)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The demands that a region wants on a layout."""

    statement: Statement
    region: Region
    layout: Layout
    others: tuple[Layout, ...]

    @property
    def number(self) -> int:
        return len(self.region.demands or self.statement.demands)

    @property
    def listed(self) -> str:
        """Where they are listed."""
        chosen = self.region.demands
        return "in the row's `demands`" if chosen else "in the front matter under `demands:`"


def _printed_at(statement: Statement, pair: tuple[int, object]) -> int:
    rank, _ = pair
    return statement.excerpts[rank].order if statement.choice is Choice.OURS else rank


def _too_many(asked: _Asked, most: int) -> Problem:
    statement, chosen = asked.statement, asked.region.demands
    return Problem(
        code="demands-too-many",
        message=f"{asked.number} demands, but the layout {asked.layout.name} takes at most {most}.",
        hint=_takers(asked.number, asked.others)
        or f"List the {most} that matter most {asked.listed}, or leave the others out.",
        position=asked.region.position if chosen else statement.demands[most].position,
    )


def _too_few(asked: _Asked, fewest: int) -> Problem:
    chosen = asked.region.demands
    found = "are called for" if chosen else "were found"
    return Problem(
        code="demands-missing",
        message=f"{asked.number} demands {found}, but the layout {asked.layout.name} needs "
        f"{fewest}.",
        hint=_takers(asked.number, asked.others) or f"List them {asked.listed}.",
        position=asked.region.position if chosen else Position(file=asked.statement.file),
    )


def _none(statement: Statement) -> Problem:
    return Problem(
        code="demands-none",
        severity=Severity.WARNING,
        message="No list of demands was found; "
        + ("the excerpts take its room." if statement.excerpts else "only the headline is left."),
        hint="Write each demand on a line of its own after a dash, below a line that ends in a "
        "colon, or list them as `demands:` in the front matter.",
        position=Position(file=statement.file),
    )


def _takers(number: int, others: tuple[Layout, ...]) -> str:
    names = [one.name for one in others if any(_takes(slot, number) for slot in one.slots)]
    return f"Layouts that take {number}: {', '.join(names)}." if names else ""


def _takes(slot: Slot, number: int) -> bool:
    return (
        slot.holds == "demands"
        and slot.count is not None
        and slot.count[0] <= number <= slot.count[1]
    )
