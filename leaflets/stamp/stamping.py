"""A variant's file: the fixed bytes of its master, its fields and its codes."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Pdf,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from leaflets.faces import Face
from leaflets.model.pressed import BLANK_KEY, Matrix
from leaflets.raster import inverted, multiplied
from leaflets.stamp.adding import Added, as_in_master, dictionary
from leaflets.stamp.fonts import Embedded, font
from leaflets.stamp.splice import Cut

# Operator → the kind of resource that it names, and by which of its operands.
_NAMING = {
    "Tf": ("/Font", 0),
    "gs": ("/ExtGState", 0),
    "Do": ("/XObject", 0),
    "sh": ("/Shading", 0),
    "cs": ("/ColorSpace", 0),
    "CS": ("/ColorSpace", 0),
    "scn": ("/Pattern", -1),
    "SCN": ("/Pattern", -1),
}
_STRAIGHT = (1, 0, 0, 1, 0, 0)
# A face in a layer: its name among the resources there, and glyph → text.
LayerFace = tuple[str, Face, Mapping[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A layer's file, open as long as its forms are wanted, and these by their names."""

    pdf: Pdf
    forms: Mapping[str, Stream]


def gathered(data: bytes) -> Gathered:
    """Return the forms that a layer's file holds."""
    pdf = Pdf.open(io.BytesIO(data))
    streams = [one for one in pdf.objects if isinstance(one, Stream)]
    for one in streams:
        # They draw with faces that are cut for each variant.
        if "/Font" in one.get("/Resources", Dictionary()):
            del one.Resources["/Font"]
    forms = {str(one[BLANK_KEY]): one for one in streams if BLANK_KEY in one}
    return Gathered(pdf=pdf, forms=forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayeredSlot:
    """A blank that a form of the layer fills, and the faces which that form draws with."""

    blank: str
    form: Stream
    faces: Sequence[LayerFace]


# Kind of resource → name → as it is written.
_Resources = dict[str, dict[str, bytes]]


class Ground:
    """A cut master as variants find it: what each blank is, and what it is drawn with."""

    def __init__(self, cut: Cut) -> None:
        """Take a cut master; it is opened when the first variant needs more than it carries."""
        self.cut = cut
        self._known: dict[int, _Resources] = {}
        self._ways: dict[int, Matrix] = {}

    @cached_property
    def pdf(self) -> Pdf:
        """The master with nothing in its blanks; it is never changed."""
        return Pdf.open(io.BytesIO(self.cut.filled({})))

    @cached_property
    def pages(self) -> Mapping[int, int]:
        """The resources of the page that a blank is part of, by their numbers; forms have none."""
        return {
            one.objgen[0]: page.obj.Resources.objgen[0]
            for page in self.pdf.pages
            if isinstance(page.obj.Contents, Array)
            for one in page.obj.Contents
        }

    @cached_property
    def drawn_with(self) -> Mapping[int, int]:
        """The resources of every blank that is a form, by their numbers."""
        forms = {hole.number: self.pdf.get_object(hole.number, 0) for hole in self.cut.holes}
        return {
            number: form.Resources.objgen[0]
            for number, form in forms.items()
            if isinstance(form, Stream) and "/Resources" in form
        }

    def number(self, blank: str) -> int:
        """Return the number of the object that a blank is."""
        return next(one.number for one in self.cut.holes if one.name == blank)

    def name(self, blank: str, resource: str) -> str:
        """Return what a blank calls something that the layer draws with."""
        number = self.number(blank)
        return f"/L{number}-{resource[1:]}" if number in self.pages else resource

    def resources(self, number: int) -> _Resources:
        """Return what resources hold, as it is written in the master."""
        if number not in self._known:
            self._known[number] = {
                kind: {name: as_in_master(one) for name, one in named.items()}
                for kind, named in self.pdf.get_object(number, 0).items()
                if isinstance(named, Dictionary)
            }
        return {kind: dict(named) for kind, named in self._known[number].items()}

    def way(self, number: int) -> Matrix:
        """Return the transform from a form to the space of what draws it."""
        if number not in self._ways:
            self._ways[number] = _way(self.pdf, self.pdf.get_object(number, 0))
        return self._ways[number]


def laid(
    ground: Ground,
    contents: Mapping[str, bytes],
    slots: Sequence[LayeredSlot],
    brought: Mapping[Face, Embedded],
) -> bytes:
    """Return the whole file with content streams, and with forms of the layer in its blanks.

    The faces they draw with are cut to their own glyphs, so that the bytes are the same whatever
    else the layer held; `brought` are those that the content streams draw with beside the cut's.
    """
    if not slots and not brought:
        return ground.cut.filled(contents)
    laying = _Laying(ground)
    laying.bring(brought)
    fonts = laying.fonts(slots)
    filled = {**contents, **{one.blank: laying.lay(one, fonts) for one in slots}}
    return ground.cut.filled(filled, laying.bodies())


class _Laying:
    """One variant on its master: what it brings, and the resources that name it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._added = Added(len(ground.cut.rows))
        self._changed: dict[int, _Resources] = {}

    def bring(self, brought: Mapping[Face, Embedded]) -> None:
        """Give faces to all that has a blank in it: pages, and forms that are blanks."""
        pdf, ground = self._added.pdf, self._ground
        fonts = {one.name: font(pdf, face, one.glyphs) for face, one in brought.items()}
        named = {name: self._added.written(one) for name, one in fonts.items()}
        numbers = sorted({*ground.pages.values(), *ground.drawn_with.values()})
        for number in numbers if named else ():
            self._of(number).setdefault("/Font", {}).update(named)

    def fonts(self, slots: Iterable[LayeredSlot]) -> pikepdf.Object:
        used: dict[str, tuple[Face, dict[int, str]]] = {}
        for slot in slots:
            for name, face, glyphs in slot.faces:
                _, known = used.setdefault(name, (face, {}))
                for glyph, text in glyphs.items():
                    known.setdefault(glyph, text)
        pdf = self._added.pdf
        return pdf.make_indirect(
            Dictionary(
                {name: font(pdf, face, glyphs) for name, (face, glyphs) in sorted(used.items())}
            )
        )

    def lay(self, slot: LayeredSlot, fonts: pikepdf.Object) -> bytes:
        """Return what draws a slot of the layer in its blank."""
        number = self._ground.number(slot.blank)
        resources = self._added.pdf.copy_foreign(slot.form.Resources)
        _with_fonts(resources, fonts)
        page = self._ground.pages.get(number)
        if page is not None:
            return b"q\n%b\nQ\n" % self._lent(slot, resources, page)
        if "/Pattern" in resources:
            _shift(resources.Pattern, self._ground.way(number))
        self._changed[self._ground.drawn_with[number]] = {
            kind: {name: self._added.written(one) for name, one in named.items()}
            for kind, named in resources.items()
            if isinstance(named, Dictionary)
        }
        return bytes(slot.form.read_bytes())

    def bodies(self) -> Mapping[int, bytes]:
        for number, resources in self._changed.items():
            kinds = {kind: dictionary(named) for kind, named in resources.items()}
            self._added.replace(number, dictionary(kinds))
        return self._added.bodies

    def _of(self, number: int) -> _Resources:
        if number not in self._changed:
            self._changed[number] = self._ground.resources(number)
        return self._changed[number]

    def _lent(self, slot: LayeredSlot, resources: pikepdf.Object, page: int) -> bytes:
        """Return what a form draws as a page's own, which is given what that needs, renamed."""
        own, called = self._of(page), partial(self._ground.name, slot.blank)
        for kind in {key for key, _ in _NAMING.values()} & set(resources.keys()):
            for name, one in resources[kind].items():
                own.setdefault(kind, {})[called(name)] = self._added.written(one)
        steps = list(parse_content_stream(slot.form))
        for index, step in enumerate(steps):
            kind, at = _NAMING.get(str(step.operator), ("", 0))
            operands = list(step.operands) if kind else []
            if (
                operands
                and isinstance(operands[at], Name)
                and operands[at] in resources.get(kind, {})
            ):
                operands[at] = Name(called(str(operands[at])))
                steps[index] = ContentStreamInstruction(operands, step.operator)
        return unparse_content_stream(steps)


def _shift(patterns: pikepdf.Object, way: Matrix) -> None:
    """Let a form's patterns lie as they would if what draws the form drew with them itself."""
    back = inverted(way)
    for pattern in patterns.values():
        own = _matrix(pattern.get("/Matrix", _STRAIGHT))
        pattern.Matrix = Array([Decimal(f"{value:.9f}") for value in multiplied(own, back)])


def _way(pdf: Pdf, form: pikepdf.Object) -> Matrix:
    """Return the transform from a form to the space of what draws it."""
    holders: list[pikepdf.Object] = [page.obj for page in pdf.pages]
    holders += [one for one in pdf.objects if isinstance(one, Stream) and "/Resources" in one]
    for holder in holders:
        drawn = holder.Resources.get("/XObject", Dictionary())
        names = {key for key, one in drawn.items() if one.objgen == form.objgen}
        matrix, saved = _matrix(_STRAIGHT), list[Matrix]()
        for step in parse_content_stream(holder) if names else ():
            match str(step.operator):
                case "q":
                    saved.append(matrix)
                case "Q":
                    matrix = saved.pop()
                case "cm":
                    matrix = multiplied(_matrix(step.operands), matrix)
                case "Do" if str(step.operands[0]) in names:
                    return matrix
    return _matrix(_STRAIGHT)


def _matrix(values: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return (a, b, c, d, e, f)


def _with_fonts(resources: pikepdf.Object, fonts: pikepdf.Object) -> None:
    """Let a form, and the forms within it, draw with these fonts instead of the layer's."""
    resources.Font = fonts
    for kind in ("/XObject", "/Pattern"):
        for one in resources.get(kind, Dictionary()).values():
            if "/Resources" in one:
                _with_fonts(one.Resources, fonts)
