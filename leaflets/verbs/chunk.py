"""A chunk: what a worker is given, at most 100 rows of one master or two, and what it returns.

What the rows share goes to each worker once; a row itself is a few hundred bytes. What their files
share comes back once a chunk.
"""

import io
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil
from threading import Lock

from leaflets.model.proof import Proof
from leaflets.model.variant import Master, Variant
from leaflets.problems import Exit, Problem
from leaflets.typeset.layer import CHUNK
from leaflets.verbs.entries import Made, stopped, versions
from leaflets.verbs.leaflet import files, proofed, stamping
from leaflets.verbs.stamping import Stamping
from leaflets.verbs.travel import Parted, joined, parted

# Masters that a worker keeps open, each with its pressed pages.
_OPEN = 4
# The last chunks of many hold at least this part of a whole one.
_LEAST = 4
# Of each side, its master first.
_SHARED = ("master", "pictured", "statement")
# The engines do not bear two threads: a worker that has several does one job after the other.
_ALONE = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A master's pages, made once for all its rows.

    Attributes:
        proof: The pages; None where no worker could make them.
        problems: Why there are none.
        versions: What made them.
    """

    proof: Proof | None = None
    problems: tuple[Problem, ...] = ()
    versions: tuple[str, ...] = field(default_factory=versions)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Common:
    """What rows share: the pages of each of their sides, and values that rows refer to."""

    proved: tuple[Proved, ...]
    parts: tuple[object, ...]


class Rows:
    """At most 100 variants; on their way to a worker without what they share."""

    def __init__(self, variants: Sequence[Variant], parts: tuple[object, ...]) -> None:
        """Take variants that refer to `parts`, the very objects, where they share values."""
        self.variants = tuple(variants)
        self._parts = parts

    def of(self, _: Common) -> tuple[Variant, ...]:
        """Return the variants, with what they share."""
        return self.variants

    def each(self) -> "Iterator[Rows]":
        """Give each variant as a chunk of its own."""
        return (Rows((variant,), self._parts) for variant in self.variants)

    def __reduce__(self) -> "tuple[type[_Packed], tuple[bytes]]":
        out = io.BytesIO()
        _Packer(out, self._parts).dump(self.variants)
        return _Packed, (out.getvalue(),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The files of a chunk's rows, in their order, and the versions that made them."""

    files: tuple[tuple[Made, ...], ...]
    versions: tuple[str, ...] = field(default_factory=versions)

    def __reduce__(self) -> "tuple[Callable[..., Batch], tuple[Parted, tuple[str, ...]]]":
        return _arrived, (parted(self.files), self.versions)


def chunks(variants: Sequence[Variant], number: int = 1) -> tuple[Rows, ...]:
    """Part variants that share their masters.

    Where `number` chunks are made at once, they get smaller towards the end: nobody waits long for
    who makes the last one.
    """
    parts = shared(variants)
    alike = [_alike(variant, variants[0]) for variant in variants]
    return tuple(Rows(alike[start:end], parts) for start, end in _spans(len(alike), number))


def shared(variants: Sequence[Variant]) -> tuple[object, ...]:
    """Return the values that variants have in common which share their masters, side by side."""
    return tuple(getattr(side, name) for side in variants[0].sides for name in _SHARED)


def prove(master: Master) -> Proved:
    """Typeset a master that rows share, in whichever process."""
    with _ALONE:
        return Proved(proof=proofed(master))


def unproved(master: Master) -> Proved:
    """Return what stands for the pages of a master that no worker survives."""
    return Proved(problems=(died(f"{master.layout.name} {master.format}"),))


def made(rows: "Rows | _Packed", common: Common) -> Batch:
    """Make the files of a chunk, in whichever process."""
    variants = rows.of(common)
    proofs = tuple(one.proof for one in common.proved if one.proof)
    if len(proofs) < len(common.proved):
        problems = tuple(problem for one in common.proved for problem in one.problems)
        return Batch(files=tuple(stopped(one, problems) for one in variants))
    with _ALONE:
        return Batch(files=tuple(files(variants, proofs, _opened(common))))


def unmade(rows: Rows) -> Batch:
    """Return the files of rows that no worker survives, none of them made."""
    return Batch(files=tuple(stopped(one, (died(f"{one.stem}.pdf"),)) for one in rows.variants))


def died(what: str) -> Problem:
    """Return the error of what no worker survives."""
    return Problem(
        code="worker-died",
        message=f"The process that made {what} was ended by the system, and so was the next one.",
        hint="Most often the memory was full: close other programs, or pour with --jobs 1. If it "
        "happens again, report it with this line.",
        exit=Exit.MACHINE,
    )


class _Packed:
    """Rows as they travel."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def of(self, common: Common) -> tuple[Variant, ...]:
        """Return the variants, with what they share."""
        variants: tuple[Variant, ...] = _Unpacker(io.BytesIO(self._data), common.parts).load()
        return variants


def _arrived(files: Parted, made_by: tuple[str, ...]) -> Batch:
    return Batch(files=tuple(joined(files)), versions=made_by)


class _Packer(pickle.Pickler):
    """Writes the number of a part where the value is that very part."""

    def __init__(self, out: io.BytesIO, parts: tuple[object, ...]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._numbers = {id(part): number for number, part in enumerate(parts) if part is not None}

    def persistent_id(self, obj: object) -> int | None:
        """Return which part it is, if it is one."""
        return self._numbers.get(id(obj))


class _Unpacker(pickle.Unpickler):
    """Puts the parts in their places again."""

    def __init__(self, data: io.BytesIO, parts: tuple[object, ...]) -> None:
        super().__init__(data)
        self._parts = parts

    def persistent_load(self, pid: int) -> object:
        """Return the part."""
        return self._parts[pid]


def _spans(rows: int, number: int) -> Iterator[tuple[int, int]]:
    """Give the first row of each chunk, and that behind its last one."""
    start = 0
    while start < rows:
        share = ceil((rows - start) / (2 * number)) if number > 1 and rows > CHUNK else CHUNK
        end = min(rows, start + min(CHUNK, max(share, CHUNK // _LEAST)))
        yield start, end
        start = end


@lru_cache(_OPEN)
def _opened(common: Common) -> Stamping | None:
    """Press masters once in each process, for as long as their rows come."""
    masters = [part for part in common.parts[:: len(_SHARED)] if isinstance(part, Master)]
    return stamping(masters, [one.proof for one in common.proved if one.proof])


def _alike(variant: Variant, first: Variant) -> Variant:
    """Let each side of a variant refer to the very master and statement that the first has."""
    if variant.back and first.back:
        back = _alike(variant.back, first.back)
        variant = variant if back is variant.back else replace(variant, back=back)
    if all(getattr(variant, name) is getattr(first, name) for name in _SHARED):
        return variant
    equal = {
        name: getattr(first, name)
        for name in _SHARED
        if getattr(variant, name) == getattr(first, name)
    }
    return replace(variant, **equal)
