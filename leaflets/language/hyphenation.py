"""Where words may be cut: Liang's patterns, as pyphen brings them."""

import re
from functools import cache

from pyphen import Pyphen, language_fallback

from leaflets.language.tags import base, canonical, script

SOFT_HYPHEN = "\u00ad"

_SHORTEST_WORD = 7
# Letters that stay before and after a cut: two look like a slip on a poster.
_MARGIN = 3
# Ukrainian patterns cut consonants out of their clusters: what follows the cut has no vowel.
_TOO_SHORT = re.compile("\u00ad(?=[^аеєиіїоуюя\u00ad]+\u00ad)", re.IGNORECASE)

# Pyphen has patterns of these too, but their letters join or take no hyphen.
_UNCUT = "as bn gu hi kn ml mr or pa sa ta te th"
_PROTECTED = re.compile(r"\S*(?:://|@|www\.|\w/\w)\S*|#\w+")
_WORD = re.compile(r"[^\W\d_]+(?:[\u00ad’'ʼ\u0300-\u036f]+[^\W\d_]+)*")


_SCRIPTS = {"el": "grek", **dict.fromkeys(("be", "bg", "mk", "mn", "ru", "sr", "uk"), "cyrl")}


def hyphenates(language: str) -> bool:
    """Return whether words of `language` can be cut by patterns."""
    return _named(language) is not None


def softened(text: str, language: str) -> str:
    """Return `text` with soft hyphens in its words of seven letters and more.

    Three letters at least stay on either side. A word that carries its author's own soft hyphens
    is cut only there; addresses are not cut. A language without patterns is left as it is. The
    patterns are loaded when a language is asked for first (German takes a second).
    """
    name = _named(language)
    if name is None:
        return text
    pieces: list[str] = []
    end = 0
    for kept in _PROTECTED.finditer(text):
        pieces += [_cut(text[end : kept.start()], name), kept[0]]
        end = kept.end()
    return "".join([*pieces, _cut(text[end:], name)])


def _named(language: str) -> str | None:
    """Return pyphen's name for the language's patterns, in the script that the tag asks for."""
    if base(language) in _UNCUT.split():
        return None
    tag = canonical(language).replace("-", "_")
    name: str | None = language_fallback(tag)  # type: ignore[no-untyped-call]
    wanted = script(language)
    if name is None or wanted in ("", _script(name)):
        return name
    return None


def _script(name: str) -> str:
    if "_latn" in name.lower():
        return "latn"
    return _SCRIPTS.get(base(name), "latn")


def _cut(text: str, name: str) -> str:
    return _WORD.sub(lambda match: _softened(match[0], name), text)


def _softened(word: str, name: str) -> str:
    if SOFT_HYPHEN in word or sum(map(str.isalpha, word)) < _SHORTEST_WORD:
        return word
    if len(word.lower()) != len(word):
        return word
    positions = _patterns(name).positions(word)  # type: ignore[no-untyped-call]
    cuts = [place for place in positions if _good(word, place)]
    parts = [word[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    cut = SOFT_HYPHEN.join(parts)
    return _TOO_SHORT.sub("", cut) if base(name) == "uk" else cut


def _good(word: str, place: int) -> bool:
    """Return whether a cut there leaves letters enough, and parts no sign from its letter.

    Cuts that would change a letter (pyphen gives them as numbers with data) are not made.
    """
    if getattr(place, "data", None):
        return False
    if not (word[place].isalpha() and word[place - 1].isalpha()):
        return False
    return all(sum(map(str.isalpha, part)) >= _MARGIN for part in (word[:place], word[place:]))


@cache
def _patterns(name: str) -> Pyphen:
    return Pyphen(lang=name, left=_MARGIN, right=_MARGIN)  # type: ignore[no-untyped-call]
