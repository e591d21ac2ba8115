"""What python-calamine does not show of a sheet: formulas, error values, formats, hidden rows.

One pass over the sheet's own XML. openpyxl shows them too and takes 1.3 s for 5,000 rows.
"""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

Attributes = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Structure:
    """What one pass finds; (row, column) count from 0.

    Attributes:
        rows, columns: How many hold anything: up to the last.
        hidden: Hidden and filtered rows that hold anything.
        uncalculated: Formulas without a saved value.
        faults: Error values as the spreadsheet shows them.
        percents: Numbers shown as per cent.
        padded: Numbers shown with so many digits, zeros before them.
        merged: (row, column, rows) of merged cells that span rows.
        across: Row → over how many columns its widest cell is merged.
    """

    rows: int = 0
    columns: int = 0
    hidden: list[int] = field(default_factory=list)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    padded: dict[tuple[int, int], int] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    across: dict[int, int] = field(default_factory=dict)

    def spans(self, row: int, column: int, rows: int, columns: int) -> None:
        """Take note of merged cells."""
        if rows > 1:
            self.merged.append((row, column, rows))
        if columns > 1:
            self.across[row] = max(self.across.get(row, 1), columns)

    def holds(self, row: int, column: int) -> None:
        """Take note of a cell that holds something."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


def parsed(
    archive: zipfile.ZipFile,
    part: str,
    opened: Callable[[str, Attributes], None],
    closed: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Pass over one part of the archive; the functions are called for its elements and text.

    Raises:
        KeyError: The part is not there.
        expat.ExpatError: It is no XML.
        zipfile.BadZipFile: It is broken.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.Parse(archive.read(part), True)  # noqa: FBT003  (expat takes it by place)


def local(tag: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return tag.rpartition(":")[2]
