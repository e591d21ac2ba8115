"""How good an excerpt a sentence is: the marks of an editor, as numbers."""

import re
from dataclasses import dataclass
from functools import cache

from leaflets.read.form import length
from leaflets.read.refusals import Lean
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_WORD = re.compile(r"[^\W_]+")
_CLOSING_QUOTES = '"»”’)“'
_GLUED = re.compile(r"[^\W\d_]([^\W\d_])([^\W\d_])[^\W\d_]{2}")
_SHORT_ALONE = 20
_CAPITALS = 0.12
# German writes its nouns with capitals.
_CAPITALS_GERMAN = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the body with what is known of it.

    Attributes:
        text: As it stands.
        line: Where it begins.
        place: Which sentence of the text, from 0.
        stems: Of its words.
        paragraph, nth: Its paragraph in the text and its place there, from 0.
        from_end: 1 in the last paragraph.
        is_last, is_alone: In its paragraph.
    """

    text: str
    line: int
    place: int
    stems: tuple[str, ...]
    paragraph: int
    nth: int
    from_end: int
    is_last: bool
    is_alone: bool


def score(one: Sentence, centrality: float, lean: Lean, language: str) -> float:
    """Return the score of a sentence; the higher the better.

    Args:
        one: The sentence.
        centrality: How much it says of the whole text, 0 to 1.
        lean: How its opening leans.
        language: BCP 47.

    Source of the weights: 30 statements whose sentences were graded by hand before the methods
    were compared; the plateau around them is flat.
    """
    low = folded(one.text)
    size = length(one.text)
    bare = one.text.rstrip(_CLOSING_QUOTES)
    good = (
        1.2 * centrality
        + 0.55 * _pointing(low, language)
        + 0.25 * _position(one)
        + 0.15 * bare.endswith("!")
        + 0.20 * bool(_contrast(language).search(low))
    )
    return (
        _length_factor(size) * good
        + 0.20 * (one.is_alone and size <= _SHORT_ALONE)
        - 0.30 * (lean is Lean.SOFT)
        - 0.30 * bare.endswith("?")
        - _penalties(one.text, low, language)
    )


def _penalties(text: str, low: str, language: str) -> float:
    """Return what names, numbers, dates, talk of itself and lost spaces cost."""
    names: list[str] = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in names[1:]) / max(len(names) - 1, 1)
    usual = _CAPITALS_GERMAN if lexicon.base(language) == "de" else _CAPITALS
    numbers = sum(any(letter.isdigit() for letter in word) for word in names)
    ages = _clock().search(low) is not None
    itself = lexicon.anywhere("itself", language).search(low) is not None
    glued = any(_is_glued(found) for found in _GLUED.finditer(text))
    excess = max(0.0, capitals - usual)
    return 1.6 * excess + 0.12 * numbers + 0.6 * ages + 0.4 * itself + 0.5 * glued


def _pointing(low: str, language: str) -> float:
    """Return 0, ½ or 1 for none, one, or two different words that come to the point."""
    hits = set(lexicon.anywhere("pointing", language or "none").findall(low))
    return min(len(hits), 2) / 2


def _position(one: Sentence) -> float:
    opens = one.nth == 0
    if opens and one.paragraph == 0:
        return 1.0
    if opens and one.paragraph == 1:
        return 0.6
    if one.is_last and one.from_end <= 2:  # noqa: PLR2004 (the last two paragraphs)
        return 0.5
    return 0.3 if opens or one.is_last else 0.0


def _length_factor(size: int) -> float:
    if size < 8:  # noqa: PLR2004 (words)
        return 0.75
    return 1.0 if size <= 25 else max(0.4, 1 - (size - 25) * 0.03)  # noqa: PLR2004


def _is_glued(found: re.Match[str]) -> bool:
    """Tell a capital inside a word: "8-martBiz"."""
    whole = found[0]
    return whole[0].islower() and whole[1].isupper() and whole[2:].islower()


@cache
def _contrast(language: str) -> re.Pattern[str]:
    """Return the pattern of "not … but …"."""
    no = lexicon.anywhere("negations", language or "none").pattern
    but = lexicon.anywhere("but_words", language or "none").pattern
    return re.compile(rf"{no}.{{1,60}}{but}")


@cache
def _clock() -> re.Pattern[str]:
    """Return the pattern of times, days, addresses of the net: on a quote they age."""
    month = rf"(?:{lexicon.beginning('months')})\w*"
    return re.compile(
        r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:uhr|h\d\d|h|a\.?m|p\.?m)\b|\bв \d{1,2} час|\bsaat \d"
        r"|https?:|www\.|@\w|#\w|\d{1,2}\.\d{1,2}\.\d{2,4}"
        rf"|\b\d{{1,2}}\.? (?:de )?{month}|\b{month} \d{{1,2}}\b"
    )
