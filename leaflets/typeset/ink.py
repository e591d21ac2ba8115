"""What Pango draws for a box of text: its ink, and the runs of one face it consists of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango

from leaflets.typeset.boxes import Box
from leaflets.typeset.geometry import Rect

_ITALIC = 2  # PANGO_STYLE_ITALIC
_UNKNOWN = pango.PANGO_GLYPH_UNKNOWN_FLAG


class Run(NamedTuple):
    """A piece of text set in one face.

    Attributes:
        text: As it is drawn.
        family, weight, italic: What Pango calls the face.
        file: The font file's length and its table directory, which tells files apart.
        missing: Letters of it that are drawn as empty boxes.
    """

    text: str
    family: str
    weight: int
    italic: bool
    file: tuple[int, bytes]
    missing: tuple[str, ...]


def ink(text: Box) -> Rect | None:
    """Return what is drawn of a box of text, in px; None if nothing is."""
    style = text.style
    if not text.text.strip() or style["visibility"] != "visible" or not style["font_size"]:
        return None
    reach = _REACHES.get(text)
    if reach is None:
        with _line(text) as line:
            reach = _reach(line)
    left, top = text.position_x, text.position_y + text.baseline
    return Rect(left + reach.left, top + reach.top, left + reach.right, top + reach.bottom)


def runs(text: Box) -> tuple[Run, ...]:
    """Return the pieces of a box of text, in the order of its letters."""
    if not text.style["font_size"]:
        return ()
    with _line(text) as line:
        encoded = text.pango_layout.text.encode()
        found = [(item.item.offset, _run(item, encoded)) for item in _items(line)]
        _REACHES[text] = _reach(line)
    return tuple(run for _, run in sorted(found))


# Box of text → its ink from where its baseline begins, of those whose layout came to life before.
_REACHES: WeakKeyDictionary[Box, Rect] = WeakKeyDictionary()


def _reach(line: Any) -> Rect:  # noqa: ANN401
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, extents, ffi.NULL)
    left, top = extents.x * FROM_UNITS, extents.y * FROM_UNITS
    width, height = extents.width * FROM_UNITS, extents.height * FROM_UNITS
    return Rect(left, top, left + width, top + height)


@contextmanager
def _line(text: Box) -> Iterator[Any]:
    """Bring the engine's layout of this text to life while the block runs."""
    layout = text.pango_layout
    layout.reactivate(text.style)
    line, _ = layout.get_first_line()
    yield line
    layout.deactivate()


def _items(line: Any) -> Iterator[Any]:  # noqa: ANN401
    node = line.runs
    while node != ffi.NULL:
        yield node.data
        node = node.next


def _run(glyphs: Any, encoded: bytes) -> Run:  # noqa: ANN401
    item, string = glyphs.item, glyphs.glyphs
    font = item.analysis.font
    description = pango.pango_font_describe_with_absolute_size(font)
    family = ffi.string(pango.pango_font_description_get_family(description)).decode()
    weight = int(pango.pango_font_description_get_weight(description))
    italic = int(pango.pango_font_description_get_style(description)) == _ITALIC
    pango.pango_font_description_free(description)
    numbers = (string.glyphs[index].glyph for index in range(string.num_glyphs))
    return Run(
        text=encoded[item.offset : item.offset + item.length].decode(),
        family=family,
        weight=weight,
        italic=italic,
        file=_file(font),
        missing=tuple(chr(number ^ _UNKNOWN) for number in numbers if _is_unknown(number)),
    )


def _is_unknown(glyph: int) -> bool:
    return glyph != pango.PANGO_GLYPH_EMPTY and bool(glyph & _UNKNOWN)


def _file(font: Any) -> tuple[int, bytes]:  # noqa: ANN401
    face = harfbuzz.hb_font_get_face(pango.pango_font_get_hb_font(font))
    blob = harfbuzz.hb_face_reference_blob(face)
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    start = bytes(ffi.buffer(data, min(length[0], 1024)))
    harfbuzz.hb_blob_destroy(blob)
    return int(length[0]), start
