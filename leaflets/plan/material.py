"""Material: a statement's texts made ready for type, for one layout and one link."""

from dataclasses import dataclass

from leaflets.language.dates import printed_date
from leaflets.language.typography import typography
from leaflets.language.words import words
from leaflets.model.layout import Layout, Slot
from leaflets.model.material import Link, Material
from leaflets.model.statement import Choice, Statement
from leaflets.problems import Position, Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What the command line adds to a statement.

    Attributes:
        imprint: Replaces the statement's own when not empty.
        region: Field name → value, replaces the event's.
    """

    imprint: str = ""
    region: tuple[tuple[str, str], ...] = ()


def material(statement: Statement, additions: Additions, link: Link | None) -> Material:
    """Return the texts of `statement` after typography, excerpts in the order they are printed.

    Raises LeafletsError with `strings-missing` when a word the leaflet adds has no translation.
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
        demands=tuple(ready(demand.text) for demand in statement.demands),
        signed=tuple(ready(line) for line in statement.signed),
        imprint=ready(additions.imprint or statement.imprint),
        region=tuple((name, ready(value)) for name, value in _fields(statement, additions)),
        words=tuple((name, ready(text)) for name, text in _words(statement)),
        link=link,
    )


def _words(statement: Statement) -> tuple[tuple[str, str], ...]:
    return words(statement.language, statement.strings, Position(file=statement.file))


def demand_problems(
    statement: Statement, layout: Layout, others: tuple[Layout, ...]
) -> tuple[Problem, ...]:
    """Return what is wrong with the number of demands for `layout`; `others` may take them."""
    number = len(statement.demands)
    for slot in layout.slots:
        if slot.holds != "demands" or slot.count is None:
            continue
        fewest, most = slot.count
        if number > most:
            return (_too_many(statement, layout, most, others),)
        if number < fewest:
            return (_too_few(statement, layout, fewest, others),)
        if number == 0:
            return (_none(statement),)
    return ()


def _printed_at(statement: Statement, pair: tuple[int, object]) -> int:
    rank, _ = pair
    return statement.excerpts[rank].order if statement.choice is Choice.OURS else rank


def _fields(statement: Statement, additions: Additions) -> tuple[tuple[str, str], ...]:
    event = statement.event
    values = {
        "name": event.name,
        "place": event.place,
        "date": printed_date(event.date, statement.language),
        "time": event.time,
        "contact": event.contact,
    }
    return tuple((values | dict(additions.region)).items())


def _too_many(
    statement: Statement, layout: Layout, most: int, others: tuple[Layout, ...]
) -> Problem:
    number = len(statement.demands)
    return Problem(
        code="demands-too-many",
        message=f"{number} demands, but the layout {layout.name} takes at most {most}.",
        hint=_takers(number, others)
        or f"List the {most} that matter most in the front matter under "
        "`demands:`, or leave the others out.",
        position=statement.demands[most].position,
    )


def _too_few(
    statement: Statement, layout: Layout, fewest: int, others: tuple[Layout, ...]
) -> Problem:
    number = len(statement.demands)
    return Problem(
        code="demands-missing",
        message=f"{number} demands were found, but the layout {layout.name} needs {fewest}.",
        hint=_takers(number, others) or "List them in the front matter under `demands:`.",
        position=Position(file=statement.file),
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
