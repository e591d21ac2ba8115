"""Front matter: what the author says of the statement before it begins."""

import re
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from leaflets.model.statement import Event, Passage
from leaflets.problems import LeafletsError, Position, Problem
from leaflets.read.lines import clean
from leaflets.yaml_source import Located, load

_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"(?:\s|#[^\n]*)*[\"']?[^\W\d][\w -]*[\"']?\s*:")
_LINE_END = re.compile(r"\r\n?|\n")
_TEXTS = ("title", "headline", "kicker", "lead", "language", "date", "link", "imprint")
_EVENT = ("name", "place", "date", "time", "contact")
_HOW_TO_WRITE = {
    "a text": "Write one text, in double quotes.",
    "a list": "Write each item on a line of its own, after a dash.",
    "a group of keys": "Write `key: text` on lines of their own, indented below it.",
}
_KEYS = (*_TEXTS, "signed", "event", "excerpts", "demands", "strings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front matter says; texts are cleaned and folded, empty where it says nothing.

    Attributes:
        texts: The plain texts by their keys, and where each stands.
        signed: The signature's lines.
        event: What a single leaflet has instead of a table row; `dated` is where its date stands.
        excerpts, demands: As listed; None if the key is not there.
        strings: Words that replace ours.
        problems: What is wrong in it.
    """

    texts: dict[str, Passage] = field(default_factory=dict)
    signed: tuple[str, ...] = ()
    event: Event = Event()
    dated: Position = Position()
    excerpts: tuple[Passage, ...] | None = None
    demands: tuple[Passage, ...] | None = None
    strings: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def text(self, key: str) -> str:
        """Return the text of `key`, or an empty one."""
        return self.texts[key].text if key in self.texts else ""

    def position(self, key: str) -> Position:
        """Return where `key` stands, or no place."""
        return self.texts[key].position if key in self.texts else Position()


def split(text: str, *, file: str) -> tuple[Front, str]:
    """Return the front matter of `text` and the rest, on its own lines as before.

    Front matter stands between two lines of three dashes, the first of them the file's first,
    and begins with a key. Problems in its YAML are among the front matter's.
    """
    opening = _OPENING.match(text)
    if not opening:
        return Front(), text
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return _never_closed(text, opening.end(), file), text
    inner = text[opening.end() : closing.start()]
    if inner.strip() and not _KEY.match(inner):
        return Front(), text
    blank = "\n" * len(_LINE_END.findall(text[: closing.end()]))
    try:
        located = load(_LINE_END.sub("\n", inner), file=file, first_line=2)
    except LeafletsError as error:
        return Front(problems=error.problems), blank + text[closing.end() :]
    return _Reading(located=located, file=file).front(), blank + text[closing.end() :]


def _never_closed(text: str, start: int, file: str) -> Front:
    first = text[start:].lstrip()
    key = re.match(r"(\w+):(?:\s|$)", first)
    if not key or key[1] not in _KEYS:
        return Front()
    return Front(
        problems=(
            Problem(
                code="front-matter-open",
                message="The front matter begins on line 1 and never ends.",
                hint="Put a line of three dashes (---) after its last key.",
                position=Position(file=file, line=1),
            ),
        )
    )


@dataclass(kw_only=True)
class _Reading:
    """One pass over a front matter; what is wrong is collected."""

    located: Located
    file: str
    problems: list[Problem] = field(default_factory=list)

    def front(self) -> Front:
        """Return the front matter."""
        value = self.located.value or {}
        self.only(value, _KEYS)
        return Front(
            texts={
                key: Passage(text=text, position=self.located.position(key))
                for key in _TEXTS
                if (text := self.text(value, key))
            },
            signed=self.lines(value, "signed"),
            event=self.event(value),
            dated=self.located.position("event", "date"),
            excerpts=self.passages(value, "excerpts"),
            demands=self.passages(value, "demands"),
            strings=self.strings(value),
            problems=tuple(self.problems),
        )

    def only(self, value: dict[str, Any], known: tuple[str, ...], *path: str) -> None:
        """Tell every key that is not `known`."""
        for key in value:
            if key in known:
                continue
            near = get_close_matches(key.lower(), known, n=1)
            name = ".".join((*path, key))
            self.problems.append(
                Problem(
                    code="key-unknown",
                    message=f"The front matter has no key `{name}`.",
                    hint=f"Did you mean `{'.'.join((*path, near[0]))}`?"
                    if near
                    else f"It takes {', '.join(known)}.",
                    position=self.located.position(*path, key),
                )
            )

    def text(self, value: dict[str, Any], *path: str | int) -> str:
        """Return the text at `path`, whose last part is looked up in `value`."""
        found = value.get(str(path[-1]))
        return "" if found is None else self.plain(found, *path)

    def plain(self, found: object, *path: str | int) -> str:
        """Return one value as text; a number is none."""
        if isinstance(found, str):
            return " ".join(clean(found.replace("\n", " ")).split())
        if isinstance(found, date):
            return self.located.written(*path)
        name = _name(path)
        place = self.located.position(*path)
        written = self.located.written(*path)
        if isinstance(found, int | float) and not isinstance(found, bool):
            self.problems.append(
                Problem(
                    code="number-not-text",
                    message=f"`{name}` is the number {written}, where a text is wanted.",
                    hint=f'Put it in quotes: "{written}".',
                    position=place,
                )
            )
        else:
            self.wrong(name, found, "a text", place)
        return ""

    def wrong(self, name: str, found: object, wanted: str, place: Position) -> None:
        """Tell a value of another kind than is wanted."""
        is_mapping = isinstance(found, dict)
        self.problems.append(
            Problem(
                code="value-wrong",
                message=f"`{name}` is {_kind(found)}, where {wanted} should stand.",
                hint="A text with a colon in it goes in double quotes."
                if is_mapping and wanted == "a text"
                else _HOW_TO_WRITE[wanted],
                position=place,
            )
        )

    def lines(self, value: dict[str, Any], key: str) -> tuple[str, ...]:
        """Return the lines of a text or of a list of texts."""
        found = value.get(key)
        if isinstance(found, str):
            return tuple(line for part in found.splitlines() if (line := self.plain(part, key)))
        if found is not None and not isinstance(found, list):
            return tuple(filter(None, (self.plain(found, key),)))
        return tuple(passage.text for passage in self.passages(value, key) or ())

    def passages(self, value: dict[str, Any], key: str) -> tuple[Passage, ...] | None:
        """Return a list of texts with their places; None if the key is not there."""
        found = value.get(key)
        if found is None:
            return None
        if not isinstance(found, list):
            self.wrong(key, found, "a list", self.located.position(key))
            return ()
        return tuple(
            Passage(text=text, position=self.located.position(key, nth))
            for nth, item in enumerate(found)
            if (text := self.plain(item, key, nth))
        )

    def event(self, value: dict[str, Any]) -> Event:
        """Return the event."""
        found = self.mapping(value, "event")
        self.only(found, _EVENT, "event")
        texts = {key: self.text(found, "event", key) for key in _EVENT}
        place = self.located.position("event") if found else Position()
        return Event(**texts, position=place)

    def strings(self, value: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        """Return the words that replace ours."""
        found = self.mapping(value, "strings")
        texts = ((key, self.text(found, "strings", key)) for key in found)
        return tuple((key, text) for key, text in texts if text)

    def mapping(self, value: dict[str, Any], key: str) -> dict[str, Any]:
        """Return the mapping of `key`; empty if there is none."""
        found = value.get(key)
        if isinstance(found, dict):
            return found
        if found is not None:
            self.wrong(key, found, "a group of keys", self.located.position(key))
        return {}


def _name(path: tuple[str | int, ...]) -> str:
    """Return a path as people say it: `event.place`, `demands, item 2`."""
    head, *rest = path
    return str(head) + "".join(
        f", item {part + 1}" if isinstance(part, int) else f".{part}" for part in rest
    )


def _kind(found: object) -> str:
    kinds = {bool: "a truth value", list: "a list", dict: "a group of keys", type(None): "empty"}
    return kinds.get(type(found), "a text")
