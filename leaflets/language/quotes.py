"""Straight quotation marks and apostrophes become the language's own."""

import re

# Outer opening and closing mark, inner opening and closing mark.
Marks = tuple[str, str, str, str]

_QUOTES = frozenset("\"'«»“”„‘’‚‹›\u202f")
_OPENERS = frozenset("([{—–-/¿¡\u00a0")
_CLOSERS = frozenset(")]}.,;:!?…—–-/%")
_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W\d_])")
# Words that lose their beginning: an apostrophe, no opening mark.
_ELIDED = re.compile(r"(?<!\w)'(?=(?:tis|twas|em|til|cause|n|\d\ds?)(?!\w))", re.IGNORECASE)
_AFTER_LETTER = re.compile(r"(?<=[^\W\d_])'")


def quoted(text: str, marks: Marks) -> str:
    """Return `text` with its straight quotation marks turned, inner ones inside outer ones.

    Only pairs are turned: a mark that nobody closes, or inches, stay as they are. Marks that are
    typographic already stay, and count as a level when they are the language's outer ones.
    """
    text = _ELIDED.sub("’", _APOSTROPHE.sub("’", text))
    turned = dict(_pairs(text, "'"))
    doubles = dict(_pairs(text, '"'))
    signs = list(text)
    level = 0
    for place, sign in enumerate(text):
        if place in turned:
            signs[place] = marks[2 + turned[place]]
        elif place in doubles:
            closes = doubles[place]
            level -= closes
            signs[place] = marks[2 * (level > 0) + closes]
            level += not closes
        elif sign in (marks[0].strip(), marks[1].strip()):
            level = max(0, level + (1 if sign == marks[0].strip() else -1))
    return _AFTER_LETTER.sub("’", "".join(signs))


def _pairs(text: str, mark: str) -> list[tuple[int, bool]]:
    """Return (place, closes) for every straight `mark` that has its fellow, opening and closing."""
    waiting: list[int] = []
    found: list[tuple[int, bool]] = []
    for place, sign in enumerate(text):
        if sign != mark:
            continue
        opens, closes = _side(text, place)
        if opens:
            waiting.append(place)
        elif closes and waiting:
            found += [(waiting.pop(), False), (place, True)]
    return found


def _side(text: str, place: int) -> tuple[bool, bool]:
    """Return whether the mark can open and whether it can close a quotation.

    Other quotation marks beside it are looked through, so that turning them changes nothing.
    """
    before = place - 1
    while before >= 0 and text[before] in _QUOTES:
        before -= 1
    after = place + 1
    while after < len(text) and text[after] in _QUOTES:
        after += 1
    left = text[before] if before >= 0 else " "
    right = text[after] if after < len(text) else " "
    opens = (left.isspace() or left in _OPENERS) and not right.isspace()
    closes = (right.isspace() or right in _CLOSERS) and not left.isspace()
    return opens, closes and not opens
