"""YAML 1.2 with the position of every key and item: `no` is a text, a date is a date."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from ruamel.yaml.reader import ReaderError

from leaflets.problems import LeafletsError, Position, Problem

# A path to a place in the value: keys and, in lists, numbers from 0.
Path = tuple[str | int, ...]

_DEEPEST = 20
_CONSTANTS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Longer digits are a telephone or an account, and no number that anybody computes with.
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)(e[-+]?[0-9]{1,2})?", re.ASCII | re.IGNORECASE
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
# (part of the parser's own message, what is wrong, the next step)
_FAULTS = (
    (
        "mapping values are not allowed",
        "A colon stands where no key can be.",
        'Put the whole text in double quotes: key: "text: with a colon".',
    ),
    (
        r"found character '\t'",
        "A tab stands where YAML wants spaces.",
        "Indent with spaces.",
    ),
    (
        "that cannot start any token",
        "A text cannot begin with this character.",
        'Put the text in double quotes: key: "text".',
    ),
    (
        "unexpected end of stream",
        "A quotation mark is opened and never closed.",
        "Close the quotation, or use a block: key: | with the text indented below.",
    ),
    (
        "expected the node content, but found '<stream end>'",
        "A bracket is opened, and nothing comes after it.",
        "Close the bracket, or write one item to a line, each after a dash.",
    ),
    (
        "expected ',' or",
        "A bracket is opened and never closed, or a comma is missing.",
        "Close the bracket, or write one item to a line, each after a dash.",
    ),
    (
        "<block end>",
        "This line does not line up with those above it.",
        "Indent the lines of one level alike; a quoted text ends with its quotation mark.",
    ),
    (
        "could not find expected ':'",
        "A key has no colon after it.",
        "Write `key: value`, with a space after the colon.",
    ),
)
_OTHER_FAULT_HINT = "Mend the YAML at this place; texts with special characters go in quotes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A YAML document and where everything in it stands.

    Attributes:
        value: Plain dict, list, str, int, float, bool, None and datetime.date; keys are texts.
        positions: The place of each key and list item by its path; () is the document's.
        sources: Each unquoted value as it is written, by its path: 1.50 is not 1.5.
    """

    value: Any
    positions: Mapping[Path, Position]
    sources: Mapping[Path, str]

    def position(self, *path: str | int) -> Position:
        """Return the place of the key or item at `path`, or of its nearest parent."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions[path]

    def written(self, *path: str | int) -> str:
        """Return the unquoted value at `path` as it is written; empty if there is none."""
        return self.sources.get(path, "")


def load(text: str, *, file: str = "", first_line: int = 1) -> Located:
    """Read one YAML 1.2 document.

    Nesting is capped at 20 levels; tags, anchors and aliases are refused, and so are keys that
    stand twice.

    Args:
        text: The document.
        file: Its path as the user gave it, for positions.
        first_line: The line of the file on which `text` begins.

    Raises:
        LeafletsError: `yaml-broken`, with line and column; all doubled keys together.
    """
    reading = _Reading(file=file, first_line=first_line)
    try:
        events = YAML(typ="safe", pure=True).parse(text.removeprefix("\ufeff"))
        value = reading.document(events)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        if "quoted scalar" in str(fault.context) or "while parsing a flow" in str(fault.context):
            mark = fault.context_mark or mark
        _refuse(reading.at(mark), *_reason(str(fault.problem)))
    except ReaderError as fault:
        before = text[: fault.position]
        place = reading.place(before.count("\n"), len(before) - before.rfind("\n") - 1)
        _refuse(
            place, f"The character U+{_code(fault.character)} may not stand in YAML.", "Remove it."
        )
    except (YAMLError, ValueError, OverflowError) as fault:
        _refuse(reading.place(0, 0), f"This is no YAML: {fault}.", _OTHER_FAULT_HINT)
    if reading.doubled:
        raise LeafletsError(*reading.doubled)
    return Located(value=value, positions=reading.positions, sources=reading.sources)


def _code(character: int | str | bytes) -> str:
    number = character if isinstance(character, int) else ord(character)
    return f"{number:04X}"


def _reason(parser_message: str) -> tuple[str, str]:
    for part, message, hint in _FAULTS:
        if part in parser_message:
            return message, hint
    return f"This is no YAML: {parser_message}.", _OTHER_FAULT_HINT


def _refuse(position: Position, message: str, hint: str) -> NoReturn:
    raise LeafletsError(_problem(position, message, hint))


def _problem(position: Position, message: str, hint: str) -> Problem:
    return Problem(code="yaml-broken", message=message, hint=hint, position=position)


@dataclass(kw_only=True)
class _Reading:
    """One pass over the parser's events; recursion is bounded by the cap on nesting."""

    file: str
    first_line: int
    positions: dict[Path, Position] = field(default_factory=dict)
    sources: dict[Path, str] = field(default_factory=dict)
    doubled: list[Problem] = field(default_factory=list)

    def place(self, line: int, column: int) -> Position:
        """Return the position of a parser's line and column, which count from 0."""
        return Position(file=self.file, line=self.first_line + line, column=column + 1)

    def at(self, mark: Any) -> Position:  # noqa: ANN401 (the parser's marks are untyped)
        """Return the position of a parser's mark, or the document's first line."""
        return self.place(mark.line, mark.column) if mark else self.place(0, 0)

    def document(self, events: Iterator[Event]) -> Any:  # noqa: ANN401 (YAML holds anything)
        """Return the only document of the stream; None if it is empty."""
        self.positions[()] = self.place(0, 0)
        value = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    _refuse(
                        self.at(event.start_mark),
                        "A second YAML document begins here.",
                        "Keep one; remove the line of three dashes.",
                    )
            elif not isinstance(event, StreamStartEvent | StreamEndEvent | DocumentEndEvent):
                value = self.node(event, events, ())
        return value

    def node(self, event: Any, events: Iterator[Event], path: Path) -> Any:  # noqa: ANN401
        """Return the value that begins with `event`."""
        self.refuse_trickery(event, path)
        if isinstance(event, MappingStartEvent):
            return self.mapping(events, path)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(events, path)
        if event.style is None and event.implicit[0]:
            self.sources[path] = event.value
            return _plain(event.value)
        return event.value

    def refuse_trickery(self, event: Any, path: Path) -> None:  # noqa: ANN401 (a union of events)
        """Raise what a file for people never needs: tags, aliases, bottomless nesting."""
        place = self.at(event.start_mark)
        if isinstance(event, AliasEvent) or event.anchor:
            _refuse(
                place,
                "Anchors (&) and aliases (*) are not taken.",
                "Write the value out; a text that begins with & or * goes in quotes.",
            )
        if event.ctag is not None:
            _refuse(
                place,
                "Tags (!) are not taken.",
                "Remove the tag; a text that begins with ! goes in quotes.",
            )
        if len(path) > _DEEPEST:
            _refuse(
                place,
                f"The nesting is more than {_DEEPEST} levels deep.",
                "Flatten it.",
            )

    def mapping(self, events: Iterator[Event], path: Path) -> dict[str, Any]:
        """Return a mapping whose start has been read."""
        found: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            self.refuse_trickery(event, path)
            place = self.at(event.start_mark)
            if not isinstance(event, ScalarEvent):
                _refuse(place, "A key must be a word.", "Put a text with brackets in quotes.")
            key = event.value
            if key in found:
                first = self.positions[(*path, key)].line
                self.doubled.append(
                    _problem(
                        place,
                        f"The key `{key}` stands twice; it is already on line {first}.",
                        "Keep one of them.",
                    )
                )
            self.positions[(*path, key)] = place
            found[key] = self.node(next(events), events, (*path, key))
        return found

    def sequence(self, events: Iterator[Event], path: Path) -> list[Any]:
        """Return a list whose start has been read."""
        found: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            here = (*path, len(found))
            self.positions[here] = self.at(event.start_mark)
            found.append(self.node(event, events, here))
        return found


def _plain(text: str) -> Any:  # noqa: ANN401 (a scalar is anything)
    """Return an unquoted scalar by the core schema of YAML 1.2, and ISO dates as dates."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        return _date(text)
    return text


def _date(text: str) -> date | str:
    """Return the day, or the text as it stands: whoever wants a date says what is wrong with it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
