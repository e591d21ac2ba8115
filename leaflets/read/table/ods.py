"""The structure of a sheet in an ODS (OpenDocument 1.3, part 3, 9.1)."""

import io
import re
import zipfile

from leaflets.read.table.structure import Attributes, Structure, local, parsed

_CONTENT = "content.xml"
_PARTING = re.compile(rb"<(\w+:)(?:line-break|tab)\s*/>")


def ods_structure(archive: zipfile.ZipFile, sheet: str) -> Structure:
    """Return what is in the sheet called `sheet` of an ODS; raises what `parsed` raises."""
    reading = _Ods(sheet)
    parsed(archive, _CONTENT, reading.opened, reading.closed, reading.text)
    return reading.found


def spaced(data: bytes) -> bytes:
    """Return the ODS with a space for each line break and tab inside its paragraphs.

    python-calamine reads what stands beside them as one word.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(_CONTENT)
        if not _PARTING.search(content):
            return data
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CONTENT] = _PARTING.sub(rb"<\1s/>", content)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


class _Ods:
    """A pass over content.xml (OpenDocument 1.3, part 3, 9.1)."""

    def __init__(self, sheet: str) -> None:
        self.found = Structure()
        self._sheet = sheet
        self._is_inside = False
        self._row = self._column = 0
        self._repeated = self._wide = 1
        self._hidden = False
        self._cell: Attributes | None = None
        self._text: list[str] = []

    def opened(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "table":
            self._is_inside = attributes.get("table:name") == self._sheet
        elif name == "table-row" and self._is_inside:
            self._repeated = _count(attributes, "table:number-rows-repeated")
            self._hidden = attributes.get("table:visibility", "visible") != "visible"
            self._column = 0
        elif name in ("table-cell", "covered-table-cell") and self._is_inside:
            self._wide = _count(attributes, "table:number-columns-repeated")
            self._cell = attributes
            self._text = []

    def text(self, text: str) -> None:
        if self._cell is not None:
            self._text.append(text)

    def closed(self, tag: str) -> None:
        name = local(tag)
        if not self._is_inside:
            return
        if name == "table":
            self._is_inside = False
        elif name == "table-row":
            self._row += self._repeated
        elif self._cell is not None and name in ("table-cell", "covered-table-cell"):
            self._end(self._cell, "".join(self._text).strip())
            self._column += self._wide
            self._cell = None

    def _end(self, cell: Attributes, text: str) -> None:
        kind = cell.get("office:value-type", "")
        place = (self._row, self._column)
        if "table:number-rows-spanned" in cell or "table:number-columns-spanned" in cell:
            spans = (_count(cell, f"table:number-{over}-spanned") for over in ("rows", "columns"))
            self.found.spans(*place, *spans)
        if not (kind or text or "table:formula" in cell):
            return
        self.found.holds(self._row + self._repeated - 1, self._column + self._wide - 1)
        if self._hidden and self._row not in self.found.hidden[-1:]:
            self.found.hidden.append(self._row)
        if cell.get("calcext:value-type") == "error" or (not kind and text.startswith("#")):
            self.found.faults[place] = text or "#?"
        elif not kind and "table:formula" in cell:
            self.found.uncalculated.add(place)
        elif kind == "percentage":
            self.found.percents.add(place)


def _count(attributes: Attributes, name: str) -> int:
    written = attributes.get(name)
    if written is None:
        return 1
    return max(1, int(written)) if written.isascii() and written.isdigit() else 1
