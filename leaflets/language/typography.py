"""Micro-typography: quotation marks, dashes, and the spaces at which a line must not break.

No letter and no digit is ever changed, and what is done once is done: a second pass changes
nothing. Quotation marks and dashes that are typographic already are their author's and stay.
Of what is to be printed as it was typed, `tied` sees to the spaces alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from leaflets.language.quotes import quoted
from leaflets.language.tables import NNBSP, NOTHING, Rules, rules
from leaflets.language.tags import base

NBSP = "\u00a0"
WORD_JOINER = "\u2060"

_Step = Callable[[str], str]
# A step with the signs of which a text has one at least, where the step finds anything in it; any
# digit counts as 0, and so does a space beside it. Most texts are short, and most steps find
# nothing.
_Guarded = tuple[frozenset[str], _Step]
_DIGIT, _DIGIT_SPACE, _SPACE_DIGIT = "0", "0 ", " 0"

# Whole, in one piece, and never touched inside: addresses, names of accounts, tags.
_ADDRESS = (
    r"(?:https?://|www\.)[^\s\"'<>«»“”„‘’]*[^\s\"'<>«»“”„‘’.,;:!?…)\]]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[\w-]+(?:\.[\w-]+)+/[^\s\"'<>«»“”„‘’]*[^\s\"'<>«»“”„‘’.,;:!?…)\]]"
    r"|(?<![\w.])[@#]\w[\w-]*"
)
# Telephone numbers, dates written with hyphens: kept on one line.
_FIGURES = (
    r"(?<![\w+])\+\d[\d() \u00a0\u2060-]{5,}\d"
    r"|(?:(?<![\w-])\d{1,3}[ \u00a0-]\u2060?)?(?<![\w(])\(\d{2,5}\)[ \u00a0]?\d+(?:-\u2060?\d+)*"
    r"|(?<![\w-])\d+(?:-\u2060?\d+){2,}"
)
_KEPT = re.compile(rf"(?P<figures>{_FIGURES})|{_ADDRESS}")
# Each of these pieces has one of them.
_KEPT_SIGNS = frozenset(".-+(@#/")
_HAS = (
    (_DIGIT_SPACE, re.compile(r"\d\.?[ \u00a0\u202f]")),
    (_SPACE_DIGIT, re.compile(r" \d")),
)
_ANY_DIGIT = re.compile(r"\d")
# Never assigned to a character: one of these stands for each piece that is kept.
_STANDINS = tuple(map(chr, range(0xFDD0, 0xFDF0)))

_ELLIPSIS = re.compile(r"\.{3}")
_SPACED_DASH = re.compile(r"(?<=\S)[ \u00a0]+(-{1,3}|–|—)(?=[ \u00a0]+\S)")
_OPENING_DASH = re.compile(r"(?m)^(-{1,3}|–|—)[ \u00a0]+(?=\S)")
_CLOSED_DASH = re.compile(r"(?<=\w)-{2,3}(?=\w)")
_RANGE = re.compile(r"(?<![\w.:,–-])(\d[\d.:,]*+)-(?=\d[\d.:,]*+(?!-\d))")
_MINUS = re.compile(r"(?:^|(?<=[\s(]))-(?=\d[\d.,:]*+(?!-\d))", re.MULTILINE)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_LETTER_POINT = re.compile(r"(?<![\w°])([^\W\d_]\.) (?=([^\W\d_])(\.|\w))")
_SIGN_NUMBER = re.compile(r"(?:[№§]|(?<!\d)(?<!\d[ \u00a0])[₸₽₴₺€$£]) (?=\d)")
_NUMBER_DASH_LETTERS = re.compile(r"(?<=[\d%№])-(?=[^\W\d_]{1,4}(?!\w))")
_UNITS = (
    "[%‰€$£₸₽₴₺₼] °[CF]? kg g mg km cm mm m m² m³ km² ha l ml t h min s kw kwh mb gb eur usd chf"
    " gbp kzt rub uah pln"
)

# The last word of a paragraph keeps to the one before when it is short and the text is long
# enough to have lines; a headline breaks where display says.
_WIDOW_LETTERS = 8
_WIDOW_WORDS = 8
_WIDOW_CHAIN = 24


def typography(text: str, language: str) -> str:
    """Return `text` as the language sets it, in NFC.

    Straight quotes become the language's, nested ones its inner ones; a hyphen between spaces
    its dash; NBSP holds together what must not be parted at a line's end (short words, numbers
    and their units, initials, dates), `-` + U+2060 stands where a word must not be cut at its
    hyphen. Addresses, telephone numbers, @names and #tags stay as they are. A language without
    rules of its own gets only those of numbers and units.
    """
    return _stepped(text, language, _steps(language))


def tied(text: str, language: str) -> str:
    """Return `text` as it was typed, in NFC, its lines broken where `typography` breaks them.

    No sign is changed but spaces, and hyphens that most faces lack; none is added but U+2060 behind
    a hyphen.
    """
    return _stepped(text, language, _ties(language))


def tied_lines(lines: Iterable[str], language: str) -> dict[str, str]:
    """Return texts without line ends, each with what `tied` makes of it.

    Many at once: to begin with a pattern takes longer than to find nothing in a short text. Those
    that may hold addresses are apart, since to look for these takes longest.
    """
    plain: list[str] = []
    others: list[str] = []
    for line in dict.fromkeys(lines):
        (plain if _KEPT_SIGNS.isdisjoint(line) else others).append(line)
    made: dict[str, str] = {}
    for some in (plain, others):
        together = "".join(f"{line}\n" for line in some)
        made |= zip(some, tied(together, language).split("\n")[:-1], strict=True)
    return made


def _stepped(text: str, language: str, steps: tuple[_Guarded, ...]) -> str:
    text = unicodedata.normalize("NFC", text)
    # Most faces lack the hyphens that are no hyphen-minus.
    text = text.replace("\u2011", "-" + WORD_JOINER).replace("\u2010", "-")
    free = _STANDINS[0] if _STANDINS[0] not in text else _unused(text)
    if not free:
        return text
    kept = [] if _KEPT_SIGNS.isdisjoint(text) else [_whole(one) for one in _KEPT.finditer(text)]
    text = _KEPT.sub(free, text) if kept else text
    signs = _signs(text)
    for wanted, step in steps:
        if signs.isdisjoint(wanted):
            continue
        turned = step(text)
        if turned != text:
            text, signs = turned, _signs(turned)
    pieces = iter(kept)
    text = re.sub(free, lambda _: next(pieces), text) if kept else text
    return text if rules(language) is NOTHING else _widows(text)


def _unused(text: str) -> str:
    return next((sign for sign in _STANDINS if sign not in text), "")


def _signs(text: str) -> set[str]:
    """Return the signs of a text, a 0 for any digit, and its digits that stand beside a space."""
    signs = set(text)
    if _ANY_DIGIT.search(text):
        signs.add(_DIGIT)
        signs.update(sign for sign, pattern in _HAS if pattern.search(text))
    return signs


def _whole(match: re.Match[str]) -> str:
    if match["figures"] is None:
        return match[0]
    return re.sub(rf"-(?!{WORD_JOINER})", f"-{WORD_JOINER}", match[0].replace(" ", NBSP))


@cache
def _steps(language: str) -> tuple[_Guarded, ...]:
    own = rules(language)
    if own is NOTHING:
        return _ties(language)
    steps = [_guarded("...", lambda text: _ELLIPSIS.sub("…", text))]
    if own.quotes:
        marks = own.quotes
        steps.append(_guarded("\"'", lambda text: quoted(text, marks)))
    steps += [_guarded("-–—", _dashes(own, base(language))), *_between_words(own)]
    if base(language) == "fr":
        steps.append(_guarded(";!?:«»", _french))
    return tuple(steps)


@cache
def _ties(language: str) -> tuple[_Guarded, ...]:
    own = rules(language)
    if own is NOTHING:
        return _of_numbers(own)
    steps = [_guarded("-–—", _tie(_SPACED_DASH, _OPENING_DASH)), *_between_words(own)]
    if base(language) == "fr":
        steps.append(_guarded(";!?:«»", _tie(_FRENCH_TYPED)))
    return tuple(steps)


def _of_numbers(own: Rules) -> tuple[_Guarded, ...]:
    return (
        _guarded((_DIGIT_SPACE,), _tie(_THOUSANDS)),
        _guarded("№§₸₽₴₺€$£", _tie(_SIGN_NUMBER)),
        _guarded((_DIGIT_SPACE,), _tie(_after_number(f"{_UNITS} {own.units}"))),
    )


def _between_words(own: Rules) -> Iterator[_Guarded]:
    yield from _of_numbers(own)
    yield _guarded(".", _initials)
    for signs, pattern in _patterns(own):
        yield _guarded(signs, _tie(re.compile(pattern, re.IGNORECASE)))
    for step in _compounds(own):
        yield _guarded("-", step)


def _guarded(signs: Iterable[str], step: _Step) -> _Guarded:
    return frozenset(signs), step


def _tie(*patterns: re.Pattern[str]) -> _Step:
    """Return the step that makes one NBSP of every space that the patterns find."""

    def step(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(lambda match: match[0].replace(" ", NBSP), text)
        return text

    return step


def _dashes(own: Rules, language: str) -> _Step:
    def dash(match: re.Match[str]) -> str:
        stays = match[1] == "—" or (match[1] == "–" and not own.strict)
        return match[1] if stays else own.dash

    def step(text: str) -> str:
        text = _SPACED_DASH.sub(lambda match: NBSP + dash(match), text)
        text = _OPENING_DASH.sub(lambda match: dash(match) + NBSP, text)
        if language == "en":
            text = _CLOSED_DASH.sub("—", text)
        return _RANGE.sub(r"\1–", _MINUS.sub("−", text))

    return step


def _initials(text: str) -> str:
    """Tie A. S. Surname, z. B., т. е.: a letter with a point to the next, or to a capital."""

    def tied(match: re.Match[str]) -> str:
        initial = match[1][0].isupper() and match[2].isupper()
        return match[1] + (NBSP if match[3] == "." or initial else " ")

    return _LETTER_POINT.sub(tied, text)


def _patterns(own: Rules) -> list[tuple[Iterable[str], str]]:
    """Return patterns of the spaces that must not end a line, each with its guard's signs.

    They ignore case.
    """
    patterns: list[tuple[Iterable[str], str]] = []
    if own.tied:
        patterns.append((" ", rf"(?<![\w\u2060’'.-])(?:{_any(own.tied)}) (?=\S)"))
    if own.clitics:
        patterns.append((" ", rf"(?<=\w) (?=(?:{_any(own.clitics)})(?![\w\u2060’'-]))"))
    if own.months:
        patterns.append(((_DIGIT_SPACE,), rf"(?<=\d)\.? (?=(?:de )?(?:{_any(own.months)})(?!\w))"))
        patterns.append(((_SPACE_DIGIT,), rf"(?<!\w)(?:{_any(own.months)}) (?=\d{{1,2}}(?!\d))"))
    if own.names:
        patterns.append((".", rf"(?<![\w.])(?<!\d[ \u00a0])(?:{_any(own.names)})\. (?=[\w«„“])"))
    if own.counts:
        patterns.append((".", rf"(?<![\w.])(?:{_any(own.counts)})\. (?=\d)"))
    if own.years:
        patterns.append(((_DIGIT_SPACE,), rf"(?<=\d{{4}}) (?=(?:{_any(own.years)})(?!\w))"))
    return patterns


def _after_number(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\d) (?=(?:{_any(words)})(?![\w’']))", re.IGNORECASE)


def _any(words: str) -> str:
    """Return the alternatives, the longest first; points are points, word ends patterns."""
    alternatives = sorted(words.split(), key=len, reverse=True)
    return "|".join(word.replace(".", r"\.") for word in alternatives)


def _compounds(own: Rules) -> list[_Step]:
    """Return the steps that keep 6-го, кто-то and кое-кто whole."""
    patterns = [_NUMBER_DASH_LETTERS]
    if own.suffixes:
        part = rf"(?<=\w)-(?=(?:{_any(own.suffixes)})(?![\w-]))"
        patterns.append(re.compile(part, re.IGNORECASE))
    if own.prefixes:
        part = rf"(?<!\w)(?:{_any(own.prefixes)})-(?=\w)"
        patterns.append(re.compile(part, re.IGNORECASE))
    return [_join(pattern) for pattern in patterns]


def _join(pattern: re.Pattern[str]) -> _Step:
    """Return the step that lets no line end at the hyphens which close the pattern's finds."""
    return lambda text: pattern.sub(lambda match: match[0] + WORD_JOINER, text)


