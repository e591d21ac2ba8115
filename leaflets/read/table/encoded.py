"""A CSV's bytes to text: by its marks, as UTF-8, or in a code page of the campaign's languages.

Nothing is guessed by statistics. A code page is taken if every letter it gives belongs to an
alphabet of the campaign that it serves, and no other one gives another text.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from leaflets.language.alphabets import alphabets
from leaflets.language.tags import base, script
from leaflets.problems import LeafletsError, Position, Problem, Severity, raise_errors
from leaflets.read import lines
from leaflets.read.encoding import encoding_unknown, told
from leaflets.read.source import binary

# Windows' code pages, and Kazakhstan's own of them, by the languages they serve.
_PAGES = {
    "cp1251": "ru uk be bg mk sr ky tg",
    "kz1048": "kk ru",
    "cp1252": "de fr es pt it en nl sv da nb nn no fi is ca eu gl ga af id",
    "cp1250": "pl cs sk hu ro hr sl bs sq",
    "cp1253": "el",
    "cp1254": "tr az",
    "cp1255": "he yi",
    "cp1256": "ar fa ur",
    "cp1257": "lt lv et",
    "cp1258": "vi",
}
_CALLED = {"kz1048": "KZ-1048"}
# Never read unless the campaign says so: what DOS, Unix and the old Mac wrote.
_OTHERS = {
    "cp866": "ru uk be bg kk",
    "koi8-u": "ru uk be bg",
    "mac_cyrillic": "ru uk be bg",
    "iso8859-5": "ru uk be bg mk sr",
    "mac_roman": "de fr es it en nl pt",
    "cp850": "de fr es it en nl pt",
    "cp852": "pl cs sk hu ro",
}
# In the Latin alphabets of these no code page has all letters.
_CYRILLIC_ONLY = ("kk", "sr", "ky")
_WORD = re.compile(r"[^\W\d_]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
# Shorter words may be anything; so many of the others are turned where all are.
_SHORT = 2
_TURNED = 0.3
_MOST_CONTROLS = 0.01
_FEW_CONTROLS = 8
# Of UTF-16, half of all pairs of bytes have a NUL at least where its text is ASCII.
_HALF = 0.25
# DOS ended its files with it.
_END = "\x1a"
# So much of a text tells what it is.
_LOOKED_AT = 8192
# Latin letters that are typed inside Cyrillic words for want of looking.
_LOOKALIKE = frozenset("aceiopxyABCEHIKMOPTX")
_SAVE = "Open it in the spreadsheet program and save it as .xlsx, or as CSV in UTF-8"


def decoded(
    data: bytes, *, name: str, languages: tuple[str, ...], encoding: str
) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a CSV's bytes, and what is to be said of its encoding.

    `encoding` is the campaign's own word, or empty; a BOM and NULs are stronger.

    Raises:
        LeafletsError: `encoding-unknown`, `table-nul`, `letters-twice-encoded` or
            `source-binary`.
    """
    marks = told(data)
    notes: tuple[Problem, ...] = ()
    if marks:
        text = _strict(data[marks[1] :], marks[0], name)
    elif encoding:
        text = _strict(data, encoding, name)
    else:
        text, notes = _by_language(data, name, languages)
    text = text.rstrip(_END)
    if "\0" in text:
        raise LeafletsError(_nul(text, data, name))
    raise_errors(lines.twice_encoded(text[:_LOOKED_AT], file=name))
    controls = len(_CONTROLS.findall(text[:_LOOKED_AT]))
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * min(len(text), _LOOKED_AT)):
        raise LeafletsError(
            binary(name, "made of bytes that no table has", f"{_SAVE}, and give that file.")
        )
    return text, notes


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        message = f"No encoding is called “{encoding}”."
        hint = "Write one like `encoding: cp1251`, or take the key out of campaign.yaml."
    except UnicodeError:
        message = f"{name} is not written in {encoding}, or not to its end."
        hint = f"{_SAVE}; or correct `encoding:` in campaign.yaml."
    raise LeafletsError(encoding_unknown(message, hint, Position(file=name)))


