"""`leaflets new`: a campaign that pours at once, explains itself and overwrites nothing."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from leaflets.cli import main as front
from leaflets.problems import Exit, LeafletsError
from leaflets.read.campaign.campaign import read_campaign
from leaflets.read.campaign.keys import CampaignKeys, campaign_keys
from leaflets.read.campaign.schema import schema
from leaflets.verbs.new import new
from leaflets.yaml_source import load

TODAY = date(2027, 2, 10)
TEXT = """Тёплые остановки

Зимой закрывают тёплые остановки, и никто нас не спросил.

Мы требуем:
- Открыть каждую остановку до мороза;
- Сначала спросить пассажиров.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def leaflets(here, monkeypatch, capsys):  # noqa: ARG001 – the folder that it runs in
    """Run the command line: leaflets("new", …)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["leaflets", *arguments])
        with pytest.raises(SystemExit) as stopped:
            front.main()
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return run


def _problems(folder: Path) -> list[str]:
    found = read_campaign(folder, name=folder.as_posix(), today=TODAY)
    rows = [problem for region in found.regions for problem in region.problems]
    return [one.code for one in (*found.problems, *rows) if one.severity != "note"]


def test_a_new_campaign_is_read_without_a_complaint(here):
    begun = new(Path("warm"), TODAY)
    assert begun.files == ("campaign.yaml", "statements/call.en.md", "regions.csv")
    assert _problems(Path("warm")) == []
    found = read_campaign(Path("warm"), name="warm")
    assert [one.id for one in found.regions] == ["old-town", "riverside", "apple-hill"]
    days = [date.fromisoformat(dict(one.texts)["date"]) for one in found.regions]
    assert [day.strftime("%A") for day in days] == ["Saturday", "Sunday", "Sunday"]
    assert all(timedelta(weeks=3) <= day - TODAY < timedelta(weeks=5) for day in days)
    assert sorted(path.name for path in here.rglob("*") if path.is_file()) == [
        "call.en.md",
        "campaign.schema.json",
        "campaign.yaml",
        "regions.csv",
    ]


def test_a_new_campaign_pours_at_once(leaflets, here):
    assert leaflets("new", "warm")[0] == Exit.DELIVERED
    status, out, _ = leaflets("pour", "warm", "--dry-run", "--json")
    planned = json.loads(out)
    assert status == Exit.DELIVERED
    assert {one["region"] for one in planned["outputs"] if one["role"] == "leaflet"} == {
        "old-town",
        "riverside",
        "apple-hill",
    }
    assert [one for one in planned["problems"] if one["severity"] != "note"] == []

    status, out, err = leaflets("pour", "warm", "--region", "riverside")
    assert (status, "error" in err or "warning" in err) == (Exit.DELIVERED, False)
    assert (here / "out/call/riverside/wedge.a5.en.copyshop-bw.pdf").is_file()


def test_its_first_line_names_the_schema_that_lies_in_it(here):
    new(Path("warm"), TODAY)
    first = (here / "warm/campaign.yaml").read_text(encoding="utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
    assert named
    assert (here / "warm" / named[1]).read_text(encoding="utf-8") == schema()


def test_each_key_stands_in_it_and_can_be_switched_on(here):
    new(Path("warm"), TODAY)
    lines = (here / "warm/campaign.yaml").read_text(encoding="utf-8").splitlines()
    on = [line for line in lines if line and not line.startswith("#")]
    off = [line[2:] for line in lines if re.match(r"# ([a-z_]+:( |$)|  +[a-z-])", line)]
    could = "\n".join(["statement: statements/call", *off])
    said = {*load("\n".join(on)).value, *load(could).value}
    assert said == set(CampaignKeys.model_fields)
    assert campaign_keys(load(could))[2] == ()


def test_nothing_of_this_machine_stands_in_it(here):
    new(here / "warm", TODAY)
    for path in (here / "warm").rglob("*"):
        if path.is_file():
            assert here.as_posix() not in path.read_text(encoding="utf-8")


def test_a_text_is_taken_along_as_it_is(here):
    (here / "Наш призыв.txt").write_text(TEXT, encoding="utf-8")
    begun = new(Path("warm"), TODAY, source="Наш призыв.txt", language="ru")
    assert begun.statement == "statements/nash-prizyv.ru.txt"
    assert (here / "warm" / begun.statement).read_text(encoding="utf-8") == TEXT
    assert _problems(Path("warm")) == []
    found = read_campaign(Path("warm"), name="warm")
    assert (found.title, found.languages) == ("Тёплые остановки", (("ru",),))
    assert found.link.text == "https://example.org/{language}/{region}"


def test_the_link_of_a_text_is_not_written_over(here):
    front_matter = "---\nlink: https://example.org/ours\n---\n"
    (here / "call.ru.md").write_text(front_matter + TEXT, encoding="utf-8")
    new(Path("warm"), TODAY, source="call.ru.md")
    found = read_campaign(Path("warm"), name="warm")
    assert (found.link.text, found.statements[0].link) == ("", "https://example.org/ours")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("call.txt", TEXT, "language-unknown"),
        ("call.ru.txt", "", "source-empty"),
        ("call.ru.docx", TEXT, "kind-unknown"),
    ],
)
def test_a_text_that_does_not_pour_is_told_and_nothing_is_written(here, name, content, code):
    (here / name).write_text(content, encoding="utf-8")
    with pytest.raises(LeafletsError) as caught:
        new(Path("warm"), TODAY, source=name)
    assert [one.code for one in caught.value.problems] == [code]
    assert not (here / "warm").exists()


def test_what_is_there_is_left_as_it_is(here):
    (here / "warm").mkdir()
    (here / "warm" / "notes.txt").write_text("mine")
    (here / "file").write_text("mine")
    for name in ("warm", "file"):
        with pytest.raises(LeafletsError) as caught:
            new(Path(name), TODAY)
        (problem,) = caught.value.problems
        assert (problem.code, problem.exit) == ("campaign-exists", Exit.USAGE)
    assert [path.name for path in (here / "warm").iterdir()] == ["notes.txt"]


def test_an_empty_folder_may_be_there(here):
    (here / "warm").mkdir()
    new(Path("warm"), TODAY)
    assert (here / "warm" / "campaign.yaml").is_file()


def test_a_folder_that_nobody_can_write_to_is_told(here):
    (here / "file").write_text("mine")
    with pytest.raises(LeafletsError) as caught:
        new(Path("file/warm"), TODAY)
    assert [one.exit for one in caught.value.problems] == [Exit.DELIVERY]


def test_people_are_told_what_to_do_next(leaflets):
    status, out, err = leaflets("new", "warm stops")
    assert (status, err) == (Exit.DELIVERED, "")
    assert "  leaflets pour 'warm stops' --dry-run" in out
    assert "warm stops/statements/call.en.md   your text" in out
    status, out, err = leaflets("new", "warm stops")
    assert (status, out) == (Exit.USAGE, "")
    assert "error: campaign-exists" in err


def test_programs_are_told_what_was_made(leaflets):
    status, out, _ = leaflets("new", "warm", "--json")
    assert status == Exit.DELIVERED
    assert json.loads(out) == {
        "version": 1,
        "problems": [],
        "folder": "warm",
        "files": ["campaign.yaml", "statements/call.en.md", "regions.csv"],
    }
    assert json.loads(leaflets("new", "warm", "--json")[1])["problems"][0]["code"] == (
        "campaign-exists"
    )


def test_a_language_without_a_text_is_a_slip(leaflets):
    status, _, err = leaflets("new", "warm", "--language", "ru")
    assert status == Exit.USAGE
    assert "--from" in err.splitlines()[-1]
