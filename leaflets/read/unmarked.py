"""Lists without marks: after a colon, or under a heading that demands, lines that end alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.read.block import Block
from leaflets.read.dates import is_date
from leaflets.read.form import ending, has_two_sentences, last_sentence, words
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_MOST_WORDS_IN_ITEM = 45
_MOST_WORDS_IN_CALL = 6
_MOST_WORDS_IN_NOUN_CALL = 8
_MOST_WORDS_IN_CLOSING = 8
_FEWEST_SEMICOLONS = 2
_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmarked:
    """Blocks from `start` up to and without `stop` that make a list.

    Attributes:
        start, stop: Places in the blocks; the one before `start` introduces it.
        end: The mark its first item ends in, or "none".
        in_one: One paragraph divided by semicolons.
    """

    start: int
    stop: int
    end: str
    in_one: bool = False


def find(blocks: tuple[Block, ...], used: frozenset[int], title_stop: int) -> Iterator[Unmarked]:
    """Yield the lists without marks in blocks that are not `used`."""
    place = max(0, title_stop - 1)
    while place < len(blocks):
        found = None
        if place not in used and not blocks[place].mark:
            is_title = place < title_stop
            if _opens(blocks, place, is_title=is_title):
                found = _list_after(blocks, place, used)
        if found:
            yield found
        place = found.stop if found else place + 1


def _opens(blocks: tuple[Block, ...], place: int, *, is_title: bool) -> bool:
    """Tell what may introduce a list without marks."""
    block = blocks[place]
    mark = ending(block.text)
    if mark == ":" or is_title:
        return mark == ":"
    size = len(words(block.text))
    if mark == "!":
        return _is_noun_call(block.text, size) and _two_lines_follow(blocks, place)
    if not lexicon.anywhere("demanding").search(folded(last_sentence(block.text))):
        return False
    if block.heading:
        return True
    if mark == "?":
        return size <= _MOST_WORDS_IN_CALL
    return (
        not mark
        and size <= _MOST_WORDS_IN_CALL
        and (block.text.isupper() or _is_noun_call(block.text, size))
    )


def _is_noun_call(text: str, size: int) -> bool:
    noun = lexicon.anywhere("demand_nouns").search(folded(text))
    return bool(noun) and size <= _MOST_WORDS_IN_NOUN_CALL


def _two_lines_follow(blocks: tuple[Block, ...], place: int) -> bool:
    runs = {block.run for block in blocks[place : place + 3]}
    return len(blocks) > place + 2 and len(runs) == 1


def _list_after(blocks: tuple[Block, ...], lead: int, used: frozenset[int]) -> Unmarked | None:
    start = lead + 1
    stop, end = _stop(blocks, start, used, after_call=ending(blocks[lead].text) == "!")
    if stop - start > 1:
        return Unmarked(start=start, stop=stop, end=end)
    in_one = start < len(blocks) and start not in used and _is_divided(blocks[start])
    return Unmarked(start=start, stop=start + 1, end=";", in_one=True) if in_one else None


def _is_divided(block: Block) -> bool:
    """Tell a paragraph that is a list by its semicolons."""
    return not block.mark and block.text.count("; ") >= _FEWEST_SEMICOLONS


def _stop(
    blocks: tuple[Block, ...], start: int, used: frozenset[int], *, after_call: bool
) -> tuple[int, str]:
    """Return where the list that begins at `start` stops, and how its first item ends."""
    if start >= len(blocks):
        return start, _NONE
    # Empty lines between the items are fine if there is one between the first two.
    apart = start + 1 < len(blocks) and blocks[start].run != blocks[start + 1].run
    first = ending(blocks[start].text) or _NONE
    place = start
    while place < len(blocks) and place not in used and _may_be_item(blocks[place]):
        if place > start and not apart and blocks[place].run != blocks[place - 1].run:
            break
        end = ending(blocks[place].text) or _NONE
        if not _ends_alike(end, first, after_call=after_call):
            break
        place += 1
        if end == "." and first != ".":
            break
    return place, first


def _may_be_item(block: Block) -> bool:
    size = len(words(block.text))
    if block.heading or block.mark or not 1 <= size <= _MOST_WORDS_IN_ITEM:
        return False
    if ending(block.text) == ":" or is_date(block.text) or has_two_sentences(block.text):
        return False
    closing = lexicon.opening("closings").match(folded(block.text))
    return not (closing and size <= _MOST_WORDS_IN_CLOSING)


def _ends_alike(end: str, first: str, *, after_call: bool) -> bool:
    """Tell whether an item's end suits the first one's; a full stop closes a list of the others."""
    if end == first or (end == "." and first in (";", ",", _NONE)):
        return True
    if first in (";", ","):
        return end in (";", ",")
    return after_call and {end, first} <= {"!", _NONE}
