"""What was read, told first: the parts that were found, what was dropped, what will be quoted."""

from collections.abc import Iterator

from leaflets.model.statement import Choice, Excerpt, Statement
from leaflets.problems import Position, Problem, Severity
from leaflets.read.block import Block

_LONGEST_SHOWN = 70
_SHOWN_EXCERPTS = 3
_HOW_TO_CHOOSE = (
    "To choose yourself, put == before and after a passage in the file (==like this==), or list "
    "passages as `excerpts:` in the front matter."
)


def report(statement: Statement, dropped: tuple[Block, ...]) -> tuple[Problem, ...]:
    """Return the notes of what was read, in the order in which they are to be shown."""
    place = Position(file=statement.file)
    return (
        Problem(
            code="statement-read",
            severity=Severity.NOTE,
            message=_read(statement, len(dropped)),
            position=place,
        ),
        *_dropped(dropped, statement.file),
        Problem(
            code="excerpts-chosen",
            severity=Severity.NOTE,
            message=_chosen(statement.excerpts, statement.choice),
            hint=_HOW_TO_CHOOSE if statement.choice is Choice.OURS else "",
            position=place,
        ),
    )


def shown(text: str) -> str:
    """Return the beginning of `text`, for a report."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + "…"


def _read(statement: Statement, dropped: int) -> str:
    parts = [
        _counted(len(statement.body), "paragraph"),
        _counted(len(statement.demands), "demand"),
        f"signed “{shown(' / '.join(statement.signed))}”" if statement.signed else "no signature",
    ]
    if dropped:
        parts.append(f"{_counted(dropped, 'line')} of the web page dropped")
    return f"Read “{shown(statement.title)}” ({statement.language}): {', '.join(parts)}."


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _dropped(dropped: tuple[Block, ...], file: str) -> Iterator[Problem]:
    for block in dropped:
        yield Problem(
            code="line-dropped",
            severity=Severity.NOTE,
            message=f"Dropped, as no part of the statement: “{shown(block.text)}”",
            hint="If it is, say so in the front matter (`title:`, `signed:`), or move it.",
            position=Position(file=file, line=block.first),
        )


def _chosen(excerpts: tuple[Excerpt, ...], choice: Choice) -> str:
    if not excerpts:
        return "No sentence was found that stands well alone: nothing is quoted."
    told = {
        Choice.OURS: "Chosen to be quoted, the best first, as many as fit",
        Choice.MARKED: "Quoted as marked in the text",
        Choice.LISTED: "Quoted as listed in the front matter",
    }[choice]
    first = " · ".join(f"“{shown(excerpt.text)}”" for excerpt in excerpts[:_SHOWN_EXCERPTS])
    more = len(excerpts) - _SHOWN_EXCERPTS
    return f"{told}: {first}{f' and {more} more' if more > 0 else ''}."
