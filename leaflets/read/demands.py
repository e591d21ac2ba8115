"""The demands of a text: the lists that hold them, each item whole and without its mark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from leaflets.problems import Position, Problem, Severity
from leaflets.read.block import Block
from leaflets.read.form import ending
from leaflets.read.lists import Holds, Listing

_FINAL_MARK = re.compile(r"\s*[;,]+$")
_DIVIDER = re.compile(r"\s*;\s+")
_LONGEST_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """The demands that were found.

    Attributes:
        items: In order, each with its inner list.
        taken: Places of all blocks they are made of.
        leads: Places of the blocks that introduce them.
    """

    items: tuple[Block, ...] = ()
    taken: frozenset[int] = frozenset()
    leads: tuple[int, ...] = ()


def demands(blocks: tuple[Block, ...], listings: tuple[Listing, ...]) -> Demands:
    """Return the items of all lists that demand; if none does, those of the longest by form."""
    chosen = _chosen(listings)
    return Demands(
        items=tuple(item for one in chosen for item in _items(blocks, one)),
        taken=frozenset(place for one in chosen for place in range(one.start, one.stop)),
        leads=tuple(one.lead for one in chosen if one.lead is not None),
    )


def told(
    blocks: tuple[Block, ...], listings: tuple[Listing, ...], found: Demands, end: Position
) -> Iterator[Problem]:
    """Yield which lists hold no demands, and which were taken by their form alone.

    `end` is where the signature begins: a list of names in it needs no word.
    """
    for one in listings:
        place = replace(end, line=blocks[one.start].first)
        if one.start not in found.taken and place.line < end.line:
            yield _not_taken(blocks, one, place)
        elif one.start in found.taken and one.holds is Holds.PERHAPS:
            yield _by_form(place)


def _chosen(listings: tuple[Listing, ...]) -> tuple[Listing, ...]:
    best = max((one.holds for one in listings), default=Holds.OTHER)
    if best is Holds.OTHER:
        return ()
    found = tuple(one for one in listings if one.holds is best)
    if best is Holds.DEMANDS:
        return found
    return (max(found, key=lambda one: (len(one.items), -one.start)),)


def _items(blocks: tuple[Block, ...], one: Listing) -> Iterator[Block]:
    if one.in_one:
        yield from _divided(blocks[one.items[0]])
        return
    ends = [ending(blocks[item].text) for item in one.items]
    # The full stop that closes a list of other marks is the list's, not its last item's.
    closed = ends[-1] == "." and len(ends) > 1 and set(ends[:-1]) <= {";", ","}
    stops = (*one.items[1:], one.stop)
    for item, stop in zip(one.items, stops, strict=True):
        last = item == one.items[-1]
        whole = _with_inner(blocks[item:stop])
        yield _bare(whole, full_stop_too=closed and last and stop == item + 1)


def _divided(block: Block) -> Iterator[Block]:
    """Yield the parts of a paragraph that its semicolons divide."""
    start = 0
    bounds = [*(found.span() for found in _DIVIDER.finditer(block.text)), (len(block.text),) * 2]
    for stop, after in bounds:
        if block.text[start:stop].strip():
            yield _bare(_part(block, start, stop), full_stop_too=stop == len(block.text))
        start = after


def _part(block: Block, start: int, stop: int) -> Block:
    return replace(
        block,
        text=block.text[start:stop],
        first=block.line_at(start),
        cuts=tuple(cut - start for cut in block.cuts if start <= cut <= stop),
        starts=((0, block.line_at(start)),),
    )


def _with_inner(blocks: tuple[Block, ...]) -> Block:
    """Return an item with the items of its inner list, divided as lists in a sentence are."""
    whole = blocks[0]
    for inner in blocks[1:]:
        divider = " " if ending(whole.text) else "; "
        text = whole.text + divider
        whole = replace(
            whole,
            text=text + inner.text,
            last=inner.last,
            cuts=(*whole.cuts, *(len(text) + cut for cut in inner.cuts)),
            starts=(*whole.starts, *((len(text) + at, line) for at, line in inner.starts)),
        )
    return whole


def _bare(block: Block, *, full_stop_too: bool) -> Block:
    text = _FINAL_MARK.sub("", block.text)
    if full_stop_too:
        text = text.removesuffix(".") or text
    text = text or block.text
    return replace(block, text=text, cuts=tuple(min(cut, len(text)) for cut in block.cuts))


def _not_taken(blocks: tuple[Block, ...], one: Listing, place: Position) -> Problem:
    text = blocks[one.start].text
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return Problem(
        code="list-not-demands",
        severity=Severity.NOTE,
        message=f"The list of {len(one.items)} on line {place.line} was not taken for demands: "
        f"“{shown}”",
        hint="If they are demands, list them as `demands:` in the front matter.",
        position=place,
    )


def _by_form(place: Position) -> Problem:
    return Problem(
        code="demands-by-form",
        severity=Severity.NOTE,
        message=f"The list on line {place.line} was taken for the demands by its form: nothing "
        "before it says that it is.",
        hint="If it is not, list the demands as `demands:` in the front matter.",
        position=place,
    )
