"""What is wrong with keys and values that people write in YAML, told in one voice."""

from collections.abc import Iterable
from difflib import get_close_matches

from leaflets.problems import Position, Problem
from leaflets.read.lines import clean
from leaflets.yaml_source import Path

_HOW_TO_WRITE = {
    "a text": "Write one text, in double quotes.",
    "a list": "Write each item on a line of its own, after a dash.",
    "a group of keys": "Write `key: text` on lines of their own, indented below it.",
    "a whole number": "Write digits alone, without quotes.",
    "a number": "Write digits alone, without quotes and unit, with a point: 4.5.",
    "true or false": "Write true or false, without quotes.",
}


def key_unknown(owner: str, path: Path, known: Iterable[str], position: Position) -> Problem:
    """Return the problem of a key that `owner` ("The front matter") does not take.

    `known` are those that may stand in its place.
    """
    names, before = tuple(known), path[:-1]
    near = nearest(str(path[-1]), names)
    return Problem(
        code="key-unknown",
        message=f"{owner} has no key `{called(path)}`.",
        hint=f"Did you mean `{called((*before, near))}`?"
        if near
        else f"It takes {', '.join(names)}.",
        position=position,
    )


def key_missing(path: Path, example: str, position: Position) -> Problem:
    """Return the problem of a key that has to be there; `example` is how it is written."""
    return Problem(
        code="key-missing",
        message=f"`{called(path)}` is missing.",
        hint=f"Write it: `{example}`.",
        position=position,
    )


def number_not_text(path: Path, written: str, position: Position) -> Problem:
    """Return the problem of a number where a text is wanted; `written` is how it stands there."""
    return Problem(
        code="number-not-text",
        message=f"`{called(path)}` is the number {written}, where a text is wanted.",
        hint=f'Put it in quotes: "{written}".',
        position=position,
    )


def kind_wrong(path: Path, found: object, wanted: str, position: Position) -> Problem:
    """Return the problem of a value of another kind than is `wanted` ("a list")."""
    colon = isinstance(found, dict) and wanted == "a text"
    return value_wrong(
        f"`{called(path)}` is {_kind(found)}, where {wanted} should stand.",
        "A text with a colon in it goes in double quotes." if colon else _HOW_TO_WRITE[wanted],
        position,
    )


def value_wrong(message: str, hint: str, position: Position) -> Problem:
    """Return the problem of a value that cannot be taken."""
    return Problem(code="value-wrong", message=message, hint=hint, position=position)


def folded(text: str) -> str:
    """Return a text as it is printed: clean, NFC, white space folded to single spaces."""
    return " ".join(clean(text.replace("\n", " ")).split())


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return what was probably meant by `name`, or an empty text; `cutoff` is difflib's."""
    return next(iter(get_close_matches(name.lower(), tuple(known), n=1, cutoff=cutoff)), "")


def called(path: Path) -> str:
    """Return a path as people say it: `event.place`, `demands, item 2`."""
    head, *rest = path
    return str(head) + "".join(
        f", item {part + 1}" if isinstance(part, int) else f".{part}" for part in rest
    )


def _kind(found: object) -> str:
    kinds = {
        bool: "a truth value",
        list: "a list",
        dict: "a group of keys",
        type(None): "empty",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(found), "a text")
