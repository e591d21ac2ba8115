"""The variable layer: regional values as the engine sets them, without the page around them.

A master's last page, stripped to the slots that differ, is laid out once for each row; every other
element is still there but not displayed, so that rules which count siblings hold. What a slot holds
is then drawn into a form of its own, with all that it is drawn with: groups, patterns, pictures.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import weasyprint

from leaflets.layout.compose import compose
from leaflets.layout.marks import put_in
from leaflets.model.material import Composed
from leaflets.model.proof import Proof, Regional, SlotMeasure
from leaflets.model.variant import Master
from leaflets.problems import Problem
from leaflets.typeset.blanks import FormFace, Notes, gathered
from leaflets.typeset.engine import Rendered, drawn_together, render
from leaflets.typeset.guard import guard
from leaflets.typeset.measure import measure
from leaflets.typeset.pictures import BASE, Pictures, folders
from leaflets.typeset.regional import slots
from leaflets.typeset.tree import read
from leaflets.units import to_px
from leaflets.workers import uncollected

# Layout slows down with every page that is kept: a chunk of rows is drawn at a time.
CHUNK = 100
_KEPT = ("html", "head", "meta", "title", "style", "body")
_SCALES = "\ue002{}\ue003"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the layer.

    Attributes:
        name: Prefix of its forms' names.
        values: Of the page's fields, in the order of their marks.
        scales: (slot, field) → scale.
        slots: Names of the slots wanted, as `RegionalSlot.name` has them.
    """

    name: str
    values: tuple[str, ...]
    scales: Mapping[tuple[str, str], float]
    slots: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layered:
    """Rows as the engine set them.

    Attributes:
        pdf: Its forms carry the name of row and slot.
        faces: What each form draws with.
        measures: For each row, its slots as measured.
        problems: For each row, what the engine does with faces that is wrong.
    """

    pdf: bytes
    faces: Mapping[str, tuple[FormFace, ...]]
    measures: tuple[tuple[SlotMeasure, ...], ...]
    problems: tuple[tuple[Problem, ...], ...]


class Layer:
    """The variable layer of one master."""

    def __init__(self, master: Master, proof: Proof, differs: Regional) -> None:
        """Strip the page of `proof`, whose slots `differs` describes."""
        self._layout = master.layout
        self._differs = differs
        self._sheets = compose(master, proof.fitting).sheets
        self._pictures = Pictures(folders(master.layout))
        self._html = _stripped(differs)

    def drawn(self, rows: Sequence[Row]) -> Layered:
        """Typeset and draw `rows`, at most `CHUNK`; what one gives hangs on itself alone."""
        with uncollected():
            notes: Notes = {}
            done = [self._row(row, notes) for row in rows]
            drawn = drawn_together([rendered for rendered, _, _ in done])
        return Layered(
            pdf=drawn.pdf,
            faces=notes,
            measures=tuple(measures for _, measures, _ in done),
            problems=tuple(problems for _, _, problems in done),
        )

    def _row(
        self, row: Row, notes: Notes
    ) -> tuple[Rendered, tuple[SlotMeasure, ...], tuple[Problem, ...]]:
        html = put_in(self._html, row.values)
        for one in self._differs.slots:
            scales = "".join(
                f"--field-{slot}-{field}:{scale:g};"
                for (slot, field), scale in row.scales.items()
                if slot == one.slot
            )
            html = html.replace(_SCALES.format(one.name), scales)
        rendered = render(Composed(html=html, sheets=self._sheets, texts=()), self._pictures)
        problems = guard(rendered, self._layout)
        measures = measure(read(rendered), self._layout)
        for found, one in zip(slots(rendered, self._layout), self._differs.slots, strict=True):
            if one.name in row.slots:
                gathered(found.box, f"{row.name}/{one.name}", found.page, notes)
        return rendered, measures, problems


def _stripped(differs: Regional) -> str:
    """Return the page with only the slots of regional values displayed, each of its own size."""
    root = weasyprint.HTML(string=differs.html, base_url=BASE).etree_element
    wanted = {one.slot for one in differs.slots}
    sizes = iter(differs.slots)
    _strip(root, wanted, sizes)
    return "<!doctype html>" + ET.tostring(root, encoding="unicode", method="html")


def _strip(element: Any, wanted: set[str], sizes: Iterator[Any]) -> None:  # noqa: ANN401
    for child in element:
        child.tail = None
        if child.get("data-slot") in wanted:
            _pin(child, next(sizes))
        elif any(one.get("data-slot") in wanted for one in child.iter() if one is not child):
            child.text = None
            _strip(child, wanted, sizes)
        elif child.tag not in _KEPT:
            child.text = None
            for inner in list(child):
                child.remove(inner)
            child.set("style", "display:none!important")


def _pin(slot: Any, one: Any) -> None:  # noqa: ANN401
    (left, top), (right, level), (low, foot), _ = one.place.quad
    wide = to_px(((right - left) ** 2 + (level - top) ** 2) ** 0.5)
    tall = to_px(((low - right) ** 2 + (foot - level) ** 2) ** 0.5)
    slot.set(
        "style",
        f"{slot.get('style') or ''};{_SCALES.format(one.name)}box-sizing:border-box!important;"
        f"width:{wide:.6f}px!important;height:{tall:.6f}px!important;flex:none!important",
    )
