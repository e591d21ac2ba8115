"""The variable layer: regional values as the engine sets them, without the page around them.

A master's last page is stripped to the slots that differ, and laid out for a chunk of rows at a
time, one over the other. What a slot holds is then drawn into a form of its own, with all
that it is drawn with: groups, patterns, pictures. Where the rest of the page is what makes the
slots look as they do, it is kept, undisplayed, and each row has a document of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leaflets.layout.compose import compose, marked, regional_values
from leaflets.model.material import Composed, Setting
from leaflets.model.proof import FieldStyle, Proof, Regional, SlotMeasure
from leaflets.model.variant import Master
from leaflets.problems import Problem
from leaflets.typeset.blanks import FormFace, Notes, gathered
from leaflets.typeset.engine import Rendered, drawn_together, of_pages, render_rows
from leaflets.typeset.guard import guard
from leaflets.typeset.looks import Look, looks, shown
from leaflets.typeset.measure import measure
from leaflets.typeset.pictures import Pictures, folders
from leaflets.typeset.regional import field_styles, slots
from leaflets.typeset.stripping import Stripped, filled, name_of, parted, slot_of, stripped
from leaflets.typeset.tree import read
from leaflets.workers import uncollected

# Layout slows down with every page that is kept: a chunk of rows is drawn at a time.
CHUNK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the layer.

    Attributes:
        name: Prefix of its forms' names.
        values: Of the page's fields, in the order of their marks.
        scales: (slot, field) → scale.
        slots: Names of the slots wanted, as `RegionalSlot.name` has them.
        sets: Slot → its own text as display sets it.
    """

    name: str
    values: tuple[str, ...]
    scales: Mapping[tuple[str, str], float]
    slots: frozenset[str]
    sets: tuple[tuple[str, Setting], ...] = ()


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
        self._master = master
        self._fitting = proof.fitting
        self._differs = differs
        self._sheets = compose(master, proof.fitting).sheets
        self._pictures = Pictures(folders(master.layout))
        self._names = frozenset(one.name for one in differs.slots)
        self._corners = {one.name: one.corner for one in differs.slots}
        self._whole = stripped(differs.html, differs, bare=False)
        self._bare = stripped(differs.html, differs, bare=True)
        self._alike: bool | None = None
        self._strange: frozenset[str] | None = None

    def drawn(self, rows: Sequence[Row]) -> Layered:
        """Typeset and draw `rows`, at most `CHUNK`; what one gives hangs on itself alone."""
        layout, notes = self._master.layout, Notes()
        with uncollected():
            laid = self._laid(rows)
            problems = tuple(guard(one, layout) for one in laid.rows)
            measures = tuple(measure(read(one), layout) for one in laid.rows)
            for row, one in zip(rows, laid.rows, strict=True):
                for found in slots(one, layout):
                    name = name_of(found)
                    own = (found.box, found.page)
                    gathered(own, f"{row.name}/{name}", self._corners[name], notes)
            pdf = drawn_together(laid.documents).pdf
        return Layered(pdf=pdf, faces=notes, measures=measures, problems=problems)

    def styles(self, rows: Sequence[Row]) -> tuple[Mapping[str, tuple[FieldStyle, ...]], ...]:
        """Return for each row, by its slots' names, how its fields are set: on what measure."""
        with uncollected():
            return tuple(
                {
                    name_of(found): tuple(
                        style for _, style in field_styles(found.box, slot_of(found))
                    )
                    for found in slots(one, self._master.layout)
                }
                for one in self._laid(rows).rows
            )

    def strange(self) -> frozenset[str]:
        """Return the slots that look otherwise here than on the master's page, with its values.

        What the rest of the page counts, or chooses by, is not there.
        """
        if self._strange is None:
            values = tuple(regional_values(self._master).values())
            row = Row(name="", values=values, scales={}, slots=self._names)
            with uncollected():
                (page,) = self._laid([row]).rows
                found = slots(page, self._master.layout)
                seen = {name_of(one): tuple(shown(one.box)) for one in found}
            self._strange = frozenset(
                one.name for one in self._differs.slots if seen[one.name] != one.shown
            )
        return self._strange

    def looks(self, rows: Sequence[Row]) -> tuple[Mapping[str, tuple[Look, ...]], ...]:
        """Return for each row what its slots hold, by their names."""
        with uncollected():
            return tuple(self._seen(one) for one in self._laid(rows).rows)

    def _laid(self, rows: Sequence[Row]) -> "_Laid":
        """Lay rows out: in one document, where the layout sets them alike in it."""
        if self._alike is None:
            self._alike = self._is_alike(rows[0])
        if self._alike:
            return self._together(self._bare, rows)
        alone = [self._together(self._whole, [row]) for row in rows]
        return _Laid(
            rows=[one for laid in alone for one in laid.rows],
            documents=[one for laid in alone for one in laid.documents],
        )

    def _is_alike(self, row: Row) -> bool:
        """Tell whether a row between others, and alone, looks as it does on the whole page.

        It does not where a layout counts pages or items through the document, takes the scale of
        a field for the root's own style, or chooses by what stands beside. A specimen tells.
        """
        values = tuple("0" if one else "" for one in row.values)
        sign = Row(name="", values=values, scales={}, slots=self._names)
        halves = {
            (slot.name, rule.name): 0.5
            for slot in self._master.layout.slots
            for rule in slot.fields
        }
        other = replace(sign, scales=halves)
        (wanted,) = self._together(self._whole, [other]).rows
        found = (
            *self._together(self._bare, [sign, other, sign]).rows,
            *self._together(self._bare, [other]).rows,
        )
        seen = [self._seen(one) for one in found]
        return bool(seen[1] == seen[3] == self._seen(wanted) and seen[0] == seen[2])

    def _seen(self, rendered: Rendered) -> Mapping[str, tuple[Look, ...]]:
        found = slots(rendered, self._master.layout)
        return {name_of(one): tuple(looks(one.box)) for one in found}

    def _together(self, page: Stripped, rows: Sequence[Row]) -> "_Laid":
        bodies = [self._body(page, row) for row in rows]
        composed = Composed(html=page.html, sheets=(*self._sheets, *page.sheets), texts=())
        rendered = render_rows(composed, bodies, self._pictures)
        pages = parted(rendered.document.pages)
        parts = [of_pages(rendered, pages[id(body)]) for body in bodies]
        return _Laid(rows=parts, documents=[rendered])

    def _body(self, page: Stripped, row: Row) -> Any:  # noqa: ANN401
        """Return a body with a row's values and scales."""
        if row.sets:
            html = marked(self._master, self._fitting.with_sets(row.sets)).html
            page = stripped(html, self._differs, bare=page is self._bare)
        return filled(page, row.values, row.scales, row.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """Rows laid out, each as pages with nothing but it, and the documents that they are part of."""

    rows: Sequence[Rendered]
    documents: Sequence[Rendered]
