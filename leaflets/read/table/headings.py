"""The row of headings: where it is, and which field each column holds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.problems import Position, Problem, Severity
from leaflets.read.lines import letters_lost
from leaflets.read.table.losses import has_lost
from leaflets.read.table.names import FIELDS, Names, key
from leaflets.read.table.rows import Row, folded, letters

# Titles and notes above the headings take fewer rows than this.
_HIGHEST = 20
# So many columns are named that nothing prints.
_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What the columns are.

    Attributes:
        row: The number of their row; 0 if there is none.
        labels: As written, by column.
        fields: (index of the column, our name of it), in the order of the table.
        problems: What is wrong with them. With an error among them no row can be read.
    """

    row: int = 0
    labels: tuple[str, ...] = ()
    fields: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def headings(rows: tuple[Row, ...], known: Names, file: str) -> Headings:
    """Return the headings: of the first rows the one that has the most known ones."""
    first = rows[:_HIGHEST]
    best = max(first, key=lambda row: recognised(row.cells, known), default=None)
    if best is None or not recognised(best.cells, known):
        return Headings(problems=(_missing(first, known, file),))
    position = Position(file=file, row=best.number)
    if _is_turned(best, rows, known):
        return Headings(problems=(_turned(position),))
    labels = tuple(map(folded, best.cells))
    fields = _fields(labels, known)
    problems = (
        *_below(best, position),
        *_twice(labels, fields, known, position),
        *_slips(labels, fields, known, position),
        *_absent(labels, known, position),
        *_nameless(fields, position),
        *_free(labels, fields, position),
    )
    return Headings(row=best.number, labels=labels, fields=tuple(fields.items()), problems=problems)


def recognised(cells: tuple[str, ...], known: Names) -> int:
    """Return how many of the cells are headings that are known."""
    return sum(bool(cell and (known.field(cell) or known.weak(cell))) for cell in cells)


def _fields(labels: tuple[str, ...], known: Names) -> dict[int, str]:
    """Return our name of each column that has one; words of several meanings come last."""
    found = {
        nth: name for nth, label in enumerate(labels) if label and (name := known.field(label))
    }
    for nth, label in enumerate(labels):
        open_to = [] if nth in found else known.weak(label)
        name = next((name for name in open_to if name not in found.values()), "")
        if name:
            found[nth] = name
    return dict(sorted(found.items()))


def _is_turned(best: Row, rows: tuple[Row, ...], known: Names) -> bool:
    """Return whether the headings stand below one another, in the first column."""
    below = sum(recognised(row.cells[:1], known) for row in rows[:_HIGHEST] if row is not best)
    first = recognised(best.cells[:1], known)
    return below > 1 and recognised(best.cells, known) == first == 1


def _turned(position: Position) -> Problem:
    return Problem(
        code="table-turned",
        message="The headings stand below one another in the first column: the table has a column "
        "for each place, and is read by rows.",
        hint="Turn it in the spreadsheet program: copy it, and paste it with Paste Special, "
        "Transpose.",
        position=position,
    )


def _missing(first: tuple[Row, ...], known: Names, file: str) -> Problem:
    position = Position(file=file, row=first[0].number if first else 1)
    lost = next((cell for row in first for cell in row.cells if has_lost(cell)), "")
    if lost:
        return letters_lost(
            "above the rows",
            lost,
            "Save the table as .xlsx, or as CSV in UTF-8, from where its letters still are.",
            position,
        )
    near = [
        f"“{folded(cell)}” is nearly `{slip}`"
        for row in first
        for cell in row.cells
        if cell and (slip := known.near(cell))
    ]
    return Problem(
        code="headings-missing",
        message=f"{file} has no row of headings that are known."
        if first
        else f"{file} is an empty table.",
        hint=f"{near[0]}: correct it."
        if near
        else f"Head the columns with {', '.join(FIELDS)}, or say which is which in campaign.yaml, "
        "`columns: {name: …}`.",
        position=position,
    )


