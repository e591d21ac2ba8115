"""Headings by name: which field of ours a column's heading stands for."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType

from leaflets.language import tags
from leaflets.read.table.rows import folded
from leaflets.read.words.columns import LANGUAGES, STRONG, UNITS, WEAK

# The fields that every table may have; layouts may name more.
FIELDS = tuple(STRONG)
_NEAR = 0.82
# "Meeting point + Address": two columns that are printed as one.
_JOINED = " + "
# "place.kk", "place (kk)", "place kk".
_PARTED = tuple(
    map(
        re.compile,
        (
            r"(.+?)\s*\.\s*([\w-]+)",
            r"(.+?)\s*[(\[]\s*(.+?)\s*[)\]]",
            r"(.+?)\s*[/ :–—-]\s*([^\s./:–—-]+)",
        ),
    )
)
_DOTTED = _PARTED[0]
# "1. Town", a sign or a picture before it.
_NUMBERED = re.compile(r"^(?:\d+[.)])?[\W_]+(?=\w)|^\d+[.)](?=[^\W\d])")
_UNIT = re.compile(r"(.+?)[ ,]*[(\[](.+?)[)\]]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What headings are called.

    Attributes:
        languages: The campaign's.
        own: The key of a heading of theirs → our name, as the campaign says.
        known: The key of a heading → our name: fields and aliases, without those that `own` binds.
        joined: Our name → the keys of several headings whose cells it joins, in the order said.
        spoken: As both of them and all aliases: what may stand before the name of a language.
    """

    languages: tuple[str, ...]
    own: Mapping[str, str]
    known: Mapping[str, str]
    joined: Mapping[str, tuple[str, ...]]
    spoken: Mapping[str, str]

    def field(self, heading: str) -> str:
        """Return our name of the column ("place", "place.kk"), or an empty text."""
        whole = key(heading)
        if whole in self.own:
            return self.own[whole]
        bare = _bare(whole)
        if bare in self.known:
            return self.known[bare]
        unit = _UNIT.fullmatch(whole)
        if unit and unit[2].strip(" .") in _units():
            return self.field(unit[1])
        return next(filter(None, (self._in_language(whole, form) for form in _PARTED)), "")

    def weak(self, heading: str) -> tuple[str, ...]:
        """Return the fields that a heading of several meanings may stand for, the likeliest first.

        None of a field that the campaign binds to a heading.
        """
        meant = WEAK.get(_bare(key(heading)), ())
        return tuple(name for name in meant if name not in self.own.values())

    def near(self, heading: str) -> str:
        """Return the name that `heading` is a slip of, or an empty text."""
        whole = key(heading)
        parted = _DOTTED.fullmatch(whole)
        if parted and parted[1] in self.known:
            meant = tags.suggested(parted[2])
            return f"{self.known[parted[1]]}.{meant}" if meant else ""
        found = get_close_matches(whole, self.known, n=1, cutoff=_NEAR)
        return found[0] if found else ""

    def language(self, word: str) -> str:
        """Return which of the campaign's languages `word` names, a tag or a word, or ''."""
        return _language(word, self.languages)

    def _in_language(self, whole: str, form: re.Pattern[str]) -> str:
        parted = form.fullmatch(whole)
        if not parted or parted[1] not in self.spoken:
            return ""
        language = self.language(parted[2])
        return f"{self.spoken[parted[1]]}.{language}" if language else ""


def names(
    languages: tuple[str, ...], columns: tuple[tuple[str, str], ...], fields: tuple[str, ...]
) -> Names:
    """Return the names of a campaign in `languages`.

    `columns` are (our name, their heading, or several with a plus between), `fields` those that
    layouts print beside ours.
    """
    bound = {name for name, _ in columns}
    theirs = {key(name): name for name in fields}
    every = _aliases() | theirs
    known = {alias: name for alias, name in every.items() if name not in bound}
    parts = {name: tuple(map(key, heading.split(_JOINED))) for name, heading in columns}
    own = {heading: name for name, headings in parts.items() for heading in headings}
    plain = {heading: name for heading, name in own.items() if "." not in name}
    return Names(
        languages=languages,
        own=MappingProxyType(own),
        known=MappingProxyType(known),
        joined=MappingProxyType({name: keys for name, keys in parts.items() if len(keys) > 1}),
        spoken=MappingProxyType(every | plain),
    )


@lru_cache(maxsize=1024)
def _language(word: str, languages: tuple[str, ...]) -> str:
    tag = _languages().get(key(word), tags.canonical(word.strip()))
    if tag in languages:
        return tag
    return next((one for one in languages if tags.base(one) == tag), "")


def key(heading: str) -> str:
    """Return `heading` for looking up: case, ё, white space and marks at its end do not tell."""
    plain = unicodedata.normalize("NFC", heading).casefold()
    plain = plain.replace("ё", "е").replace("_", " ").replace("’", "'")
    return folded(plain).strip(" .:;*?!")


@cache
def _aliases() -> dict[str, str]:
    return {key(alias): name for name, row in STRONG.items() for alias in row.split(",")}


def _bare(whole: str) -> str:
    """Return the key of a heading without the number or the picture before it."""
    return whole if whole[:1].isalpha() else _NUMBERED.sub("", whole)


@cache
def _units() -> frozenset[str]:
    return frozenset(key(word) for word in UNITS.split(","))


@cache
def _languages() -> dict[str, str]:
    return {key(word): tag for tag, row in LANGUAGES.items() for word in row.split(",")}
