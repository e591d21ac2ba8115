"""Completeness: every text found again on the finished page, letter by letter, inside its slot."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leaflets.model.proof import Quad, SlotMeasure
from leaflets.preflight.expected import Expected, fault
from leaflets.preflight.places import area
from leaflets.problems import Problem, Where
from leaflets.raster import Letter
from leaflets.setting.ink import OPENING

_SPARE_MM = 0.5
_SHOWN = 60
_HYPHENS = "-\u2010\u2011"
# Zero width space, joiners, word joiner, byte order mark and soft hyphen leave no ink.
_INKLESS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_GREEK = re.compile("[\u0370-\u03ff]")
# pdfium loses signs of these scripts from the text layer: there only the picture is asked.
_UNREADABLE = (("\u0900", "\u0dff"), ("\u0e00", "\u0eff"))
_RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One folded letter on a page: its box in mm from the trim's top left.

    Attributes:
        sign: One character.
        page: From 1.
        box: Left, top, right, bottom; the letters of a ligature share one.
        ends: Whether its text object ends with it, as a line does.
    """

    sign: str
    page: int
    box: tuple[float, float, float, float]
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A text that was found: the signs that make it up, in order."""

    slot: str
    text: str
    signs: tuple[Sign, ...]


# Where a text begins among the signs of its slot, and where it ends.
_Span = tuple[int, int]


def signs(page: int, letters: tuple[Letter, ...]) -> tuple[Sign, ...]:
    """Return a page's letters folded as texts are compared."""
    folded = [(letter, sign) for letter, own in _folded(letters) for sign in own]
    following = [*(letter.order for letter, _ in folded[1:]), None][: len(folded)]
    return tuple(
        Sign(sign=sign, page=page, box=letter.box, ends=letter.order != after)
        for (letter, sign), after in zip(folded, following, strict=True)
    )


def _folded(letters: tuple[Letter, ...]) -> Iterator[tuple[Letter, str]]:
    """Yield each letter, folded; an accent that stands alone as its letter has it."""
    base = ""
    for letter in letters:
        if letter.text and unicodedata.combining(letter.text[0]):
            yield letter, fold(base + letter.text)[len(fold(base)) :]
        else:
            base = letter.text
            yield letter, fold(base)


def fold(text: str) -> str:
    """Return the letters that count: decomposed, without case, white space and joiners.

    Ligatures come apart, ß is ss, the Turkish i's are one, Greek loses its accents, because
    capitals do, and hyphens of any kind are one.
    """
    even = unicodedata.normalize("NFKD", text.replace("İ", "i")).casefold().replace("ı", "i")
    apart = unicodedata.normalize("NFKD", even)
    return (_unaccented(apart) if _GREEK.search(apart) else apart).translate(_KEPT)


def _unaccented(apart: str) -> str:
    """Return decomposed text without what combines with Greek letters."""
    kept, base = [], ""
    for sign in apart:
        if not unicodedata.combining(sign):
            base = sign
        elif _GREEK.match(base):
            continue
        kept.append(sign)
    return "".join(kept)


class _Kept(dict[int, str]):
    """What folding leaves of each sign, worked out when it is first met."""

    def __missing__(self, number: int) -> str:
        sign = chr(number)
        left = "" if sign.isspace() or sign in _INKLESS else "-" if sign in _HYPHENS else sign
        self[number] = left
        return left


_KEPT = _Kept()


def seek(
    pages: tuple[tuple[Sign, ...], ...], expected: Expected
) -> tuple[tuple[Stretch, ...], tuple[Problem, ...]]:
    """Return every expected text that stands in its slot, and a problem for every other.

    Each has a place of its own in its slot, so that equal ones are counted.
    """
    slots = {slot.name: slot for slot in expected.slots}
    names = dict.fromkeys(slot for slot, _ in expected.texts)
    inside = {name: _inside(pages, slots.get(name)) for name in names}
    places: dict[int, _Span] = {}
    for name, among in inside.items():
        own = ((number, text) for number, (slot, text) in enumerate(expected.texts) if slot == name)
        places |= _placed({number: fold(text) for number, text in own}, among)
    found = tuple(
        Stretch(slot=slot, text=text, signs=inside[slot][slice(*places[number])])
        for number, (slot, text) in enumerate(expected.texts)
        if number in places
    )
    lost = tuple(
        _lost((slot, text), inside[slot], pages, expected)
        for number, (slot, text) in enumerate(expected.texts)
        if number not in places
    )
    return found, lost


