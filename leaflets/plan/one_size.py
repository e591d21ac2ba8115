"""Leaflets of one layout and format that are to have type of one size: `scale: uniform`."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from leaflets.model.variant import Master, Variant
from leaflets.problems import errors


def in_one_size(
    variants: Iterable[Variant], whole: Iterable[Variant]
) -> tuple[tuple[Variant, ...], tuple[tuple[Master, ...], ...]]:
    """Return `variants` with masters that hang on each other, and the sets of those masters.

    A set holds the masters of one layout and format of the `whole` plan: what size they share is
    found in making them, and each one's key tells which others were looked at.
    """
    sets: dict[tuple[str, str], dict[str, Master]] = {}
    for variant in whole:
        if not errors(variant.problems):
            for master in variant.masters:
                sets.setdefault(kind(master), {}).setdefault(master.key, master)
    tied = _tied({of: tuple(sorted(one)) for of, one in sets.items()})
    several = (one for one in sets.values() if len(one) > 1)
    return (
        tuple(with_masters(variant, tied) for variant in variants),
        tuple(tuple(map(tied, one.values())) for one in several),
    )


def kind(master: Master) -> tuple[str, str]:
    """Return what masters have in common whose type is of one size."""
    return master.layout.name, master.format


def with_masters(variant: Variant, other: Callable[[Master], Master]) -> Variant:
    """Return the variant made from `other` masters."""
    return replace(
        variant,
        master=other(variant.master),
        pictured=variant.pictured and other(variant.pictured),
        back=variant.back and with_masters(variant.back, other),
    )


def _tied(fellows: dict[tuple[str, str], tuple[str, ...]]) -> Callable[[Master], Master]:
    """Return what gives a master the key that tells its fellows, too."""
    known: dict[str, Master] = {}

    def tied(master: Master) -> Master:
        keys = fellows.get(kind(master), ())
        if set(keys) <= {master.key}:
            return master
        if master.key not in known:
            parts = repr((master.key, keys)).encode()
            known[master.key] = replace(master, key=hashlib.sha256(parts).hexdigest())
        return known[master.key]

    return tied
