"""Excerpts that the author chose: marked in the text, or listed and found in it word for word."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from leaflets.model.statement import Excerpt, Passage
from leaflets.problems import Position, Problem, Severity
from leaflets.read.block import Block
from leaflets.read.form import words
from leaflets.read.sentences import sentences
from leaflets.read.words.table import folded

_ELISION = re.compile(r"\s*\[(?:…|\.{3})\]\s*")
_LONE_MARK = re.compile(r"(?<![=\w])==(?=[^\s=])|(?<=[^\s=])==(?![=\w])")
_LONGEST_SHOWN = 60
_ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Excerpts in the order of their priority, and what is wrong with them."""

    excerpts: tuple[Excerpt, ...] = ()
    problems: tuple[Problem, ...] = ()


def marked(blocks: tuple[Block, ...], *, file: str) -> Quoted:
    """Return the passages between `==` marks in the order of their appearance."""
    found: list[Excerpt] = []
    problems: list[Problem] = []
    for block in blocks:
        spans = tuple(zip(block.cuts[::2], block.cuts[1::2], strict=False))
        for start, stop in spans:
            place = Position(file=file, line=block.line_at(start))
            text = block.text[start:stop].strip()
            found.append(Excerpt(text=text, position=place, order=len(found)))
        lone = _LONE_MARK.search(block.text)
        if len(block.cuts) % 2 or lone:
            at = lone.start() if lone else block.cuts[-1]
            problems.append(_unpaired(Position(file=file, line=block.line_at(at))))
    kept, twice = _once(found)
    return Quoted(excerpts=kept, problems=(*problems, *twice))


def listed(excerpts: tuple[Passage, ...], blocks: tuple[Block, ...]) -> Quoted:
    """Return the `excerpts` as they stand in `blocks`; white space and Unicode form aside."""
    found: list[tuple[tuple[int, int], Excerpt]] = []
    problems: list[Problem] = []
    for passage in excerpts:
        place, text = _found(passage.text, blocks)
        if text:
            found.append((place, Excerpt(text=text, position=passage.position)))
        else:
            problems.append(_missing(passage, blocks))
    order = {place: nth for nth, place in enumerate(sorted(place for place, _ in found))}
    placed = [replace(excerpt, order=order[place]) for place, excerpt in found]
    kept, twice = _once(placed)
    return Quoted(excerpts=kept, problems=(*problems, *twice))


def _found(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[int, int], str]:
    """Return the paragraph and offset where `text` stands, and the text; all of it in one."""
    parts = [part for part in _ELISION.split(unicodedata.normalize("NFC", text)) if part]
    for nth, block in enumerate(blocks):
        starts = _starts(parts, block.text)
        if starts:
            return (nth, starts[0]), _ELISION.sub(" […] ", text).strip()
    return (0, 0), ""


def _starts(parts: list[str], text: str) -> list[int]:
    """Return where the parts stand in `text`, one after the other; empty if one does not."""
    starts: list[int] = []
    after = 0
    for part in parts:
        start = text.find(part, after)
        while start >= 0 and not _is_whole(text, start, start + len(part)):
            start = text.find(part, start + 1)
        if start < 0:
            return []
        starts.append(start)
        after = start + len(part)
    return starts


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Tell whether a part begins and ends between words: word for word is not half a word."""
    opens = not (text[start].isalnum() and text[start - 1 : start].isalnum())
    return opens and not (text[stop - 1].isalnum() and text[stop : stop + 1].isalnum())


def _once(found: list[Excerpt]) -> tuple[tuple[Excerpt, ...], tuple[Problem, ...]]:
    """Return each excerpt once, and a problem for each that comes again."""
    first: dict[str, Excerpt] = {}
    problems: list[Problem] = []
    for excerpt in found:
        if excerpt.text in first:
            problems.append(
                Problem(
                    code="excerpt-twice",
                    message=f"The excerpt “{_shown(excerpt.text)}” is already on line "
                    f"{first[excerpt.text].position.line}.",
                    hint="Keep it once; the first place is its priority.",
                    position=excerpt.position,
                )
            )
        first.setdefault(excerpt.text, excerpt)
    return tuple(first.values()), tuple(problems)


def _missing(passage: Passage, blocks: tuple[Block, ...]) -> Problem:
    near = _nearest(passage.text, blocks)
    return Problem(
        code="excerpt-not-in-statement",
        message=f"The excerpt “{_shown(passage.text)}” does not stand in one paragraph of the "
        "statement, word for word.",
        hint=f"Did you mean “{near}”?"
        if near
        else "Copy it from the text; write […] where you leave something out.",
        position=passage.position,
    )


def _nearest(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the sentence or paragraph that shares most words with `text`, if it is like it."""
    own = set(words(folded(text)))

    def likeness(sentence: str) -> float:
        other = set(words(folded(sentence)))
        return len(own & other) / (len(own | other) or 1)

    near = max(dict.fromkeys(_sentences(blocks)), key=likeness, default="")
    return near if SequenceMatcher(None, text, near).ratio() >= _ALIKE else ""


def _sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.text
        for start, stop in sentences(block.text, ""):
            yield block.text[start:stop].strip()


def _unpaired(position: Position) -> Problem:
    return Problem(
        code="mark-unpaired",
        severity=Severity.WARNING,
        message="A mark (==) is opened and not closed in the same paragraph; it marks nothing.",
        hint="Put == right before the first and right after the last letter of the passage; "
        "mark two paragraphs one by one.",
        position=position,
    )


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + "…"
