"""Print jobs: what is printed in one go, in which order, and what the files are called."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.model.campaign import Region
from leaflets.model.manifest import Entry, PaperUsed
from leaflets.plan import jobs
from leaflets.plan.jobs import print_jobs, shop_names
from leaflets.problems import Position, Severity

TWO_UP = PaperUsed(size="a4", up=2, sides=2, flip="either")
POSTER = PaperUsed(size="a4", up=1, sides=1, flip="either")


def region(name: str, shop: str = "", row: int = 2) -> Region:
    return Region(id=name, name=name.title(), shop=shop, position=Position(file="r.csv", row=row))


def leaflet(where: str, copies: int | None = 150, paper: PaperUsed = TWO_UP) -> Entry:
    return Entry(
        path=f"call/{where}/wedge.a5.en.copyshop-bw.pdf",
        role="leaflet",
        region=where,
        format="a5",
        profile="copyshop-bw",
        copies=copies,
        paper=paper,
        sha256=where,
    )


def planned(entries: list[Entry], *regions: Region) -> list[tuple[str, list[str]]]:
    found = print_jobs(entries, regions, shop_names(regions)[0])
    return [(job.path, [one.region for one in job.leaflets]) for job in found]


def test_each_shop_gets_its_regions_in_the_order_of_the_table() -> None:
    regions = region("saran", "Copy & Co"), region("aksu", "Копирка"), region("abay", "Copy & Co")
    entries = [leaflet("abay"), leaflet("aksu"), leaflet("saran")]
    assert planned(entries, *regions) == [
        ("print/copy-co.copyshop-bw.a4-2up.75x.pdf", ["saran", "abay"]),
        ("print/kopirka.copyshop-bw.a4-2up.75x.pdf", ["aksu"]),
    ]


def test_what_is_set_otherwise_at_the_machine_is_another_job() -> None:
    entries = [
        leaflet("a"),
        leaflet("b", copies=149),
        leaflet("c", copies=300),
        leaflet("d", copies=None),
        leaflet("e", paper=POSTER),
        replace(leaflet("f"), profile="home"),
    ]
    in_order = [
        ("print/shop.copyshop-bw.a4-1sided.150x.pdf", ["e"]),
        ("print/shop.copyshop-bw.a4-2up.150x.pdf", ["c"]),
        ("print/shop.copyshop-bw.a4-2up.75x.pdf", ["a", "b"]),
        ("print/shop.copyshop-bw.a4-2up.pdf", ["d"]),
        ("print/shop.home.a4-2up.75x.pdf", ["f"]),
    ]
    assert planned(entries, *(region(name) for name in "abcdef")) == in_order
    assert [path for path, _ in planned(entries, *(region(name) for name in "fedcba"))] == [
        path for path, _ in in_order
    ]


def test_the_table_says_which_shop_prints_a_leaflet_that_was_made_for_another() -> None:
    moved = replace(leaflet("aksu"), shop="Old shop")
    assert planned([moved], region("aksu", "New shop")) == [
        ("print/new-shop.copyshop-bw.a4-2up.75x.pdf", ["aksu"])
    ]


@pytest.mark.parametrize(
    "entry",
    [
        replace(leaflet("aksu"), state="failed"),
        replace(leaflet("aksu"), state="stale"),
        replace(leaflet("aksu"), paper=None),
        replace(leaflet("aksu"), role="picture"),
        leaflet("gone"),
    ],
)
def test_what_is_not_current_or_lies_on_no_paper_is_not_printed(entry: Entry) -> None:
    assert planned([entry], region("aksu")) == []


def test_shops_whose_names_look_alike_in_latin_letters_are_told() -> None:
    regions = region("a", "Копирка"), region("b", "kopirka", 3), region("c"), region("d", "Shop", 5)
    names, problems = shop_names(regions)
    assert names == {"Копирка": "kopirka", "kopirka": "kopirka-2", "": "shop", "Shop": "shop-2"}
    assert [(one.code, one.severity, one.position.row) for one in problems] == [
        ("shops-alike", Severity.WARNING, 3),
        ("shops-alike", Severity.WARNING, 5),
    ]


@given(st.lists(st.text(max_size=12), max_size=12))
def test_no_two_shops_share_a_file_and_no_name_leaves_the_folder(shops: list[str]) -> None:
    names, _ = shop_names(region(str(place), shop) for place, shop in enumerate(shops))
    assert set(names) == set(shops)
    assert len(set(names.values())) == len(names)
    assert all(name.isascii() and not set(name) & set("./\\ :") and name for name in names.values())


def test_a_long_job_goes_into_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SHEETS_IN_A_FILE", 2)
    regions = tuple(region(name) for name in "abcde")
    assert planned([leaflet(name) for name in "abcde"], *regions) == [
        ("print/shop.copyshop-bw.a4-2up.75x.pdf", ["a", "b"]),
        ("print/shop.copyshop-bw.a4-2up.75x-2.pdf", ["c", "d"]),
        ("print/shop.copyshop-bw.a4-2up.75x-3.pdf", ["e"]),
    ]


@given(st.lists(st.integers(1, 999), min_size=1, max_size=20))
def test_every_leaflet_is_printed_and_nobody_gets_too_few(copies: list[int]) -> None:
    regions = tuple(region(str(place)) for place in range(len(copies)))
    entries = [leaflet(str(place), copies=number) for place, number in enumerate(copies)]
    found = print_jobs(entries, regions, shop_names(regions)[0])
    printed = {one.region: job.times for job in found for one in job.leaflets}
    assert printed == {str(place): (number + 1) // 2 for place, number in enumerate(copies)}
    assert sum(job.sheets or 0 for job in found) == sum(times or 0 for times in printed.values())
