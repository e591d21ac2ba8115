"""Markdown to lines: its signs go, its marked passages stay known; lists are found by our rules."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from leaflets.read.block import Line

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PLUS_MARK = re.compile(r"(\s*)\+(?=\s+\S)")
_MARK_SIGN = "=="
_MARK_END = re.compile(r"(?<=[^\s=])==(?![=\w])")
# No leaflet quotes more; it keeps the search for closing signs short.
_LONGEST_PASSAGE = 3000
# Melting our lists into paragraphs, eating numbers and making a heading of a signature: off.
_OFF = ("list", "code", "lheading", "reference", "html_block")


def lines(cleaned: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the `cleaned` lines of a Markdown file without its signs.

    Remarks (`<!-- -->`) are no text. Every line keeps its number; rules and what stands alone
    as a sign are empty lines.
    """
    source = _COMMENT.sub(_blank, "\n".join(line.text for line in cleaned))
    texts = source.split("\n")
    found = {line.number: line for line in _lines(_parser().parse(source), texts)}
    nothing = Line(number=0, text="")
    return tuple(
        replace(found.get(place, nothing), number=line.number) for place, line in enumerate(cleaned)
    )


def _blank(remark: re.Match[str]) -> str:
    return "\n" * remark[0].count("\n")


def _lines(tokens: Iterable[Token], texts: list[str]) -> Iterator[Line]:
    """Yield the lines that hold text, numbered from 0."""
    heading = False
    for token in tokens:
        if token.type in ("heading_open", "paragraph_open"):
            heading = token.type == "heading_open"
        elif token.type == "inline" and token.map:
            yield from _inline(token, texts, heading=heading)
        elif token.type == "fence" and token.map:
            for nth, text in enumerate(token.content.splitlines(), token.map[0] + 1):
                yield Line(number=nth, text=text)


def _inline(token: Token, texts: list[str], *, heading: bool) -> Iterator[Line]:
    number = token.map[0] if token.map else 0
    text, cuts = _indent(texts, number, heading=heading), list[int]()
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            hard = child.type == "hardbreak"
            yield _line(number, text, cuts, heading=heading, hard=hard)
            number += 1
            text, cuts = _indent(texts, number, heading=heading), []
        elif child.type in ("marked_open", "marked_close"):
            cuts.append(len(text))
        else:
            text += child.content
    yield _line(number, text, cuts, heading=heading, hard=False)


def _line(number: int, text: str, cuts: list[int], *, heading: bool, hard: bool) -> Line:
    # A plus is a list mark in Markdown alone; elsewhere it begins a sum.
    text = _PLUS_MARK.sub(r"\1-", text, count=1) if _PLUS_MARK.match(text) else text
    return Line(number=number, text=text.rstrip(), cuts=tuple(cuts), heading=heading, hard=hard)


def _indent(texts: list[str], number: int, *, heading: bool) -> str:
    """Return the spaces a line began with, which the parser takes off."""
    if heading or number >= len(texts):
        return ""
    return " " * (len(texts[number]) - len(texts[number].lstrip(" ")))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(list(_OFF))
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("emphasis", "marked", _marked)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    """Take stars and underscores as delimiters, but inside no word: Mieter*innen."""
    sign = state.src[state.pos]
    if silent or sign not in "*_":
        return False
    scanned = state.scanDelims(state.pos, False)  # noqa: FBT003 (the parser's signature)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = sign
        state.delimiters.append(
            Delimiter(
                marker=ord(sign),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    """Take `==passage==`: no space inside the signs, no letter outside them."""
    start = state.pos + len(_MARK_SIGN)
    if not state.src.startswith(_MARK_SIGN, state.pos) or not _opens(state.src, state.pos):
        return False
    end = _end(state.src, start, state.posMax)
    if end < 0:
        return False
    if not silent:
        most = state.posMax
        state.push("marked_open", "mark", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("marked_close", "mark", -1)
        state.posMax = most
    state.pos = end + len(_MARK_SIGN)
    return True


def _opens(source: str, place: int) -> bool:
    before, after = source[place - 1 : place], source[place + 2 : place + 3]
    return not _is_part(before) and bool(after.strip()) and after != "="


def _end(source: str, start: int, most: int) -> int:
    """Return where the closing sign of a passage that begins at `start` is; -1 if nowhere."""
    found = _MARK_END.search(source, start + 1, min(most, start + _LONGEST_PASSAGE))
    return found.start() if found else -1


def _is_part(letter: str) -> bool:
    return letter == "=" or letter.isalnum() or letter == "_"
