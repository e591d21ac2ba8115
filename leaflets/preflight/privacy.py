"""Privacy: nothing in the file tells who made it, when, where or with what."""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from leaflets.preflight.expected import Expected, fault
from leaflets.problems import Problem, Where

# Keys that carry names, dates, tools, attachments, scripts or addresses, wherever they stand.
_KEYS = frozenset(
    (
        "/AA",
        "/AcroForm",
        "/AF",
        "/Annots",
        "/EF",
        "/EmbeddedFiles",
        "/JavaScript",
        "/LastModified",
        "/Metadata",
        "/Names",
        "/OpenAction",
        "/PieceInfo",
        "/SpiderInfo",
        "/Thumb",
        "/URI",
    )
)
_TITLE = "the document's Title"
_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
# Where cameras and picture editors write in a JPEG: EXIF and XMP, Photoshop, comments.
_TELLING = (0xE1, 0xED, 0xFE)
_MARKER, _SCAN = 0xFF, 0xDA
# What a page for screens is to have of these: links to the leaflet's own address, and a title.
_LIVE = frozenset(("/Annots", "/URI"))
# Where people keep files, as each system spells it: a path from there names its owner.
_FOLDERS = ("home", "Users", "tmp", "root")
_PRIVATE = re.compile(rf"file:|/(?:{'|'.join(_FOLDERS)})/|[A-Z]:\\Users")


def privacy(document: pikepdf.Pdf, expected: Expected) -> Iterator[Problem]:
    """Yield `metadata-left` for each thing that gives somebody away."""
    tagged = expected.profile.tagged
    found = _left(document, _KEYS - _LIVE if tagged else _KEYS)
    for what in dict.fromkeys(what for what in found if not (tagged and what == _TITLE)):
        yield fault(
            code="metadata-left",
            message=f"The file still holds {what}.",
            hint="Report this: a finished leaflet holds nothing but its pages.",
            where=Where(output=expected.output),
        )


def _left(document: pikepdf.Pdf, keys: frozenset[str]) -> Iterator[str]:
    info = document.trailer.get("/Info", pikepdf.Dictionary())
    for name in dict(info.items()):
        known = name.lstrip("/")
        yield f"the document's {known if known in _INFO else 'own note ' + known}"
    for item in document.objects:
        yield from _in(item, keys)


def _in(item: pikepdf.Object, keys: frozenset[str]) -> Iterator[str]:
    """Yield what an object and all that stands directly in it give away."""
    if isinstance(item, pikepdf.String):
        if _PRIVATE.search(str(item)):
            yield f"a path or address: {str(item)[:60]}"
    elif isinstance(item, pikepdf.Array):
        for part in item.as_list():
            yield from _direct(part, keys)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield from _trace(item)
        for key, part in item.items():
            if key in keys:
                yield f"{key.lstrip('/')}"
            yield from _direct(part, keys)


def _direct(part: object, keys: frozenset[str]) -> Iterator[str]:
    # What has a number of its own is met by itself; following it here would run in circles.
    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        yield from _in(part, keys)


def _trace(item: pikepdf.Object) -> Iterator[str]:
    """Yield what a camera or an editor left in a JPEG."""
    if not isinstance(item, pikepdf.Stream) or item.get("/Filter") != Name.DCTDecode:
        return
    if any(marker in _TELLING for marker in _markers(item.read_raw_bytes())):
        yield "what a camera or an editor wrote into a picture"


def _markers(jpeg: bytes) -> Iterator[int]:
    """Yield the markers of a JPEG's headers, up to its first scan."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == _MARKER and jpeg[at + 1] != _SCAN:
        yield jpeg[at + 1]
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
