"""Blocks to a statement's parts: title, date, body, demands, signature, and what was the page's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leaflets.problems import Position, Problem, Severity
from leaflets.read import lists, page, signature, title
from leaflets.read.block import Block, joined
from leaflets.read.dates import is_date
from leaflets.read.demands import Demands, demands, told
from leaflets.read.form import last_sentence
from leaflets.read.words.table import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A statement's parts as they were found.

    Attributes:
        title: Or None.
        date: A line beside the title that is a date, as written; or empty.
        body: Paragraphs, headings and the items of lists that hold no demands.
        demands: In order.
        introductions: The folded sentences that lead to the demands; no excerpt repeats them.
        signature: Its lines.
        dropped: What was the page's, above and below.
        problems: What is doubtful.
    """

    title: Block | None
    date: str
    body: tuple[Block, ...]
    demands: tuple[Block, ...]
    introductions: frozenset[str]
    signature: tuple[Block, ...]
    dropped: tuple[Block, ...]
    problems: tuple[Problem, ...]


def parts(blocks: tuple[Block, ...], *, file: str, melts: bool) -> Text:
    """Return the parts of the text that `blocks` are.

    Nothing is lost: every block is in one part. `melts`: lines of one paragraph are no
    paragraphs of their own (Markdown).
    """
    kept, below = page.cut_tail(blocks)
    kept, above = page.cut_head(kept)
    place = title.find(kept)
    start, date, above_title = _head(kept, place)
    listings = lists.find(kept, start)
    found = demands(kept, listings)
    signed_from = signature.find(kept, found.taken, start)
    body = tuple((nth, kept[nth]) for nth in range(start, signed_from) if nth not in found.taken)
    return Text(
        title=_title(kept, place),
        date=date,
        body=_melted(body) if melts else tuple(block for _, block in body),
        demands=found.items,
        introductions=_introductions(kept, found),
        signature=kept[max(start, signed_from) :],
        dropped=tuple(sorted((*above, *above_title, *below), key=lambda block: block.first)),
        problems=(
            *told(kept, listings, found, Position(file=file, line=_line(kept, signed_from))),
            *_in_prose(body, found, file),
        ),
    )


def _head(
    kept: tuple[Block, ...], place: title.TitlePlace | None
) -> tuple[int, str, tuple[Block, ...]]:
    """Return where the body begins, the date, and what stands above the title besides."""
    if place is None:
        dated = bool(kept) and is_date(kept[0].text)
        return int(dated), kept[0].text if dated else "", ()
    start = place.stop
    above = kept[: place.first]
    dates = [block for block in above if is_date(block.text)]
    if not dates and start < len(kept) and is_date(kept[start].text):
        return start + 1, kept[start].text, above
    date = dates[0] if dates else None
    return start, date.text if date else "", tuple(one for one in above if one is not date)


def _title(kept: tuple[Block, ...], place: title.TitlePlace | None) -> Block | None:
    if place is None:
        return None
    whole = joined(kept[place.first : place.stop])
    bare = whole.text.rstrip(": ") or whole.text
    return replace(whole, text=bare, cuts=tuple(min(cut, len(bare)) for cut in whole.cuts))


def _line(kept: tuple[Block, ...], place: int) -> int:
    """Return the line of the block at `place`, or one after the text."""
    return kept[place].first if place < len(kept) else (kept[-1].last + 1 if kept else 1)


def _introductions(kept: tuple[Block, ...], found: Demands) -> frozenset[str]:
    return frozenset(folded(last_sentence(kept[lead].text)) for lead in found.leads)


def _melted(body: tuple[tuple[int, Block], ...]) -> tuple[Block, ...]:
    """Join neighbours of one paragraph, except headings and items."""
    groups: list[list[Block]] = []
    before = -2
    for place, block in body:
        plain = not block.mark and not block.heading
        goes_on = (
            groups
            and place == before + 1
            and groups[-1][-1].run == block.run
            and plain
            and not groups[-1][-1].heading
        )
        if goes_on:
            groups[-1].append(block)
        else:
            groups.append([block])
        before = place
    return tuple(joined(tuple(group)) for group in groups)


def _in_prose(body: tuple[tuple[int, Block], ...], found: Demands, file: str) -> Iterator[Problem]:
    """Tell the first paragraph that demands several things in running text; it is not split."""
    if found.items:
        return
    for _, block in body:
        several = block.text.count(",") + block.text.count(";") > 1
        if several and lists.is_demanding(block.text):
            yield Problem(
                code="demands-in-prose",
                severity=Severity.NOTE,
                message=f"Line {block.first} seems to hold demands in running text; they are not "
                f"split: “{block.text[:60]}…”",
                hint="Write them one to a line with a dash before each, or list them as "
                "`demands:` in the front matter.",
                position=Position(file=file, line=block.first),
            )
            return
