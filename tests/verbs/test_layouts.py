"""A designer makes a layout of their own, sees its contract, and is told what breaks."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets.cli import main as front
from leaflets.layout.catalogue import find
from leaflets.layout.contract import contract
from leaflets.layout.lint import lint
from leaflets.problems import Exit, LeafletsError
from leaflets.shipped import folder
from leaflets.verbs.job import Job, ready
from leaflets.verbs.layout_check import cases, chosen, extremes
from leaflets.verbs.layout_new import new

TEXT = "Come on Saturday\n\nWe demand:\n\n- Heat at every stop\n- A bus after nine\n"


@pytest.fixture
def leaflets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in an empty folder: leaflets("layouts", "new", …)."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["leaflets", *arguments])
        with pytest.raises(SystemExit) as stopped:
            front.main()
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return run


Run = Callable[..., tuple[int, str, str]]


def test_a_new_layout_pours_at_once(leaflets: Run, tmp_path: Path) -> None:
    status, told, _ = leaflets("layouts", "new", "red-square", "--from", "wedge")
    Path("call.en.txt").write_text(TEXT, encoding="utf-8")

    poured = leaflets(
        *("pour", "call.en.txt", "--no-code", "--format", "a5"),
        *("--layout", "red-square", "--layouts-dir", "layouts"),
    )

    assert status == Exit.DELIVERED
    assert "leaflets pour FILE --layout red-square --layouts-dir layouts" in told
    assert poured[0] == Exit.DELIVERED
    assert list((tmp_path / "out/call/all").glob("red-square.a5.en.*.pdf"))


def test_a_new_layout_extends_and_copies_what_replaces(tmp_path: Path) -> None:
    made = new("mine", "wedge", tmp_path / "layouts")
    place = tmp_path / "layouts" / "mine"
    layout = find("mine", (tmp_path / "layouts", folder("layouts")))

    assert set(made.files) == {"layout.yaml", "page.html", "style.css", "a4.css", "a5.css"}
    assert layout.chain == ("mine", "wedge", "base")
    assert layout.slots == find("wedge", (folder("layouts"),)).slots
    assert (place / "a5.css").read_text() == (folder("layouts") / "wedge/a5.css").read_text()
    assert lint(layout) == ()


def test_the_source_s_contract_stands_ready_in_comments(tmp_path: Path) -> None:
    new("mine", "wedge", tmp_path)
    text = (tmp_path / "mine/layout.yaml").read_text(encoding="utf-8")
    wedge = (folder("layouts") / "wedge/layout.yaml").read_text(encoding="utf-8")
    said = text[text.index("# formats:") :].replace("\n# ", "\n").removeprefix("# ")

    keys, _ = contract(f"title: Wedge\nextends: base\n{said}", file="layout.yaml")
    its, _ = contract(wedge, file="layout.yaml")

    assert keys.model_copy(update={"about": its.about}) == its


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("wedge", "layout-exists"),
        ("taken", "layout-exists"),
        ("Red", "layout-name-wrong"),
        ("../up", "layout-name-wrong"),
        ("-x", "layout-name-wrong"),
        ("", "layout-name-wrong"),
    ],
)
def test_names_that_are_taken_or_wrong_are_refused(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(LeafletsError) as stopped:
        new(name, "wedge", tmp_path)

    assert [problem.code for problem in stopped.value.problems] == [code]
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize(
    ("source", "code"), [("base", "layout-abstract"), ("wegde", "layout-unknown")]
)
def test_a_source_that_pours_nothing_is_refused(tmp_path: Path, source: str, code: str) -> None:
    with pytest.raises(LeafletsError) as stopped:
        new("mine", source, tmp_path)

    assert [problem.code for problem in stopped.value.problems] == [code]
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told(leaflets: Run) -> None:
    Path("layouts").write_text("a file in the way", encoding="utf-8")

    status, printed, _ = leaflets("layouts", "new", "mine", "--json")
    document = json.loads(printed)

    assert status == Exit.DELIVERY
    assert [problem["code"] for problem in document["problems"]] == ["out-is-file"]


def test_layouts_are_listed_without_a_command(leaflets: Run) -> None:
    status, printed, _ = leaflets("layouts", "--json")

    assert status == Exit.DELIVERED
    assert "wedge" in [row["name"] for row in json.loads(printed)["layouts"]]


def test_show_tells_the_whole_contract(leaflets: Run) -> None:
    status, printed, _ = leaflets("layouts", "show", "wedge", "--json")
    shown = json.loads(printed)["layout"]
    wedge = find("wedge", (folder("layouts"),))

    assert status == Exit.DELIVERED
    assert shown["extends"] == ["base"]
    assert shown["from"] == "the shipped layouts"
    assert shown["faces"] == list(wedge.faces)
    assert [slot["name"] for slot in shown["slots"]] == [slot.name for slot in wedge.slots]
    assert shown["formats"]["a5"] == {"width": 148, "height": 210, "sides": 2, "read_from": 0.4}
    (event,) = [slot for slot in shown["slots"] if slot["holds"] == "region"]
    (place,) = [rule for rule in wedge.slot("event").fields if rule.name == "place"]
    assert event["fields"]["place"] == {"lines": place.lines, "min": place.minimum}


def test_show_names_slots_fields_and_origin_for_people(leaflets: Run) -> None:
    leaflets("layouts", "new", "mine")
    _, printed, _ = leaflets("layouts", "--layouts-dir", "layouts", "show", "mine")

    assert "from layouts/mine; extends wedge ← base" in printed
    assert re.search(r"place: 2 lines, down to \d\d%", printed)
    assert "a5  148 × 210 mm, two-sided" in printed


def test_an_unknown_layout_is_a_matter_of_usage(leaflets: Run) -> None:
    for command in ("show", "check"):
        status, _, told = leaflets("layouts", command, "wegde")

        assert status == Exit.USAGE
        assert "Did you mean `wedge`?" in told


def test_an_unknown_way_of_printing_is_a_matter_of_usage(leaflets: Run) -> None:
    status, printed, _ = leaflets("layouts", "check", "wedge", "--profile", "laser", "--json")

    assert status == Exit.USAGE
    assert [one["code"] for one in json.loads(printed)["problems"]] == ["profile-unknown"]


def test_the_extremes_have_the_fewest_and_the_most_items() -> None:
    found = dict(extremes(find("wedge", (folder("layouts"),))))

    assert (len(found["shortest"].demands), len(found["longest"].demands)) == (0, 9)
    assert (len(found["shortest"].excerpts), len(found["longest"].excerpts)) == (0, 8)


def test_shipped_layouts_hold_the_shortest_and_the_longest() -> None:
    """`make test` tries one way of printing; `leaflets layouts check` all."""
    found = list(cases(find("wedge", (folder("layouts"),)), chosen(("copyshop-bw",))))

    assert [(one.material, one.format) for one in found] == [
        ("shortest", "a5"),
        ("shortest", "a4"),
        ("longest", "a5"),
        ("longest", "a4"),
    ]
    assert {problem.code for one in found for problem in one.problems} <= {"excerpts-dropped"}


def test_check_tells_what_breaks_with_the_longest_text(leaflets: Run) -> None:
    leaflets("layouts", "new", "mine")
    with Path("layouts/mine/style.css").open("a", encoding="utf-8") as sheet:
        sheet.write(".demands{height:12mm}\n.kicker{aspect-ratio:1}\n")

    status, printed, _ = leaflets(
        *("layouts", "check", "mine", "--layouts-dir", "layouts"),
        *("--profile", "copyshop-bw", "--json"),
    )
    document = json.loads(printed)
    broken = [
        case
        for case in document["cases"]
        if "overset" in [problem["code"] for problem in case["problems"]]
    ]

    assert status == Exit.INPUT
    assert {(case["material"], case["format"]) for case in broken} >= {("longest", "a5")}
    assert [
        problem["code"] for problem in document["problems"] if problem["file"].endswith("style.css")
    ] == ["css-unsupported"]


def test_nothing_is_tried_while_lint_finds_errors(leaflets: Run) -> None:
    leaflets("layouts", "new", "mine")
    with Path("layouts/mine/style.css").open("a", encoding="utf-8") as sheet:
        sheet.write(".kicker{width:calc(clamp(1,2,3)*1mm)}\n")

    status, printed, _ = leaflets("layouts", "check", "mine", "--layouts-dir", "layouts", "--json")

    assert status == Exit.INPUT
    assert json.loads(printed)["cases"] == []


def test_a_pour_reads_the_css_of_layouts_that_are_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new("mine", "wedge", Path("layouts"))
    with Path("layouts/mine/style.css").open("a", encoding="utf-8") as sheet:
        sheet.write(".kicker{filter:blur(1mm)}\n")
    Path("call.en.txt").write_text(TEXT, encoding="utf-8")
    job = Job(
        source="call.en.txt",
        out=Path("out"),
        layouts=("mine",),
        layouts_dir=Path("layouts"),
        code=False,
    )

    warned = ready(job)
    with Path("layouts/mine/style.css").open("a", encoding="utf-8") as sheet:
        sheet.write(".kicker{color:var(--blakc)}\n")
    with pytest.raises(LeafletsError) as stopped:
        ready(job)

    assert "css-unsupported" in [problem.code for problem in warned.plan.problems]
    assert "css-variable-undefined" in [problem.code for problem in stopped.value.problems]
