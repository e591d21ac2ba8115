"""How files travel back from a worker: what those of one master begin with goes once."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from leaflets.model.manifest import Entry
from leaflets.verbs.entries import Made

# What files begin alike in.
_Kind = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """The files of rows, each without what all of its kind begin with.

    Attributes:
        begin: Kind of file → that beginning: of stamped ones it is nearly all.
        rest: The entries of each row's files, and what stands behind it in each; None for a file
            that was not made.
    """

    begin: Mapping[_Kind, bytes]
    rest: tuple[tuple[tuple[Entry, bytes | None], ...], ...]


def parted(rows: Iterable[tuple[Made, ...]]) -> Parted:
    """Part files at the end of what they have in common."""
    every = tuple(rows)
    kinds: dict[_Kind, list[bytes]] = {}
    for one in (one for row in every for one in row if one.data):
        kinds.setdefault(_kind(one.entry), []).append(one.data)
    begin = {kind: _beginning(data) for kind, data in kinds.items()}
    rest = tuple(tuple((one.entry, _behind(one, begin)) for one in row) for row in every)
    return Parted(begin=begin, rest=rest)


def joined(files: Parted) -> Iterator[tuple[Made, ...]]:
    """Give the files of each row as they were."""
    for row in files.rest:
        yield tuple(
            Made(entry=entry, data=b"" if rest is None else files.begin[_kind(entry)] + rest)
            for entry, rest in row
        )


def _behind(one: Made, begin: Mapping[_Kind, bytes]) -> bytes | None:
    return one.data[len(begin[_kind(one.entry)]) :] if one.data else None


def _kind(entry: Entry) -> _Kind:
    return entry.role, entry.profile


def _beginning(files: Iterable[bytes]) -> bytes:
    """Return what all files begin with: what the first and the last in their order do."""
    ordered = sorted(files)
    first, last = ordered[0], ordered[-1]
    lengths = range(1, len(first) + 1)
    alike = bisect_left(lengths, x=True, key=lambda size: not last.startswith(first[:size]))
    return first[:alike]
