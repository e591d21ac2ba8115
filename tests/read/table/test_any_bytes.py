"""Whatever lies in the file, the answer is regions or problems."""

import io
import re
import zipfile

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflets.problems import errors
from leaflets.read.regions import Wanted, read_regions

_SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_HEADS = ("name", "place", "date", "copies", "languages", "demands", "id")
_PIECES = st.sampled_from(
    (*_HEADS, ",", ";", "\t", "\n", "\r", '"', "sep=;\n", "\0", "é", "9.6.2026")
)
_ODD = st.sampled_from(
    (b"", b"-1", b"9" * 30, b"1e400", b"NaN", b"A1:XFD1048576", b"s", b"e", b"x")
)


def _answer(data, tmp_path, name="r.csv", languages=("kk", "ru", "de")):
    path = tmp_path / name
    path.write_bytes(data)
    regions, problems = read_regions(path, name=name, wanted=Wanted(languages=languages))
    assert regions or errors(problems)
    assert len({one.id.casefold() for one in regions}) == len(regions)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", one.id) for one in regions)
    return regions


def _workbook():
    book = openpyxl.Workbook()
    book.active.append(_HEADS[:4])
    book.active.append(("A", "b", "9.6.2026", 5))
    book.active.append(("B", "=1+1", None, 0.5))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_WORKBOOK = _workbook()


@_SETTINGS
@given(data=st.binary(max_size=400))
def test_random_bytes_are_answered(data, tmp_path):
    _answer(data, tmp_path)


@_SETTINGS
@given(pieces=st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=60))
def test_random_tables_are_answered(pieces, tmp_path):
    _answer(("name,place\n" + "".join(pieces)).encode("utf-8", "surrogatepass"), tmp_path)


@_SETTINGS
@given(data=st.lists(st.sampled_from(range(256)), max_size=80))
def test_random_bytes_below_headings_are_answered(data, tmp_path):
    _answer(b"name;place\n" + bytes(data), tmp_path)


@_SETTINGS
@given(at=st.integers(0, len(_WORKBOOK) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_torn_workbook_is_answered(at, byte, cut, tmp_path):
    data = bytearray(_WORKBOOK)
    data[at] = byte
    _answer(bytes(data[: at + 1] if cut else data), tmp_path, "r.xlsx")


@_SETTINGS
@given(
    part=st.sampled_from(("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml")),
    nth=st.integers(0, 10_000),
    odd=_ODD,
)
def test_a_workbook_with_odd_values_is_answered(part, nth, odd, tmp_path):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_WORKBOOK)) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for name in old.namelist():
            held = old.read(name)
            if name == part:
                values = list(re.finditer(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)', held))
                found = values[nth % len(values)]
                held = held[: found.start()] + odd + held[found.end() :]
            new.writestr(name, held)
    _answer(file.getvalue(), tmp_path, "r.xlsx")
