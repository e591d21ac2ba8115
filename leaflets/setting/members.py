"""The members of a ladder: what comes before the accent, the accent itself, what comes after."""

import re
from dataclasses import dataclass

from leaflets.setting.pieces import SOFT
from leaflets.setting.rungs import ACCENT, CATCHWORD, LINE

_GAP = re.compile("([ \t\n\u00a0\u202f\u2007]+)")
_MARKS = "«»„“”‘’‚‹›\"'()[]—–-,.:;!?…"
_DASHES = "—–"

# What makes a word the one that is shouted: it comes last, it ends in ! or ?, it is short enough to
# be large and long enough to be a word; little words never.
_LAST, _CALLS, _GOOD_LENGTH, _LETTER_TOO_MANY, _LITTLE = 0.8, 0.6, 0.6, 0.15, 3.0
# What a word costs that is worse by one.
_WORSE = 0.3
_SHORTEST, _GOOD, _LONG = 3, range(4, 10), 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A part of a text that stands on rungs of its own; its role is theirs."""

    text: str
    role: str = LINE


def accents(text: str, loose: frozenset[str]) -> tuple[tuple[str, float], ...]:
    """Return the words of `text` that may be shouted, the best first, and what each costs more.

    Words come without their marks; costs are shares of size.
    """
    words = _words(text)
    last = len(words) - 1
    scores = [_score(word, loose, last=index == last) for index, word in enumerate(words)]
    order = sorted(range(len(words)), key=lambda index: (-scores[index], -index))
    return tuple(
        (_bare(words[index]), _WORSE * (scores[order[0]] - scores[index]))
        for index in order
        if scores[index] > -_LITTLE / 2
    )


def members(text: str, accent: str, loose: frozenset[str], *, catches: bool) -> tuple[Member, ...]:
    """Return `text` around `accent`, a word or words of it; whole where it has none.

    The accent takes its marks along, and a dash behind it. `catches`: a little word before it
    becomes a catchword.
    """
    parts = _GAP.split(text.strip())
    words, gaps = parts[::2], parts[1::2]
    start, end = _found(words, accent)
    if end == 0:
        return (Member(text=text),)
    while end < len(words) and not words[end].strip(_DASHES):
        end += 1
    before, little = start, ""
    if catches and start and _bare(words[start - 1]).lower() in loose:
        before, little = start - 1, words[start - 1]
    found = (
        Member(text=_between(words, gaps, 0, before)),
        Member(text=little, role=CATCHWORD),
        Member(text=_between(words, gaps, start, end), role=ACCENT),
        Member(text=_between(words, gaps, end, len(words))),
    )
    return tuple(member for member in found if member.text)


def _words(text: str) -> list[str]:
    return _GAP.split(text.strip())[::2]


def _bare(word: str) -> str:
    return word.replace(SOFT, "").strip(_MARKS)


def _score(word: str, loose: frozenset[str], *, last: bool) -> float:
    letters = sum(letter.isalpha() for letter in word)
    score = _LAST * last + _CALLS * bool(re.search("[!?]", word))
    score += _GOOD_LENGTH * (letters in _GOOD) - _LETTER_TOO_MANY * max(0, letters - _LONG)
    return score - _LITTLE * (_bare(word).lower() in loose or letters < _SHORTEST)


def _found(words: list[str], accent: str) -> tuple[int, int]:
    """Return where `accent` stands among the words: the last such place, or (0, 0)."""
    wanted = [_bare(word).casefold() for word in _words(accent)]
    bare = [_bare(word).casefold() for word in words]
    for start in range(len(words) - len(wanted), -1, -1):
        if wanted and all(wanted) and bare[start : start + len(wanted)] == wanted:
            return start, start + len(wanted)
    return 0, 0


def _between(words: list[str], gaps: list[str], start: int, end: int) -> str:
    """Return the words from `start` up to `end` with the spaces that stood between them."""
    parts = [part for pair in zip(words, [*gaps, ""], strict=True) for part in pair]
    return "".join(parts[2 * start : 2 * end - 1]) if end > start else ""
