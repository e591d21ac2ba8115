"""The kinds of value that people write in YAML, for contracts in pydantic, and what is wrong."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, Discriminator, Field, Tag
from pydantic_core import ErrorDetails, PydanticCustomError

from leaflets.problems import Problem
from leaflets.read import keys
from leaflets.yaml_source import Located, Path

_P = TypeVar("_P")
_G = TypeVar("_G")

_HEX_DIGITS = "(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"
_SHORT_HEX = 4
# The checker's types of errors → the kind that is wanted.
_WANTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "dict_type": "a group of keys",
    "model_type": "a group of keys",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
}


def _text(found: object) -> object:
    if isinstance(found, str):
        return keys.folded(found)
    return found.isoformat() if isinstance(found, date) else found


def _lower(found: object) -> object:
    return found.lower() if isinstance(found, str) else found


def _hex(found: object) -> object:
    """Return "#rrggbb"; after an unquoted # YAML sees a comment and no value."""
    if found is None:
        raise _refused('An unquoted # begins a comment: put the colour in quotes, "#d8121b".')
    text = str(found)
    if re.fullmatch(_HEX_DIGITS, text):
        raise _refused(f'A colour begins with #: write "#{text}".')
    if not re.fullmatch(f"#{_HEX_DIGITS}", text):
        raise _refused('Write red, green and blue in hexadecimal digits: "#d8121b".')
    if len(text) == _SHORT_HEX:
        text = "#" + "".join(digit * 2 for digit in text[1:])
    return text.lower()


def _refused(hint: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{hint}", {"hint": hint})


def _branch(found: object) -> str:
    return "(group)" if isinstance(found, dict | BaseModel) else "(plain)"


Text = Annotated[str, BeforeValidator(_text)]
Said = Annotated[Text, Field(min_length=1)]
Texts = Annotated[tuple[Said, ...], Field(strict=False)]
Hex = Annotated[str, BeforeValidator(_hex), Field(pattern=f"^#{_HEX_DIGITS}$")]
# A plain value or a group of keys.
Either = Annotated[
    Annotated[_P, Tag("(plain)")] | Annotated[_G, Tag("(group)")], Discriminator(_branch)
]


def numbers(count: int) -> BeforeValidator:
    """Return what refuses a list of more or fewer than `count`."""

    def check(found: object) -> object:
        if isinstance(found, list) and len(found) != count:
            raise _refused(f"It takes {count} numbers.")
        return found

    return BeforeValidator(check)


SMALL_LETTERS = BeforeValidator(_lower)


def problem(error: ErrorDetails, located: Located, hints: Mapping[str, str]) -> Problem:
    """Return what is wrong with one value, or what is missing.

    `hints` are examples of the keys that have to be there, and under `pattern` the sentence that
    says how names are written.
    """
    path = within(error["loc"], located)
    place = located.position(*path)
    kind = error["type"]
    if kind == "missing":
        missing = (*path, error["loc"][-1])
        return keys.key_missing(missing, hints[str(missing[-1])], place)
    if _is_text_without_quotes(error, located.written(*path)):
        return keys.number_not_text(path, located.written(*path), place)
    if kind in _WANTED and not _is_broken_number(error):
        return keys.kind_wrong(path, error["input"], _WANTED[kind], place)
    shown = located.written(*path) or error["input"]
    holds = f"cannot be `{shown}`" if isinstance(shown, str | int | float) else "cannot be taken"
    return keys.value_wrong(
        f"`{keys.called(path)}` {'is empty' if error['input'] in (None, '') else holds}.",
        _hint(error, hints.get("pattern", "")),
        place,
    )


def within(loc: tuple[int | str, ...], located: Located) -> Path:
    """Return `loc` as it stands in the document: the checker adds words of its own."""
    value, path = located.value, []
    for part in loc:
        if part in value if isinstance(value, dict) else isinstance(part, int):
            value = value[part]
            path.append(part)
    return tuple(path)


def without(located: Located, wrong: Collection[Path]) -> Located:
    """Return a document of keys without those that are `wrong`, and without wrong items of theirs.

    What is left of a list is numbered anew, in the places as well. Paths into a document are as
    deep as a key and its item; deeper ones take the whole item away.
    """
    cut = {path[:2] for path in wrong}
    value = {key: _left(key, one, cut) for key, one in located.value.items() if (key,) not in cut}
    return Located(
        value=value,
        positions={
            moved: place
            for path, place in located.positions.items()
            if (moved := _moved(path, cut)) is not None
        },
        sources={
            moved: text
            for path, text in located.sources.items()
            if (moved := _moved(path, cut)) is not None
        },
    )


def _left(key: str, value: Any, cut: Collection[Path]) -> Any:  # noqa: ANN401 (YAML holds anything)
    if isinstance(value, list):
        return [one for nth, one in enumerate(value) if (key, nth) not in cut]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if (key, name) not in cut}
    return value


def _moved(path: Path, cut: Collection[Path]) -> Path | None:
    """Return where a path leads once what is `cut` is gone; None if it is gone itself."""
    if path[:1] in cut or path[:2] in cut:
        return None
    if len(path) > 1 and isinstance(path[1], int):
        earlier = sum(one[0] == path[0] and len(one) > 1 and int(one[1]) < path[1] for one in cut)
        return (path[0], path[1] - earlier, *path[2:])
    return path


def _is_text_without_quotes(error: ErrorDetails, written: str) -> bool:
    """Tell a number where any text is wanted, or one that is a choice once it is in quotes."""
    if type(error["input"]) not in (int, float):
        return False
    is_choice = error["type"] == "literal_error" and f"'{written}'" in error["ctx"]["expected"]
    return error["type"] == "string_type" or is_choice


def _is_broken_number(error: ErrorDetails) -> bool:
    return error["type"] == "int_type" and isinstance(error["input"], float)


def _hint(error: ErrorDetails, shape: str) -> str:
    context: dict[str, Any] = error.get("ctx", {})
    given = str(error["input"])
    hints: dict[str, Callable[[], str]] = {
        "refused": lambda: str(context["hint"]),
        "literal_error": lambda: _one_of(given, re.findall("'([^']+)'", context["expected"])),
        "greater_than_equal": lambda: f"The least is {context['ge']:g}.",
        "int_type": lambda: "Write a whole number.",
        "too_short": lambda: "Write it, or take it out.",
        "less_than_equal": lambda: f"The most is {context['le']:g}.",
    }
    return hints.get(error["type"], lambda: shape)()


def _one_of(given: str, names: list[str]) -> str:
    near = keys.nearest(given, names)
    return f"Did you mean `{near}`?" if near else f"It takes {', '.join(names)}."
