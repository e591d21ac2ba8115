"""What a line is shaped in: pieces of one script and one face, as Pango cuts them."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from leaflets.faces import Face, Piece, letters, owner, script

# Signs that come in pairs: the closing one has the script of the opening one (ICU, and so Pango).
_PAIRS = dict(zip("(<[{«‘“‹", ")>]}»’”›", strict=True))
_CLOSING = frozenset(_PAIRS.values())
_BLANK = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))


@lru_cache(maxsize=10_000)
def pieces(text: str, faces: tuple[Face, ...]) -> tuple[Piece, ...]:
    """Return the pieces of `text`, in its own order."""
    return tuple(
        Piece(part_start, part_end, face, run_script)
        for start, end, run_script in _runs(text)
        for part_start, part_end, face in _parts(text, start, end, faces)
    )


def _runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, script) of each run: what all scripts share goes with the run before."""
    used = set(map(script, set(text))) - {""}
    if len(used) <= 1:
        yield 0, len(text), "".join(used)
        return
    scripts = _scripts(text)
    start = 0
    for index, (left, right) in enumerate(pairwise(scripts), 1):
        if left != right:
            yield start, index, left
            start = index
    yield start, len(text), scripts[-1]


def _scripts(text: str) -> list[str]:
    """Return each letter's script."""
    found: list[str] = []
    opened: list[tuple[str, int]] = []
    for index, letter in enumerate(text):
        own = script(letter)
        if letter in _PAIRS:
            opened.append((_PAIRS[letter], index))
        elif letter in _CLOSING:
            own = _opening(letter, opened, found)
        found.append(own or (found[-1] if found else ""))
        if own and len(found) > 1 and not found[-2]:
            # What came before the first letter of all has its script.
            found[:-1] = [own] * (len(found) - 1)
    return found


def _opening(letter: str, opened: list[tuple[str, int]], found: list[str]) -> str:
    while opened:
        closing, index = opened.pop()
        if closing == letter:
            return found[index]
    return ""


def _parts(
    text: str, start: int, end: int, faces: tuple[Face, ...]
) -> Iterator[tuple[int, int, Face]]:
    """Yield (start, end, face) of each part: a letter's face is the first that has it.

    A blank keeps the face before it, unless the one after it is preferred; blanks alone, and what
    no face has, are the first face's.
    """
    if all(map(is_blank, set(text[start:end]) - letters(faces[0]))):
        yield start, end, faces[0]
        return
    first, face, blanks = start, None, None
    for index in range(start, end):
        blank = is_blank(text[index])
        own = face if blank else owner(text[index], faces) or faces[0]
        if face is None:
            face = own
        elif own is not face and own is not None:
            preferred = blanks is not None and first < blanks and _before(own, face, faces)
            cut = blanks if preferred and blanks is not None else index
            yield first, cut, face
            first, face = cut, own
        blanks = (index if blanks is None else blanks) if blank else None
    yield first, end, face or faces[0]


def is_blank(letter: str) -> bool:
    """Return whether Pango takes no face for a letter: white space, and what draws nothing."""
    return unicodedata.category(letter) in _BLANK or "\ufe00" <= letter <= "\ufe0f"


def _before(one: Face, two: Face, faces: tuple[Face, ...]) -> bool:
    return faces.index(one) < faces.index(two)
