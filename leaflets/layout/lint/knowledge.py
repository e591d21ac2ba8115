"""What a layout's sheets may refer to: variables with their kinds, faces, inks."""

from collections.abc import Mapping
from dataclasses import dataclass

from leaflets.layout.lint.kinds import LENGTH, NUMBER, Kinds, kind
from leaflets.layout.lint.page import Page
from leaflets.layout.lint.sheet import Declaration, Parsed
from leaflets.layout.sheets import generated_names
from leaflets.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    """What may be named.

    Attributes:
        generated: The variables that Leaflets writes.
        kinds: Variable → what it is in a sum, where that is known.
        families: Font families that the contract's faces have.
        accent: Whether the contract has the accent among its inks.
    """

    generated: frozenset[str]
    kinds: Kinds
    families: frozenset[str]
    accent: bool


def knowledge(layout: Layout, sheets: tuple[Parsed, ...], page: Page) -> Knowledge:
    """Gather what may be named in `layout`, in one format or another."""
    defined: dict[str, tuple[Declaration, ...]] = {}
    every = (*(one for sheet in sheets for one in sheet.declarations), *page.declarations)
    for one in every:
        if one.name.startswith("--"):
            defined[one.name] = (*defined.get(one.name, ()), one)
    generated = generated_names(layout)
    return Knowledge(
        generated=frozenset(generated),
        kinds=_kinds(generated, defined),
        families=frozenset(_family(name) for name in layout.faces),
        accent="accent" in layout.inks or not layout.formats,
    )


def _kinds(
    generated: frozenset[str], defined: Mapping[str, tuple[Declaration, ...]]
) -> dict[str, str]:
    """Return what each variable is; those whose definitions differ or say nothing stay unknown."""
    known = {
        name: NUMBER if name.startswith(("--fit-", "--field-")) else LENGTH
        for name in generated
        if name.startswith(("--fit-", "--field-", "--air-"))
        or name in ("--width", "--height", "--bleed", "--safe", "--edge")
    }
    for _ in range(len(defined)):
        before = len(known)
        for name, ones in defined.items():
            kinds = {kind(one.tokens, known) for one in ones}
            only = next(iter(kinds)) if len(kinds) == 1 else None
            if name not in known and only:
                known[name] = only
        if len(known) == before:
            break
    return known


def _family(face: str) -> str:
    return face.removesuffix(" italic").rpartition(" ")[0]
