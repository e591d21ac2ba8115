"""A leaflet's objects as they are written, found by the file's own table; ISO 32000-1, 7.5."""

import re
from collections.abc import Iterator, Mapping

from pikepdf import Object, Stream

# Where in an object a stream's data begin.
DATA = b"\nstream\n"
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d{1,10})\n")
# So long is a row of the table, and so long the number in it.
_ROW, _OFFSET = 20, 10
_TAIL = 64
_ROOT, _PAGES = re.compile(rb"/Root (\d+) 0 R"), re.compile(rb"/Pages (\d+) 0 R")
_KIDS, _NUMBER = re.compile(rb"/Kids \[([^\]]*)\]"), re.compile(rb"(\d+) 0 R")
_PAGE = re.compile(rb"/Type /Page\b")
# Strings are written without line ends: none of these stands in one.
_BEGIN, _CLOSE = re.compile(rb"(\d+) 0 obj\s"), b"\nendobj"
_LENGTH = re.compile(rb"/Length (\d+)")


def bodies(pdf: bytes) -> Mapping[int, bytes]:
    """Return the body of each object by its number; none where the file has no plain table.

    One that the table does not lead to, as another stands for it, is part of no body.
    Raises ValueError when an object is not where the table says.
    """
    tail = _END.search(pdf, max(0, len(pdf) - _TAIL))
    table = _TABLE.match(pdf, int(tail[1])) if tail else None
    if tail is None or table is None:
        return {}
    rows = [table.end() + number * _ROW for number in range(int(table[1]))]
    places = sorted(
        (int(pdf[row : row + _OFFSET]), number)
        for number, row in enumerate(rows)
        if pdf[row + _ROW - 3 : row + _ROW - 2] == b"n"
    )
    ends = [at for at, _ in places[1:]] + [int(tail[1])]
    return {
        number: _body(pdf, at, end, number) for (at, number), end in zip(places, ends, strict=True)
    }


def pages(pdf: bytes, objects: Mapping[int, bytes]) -> tuple[int, ...]:
    """Return the numbers of the pages in their order, as far as one node holds all of them.

    Raises ValueError for a file whose pages stand otherwise.
    """
    trailer = pdf[pdf.rfind(b"trailer") :]
    root = objects.get(_led(_ROOT, trailer), b"")
    kids = _KIDS.search(objects.get(_led(_PAGES, root), b""))
    numbers = tuple(map(int, _NUMBER.findall(kids[1]))) if kids else ()
    if not numbers or not all(_PAGE.search(objects.get(number, b"")) for number in numbers):
        raise ValueError("the pages do not stand in one list")
    return numbers


def streams(page: Object) -> Iterator[Object]:
    """Yield the streams of a page's content, in their order."""
    content = page.get("/Contents")
    if isinstance(content, Stream):
        yield content
    elif content is not None:
        yield from content


def _led(key: re.Pattern[bytes], body: bytes) -> int:
    found = key.search(body)
    return int(found[1]) if found else 0


def _body(pdf: bytes, at: int, end: int, number: int) -> bytes:
    begin, close = _BEGIN.match(pdf, at), pdf.find(_CLOSE, at, end)
    head = pdf.find(DATA, at, close)
    if head >= 0:
        length = _LENGTH.search(pdf, at, head)
        # Data may hold anything.
        close = pdf.find(_CLOSE, head + len(DATA) + int(length[1]), end) if length else -1
    if begin is None or int(begin[1]) != number or close < 0:
        raise ValueError(f"object {number} is not where the table says")
    return pdf[begin.end() : close]
