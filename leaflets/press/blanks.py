"""The places of a page that a region's fields and codes will fill."""

import io
import math
from collections.abc import Iterator
from dataclasses import replace

from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Pdf,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from leaflets.model.layout import Layout
from leaflets.model.pressed import BLANK_KEY, Blank
from leaflets.model.proof import Place, Proof, SlotMeasure
from leaflets.units import to_pt


def blanks(proof: Proof, layout: Layout, ink: str, ground: str) -> tuple[Blank, ...]:
    """Return a blank for each place of a code, in page order; `ink` and `ground` are operations."""
    found = (
        replace(_blank(slot.name, place, proof.height, (ink, ground)), name=name)
        for slot in proof.slots
        for name, place in _named(slot)
        if _holds_code(layout, slot.name)
    )
    return tuple(sorted(found, key=lambda blank: blank.page))


def links(proof: Proof, layout: Layout) -> tuple[Blank, ...]:
    """Return a blank of the kind "link" for each place where the printed link stands."""
    names = {slot.name for slot in layout.slots if slot.holds == "link"}
    return tuple(
        replace(_blank(slot.name, place, proof.height, ("", "")), kind="link", name=name)
        for slot in proof.slots
        for name, place in _named(slot)
        if slot.name in names
    )


def fields(proof: Proof, pdf: bytes) -> tuple[Blank, ...]:
    """Return a blank of the kind "fields" for each place of a slot of regional values.

    What its letters are drawn in is read from its form in the pressed file.
    """
    if proof.regional is None:
        return ()
    with Pdf.open(io.BytesIO(pdf)) as pressed:
        paints = {
            str(form[BLANK_KEY]): tuple(_paints(form))
            for form in pressed.objects
            if isinstance(form, Stream) and BLANK_KEY in form
        }
    return tuple(
        replace(
            _blank(slot.slot, slot.place, proof.height, ("", "")),
            kind="fields",
            name=slot.name,
            paints=paints[slot.name],
        )
        for slot in proof.regional.slots
        if slot.name in paints
    )


def _paints(form: Stream) -> Iterator[str]:
    """Yield the operations that set each of a form's inks, which stand in a state of their own."""
    steps: list[ContentStreamInstruction | ContentStreamInlineImage] = []
    for step in parse_content_stream(form):
        name = str(step.operator)
        if name == "q":
            steps = []
        elif name == "Q":
            yield unparse_content_stream(steps).decode("ascii").replace("\n", " ")
        elif name not in ("BT", "ET"):
            steps.append(step)


def _named(slot: SlotMeasure) -> Iterator[tuple[str, Place]]:
    """Yield each place of a slot with the name that its form has on the page."""
    yield from ((f"{slot.name}.{number}", place) for number, place in enumerate(slot.places, 1))


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
