"""Regional values as marks: a page composed with them shows what it prints of a region.

A mark is three characters of private use, which filters leave alone. Whatever is not printed as
it stands – a condition, a comparison, a filter – gets the value itself, so that the page comes out
as that region's own. What no object can catch is caught by putting the values in and comparing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from html.parser import HTMLParser
from typing import Any, NamedTuple

from markupsafe import escape

_OPEN, _CLOSE = "\ue000", "\ue001"
_FIRST = 0xE100
_MARK = re.compile(f"{_OPEN}([\ue100-\uf8ff]){_CLOSE}")
# Elements that never have an end tag.
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
# Filters that look at letters: they are given the value, and their result is the region's own.
FILTERS = frozenset(
    (
        "abs",
        "batch",
        "capitalize",
        "center",
        "count",
        "filesizeformat",
        "first",
        "float",
        "forceescape",
        "format",
        "indent",
        "int",
        "items",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "reverse",
        "round",
        "safe",
        "slice",
        "sort",
        "string",
        "striptags",
        "sum",
        "title",
        "tojson",
        "trim",
        "truncate",
        "unique",
        "upper",
        "urlencode",
        "urlize",
        "wordcount",
        "wordwrap",
        "replace",
    )
)


class Printed(NamedTuple):
    """A mark on a page: its field, the slot around it, and whether it is text there."""

    field: str
    slot: str
    is_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A page composed with marks.

    Attributes:
        html: The page.
        names: The fields in the order of their marks.
        values: Theirs.
        decided: Fields that the page asked for more than to print them.
    """

    html: str
    names: tuple[str, ...]
    values: tuple[str, ...]
    decided: frozenset[str]

    def filled(self) -> str:
        """Return the page with its values where the marks are."""
        return put_in(self.html, self.values)


def put_in(html: str, values: tuple[str, ...]) -> str:
    """Return `html` with `values`, escaped, in the places of their marks."""
    texts = [str(escape(value)) for value in values]
    return _MARK.sub(lambda mark: texts[ord(mark[1]) - _FIRST], html)


def written_in(text: str, values: tuple[str, ...]) -> str:
    """Return `text`, which is no markup, with `values` in the places of their marks."""
    return _MARK.sub(lambda mark: values[ord(mark[1]) - _FIRST], text)


def fields_in(text: str) -> tuple[int, ...]:
    """Return the fields of the marks in `text`, as their numbers, in order."""
    return tuple(ord(mark[1]) - _FIRST for mark in _MARK.finditer(text))


@lru_cache(maxsize=64)
def printed(marked: Marked) -> tuple[Printed, ...]:
    """Return every mark on the page, in order."""
    reader = _Reader(marked.names)
    reader.feed(marked.html)
    reader.close()
    return tuple(reader.found)


class Field:
    """A regional value as a template holds it: its mark where it is printed, else the value."""

    __slots__ = ("_decided", "_mark", "_name", "_value")

    def __init__(self, number: int, name: str, value: str, decided: set[str]) -> None:
        """Take the field's number on its page; `decided` is told when the value is looked at."""
        self._mark = f"{_OPEN}{chr(_FIRST + number)}{_CLOSE}"
        self._name = name
        self._value = value
        self._decided = decided

    def __str__(self) -> str:
        """Return the mark; an empty value prints nothing, on a page of its own."""
        return self._mark if self._value else ""

    def __html__(self) -> str:
        return str(self)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return _value(self) == _value(other)

    def __lt__(self, other: object) -> bool:
        return str(_value(self)) < str(_value(other))

    def __hash__(self) -> int:
        return hash(_value(self))

    def __len__(self) -> int:
        return len(self.looked_at())

    def __iter__(self) -> Iterator[str]:
        return iter(self.looked_at())

    def __contains__(self, part: object) -> bool:
        return str(part) in self.looked_at()

    def __getitem__(self, place: Any) -> str:  # noqa: ANN401
        return self.looked_at()[place]

    def __mod__(self, other: object) -> str:
        return self.looked_at() % other

    def __format__(self, spec: str) -> str:
        return format(self.looked_at(), spec) if spec else str(self)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.looked_at(), name)

    def looked_at(self) -> str:
        """Return the value, and note that it decides."""
        self._decided.add(self._name)
        return self._value


def valued(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that is given the values of fields instead of their marks."""

    @wraps(function)
    def own(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        return function(
            *(_value(one) for one in arguments),
            **{name: _value(one) for name, one in named.items()},
        )

    return own


def fields(values: Mapping[str, str], decided: set[str]) -> dict[str, Field]:
    """Return `values` as fields of one page, numbered in their order."""
    return {
        name: Field(number, name, value, decided)
        for number, (name, value) in enumerate(values.items())
    }


def _value(one: object) -> object:
    if isinstance(one, Field):
        return one.looked_at()
    if isinstance(one, list | tuple):
        return type(one)(_value(part) for part in one)
    return one


class _Reader(HTMLParser):
    """Finds marks and the slots they stand in."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.found: list[Printed] = []
        self._names = names
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note marks in attributes, and the slot that begins."""
        for value in (tag, *(part or "" for pair in attrs for part in pair)):
            self._note(value, is_text=False)
        if tag not in VOID:
            slot = dict(attrs).get("data-slot") or self._slot()
            self._open.append((tag, slot))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those inside it that were left open."""
        if any(one == tag for one, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Note marks in text."""
        unread = any(tag in {"style", "script", "title"} for tag, _ in self._open)
        self._note(data, is_text=not unread)

    def handle_comment(self, data: str) -> None:
        """Note marks in comments."""
        self._note(data, is_text=False)

    def _slot(self) -> str:
        return self._open[-1][1] if self._open else ""

    def _note(self, text: str, *, is_text: bool) -> None:
        for number in fields_in(text):
            self.found.append(Printed(self._names[number], self._slot(), is_text))
