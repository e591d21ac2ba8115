"""XLSX and ODS as spreadsheet programs save them."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from leaflets.read.regions import Wanted, read_regions
from leaflets.read.table import workbook

HEAD = ("name", "place", "date", "time", "contact", "copies")
BOLD_NUMBER = "+7 701 234 56 78"


def test_an_xlsx_gives_the_regions_that_it_shows(xlsx, read_table):
    day, clock = date(2026, 6, 9), time(18, 0)
    rows = [HEAD, ("Алматы", "ул. Абая, 5", day, clock, BOLD_NUMBER, 150), (), ("Тараз",)]
    answer = read_table(xlsx.file(rows), "regions.xlsx")

    assert answer.problems == ()
    assert answer.texts() == [
        {
            "name": "Алматы",
            "place": "ул. Абая, 5",
            "date": "2026-06-09",
            "time": "18:00",
            "contact": BOLD_NUMBER,
        },
        {"name": "Тараз"},
    ]
    assert [(one.copies, one.position.row) for one in answer.regions] == [(150, 2), (None, 4)]
    assert [one.problems for one in answer.regions] == [(), ()]


def test_an_ods_gives_the_regions_that_it_shows(ods, read_table):
    day, clock = ods.cell("date", "2026-06-09"), ods.cell("time", "PT18H00M00S")
    filled = ods.row("Алматы", "ул. Абая, 5", day, clock, BOLD_NUMBER, ods.cell("float", "150"))
    rows = ods.row(*HEAD) + filled + ods.row(attributes='table:number-rows-repeated="2"')
    answer = read_table(ods.file(("Лист1", rows + ods.row("Тараз"))), "regions.ods")

    assert answer.problems == ()
    assert answer.texts()[0] == {
        "name": "Алматы",
        "place": "ул. Абая, 5",
        "date": "2026-06-09",
        "time": "18:00",
        "contact": BOLD_NUMBER,
    }
    assert [(one.copies, one.position.row) for one in answer.regions] == [(150, 2), (None, 5)]


def test_the_content_tells_the_kind_and_not_the_name(xlsx, read_table):
    assert read_table(xlsx.file([("name",), ("A",)]), "regions.csv").texts() == [{"name": "A"}]


def test_a_telephone_number_that_became_a_number_is_told_with_what_is_read(xlsx, read_table):
    rows = [("name", "contact"), ("A", 77012345678.0), ("B", "07701")]
    answer = read_table(xlsx.file(rows), "r.xlsx")

    assert [one["contact"] for one in answer.texts()] == ["77012345678", "07701"]
    assert answer.failed() == [(2, "number-in-text")]
    assert "77012345678;" in answer.regions[0].problems[0].message


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ((50012, "000000"), ("050012", [])),
        ((0.25, "0%"), ("25%", [])),
        ((0.125, "0.0%"), ("12.5%", [])),
        ((7.5, "General"), ("7.5", ["number-in-text"])),
        ((date(2026, 3, 5), "d-m"), ("2026-03-05", ["number-in-text"])),
        ((time(9, 30), "h:mm"), ("09:30", ["number-in-text"])),
        ((True, "General"), ("TRUE", ["cell-wrong"])),
        (("=1+1", "@"), ("=1+1", [])),
    ],
)
def test_what_is_no_text_is_read_as_it_is_shown(cell, wanted, xlsx, read_table):
    value, shown = cell

    def dress(sheet):
        sheet["B2"].number_format = shown
        sheet["B2"].data_type = "s" if isinstance(value, str) else sheet["B2"].data_type

    answer = read_table(xlsx.file([("name", "place"), ("A", value)], dress), "r.xlsx")
    assert (answer.texts()[0]["place"], [code for _, code in answer.failed()]) == wanted


def test_dates_and_times_are_read_from_cells_of_either_kind(xlsx, read_table):
    rows = [
        ("name", "date", "time"),
        ("A", datetime.fromisoformat("2026-06-09T18:30"), None),
        ("B", datetime.fromisoformat("2026-06-09"), timedelta(hours=9)),
        ("C", "9.6.2026", "18.00"),
        ("D", datetime.fromisoformat("2026-06-09T18:30"), "19:00"),
    ]
    answer = read_table(xlsx.file(rows), "r.xlsx")
    assert [(one["date"], one["time"]) for one in answer.texts()] == [
        ("2026-06-09", "18:30"),
        ("2026-06-09", "09:00"),
        ("9.6.2026", "18.00"),
        ("2026-06-09 18:30", "19:00"),
    ]
    assert answer.failed() == [(5, "cell-wrong")]


def test_a_formula_counts_by_its_saved_value(xlsx, read_table):
    made = xlsx.file([("name", "place"), ("A", "=B9"), ("B", "=B9"), ("C", "x")])
    # openpyxl writes no values; a spreadsheet program does.
    valued = xlsx.repacked(
        made,
        "xl/worksheets/sheet1.xml",
        lambda part: re.sub(
            rb'<c r="B2"><f>B9</f><v ?/?>(</v>)?</c>',
            b'<c r="B2" t="str"><f>B9</f><v>Park</v></c>',
            part,
        ),
    )
    answer = read_table(valued, "r.xlsx")
    assert answer.texts()[0]["place"] == "Park"
    assert answer.failed() == [(3, "cell-uncalculated")]


def test_a_formula_of_an_ods_counts_by_its_saved_value(ods, read_table):
    rows = ods.row("name", "place", "contact")
    rows += ods.row("A", ods.text("Park", 'table:formula="of:=[.B9]"'))
    rows += ods.row("B", '<table:table-cell table:formula="of:=[.B9]"/>')
    rows += ods.row("C", ods.text("#REF!", 'calcext:value-type="error" office:string-value=""'))
    answer = read_table(ods.file(("Sheet1", rows)), "r.ods")
    assert answer.texts()[0]["place"] == "Park"
    assert answer.failed() == [(3, "cell-uncalculated"), (4, "cell-uncalculated")]
    assert "#REF!" in answer.regions[2].problems[0].message


def test_an_error_value_fails_its_row_alone(xlsx, read_table):
    def dress(sheet):
        sheet["B2"].data_type = "e"

    answer = read_table(xlsx.file([("name", "place"), ("A", "#REF!"), ("B", "c")], dress), "r.xlsx")
    assert answer.failed() == [(2, "cell-uncalculated")]
    assert "#REF!" in answer.regions[0].problems[0].message


def test_a_comment_is_not_printed(ods, read_table):
    comment = (
        "<office:annotation><dc:date>2026-01-01</dc:date><text:p>ask</text:p></office:annotation>"
    )
    park = ods.text("Park").replace("<text:p>", f"{comment}<text:p>")
    rows = ods.row("name", "place") + ods.row("A", park)
    assert read_table(ods.file(("S", rows)), "r.ods").texts()[0]["place"] == "Park"


def test_hidden_rows_are_read_and_told(xlsx, ods, read_table):
    def dress(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True

    made = xlsx.file([("name",), ("A",), ("B",)], dress)
    hidden = ods.row("B", attributes='table:visibility="filter"')
    opened = ods.file(("S", ods.row("name") + ods.row("A") + hidden))
    for answer in (read_table(made, "r.xlsx"), read_table(opened, "r.ods")):
        assert [one.name for one in answer.regions] == ["A", "B"]
        assert answer.codes() == ["rows-hidden"]
        assert answer.problems[0].message.startswith("Row 3 is hidden")


def test_merged_cells_count_for_each_of_their_rows(xlsx, ods, read_table):
    made = xlsx.file(
        [("id", "name", "place"), ("a", "City", "x"), ("b", None, "y"), ("c", "D", "z")],
        lambda sheet: sheet.merge_cells("B2:B3"),
    )
    rows = ods.row("id", "name", "place")
    rows += ods.row("a", ods.text("City", 'table:number-rows-spanned="2"'), "x")
    rows += ods.row("b", "<table:covered-table-cell/>", "y") + ods.row("c", "D", "z")
    for answer in (read_table(made, "r.xlsx"), read_table(ods.file(("S", rows)), "r.ods")):
        assert [one.name for one in answer.regions] == ["City", "City", "D"]
        assert answer.codes() == ["cells-merged"]


def test_a_merged_title_above_the_headings_is_told(xlsx, read_table):
    rows = [("Список городов", None), (), ("Город", "Адрес"), ("Тараз", "x")]
    answer = read_table(xlsx.file(rows, lambda sheet: sheet.merge_cells("A1:B1")), "r.xlsx")
    assert answer.codes() == ["headings-below"]
    assert [one.position.row for one in answer.regions] == [4]


def test_the_first_sheet_that_can_be_seen_is_read_or_the_one_that_is_named(xlsx, read_table):
    book = openpyxl.Workbook()
    book.active.title = "Old"
    book.active.sheet_state = "hidden"
    for title in ("Лист1", "Лист2"):
        sheet = book.create_sheet(title)
        sheet.append(("name",))
        sheet.append((f"of {title}",))
    made = xlsx.saved(book)

    first = read_table(made, "r.xlsx")
    assert (first.texts(), first.codes()) == ([{"name": "of Лист1"}], ["sheets-several"])
    assert read_table(made, "r.xlsx", sheet="лист2 ").texts() == [{"name": "of Лист2"}]
    unknown = read_table(made, "r.xlsx", sheet="Лист3")
    assert unknown.codes() == ["sheet-unknown"]
    assert "“Old”, “Лист1”, “Лист2”" in unknown.problems[0].hint


def test_the_sheets_of_an_ods_are_told_apart(ods, read_table):
    hidden = (
        '<style:style style:name="A" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    rows = [ods.row("name") + ods.row(f"of {name}") for name in "AB"]
    made = ods.file(("A", rows[0]), ("B", rows[1]), styles=hidden)
    assert read_table(made, "r.ods").texts() == [{"name": "of B"}]
    assert read_table(made, "r.ods", sheet="A").texts() == [{"name": "of A"}]


@pytest.mark.parametrize(
    ("data", "name", "code", "hint"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "r.xls", "table-kind", "save it as .xlsx"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "r.xlsx",
            "table-kind",
            "password",
        ),
        (b"%PDF-1.7", "r.pdf", "table-kind", ".xlsx"),
        (bytes(range(256)) * 4, "r.xlsx", "table-kind", "download it again"),
        (b"<html><table><tr><td>name", "r.xls", "table-kind", ".xlsx"),
        (b'{"url": "https://docs.example.org/"}', "r.gsheet", "table-kind", "Download"),
        (b"PK\x03\x04", "r.xlsx", "table-broken", "save it again"),
        (b"", "r.csv", "headings-missing", "columns:"),
    ],
)
def test_what_is_no_table_is_told_with_the_next_step(data, name, code, hint, read_table):
    answer = read_table(data, name)
    assert (answer.codes(), answer.regions) == ([code], ())
    assert hint in answer.problems[0].hint


def test_other_archives_are_no_tables(ods, read_table):
    def packed(*names):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return file.getvalue()

    assert read_table(packed("word/document.xml"), "r.xlsx").codes() == ["table-kind"]
    numbers = read_table(packed("Index/Document.iwa"), "r.numbers")
    assert "Numbers" in numbers.problems[0].message
    locked = ods.file(("S", ods.row("name")), manifest="<manifest:encryption-data/>")
    assert "password" in read_table(locked, "r.ods").problems[0].hint


def test_a_link_and_a_folder_are_no_tables(tmp_path):
    wanted = Wanted(languages=("ru",))
    link = "https://sheets.example.org/d/1"
    assert [one.code for one in read_regions(tmp_path / link, name=link, wanted=wanted)[1]] == [
        "table-kind"
    ]
    assert [one.code for one in read_regions(tmp_path, name=".", wanted=wanted)[1]] == [
        "table-kind"
    ]
    gone = read_regions(tmp_path / "r.csv", name="r.csv", wanted=wanted)
    assert [one.code for one in gone[1]] == ["source-missing"]


def test_an_archive_that_swells_is_refused_before_it_is_read(xlsx, read_table, monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_BYTES", 257 * 2**16)
    made = xlsx.repacked(
        xlsx.file([("name",)]), "xl/worksheets/sheet1.xml", lambda part: part + b" " * (257 * 2**16)
    )
    answer = read_table(made, "r.xlsx")
    assert answer.codes() == ["table-too-large"]
    assert "16 MB" in answer.problems[0].message


def test_a_time_beyond_all_calendars_is_a_broken_table(xlsx, read_table):
    def dress(sheet):
        sheet["B2"].number_format = "[h]:mm"

    made = xlsx.file([("name", "time"), ("A", 1e300)], dress)
    assert read_table(made, "r.xlsx").codes() == ["table-broken"]


@pytest.mark.parametrize("place", ["XFD2", "A1048576"])
def test_a_cell_far_outside_is_told_and_does_not_fill_the_memory(place, xlsx, read_table):
    def dress(sheet):
        sheet[place] = "x"

    answer = read_table(xlsx.file([("name",), ("A",)], dress), "r.xlsx")
    assert answer.codes() == ["table-too-large"]


def test_rows_repeated_to_the_end_of_an_ods_are_told(ods, read_table):
    rows = ods.row("name") + ods.row("A", attributes='table:number-rows-repeated="1048570"')
    assert read_table(ods.file(("S", rows)), "r.ods").codes() == ["table-too-large"]


def test_a_title_over_all_columns_is_no_place(xlsx, ods, read_table):
    rows = [("name", "place", "time"), ("A", "b", "c"), ("The south",), ("C", "d", "e"), ("D",)]
    merged = xlsx.file(rows, lambda sheet: sheet.merge_cells("A3:C3"))
    title = ods.text("The south", 'table:number-columns-spanned="3"')
    cells = [ods.row(*row) for row in rows]
    cells[2] = ods.row(title)
    for data in (merged, ods.file(("S", "".join(cells)))):
        answer = read_table(data, "regions.xlsx")
        assert [one.id for one in answer.regions] == ["a", "c", "d"]
        assert answer.failed() == [(3, "row-section")]


def test_a_time_where_a_day_should_stand_fails_its_row(xlsx, ods, read_table):
    answer = read_table(xlsx.file([("name", "date"), ("A", time(18, 30))]), "regions.xlsx")
    assert answer.failed() == [(2, "cell-wrong")]
    hours = ods.row("name", "time") + ods.row("A", ods.cell("time", "PT30H30M00S"))
    answer = read_table(ods.file(("S", hours)), "regions.ods")
    assert answer.failed() == [(2, "time-impossible")]


@pytest.mark.parametrize("number", [46432, 0.75, 18.3])
def test_a_day_or_a_time_without_its_format_is_told_once(number, xlsx, read_table):
    heading = "date" if number > 24 else "time"
    answer = read_table(xlsx.file([("name", heading), ("A", number)]), "regions.xlsx")
    assert answer.failed() == [(2, "cell-wrong")]


def test_words_stay_apart_that_stand_on_two_lines_of_a_cell(ods, read_table):
    lines = "<text:p>Park<text:line-break/>at the<text:tab/>gate</text:p><text:p>left</text:p>"
    cell = f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    answer = read_table(
        ods.file(("S", ods.row("name", "place") + ods.row("A", cell))), "regions.ods"
    )
    assert answer.texts() == [{"name": "A", "place": "Park at the gate left"}]
