"""Masters: how many a plan takes, and which regional values part them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from leaflets.layout.compose import marked, regional_values
from leaflets.model.material import Fitting
from leaflets.model.variant import Master, Variant
from leaflets.problems import Problem, Severity

_NAMED = 4


def split(variants: Sequence[Variant]) -> Iterator[Problem]:
    """Yield a note for each layout, format, profile and language whose variants share no master.

    Values part masters by being empty in some regions, or because the page decides by them.
    """
    for of, group in groupby(sorted(variants, key=_kind), key=_kind):
        firsts = {variant.master.key: variant for variant in group}
        if len(firsts) > 1:
            yield _note(of, tuple(firsts.values()))


def _kind(variant: Variant) -> tuple[str, str, str, str]:
    master = variant.master
    return master.layout.name, master.format, master.profile.name, variant.statement.language


def _note(of: tuple[str, ...], firsts: tuple[Variant, ...]) -> Problem:
    names = sorted(_empty_in_some(firsts) | _deciding(firsts))
    shown = ", ".join(f"`{name}`" for name in names[:_NAMED]) + (", …" * (len(names) > _NAMED))
    return Problem(
        code="masters-split",
        severity=Severity.NOTE,
        message=f"{of[0]} {of[1]} for {of[2]} takes {len(firsts)} masters, each typeset by itself"
        + (f": regions part by {shown}." if names else "."),
        hint="Regions share one where the same values are there and the layout only prints them.",
    )


def _empty_in_some(firsts: tuple[Variant, ...]) -> set[str]:
    values = [_values(variant) for variant in firsts]
    return {name for name in values[0] if len({bool(one[name]) for one in values}) > 1}


def _deciding(firsts: tuple[Variant, ...]) -> set[str]:
    """Return the fields whose values the pages ask for, where those differ."""
    decided = {name for one in firsts for name in marked(one.whole, Fitting()).decided}
    values = [_values(variant) for variant in firsts]
    return {name for name in decided if len({one[name] for one in values}) > 1}


def _values(variant: Variant) -> dict[str, str]:
    whole: Master = variant.whole
    return regional_values(whole)
