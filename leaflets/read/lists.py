"""Lists in a text: with marks, without, by repeated words; and whether each holds demands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from leaflets.read import unmarked
from leaflets.read.block import Block
from leaflets.read.dates import is_date
from leaflets.read.form import ending, has_letters, is_name, last_sentence, words
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_FEWEST_ITEMS = 2
_FEWEST_BY_FORM = 3
# An inner list is at most this long before the outer number goes on.
_LONGEST_INNER = 14
_ITEM_OPENING = 60
_POINTS_BACK = re.compile(
    r"(?:das|dies|these|this|это|эти|це|ці|гэта|ce|voilà|ces|estas|estes|queste|bunlar|to są|"
    r"бұл|осы)\b"
)
_FIRST_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


class Holds(IntEnum):
    """What a list holds, as far as its surroundings tell."""

    OTHER = 0
    PERHAPS = 1
    DEMANDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list found in the text, by places in its blocks.

    Attributes:
        start, stop: Everything that belongs to it, inner lists included.
        items: Its own items.
        lead: The block that introduces it, or None.
        holds: Whether they are demands.
        in_one: Its only item holds all, divided by semicolons.
    """

    start: int
    stop: int
    items: tuple[int, ...]
    lead: int | None
    holds: Holds
    in_one: bool = False


def find(blocks: tuple[Block, ...], title_stop: int) -> tuple[Listing, ...]:
    """Return all lists below the title, in order; `title_stop` is the first place after it."""
    found = [*_marked(blocks)]
    used = {place for one in found for place in range(one.start, one.stop)}
    found += _repeated(blocks, used, title_stop)
    used |= {place for one in found for place in range(one.start, one.stop)}
    for part in unmarked.find(blocks, frozenset(used), title_stop):
        found.append(
            Listing(
                start=part.start,
                stop=part.stop,
                items=tuple(range(part.start, part.stop)),
                lead=part.start - 1,
                holds=_holds_unmarked(blocks, part),
                in_one=part.in_one,
            )
        )
    return _without_names(blocks, sorted(found, key=lambda one: one.start))


def is_demanding(text: str) -> bool:
    """Return whether `text` has a word that demands, in any language."""
    return bool(lexicon.anywhere("demanding").search(folded(text)))


def is_other(text: str) -> bool:
    """Return whether `text` introduces something that is no demand: facts, names, sources."""
    return bool(lexicon.anywhere("other_lists").search(folded(text)))


def _marked(blocks: tuple[Block, ...]) -> Iterator[Listing]:
    place = 0
    while place < len(blocks):
        if not blocks[place].mark:
            place += 1
            continue
        items, stop = _sequence(blocks, place)
        is_list = _is_list(blocks, items)
        if is_list or _is_promised(blocks, place):
            yield Listing(
                start=place,
                stop=stop,
                items=items,
                lead=place - 1 if place else None,
                holds=_holds(blocks, items, stop) if is_list else Holds.OTHER,
            )
        place = stop


def _sequence(blocks: tuple[Block, ...], start: int) -> tuple[tuple[int, ...], int]:
    """Return the items of one level from `start` on, and where the list stops."""
    items = [start]
    place = start + 1
    while place < len(blocks):
        if _follows(blocks[items[-1]], blocks[place]):
            items.append(place)
            place += 1
            continue
        inner = _inner(blocks, items, place)
        if inner == place:
            break
        place = inner
    return tuple(items), place


def _follows(last: Block, block: Block) -> bool:
    """Tell the next item: the same kind of mark, not deeper, and the next number if it has one."""
    if block.indent > last.indent + 1:
        return False
    if block.mark != last.mark:
        # Bullets of several kinds are one list, unless one of them opens an inner list.
        return _is_bullet(last) and _is_bullet(block) and ending(last.text) != ":"
    return block.number in (0, last.number + 1) or block.number == last.number == 1


def _is_bullet(block: Block) -> bool:
    return block.mark not in ("", "1", "a", "i")


def _inner(blocks: tuple[Block, ...], items: list[int], place: int) -> int:
    """Return where the inner list that begins at `place` stops; `place` if there is none."""
    last, block, above = blocks[items[-1]], blocks[place], blocks[place - 1]
    if last.number:
        onward = next(
            (
                later
                for later in range(place, min(place + _LONGEST_INNER, len(blocks)))
                if _follows(last, blocks[later])
            ),
            None,
        )
        if onward is not None and all(_is_inner(blocks, later) for later in range(place, onward)):
            return onward
    if not block.mark:
        return place
    deeper = block.indent > last.indent + 1
    opened = ending(above.text) == ":" or (above is not last and above.mark == block.mark)
    if block.mark != last.mark and (opened or (block.run == above.run and not last.number)):
        return place + 1
    return place + 1 if deeper else place


def _is_inner(blocks: tuple[Block, ...], place: int) -> bool:
    """Tell what may stand between two numbers: marked items, and sentences that lead to them."""
    block = blocks[place]
    goes_on = block.run == blocks[place - 1].run and block.text[:1].islower()
    return bool(block.mark) or ending(block.text) == ":" or goes_on


