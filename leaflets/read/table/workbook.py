"""XLSX and ODS to rows: the values by python-calamine, what it does not show by `structure`."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.parsers.expat import ExpatError, ParserCreate

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from leaflets.problems import LeafletsError, Position, Problem, Severity
from leaflets.read.table.ods import ods_structure, spaced
from leaflets.read.table.rows import Kind, Row, Sheet, folded, letters, table_kind, too_large
from leaflets.read.table.structure import Structure
from leaflets.read.table.xlsx import xlsx_structure

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_XLSX_PART = "xl/workbook.xml"
_ODS_PART = "content.xml"
_MOST_BYTES = 256 * 2**20
_MOST_ROWS = 100_000
_MOST_COLUMNS = 512
_FORMATS = "Open it and save it as .xlsx, .ods or .csv."
_PASSWORD = "Open it, take the password off, and save it."  # noqa: S105  (no password)
_WHOLE = 10**15
# An ODS's time of more than a day, which python-calamine gives as it is written.
_HOURS = re.compile(r"PT(\d+)H(\d+)M[\d.,]+S")
# As many rows as a note names.
_NAMED = 5
_FAULTS = (
    CalamineError, zipfile.BadZipFile, ExpatError, LookupError, ValueError, OverflowError,
    NotImplementedError, RuntimeError, EOFError, OSError, zlib.error,
)  # fmt: skip

_Value = int | float | str | bool | date | datetime | time | timedelta


def workbook(data: bytes, *, name: str, sheet: str) -> Sheet:
    """Return the rows of one sheet: `sheet`, or the first that can be seen.

    Raises:
        LeafletsError: `table-kind`, `table-too-large`, `table-broken` or `sheet-unknown`.
    """
    try:
        return _read(data, name, sheet)
    except _FAULTS as fault:
        raise LeafletsError(
            Problem(
                code="table-broken",
                message=f"{name} cannot be read as a table: it is torn or was never whole.",
                hint="Open it in the spreadsheet program, which may mend it, and save it again.",
                position=Position(file=name),
            )
        ) from fault


def _read(data: bytes, name: str, sheet: str) -> Sheet:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        structure_of = xlsx_structure if _is_xlsx(archive, name) else ods_structure
        _check(archive, name)
        read = data if structure_of is xlsx_structure else spaced(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(read))
        chosen, others = _chosen(book.sheets_metadata, sheet, name)
        found = structure_of(archive, chosen)
    if found.rows > _MOST_ROWS or found.columns > _MOST_COLUMNS:
        place = f"{letters(found.columns - 1)}{found.rows}"
        raise LeafletsError(too_large(name, f"cells as far as {place}"))
    filled = _with_merged(_values(book, chosen), found)
    rows = tuple(_rows(filled, found))
    return Sheet(rows=rows, problems=tuple(_notes(chosen, others, found, Position(file=name))))


def _values(book: CalamineWorkbook, sheet: str) -> list[list[_Value]]:
    try:
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except BaseException as fault:
        # A panic in the library's Rust, as on a time of 10^300 hours, is no Exception.
        if type(fault).__name__ == "PanicException":
            raise OverflowError(str(fault)) from fault
        raise


def _is_xlsx(archive: zipfile.ZipFile, name: str) -> bool:
    """Return whether it is XLSX and not ODS; raise for any other kind of archive."""
    parts = archive.namelist()
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise LeafletsError(table_kind(name, "an archive with a password", _PASSWORD))
    if _XLSX_PART in parts:
        return True
    kind = archive.read("mimetype").strip() if "mimetype" in parts else b""
    if not kind.startswith(_ODS) or _ODS_PART not in parts:
        what = "a file of Numbers" if any(one.endswith(".iwa") for one in parts) else ""
        raise LeafletsError(
            table_kind(name, what or "an archive that holds no table we read", _FORMATS)
        )
    manifest = "META-INF/manifest.xml"
    if manifest in parts and b"encryption-data" in archive.read(manifest):
        raise LeafletsError(table_kind(name, "a table with a password", _PASSWORD))
    return False


def _check(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that swells beyond measure, or whose parts are torn.

    On XML that is not well-formed python-calamine does not always return.
    """
    size = sum(info.file_size for info in archive.infolist())
    if size > _MOST_BYTES:
        raise LeafletsError(too_large(name, f"{size // 2**20} MB when unpacked"))
    for part in archive.namelist():
        data = archive.read(part)
        if part.endswith((".xml", ".rels")):
            ParserCreate().Parse(data, True)  # noqa: FBT003  (expat takes it by place)


