"""What days and months are called: CLDR's names, ours where it has none, and short forms."""

import re
from collections.abc import Mapping
from functools import cache

from leaflets.language.numbers import locale
from leaflets.language.tags import base, script

# CLDR has no Kazakh in the Latin alphabet (of 2021); Babel would answer in Cyrillic.
_KAZAKH_LATIN_DAYS = "düisenbı seisenbı särsenbı beisenbı jūma senbı jeksenbı"
_KAZAKH_LATIN_MONTHS = (
    "qañtar aqpan nauryz säuır mamyr mausym şılde tamyz qyrküiek qazan qaraşa jeltoqsan"
)
# Beside CLDR's, by the number of the day, Monday first.
_MORE_DAYS = {"de": {5: ("Sonnabend",)}, "ru": {6: ("воскр",)}, "uk": {4: ("п'ятниця",)}}
# "segunda-feira" is also "segunda".
_SUFFIX = re.compile(r"-feira$")


def is_kazakh_latin(language: str) -> bool:
    """Return whether `language` is Kazakh in the Latin alphabet."""
    return (base(language), script(language)) == ("kk", "latn")


@cache
def weekdays(language: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each day, Monday first, the whole one first; empty if none is known."""
    if is_kazakh_latin(language):
        return tuple((name,) for name in _KAZAKH_LATIN_DAYS.split())
    names = locale(language)
    if names is None:
        return ()
    more = _MORE_DAYS.get(base(language), {})
    return tuple((*_forms(names.days, nth), *more.get(nth, ())) for nth in range(7))


@cache
def months(language: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each month, the one that stands beside a day first."""
    if is_kazakh_latin(language):
        return tuple((name,) for name in _KAZAKH_LATIN_MONTHS.split())
    names = locale(language)
    return () if names is None else tuple(_forms(names.months, nth) for nth in range(1, 13))


def _forms(named: Mapping[str, Mapping[str, Mapping[int, str]]], nth: int) -> tuple[str, ...]:
    """Return whole and short names, beside other words and alone, without full stops."""
    written = [
        named[use][width][nth]
        for width in ("wide", "abbreviated")
        for use in ("format", "stand-alone")
    ]
    return tuple(dict.fromkeys(form for one in written for form in (one.rstrip("."), _bare(one))))


def _bare(name: str) -> str:
    return _SUFFIX.sub("", name.rstrip("."))