def _below(best: Row, position: Position) -> Iterator[Problem]:
    if best.number > 1:
        yield Problem(
            code="headings-below",
            severity=Severity.NOTE,
            message=f"The headings stand in row {best.number}; what is above them is not read.",
            hint="Nothing is to be done if that is a title.",
            position=position,
        )


def _twice(
    labels: tuple[str, ...], fields: dict[int, str], known: Names, position: Position
) -> Iterator[Problem]:
    named = Counter(fields.values())
    for name, count in named.items():
        if count <= len(known.joined.get(name, (name,))):
            continue
        both = [nth for nth, field in fields.items() if field == name]
        yield _two(f"`{name}`", both, labels, position)
    free = Counter(key(label) for nth, label in enumerate(labels) if label and nth not in fields)
    for label in (label for label, count in free.items() if count > 1):
        both = [nth for nth, one in enumerate(labels) if key(one) == label]
        yield _two(f"“{labels[both[0]]}”", both, labels, position)


def _two(name: str, both: list[int], labels: tuple[str, ...], position: Position) -> Problem:
    places = " and ".join(f"{letters(nth)} (“{labels[nth]}”)" for nth in both)
    plain = name.strip("`")
    one, other = (labels[nth] for nth in both[:2])
    chosen, joined = (f"`columns: {{{plain}: {said}}}`" for said in (one, f"{one} + {other}"))
    return Problem(
        code="column-twice",
        message=f"The columns {places} are both {name}.",
        hint=f"Say in campaign.yaml which it is, {chosen}, or join them, {joined}; or rename one."
        if name.startswith("`") and key(one) != key(other)
        else "Rename one of them, or delete it.",
        position=position,
    )


def _slips(
    labels: tuple[str, ...], fields: dict[int, str], known: Names, position: Position
) -> Iterator[Problem]:
    for nth, label in enumerate(labels):
        slip = known.near(label) if label and nth not in fields else ""
        if slip and known.known.get(slip, slip) not in fields.values():
            yield Problem(
                code="column-unknown",
                message=f"No column is called “{label}”.",
                hint=f"Did you mean “{slip}”? If it is a column of your own, give it another name.",
                position=position,
            )


def _absent(labels: tuple[str, ...], known: Names, position: Position) -> Iterator[Problem]:
    keys = {key(label) for label in labels}
    for theirs, name in known.own.items():
        if theirs not in keys:
            yield _column_missing(
                f"The table has no column “{theirs}”, which campaign.yaml says is `{name}`.",
                f"Its columns are: {', '.join(filter(None, labels))}.",
                position,
            )


def _nameless(fields: dict[int, str], position: Position) -> Iterator[Problem]:
    if not any(name.partition(".")[0] in ("id", "name") for name in fields.values()):
        yield _column_missing(
            "The table has neither a column `name` nor a column `id`.",
            "Head the column of the places with “name”, or say which it is in campaign.yaml, "
            "`columns: {name: …}`.",
            position,
        )


def _column_missing(message: str, hint: str, position: Position) -> Problem:
    return Problem(code="column-missing", message=message, hint=hint, position=position)


def _free(labels: tuple[str, ...], fields: dict[int, str], position: Position) -> Iterator[Problem]:
    free = [
        f"“{label}”" if label else letters(nth)
        for nth, label in enumerate(labels)
        if nth not in fields
    ]
    if free:
        more = f" and {len(free) - _NAMED} more" if len(free) > _NAMED else ""
        yield Problem(
            code="columns-free",
            severity=Severity.NOTE,
            message=f"No layout prints the column{'s' * (len(free) > 1)} "
            f"{', '.join(free[:_NAMED])}{more}.",
            hint="Nothing is to be done if they are notes of your own. To have one printed, name "
            f"it as a field of ours ({', '.join(FIELDS)}) or of the layout.",
            position=position,
        )
