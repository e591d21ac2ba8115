"""A variant's file: the fixed bytes of its master, its fields and its codes."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, ObjectStreamMode, Pdf, Stream

from leaflets.faces import Face
from leaflets.model.pressed import BLANK_KEY
from leaflets.stamp.fonts import font
from leaflets.stamp.letters import told
from leaflets.stamp.splice import Cut

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
    """A blank that a form of the layer fills, and the faces which that form draws with.

    `said` is what it says, if that is to be told.
    """

    blank: str
    form: Stream
    faces: Sequence[LayerFace]
    said: str = ""


def laid(cut: Cut, contents: Mapping[str, bytes], slots: Sequence[LayeredSlot]) -> bytes:
    """Return the whole file with content streams, and with forms of the layer in its blanks.

    The faces they draw with are cut to their own glyphs, so that the bytes are the same whatever
    else the layer held.
    """
    if not slots:
        return cut.filled(contents)
    with Pdf.open(io.BytesIO(cut.filled(contents))) as pdf:
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
    content = slot.form.read_bytes()
    form.write(told(content, slot.said) if slot.said else content)
    resources = pdf.copy_foreign(slot.form.Resources)
    form.Resources = resources
    _with_fonts(resources, fonts)


def _with_fonts(resources: pikepdf.Object, fonts: pikepdf.Object) -> None:
    """Let a form, and the forms within it, draw with these fonts instead of the layer's."""
    resources.Font = fonts
    for kind in ("/XObject", "/Pattern"):
        for one in resources.get(kind, Dictionary()).values():
            if "/Resources" in one:
                _with_fonts(one.Resources, fonts)
