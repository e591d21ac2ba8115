"""The files that are due, made by those who work: masters first, then their rows in chunks."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import chain
from typing import TypeVar

from leaflets.model.variant import Master, Variant
from leaflets.problems import LeafletsError
from leaflets.verbs.chunk import (
    Batch,
    Common,
    Proved,
    Rows,
    chunks,
    made,
    prove,
    shared,
    unmade,
    unproved,
)
from leaflets.verbs.cluster import cluster, foreign
from leaflets.verbs.early import EarlyTicket, expected
from leaflets.verbs.entries import versions
from leaflets.verbs.job import Ready
from leaflets.verbs.one_size import sized
from leaflets.workers import Crew, processes, run

__all__ = ["EarlyTicket", "batches", "crew", "expected"]

_Made = TypeVar("_Made", Proved, Batch)


def crew(
    todo: Ready, due: Sequence[Variant], jobs: int | None, scheduler: str
) -> AbstractContextManager[Crew]:
    """Return those who make the variants that are due, as `pour` has it."""
    if scheduler:
        return cluster(scheduler)
    most = sum(len(chunks(group)) for group in _by_master(due))
    return processes(max(most, *map(len, todo.plan.one_size), 0), jobs)


def batches(
    due: Sequence[Variant],
    sets: Sequence[tuple[Master, ...]],
    crew: Crew,
    meanwhile: Callable[[], None],
) -> Iterator[Batch]:
    """Make the files of variants: each master once, then its rows, a chunk of them at a time.

    `sets` are the masters whose type is to be of one size.
    Masters are typeset ahead of their rows, as far as there are workers for it; `meanwhile` is
    done when the first of them is ready.
    """
    known = sized(due, sets, crew)
    groups = _by_master(known.variants)
    proofs = _with(meanwhile, _proofs(groups, known.proved, crew))
    jobs = chain.from_iterable(map(partial(_jobs, crew), groups, proofs))
    return map(_ours, run(jobs, made, crew, partial(_singly, crew)))


def _by_master(variants: Sequence[Variant]) -> tuple[tuple[Variant, ...], ...]:
    groups: dict[tuple[str, ...], list[Variant]] = {}
    for variant in variants:
        groups.setdefault(variant.shared, []).append(variant)
    return tuple(tuple(group) for group in groups.values())


def _proofs(
    groups: Sequence[Sequence[Variant]], proved: Mapping[str, Proved], crew: Crew
) -> Iterator[tuple[Proved, ...]]:
    """Yield the pages of each group's masters; those that groups share are made once.

    `proved` are made already.
    """
    every = (one for group in groups for one in group[0].masters)
    masters = {one.key: one for one in every if one.key not in proved}
    awaited = Counter(key for group in groups for key in group[0].shared)
    made_pages = zip(
        masters, run(((one,) for one in masters.values()), prove, crew, unproved), strict=True
    )
    known = dict(proved)
    for group in groups:
        keys = group[0].shared
        while not known.keys() >= set(keys):
            known |= (next(made_pages),)
        yield tuple(known[key] for key in keys)
        awaited.subtract(keys)
        known = {key: one for key, one in known.items() if awaited[key]}


def _with(
    meanwhile: Callable[[], None], proofs: Iterator[tuple[Proved, ...]]
) -> Iterator[tuple[Proved, ...]]:
    for proved in proofs:
        meanwhile()
        yield proved


def _jobs(
    crew: Crew, variants: Sequence[Variant], proved: tuple[Proved, ...]
) -> tuple[tuple[Rows, Common], ...]:
    """Return the chunks of a group, each with what its rows share."""
    rows = chunks(variants, crew.number)
    common = Common(proved=tuple(map(_ours, proved)), parts=shared(variants))
    sent: Common = common if len(rows) == 1 else crew.share(common)
    return tuple((one, sent) for one in rows)


def _singly(crew: Crew, rows: Rows, common: Common) -> Batch:
    """Make the files of a chunk that takes its workers with it, row by row: one of them does."""
    if len(rows.variants) == 1:
        return unmade(rows)
    singles = run(((row, common) for row in rows.each()), made, crew, partial(_singly, crew))
    return Batch(files=tuple(files for batch in singles for files in batch.files))


def _ours(result: _Made) -> _Made:
    """Return what a worker made, unless other versions than ours made it."""
    if result.versions != versions():
        raise LeafletsError(foreign(result.versions, versions()))
    return result
