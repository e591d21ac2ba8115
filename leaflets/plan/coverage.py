"""Letters that a layout's faces lack, found before anything is typeset."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from leaflets import faces
from leaflets.language.case import upper
from leaflets.model.layout import Layout, Slot
from leaflets.model.material import Link, Material
from leaflets.problems import Position, Problem, Where

Fields = Iterable[tuple[str, str]]
# A text with its name for the reader and the slot it goes to, empty where it has none.
_Named = tuple[str, str, str]

# What of a template is not text: Jinja, comments, scripts, style sheets, tags.
_MARKUP = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(script|style)\b.*?</\1>|<[^<>]*>", re.DOTALL
)
_NAMED_FACES = 4
_QUOTED_LETTERS = 60
_NAMED_LETTERS = 4
_NO_PLACES: Mapping[str, Position] = MappingProxyType({})


def uncovered(
    material: Material, layout: Layout, places: Mapping[str, Position] = _NO_PLACES
) -> tuple[Problem, ...]:
    """Return errors for letters that no face of `layout` has, and for slots without a face.

    Looked at are the texts that the layout's slots print, its words and its templates, and what
    becomes of set texts in capitals. A set text needs one face that has all of it: the first of
    its slot's that does will set it. Letters of one text or one script are one error.

    `places` says where a text stands by its name for the reader, "the lead" or "demand 2"; the
    empty name has the place of all others.
    """
    declared = tuple(one for one in map(faces.face, layout.faces) if one)
    lacking: dict[str, list[_Named]] = {}
    for named in _texts(material, layout):
        for letter in faces.missing(named[1], declared):
            lacking.setdefault(letter, []).append(named)
    letters = tuple(
        _letters_missing(group, lacking, layout, places) for group in _together(lacking)
    )
    slots = tuple(
        _face_not_covering(named, slot, letter, places)
        for named, slot in _sets(material, layout)
        if (letter := _stray(named[1], slot)) and letter not in lacking
    )
    return letters + slots


class Regional:
    """Whether a layout's faces have the letters of regional values, row after row."""

    def __init__(self, layout: Layout, language: str, rows: Iterable[Fields]) -> None:
        """Take the layout, the language of the values, and all of them."""
        slots = tuple(slot for slot in layout.slots if slot.holds in ("region", "link"))
        self._layout = replace(layout, slots=slots, pages=())
        self._names = frozenset(rule.name for slot in slots for rule in slot.fields)
        self._language = language
        declared = (one for one in map(faces.face, layout.faces) if one)
        self._declared = frozenset[str]().union(*map(faces.letters, declared))
        # The first face of a set slot has all of a text, or the others are tried as well.
        self._first = tuple(
            faces.letters(one) for slot in slots if slot.face and (one := faces.face(slot.face[0]))
        )
        self._sure: set[str] = set()
        self._doubtful: set[str] = set()
        # Most often no row has a letter that is lacking, and none is looked at alone.
        self._all_covered = self._are_sure(self._letters(rows))

    def prints(self, name: str) -> bool:
        """Tell whether the layout prints the regional value of that name."""
        return name in self._names

    def covers(self, fields: Fields, link: Link | None) -> bool:
        """Tell whether a look at single letters shows that a region's values are covered."""
        letters = set(link.text if link else "")
        if not self._all_covered:
            letters |= self._letters([fields])
        return self._are_sure(letters)

    def _letters(self, rows: Iterable[Fields]) -> set[str]:
        return set("".join([text for row in rows for name, text in row if name in self._names]))

    def _are_sure(self, letters: set[str]) -> bool:
        for letter in letters.difference(self._sure, self._doubtful):
            (self._sure if self._is_sure(letter) else self._doubtful).add(letter)
        return self._sure.issuperset(letters)

    def uncovered(
        self, fields: Fields, link: Link | None, places: Mapping[str, Position]
    ) -> tuple[Problem, ...]:
        """Return the errors of `uncovered` for one region's values and link."""
        region = tuple((name, text) for name, text in fields if text)
        texts = Material(language=self._language, title="", headline="", region=region, link=link)
        return uncovered(texts, self._layout, places)

    def _is_sure(self, letter: str) -> bool:
        if letter.isspace():
            return True
        drawn = {letter, *upper(letter, self._language)}
        return all(has.issuperset(drawn) for has in (self._declared, *self._first))


def _texts(material: Material, layout: Layout) -> Iterator[_Named]:
    for slot in layout.slots:
        for name, text in _held(material, slot):
            yield name, text, slot.name
            if slot.set != "text" and slot.case == "upper":
                yield name, upper(text, material.language), slot.name
    yield from ((f"the word “{name}”", text, "") for name, text in material.words)
    for name, page in layout.pages:
        yield f"the template {name}", html.unescape(_MARKUP.sub(" ", page.text)), ""


def _sets(material: Material, layout: Layout) -> Iterator[tuple[_Named, Slot]]:
    for slot in layout.slots:
        for name, text in _held(material, slot) if slot.face else ():
            drawn = upper(text, material.language) if slot.case == "upper" else text
            yield (name, drawn, slot.name), slot


