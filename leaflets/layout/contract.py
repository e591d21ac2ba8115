"""layout.yaml as a designer writes it: its keys and values, checked one folder at a time."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from leaflets.problems import LeafletsError, Problem
from leaflets.yaml_source import Located, load

Holds = Literal[
    "kicker",
    "headline",
    "lead",
    "excerpts",
    "demands",
    "number",
    "words",
    "region",
    "qr",
    "link",
    "signed",
    "imprint",
    "image",
]
Format = Literal["a3", "a4", "a5", "a6"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Span = Annotated[tuple[int, int], Field(strict=False)]

_MEASURE = re.compile(r"(\d+(?:\.\d+)?) ?(pt|mm|m)")


def _measure(unit: str) -> Callable[[object], object]:
    def number(value: object) -> object:
        found = _MEASURE.fullmatch(value) if isinstance(value, str) else None
        if found is None or found[2] != unit:
            raise ValueError(f"it must be a number with its unit, such as 4 {unit}")
        return float(found[1])

    return number


Points = Annotated[float, BeforeValidator(_measure("pt"))]
Millimetres = Annotated[float, BeforeValidator(_measure("mm"))]
Metres = Annotated[float, BeforeValidator(_measure("m"))]
Share = Annotated[float, Field(gt=0, le=1)]
Shares = Annotated[tuple[Share, Share], Field(strict=False)]


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FormatKeys(_Keys):
    """One of `formats`."""

    sides: int = Field(default=1, ge=1, le=16)


class FieldKeys(_Keys):
    """One of a slot's `fields`; `min` is a share of the CSS size."""

    lines: int = Field(default=1, ge=1, le=9)
    min: Share = 0.7


class SlotKeys(_Keys):
    """One of `slots`; `min` is a type size, `gap` in em or, in a ladder, a share of the measure."""

    holds: Holds
    set: Literal["text", "poster", "ladder"] = "text"
    fit: str = ""
    face: tuple[str, ...] = Field(default=(), strict=False)
    lines: Span = (1, 99)
    stand: Literal["top", "middle", "bottom"] = "top"
    min: Points = 0.0
    gap: float | None = Field(default=None, ge=-0.5, le=2)
    case: Literal["upper", "as-is"] = "as-is"
    count: Span | None = None
    words: str = ""
    fields: dict[Name, FieldKeys] = {}
    pages: int = Field(default=1, ge=1, le=64)
    each: bool = False
    numbered: bool = False
    optional: bool = False
    height: Shares = (0.02, 0.2)
    ratio: float = Field(default=3.0, ge=1, le=20)
    contrast: float = Field(default=0.1, ge=0, le=5)
    ragged: bool = False
    mix: bool = False
    accent: Literal["", "word", "line"] = ""
    accent_height: Shares = (0.09, 0.42)
    catch: str = ""


class GroupKeys(_Keys):
    """One of `fit`: shares of the CSS size, and the most air between items."""

    min: Share = 0.8
    max: float = Field(default=1.6, ge=1, le=10)
    air: Millimetres = 0.0


class ContractKeys(_Keys):
    """The whole of layout.yaml; a slot that is null takes a parent's away."""

    title: str
    about: str = ""
    extends: str = ""
    formats: dict[Format, FormatKeys] = {}
    faces: tuple[str, ...] = Field(default=(), strict=False)
    inks: tuple[Literal["black", "accent"], ...] = Field(default=(), strict=False)
    bw: dict[Literal["accent"], Literal["black", "paper", "screen"]] = {}
    read_from: dict[Format, Metres] = {}
    columns: dict[Name, Annotated[tuple[Name, ...], Field(strict=False)]] = {}
    slots: dict[Name, SlotKeys | None] = {}
    fit: dict[Name, GroupKeys] = {}


# The keys of a contract by the first part of their path.
_PARTS: dict[str, type[_Keys]] = {"formats": FormatKeys, "slots": SlotKeys, "fit": GroupKeys}


def contract(text: str, *, file: str) -> tuple[ContractKeys, Located]:
    """Return the keys of one layout.yaml, and where each stands.

    Raises:
        LeafletsError: with every unknown key and every wrong value, each at its place.
    """
    located = load(text, file=file)
    try:
        return ContractKeys.model_validate(located.value), located
    except ValidationError as found:
        raise LeafletsError(*_problems(found.errors(), located)) from found


def near(wrong: str, known: Iterable[str]) -> str:
    """Return the hint that names the nearest of `known`, or all of them."""
    names = sorted(known)
    close = get_close_matches(wrong, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Known are: {', '.join(names)}." if names else ""


def _problems(errors: Iterable[ErrorDetails], located: Located) -> Iterator[Problem]:
    for error in errors:
        path = _path(error["loc"], located.value)
        if error["type"] == "extra_forbidden":
            yield _unknown(path, located)
        else:
            yield _wrong(path, error, located)


def _path(loc: tuple[int | str, ...], value: object) -> tuple[int | str, ...]:
    """Return `loc` as far as the document goes: the checker adds words of its own."""
    path: list[int | str] = []
    for part in loc:
        inside = part in value if isinstance(value, Mapping) else _has_item(value, part)
        if not inside:
            break
        value = value[part]  # type: ignore[index]
        path.append(part)
    return tuple(path)


def _has_item(value: object, part: int | str) -> bool:
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def _unknown(path: tuple[int | str, ...], located: Located) -> Problem:
    owner = path[:-1]
    keys = ContractKeys if not owner else _PARTS[str(owner[0])]
    if "fields" in owner:
        keys = FieldKeys
    place = f"`{_dotted(owner)}`" if owner else "a layout"
    return Problem(
        code="layout-key-unknown",
        message=f"`{path[-1]}` is no key of {place}.",
        hint=near(str(path[-1]), keys.model_fields),
        position=located.position(*path),
    )


def _wrong(path: tuple[int | str, ...], error: ErrorDetails, located: Located) -> Problem:
    reason = error["msg"].removeprefix("Value error, ").replace("Input", "It")
    what, hint = (
        f"`{_dotted(path)}` cannot be `{error['input']}`.",
        f"{reason[0].upper()}{reason[1:]}.",
    )
    if error["type"] == "missing":
        key = error["loc"][-1]
        what, hint = f"`{_dotted((*path, key))}` is missing.", f"Write it: `{key}: …`."
    elif not path:
        what, hint = "This is no layout's contract.", "Write keys, at least `title: …`."
    return Problem(
        code="layout-value-wrong", message=what, hint=hint, position=located.position(*path)
    )


def _dotted(path: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in path)
