"""Days that a text names in words or figures, and the weekday that it gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from leaflets.language.calendar_names import months, weekdays

_POINTS = r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?:\s?(?P<y>\d{4})|(?P<sy>\d\d)(?![:.\d]))?(?!\d)"
_ISO = r"(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})"
_ORDINAL = r"(?:st|nd|rd|th|-?го|-?е|\.|er|º|ª)?"
# "2026 жылғы 9 маусым": a year that stands before.
_YEAR_BEFORE = re.compile(r"(\d{4})\W{0,2}(?:жылғы|жылы|ж|jylğy|j)?\W{0,3}$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Between a weekday and its day: signs, and a short word ("the", "den", "le").
_BEFORE = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)\.?[\s,(]*(?:[^\W\d_]{1,3}\s)?$")
_AFTER = re.compile(r"[\s,(]*(?:г\.|года|р\.|року|ж\.)?[\s,(]*([^\W\d_]+(?:['’-][^\W\d_]+)*)")
# Names of fewer letters take no endings.
_INFLECTED = 5
_ENDING = 3
_YEARS_AHEAD = 9
# "9.6.26"
_CENTURY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day in a text.

    Attributes:
        written: As it stands there, without its weekday.
        day: The day, or None where no calendar has it.
        has_year: Whether the text says its year; else it is the next such day.
        said: The weekday that stands beside it, as written, or empty.
        right: What that day is called, as the language writes it.
        agrees: Whether the two are the same; true if none is said.
    """

    written: str
    day: date | None
    has_year: bool
    said: str
    right: str
    agrees: bool


def named_days(text: str, language: str, today: date | None) -> tuple[NamedDay, ...]:
    """Return the days that `text` names, in its order.

    A day without a year is the next one from `today`; without `today` it is left out.
    """
    if not any(map(str.isdigit, text)) or not weekdays(language):
        return ()
    return tuple(_found(text.casefold(), text, language, today))


def _found(text: str, written: str, language: str, today: date | None) -> Iterator[NamedDay]:
    for match in _pattern(language).finditer(text):
        figures = _figures(match, text, language)
        year = figures[0] or _year_ahead(figures, today)
        if not year:
            continue
        said, number = _weekday(text, match, language)
        day = _day(year, figures[1], figures[2])
        if day is None and match["d"] and not figures[0]:
            continue
        names = weekdays(language)
        yield NamedDay(
            written=_as_written(match[0], written),
            day=day,
            has_year=bool(figures[0]),
            said=_as_written(said, written),
            right=names[day.weekday()][0] if day else "",
            agrees=day is None or number is None or number == day.weekday(),
        )


def _as_written(part: str, whole: str) -> str:
    """Return a part of a case-folded text with the capitals that it had."""
    found = re.search(re.escape(part), whole, re.IGNORECASE)
    return found[0] if found else part


@cache
def _pattern(language: str) -> re.Pattern[str]:
    month = _month_pattern(language)
    forms = (
        _ISO,
        _POINTS,
        rf"(?P<wd>\d{{1,2}}){_ORDINAL}\s?(?:of |de |-)?(?P<wm>{month})\.?{_year('wy')}",
        rf"(?P<em>{month})\.?\s(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d){_year('ey')}",
    )
    return re.compile("|".join(rf"(?<![\d.,:]){form}" for form in forms))


def _year(group: str) -> str:
    return rf"(?:,?\s(?:de |del )?(?P<{group}>\d{{4}}))?"


@cache
def _month_pattern(language: str) -> str:
    names = sorted((name for forms in months(language) for name in forms), key=len, reverse=True)
    return "|".join(
        rf"{re.escape(name.casefold())}"
        + (rf"[^\W\d_]{{0,{_ENDING}}}" if len(name) >= _INFLECTED else "")
        + r"(?![^\W\d_])"
        for name in names
    )


def _figures(match: re.Match[str], text: str, language: str) -> tuple[int, int, int]:
    """Return year (0 if it is not said), month and day."""
    if match["sy"]:
        return _CENTURY + int(match["sy"]), int(match["m"]), int(match["d"])
    for year, month, day in (("iy", "im", "id"), ("y", "m", "d")):
        if match[day]:
            return int(match[year] or 0), int(match[month]), int(match[day])
    kind = "w" if match["wd"] else "e"
    before = _YEAR_BEFORE.search(text[: match.start()])
    year_said = match[f"{kind}y"] or (before[1] if before else "0")
    month_said = _number(match[f"{kind}m"], months(language))
    return int(year_said), (month_said or 0) + 1, int(match[f"{kind}d"])


def _number(word: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    """Return which of `names` the word is, from 0: one of their forms, or the first inflected."""
    for nth, forms in enumerate(names):
        if word in (form.casefold() for form in forms):
            return nth
    for nth, forms in enumerate(names):
        if any(_is_inflected(word, form.casefold()) for form in forms):
            return nth
    return None


def _is_inflected(word: str, name: str) -> bool:
    return (
        len(name) >= _INFLECTED and word.startswith(name[:-1]) and len(word) <= len(name) + _ENDING
    )


def _weekday(text: str, match: re.Match[str], language: str) -> tuple[str, int | None]:
    """Return the weekday beside a day, as written and from 0; before it, else behind it."""
    start = _YEAR_BEFORE.sub("", text[: match.start()])
    before = _BEFORE.search(start)
    number = _number(before[1], weekdays(language)) if before else None
    if before and number is not None:
        return before[1], number
    after = _AFTER.match(text, match.end())
    number = _number(after[1], weekdays(language)) if after else None
    # A weekday with another day behind it belongs to that one.
    if after is None or number is None or re.match(r"\.?,?\s?\d", text[after.end() :]):
        return "", None
    return after[1], number


def _year_ahead(figures: tuple[int, int, int], today: date | None) -> int:
    """Return the year of the next such day, 0 if nobody can tell."""
    if today is None:
        return 0
    for year in range(today.year, today.year + _YEARS_AHEAD):
        day = _day(year, figures[1], figures[2])
        if day and day >= today:
            return year
    return today.year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