def _nul(text: str, data: bytes, name: str) -> Problem:
    """Return what is wrong with a file that has NULs, which no text has."""
    count, bare = text.count("\0"), text.rstrip("\0\x1a\r\n")
    line = text[: text.index("\0")].count("\n") + 1
    odd, even = data[1::2].count(0), data[::2].count(0)
    if len(bare) <= text.index("\0"):
        what = f"ends in {count} NULs: its end was never written, and rows may be missing"
    elif max(odd, even) > _HALF * len(data):
        what = f"looks like UTF-16 and is damaged; the first NUL is on line {line}"
    elif count > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text)):
        what = f"has {count:,} NULs, the first on line {line}: it is no CSV, whatever its name says"
    else:
        times = "a NUL" if count == 1 else f"{count} NULs, the first of them"
        what = f"has {times} on line {line}, a sign that no text has: its export is broken"
    return Problem(
        code="table-nul",
        message=f"{name} {what}.",
        hint="Export it again from where it came; or open it in the spreadsheet program, look "
        "whether all rows are there, and save it as .xlsx.",
        position=Position(file=name, line=line),
    )


def _by_language(
    data: bytes, name: str, languages: tuple[str, ...]
) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as fault:
        place = data[: fault.start].count(b"\n") + 1
    found = _readings(data, languages)
    texts = {text: page for page, text in found.items()}
    if len(texts) != 1:
        likely = next(iter(found or _readings(data, languages, _OTHERS)), "cp1251")
        raise LeafletsError(_unknown(name, place, languages, found, likely))
    [(text, page)] = texts.items()
    note = Problem(
        code="encoding-by-language",
        severity=Severity.NOTE,
        message=f"{name} is no UTF-8; it was read as {_named(page)}, the code page of the "
        "campaign's languages.",
        hint="Save it as .xlsx or as CSV in UTF-8, and no letter depends on that.",
        position=Position(file=name),
    )
    return text, (note,)


def _readings(
    data: bytes, languages: tuple[str, ...], pages: Mapping[str, str] = MappingProxyType(_PAGES)
) -> dict[str, str]:
    """Return the text in every code page that gives letters of the alphabets it serves alone."""
    found = {}
    for page, serves in pages.items():
        served = tuple(one for one in languages if _is_served(one, serves))
        if not served:
            continue
        try:
            text = unicodedata.normalize("NFC", data.decode(page))
        except UnicodeDecodeError:
            continue
        if not (_foreign(text, served) or _has_mixed_words(text) or _is_turned(text)):
            found[page] = text
    return found


def _is_served(language: str, serves: str) -> bool:
    own = base(language)
    return own in serves.split() and not (own in _CYRILLIC_ONLY and script(language) == "latn")


def _foreign(text: str, languages: tuple[str, ...]) -> str:
    """Return the letters of `text` beyond ASCII that no alphabet of `languages` has.

    Of a language whose alphabet we do not know every letter is taken.
    """
    known = dict(alphabets())
    own = [known.get(base(language)) for language in languages]
    if None in own:
        return ""
    allowed = set("".join(filter(None, own)))
    return "".join(
        sorted(
            sign
            for sign in set(text) - allowed
            if not sign.isascii() and (sign.isalpha() or not _is_sign(sign))
        )
    )


def _is_sign(sign: str) -> bool:
    """Return whether it may stand between words; nobody types the frames of DOS's tables."""
    return (sign.isprintable() or sign == "\xa0") and not "\u2500" <= sign <= "\u259f"


def _has_mixed_words(text: str) -> bool:
    """Return whether a word has letters of two scripts, as the wrong code page gives them."""
    return any(
        len({unicodedata.name(letter, "").partition(" ")[0] for letter in set(word) - _LOOKALIKE})
        > 1
        for word in set(_WORD.findall(text))
        if not word.isascii()
    )


def _is_turned(text: str) -> bool:
    """Return whether words have capitals inside, as those in KOI8 and ISO 8859-5 seem to have."""
    words = [word for word in _WORD.findall(text) if not word.isascii() and len(word) > _SHORT]
    turned = sum(not (word.isupper() or word[1:].islower()) for word in words)
    return bool(words) and turned > _TURNED * len(words)


def _unknown(
    name: str, line: int, languages: tuple[str, ...], found: dict[str, str], likely: str
) -> Problem:
    of = ", ".join(languages)
    several = " or ".join(map(_named, found))
    return encoding_unknown(
        f"{name} is no UTF-8, and could be {several}: they give different letters."
        if found
        else f"{name} is no UTF-8, and no code page of the campaign's languages ({of}) gives "
        f"their letters (line {line}).",
        f"{_SAVE}; or name its encoding in campaign.yaml, `encoding: {likely}`.",
        Position(file=name, line=line),
    )


def _named(page: str) -> str:
    return _CALLED.get(page, page)
