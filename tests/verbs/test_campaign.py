"""A campaign folder, poured: what lies under out/, what fails alone, what filters leave."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.problems import LeafletsError, errors
from leaflets.verbs.asked import Job
from leaflets.verbs.job import ready
from leaflets.verbs.pour import planned, pour
from leaflets.verbs.totals import totals

TEXT = """Warm stops for the eastern quarter

The last bus leaves at nine in the evening, and whoever works late walks home in the frost.

We demand:

- A bus every ten minutes until eleven at night;
- A heated shelter at every stop.
"""
YAML = """statement: stops
languages: [en]
layouts: [wedge]
formats: [a5, a4]
link: https://stops.example.org/{region}
regions: towns.csv
copies: 100
"""
TABLE = """id,name,place,copies,shop,demands
aksu,Aksu,Library,20,Copy Corner,
kokset,Kokset,School,,Print House Nine,2
station,Station,東,,Copy Corner,
"""


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Write a campaign of three regions, one of them wrong."""
    folder = tmp_path / "stops"
    folder.mkdir()
    for name, text in (("stops.en.txt", TEXT), ("campaign.yaml", YAML), ("towns.csv", TABLE)):
        (folder / name).write_text(text, encoding="utf-8")
    return Job(source=str(folder), out=tmp_path / "out", formats=("a5",))


def _entries(job: Job) -> dict[str, str]:
    return {
        entry.path: entry.state
        for outcome in pour(ready(job), jobs=1)
        for entry in outcome.entries
        if entry.role == "leaflet"
    }


def test_the_good_rows_are_delivered_and_the_bad_one_is_failed(job):
    done = _entries(job)
    assert done == {
        "stops/aksu/wedge.a5.en.copyshop-bw.pdf": "written",
        "stops/kokset/wedge.a5.en.copyshop-bw.pdf": "written",
        "stops/station/wedge.a5.en.copyshop-bw.pdf": "failed",
    }
    for path, state in done.items():
        assert (job.out / path).exists() == (state == "written")

    # What options leave out stays, and nothing is made anew.
    narrow = replace(job, regions=("Kokset",))
    assert _entries(narrow) == {"stops/kokset/wedge.a5.en.copyshop-bw.pdf": "unchanged"}
    table = Path(job.source) / "towns.csv"
    table.write_text("\n".join(TABLE.splitlines()[:2]), encoding="utf-8")
    by_file = replace(job, source=f"{job.source}/campaign.yaml")
    states = _entries(by_file)
    assert states["stops/aksu/wedge.a5.en.copyshop-bw.pdf"] == "unchanged"
    assert states["stops/kokset/wedge.a5.en.copyshop-bw.pdf"] == "stale"


def test_a_plan_comes_to_masters_files_and_paper_for_each_shop(job):
    todo = ready(job)
    outcomes = tuple(planned(todo))
    added = totals(todo, (entry for outcome in outcomes for entry in outcome.entries))
    assert (added.variants, added.regions, added.masters) == (2, 2, 2)
    assert dict(added.files) == {"leaflet": 2, "picture": 2}
    assert [(shop.name, shop.leaflets, shop.sheets) for shop in added.shops] == [
        ("Copy Corner", 20, 10),
        ("Print House Nine", 100, 50),
    ]
    assert added.sheets == 60
    assert not job.out.exists()


def test_a_table_makes_a_statement_file_a_campaign(job, tmp_path):
    table = Path(job.source) / "towns.csv"
    alone = replace(
        job,
        source=str(Path(job.source) / "stops.en.txt"),
        table=table,
        layouts=("wedge",),
        link="https://stops.example.org/{region}",
        regions=("aksu",),
    )
    (one,) = ready(alone).plan.variants
    assert one.stem == "stops/aksu/wedge.a5.en.copyshop-bw"
    other = tmp_path / "other.csv"
    shutil.copyfile(table, other)
    other.write_text(TABLE.replace("Aksu", "Aksu East"), encoding="utf-8")
    instead = ready(replace(job, table=other, regions=("Aksu East",)))
    assert [variant.region.name for variant in instead.plan.variants] == ["Aksu East"]


def test_warnings_of_rows_fail_them_alone_when_strict(job):
    own = Path(job.source) / "towns.csv"
    own.write_text(
        "id,name,link\naksu,Aksu,http://aksu.org/page\nkokset,Kokset,https://kokset.org/page\n",
        encoding="utf-8",
    )
    todo = ready(replace(job, strict=True))
    failing = [outcome.entries[0].state for outcome in planned(todo)]
    assert failing == ["failed", "due"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"regions": ("nowhere",)}, "option-unmatched"),
        ({"layouts": ("broadside",)}, "option-unmatched"),
        ({"languages": ("ru",)}, "option-unmatched"),
        ({"regions": ("aksu",), "prune": True}, "prune-narrowed"),
        ({"languages": ("en",), "prune": True}, "prune-narrowed"),
    ],
)
def test_what_options_name_wrongly_is_told_before_any_work(job, more, code):
    with pytest.raises(LeafletsError) as raised:
        ready(replace(job, **more))
    assert code in {one.code for one in errors(raised.value.problems)}
    assert not job.out.exists()
