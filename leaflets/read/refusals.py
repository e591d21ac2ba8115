"""What no editor quotes: halves, fragments, what others say, what leans on the sentence before."""

import re
from enum import StrEnum
from functools import lru_cache

from leaflets.read.form import length, words
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_FEWEST_WORDS = 6
_MOST_WORDS = 42
_MOST_LETTERS = 330
_END = re.compile(r"[.!?؟۔։।॥。！？…][\"»”’)\]」』）]*$")
_BEGINNING = re.compile(r"[\"«„“'(\[¿¡‘]*\s?[^\W_]")
_OPENING_SIGNS = "\"«„“'([¿¡‘—–- "
# Georgian has no capitals in running text.
_CASELESS = re.compile(r"[ა-ჿ]")
_PLACEHOLDER = re.compile(r"\[[^\]…]{4,}\]")
_ABBREVIATED_END = re.compile(
    r"\b(?:т\. ?е|z\. ?b|d\. ?h|e\. ?g|i\. ?e|т\. ?[бс]|m\. ?in|им|ул|пр)\.$", re.IGNORECASE
)
_PAIRS = (("«", "»"), ("(", ")"), ("[", "]"), ("‹", "›"), ("„", '“”"'), ("“", "”"))
_WORDS_BEFORE = 8
_TOPIC_WORDS = 5
_SHORTEST_TOPIC = 5


class Refusal(StrEnum):
    """Why a sentence is no excerpt."""

    NONE = ""
    INTRODUCTION = "introduction"
    FRAGMENT = "fragment"
    OTHERS = "others"
    LEANS = "leans"
    LONG = "long"


class Lean(StrEnum):
    """How much an opening leans on the sentence before."""

    NONE = ""
    SOFT = "soft"
    HARD = "hard"


def refusal(text: str, language: str) -> Refusal:
    """Return why the sentence `text` may not be quoted; length last, since that may be let in."""
    size = length(text)
    if size < _FEWEST_WORDS or _is_fragment(text, language):
        return Refusal.FRAGMENT
    if _others_say(text, language):
        return Refusal.OTHERS
    return Refusal.LONG if size > _MOST_WORDS or len(text) > _MOST_LETTERS else Refusal.NONE


def lean(text: str, language: str, topics: frozenset[str]) -> Lean:
    """Return how the opening of `text` leans; `topics` are the stems the statement is about.

    "This farce" stands alone when the statement is about a farce; "this means" does not.
    """
    opening = folded(text.lstrip(_OPENING_SIGNS))
    soft = lexicon.opening("soft", language or "none").match(opening)
    rest = opening[soft.end() :].lstrip(" ,") if soft else opening
    found = Lean.SOFT if soft else Lean.NONE
    if soft and not rest:
        return Lean.HARD
    if lexicon.opening("empty_subjects", language or "none").match(rest):
        return found
    pointing = lexicon.opening("demonstratives", language or "none").match(rest)
    if pointing:
        return _lean_of_this(text, rest[pointing.end() :].lstrip(), topics, language, pointing[0])
    leaning = lexicon.opening("leaning", language or "none").match(rest)
    return Lean.HARD if leaning else found


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a light stem: five letters, six from nine on; endings come last in most languages."""
    low = folded(word)
    return low[:5] if len(low) < 9 else low[:6]  # noqa: PLR2004


def _lean_of_this(
    text: str, rest: str, topics: frozenset[str], language: str, pronoun: str
) -> Lean:
    if pronoun == "das" and lexicon.base(language) == "de" and _noun_follows(text):
        return Lean.NONE
    if lexicon.opening("verbs", language).match(rest):
        return Lean.HARD
    about = (word for word in words(rest)[:_TOPIC_WORDS] if len(word) >= _SHORTEST_TOPIC)
    return Lean.SOFT if any(stem(word) in topics for word in about) else Lean.HARD


def _noun_follows(text: str) -> bool:
    """Tell German `Das` + noun, which is an article."""
    found = words(text)
    return len(found) > 1 and found[0] == "Das" and found[1][0].isupper()


def _is_fragment(text: str, language: str) -> bool:
    if not _END.search(text) and not (lexicon.base(language) == "el" and text.endswith(";")):
        return True
    if not _BEGINNING.match(text) or not _is_balanced(text):
        return True
    first = text.lstrip(_OPENING_SIGNS)[:1]
    if first.islower() and not _CASELESS.match(first):
        return True
    return bool(_PLACEHOLDER.search(text) or _ABBREVIATED_END.search(text))


def _is_balanced(text: str) -> bool:
    if text.count('"') % 2:
        return False
    low_quotes = "„" in text
    return all(
        text.count(opens) == sum(text.count(close) for close in closes)
        for opens, closes in _PAIRS
        if not (opens == "“" and low_quotes)
    )


def _others_say(text: str, language: str) -> bool:
    """Tell what somebody else says, unless a "we" stands shortly before."""
    low = folded(text)
    ours = lexicon.anywhere("ours", language)
    return any(
        not ours.search(" ".join(low[: said.start()].split()[-_WORDS_BEFORE:]))
        for said in lexicon.anywhere("others", language).finditer(low)
    )
