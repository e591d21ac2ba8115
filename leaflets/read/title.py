"""The title: found by its form, never invented."""

import re
from dataclasses import dataclass

from leaflets.read.block import Block
from leaflets.read.dates import is_date
from leaflets.read.form import ending, ends_sentence, has_letters, has_two_sentences, length
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_MOST_WORDS = 20
_MOST_WORDS_WITH_FULL_STOP = 14
_MOST_WORDS_OF_TWO_SENTENCES = 8
# "Stop the noise! Give us back our nights and our sleep": no full stop at its end.
_MOST_WORDS_WITH_CALL = 14
_MOST_WORDS_OF_SALUTATION = 6
_LONGEST_FIRST_LINE = 70
_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/?", re.IGNORECASE)
_CAPTION = re.compile(r"\((?:from left|photo|foto|фото|слева|зліва|злева|сурет)", re.IGNORECASE)
_EAST_ASIAN_SENTENCE = re.compile(r"[。！？].")
_BLOG_HEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePlace:
    """Which blocks are the title: from `first` up to and without `stop`."""

    first: int
    stop: int


def find(blocks: tuple[Block, ...]) -> TitlePlace | None:
    """Return where the title is, or None; only dates and lines that say nothing stand before it."""
    first = 0
    while first < len(blocks) and _is_before_title(blocks[first].text):
        first += 1
    if first == 0 and _is_blog_head(blocks):
        first = _BLOG_HEAD - 1
    if first >= len(blocks) or not _may_be_title(blocks[first]):
        return None
    stop = first + 1
    while stop < len(blocks) and _goes_on(blocks[stop - 1], blocks[stop]):
        stop += 1
    return TitlePlace(first=first, stop=stop)


def wanting(first: Block | None) -> str:
    """Return why a text that begins with the block `first` has no title, as a clause."""
    size = length(first.text) if first else 0
    if first is None or is_date(first.text) or size <= _most(first):
        return "a long sentence, a salutation or a date comes first"
    is_one = first.first == first.last and not has_two_sentences(first.text)
    what = "line is a long sentence" if is_one else "paragraph is long"
    kind = " with a full stop" if _most(first) == _MOST_WORDS_WITH_FULL_STOP else ""
    return f"its first {what} ({size} words; a title{kind} has at most {_most(first)})"


def _most(block: Block) -> int:
    """Return how many words `block` may have as a title."""
    if block.heading:
        return 2 * _MOST_WORDS
    return _MOST_WORDS_WITH_FULL_STOP if block.text.endswith(".") else _MOST_WORDS


def _is_before_title(text: str) -> bool:
    return is_date(text) or not has_letters(text) or bool(_HOST.fullmatch(text))


def _is_blog_head(blocks: tuple[Block, ...]) -> bool:
    """Tell a blog: its name, a date in a paragraph of its own, then the title."""
    if len(blocks) <= _BLOG_HEAD or not is_date(blocks[1].text):
        return False
    name, date, third = blocks[:_BLOG_HEAD]
    apart = len({name.run, date.run, third.run}) == _BLOG_HEAD
    return apart and not name.heading and length(third.text) > 1 and _may_be_title(third)


def _may_be_title(block: Block) -> bool:
    text = block.text
    size = length(text)
    if size > _most(block) or not has_letters(text):
        return False
    if block.heading:
        return True
    if block.mark or ending(text) in (",", ";") or _HOST.fullmatch(text):
        return False
    if _EAST_ASIAN_SENTENCE.search(text) or _is_caption(text) or _is_salutation(text, size):
        return False
    most = _MOST_WORDS_OF_TWO_SENTENCES if text.endswith(".") else _MOST_WORDS_WITH_CALL
    return size <= most or text.isupper() or not has_two_sentences(text)


def _is_caption(text: str) -> bool:
    in_brackets = text.startswith("(") and text.rstrip(".").endswith(")")
    return in_brackets or bool(_CAPTION.match(text))


def _is_salutation(text: str, size: int) -> bool:
    return (
        size <= _MOST_WORDS_OF_SALUTATION
        and text.endswith(("!", ",", ":"))
        and not text.isupper()
        and bool(lexicon.opening("salutations").match(folded(text)))
    )


def _goes_on(above: Block, below: Block) -> bool:
    """Tell the second line of a title: both in capitals, or it opens in lower case."""
    if below.run != above.run or below.mark or above.heading or below.heading:
        return False
    if max(len(above.text), len(below.text)) > _LONGEST_FIRST_LINE or is_date(below.text):
        return False
    both_capitals = above.text.isupper() and below.text.isupper()
    return both_capitals or (below.text[:1].islower() and not ends_sentence(above.text))
