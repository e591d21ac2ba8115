"""Hard-wrapped lines: at which width a text was wrapped, and which line goes on into the next."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from leaflets.read.block import Line
from leaflets.read.form import ending, ends_sentence
from leaflets.read.words import lexicon

# No wrap is wider; paragraphs that are not wrapped are longer.
_WIDEST = 110
_NARROWEST = 55
_FEWEST_FULL = 3
_SMALL_SAMPLE = 20
_SMALL_WORD_AT_END = re.compile(r"\s[^\W\d_]{1,3}$")
_HALF_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """How the lines of a text hang together.

    Attributes:
        width: The width it was wrapped at; 0 if it was not.
        apart: Tells whether a line stands for itself: a list mark, a line of the page.
    """

    width: int
    apart: Callable[[str], bool]


def width(lines: tuple[Line, ...], marked: Callable[[str], bool]) -> int:
    """Return the width at which `lines` were wrapped, or 0.

    Only lines that another line follows count, since the last line of a paragraph is of any
    length. Source of the thresholds: measured on 73 statements.
    """
    inner = [
        above.text
        for above, below in pairwise(lines)
        if above.text.strip() and below.text.strip() and not marked(below.text)
    ]
    short = sorted((text for text in inner if len(text) <= _WIDEST), key=len)
    if len(short) < _FEWEST_FULL or len(inner) - len(short) > len(short) // 4:
        return 0
    widest = len(short[_percentile(len(short))])
    full = [text for text in short if len(text) >= 0.75 * widest]
    unfinished = [
        text for text in full if not ends_sentence(text) and ending(text) not in (";", ":")
    ]
    wrapped = (
        widest >= _NARROWEST
        and len(full) >= max(_FEWEST_FULL, 0.4 * len(short))
        and len(unfinished) >= 0.5 * len(full)
    )
    return widest if wrapped else 0


def _percentile(count: int) -> int:
    """Return the place of the 95th percentile; of a few lines the longest is it."""
    if count < 8:  # noqa: PLR2004 (a percentile of fewer says nothing)
        return count - 1
    return int(count * 0.95) - (count < _SMALL_SAMPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """The lines of a block that a next line may continue.

    Attributes:
        lines: In order.
        item: It has a list mark.
        led: It stands after a line that ends in a colon, where each line may be an item.
        opens: It is the first of the text, where the title stands.
    """

    lines: tuple[Line, ...]
    item: bool
    led: bool
    opens: bool = False


def goes_on(block: Above, below: Line, wrapping: Wrapping) -> bool:
    """Return whether the line `below` continues the last line of `block`."""
    above = block.lines[-1]
    first, second, item = above.text, below.text, block.item
    if wrapping.apart(second) or above.hard or above.heading or below.heading:
        return False
    if _is_marked_across(block) or (item and _continues_item(above, below)):
        return True
    if not wrapping.width:
        return _broken(block, second)
    if not item and (wrapping.apart(first) or _is_subtitle(block, second, wrapping.width)):
        return False
    return _wrapped(first, second, wrapping.width, item=item)


def _continues_item(above: Line, below: Line) -> bool:
    """Tell a second line of an item: it is indented, or opens in lower case."""
    indent = len(below.text) - len(below.text.lstrip())
    if indent > len(above.text) - len(above.text.lstrip()) and indent > 1:
        return True
    return below.text.lstrip()[0].islower() and not ends_sentence(above.text)


def _is_subtitle(block: Above, second: str, width: int) -> bool:
    """Tell a line below the title, whose first word opens in a capital and would have fitted."""
    word = second.split(maxsplit=1)[0]
    return block.opens and word[0].isupper() and len(block.lines[-1].text) + len(word) < width


def _is_marked_across(block: Above) -> bool:
    """Tell a passage that is marked and not yet closed: its author knows it as one."""
    return sum(len(line.cuts) for line in block.lines) % 2 == 1


def _broken(block: Above, second: str) -> bool:
    """Tell a line of a text that is not wrapped, which was broken all the same.

    It ends in a small word that cannot end a line; or the block opens with a capital, the line
    has no end, and the next opens in lower case, which no item of the same list would.
    """
    first = block.lines[-1].text
    if not 40 <= len(first) <= _WIDEST:  # noqa: PLR2004 (letters)
        return False
    if _ends_in_small_word(first):
        return True
    opens = block.lines[0].text.lstrip()[0].isupper() and second.lstrip()[0].islower()
    return opens and not ending(first) and not block.led


def _ends_in_small_word(text: str) -> bool:
    found = _SMALL_WORD_AT_END.search(text)
    return found is not None and found[0].islower()


def _wrapped(first: str, second: str, width: int, *, item: bool) -> bool:
    word = second.split(maxsplit=1)[0]
    mark = ending(first)
    if (mark == ";" and word[0].isupper()) or (mark == ":" and len(first) < 0.8 * width):
        return False
    ended = ends_sentence(first)
    if item and len(first) > 0.3 * width and not ended and mark not in (";", ","):
        return True
    if 0.55 * width <= len(first) <= _WIDEST and len(first) + 1 + len(word) >= width:
        # The next word would not have fitted. A short one would have: the paragraph ended here.
        return not (ended and len(first) < 0.8 * width and len(word) < 3)  # noqa: PLR2004
    if len(first) >= 0.7 * width and not ended and mark not in (";", ":", ","):
        return not first.isupper()
    return word[0].islower() and not ended and mark != ";" and len(first) > 25  # noqa: PLR2004


def between(head: str, tail: str, text: str) -> str:
    """Return what stands between `head`, which ended in a hyphen, and `tail`: "-", "" or "- ".

    The hyphen goes only if `text` has the word whole elsewhere; before "and" it stands for a
    part that was left out.
    """
    half, first = _HALF_WORD.search(head), _FIRST_WORD.match(tail)
    if not half or not first or not tail[0].islower():
        return "-"
    if first[0] in lexicon.words("joining", ""):
        return "- "
    return "" if re.search(rf"\b{half[0]}{first[0]}", text) else "-"
