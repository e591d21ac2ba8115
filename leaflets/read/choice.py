"""Excerpts as a good editor would choose them: whole sentences, best first, no two alike."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaflets.model.statement import Excerpt
from leaflets.problems import Position
from leaflets.read.block import Block
from leaflets.read.form import words
from leaflets.read.refusals import Lean, Refusal, lean, refusal, stem
from leaflets.read.score import Sentence, score
from leaflets.read.sentences import sentences
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

# Under this score an empty slot looks better.
_LEAST = 0.5
_ALIKE = 0.65
_LIKE_TITLE = 0.8
_TOPICS = 12
_SHORTEST_STEMMED = 4
_MOST_WORDS_IN_HEADING = 6
# What may be let in, step by step, where nothing better is; never halves or another's words.
_LET_IN = (
    frozenset((Refusal.NONE,)),
    frozenset((Refusal.NONE, Refusal.LONG)),
    frozenset((Refusal.NONE, Refusal.LONG, Refusal.LEANS)),
)
# For so many excerpts the distances between them are kept; the rest follows with less room.
_SPREAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What excerpts are chosen from.

    Attributes:
        title: The statement's.
        body: Its paragraphs in order.
        introductions: Folded sentences that lead to the demands.
        language: BCP 47.
        file: The path as the user gave it.
    """

    title: str
    body: tuple[Block, ...]
    introductions: frozenset[str]
    language: str
    file: str


def choose(source: Source, most: int) -> tuple[Excerpt, ...]:
    """Return up to `most` excerpts, best first; empty when no sentence deserves it."""
    ranked = (one.sentence for one in _Ranking(source).ranked()[:most])
    return tuple(
        Excerpt(text=one.text, position=Position(file=source.file, line=one.line), order=one.place)
        for one in ranked
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sentence, why it is no excerpt, and how good an excerpt it is."""

    sentence: Sentence
    refused: Refusal
    score: float


class _Ranking:
    """One text's sentences with their words' weights."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.title = frozenset(_stems(source.title))
        self.sentences = tuple(_sentences(source))
        self.weights = _weights(self.sentences, self.title)
        self.topics = _topics(self.title, self.weights)
        self.vectors = tuple(
            {word: self.weights[word] for word in one.stems if word in self.weights}
            for one in self.sentences
        )
        self.lengths = tuple(_length(vector) for vector in self.vectors)

    def ranked(self) -> tuple[_Candidate, ...]:
        """Return what may be quoted, best first; ties are broken by the place."""
        # The cosine of a sentence to the whole text is its own length, up to the text's.
        highest = max(self.lengths, default=1.0)
        judged = [
            self.judged(one, length / highest if self.vectors[one.place] else 0.0)
            for one, length in zip(self.sentences, self.lengths, strict=True)
        ]
        judged.sort(key=lambda one: (-round(one.score, 6), one.sentence.place))
        for allowed in _LET_IN:
            pool = [one for one in judged if one.refused in allowed and self.is_new(one.sentence)]
            chosen = self.picked(pool)
            if chosen:
                return chosen
        return ()

    def picked(self, pool: list[_Candidate]) -> tuple[_Candidate, ...]:
        """Return of `pool` what is good enough and not said already.

        The first few also keep apart from one another; what they pushed aside follows.
        """
        found: list[_Candidate] = []
        aside: list[_Candidate] = []
        for one in pool:
            if one.score < _LEAST or self.repeats(one, found):
                continue
            near = len(found) >= _SPREAD or any(self.are_near(one, other) for other in found)
            (aside if near else found).append(one)
        for one in aside:
            if not self.repeats(one, found):
                found.append(one)
        return tuple(found)

    def repeats(self, one: _Candidate, found: list[_Candidate]) -> bool:
        """Tell a sentence that says what one of `found` says."""
        place = one.sentence.place
        return any(self.likeness(place, other.sentence.place) > _ALIKE for other in found)

    def are_near(self, one: _Candidate, other: _Candidate) -> bool:
        """Tell neighbours, and in a long text sentences of one paragraph."""
        first, second = one.sentence, other.sentence
        count = len(self.sentences)
        beside = abs(first.place - second.place) <= 1 and count > 3 * _SPREAD
        return beside or (first.paragraph == second.paragraph and count > 6 * _SPREAD)

    def is_new(self, one: Sentence) -> bool:
        """Tell a sentence that does not only repeat the title."""
        own = set(one.stems)
        return not self.title or len(own & self.title) < _LIKE_TITLE * max(len(own), 1)

    def judged(self, one: Sentence, centrality: float) -> _Candidate:
        """Return the sentence with its refusal and its score."""
        language = self.source.language
        leaning = lean(one.text, language, self.topics)
        refused = refusal(one.text, language)
        if folded(one.text) in self.source.introductions:
            refused = Refusal.INTRODUCTION
        if refused is Refusal.NONE and leaning is Lean.HARD:
            refused = Refusal.LEANS
        return _Candidate(
            sentence=one, refused=refused, score=score(one, centrality, leaning, language)
        )

    def likeness(self, one: int, other: int) -> float:
        """Return the cosine of two sentences, by their places."""
        first, second = self.vectors[one], self.vectors[other]
        shared = sum(weight * weight for word, weight in first.items() if word in second)
        return shared / self.lengths[one] / self.lengths[other]


def _sentences(source: Source) -> Iterable[Sentence]:
    paragraphs = tuple(block for block in _said(source.body) if not block.heading)
    place = 0
    for number, block in enumerate(paragraphs):
        spans = sentences(block.text, source.language)
        for nth, (start, stop) in enumerate(spans):
            text = block.text[start:stop].strip()
            yield Sentence(
                text=text,
                line=block.line_at(start),
                place=place,
                stems=_stems(text),
                paragraph=number,
                nth=nth,
                is_last=nth == len(spans) - 1,
                is_alone=len(spans) == 1,
                from_end=len(paragraphs) - number,
            )
            place += 1


def _said(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the body down to where the writers tell who they are."""
    for place, block in enumerate(body):
        short = len(words(block.text)) <= _MOST_WORDS_IN_HEADING
        if short and _about_us(block.text):
            return body[:place]
    return body


def _about_us(text: str) -> bool:
    return bool(lexicon.anywhere("about_us").fullmatch(re.sub(r"\W+$", "", folded(text))))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(
        stem(word) for word in words(text) if len(word) >= _SHORTEST_STEMMED and not word.isdigit()
    )


def _weights(found: tuple[Sentence, ...], title: frozenset[str]) -> dict[str, float]:
    """Return log(1 + count) of each stem; those in over half of the sentences say nothing."""
    counts = Counter(word for one in found for word in one.stems)
    counts.update(title)
    spread = Counter(word for one in found for word in set(one.stems))
    most = max(3, 0.5 * len(found))
    return {word: math.log(1 + count) for word, count in counts.items() if spread[word] <= most}


def _topics(title: frozenset[str], weights: Mapping[str, float]) -> frozenset[str]:
    heaviest = sorted(weights, key=lambda word: (-weights[word], word))
    return title | frozenset(heaviest[:_TOPICS])


def _length(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
