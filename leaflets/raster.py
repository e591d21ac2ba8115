"""A PDF page → pixels, and its letters with their boxes. Reads finished bytes, changes nothing."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import pypdfium2
import pypdfium2.raw
from PIL import Image

from leaflets.units import MM_PER_PX, PT_PER_MM, to_px

# The engine is bound at run time and has no types.
pdfium: Any = pypdfium2
raw: Any = pypdfium2.raw
_Handle = Any  # one of its documents, pages, text pages or objects

# PDF order: x' = a x + c y + e, y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]
# Left, top, right, bottom in mm from the trim's top left, y down, as the page is shown.
Box = tuple[float, float, float, float]

_CSS_DPI = 25.4 / MM_PER_PX
# pdfium reports the hyphen of a broken line as a control character.
_HYPHEN = "\u2010"
_UNREADABLE = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter of a page's text.

    Attributes:
        text: As the file's text map says, one character or the letters of a ligature.
        box: The glyph's box in mm from the trim's top left, y down.
        order: The place of its text object in the page's drawing order, forms included.
    """

    text: str
    box: Box
    order: int


class BrokenPdfError(ValueError):
    """The bytes are no PDF that can be opened."""


class Pages:
    """A PDF held open for many looks; pages count from 1.

    Raises BrokenPdfError when the bytes are no PDF that the engine can open.
    """

    def __init__(self, pdf: bytes) -> None:
        """Open the file's bytes; use as a context, or call `close`."""
        try:
            self._document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError as error:
            raise BrokenPdfError(str(error)) from error
        self._open: dict[int, _Handle] = {}
        self._ways: dict[int, Matrix] = {}
        self._trims: dict[int, Matrix] = {}
        self._boxes: dict[int, Box] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Give the engine's memory back."""
        for page in self._open.values():
            page.close()
        self._open.clear()
        self._document.close()

    def trim(self, page: int) -> tuple[float, float]:
        """Return the trimmed page's width and height in mm, as it is shown."""
        left, top, right, bottom = self._trim(page)
        return (right - left) / PT_PER_MM, (bottom - top) / PT_PER_MM

    def picture(
        self, page: int, dpi: float, *, gray: bool = False, crop_mm: float = 0.0
    ) -> Image.Image:
        """Return the trimmed page, less `crop_mm` on each side, as an RGB or gray picture.

        The scale is bent by less than a pixel so that the page fills whole pixels: no pale line
        is left at an edge.
        """
        left, top, right, bottom = self._trim(page)
        inset = crop_mm * PT_PER_MM
        left, top, right, bottom = left + inset, top + inset, right - inset, bottom - inset
        size = _pixels(right - left, dpi), _pixels(bottom - top, dpi)
        across, down = size[0] / (right - left), size[1] / (bottom - top)
        matrix = (across, 0.0, 0.0, down, -left * across, -top * down)
        return self._drawn(page, matrix, size, gray=gray)

    def exact(
        self, page: int, frame: Matrix, size: tuple[float, float], scale: float
    ) -> Image.Image:
        """Return a gray picture of a frame laid on the page, its corners on whole pixels.

        Args:
            page: From 1.
            frame: From the frame's own units (origin lower left, y up) to user space in pt; a
                turned frame comes out upright.
            size: Width and height in the frame's units.
            scale: Pixels per unit.
        """
        width, height = size
        # From the page as shown, back into the frame, and into pixels with y down.
        matrix = multiplied(
            multiplied(inverted(self._shown(page)), inverted(frame)),
            (scale, 0.0, 0.0, -scale, 0.0, height * scale),
        )
        return self._drawn(page, matrix, (round(width * scale), round(height * scale)), gray=True)

    def letters(self, page: int) -> tuple[Letter, ...]:
        """Return the page's letters in drawing order, those outside the trim included.

        pdfium itself sorts what stands on one height from left to right, so that a number beside
        a demand lands in its middle: the text object's place in the drawing order mends that.
        """
        loaded = self._page(page)
        order = {_address(item): place for place, item in enumerate(_objects(loaded.raw))}
        to_trim = self._to_trim(page)
        found = [
            Letter(text=text, box=_bounds(to_trim, box), order=order.get(owner, -1))
            for text, box, owner in _characters(loaded)
        ]
        return tuple(sorted(found, key=lambda letter: letter.order))

    def text(self, page: int, corners: Sequence[tuple[float, float]], spare: float) -> str:
        """Return what is written in the upright box around `corners` and `spare` mm beside it.

        Corners in mm from the trim's top left, y down; a letter counts whose box meets this one.
        """
        back = inverted(self._to_trim(page))
        left, top = (min(one[axis] for one in corners) - spare for axis in (0, 1))
        right, low = (max(one[axis] for one in corners) + spare for axis in (0, 1))
        box = _bounds(back, (left, top, right, low))
        written = self._page(page).get_textpage()
        found = str(written.get_text_bounded(*box))
        written.close()
        return found

    def to_trim(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Return a point of user space (pt) in mm from the trim's top left, y down."""
        a, b, c, d, e, f = self._to_trim(page)
        return a * x + c * y + e, b * x + d * y + f

    def _to_trim(self, page: int) -> Matrix:
        if page not in self._trims:
            self._trims[page] = self._way_to_trim(page)
        return self._trims[page]

    def _way_to_trim(self, page: int) -> Matrix:
        left, top, _, _ = self._trim(page)
        mm = 1 / PT_PER_MM
        return multiplied(self._shown(page), (mm, 0.0, 0.0, mm, -left * mm, -top * mm))

    def _page(self, page: int) -> _Handle:
        if page not in self._open:
            self._open[page] = self._document[page - 1]
        return self._open[page]

    def _shown(self, page: int) -> Matrix:
        """Return the matrix from user space to the page as pdfium shows it: pt, y down."""
        if page not in self._ways:
            self._ways[page] = self._way(page)
        return self._ways[page]

    def _way(self, page: int) -> Matrix:
        loaded = self._page(page)
        crop, media = loaded.get_cropbox(), loaded.get_mediabox()
        left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
        right, top = min(crop[2], media[2]), min(crop[3], media[3])
        turned: dict[int, Matrix] = {
            0: (1.0, 0.0, 0.0, -1.0, -left, top),
            90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            270: (0.0, -1.0, -1.0, 0.0, top, right),
        }
        return turned[loaded.get_rotation()]

    def _trim(self, page: int) -> Box:
        """Return the trim in pt on the page as shown, y down."""
        if page not in self._boxes:
            self._boxes[page] = _bounds(self._shown(page), self._page(page).get_trimbox())
        return self._boxes[page]

    def _drawn(
        self, page: int, matrix: Matrix, size: tuple[int, int], *, gray: bool
    ) -> Image.Image:
        width, height = size
        kind, deep = (raw.FPDFBitmap_Gray, 1) if gray else (raw.FPDFBitmap_BGRx, 4)
        paper = bytearray(b"\xff") * (width * height * deep)
        memory = (ctypes.c_ubyte * len(paper)).from_buffer(paper)
        bitmap = raw.FPDFBitmap_CreateEx(width, height, kind, memory, width * deep)
        raw.FPDF_RenderPageBitmapWithMatrix(
            bitmap,
            self._page(page),
            raw.FS_MATRIX(*matrix),
            raw.FS_RECTF(0, 0, width, height),
            raw.FPDF_GRAYSCALE if gray else 0,
        )
        raw.FPDFBitmap_Destroy(bitmap)
        if gray:
            return Image.frombuffer("L", size, paper, "raw", "L", 0, 1)
        return Image.frombuffer("RGB", size, paper, "raw", "BGRX", 0, 1)


def picture(
    pdf: bytes, page: int, dpi: float, *, gray: bool = False, crop_mm: float = 0.0
) -> Image.Image:
    """Return one page of a file as a picture: see `Pages.picture`."""
    with Pages(pdf) as pages:
        return pages.picture(page, dpi, gray=gray, crop_mm=crop_mm)


def letters(pdf: bytes, page: int) -> tuple[Letter, ...]:
    """Return one page's letters in drawing order: see `Pages.letters`."""
    with Pages(pdf) as pages:
        return pages.letters(page)


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does `first` and `then` the other."""
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return (
        a * m + b * o,
        a * n + b * p,
        c * m + d * o,
        c * n + d * p,
        e * m + f * o + q,
        e * n + f * p + r,
    )


def inverted(matrix: Matrix) -> Matrix:
    """Return the matrix that undoes `matrix`; ZeroDivisionError if it is flat."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return (
        d / area,
        -b / area,
        -c / area,
        a / area,
        (c * f - d * e) / area,
        (b * e - a * f) / area,
    )


