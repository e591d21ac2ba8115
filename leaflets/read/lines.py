"""Text to lines: what cannot be seen goes, what was lost on the way is told."""

import re
import unicodedata
from collections.abc import Iterable

from leaflets.problems import Position, Problem, Severity
from leaflets.read.block import Line

_BREAK = re.compile(r"\r\n?|[\n\v\x85\u2028]")
# Each of these opens a new paragraph.
_PARAGRAPH_BREAK = re.compile(r"[\f\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LIGATURE = re.compile(r"[ﬀ-ﬆ]")
_ODD = re.compile(f"{_INVISIBLE.pattern}|{_PRIVATE.pattern}|{_LIGATURE.pattern}")
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
# Marks of forum software.
_FORUM = re.compile(r"\[/?(?:b|i|u|s|sup|sub|quote|size|color|url)(?:=[^\]\s]*)?\]", re.IGNORECASE)
# A letter that an old code page did not have: U+FFFD, or ? inside a word or instead of words.
_LOST = re.compile(r"\ufffd|(?:(?<=[^\W\d_])|(?<!\S))\?+(?=([^\W\d_]))|(?<!\S)\?{2,}(?:\s+\?{2,})")
_ADDRESS = re.compile(r"/|www\.|@")
_TAB = "    "
# UTF-8 that was read in one of these, and saved as UTF-8 again.
_MISTAKEN = ("cp1251", "cp1252")
_FOREIGN_WORD = re.compile(r"[^\x00-\x7f]\S*[^\x00-\x7f]")
# So many words all turn into others only where that is what happened.
_FEWEST_TURNED = 3
_SHARE_TURNED = 0.8


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text`, cleaned, NFC, numbered from 1 as an editor numbers them.

    A form feed and a paragraph separator are an empty line, which has the number of its line.
    """
    found: list[Line] = []
    for number, raw in enumerate(_BREAK.split(text), 1):
        for place, part in enumerate(_PARAGRAPH_BREAK.split(raw)):
            if place:
                found.append(Line(number=number, text=""))
            found.append(Line(number=number, text=clean(part)))
    return tuple(found)


def clean(text: str) -> str:
    """Return `text` in NFC, without what cannot be seen, tabs as spaces, nothing at its end."""
    if text.isascii() and text.isprintable():
        return _FORUM.sub("", text).rstrip()
    return _FORUM.sub("", visible(text.replace("\t", _TAB))).rstrip()


def visible(text: str) -> str:
    """Return `text` in NFC without what cannot be seen: controls, marks of direction, icons."""
    if not _ODD.search(text):
        return unicodedata.normalize("NFC", text)
    seen = _PRIVATE.sub("", _INVISIBLE.sub("", text))
    spelled = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], seen)
    return unicodedata.normalize("NFC", spelled)


def losses(text: str, *, file: str) -> tuple[Problem, ...]:
    """Return what was lost before the text came here: letters, and letters of private fonts."""
    numbered = tuple(enumerate(_BREAK.split(text), 1))
    return (*_lost(numbered, file), *twice_encoded(text, file=file), *_private(numbered, file))


def _lost(numbered: Iterable[tuple[int, str]], file: str) -> Iterable[Problem]:
    hit = [(number, line) for number, line in numbered if has_lost(line)]
    if not hit:
        return
    number, line = hit[0]
    more = f" and {len(hit) - 1} more" if len(hit) > 1 else ""
    yield letters_lost(
        f"on line {number}{more}",
        line,
        "Copy the text again from where it came, and save it as UTF-8.",
        Position(file=file, line=number),
    )


def letters_lost(place: str, text: str, hint: str, position: Position) -> Problem:
    """Return the error of a text in which letters became question marks."""
    return Problem(
        code="letters-lost",
        message=f"Letters are lost {place}: “{text.strip()[:60]}”.",
        hint=hint,
        position=position,
    )


def has_lost(line: str) -> bool:
    """Return whether letters of `line` became question marks on their way."""
    if "?" not in line and "\ufffd" not in line:
        return False
    bare = " ".join(word for word in line.split() if not _ADDRESS.search(word))
    # After a question mark with its space lost comes a capital; a lost letter stands in lower case.
    return any(not found[1] or found[1].islower() for found in _LOST.finditer(bare))


def twice_encoded(text: str, *, file: str) -> Iterable[Problem]:
    """Give the error of a text whose UTF-8 was read in a code page and saved so."""
    words = _FOREIGN_WORD.findall(text)
    for encoding in _MISTAKEN:
        turned = [(word, other) for word in words if (other := _turned(word, encoding))]
        if len(turned) < max(_FEWEST_TURNED, _SHARE_TURNED * len(words)):
            continue
        word, other = turned[0]
        line = text[: text.index(word)].count("\n") + 1
        yield Problem(
            code="letters-twice-encoded",
            message=f"Line {line} says “{word[:20]}” where “{other[:10]}” was written: UTF-8 was "
            "taken for another encoding and saved so.",
            hint="Open the original in UTF-8 and save it again; where only this file is left, "
            f"open it in UTF-8, save it in {encoding}, and give that file.",
            position=Position(file=file, line=line),
        )
        return


def _turned(word: str, encoding: str) -> str:
    """Return the word that was saved as UTF-8 and read in `encoding`; empty if there is none."""
    try:
        found = b"".join(_byte(letter, encoding) for letter in word).decode()
    except UnicodeError:
        return ""
    return found if found != word else ""


def _byte(letter: str, encoding: str) -> bytes:
    """Return a letter's byte; places that a code page leaves open hold the control of that byte."""
    is_open = "\x80" <= letter <= "\x9f"
    return letter.encode("latin-1" if is_open else encoding)


def _private(numbered: Iterable[tuple[int, str]], file: str) -> Iterable[Problem]:
    hit = [number for number, line in numbered if has_private(line)]
    if hit:
        yield letters_private(f"Line {hit[0]}", Position(file=file, line=hit[0]))


def letters_private(place: str, position: Position) -> Problem:
    """Return the warning of a text with icons."""
    return Problem(
        code="letters-private",
        severity=Severity.WARNING,
        message=f"{place} has signs of a private font (an icon?); they are left out.",
        hint="Put a letter or a symbol of Unicode in their place, if they mean anything.",
        position=position,
    )


def has_private(text: str) -> bool:
    """Return whether `text` has letters that only a private font knows."""
    return _PRIVATE.search(text) is not None
