"""A statement file to a Statement: the door of this room."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leaflets.language.dates import date_problems
from leaflets.model.statement import Choice, Excerpt, Passage, Statement
from leaflets.problems import Position, Problem, Severity, raise_errors
from leaflets.read import front, lines, naming, plain, quoting, source, text
from leaflets.read import title as heading
from leaflets.read.block import Block, Line
from leaflets.read.report import report
from leaflets.read.words.table import folded

_MARKDOWN = (".md", ".markdown")
# More than any layout takes; what does not fit is dropped from the end.
_MOST_EXCERPTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One file, read: what its author says of it, and what the text itself says."""

    name: str
    language: str
    front: front.Front
    text: text.Text
    headline: str
    problems: tuple[Problem, ...]


def read(
    path: Path, *, name: str, language: str = "", headline: str = "", today: date | None = None
) -> Statement:
    """Read the statement in the file at `path`.

    Args:
        path: A `.md` or `.txt` file.
        name: The path as the user gave it, for positions.
        language: BCP 47; over what the file's name and its front matter say.
        headline: What is shouted; over the front matter's.
        today: To tell an event that has passed; None tells none.

    Raises:
        LeafletsError: Everything that is wrong with it.
    """
    raw = source.text(path, name=name)
    found = _found(path, raw, name, language, headline)
    title, headline, accent = _title(found)
    blocks = _quotable(found)
    chosen, quoted = _excerpts(found, title, blocks)
    statement = Statement(
        slug=naming.slug(path),
        file=name,
        language=found.language,
        title=title,
        headline=headline,
        accent=accent,
        kicker=found.front.text("kicker"),
        lead=found.front.text("lead"),
        body=_body(found),
        excerpts=quoted.excerpts,
        choice=chosen,
        demands=_demands(found),
        signed=found.front.signed or tuple(block.text for block in found.text.signature),
        date=found.front.text("date") or found.text.date,
        link=found.front.text("link"),
        link_position=found.front.position("link"),
        imprint=found.front.text("imprint"),
        event=found.front.event,
        strings=found.front.strings,
    )
    problems = (
        *found.problems,
        *date_problems(statement.event.date, found.language, found.front.dated, today),
        *_title_missing(found, title),
        *quoted.problems,
    )
    raise_errors(problems)
    # Who lists the demands need not hear which lists of the text may hold them.
    doubts = found.text.problems if found.front.demands is None else ()
    return replace(statement, problems=(*report(statement, found.text.dropped), *problems, *doubts))


def _found(path: Path, raw: str, name: str, language: str, headline: str) -> _Found:
    matter, rest = front.split(raw, file=name)
    tag = naming.language(path, language, matter.text("language"))
    said = Position(file="--language") if language else matter.position("language")
    place = said if tag and said.file else Position(file=name)
    wrong = naming.language_problem(path, tag, place)
    is_markdown = path.suffix.lower() in _MARKDOWN
    blocks = plain.blocks(_lines(rest, is_markdown=is_markdown), file=name)
    return _Found(
        name=name,
        language=tag,
        front=matter,
        text=text.parts(blocks.blocks, file=name, melts=is_markdown),
        headline=" ".join(lines.clean(headline).split()),
        problems=(
            *lines.losses(raw, file=name),
            *matter.problems,
            *((wrong,) if wrong else ()),
            *blocks.problems,
        ),
    )


def _lines(rest: str, *, is_markdown: bool) -> tuple[Line, ...]:
    cleaned = lines.lines(rest)
    if not is_markdown:
        return plain.without_marks(cleaned)
    # The parser takes a tenth of a second to load, and most statements come as plain text.
    from leaflets.read import markdown

    return markdown.lines(cleaned)


def _title(found: _Found) -> tuple[str, str, str]:
    """Return the title, the headline, and the word of it that is marked."""
    own = found.text.title
    title, accent = plain.accented(found.front.text("title"))
    if not title and own:
        title = own.text
        accent = own.text[own.cuts[0] : own.cuts[1]] if len(own.cuts) > 1 else ""
    said, said_accent = plain.accented(found.headline or found.front.text("headline"))
    if said:
        return title or said, said, said_accent
    return title, title, accent


def _title_missing(found: _Found, title: str) -> Iterator[Problem]:
    wrong = any(one.severity is Severity.ERROR for one in found.problems)
    if not title and not wrong:
        blocks = _quotable(found)
        yield Problem(
            code="title-missing",
            message=f"The text has no title: {heading.wanting(blocks[0] if blocks else None)}.",
            hint="Say what is to be shouted with --headline “…” or as `headline:` in the front "
            "matter, or write a short title on the first line.",
            position=Position(file=found.name, line=blocks[0].first if blocks else 1),
        )


def _quotable(found: _Found) -> tuple[Block, ...]:
    """Return body and demands in the order of the text."""
    both = (*_replaced(found), *found.text.body, *found.text.demands)
    return tuple(sorted(both, key=lambda block: block.first))


def _body(found: _Found) -> tuple[Passage, ...]:
    """Return the paragraphs, and what the front matter replaces: nothing of the text is lost."""
    above = (*_replaced(found), *found.text.body)
    blocks = _quotable(found) if found.front.demands is not None else above
    signed = {folded(line) for line in found.front.signed}
    below = tuple(
        block for block in found.text.signature if signed and folded(block.text) not in signed
    )
    return _passages((*blocks, *below), found.name)


def _replaced(found: _Found) -> tuple[Block, ...]:
    """Return the text's own title where the front matter gives another: it is a paragraph then."""
    own, said = found.text.title, plain.accented(found.front.text("title"))[0]
    return (own,) if own and said and folded(own.text) != folded(said) else ()


def _demands(found: _Found) -> tuple[Passage, ...]:
    if found.front.demands is not None:
        return found.front.demands
    return _passages(found.text.demands, found.name)


def _passages(blocks: tuple[Block, ...], file: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(text=block.text, position=Position(file=file, line=block.first)) for block in blocks
    )


def _excerpts(
    found: _Found, title: str, blocks: tuple[Block, ...]
) -> tuple[Choice, quoting.Quoted]:
    """Return the excerpts: listed, else marked, else chosen."""
    marked = quoting.marked(blocks, file=found.name)
    if found.front.excerpts is not None:
        return Choice.LISTED, quoting.listed(found.front.excerpts, blocks)
    if marked.excerpts:
        return Choice.MARKED, marked
    # What weighs sentences is not needed where the author has chosen.
    from leaflets.read import choice

    ours = choice.choose(
        choice.Source(
            title=title,
            body=found.text.body,
            introductions=found.text.introductions,
            language=found.language,
            file=found.name,
        ),
        _MOST_EXCERPTS,
    )
    return Choice.OURS, quoting.Quoted(
        excerpts=_unlike_demands(ours, found), problems=marked.problems
    )


def _unlike_demands(ours: tuple[Excerpt, ...], found: _Found) -> tuple[Excerpt, ...]:
    """Return the excerpts that no demand already says."""
    demands = {folded(passage.text).rstrip(".!") for passage in _demands(found)}
    return tuple(one for one in ours if folded(one.text).rstrip(".!") not in demands)
