"""The ticket's lists: every sheet in order, each column headed, none too high."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.deliver.lists import Row, ends, listed, pages, rows, widths
from leaflets.deliver.phrases import Line
from leaflets.faces import Shaping, advance, face
from leaflets.language.named import named
from leaflets.units import from_pt

ROWS = 50


def town(place: int, number: int, spoken: int = 0) -> Line:
    return Line(region=f"town {place}.{number}", leaflet="Kazakh" * spoken)


@given(st.lists(st.integers(1, 130), max_size=8))
def test_every_sheet_is_listed_in_order_under_its_jobs_heading(lengths: list[int]) -> None:
    lists = [
        listed(f"job {place}", [town(place, number, place % 2) for number in range(length)])
        for place, length in enumerate(lengths)
    ]
    columns = [column for page in pages(lists) for column in page]
    told = [line for column in columns for line in column.regions.split("\n") if line]
    assert told == [row.region for job in lists for row in job.rows]
    for column in columns:
        lines = column.regions.split("\n")
        assert len(lines) <= ROWS
        assert column.headings[0][0] == 0
        assert lines[-1]
        for top, heading, alike in column.headings:
            row = round(top / 5)
            below = row + (3 if alike else 2)
            assert set(lines[row:below]) == {""}
            assert lines[below].startswith(heading.replace("job", "town") + ".")
            assert column.numbers.split("\n")[below].isdigit()


def test_two_columns_make_a_page() -> None:
    found = pages([listed("job", [town(1, number) for number in range(130)])])
    assert [len(page) for page in found] == [2, 1]


kinds = st.sampled_from(["", "Kazakh", "Russian", "Karachay-Balkar / Russian"])


@given(st.lists(st.tuples(st.sampled_from(["Abay", "Aksu"]), kinds), min_size=1, max_size=40))
def test_a_places_sheets_share_a_row_as_far_as_it_holds_them(sheets: list[tuple[str, str]]) -> None:
    lines = [Line(region=region, leaflet=kind) for region, kind in sheets]
    found = tuple(rows(lines))
    numbered = [
        (number, row.region)
        for row in found
        for first, _, last in [row.numbers.partition("–")]
        for number in range(int(first), int(last or first) + 1)
    ]
    assert numbered == list(enumerate((one.region for one in lines), 1))
    told = [kind for row in found for kind in row.leaflets.split(", ") if kind]
    assert told == [kind for _, kind in sheets if kind]
    assert all(len(row.leaflets) <= 25 for row in found)


def test_of_a_job_the_ends_are_its_first_place_and_its_last() -> None:
    first, last = ends(listed("job", [town(1, number) for number in range(130)])).rows
    assert first == Row(numbers="1", region="town 1.0 –", leaflets="")
    assert last == Row(numbers="130", region="town 1.129", leaflets="")
    assert [one.region for one in ends(listed("job", [town(1, 0)])).rows] == ["town 1.0"]


def test_what_all_sheets_have_alike_is_told_once() -> None:
    alike = listed("job", [town(1, 1, 1), town(1, 2, 1)])
    assert alike.alike == "Kazakh"
    assert {row.leaflets for row in alike.rows} == {""}
    unlike = listed("job", [town(1, 1, 1), town(1, 2)])
    assert (unlike.alike, [row.leaflets for row in unlike.rows]) == ("", ["Kazakh", ""])


def test_names_have_the_room_that_numbers_and_languages_leave() -> None:
    short = widths(rows([town(1, 1)]))
    assert (short.leaflets, short.numbers + short.regions) == (0, 90)
    spoken = widths(rows([Line(region="Aksu", leaflet="Kazakh"), Line(region="Abay")]))
    assert spoken.regions < short.regions
    assert spoken.numbers + spoken.regions + spoken.leaflets < 90


@pytest.mark.parametrize("reader", ["en", "ru", "uk", "kk", "de"])
def test_the_names_of_two_languages_are_not_cut_off(reader: str) -> None:
    regular = face("Geologica 400")
    assert regular is not None
    for front, back in permutations(["de", "en", "kk", "ky", "ru", "tr", "uk", "uz"], 2):
        both = [Line(region="Aksu", leaflet=named(one, reader)) for one in (front, back)]
        found = tuple(rows(both))
        needed = [from_pt(advance(row.leaflets, regular, Shaping(size=8))) for row in found]
        assert max(needed) < widths(found).leaflets