def short(text: str) -> str:
    """Return a text cut to what a message can show."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _inside(pages: tuple[tuple[Sign, ...], ...], slot: SlotMeasure | None) -> tuple[Sign, ...]:
    """Return the signs whose middle lies in the slot, place after place."""
    if slot is None:
        return ()
    places = [place for place in slot.places if 1 <= place.page <= len(pages)]
    return tuple(sign for place in places for sign in _there(pages[place.page - 1], place.quad))


def _there(page: tuple[Sign, ...], quad: Quad) -> Iterator[Sign]:
    place = area(quad)
    for sign in page:
        left, top, right, bottom = sign.box
        # An opening quotation mark hangs out of its set line.
        spare = right - left if sign.sign in OPENING else _SPARE_MM
        if place.holds((left + right) / 2, (top + bottom) / 2, spare):
            yield sign


def _placed(texts: Mapping[int, str], among: tuple[Sign, ...]) -> Mapping[int, _Span]:
    """Return where each of a slot's texts stands: one behind the other, or in any order.

    What is transparent, or stands on its own layer, is drawn when the rest is there.
    """
    ordered: dict[int, _Span] = {}
    reached = 0
    for number, text in texts.items():
        span = _found(text, among, reached)
        if span is not None:
            ordered[number], reached = span, span[1]
    if len(ordered) == len(texts):
        return ordered
    loose: dict[int, _Span] = {}
    # A long text may hold a short one.
    for number in sorted(texts, key=lambda number: -len(texts[number])):
        span = _free(texts[number], among, tuple(loose.values()))
        if span is not None:
            loose[number] = span
    return max(ordered, loose, key=len)


def _free(wanted: str, among: tuple[Sign, ...], taken: tuple[_Span, ...]) -> _Span | None:
    """Return where the text stands apart from what is taken, or None."""
    start = 0
    while (span := _matched(wanted, among, start)) is not None:
        if not any(begin < span[1] and span[0] < end for begin, end in taken):
            return span
        start = span[0] + 1
    return None if start else _found(wanted, among, 0)


def _found(wanted: str, among: tuple[Sign, ...], start: int) -> _Span | None:
    """Return where the text begins and ends among the signs, or None."""
    if not wanted:
        return start, start
    if any(low <= sign <= high for low, high in _UNREADABLE for sign in wanted):
        return (0, len(among)) if among else None
    return _matched(wanted, among, start) or _bag(wanted, among)


def _matched(wanted: str, among: tuple[Sign, ...], start: int) -> _Span | None:
    """Find the text letter by letter; only where a line ends may a hyphen be extra."""
    for begin in range(start, len(among)):
        end = _end(wanted, among, begin)
        if end is not None:
            return begin, end
    return None


def _end(wanted: str, among: tuple[Sign, ...], begin: int) -> int | None:
    """Return where the text ends if it begins at `begin`, or None."""
    at, index = 0, begin
    while at < len(wanted) and index < len(among):
        if among[index].sign == wanted[at]:
            at += 1
        elif not (among[index].sign == "-" and among[index].ends and index > begin):
            return None
        index += 1
    return index if at == len(wanted) else None


def _bag(wanted: str, among: tuple[Sign, ...]) -> _Span | None:
    """Compare which letters there are: right-to-left text with numbers comes in another order."""
    if not any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in wanted):
        return None
    lacking = Counter(wanted) - Counter(sign.sign for sign in among)
    return None if lacking else (0, len(among))


def _lost(
    missing: tuple[str, str],
    inside: tuple[Sign, ...],
    pages: tuple[tuple[Sign, ...], ...],
    expected: Expected,
) -> Problem:
    """Tell a text that stands elsewhere from one that stands nowhere."""
    slot, text = missing
    wanted = fold(text)
    twin = _matched(wanted, inside, 0) is not None
    elsewhere = next(
        (number for number, page in enumerate(pages, 1) if _matched(wanted, page, 0)), 0
    )
    if elsewhere and not twin:
        return fault(
            code="text-outside",
            message=f"“{short(text)}” stands on page {elsewhere}, but not inside the slot {slot}.",
            hint="Shorten the text or choose a larger format; if all looks right, report it.",
            where=Where(output=expected.output, page=elsewhere, slot=slot),
        )
    page = next(
        (place.page for one in expected.slots if one.name == slot for place in one.places), 0
    )
    return fault(
        code="text-missing",
        message=f"“{short(text)}” stands less often in the slot {slot} than it should."
        if twin
        else f"“{short(text)}” is not whole in the slot {slot}: "
        f"{_standing(wanted, inside)} of its {len(wanted)} letters are there in order.",
        hint="Shorten the text, or choose a larger format or another layout.",
        where=Where(output=expected.output, page=page, slot=slot),
    )


def _standing(wanted: str, inside: tuple[Sign, ...]) -> int:
    """Return the length of the longest beginning of the text that stands in the slot."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if _matched(wanted[:middle], inside, 0) is None:
            high = middle - 1
        else:
            low = middle
    return low
