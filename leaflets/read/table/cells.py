"""Cells that are more than text: languages, copies, demands, a day with its time."""

import re
from collections.abc import Iterator

from leaflets.language import tags
from leaflets.problems import Position, Problem
from leaflets.read.table.names import Names

# ASCII alone: other digits are letters to a copy shop.
_WHOLE = re.compile(r"[1-9][0-9]{0,6}")
_BETWEEN = re.compile(r"[\s,;.]+")
_BETWEEN_LANGUAGES = re.compile(r"[\s,;/+&|]+")
_AND = frozenset(("and", "и", "і", "й", "та", "und", "және", "мен"))
_ALL = frozenset(
    ("all", "both", "все", "оба", "всі", "усі", "обидві", "барлығы", "екеуі", "alle", "beide")
)
# "150.0", as programs write a column of which some cells are empty.
_NOUGHTS = re.compile(r"[.,]0{1,2}")
# A day and a time of day in one cell, as programs and people write them. Behind a point stand
# minutes that are no month.
_CLOCK = r"\d{1,2}(?::\d\d(?::\d\d)?|\.(?:00|1[3-9]|[2-5]\d))"
_DAY_AND_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d))(?:T|,? )(?:(?:at|um|в|о|об|сағат) )?"
    rf"({_CLOCK}(?: ?[-–—] ?{_CLOCK})?)"
)
_SECONDS = re.compile(r"(:\d\d):\d\d")
# "45678", "0,75": days since 1900 and a part of a day, as spreadsheets count dates and times;
# "18.3": a time that was taken for a number.
_COUNTED = {
    "date": (re.compile(r"[2-9]\d{4}(?:[.,]\d+)?", re.ASCII), "a day", "14.2.2027"),
    "time": (
        re.compile(r"0[.,]\d+|\d{1,2}[.,]\d|\d{4}-\d\d-\d\d.*|\d{1,2}\.\d{1,2}\.\d{4}.*", re.ASCII),
        "a time of day",
        "18:00",
    ),
}
_MIDNIGHT = ("0:00", "00:00")


def languages(
    text: str, known: Names, position: Position
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return which of the campaign's languages the cell names, in its order."""
    if not text:
        return (), ()
    words = [
        word for word in _BETWEEN_LANGUAGES.split(text) if word and word.casefold() not in _AND
    ]
    if len(words) == 1 and words[0].casefold() in _ALL:
        return (), ()
    found = [known.language(word) for word in words]
    if all(found):
        return tuple(dict.fromkeys(found)), ()
    lacking = [word for word, language in zip(words, found, strict=True) if not language]
    one = lacking[0]
    what = f"“{one}”, which the campaign is not poured in"
    if not tags.known(one) and not tags.suggested(one):
        what = f"“{text}”, and “{one}” is no language"
    return (), (
        Problem(
            code="region-language",
            message=f"`languages` is {what}.",
            hint=f"The campaign has {', '.join(known.languages)}; add the statement of another "
            "language beside it.",
            position=position,
        ),
    )


def copies(text: str, position: Position) -> tuple[int | None, tuple[Problem, ...]]:
    """Return the number of leaflets, or None."""
    if not text:
        return None, ()
    number = _WHOLE.match(text)
    if number and (number.end() == len(text) or _NOUGHTS.fullmatch(text, number.end())):
        return int(number[0]), ()
    return None, (
        cell_wrong(
            "copies", text, "a whole number from 1", "Write digits alone, as 150.", position
        ),
    )


def demands(text: str, position: Position) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
    """Return the numbers of the demands to print, in the order of the cell."""
    if not text:
        return (), ()
    words = [word for word in _BETWEEN.split(text) if word]
    numbers = tuple(int(word) for word in words if _WHOLE.fullmatch(word))
    if len(numbers) == len(words) == len(set(numbers)):
        return numbers, ()
    what = "each number once" if len(numbers) == len(words) else "numbers of demands from 1"
    return (), (
        cell_wrong("demands", text, what, "Write them with spaces between, as 1 3 4.", position),
    )


def day_and_time(text: str) -> tuple[str, str]:
    """Return the day and the time of day of a cell that holds both; no time at midnight."""
    match = _DAY_AND_TIME.fullmatch(text)
    if not match:
        return text, ""
    time = _SECONDS.sub(r"\1", match[2])
    return match[1], "" if time in _MIDNIGHT else time


def counted(name: str, text: str) -> Iterator[Problem]:
    """Yield the error of a day or a time that is a bare number, or of a time that is a day.

    Of other fields nothing is wrong; the position is the caller's to give.
    """
    number, wanted, example = _COUNTED.get(name.partition(".")[0], (None, "", ""))
    if number is not None and number.fullmatch(text):
        hint = f"Give the column the format of dates or times, or write the cell as {example}."
        yield cell_wrong(name, text, wanted, hint, Position())


def cell_wrong(name: str, text: str, wanted: str, hint: str, position: Position) -> Problem:
    """Return the error of a cell that holds something else than its column wants."""
    return Problem(
        code="cell-wrong",
        message=f"`{name}` is “{text}”, where {wanted} should stand.",
        hint=hint,
        position=position,
    )
