"""The places of a page that a region's codes will fill."""

import math
from collections.abc import Iterator
from dataclasses import replace

from leaflets.model.layout import Layout
from leaflets.model.pressed import Blank
from leaflets.model.proof import Place, Proof
from leaflets.units import to_pt


def blanks(proof: Proof, layout: Layout, ink: str, ground: str) -> tuple[Blank, ...]:
    """Return a blank for each place of a code, in page order; `ink` and `ground` are operations."""
    found = (
        _blank(slot.name, place, proof.height, (ink, ground))
        for slot in proof.slots
        for place in slot.places
        if _holds_code(layout, slot.name)
    )
    return tuple(sorted(found, key=lambda blank: blank.page))


def links(proof: Proof, layout: Layout) -> tuple[Blank, ...]:
    """Return a blank of the kind "link" for each place where the printed link stands."""
    names = {slot.name for slot in layout.slots if slot.holds == "link"}
    return tuple(
        replace(_blank(slot.name, place, proof.height, ("", "")), kind="link")
        for slot in proof.slots
        for place in slot.places
        if slot.name in names
    )


def _holds_code(layout: Layout, name: str) -> bool:
    slot = layout.slot(name)
    return slot is not None and slot.holds == "qr"


def _blank(slot: str, place: Place, height: float, inks: tuple[str, str]) -> Blank:
    """Turn a quad in mm from the page's top left into a matrix from the blank's lower left."""
    top_left, _, low_right, low_left = tuple(_points(place, height))
    across = (low_right[0] - low_left[0], low_right[1] - low_left[1])
    up = (top_left[0] - low_left[0], top_left[1] - low_left[1])
    wide, tall = math.hypot(*across), math.hypot(*up)
    mm = to_pt(1)
    return Blank(
        slot=slot,
        kind="code",
        page=place.page,
        matrix=(
            across[0] / wide * mm,
            across[1] / wide * mm,
            up[0] / tall * mm,
            up[1] / tall * mm,
            low_left[0] * mm,
            low_left[1] * mm,
        ),
        width=wide,
        height=tall,
        ink=inks[0],
        ground=inks[1],
    )


def _points(place: Place, height: float) -> Iterator[tuple[float, float]]:
    return ((x, height - y) for x, y in place.quad)
