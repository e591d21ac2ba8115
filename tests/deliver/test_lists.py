"""The ticket's lists: every sheet in order, each column headed, none too high."""

from hypothesis import given
from hypothesis import strategies as st

from leaflets.deliver.lists import pages

ROWS = 50


@given(st.lists(st.integers(1, 130), max_size=8))
def test_every_sheet_is_listed_in_order_under_its_jobs_heading(lengths: list[int]) -> None:
    lists = [
        (f"job {place}", [(f"town {place}.{number}", "wedge – kk") for number in range(length)])
        for place, length in enumerate(lengths)
    ]
    columns = [column for page in pages(lists) for column in page]
    told = [line for column in columns for line in column.regions.split("\n") if line]
    assert told == [town for _, rows in lists for town, _ in rows]
    for column in columns:
        lines = column.regions.split("\n")
        assert len(lines) <= ROWS
        assert column.headings[0][0] == 0
        assert lines[-1]
        for top, heading in column.headings:
            row = round(top / 5)
            assert lines[row : row + 2] == ["", ""]
            assert lines[row + 2].startswith(heading.replace("job", "town") + ".")
            assert column.numbers.split("\n")[row + 2].isdigit()


def test_two_columns_make_a_page() -> None:
    found = pages([("job", [("town", "wedge")] * 130)])
    assert [len(page) for page in found] == [2, 1]
