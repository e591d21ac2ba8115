"""Lines that are a date and nothing else."""

import re
from functools import cache

from leaflets.read.words import lexicon
from leaflets.read.words.table import folded

_LONGEST = 60
_GERMAN = "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"


def is_date(text: str) -> bool:
    """Return whether `text` is a date, perhaps with its weekday and time, in any language."""
    return (
        len(text) <= _LONGEST and any(map(str.isdigit, text)) and bool(_line().match(folded(text)))
    )


def begins_with_month(text: str) -> bool:
    """Return whether `text` goes on a date whose day stands before it.

    A month begins like many words ("Maintain", "Set up"), so a year has to follow; only German
    sentences open with an ordinal and a month.
    """
    return bool(_month().match(folded(text)))


@cache
def _month() -> re.Pattern[str]:
    month = rf"(?:{lexicon.beginning('months')})\w*\.?,?"
    return re.compile(rf"{month}\s\d{{4}}|(?:{_GERMAN})\b")


@cache
def _line() -> re.Pattern[str]:
    month = rf"(?:{lexicon.beginning('months')})\w*"
    weekday = rf"(?:{lexicon.beginning('weekdays')})\w*"
    day = r"\d{1,2}(?:st|nd|rd|th|\.|º|er)?"
    date = (
        r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
        rf"|{day} (?:de )?{month}\.?,? (?:de )?\d{{4}}|{month}\.? {day},? \d{{4}}"
        rf"|\d{{4}} (?:жылғы|ж\.?) {day} {month})"
    )
    year = r"(?: ?(?:г(?:ода|\.)?|р(?:оку|\.)?|ж(?:ыл|\.)?|года|roku|r\.))?"
    at = r",? ?(?:um |at |à |a las |в |о |saat )?"
    clock = rf"(?:{at}\d{{1,2}}(?:[:.h]\d\d.{{0,14}}| ?(?:h|uhr|am|pm)\b))?"
    return re.compile(rf"(?:\W*{weekday}\.?,? )?{date}{year}[,–—-]?{clock}\.?$")
