"""out/manifest.json, one entry for each file: the same entries give the same bytes."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from leaflets.model.manifest import CodeFound, Entry, Fit, Manifest, PaperUsed
from leaflets.problems import Exit, LeafletsError, Position, Problem, Severity, Where

NAME = "manifest.json"
VERSION = 1

_T = TypeVar("_T")


def dump(manifest: Manifest) -> bytes:
    """Return the manifest as UTF-8 JSON, entries ordered by path and each on a line of its own."""
    problems = _lines(problem_shape(problem) for problem in manifest.problems)
    outputs = _lines(entry_shape(entry) for entry in by_path(manifest.outputs))
    return _in_utf8(
        f'{{"version": {VERSION},\n"problems": [{problems}],\n"outputs": [{outputs}]}}\n'
    )


def line(entry: Entry) -> bytes:
    """Return one entry as a line of UTF-8 JSON."""
    return _in_utf8(_text(entry_shape(entry)) + "\n")


def load(data: bytes, *, name: str = NAME) -> Manifest:
    """Read what `dump` wrote; `name` is the file's path for messages.

    Raises LeafletsError with `manifest-broken` when it is anything else.
    """
    try:
        return _manifest(json.loads(data.decode()))
    except (ValueError, RecursionError, _ForeignError) as error:
        raise LeafletsError(_broken(name, str(error))) from None


def by_path(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries in the order in which the manifest lists them."""
    return tuple(sorted(entries, key=lambda entry: entry.path))


def entry_shape(entry: Entry) -> dict[str, Any]:
    """Return one entry as JSON values in the documented order of keys."""
    return {
        "path": entry.path,
        "role": entry.role,
        "state": entry.state,
        "of": list(entry.of),
        "source": entry.source,
        "statements": list(entry.statements),
        "region": entry.region,
        "language": entry.language,
        "layout": entry.layout,
        "format": entry.format,
        "profile": entry.profile,
        "ink": entry.ink,
        "shop": entry.shop,
        "pages": entry.pages,
        "copies": entry.copies,
        "paper": entry.paper and _paper_shape(entry.paper),
        "coverage": list(entry.coverage),
        "made": entry.made,
        "fit": entry.fit and _fit_shape(entry.fit),
        "links": [_link_shape(link) for link in entry.links],
        "inputs": entry.inputs,
        "sha256": entry.sha256,
        "bytes": entry.bytes,
        "problems": [problem_shape(problem) for problem in entry.problems],
    }


def read_entry(raw: object) -> Entry:
    """Read what `entry_shape` gave; problems in it name the entry's file as their output.

    Raises LeafletsError with `manifest-broken` when it is anything else.
    """
    try:
        return _entry(raw)
    except _ForeignError as error:
        raise LeafletsError(_broken(NAME, str(error))) from None


def at_home(entry: Entry) -> Entry:
    """Return the entry with its problems naming its own file, as they do when read again."""
    if not entry.problems:
        return entry
    return replace(
        entry,
        problems=tuple(
            replace(problem, where=replace(problem.where, output=entry.path))
            for problem in entry.problems
        ),
    )


def naming(entry: Entry, names: Mapping[str, str]) -> Entry:
    """Return the entry with its problems naming files of the input by the other name."""
    if not entry.problems:
        return entry
    return replace(entry, problems=tuple(renamed(problem, names) for problem in entry.problems))


def renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    """Return the problem with its file called by what `names` has for it."""
    file = names.get(problem.position.file)
    return replace(problem, position=replace(problem.position, file=file)) if file else problem


def _lines(tables: Iterable[dict[str, Any]]) -> str:
    return ",".join("\n" + _text(table) for table in tables)


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _in_utf8(text: str) -> bytes:
    """Write half a surrogate, which a file name can hold, as the escape that JSON has for it."""
    return text.encode(errors="backslashreplace")


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


def _paper_shape(paper: PaperUsed) -> dict[str, Any]:
    return {"size": paper.size, "up": paper.up, "sides": paper.sides, "flip": paper.flip}


def _fit_shape(fit: Fit) -> dict[str, Any]:
    return {"groups": dict(fit.groups), "air": dict(fit.air), "dropped": list(fit.dropped)}


