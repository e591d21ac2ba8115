"""The last touch on a file for the press: exact boxes, no word about its makers, stable bytes."""

import io
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf, String

from leaflets.units import to_pt

# All that a printed page and its document need; whatever else the engine wrote is dropped.
_PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox", "/BleedBox", "/Group"}
)
_ROOT_KEYS = frozenset({"/Type", "/Pages", "/Lang"})
# What a page and a document need beyond that to be read aloud.
_TAGGED_PAGE_KEYS = _PAGE_KEYS | {"/StructParents", "/Tabs"}
_TAGGED_ROOT_KEYS = _ROOT_KEYS | {"/MarkInfo", "/StructTreeRoot"}
_FIRST_WITH_OBJECT_STREAMS = (1, 5)


def number(value: float) -> str:
    """Return a PDF number with at most 4 decimals and no exponent: 0.00004 mm in points."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def box(left: float, low: float, right: float, high: float) -> Array:
    """Return a rectangle given in points as PDF writes it."""
    return Array([Decimal(number(value)) for value in (left, low, right, high)])


def finish_page(page: Page, width: float, height: float, bleed: float) -> None:
    """Give `page` the boxes of a trim of `width` × `height` mm at the origin, and nothing else.

    What is left that only readers of a tagged document need, `finished` drops from others.
    """
    for key in set(page.obj.keys()) - _TAGGED_PAGE_KEYS:
        del page.obj[key]
    beyond, right, high = to_pt(bleed), to_pt(width), to_pt(height)
    page.obj.MediaBox = box(-beyond, -beyond, right + beyond, high + beyond)
    page.obj.BleedBox = box(-beyond, -beyond, right + beyond, high + beyond)
    page.obj.TrimBox = box(0, 0, right, high)


def finished(pdf: Pdf, version: str, *, tagged: bool = False, bookmarked: bool = False) -> bytes:
    """Return the file in PDF `version`, without metadata; the same pages give the same bytes.

    Viewers are told to print at 100 %. A `tagged` document keeps its structure, and of its
    metadata the title alone, which viewers are told to show. A `bookmarked` one keeps its outline.
    """
    kept = _TAGGED_ROOT_KEYS if tagged else _ROOT_KEYS
    for key in set(pdf.Root.keys()) - (kept | {"/Outlines"} if bookmarked else kept):
        del pdf.Root[key]
    title = str(pdf.trailer.get("/Info", Dictionary()).get("/Title", ""))
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if tagged:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(title)))
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _tabbed(pdf)
    else:
        pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"))
        _untagged(pdf)
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


def _tabbed(pdf: Pdf) -> None:
    """Let the tabulator follow the structure from link to link."""
    for page in pdf.pages:
        page.obj.Tabs = Name.S


def _untagged(pdf: Pdf) -> None:
    for page in pdf.pages:
        for key in _TAGGED_PAGE_KEYS - _PAGE_KEYS:
            if key in page.obj:
                del page.obj[key]
