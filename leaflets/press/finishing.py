"""The last touch on a file for the press: exact boxes, no word about its makers, stable bytes."""

import io
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf

from leaflets.units import to_pt

# All that a printed page and its document need; whatever else the engine wrote is dropped.
_PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox", "/BleedBox", "/Group"}
)
_ROOT_KEYS = frozenset({"/Type", "/Pages", "/Lang"})
_FIRST_WITH_OBJECT_STREAMS = (1, 5)


def number(value: float) -> str:
    """Return a PDF number with at most 4 decimals and no exponent: 0.00004 mm in points."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def box(left: float, low: float, right: float, high: float) -> Array:
    """Return a rectangle given in points as PDF writes it."""
    return Array([Decimal(number(value)) for value in (left, low, right, high)])


def finish_page(page: Page, width: float, height: float, bleed: float) -> None:
    """Give `page` the boxes of a trim of `width` × `height` mm at the origin, and nothing else."""
    for key in set(page.obj.keys()) - _PAGE_KEYS:
        del page.obj[key]
    beyond, right, high = to_pt(bleed), to_pt(width), to_pt(height)
    page.obj.MediaBox = box(-beyond, -beyond, right + beyond, high + beyond)
    page.obj.BleedBox = box(-beyond, -beyond, right + beyond, high + beyond)
    page.obj.TrimBox = box(0, 0, right, high)


def finished(pdf: Pdf, version: str) -> bytes:
    """Return the file in PDF `version`, without metadata; the same pages give the same bytes.

    Viewers are told to print at 100 %.
    """
    for key in set(pdf.Root.keys()) - _ROOT_KEYS:
        del pdf.Root[key]
    pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"))
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    packed = tuple(int(part) for part in version.split(".")) >= _FIRST_WITH_OBJECT_STREAMS
    out = io.BytesIO()
    pdf.save(
        out,
        min_version=version,
        force_version=version,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate if packed else ObjectStreamMode.disable,
    )
    return out.getvalue()