def _held(material: Material, slot: Slot) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of what `slot` prints."""
    return iter(_HELD.get(slot.holds, _nothing)(material, slot))


def _single(name: str) -> Callable[[Material, Slot], list[tuple[str, str]]]:
    return lambda material, _: [(f"the {name}", getattr(material, name))]


def _nothing(_material: Material, _slot: Slot) -> list[tuple[str, str]]:
    return []


def _items(name: str, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(f"{name} {number}", text) for number, text in enumerate(texts, 1)]


def _words(material: Material, slot: Slot) -> list[tuple[str, str]]:
    return [(f"the word “{name}”", text) for name, text in material.words if name == slot.words]


def _region(material: Material, slot: Slot) -> list[tuple[str, str]]:
    printed = {rule.name for rule in slot.fields}
    return [(f"`{name}`", text) for name, text in material.region if name in printed]


_HELD: dict[str, Callable[[Material, Slot], list[tuple[str, str]]]] = {
    "kicker": _single("kicker"),
    "headline": _single("headline"),
    "lead": _single("lead"),
    "imprint": _single("imprint"),
    "excerpts": lambda material, _: _items("excerpt", material.excerpts),
    "demands": lambda material, _: _items("demand", material.demands),
    "signed": lambda material, _: [("the signature", line) for line in material.signed],
    "link": lambda material, _: [("the link", material.link.text)] if material.link else [],
    "words": _words,
    "region": _region,
}


def _stray(text: str, slot: Slot) -> str:
    """Return a letter for which no face of the slot covers the text; empty when one does.

    It is one that the slot's best face lacks, the face that lacks the fewest.
    """
    candidates = tuple(one for one in map(faces.face, slot.face) if one)
    lacks = [faces.missing(text, (one,)) for one in candidates]
    fewest = min(lacks, key=len, default=())
    return fewest[0] if fewest else ""


def _together(lacking: Mapping[str, list[_Named]]) -> Iterator[tuple[str, ...]]:
    """Yield the letters that make one problem: the same faces have them, and one text holds them.

    Many letters that the same faces have are another script, and one problem wherever they stand.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for letter in lacking:
        groups.setdefault(_owners(letter), []).append(letter)
    for letters in groups.values():
        if len(letters) > _NAMED_LETTERS:
            yield tuple(letters)
            continue
        places: dict[str, list[str]] = {}
        for letter in letters:
            places.setdefault(lacking[letter][0][0], []).append(letter)
        yield from map(tuple, places.values())


def _letters_missing(
    letters: tuple[str, ...],
    lacking: Mapping[str, list[_Named]],
    layout: Layout,
    places: Mapping[str, Position],
) -> Problem:
    names = list(dict.fromkeys(name for letter in letters for name, _, _ in lacking[letter]))
    where = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    _, text, slot = lacking[letters[0]][0]
    stand = "stands" if len(letters) == 1 else "stand"
    return Problem(
        code="letter-missing",
        message=f"No face of the layout {layout.name} has {_listed(letters)}, "
        f"which {stand} in {where}: {_quoted(letters[0], text)}.",
        hint=_hint(letters, f"add it to `faces` of {layout.name}"),
        position=_place(names[0], places),
        where=Where(slot=slot),
    )


def _face_not_covering(
    named: _Named, slot: Slot, letter: str, places: Mapping[str, Position]
) -> Problem:
    name, text, _ = named
    return Problem(
        code="face-not-covering",
        message=f"None of the faces that may set {slot.name} ({', '.join(slot.face)}) has all "
        f"letters of {name}: {_called(letter)} is missing in {_quoted(letter, text)}.",
        hint=_hint((letter,), f"add it to `face` of the slot {slot.name}"),
        position=_place(name, places),
        where=Where(slot=slot.name),
    )


def _place(name: str, places: Mapping[str, Position]) -> Position:
    return places.get(name, places.get("", Position()))


def _listed(letters: tuple[str, ...]) -> str:
    called = [_called(letter) for letter in letters[:_NAMED_LETTERS]]
    more = len(letters) - len(called)
    last = f"{more} more" if more else called.pop()
    return f"{', '.join(called)} and {last}" if called else last


def _called(letter: str) -> str:
    shown = f"“{letter}” " if letter.isprintable() else ""
    return f"{shown}(U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')})"


def _quoted(letter: str, text: str) -> str:
    """Return the stretch of `text` around the letter."""
    middle = unicodedata.normalize("NFC", text)
    start = max(0, middle.find(letter) - _QUOTED_LETTERS // 2)
    stretch = " ".join(middle[start : start + _QUOTED_LETTERS].split())
    return f"“{stretch}”"


def _hint(letters: tuple[str, ...], step: str) -> str:
    have = _owners(letters[0])
    it, them = ("it", "it") if len(letters) == 1 else ("them", "them all")
    if not have:
        return f"No face that comes with Leaflets has {it}: write it another way."
    some = ", ".join(have[:_NAMED_FACES]) + (", …" if len(have) > _NAMED_FACES else "")
    return f"Write it another way, or take a face that has {them} ({some}) and {step}."


def _owners(letter: str) -> tuple[str, ...]:
    """Return the shipped faces that have the letter."""
    return tuple(one.name for one in faces.known() if faces.covers(one, letter))