_FRENCH_HIGH = re.compile(r"(?<=[\w»”’)\]…%€])[ \u00a0\u202f]*(?=[;!?]+(?:\s|$|[»”’\")\]]))")
_FRENCH_COLON = re.compile(r"(?<=[\w»”’)\]…%€])[ \u00a0\u202f]*(?=:(?:\s|$))")
_FRENCH_OPENING = re.compile(r"«[ \u00a0\u202f]*(?=\S)")
_FRENCH_TYPED = re.compile(r" (?=(?:[;!?]+|:)(?:\s|$|[»”’\")\]]))|(?<=«) (?=\S)|(?<=\S) (?=»)")
_FRENCH_CLOSING = re.compile(r"(?<=\S)[ \u00a0\u202f]*»")


def _french(text: str) -> str:
    """Set the thin spaces; guillemets first, since their space ends what stands before them."""
    text = _FRENCH_OPENING.sub(f"«{NNBSP}", text)
    text = _FRENCH_CLOSING.sub(f"{NNBSP}»", text)
    text = _FRENCH_HIGH.sub(NNBSP, text)
    return _FRENCH_COLON.sub(NBSP, text)


def _widows(text: str) -> str:
    if not _has_words(text):
        return text
    return "\n".join(map(_without_widow, text.split("\n")))


def _has_words(text: str) -> bool:
    """Tell whether there are so many that the last one may be a widow."""
    return sum(map(text.count, " \u00a0\u202f")) >= _WIDOW_WORDS - 1


def _without_widow(line: str) -> str:
    if not _has_words(line):
        return line
    words = re.split(r"[ \u00a0\u202f]", line)
    last = words[-1]
    head = line.removesuffix(last)
    many = sum(any(map(str.isalnum, word)) for word in words) >= _WIDOW_WORDS
    if not (many and 0 < len(last) <= _WIDOW_LETTERS and head.endswith(" ")):
        return line
    chain = head[:-1].rpartition(" ")[2]
    if chain[-1:] in ("", "—", "–") or len(chain) + 1 + len(last) > _WIDOW_CHAIN:
        return line
    return head[:-1] + NBSP + last
