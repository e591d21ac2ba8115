"""One size of type in all leaflets of a layout and format: the smallest that any of them needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from leaflets.model.variant import Master, Variant
from leaflets.plan.one_size import kind, with_masters
from leaflets.problems import errors
from leaflets.verbs.chunk import Proved, prove, unproved
from leaflets.workers import Crew, run

_Scales = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Variants with masters that know how large their type may grow.

    Attributes:
        proved: The pages of masters that are made already, by their keys.
    """

    variants: tuple[Variant, ...]
    proved: dict[str, Proved] = field(default_factory=dict)


def sized(variants: Sequence[Variant], sets: Iterable[tuple[Master, ...]], crew: Crew) -> Sized:
    """Typeset the sets of masters that `variants` have a part in, until each has one size."""
    due = {kind(master) for variant in variants for master in variant.masters}
    masters: dict[str, Master] = {}
    proved: dict[str, Proved] = {}
    caps: dict[tuple[str, str], _Scales] = {}
    for one in sets:
        of = kind(one[0])
        if of in due:
            made, caps[of] = _alike(one, crew)
            masters |= {master.key: master for master, _ in made}
            proved |= {master.key: pages for master, pages in made}

    def capped(master: Master) -> Master:
        if master.key not in masters:
            masters[master.key] = replace(master, caps=caps.get(kind(master), ()))
        return masters[master.key]

    return Sized(variants=tuple(with_masters(one, capped) for one in variants), proved=proved)


def _alike(
    masters: Sequence[Master], crew: Crew
) -> tuple[tuple[tuple[Master, Proved], ...], _Scales]:
    """Return masters with their pages in one size, and the scales they share.

    Those that grew larger than the others are made again with what these have as their most; that
    may take one below it, so that it is looked at again.
    """
    due = tuple(masters)
    made: dict[str, tuple[Master, Proved]] = {}
    while due:
        pages = run(((one,) for one in due), prove, crew, unproved)
        made |= {one.key: (one, proved) for one, proved in zip(due, pages, strict=True)}
        smallest = _smallest(proved for _, proved in made.values())
        due = tuple(
            replace(one, caps=smallest)
            for one, proved in made.values()
            if one.caps != smallest and _is_larger(proved, dict(smallest))
        )
    return tuple(made.values()), smallest


def _smallest(proved: Iterable[Proved]) -> _Scales:
    """Return the smallest scale of each group; a page that is not delivered has no say."""
    least: dict[str, float] = {}
    for one in proved:
        for name, scale in _scales(one):
            least[name] = min(scale, least.get(name, scale))
    return tuple(least.items())


def _is_larger(proved: Proved, smallest: dict[str, float]) -> bool:
    return any(scale > smallest[name] for name, scale in _scales(proved))


def _scales(proved: Proved) -> _Scales:
    if proved.proof is None or errors(proved.proof.problems):
        return ()
    return proved.proof.fitting.scales
