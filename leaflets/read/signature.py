"""The signature: found from the end backwards, or opened by the close of a letter."""

from leaflets.read.block import Block
from leaflets.read.form import ending, ends_sentence, has_two_sentences, words
from leaflets.read.lists import is_demanding
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_MOST_WORDS = 12
_MOST_WORDS_IN_CLOSING = 14
_MOST_WORDS_IN_CLOSING_LINE = 8
_LONG_SENTENCE = 14
_END_MARKS = frozenset(".!?…:;")
# "2026 г.", "e.V.": an abbreviation's stop closes no sentence.
_ABBREVIATED = (" г.", " р.", " ж.", " с.", "e.V.", "e. V.", " r.")


def find(blocks: tuple[Block, ...], taken: frozenset[int], first: int) -> int:
    """Return the place of the first block of the signature, `len(blocks)` if there is none.

    Args:
        blocks: The text.
        taken: Places of demands.
        first: The first place after the title; nothing before it signs.
    """
    place = len(blocks)
    while place > first and place - 1 not in taken and _may_sign(blocks[place - 1]):
        place -= 1
    place = min(place, _closing_line(blocks, taken, max(first, len(blocks) // 3 + 1)))
    return _own_paragraph(blocks, place)


def _is_closing(text: str) -> bool:
    return bool(lexicon.opening("closings").match(folded(text)))


def _may_sign(block: Block) -> bool:
    text = block.text
    found = words(text)
    if _is_closing(text) and len(found) <= _MOST_WORDS_IN_CLOSING:
        return True
    if not found or len(found) > _MOST_WORDS or block.heading:
        return False
    if ending(text) in _END_MARKS and ending(text) and not text.endswith(_ABBREVIATED):
        return False
    if not any(word[0].isupper() or word[0].isdigit() for word in found):
        return False
    return not has_two_sentences(text) and not is_demanding(text)


def _closing_line(blocks: tuple[Block, ...], taken: frozenset[int], first: int) -> int:
    """Return the first closing line after which no long sentence comes, or the end."""
    place = len(blocks)
    for back in range(len(blocks) - 1, first - 1, -1):
        text = blocks[back].text
        if back in taken or (ends_sentence(text) and len(words(text)) > _LONG_SENTENCE):
            break
        if len(words(text)) <= _MOST_WORDS_IN_CLOSING_LINE and _is_closing(text):
            place = back
    return place


def _own_paragraph(blocks: tuple[Block, ...], place: int) -> int:
    """Return the first place from `place` on that opens a paragraph, where the text has some."""
    if len({block.run for block in blocks}) <= 2:  # noqa: PLR2004 (one line to a paragraph)
        return place
    while 0 < place < len(blocks) and blocks[place].run == blocks[place - 1].run:
        if _is_closing(blocks[place].text):
            break
        place += 1
    return place
