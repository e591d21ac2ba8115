"""The structure of a sheet in an XLSX (ECMA-376, 18.3)."""

import re
import zipfile

from leaflets.read.table.structure import Attributes, Structure, local, parsed

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
# Formats that every workbook has without naming them (ECMA-376, 18.8.30).
_PERCENTS = ("9", "10")
_ZEROS = re.compile(r"0{2,}")


def xlsx_structure(archive: zipfile.ZipFile, sheet: str) -> Structure:
    """Return what is in the sheet called `sheet` of an XLSX.

    Raises:
        KeyError: A part is not there.
        expat.ExpatError: A part is no XML.
        zipfile.BadZipFile: A part is broken.
    """
    reading = _Xlsx(_styles(archive))
    parsed(archive, _sheet_part(archive, sheet), reading.opened, reading.closed, reading.text)
    return reading.found


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds the sheet."""
    ids: dict[str, str] = {}
    parts: dict[str, str] = {}

    def book(tag: str, attributes: Attributes) -> None:
        if local(tag) == "sheet":
            named = next((value for key, value in attributes.items() if local(key) == "id"), "")
            ids[attributes.get("name", "")] = named

    def relations(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship":
            parts[attributes.get("Id", "")] = attributes.get("Target", "")

    parsed(archive, "xl/workbook.xml", book)
    parsed(archive, "xl/_rels/workbook.xml.rels", relations)
    target = parts[ids[sheet]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _styles(archive: zipfile.ZipFile) -> dict[str, int]:
    """Return the styles that tell: 0 for per cent, else the digits that zeros fill up."""
    codes: dict[str, str] = dict.fromkeys(_PERCENTS, "%")
    styles: list[str] = []
    inside: list[str] = []

    def opened(tag: str, attributes: Attributes) -> None:
        name = local(tag)
        inside.append(name)
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            styles.append(attributes.get("numFmtId", "0"))

    def closed(_: str) -> None:
        inside.pop()

    if "xl/styles.xml" in archive.namelist():
        parsed(archive, "xl/styles.xml", opened, closed)
    shown = ((str(nth), codes.get(number, "")) for nth, number in enumerate(styles))
    return {
        style: 0 if code.endswith("%") else len(code)
        for style, code in shown
        if code.endswith("%") or _ZEROS.fullmatch(code)
    }


class _Xlsx:
    """A pass over a worksheet part (ECMA-376, 18.3)."""

    def __init__(self, styles: dict[str, int]) -> None:
        self.found = Structure()
        self._styles = styles
        self._row = self._column = -1
        self._hidden = False
        self._kind = self._style = ""
        self._has = ""
        self._shown: list[str] | None = None

    def opened(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            self._has += name[0]
            self._shown = [] if name == "v" and ("f" in self._has or self._kind == "e") else None
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
            self._hidden = attributes.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._shown is not None:
            self._shown.append(text)

    def closed(self, tag: str) -> None:
        if local(tag) != "c" or not self._has:
            return
        place = (self._row, self._column)
        self.found.holds(*place)
        if self._hidden and self._row not in self.found.hidden[-1:]:
            self.found.hidden.append(self._row)
        if self._kind == "e":
            self.found.faults[place] = "".join(self._shown or ()) or "#?"
        elif "f" in self._has and not self._shown and self._kind != "str":
            self.found.uncalculated.add(place)
        elif self._style in self._styles and self._kind in ("", "n"):
            self._number(place, self._styles[self._style])
        self._shown = None

    def _cell(self, attributes: Attributes) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _index(reference[1]) if reference else self._column + 1
        self._kind = attributes.get("t", "")
        self._style = attributes.get("s", "0")
        self._has = ""
        self._shown = None

    def _number(self, place: tuple[int, int], digits: int) -> None:
        if digits:
            self.found.padded[place] = digits
        else:
            self.found.percents.add(place)

    def _merge(self, area: str) -> None:
        first, _, last = area.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and end:
            row, column = int(start[2]) - 1, _index(start[1])
            self.found.spans(row, column, int(end[2]) - row, _index(end[1]) + 1 - column)


def _index(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