def _pixels(pt: float, dpi: float) -> int:
    return max(1, round(to_px(pt / PT_PER_MM) * dpi / _CSS_DPI))


def _bounds(matrix: Matrix, box: Box) -> Box:
    """Return the upright box around a turned one."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    # The four corners' least and greatest, each side's share by itself.
    x1, x2, y1, y2 = a * left, a * right, c * bottom, c * top
    across = min(x1, x2) + min(y1, y2) + e, max(x1, x2) + max(y1, y2) + e
    x1, x2, y1, y2 = b * left, b * right, d * bottom, d * top
    down = min(x1, x2) + min(y1, y2) + f, max(x1, x2) + max(y1, y2) + f
    return across[0], down[0], across[1], down[1]


def _characters(page: _Handle) -> Iterator[tuple[str, Box, int]]:
    """Yield text, box in user space (pt) and the address of the text object that draws it."""
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        box = left.value, bottom.value, right.value, top.value
        yield (
            _sign(text, index),
            box,
            _address(raw.FPDFText_GetTextObject(text, index)),
        )
    text.close()


def _sign(text: _Handle, index: int) -> str:
    if raw.FPDFText_IsHyphen(text, index) == 1:
        return _HYPHEN
    return chr(raw.FPDFText_GetUnicode(text, index)) or _UNREADABLE


def _objects(page: _Handle) -> Iterator[_Handle]:
    """Yield the page's objects in drawing order, those in forms in the form's place."""
    yield from _inside(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)


def _inside(
    owner: _Handle,
    count: Callable[[_Handle], int],
    item: Callable[[_Handle, int], _Handle],
) -> Iterator[_Handle]:
    for index in range(count(owner)):
        found = item(owner, index)
        if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_FORM:
            yield from _inside(found, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        else:
            yield found


def _address(pointer: _Handle) -> int:
    """Return where an engine's object lies: its name, for each look at it makes a new pointer."""
    return ctypes.c_void_p.from_buffer(pointer).value or 0