def _is_list(blocks: tuple[Block, ...], items: tuple[int, ...]) -> bool:
    """Tell a list from a stray mark and from a timetable: two items, from 1 on, of words."""
    if len(items) < _FEWEST_ITEMS or blocks[items[0]].number > 1:
        return False
    wordless = sum(
        is_date(blocks[item].text) or not has_letters(blocks[item].text) for item in items
    )
    return wordless * 2 < len(items)


def _is_promised(blocks: tuple[Block, ...], first: int) -> bool:
    """Tell what a demanding colon leads to: if it is no list, that is told."""
    lead = blocks[first - 1].text if first else ""
    return ending(lead) == ":" and is_demanding(last_sentence(lead))


def _holds(blocks: tuple[Block, ...], items: tuple[int, ...], stop: int) -> Holds:
    lead = blocks[items[0] - 1] if items[0] else None
    intro = last_sentence(lead.text) if lead else ""
    after = _FIRST_SENTENCE_END.split(blocks[stop].text)[0] if stop < len(blocks) else ""
    if is_other(intro) and not is_demanding(intro):
        return Holds.DEMANDS if _calls_them_demands(after) else Holds.OTHER
    if is_demanding(intro) or _has_demanding_heading(blocks, items[0]):
        return Holds.DEMANDS
    if _are_demanding(blocks, items) or _calls_them_demands(after):
        return Holds.DEMANDS
    if stop == len(blocks) and all(is_name(blocks[item].text) for item in items):
        return Holds.OTHER
    return _by_form(blocks, items, lead, intro)


def _by_form(
    blocks: tuple[Block, ...], items: tuple[int, ...], lead: Block | None, intro: str
) -> Holds:
    """Tell a list of three or more that is introduced, headed or numbered, or that is all."""
    if items[0] == 1 and items[-1] + 1 >= len(blocks) - 1:
        return Holds.PERHAPS
    introduced = lead is not None and (ending(intro) in (":", ";") or lead.heading)
    if len(items) >= _FEWEST_BY_FORM and (introduced or blocks[items[0]].mark == "1"):
        return Holds.PERHAPS
    return Holds.OTHER


def _has_demanding_heading(blocks: tuple[Block, ...], first: int) -> bool:
    """Tell a sentence that ends in a colon under a heading that demands."""
    if first < 2:  # noqa: PLR2004 (a heading and a sentence)
        return False
    heading, lead = blocks[first - 2], blocks[first - 1]
    return ending(lead.text) == ":" and heading.heading and is_demanding(heading.text)


def _are_demanding(blocks: tuple[Block, ...], items: tuple[int, ...]) -> bool:
    demanding = sum(is_demanding(blocks[item].text[:_ITEM_OPENING]) for item in items)
    return demanding >= len(items) / 2


def _calls_them_demands(after: str) -> bool:
    return bool(_POINTS_BACK.match(folded(after))) and is_demanding(after)


def _holds_unmarked(blocks: tuple[Block, ...], part: unmarked.Unmarked) -> Holds:
    intro = last_sentence(blocks[part.start - 1].text)
    if is_demanding(intro):
        return Holds.DEMANDS
    if is_other(intro):
        return Holds.OTHER
    if part.in_one or part.end in (";", ","):
        return Holds.PERHAPS
    names = all(is_name(block.text) for block in blocks[part.start : part.stop])
    if part.stop - part.start < _FEWEST_BY_FORM or (part.stop == len(blocks) and names):
        return Holds.OTHER
    return Holds.PERHAPS


def _repeated(blocks: tuple[Block, ...], used: set[int], first: int) -> Iterator[Listing]:
    """Yield runs of three paragraphs or more that begin with the same two demanding words."""
    place = first
    while place < len(blocks):
        stop = place
        opening = _opening(blocks[place])
        if is_demanding(opening) and " " in opening:
            while (
                stop < len(blocks)
                and stop not in used
                and not blocks[stop].mark
                and _opening(blocks[stop]) == opening
            ):
                stop += 1
        if stop - place >= _FEWEST_BY_FORM:
            items = tuple(range(place, stop))
            yield Listing(start=place, stop=stop, items=items, lead=None, holds=Holds.DEMANDS)
        place = max(stop, place + 1)


def _opening(block: Block) -> str:
    return folded(" ".join(words(block.text[:_ITEM_OPENING])[:2]))


def _without_names(blocks: tuple[Block, ...], found: list[Listing]) -> tuple[Listing, ...]:
    """Return the lists; one of names beside real demands holds none."""
    real = [one for one in found if one.holds is Holds.DEMANDS]
    if len(real) < _FEWEST_ITEMS:
        return tuple(found)
    return tuple(
        Listing(start=one.start, stop=one.stop, items=one.items, lead=one.lead, holds=Holds.OTHER)
        if one in real and _are_names(blocks, one)
        else one
        for one in found
    )


def _are_names(blocks: tuple[Block, ...], one: Listing) -> bool:
    texts = [blocks[item].text for item in one.items]
    if not all(is_name(text) or ("(" in text and not ending(text)) for text in texts):
        return False
    long = [word for text in texts for word in words(text) if len(word) > 3]  # noqa: PLR2004
    return sum(word[0].isupper() for word in long) >= 0.9 * len(long)
