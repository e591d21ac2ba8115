"""Dates as a leaflet prints them: weekday, day and month in its language.

The year is left out: the weekday says which one is meant, and a leaflet is for the next weeks.
"""

import re
from collections.abc import Iterator
from datetime import date

from babel.dates import format_date

from leaflets.language.calendar_names import is_kazakh_latin, months, weekdays
from leaflets.language.named_days import NamedDay, named_days
from leaflets.language.numbers import locale
from leaflets.language.tags import base, canonical
from leaflets.problems import Position, Problem, Severity

# The year first: everybody who writes so has the month next.
_ISO = re.compile(r"(?P<year>\d{4})([-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", re.ASCII)
# Behind the year the word for it, as Russian, Ukrainian and Kazakh shorten it.
_POINTS = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)(?:\s?[гржГРЖ]\.?)?", re.ASCII
)
# "9.6.26": leaflets are for the next weeks, and nobody means another century.
_CENTURY = "20"
_SLASHES = re.compile(r"\d{1,3}/\d{1,2}/\d{1,4}", re.ASCII)

# CLDR's own full patterns put the year first in Kazakh, and leave it in everywhere.
_PATTERNS = {
    "be": "EEEE, d MMMM",
    "de": "EEEE, d. MMMM",
    "en": "EEEE, d MMMM",
    "es": "EEEE, d 'de' MMMM",
    "fr": "EEEE d MMMM",
    "it": "EEEE d MMMM",
    "kk": "EEEE, d MMMM",
    "pl": "EEEE, d MMMM",
    "pt": "EEEE, d 'de' MMMM",
    "ru": "EEEE, d MMMM",
    "tr": "d MMMM EEEE",
    "uk": "EEEE, d MMMM",
    "en-US": "EEEE, MMMM d",
}
# The first of the month is an ordinal.
_FIRST = {"fr": "1er", "it": "1º", "pt": "1º"}

_NBSP = "\u00a0"


def printed_date(text: str, language: str) -> str:
    """Return an ISO date, D.M.YYYY or D.M.YY with its weekday ("Sunday, 9 June"), well tied.

    Any other text, an impossible date, and a language whose names of days nobody has told us
    stay as they stand; `date_problems` says so.
    """
    day = parsed(text)
    if day is None:
        return text
    if is_kazakh_latin(language):
        weekday, month = weekdays(language)[day.weekday()][0], months(language)[day.month - 1][0]
        return f"{weekday}, {day.day}{_NBSP}{month}"
    names = locale(language)
    if names is None:
        return text
    written = format_date(day, _pattern(language), locale=names)
    first = _FIRST.get(base(language))
    if first and day.day == 1:
        written = re.sub(r"\b1\b", first, written)
    return re.sub(r"(?<=\d)(\.|er|º)? (?=\w)|(?<=[^\W\d]) (?=\d+$)", _tied, written)


def date_problems(
    text: str, language: str, position: Position, today: date | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with a date as it was written.

    A day that no calendar has (`date-impossible`) and one with slashes (`date-ambiguous`) are
    errors; a date before `today` (`date-past`), a language without names of days
    (`date-as-written`) and a weekday that the day is not (`weekday-wrong`) are warnings. A text
    in words is judged by the days that it names in `language`; one without a year only if `today`
    tells which is meant.
    """
    if _SLASHES.fullmatch(text.strip()):
        return (_ambiguous(text, position),)
    if _match(text) is None:
        named = named_days(text, language, today)
        return tuple(problem for one in named for problem in _named(one, position, today))
    day = parsed(text)
    if day is None:
        return (_impossible(text, position),)
    late = (_past(text, position),) if today and day < today else ()
    return late if _has_names(language) else (*late, _plain(language, position))


def _named(found: NamedDay, position: Position, today: date | None) -> Iterator[Problem]:
    if found.day is None:
        yield _impossible(found.written, position)
    elif not found.agrees:
        yield _weekday_wrong(found, position)
    elif found.has_year and today and found.day < today:
        yield _past(found.written, position)


def parsed(text: str) -> date | None:
    """Return the day that `text` names as ISO date, D.M.YYYY or D.M.YY (20YY), or None."""
    match = _match(text)
    if match is None:
        return None
    year = match["year"] if len(match["year"]) > len(_CENTURY) else _CENTURY + match["year"]
    try:
        return date(int(year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _has_names(language: str) -> bool:
    return is_kazakh_latin(language) or locale(language) is not None


def _match(text: str) -> re.Match[str] | None:
    return _ISO.fullmatch(text.strip()) or _POINTS.fullmatch(text.strip())


def _pattern(language: str) -> str:
    """Return CLDR's pattern of weekday, day and month, with both names whole."""
    own = _PATTERNS.get(canonical(language)) or _PATTERNS.get(base(language))
    if own:
        return own
    names = locale(language)
    skeletons = names.datetime_skeletons if names else {}
    for skeleton in ("MMMMEd", "MMMEd"):
        if skeleton in skeletons:
            pattern = re.sub(r"M{3,4}|(L){3,4}", lambda m: m[0][0] * 4, skeletons[skeleton].pattern)
            return re.sub(r"E{1,4}|c{1,4}", lambda m: m[0][0] * 4, pattern)
    return "EEEE, d MMMM"


def _tied(match: re.Match[str]) -> str:
    return match[0].replace(" ", _NBSP)


def _impossible(text: str, position: Position) -> Problem:
    return Problem(
        code="date-impossible",
        message=f"The calendar has no {text.strip()}.",
        hint="Write the date as 2026-06-09 or 9.6.2026 (day, month, year).",
        position=position,
    )


def _ambiguous(text: str, position: Position) -> Problem:
    return Problem(
        code="date-ambiguous",
        message=f"{text.strip()} is one day in London and another in New York.",
        hint="Write the date as 2026-06-09 or 9.6.2026 (day, month, year).",
        position=position,
    )


def _past(text: str, position: Position) -> Problem:
    return Problem(
        code="date-past",
        severity=Severity.WARNING,
        message=f"The date {text.strip()} has passed.",
        hint="Correct the date, or take it out.",
        position=position,
    )


def _weekday_wrong(found: NamedDay, position: Position) -> Problem:
    year = f" {found.day.year}" if found.day and not found.has_year else ""
    return Problem(
        code="weekday-wrong",
        severity=Severity.WARNING,
        message=f"{found.written}{year} falls on “{found.right}”, not on “{found.said}”.",
        hint="Correct the day or its weekday.",
        position=position,
    )


def _plain(language: str, position: Position) -> Problem:
    return Problem(
        code="date-as-written",
        severity=Severity.WARNING,
        message=f"Names of days and months in “{language}” are not known; the date is printed "
        "as it was written.",
        hint="Write the date out as it shall be printed.",
        position=position,
    )