def _link_shape(link: CodeFound) -> dict[str, Any]:
    return {
        "url": link.url,
        "page": link.page,
        "module_mm": link.module_mm,
        "decoded": link.decoded,
        "survives_copier": link.survives_copier,
    }


def problem_shape(problem: Problem) -> dict[str, Any]:
    """Return one problem as JSON values, flat; the file it concerns is told by its entry."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.position.file,
        "line": problem.position.line,
        "column": problem.position.column,
        "row": problem.position.row,
        "page": problem.where.page,
        "slot": problem.where.slot,
        "mm": problem.where.mm,
    }


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


# A stranger's entry has the keys and the kinds of values that an empty one of ours has.
_PATTERN = entry_shape(Entry(path="", role=""))
_PROBLEM_PATTERN = problem_shape(Problem(code="", message=""))
_LINK_PATTERN = _link_shape(
    CodeFound(url="", page=0, module_mm=0.0, decoded=False, survives_copier=False)
)
_PAPER_PATTERN = _paper_shape(PaperUsed(size="", up=0, sides=0, flip=""))
_FIT_PATTERN = _fit_shape(Fit())


def _entry(raw: object) -> Entry:
    table = _like(raw, _PATTERN)
    path = _inside(table["path"])
    nested = {
        "copies": _optional(table["copies"], _whole),
        "paper": _optional(table["paper"], _paper),
        "fit": _optional(table["fit"], _fit),
        "of": _texts(table["of"]),
        "statements": _texts(table["statements"]),
        "coverage": tuple(_number(one) for one in table["coverage"]),
        "links": tuple(CodeFound(**_like(one, _LINK_PATTERN)) for one in table["links"]),
        "problems": tuple(_problem(one, path) for one in table["problems"]),
    }
    return Entry(**{**table, **nested})


def _inside(path: str) -> str:
    """Return `path` if it stays under out/: what is recorded may be deleted one day."""
    if not path or path.startswith("/") or ".." in PurePosixPath(path).parts:
        raise _ForeignError(f"{path!r} leaves its folder")
    return path


def _problem(raw: object, output: str) -> Problem:
    table = _like(raw, _PROBLEM_PATTERN)
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
    return PaperUsed(**_like(raw, _PAPER_PATTERN))


def _fit(raw: object) -> Fit:
    table = _like(raw, _FIT_PATTERN)
    return Fit(
        groups=_pairs(table["groups"]), air=_pairs(table["air"]), dropped=_texts(table["dropped"])
    )


def _like(raw: object, pattern: dict[str, Any]) -> dict[str, Any]:
    """Return `raw` if it has the keys of `pattern` and values of the same kinds."""
    table = _table(raw, tuple(pattern))
    for key, example in pattern.items():
        if example is not None and not _same_kind(table[key], example):
            raise _ForeignError(f"{key} is {table[key]!r:.40}")
    return table


def _same_kind(value: object, example: object) -> bool:
    if isinstance(example, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(example)


def _table(raw: object, keys: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _ForeignError("a table of values is missing")
    odd = set(keys) ^ set(raw)
    if odd:
        raise _ForeignError(f"{', '.join(sorted(odd))} is missing or unknown")
    return raw


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise _ForeignError("a list is missing")
    return raw


def _texts(raw: list[object]) -> tuple[str, ...]:
    if not all(isinstance(one, str) for one in raw):
        raise _ForeignError("a list holds something else than texts")
    return tuple(str(one) for one in raw)


def _pairs(raw: dict[str, object]) -> tuple[tuple[str, float], ...]:
    return tuple((name, _number(value)) for name, value in raw.items())


def _number(raw: object) -> float:
    if not _same_kind(raw, 0.0):
        raise _ForeignError(f"{raw!r:.40} is no number")
    return raw  # type: ignore[return-value]


def _whole(raw: object) -> int:
    if not _same_kind(raw, 0):
        raise _ForeignError(f"{raw!r:.40} is no whole number")
    return raw  # type: ignore[return-value]


def _optional(raw: object, read: Callable[[object], _T]) -> _T | None:
    return None if raw is None else read(raw)
