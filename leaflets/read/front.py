"""Front matter: what the author says of the statement before it begins."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leaflets.model.statement import Event, Passage
from leaflets.problems import LeafletsError, Position, Problem
from leaflets.read import keys
from leaflets.yaml_source import Located, Path, load

_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"(?:\s|#[^\n]*)*[\"']?[^\W\d][\w -]*[\"']?\s*:")
_LINE_END = re.compile(r"\r\n?|\n")
_TEXTS = ("title", "headline", "kicker", "lead", "language", "date", "link", "imprint")
_EVENT = ("name", "place", "date", "time", "contact")
_OWNER = "The front matter"
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
            here = (*path, key)
            self.problems.append(
                keys.key_unknown(_OWNER, here, known, self.located.position(*here))
            )

    def text(self, value: dict[str, Any], *path: str | int) -> str:
        """Return the text at `path`, whose last part is looked up in `value`."""
        found = value.get(str(path[-1]))
        return "" if found is None else self.plain(found, *path)

    def plain(self, found: object, *path: str | int) -> str:
        """Return one value as text; a number is none."""
        if isinstance(found, str):
            return keys.folded(found)
        if isinstance(found, date):
            return self.located.written(*path)
        if isinstance(found, int | float) and not isinstance(found, bool):
            written, place = self.located.written(*path), self.located.position(*path)
            self.problems.append(keys.number_not_text(path, written, place))
        else:
            self.wrong(path, found, "a text")
        return ""

    def wrong(self, path: Path, found: object, wanted: str) -> None:
        """Tell a value of another kind than is wanted."""
        self.problems.append(keys.kind_wrong(path, found, wanted, self.located.position(*path)))

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
            self.wrong((key,), found, "a list")
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
            self.wrong((key,), found, "a group of keys")
        return {}