def _chosen(sheets: list[SheetMetadata], wanted: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the sheet to read and the others that can be seen."""
    tables = [one for one in sheets if one.typ == SheetTypeEnum.WorkSheet]
    seen = [one.name for one in tables if one.visible == SheetVisibleEnum.Visible]
    key = folded(wanted).casefold()
    found = [one.name for one in tables if folded(one.name).casefold() == key] if key else seen
    if found:
        return found[0], tuple(one for one in seen if one != found[0])
    raise LeafletsError(
        Problem(
            code="sheet-unknown",
            message=f"{name} has no sheet “{wanted}”." if key else f"{name} has no sheet to read.",
            hint=f"Its sheets are: {', '.join(f'“{one.name}”' for one in tables)}; say which in "
            "campaign.yaml, `sheet: …`."
            if tables
            else _FORMATS,
            position=Position(file=name),
        )
    )


def _with_merged(values: list[list[_Value]], found: Structure) -> list[list[_Value]]:
    """Return the values, those of cells merged over rows in each of their rows."""
    for row, column, count in found.merged:
        if row >= len(values) or column >= len(values[row]):
            continue
        for below in values[row + 1 : row + count]:
            below[column] = values[row][column]
    return values


def _rows(values: list[list[_Value]], found: Structure) -> Iterator[Row]:
    odd = found.percents | found.uncalculated | found.faults.keys() | found.padded.keys()
    odd_rows = {row for row, _ in odd}
    for nth, line in enumerate(values):
        read = [_cell(value) for value in line]
        if nth in odd_rows:
            read = [_shown(cell, (nth, at), found) for at, cell in enumerate(read)]
        while read and not read[-1][0].strip() and read[-1][1] is None:
            read.pop()
        if read:
            yield Row(
                number=nth + 1,
                cells=tuple(text for text, _ in read),
                kinds=tuple((at, kind) for at, (_, kind) in enumerate(read) if kind),
                span=found.across.get(nth, 1) if _is_single(read) else 1,
            )


def _is_single(cells: list[tuple[str, Kind | None]]) -> bool:
    return sum(bool(text.strip()) for text, _ in cells) == 1


def _cell(value: _Value) -> tuple[str, Kind | None]:
    """Return a cell's text and, where it is none, its kind."""
    if isinstance(value, str):
        longer = _HOURS.fullmatch(value)
        text = f"{longer[1]}:{longer[2]}" if longer else value.replace("_x000D_", "")
        return text, Kind.TIME if longer else None
    if isinstance(value, bool):
        return str(value).upper(), Kind.TRUTH
    if isinstance(value, int | float):
        return _number(value), Kind.NUMBER
    if isinstance(value, timedelta | time):
        return _clock(value), Kind.TIME
    if isinstance(value, datetime):
        day, clock = value.date().isoformat(), value.time().isoformat("minutes")
        return (day if clock == "00:00" else f"{day} {clock}"), Kind.DATE
    return value.isoformat(), Kind.DATE


def _number(value: float) -> str:
    """Return a number without needless decimals, and those it was typed with."""
    whole = abs(value) < _WHOLE and value == int(value)
    return str(int(value)) if whole else f"{value:.15g}"


def _clock(value: time | timedelta) -> str:
    """Return HH:MM, rounded: programs count in parts of a day."""
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    minutes = round(value / timedelta(minutes=1))
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _shown(
    cell: tuple[str, Kind | None], place: tuple[int, int], found: Structure
) -> tuple[str, Kind | None]:
    """Return a cell as the spreadsheet shows it."""
    text, kind = cell
    if place in found.faults:
        return found.faults[place], Kind.FAULT
    if place in found.uncalculated:
        return text, Kind.UNCALCULATED
    if place in found.percents and kind is Kind.NUMBER:
        return f"{float(text) * 100:.10g}%", None
    if place in found.padded and kind is Kind.NUMBER:
        return text.zfill(found.padded[place]), None
    return cell


def _notes(
    chosen: str, others: tuple[str, ...], found: Structure, position: Position
) -> Iterator[Problem]:
    if others:
        yield Problem(
            code="sheets-several",
            severity=Severity.NOTE,
            message=f"The sheet “{chosen}” is read, and not {', '.join(f'“{x}”' for x in others)}.",
            hint="Another one is read with `sheet: …` in campaign.yaml.",
            position=position,
        )
    if found.hidden:
        yield Problem(
            code="rows-hidden",
            severity=Severity.NOTE,
            message=f"{_listed(found.hidden)} hidden in the spreadsheet, and read like the others.",
            hint="Delete the rows that are not to be poured.",
            position=position,
        )
    if found.merged:
        yield Problem(
            code="cells-merged",
            severity=Severity.NOTE,
            message="Cells are merged over several rows, first in row "
            f"{found.merged[0][0] + 1}; what stands in them counts for each of the rows.",
            hint="Nothing is to be done if that is what you meant.",
            position=position,
        )


def _listed(rows: list[int]) -> str:
    numbers = ", ".join(str(row + 1) for row in rows[:_NAMED])
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    return f"Row {numbers} is" if len(rows) == 1 else f"Rows {numbers}{more} are"
