"""Lines of the web page that a text was copied from: known, and dropped only outside the text."""

import re
from functools import cache

from leaflets.read.block import Block
from leaflets.read.dates import is_date
from leaflets.read.form import length, words
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_LONGEST_PAGE_LINE = 160
_LONGEST_NO_COMMENTS = 72
_FIRST_PARAGRAPH = 15
_DIGITS = re.compile(r"\d+")
_SIGNS_ONLY = re.compile(r"[\W_]{0,40}")
_SITES = (
    "facebook|twitter|x|youtube|rss|instagram|telegram|whatsapp|vk|ok|viber|linkedin|pinterest|"
    "reddit|tumblr|email|e-mail|print|mail|bluesky|mastodon|threads|signal|tiktok|share|tweet"
)
_MINUTES = r"(?:min(?:ut\w*|\.)?|мин\w*\.?|хв\w*\.?|хвіл\w*|dk\.?|dakika\w*)"
_READING = (
    r"(?:read(?:ing\stime)?|lesezeit|lesedauer|(?:temps\s)?de\slecture|(?:tempo\s)?di\slettura|"
    r"de\slectura|de\sleitura|czytania|okuma(?:\ssüresi)?|(?:время|на)\sчтени[яе]|(?:час\s)?читання|"
    r"чытання|оқу(?:\sуақыты)?)"
)
# Shapes of whole lines that no list of phrases can hold; on folded text, numbers as #.
_SHAPES = re.compile(
    rf"""(?:
      [+\-−×*]?\s?\w+\s?[+\-−×*]\s?\w+\s?=\s?.{{0,16}}     # a sum to tell people from robots
    | [+\-−×*]\s?\#\s?=\s?.{{0,24}}
    | \#\s?[+\-−×*]\s?=\s?\w+
    | .*\b(?:captcha|recaptcha|капча)\b.*
    | (?:(?:{_SITES}|\#x\#)[\s,|/·•]*)+                       # a row of buttons
    | [\w.+-]+@[\w.-]+                                        # an address
    | (?:←|→|»|‹|›|\|)\s.{{0,60}} | «\s[^»]{{0,60}}           # leafing
    | .{{0,60}}\s(?:→|›) | [^«]{{0,60}}\s»
    | .{{1,40}}\s(?:»|›|/|>|→|::)\s.{{1,80}}\s(?:»|›|/|>|→|::)\s.*    # a trail
    | (?:{_READING}:?\s)?\#(?:[-–]\#)?\s?{_MINUTES}(?:\s{_READING})?    # how long it takes to read
    | ©.* | \[(?:/?sup|:\w{{0,2}})\] | xs|sm|md|lg | a\+\s?a-.*
    )$""",
    re.VERBOSE,
)
_TRAIL = re.compile(r"\s[»›>→]\s")


def is_page(text: str) -> bool:
    """Return whether the line `text` is a web page's and no part of a statement."""
    if len(text) > _LONGEST_PAGE_LINE:
        return False
    line = _DIGITS.sub("#", folded(text).strip("*_ "))
    known = lexicon.page_lines()
    return (
        line in known.whole
        or line.startswith(known.heads)
        or bool(_SIGNS_ONLY.fullmatch(line))
        or bool(_SHAPES.match(line))
        or _says_no_comments(line)
    )


def cut_tail(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the text and what the page has below it.

    From the end backwards lines of the page go. A line that opens the comments takes all after
    it, if that is less than half of all words. One foreign line between two of the page's own,
    at the end, is the page's too.
    """
    end = len(blocks)
    while end and is_page(blocks[end - 1].text):
        end -= 1
    end = _before_comments(blocks, end)
    while (step := _stray(blocks, end)) > 0:
        end -= step
    return blocks[:end], blocks[end:]


def cut_head(
    blocks: tuple[Block, ...],
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the text and what the page has above it.

    Only blocks before the first paragraph of 15 words or the first list are looked at. A trail
    (`Home » Title`) whose end is repeated names the title: what stands before it is the page's.
    """
    end = next(
        (
            place
            for place, block in enumerate(blocks)
            if block.mark
            or (len(words(block.text)) >= _FIRST_PARAGRAPH and not is_page(block.text))
        ),
        len(blocks),
    )
    trails = [folded(block.text) for block in blocks[:end] if _TRAIL.search(block.text)]
    named = next(
        (place for place, block in enumerate(blocks[:end]) if _ends_trail(block, trails)), None
    )
    above = -1 if named is None else named
    kept: list[Block] = []
    page: list[Block] = []
    for place, block in enumerate(blocks):
        stays = place >= end or place == named or (place > above and not _is_above(block))
        (kept if stays else page).append(block)
    return tuple(kept), tuple(page)


def _is_above(block: Block) -> bool:
    return (is_page(block.text) or _is_byline(block.text)) and not is_date(block.text)


def _ends_trail(block: Block, trails: list[str]) -> bool:
    name = folded(block.text)
    return any(trail.endswith(name) and trail != name for trail in trails)


def _before_comments(blocks: tuple[Block, ...], end: int) -> int:
    total = sum(length(block.text) for block in blocks)
    for place, block in enumerate(blocks[:end]):
        if place > 2 and _opens_comments(block.text):  # noqa: PLR2004 (a title and a paragraph)
            after = sum(length(below.text) for below in blocks[place:end])
            return place if after < total / 2 else end
    return end


def _stray(blocks: tuple[Block, ...], end: int) -> int:
    """Return how many blocks before `end` are the page's: none, the last, or the last two.

    A short foreign line is the page's when it stands between its lines or below two of them.
    """
    if end > 1 and is_page(blocks[end - 1].text):
        return 1
    if end <= 2 or len(words(blocks[end - 1].text)) > 12:  # noqa: PLR2004
        return 0
    above, second = blocks[end - 2].text, blocks[end - 3].text
    within = end < len(blocks) and is_page(above)
    return 2 if within or (is_page(above) and is_page(second)) else 0


def _opens_comments(text: str) -> bool:
    if len(text) > _LONGEST_NO_COMMENTS:
        return False
    line = _DIGITS.sub("#", folded(text))
    known = lexicon.page_lines()
    return (
        line in known.opens_whole or line.startswith(known.opens_heads) or _says_no_comments(line)
    )


def _says_no_comments(line: str) -> bool:
    """Tell "no comments yet" in any wording: a word for comment and one for no, yet or first."""
    if len(line) > _LONGEST_NO_COMMENTS:
        return False
    return bool(
        lexicon.anywhere("comment_words").search(line)
        and lexicon.anywhere("none_words").search(line)
    )


def _is_byline(text: str) -> bool:
    """Tell a line that names the writer: "By Somebody", "Текст: …", "|"."""
    line = text.strip()
    if line == "|":
        return True
    found = _byline().match(line)
    if not found or len(line) > _LONGEST_NO_COMMENTS:
        return False
    name = words(line[found.end() :])
    return bool(name) and (
        found[0].endswith(":") or (len(name) <= 3 and all(word[0].isupper() for word in name))  # noqa: PLR2004
    )


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.beginning('bylines')})(?=\s|:):?", re.IGNORECASE)
