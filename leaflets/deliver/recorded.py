"""Reading what stands recorded: JSON becomes entries, and a stranger's is refused."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from leaflets.deliver.manifest import NAME, VERSION, entry_shape
from leaflets.model.manifest import CodeFound, Entry, Fit, Manifest, PaperUsed
from leaflets.problems import Exit, LeafletsError, Position, Problem, Severity, Where

_T = TypeVar("_T")


def load(data: bytes, *, name: str = NAME) -> Manifest:
    """Read what `manifest.dump` wrote; `name` is the file's path for messages.

    Raises LeafletsError with `manifest-broken` when it is anything else.
    """
    try:
        return _manifest(json.loads(data.decode()))
    except (ValueError, RecursionError, _ForeignError) as error:
        raise LeafletsError(_broken(name, str(error))) from None


def read_entry(raw: object) -> Entry:
    """Read what `manifest.entry_shape` gave; problems in it name the entry's file as their output.

    Raises LeafletsError with `manifest-broken` when it is anything else.
    """
    try:
        return _entry(raw)
    except _ForeignError as error:
        raise LeafletsError(_broken(NAME, str(error))) from None


class _ForeignError(Exception):
    """The JSON is not of our shape."""


def _broken(name: str, reason: str) -> Problem:
    return Problem(
        code="manifest-broken",
        message=f"{name} is not a manifest that this version of Leaflets wrote: {reason}.",
        hint="Move it away or choose another folder with --out; with the manifest gone, --force "
        "lets Leaflets write over the files beside it.",
        position=Position(file=name),
        exit=Exit.DELIVERY,
    )


def _manifest(raw: object) -> Manifest:
    if isinstance(raw, dict) and raw.get("version", VERSION) != VERSION:
        raise _ForeignError(f"its version is {raw['version']!r}, this one knows {VERSION}")
    table = _table(raw, ("version", "problems", "outputs"))
    outputs = tuple(_entry(one) for one in _list(table["outputs"]))
    paths = [entry.path for entry in outputs]
    if len(set(paths)) < len(paths):
        raise _ForeignError("it lists a path twice")
    return Manifest(
        outputs=outputs, problems=tuple(_problem(one, "") for one in _list(table["problems"]))
    )


class _Pattern:
    """What a stranger's table must be like: the keys and the kinds of values of one of ours."""

    def __init__(self, example: dict[str, Any]) -> None:
        self._example = example
        # Thousands of entries are alike: what was looked at once is not looked at again.
        self._known: set[tuple[object, ...]] = set()

    def table(self, raw: object) -> dict[str, Any]:
        """Return `raw` if it is like the example; a value that is None there is checked apart."""
        if not isinstance(raw, dict):
            raise _ForeignError(_NO_TABLE)
        kinds = (*raw, *map(type, raw.values()))
        if kinds not in self._known:
            self._check(raw)
            self._known.add(kinds)
        return raw

    def _check(self, raw: dict[str, Any]) -> None:
        table = _table(raw, tuple(self._example))
        for key, example in self._example.items():
            if not _same_kind(table[key], example):
                raise _ForeignError(f"{key} is {raw[key]!r:.40}")


_NUMBERS = frozenset((int, float))
_TEXT = frozenset((str,))
_NO_TABLE = "a table of values is missing"
_EXAMPLE = entry_shape(
    Entry(
        path="",
        role="",
        paper=PaperUsed(size="", up=0, sides=0, flip=""),
        fit=Fit(),
        links=(CodeFound(url="", page=0, module_mm=0.0, decoded=False, survives_copier=False),),
        problems=(Problem(code="", message=""),),
    )
)
_PATTERN = _Pattern({**_EXAMPLE, "copies": None, "paper": None, "fit": None})
_PAPER_PATTERN = _Pattern(_EXAMPLE["paper"])
_FIT_PATTERN = _Pattern(_EXAMPLE["fit"])
_LINK_PATTERN = _Pattern(_EXAMPLE["links"][0])
_PROBLEM_PATTERN = _Pattern(_EXAMPLE["problems"][0])


def _entry(raw: object) -> Entry:
    table = _PATTERN.table(raw)
    path = _inside(table["path"])
    nested = {
        "copies": _optional(table["copies"], _whole),
        "paper": _optional(table["paper"], _paper),
        "fit": _optional(table["fit"], _fit),
        "of": _texts(table["of"]),
        "statements": _texts(table["statements"]),
        "coverage": _numbers(table["coverage"]),
        "links": tuple(CodeFound(**_LINK_PATTERN.table(one)) for one in table["links"]),
        "problems": tuple(_problem(one, path) for one in table["problems"]),
    }
    return Entry(**(table | nested))


def _inside(path: str) -> str:
    """Return `path` if it stays under out/: what is recorded may be deleted one day."""
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise _ForeignError(f"{path!r} leaves its folder")
    return path


def _problem(raw: object, output: str) -> Problem:
    table = _PROBLEM_PATTERN.table(raw)
    if table["severity"] not in tuple(Severity):
        raise _ForeignError(f"it knows no severity {table['severity']!r}")
    return Problem(
        code=table["code"],
        severity=Severity(table["severity"]),
        message=table["message"],
        hint=table["hint"],
        position=Position(**{key: table[key] for key in ("file", "line", "column", "row")}),
        where=Where(output=output, **{key: table[key] for key in ("page", "slot", "mm")}),
    )


def _paper(raw: object) -> PaperUsed:
    return _one_paper(*_PAPER_PATTERN.table(raw).items())


@lru_cache(maxsize=64)
def _one_paper(*pairs: tuple[str, Any]) -> PaperUsed:
    """Return the very same value for all leaflets that lie alike."""
    return PaperUsed(**dict(pairs))


def _fit(raw: object) -> Fit:
    table = _FIT_PATTERN.table(raw)
    return _one_fit(_pairs(table["groups"]), _pairs(table["air"]), _texts(table["dropped"]))


@lru_cache(maxsize=64)
def _one_fit(
    groups: tuple[tuple[str, float], ...],
    air: tuple[tuple[str, float], ...],
    dropped: tuple[str, ...],
) -> Fit:
    """Return the very same value for all leaflets of a master."""
    return Fit(groups=groups, air=air, dropped=dropped)


def _same_kind(value: object, example: object) -> bool:
    if isinstance(example, float):
        return type(value) in _NUMBERS
    return example is None or type(value) is type(example)


def _table(raw: object, keys: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _ForeignError(_NO_TABLE)
    odd = set(keys) ^ set(raw)
    if odd:
        raise _ForeignError(f"{', '.join(sorted(odd))} is missing or unknown")
    return raw


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise _ForeignError("a list is missing")
    return raw


def _texts(raw: list[Any]) -> tuple[str, ...]:
    if not _TEXT.issuperset(map(type, raw)):
        raise _ForeignError("a list holds something else than texts")
    return tuple(raw)


def _pairs(raw: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    _numbers(raw.values())
    return tuple(raw.items())


def _numbers(raw: Iterable[Any]) -> tuple[float, ...]:
    values = tuple(raw)
    if not _NUMBERS.issuperset(map(type, values)):
        raise _ForeignError(f"{values!r:.40} are no numbers")
    return values


def _whole(raw: object) -> int:
    if not _same_kind(raw, 0):
        raise _ForeignError(f"{raw!r:.40} is no whole number")
    return raw  # type: ignore[return-value]


def _optional(raw: object, read: Callable[[object], _T]) -> _T | None:
    return None if raw is None else read(raw)
