"""Whole sentences of a paragraph, as they stand; by rule and by each language's abbreviations."""

import re

from leaflets.read.form import words
from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_OPENING_QUOTES = "\"«„“‘'([¿¡—–- "
_STOP = re.compile(
    r"(?<![.!?…؟۔।։॥።])(?P<mark>[.!?…؟۔।։॥።]+)(?P<quotes>[\"»”“’')\]]*)\s+"
    r"(?=[\"«„“‘'(\[¿¡—–-]{0,3}\s?[^\W_])"
    r"|(?P<east>[。！？]+[」』”）]*)"
)
_GREEK_QUESTION = re.compile(r"(?P<mark>;)(?P<quotes>[»”)]*)\s+(?=\S)")
_LAST_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?$")
# "т. д." and "u. a." may close a sentence, though their last letter alone may not.
_CLOSING_PAIRS = re.compile(r"\b(?:т\. ?[дп]|u\. ?[aä]|і т\. ?[дп]|ж\. ?б|т\. ?б)$", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"\d\s?\w$")
# "2011 г. началась": the year's letter, which alone is a town's or a river's.
_YEAR_LETTERS = frozenset("гржr")
_ORDINAL_LANGUAGES = frozenset(("de", "tr", "pl", "cs", "sk", "hu", "fi", "sl", "hr", "da", "et"))
_LONGEST_ORDINAL = 3
_FEWEST_WORDS_BEFORE = 4
# As much of the text around a full stop as tells what it is.
_NEAR = 200
# "…inanıyoruz.Yazılım": the space was lost on the way.
_GLUED = re.compile(r"(?<=[^\W\d_]{4})[.!?](?=([^\W\d_])([^\W\d_]{2}))")
_ADDRESS = re.compile(r"[@/]|www")
_SHORTEST_GLUED = 20
_COMMON_ABBREVIATIONS = frozenset(("etc", "dr", "prof", "nr", "no", "art"))


def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return (start, stop) of each sentence in `text`; a colon or a semicolon ends none."""
    stops = list(_STOP.finditer(text))
    if lexicon.base(language) == "el":
        stops = sorted([*stops, *_GREEK_QUESTION.finditer(text)], key=lambda stop: stop.start())
    found, start = [], 0
    for stop in stops:
        if stop.re is _STOP and stop["east"]:
            found.append((start, stop.end()))
        elif stop.end() > start and _ends(text, start, stop, language):
            found.append((start, stop.end("quotes")))
        else:
            continue
        start = stop.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(part for span in found for part in _unglued(text, *span))


def _ends(text: str, start: int, stop: re.Match[str], language: str) -> bool:
    """Tell whether a sentence that began at `start` ends at `stop`."""
    after = text[stop.end() : stop.end() + _NEAR].lstrip(_OPENING_QUOTES)
    if not after or after[0].islower():
        return False
    dot = stop["mark"] == "."
    if stop["quotes"] and not dot and text[stop.end()] in "—–-":
        return False  # «Хватит!» — сказали они
    if not dot or stop["quotes"]:
        return True
    before = text[max(start, stop.start() - _NEAR) : stop.start()]
    return _dot_ends(before, after, language)


def _dot_ends(before: str, after: str, language: str) -> bool:
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    if word.isdigit() and len(word) <= _LONGEST_ORDINAL and _is_ordinal(after, language):
        return False
    if len(word) == 1 and word.isupper():
        return False
    if folded(word) not in _abbreviations(language):
        return True
    return _abbreviation_ends(before, folded(word), after, language)


def _abbreviations(language: str) -> frozenset[str]:
    return lexicon.words("abbreviations", language or "none") or _COMMON_ABBREVIATIONS


def _abbreviation_ends(before: str, word: str, after: str, language: str) -> bool:
    """Tell whether the abbreviation `word` closes its sentence too."""
    may_close = word in lexicon.words("closing_abbreviations", language or "none")
    if not may_close and not _CLOSING_PAIRS.search(before):
        return False
    if after[0].isdigit() or len(words(before)) < _FEWEST_WORDS_BEFORE:
        return False
    return word not in _YEAR_LETTERS or bool(_AFTER_NUMBER.search(before))


def _is_ordinal(after: str, language: str) -> bool:
    if lexicon.base(language) not in _ORDINAL_LANGUAGES:
        return False
    return folded(after).startswith(tuple(lexicon.words("before_numbers", language)))


def _unglued(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    found = []
    for glue in _GLUED.finditer(text, start, stop):
        if not glue[1].isupper() or not glue[2].islower() or glue.end() - start <= _SHORTEST_GLUED:
            continue
        around = text[max(start, glue.start() - 20) : glue.end() + 10]
        if _ADDRESS.search(around) or len(words(text[start : glue.end()])) < _FEWEST_WORDS_BEFORE:
            continue
        found.append((start, glue.end()))
        start = glue.end()
    return [*found, (start, stop)]
