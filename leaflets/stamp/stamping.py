"""A variant's file: the fixed bytes of its master, its fields and its codes."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    ObjectStreamMode,
    Pdf,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from leaflets.faces import Face
from leaflets.model.pressed import BLANK_KEY, Matrix
from leaflets.raster import inverted, multiplied
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
    forms = {
        str(one[BLANK_KEY]): one
        for one in pdf.objects
        if isinstance(one, Stream) and BLANK_KEY in one
    }
    return Gathered(pdf=pdf, forms=forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayeredSlot:
    """A blank that a form of the layer fills, and the faces which that form draws with."""

    blank: str
    form: Stream
    faces: Sequence[LayerFace]


def laid(
    cut: Cut,
    contents: Mapping[str, bytes],
    slots: Sequence[LayeredSlot],
    brought: Mapping[Face, Embedded],
) -> bytes:
    """Return the whole file with content streams, and with forms of the layer in its blanks.

    The faces they draw with are cut to their own glyphs, so that the bytes are the same whatever
    else the layer held; `brought` are those that the content streams draw with beside the cut's.
    """
    if not slots and not brought:
        return cut.filled(contents)
    with Pdf.open(io.BytesIO(cut.filled(contents))) as pdf:
        _bring(pdf, cut, brought)
        fonts = pdf.make_indirect(Dictionary(_fonts(pdf, slots)))
        for one in slots:
            _lay(pdf, cut, one, fonts)
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=ObjectStreamMode.disable,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return out.getvalue()


def _bring(pdf: Pdf, cut: Cut, brought: Mapping[Face, Embedded]) -> None:
    """Give faces to all that has a blank in it: pages, and forms that are blanks."""
    fonts = {one.name: font(pdf, face, one.glyphs) for face, one in brought.items()}
    forms = (pdf.get_object(hole.number, 0) for hole in cut.holes)
    holders = [one for one in forms if isinstance(one, Stream) and "/Resources" in one]
    for holder in (*(page.obj for page in pdf.pages), *holders) if fonts else ():
        resources = holder.Resources
        if "/Font" not in resources:
            resources.Font = Dictionary()
        for name, one in fonts.items():
            resources.Font[name] = one


def _fonts(pdf: Pdf, slots: Iterable[LayeredSlot]) -> dict[str, pikepdf.Object]:
    used: dict[str, tuple[Face, dict[int, str]]] = {}
    for slot in slots:
        for name, face, glyphs in slot.faces:
            _, known = used.setdefault(name, (face, {}))
            for glyph, text in glyphs.items():
                known.setdefault(glyph, text)
    return {name: font(pdf, face, glyphs) for name, (face, glyphs) in sorted(used.items())}


def _lay(pdf: Pdf, cut: Cut, slot: LayeredSlot, fonts: pikepdf.Object) -> None:
    hole = next(one for one in cut.holes if one.name == slot.blank)
    form = pdf.get_object(hole.number, 0)
    resources = pdf.copy_foreign(slot.form.Resources)
    _with_fonts(resources, fonts)
    page = next((page for page in pdf.pages if _draws(page, hole.number)), None)
    if page is None:
        form.write(slot.form.read_bytes())
        form.Resources = resources
        if "/Pattern" in resources:
            _shift(pdf, form)
    else:
        form.write(b"q\n%b\nQ\n" % _lent(slot.form, resources, page, f"L{hole.number}-"))


def _shift(pdf: Pdf, form: pikepdf.Object) -> None:
    """Let a form's patterns lie as they would if what draws the form drew with them itself."""
    back = inverted(_way(pdf, form))
    for pattern in form.Resources.Pattern.values():
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


def _draws(page: pikepdf.Page, number: int) -> bool:
    contents = page.obj.Contents
    return isinstance(contents, Array) and any(one.objgen[0] == number for one in contents)


def _lent(form: Stream, resources: pikepdf.Object, page: pikepdf.Page, beginning: str) -> bytes:
    """Return what a form draws as a page's own, which is given what that needs by other names."""
    own = page.obj.Resources
    for kind in {key for key, _ in _NAMING.values()} & set(resources.keys()):
        if kind not in own:
            own[kind] = Dictionary()
        for name, one in resources[kind].items():
            own[kind][f"/{beginning}{name[1:]}"] = one
    steps = list(parse_content_stream(form))
    for index, step in enumerate(steps):
        kind, at = _NAMING.get(str(step.operator), ("", 0))
        operands = list(step.operands) if kind else []
        if operands and isinstance(operands[at], Name) and operands[at] in resources.get(kind, {}):
            operands[at] = Name(f"/{beginning}{str(operands[at])[1:]}")
            steps[index] = ContentStreamInstruction(operands, step.operator)
    return unparse_content_stream(steps)


def _with_fonts(resources: pikepdf.Object, fonts: pikepdf.Object) -> None:
    """Let a form, and the forms within it, draw with these fonts instead of the layer's."""
    resources.Font = fonts
    for kind in ("/XObject", "/Pattern"):
        for one in resources.get(kind, Dictionary()).values():
            if "/Resources" in one:
                _with_fonts(one.Resources, fonts)
