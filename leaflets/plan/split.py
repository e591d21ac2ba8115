"""Masters counted: how many a plan takes, and which regional values part them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from leaflets.layout.compose import marked, regional_values
from leaflets.model.material import Fitting
from leaflets.model.variant import Variant
from leaflets.problems import Problem, Severity

_NAMED = 4
# What parts the first so many masters parts the others.
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Variants of one layout, format, profile and language that do not all share a master.

    Attributes:
        masters: How many they take.
        by: The regional values that part them: empty in some, or decided by.
        demands: Whether regions print demands of their own choice.
    """

    layout: str
    format: str
    profile: str
    language: str
    masters: int
    by: tuple[str, ...]
    demands: bool


def splits(variants: Sequence[Variant]) -> tuple[Split, ...]:
    """Return what parts masters, by layout, format, profile and language."""
    return tuple(_splits(variants))


def split_note(parted: Sequence[Split]) -> tuple[Problem, ...]:
    """Return the note that tells how many masters there are, and why; none where all share."""
    if not parted:
        return ()
    by = sorted({name for split in parted for name in split.by})
    shown = ", ".join(f"`{name}`" for name in by[:_NAMED]) + ", …" * (len(by) > _NAMED)
    causes = [*([f"part by {shown}"] if shown else [])]
    causes += ["choose demands of their own"] if any(split.demands for split in parted) else []
    kinds = list(dict.fromkeys(f"{split.layout} {split.format}" for split in parted))
    count = sum(split.masters for split in parted)
    return (
        Problem(
            code="masters-split",
            severity=Severity.NOTE,
            message=f"{', '.join(kinds)}: {count} masters are typeset, each by itself"
            + (f", since regions {' and '.join(causes)}." if causes else "."),
            hint="Regions share one where the same values are there and the layout only prints "
            "them. --dry-run counts them by kind.",
        ),
    )


def _splits(variants: Sequence[Variant]) -> Iterator[Split]:
    for kind, group in groupby(sorted(variants, key=_kind), key=_kind):
        firsts = {variant.shared: variant for variant in group}
        if len(firsts) > 1:
            some = tuple(islice(firsts.values(), _LOOKED_AT))
            yield Split(
                layout=kind[0],
                format=kind[1],
                profile=kind[2],
                language=kind[3],
                masters=len(firsts),
                by=tuple(sorted(_empty_in_some(some) | _deciding(some))),
                demands=len({one.region.demands for one in some}) > 1,
            )


def _kind(variant: Variant) -> tuple[str, str, str, str]:
    master = variant.master
    return master.layout.name, master.format, master.profile.name, variant.language


def _empty_in_some(firsts: tuple[Variant, ...]) -> set[str]:
    values = [_values(variant) for variant in firsts]
    return {name for name in values[0] if len({bool(one[name]) for one in values}) > 1}


def _deciding(firsts: tuple[Variant, ...]) -> set[str]:
    """Return the fields whose values the pages ask for, where those differ."""
    decided = {name for one in firsts for name in marked(one.whole, Fitting()).decided}
    values = [_values(variant) for variant in firsts]
    return {name for name in decided if len({one[name] for one in values}) > 1}


def _values(variant: Variant) -> dict[str, str]:
    return regional_values(variant.whole)
