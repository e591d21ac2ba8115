"""Tables as spreadsheet programs write them, and a way to read them."""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from leaflets.read.regions import Wanted, read_regions

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>{more}'
    "</manifest:manifest>"
)
# What LibreOffice puts after the last row.
EMPTY = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def _xlsx(rows: Iterable[Iterable[object]], dress: Callable[[Worksheet], object] = id) -> bytes:
    """Return a workbook of one sheet; `dress` may do more to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(tuple(row))
    dress(sheet)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _repacked(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the archive with one part changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, change(held) if name == part else held)
    return file.getvalue()


def _ods(*sheets: tuple[str, str], styles: str = "", manifest: str = "") -> bytes:
    """Return an ODS of (name, rows) sheets."""
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{name}">{rows}{EMPTY}</table:table>'
        for name, rows in sheets
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(more=manifest))
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return file.getvalue()


def _row(*cells: str, attributes: str = "") -> str:
    """Return a row of an ODS: texts, and cells that are written already."""
    made = (one if one.startswith("<") else _text(one) for one in cells)
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"


def _text(content: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{content}</text:p>'
        "</table:table-cell>"
    )


def _cell(kind: str, value: str, attributes: str = "") -> str:
    """Return a cell of an ODS that is no text."""
    name = f"{kind}-value" if kind in ("date", "time", "boolean") else "value"
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}" {attributes}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


class Answer:
    """What read_regions answered, with what tests ask of it."""

    def __init__(self, answer):
        self.regions, self.problems = answer

    def codes(self):
        return [one.code for one in self.problems]

    def failed(self):
        """Return (row, code) of everything that was said of rows."""
        told = [one for region in self.regions for one in region.problems]
        return sorted((one.position.row, one.code) for one in (*told, *self.problems))

    def texts(self):
        return [dict(region.texts) for region in self.regions]


@pytest.fixture
def read_table(tmp_path: Path):
    """Return a function that reads `data` as the file `name`."""

    def reading(data, name="regions.csv", **wanted):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        options = {"languages": ("kk", "ru")} | wanted
        return Answer(read_regions(path, name=name, wanted=Wanted(**options)))

    return reading


@pytest.fixture
def xlsx():
    """Return what makes an XLSX: `file` of rows, `saved` of a workbook, `repacked`."""
    return SimpleNamespace(file=_xlsx, saved=_saved, repacked=_repacked)


@pytest.fixture
def ods():
    """Return what makes an ODS: `file` of sheets, `row`, `text` and other `cell`s."""
    return SimpleNamespace(file=_ods, row=_row, text=_text, cell=_cell)
