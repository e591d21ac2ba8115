"""The whole walk: one statement becomes files that print, the same ones every time."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from leaflets.model.manifest import Entry
from leaflets.problems import LeafletsError
from leaflets.verbs.job import Job, ready, source_name
from leaflets.verbs.pour import planned, pour

TEXT = """Warm stops for the eastern quarter

The last bus leaves at nine in the evening. Whoever works late walks home for an hour in the frost.

We counted for ourselves: one bus in three did not come at all. A timetable is not the weather.

We demand:

- A bus every ten minutes until eleven at night;
- A heated shelter at every stop;
- One fare for the whole town.

The passengers of the eastern quarter
"""
DEMANDS = (
    "A bus every ten minutes until eleven at night",
    "A heated shelter at every stop",
    "One fare for the whole town",
)
LINK = "https://example.org/stops"


@pytest.fixture(scope="module")
def poured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, tuple[Entry, ...]]:
    """Pour A5 and A4 once; the tests of this module look at what came out."""
    folder = tmp_path_factory.mktemp("pour")
    (folder / "stops.en.txt").write_text(TEXT, encoding="utf-8")
    job = Job(
        source=str(folder / "stops.en.txt"),
        out=folder / "out",
        layouts=("wedge",),
        link=LINK,
        copies=150,
    )
    return job, _entries(job)


def test_a_statement_gives_leaflets_paper_pictures_and_the_ticket(
    poured: tuple[Job, tuple[Entry, ...]],
) -> None:
    _, entries = poured

    assert [(entry.path, entry.role, entry.state) for entry in entries] == [
        ("stops/all/wedge.a5.en.copyshop-bw.pdf", "leaflet", "written"),
        ("stops/all/wedge.a5.en.copyshop-bw.paper.pdf", "paper", "written"),
        ("stops/all/wedge.a5.en.png", "picture", "written"),
        ("stops/all/wedge.a4.en.copyshop-bw.pdf", "leaflet", "written"),
        ("stops/all/wedge.a4.en.png", "picture", "written"),
        ("stops/all/ticket.pdf", "ticket", "written"),
        ("stops/all/ticket.txt", "ticket", "written"),
    ]


def test_every_demand_stands_on_the_finished_pages(
    poured: tuple[Job, tuple[Entry, ...]],
) -> None:
    job, entries = poured

    for entry in _leaflets(entries):
        document = pypdfium2.PdfDocument(job.out / entry.path)
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        for demand in DEMANDS:
            assert _letters(demand) in _letters(text)


def test_every_code_is_read_at_150_dpi(poured: tuple[Job, tuple[Entry, ...]]) -> None:
    job, entries = poured

    for entry in (one for one in entries if one.role in ("leaflet", "paper")):
        for page in pypdfium2.PdfDocument(job.out / entry.path):
            found = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
            assert {code.text for code in found} == {LINK}


@pytest.mark.parametrize(
    ("name", "width", "height"), [("a5", 148, 210), ("a5.paper", 297, 210), ("a4", 210, 297)]
)
def test_boxes_are_exact(
    poured: tuple[Job, tuple[Entry, ...]], name: str, width: float, height: float
) -> None:
    job, _ = poured
    size, _, paper = name.partition(".")
    path = job.out / f"stops/all/wedge.{size}.en.copyshop-bw{'.' + paper if paper else ''}.pdf"

    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            box = [float(value) / 72 * 25.4 for value in page.trimbox]
            assert box == pytest.approx([0, 0, width, height], abs=0.1)


def test_nothing_but_gray_and_nothing_of_the_maker_is_in_the_file(
    poured: tuple[Job, tuple[Entry, ...]],
) -> None:
    job, entries = poured

    for entry in (one for one in entries if one.path.endswith(".pdf")):
        data = (job.out / entry.path).read_bytes()
        with pikepdf.open(BytesIO(data)) as pdf:
            assert "/Info" not in pdf.trailer or not dict(pdf.docinfo)
            assert "/Metadata" not in pdf.Root
            for page in pdf.pages:
                operators = {str(op) for _, op in pikepdf.parse_content_stream(page)}
                assert operators.isdisjoint({"rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"})
        assert str(job.out.parent).encode() not in data


def test_the_ticket_counts_sheets_and_names_the_cut(
    poured: tuple[Job, tuple[Entry, ...]],
) -> None:
    job, _ = poured
    ticket = (job.out / "stops/all/ticket.txt").read_text(encoding="utf-8")

    assert "75 sheets" in ticket
    assert "one cut at 148.5 mm gives 150 A5" in ticket
    assert "150 sheets" in ticket


def test_unchanged_input_means_no_work(poured: tuple[Job, tuple[Entry, ...]]) -> None:
    job, _ = poured
    before = (job.out / "manifest.json").read_bytes()

    again = _entries(job)

    assert {entry.state for entry in again} == {"unchanged"}
    assert (job.out / "manifest.json").read_bytes() == before


def test_a_dry_run_names_every_file_and_makes_none(tmp_path: Path) -> None:
    job = _job(tmp_path, layouts=("wedge",))

    entries = [entry for outcome in planned(ready(job)) for entry in outcome.entries]

    assert {entry.state for entry in entries} == {"due"}
    assert not job.out.exists()


def test_another_language_of_the_statement_shares_the_ticket(
    poured: tuple[Job, tuple[Entry, ...]],
) -> None:
    job, _ = poured
    russian = job.out.parent / "stops.ru.txt"
    russian.write_text(
        "Тёплые остановки\n\nПоследний автобус уходит в девять.\n\nМы требуем:\n\n"
        "- Автобус каждые десять минут;\n- Тёплый павильон;\n- Единый билет.\n",
        encoding="utf-8",
    )

    entries = _entries(replace(job, source=str(russian), shop_language="en"))

    ticket = (job.out / "stops/all/ticket.txt").read_text(encoding="utf-8")
    assert {entry.state for entry in entries} == {"written"}
    assert "wedge.a5.en.copyshop-bw.paper.pdf" in ticket
    assert "wedge.a5.ru.copyshop-bw.paper.pdf" in ticket


def test_a_narrower_pour_makes_nothing_stale_and_the_whole_plan_does(tmp_path: Path) -> None:
    both = _job(tmp_path, layouts=("wedge",))
    _entries(both)

    narrower = _entries(replace(both, formats=("a5",)))
    default = _entries(replace(both, layouts=(), formats=()))

    assert "stale" not in {entry.state for entry in narrower}
    assert {entry.path for entry in default if entry.state == "stale"} == {
        "stops/all/wedge.a4.en.copyshop-bw.pdf",
        "stops/all/wedge.a4.en.png",
    }

    pruned = _entries(replace(both, layouts=(), formats=(), prune=True))

    assert "stale" not in {entry.state for entry in pruned}
    assert not (both.out / "stops/all/wedge.a4.en.png").exists()


def test_pruning_a_part_of_the_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LeafletsError) as caught:
        ready(_job(tmp_path, formats=("a5",), prune=True))

    assert [problem.code for problem in caught.value.problems] == ["prune-narrowed"]


def test_strict_delivers_nothing_that_has_a_warning(tmp_path: Path) -> None:
    with pytest.raises(LeafletsError) as caught:
        ready(_job(tmp_path, link="http://example.org/stops", strict=True))

    assert "link-http" in [problem.code for problem in caught.value.problems]


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    made = []
    for place, zone, seed in (("here", "Asia/Almaty", "1"), ("there/deeper", "UTC", "2")):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        (folder / "stops.en.txt").write_text(TEXT, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-c", "from leaflets.cli.start import main; main()",
             "pour", "stops.en.txt", "--link", LINK, "--format", "a5"],
            cwd=folder, check=True, capture_output=True,
            env=os.environ | {"TZ": zone, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        made.append({
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted((folder / "out").rglob("*")) if path.is_file()
        })  # fmt: skip

    assert made[0] == made[1]
    assert json.loads(made[0]["out/manifest.json"])["version"] == 1


def test_a_source_is_recorded_without_the_way_through_home(tmp_path: Path) -> None:
    assert source_name(tmp_path / "a" / "call.en.txt", tmp_path / "out") == "../a/call.en.txt"
    assert source_name(Path("/srv/call.en.txt"), Path("/var/out")) == "call.en.txt"


def _job(folder: Path, **wishes: object) -> Job:
    (folder / "stops.en.txt").write_text(TEXT, encoding="utf-8")
    job = Job(source=str(folder / "stops.en.txt"), out=folder / "out", link=LINK)
    return replace(job, **wishes)


def _entries(job: Job) -> tuple[Entry, ...]:
    return tuple(entry for outcome in pour(ready(job)) for entry in outcome.entries)


def _leaflets(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.role == "leaflet")


def _letters(text: str) -> str:
    """Return letters and digits alone: line ends and the hyphens at them are the page's."""
    return re.sub(r"[\W_]+", "", text.casefold())


def test_one_process_and_two_give_the_same_bytes(tmp_path: Path) -> None:
    """Two begin the ticket while leaflets are still being made."""
    made = []
    for number in (1, 2):
        job = _job(tmp_path, layouts=("wedge",), formats=("a5",), out=tmp_path / str(number))
        states = [
            entry.state for outcome in pour(ready(job), jobs=number) for entry in outcome.entries
        ]
        assert set(states) == {"written"}
        made.append({
            path.relative_to(job.out): path.read_bytes()
            for path in job.out.rglob("*") if path.is_file()
        })  # fmt: skip

    assert made[0] == made[1]
