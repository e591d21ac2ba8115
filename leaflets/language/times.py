"""Times of day as a leaflet prints them.

What is sure is written as the language does: `18.00`, `18h` and `6 pm` are 18:00 where clocks
count to 24 (CLDR's short pattern: its sign between, and whether nine is 9 or 09). English keeps
the clock that its author took, since `en` says nothing of the country: 18:00 stays, `6 p.m.`
becomes 6 pm. French and Portuguese keep `18h30`. `18-00` and `18-30` are times, since no meeting
ends at midnight, and no hour is the thirtieth; `10-15` may be from ten to three. All other text
stays as it stands.
"""

import re
from functools import cache
from typing import NamedTuple

from leaflets.language.calendar_names import is_kazakh_latin
from leaflets.language.numbers import locale
from leaflets.language.tags import base
from leaflets.problems import Position, Problem

_NBSP = "\u00a0"
_TIME = r"(\d{1,2})(?:[:.](\d\d)(?::00)?|(\s?h)(\d\d)?)?(?:\s?([ap])\.?m\.?)?"
_ONE = re.compile(_TIME, re.IGNORECASE | re.ASCII)
_TWO = re.compile(rf"{_TIME}\s*[-–—]\s*{_TIME}", re.IGNORECASE | re.ASCII)
# "18-00", as it is typed in Russia: minutes that are no hour one would part at.
_HYPHEN = re.compile(r"(\d{1,2})-(00|2[5-9]|[345]\d)", re.ASCII)
_CLOCK = re.compile(r"(H{1,2})([:.])mm")
_HOURS = ("fr", "pt")
_ANY_CLOCK = ("HH", ":")
_NOON = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59


class _Half(NamedTuple):
    """One time as it was written: "18:30", "18h30" (sign, after), "6 pm" (noon)."""

    hour: str
    minute: str | None
    sign: str | None
    after: str | None
    noon: str | None


def printed_time(text: str, language: str) -> str:
    """Return a time of day, or two with a dash between, as the language writes them."""
    clock = _clock(language)
    halves = _halves(text)
    if clock is None or not halves or (base(language) in _HOURS and "h" in text.lower()):
        return text
    last = halves[-1]
    written = [_written(half, clock) for half in halves]
    if not all(written):
        return text
    if len(halves) > 1 and halves[0].noon == last.noon and not clock[0] and last.noon:
        written[0] = written[0].partition(_NBSP)[0]
    return "–".join(written)


def time_problems(text: str, position: Position) -> tuple[Problem, ...]:
    """Return the error `time-impossible` of a time of day that no clock shows."""
    for half in _halves(text):
        is_midnight = (int(half.hour), int(half.minute or 0)) == (_LAST_HOUR + 1, 0)
        if not (_written(half, _ANY_CLOCK) or is_midnight):
            return (
                Problem(
                    code="time-impossible",
                    message=f"No clock shows {text.strip()}.",
                    hint="Write the time as 18:00, or 18:00-20:00.",
                    position=position,
                ),
            )
    return ()


def _halves(text: str) -> list[_Half]:
    """Return the time that `text` is, or both of them; none if it is or may be something else."""
    plain = _HYPHEN.sub(r"\1:\2", text.strip()) if _HYPHEN.fullmatch(text.strip()) else text.strip()
    match = _ONE.fullmatch(plain) or _TWO.fullmatch(plain)
    if match is None:
        return []
    groups = match.groups()
    wide = len(_Half._fields)
    halves = [_Half(*groups[at : at + wide]) for at in range(0, len(groups), wide)]
    last = halves[-1]
    if not (last.minute or last.sign or last.noon):
        return []
    # "6-8 pm": both are after noon.
    return [half if half.noon else half._replace(noon=last.noon) for half in halves]


@cache
def _clock(language: str) -> tuple[str, str] | None:
    """Return the hour's pattern and the sign before the minutes.

    The pattern is empty where clocks count to 12; None for a language that nobody has data of.
    """
    if is_kazakh_latin(language):
        return "HH", ":"
    names = locale(language)
    if names is None:
        return None
    found = _CLOCK.search(names.time_formats["short"].pattern)
    return (found[1], found[2]) if found else ("", ":")


def _written(half: _Half, clock: tuple[str, str]) -> str:
    """Return one time, or an empty text for what is none."""
    hour, minute = int(half.hour), int(half.minute or half.after or 0)
    pattern, between = clock
    noon = (half.noon or "").lower()
    if minute > _LAST_MINUTE or hour > (_NOON if noon else _LAST_HOUR) or (noon and not hour):
        return ""
    if not pattern:
        minutes = "" if noon and not (half.minute or half.after) else f"{between}{minute:02}"
        return f"{half.hour}{minutes}" + (f"{_NBSP}{noon}m" if noon else "")
    if noon:
        hour = hour % _NOON + (_NOON if noon == "p" else 0)
    return f"{hour:0{len(pattern)}}{between}{minute:02}"
