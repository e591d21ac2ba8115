"""A table's file to its rows, by what is in the file."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from leaflets.problems import LeafletsError
from leaflets.read.source import contents
from leaflets.read.table.delimited import delimited
from leaflets.read.table.encoded import decoded
from leaflets.read.table.rows import Sheet, table_kind, too_large

_MOST_BYTES = 32 * 2**20
_EXPORT = "Open it and save it as .xlsx, .ods or .csv."
# (First bytes, or the file's ending; what it is; what to do.)
_STARTS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "Rich Text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<", "a web page or XML, whatever its name says"),
    (b"[{", "JSON"),
    (b'{"', "JSON"),
    (b"MIME-Version:", "a web archive, whatever its name says"),
)
_ENDINGS = {
    ".numbers": ("a file of Numbers", "In Numbers choose File, Export To, and take Excel or CSV."),
    ".gsheet": (
        "only a link to a Google spreadsheet",
        "In the browser choose File, Download, and take .xlsx or .csv.",
    ),
}
# Endings of tables that are read, or told with what to do instead.
TOLD = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".xls", ".numbers", ".gsheet")
_LINKS = ("http://", "https://")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OLD_EXCEL = ("an old Excel file (.xls)", "Open it and save it as .xlsx.")
_DAMAGED = ("a spreadsheet whose beginning is damaged", "Save it again, or download it again.")
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")
# What stands in no text that has one byte for a sign, and where to look for it.
_CONTROLS = frozenset((*range(1, 9), *range(14, 26)))
_HEAD = 1024
_TWO_BYTES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCRYPTED = ("a table with a password", "Open it, take the password off, and save it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of a table before it is opened.

    Attributes:
        name: Its path as the user gave it.
        languages: The campaign's, which tell the code page of a CSV.
        sheet: The sheet to read, or empty for the first that can be seen.
        encoding: A CSV's, or empty.
        recognised: Tells how many of a row's cells are known headings.
    """

    name: str
    languages: tuple[str, ...]
    sheet: str
    encoding: str
    recognised: Callable[[tuple[str, ...]], int]


def sheet(path: Path, asked: Asked) -> Sheet:
    """Return the rows of the file at `path`.

    Raises:
        LeafletsError: The file cannot be read as a table.
    """
    data = _data(path, asked.name)
    _raise_kind(path, data, asked.name)
    if data.startswith(_ZIP):
        # Its reader takes a tenth of a second to load.
        from leaflets.read.table.workbook import workbook

        return workbook(data, name=asked.name, sheet=asked.sheet)
    text, notes = decoded(data, name=asked.name, languages=asked.languages, encoding=asked.encoding)
    found = delimited(text, asked.name, asked.recognised)
    return Sheet(rows=found.rows, problems=(*notes, *found.problems))


def is_link(name: str) -> bool:
    """Return whether a table is named by its address on the web."""
    return name.startswith(_LINKS)


def _data(path: Path, name: str) -> bytes:
    if is_link(name):
        hint = "Download the table (File, Download) as .xlsx or .csv; nothing is fetched."
        raise LeafletsError(table_kind(name, "a link, not a file", hint))
    try:
        return contents(path, name=name)
    except IsADirectoryError:
        hint = "Give the table in it, or export it as .xlsx or .csv."
        raise LeafletsError(table_kind(name, "a folder", hint)) from None


def _raise_kind(path: Path, data: bytes, name: str) -> None:
    """Raise `table-kind` for what is no table that we read, and `table-too-large`."""
    what, hint = _kind(path, data)
    if what:
        raise LeafletsError(table_kind(name, what, hint))
    if len(data) > _MOST_BYTES:
        raise LeafletsError(too_large(name, f"{len(data) // 2**20} MB"))


def _kind(path: Path, data: bytes) -> tuple[str, str]:
    if data.startswith(_OLE):
        return _ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else _OLD_EXCEL
    ending = path.suffix.lower()
    if ending in _WORKBOOKS and _is_binary(data):
        return _DAMAGED
    known = _ENDINGS.get(ending)
    if known and not data.startswith(_ZIP):
        return known
    start = data[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    return next(((what, _EXPORT) for first, what in _STARTS if start.startswith(first)), ("", ""))


def _is_binary(data: bytes) -> bool:
    """Tell whether bytes are neither a workbook's nor a text's."""
    return not (data.startswith((_ZIP, *_TWO_BYTES)) or _CONTROLS.isdisjoint(data[:_HEAD]))
