"""out/manifest.json, one entry for each file: the same entries give the same bytes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from leaflets.model.manifest import CodeFound, Entry, Fit, Manifest, PaperUsed
from leaflets.problems import Problem

NAME = "manifest.json"
VERSION = 1


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
