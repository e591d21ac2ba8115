"""The organiser's guide, read aloud to a shell: its evening, and the next morning."""

import datetime as dt
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from leaflets.cli import main as front
from leaflets.problems import Exit

GUIDE = Path(__file__).parents[2] / "docs" / "organisers-guide.md"
TEXTS = {
    "ru": "Тёплые остановки\n\nАвтобус ходит раз в сорок минут, и ждать его негде.\n\n"
    "Мы требуем:\n- Открыть остановки до мороза;\n- Сначала спросить пассажиров.\n",
    "kk": "Жылы аялдамалар\n\nАвтобус қырық минутта бір рет келеді, күтетін жер жоқ.\n\n"
    "Біз талап етеміз:\n- Аялдамаларды аязға дейін ашуды;\n- Алдымен жолаушылардан сұрауды.\n",
}
HEADS = ("Город", "Место встречи", "Адрес", "Дата", "Время", "Контакт", "Тираж", "Типография")
DAY = dt.date(2099, 2, 14)
ROWS = (
    ("Кленовск", "Сквер", "Речная, 12", DAY, dt.time(12), "+7 701", 40, "Центр"),
    ("Озёрное", "Клуб", None, "15.02.99", "18-00", "+7 702", 40, "Угол"),
    ("Дальний", None, "Длинная, 2", DAY, "18:00", "+7 703", 20, "Угол"),
    ("Ясный", "Сад", None, "31.02.2099", "18:00", "+7 704", 20, "Центр"),
)
Shell = Callable[[str], tuple[int, str]]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch, capsys) -> Shell:
    """Give what runs a line of the guide, and returns its status and what it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "2000")

    def run(line: str) -> tuple[int, str]:
        command, *words = shlex.split(line)
        if command == "cp":
            shutil.copy(*words)
            return 0, ""
        monkeypatch.setattr("sys.argv", [command, *words])
        with pytest.raises(SystemExit) as stopped:
            front.main()
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out + printed.err

    return run


def _written(heading: str) -> list[str]:
    """Return the lines to type below a heading of the guide."""
    part = GUIDE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^(?: {4}| {7})(\S.*)$", part, re.MULTILINE)


def _save(rows: tuple[tuple[object, ...], ...], path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Встречи зимой",))
    for row in (HEADS, *rows):
        book.active.append(row)
    book.save(path)


def _begin(shell: Shell, folder: Path, lines: list[str]) -> None:
    """Do the guide's first three steps: a folder, its texts and table, and what is what."""
    for language, text in TEXTS.items():
        (folder / f"call.{language}.txt").write_text(text, encoding="utf-8")
    _save(ROWS, folder / "places.xlsx")
    assert [shell(line)[0] for line in lines if _is_typed(line)][:3] == [0, 0, 0]


def _is_typed(line: str) -> bool:
    return line.startswith(("leaflets new", "cp "))


def _say(line: str, config: Path) -> None:
    """Change a line of campaign.yaml, and take the # before it away."""
    key = line.partition(":")[0]
    text = config.read_text(encoding="utf-8")
    said, count = re.subn(rf"^(?:# )?{key}: .*$", lambda _: line, text, flags=re.MULTILINE)
    assert count == 1, key
    config.write_text(said, encoding="utf-8")


def _times(out: Path) -> dict[str, int]:
    return {
        path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in out.rglob("*.pdf")
    }


def test_the_evening_and_the_morning_go_as_the_guide_has_them(shell, tmp_path):
    lines = _written("The evening in five steps")
    _begin(shell, tmp_path, lines)
    for line in lines:
        if not line.startswith(("leaflets ", "cp ")):
            _say(line, tmp_path / "warm" / "campaign.yaml")
    look, make = (line for line in lines if line.startswith("leaflets pour"))
    out = tmp_path / "out"

    status, told = shell(look)
    assert (status, told.count("error:")) == (Exit.INPUT, 1)
    assert "places.xlsx:6  error: date-impossible" in told
    assert not out.exists()

    status, told = shell(make)
    assert status == Exit.INPUT
    assert "Give Угол out/print/ugol.ticket.pdf" in told
    assert "Not among them: 2 leaflets" in told
    evening = _times(out)
    assert {"contact.pdf", "print/tsentr.ticket.pdf", "print/ugol.ticket.pdf"} <= evening.keys()
    assert "call/dalniy/wedge.a5.kk.copyshop-bw.pdf" in evening
    assert not any("yasnyy" in path for path in evening)
    ticket = (out / "print" / "ugol.ticket.txt").read_text(encoding="utf-8")
    assert "Озёрное" in ticket

    # One row is mended, one is gone.
    mended = (*ROWS[3][:3], DAY, *ROWS[3][4:])
    _save((ROWS[0], ROWS[2], mended), tmp_path / "warm" / "places.xlsx")
    (again,) = (line for line in _written("The next morning") if line.endswith("--prune"))
    assert shell(again)[0] == Exit.DELIVERED
    morning = _times(out)
    assert {path for path in morning if "ozernoe" in path or "40x" in path} == set()
    made = {path for path, when in morning.items() if evening.get(path) != when}
    assert {path for path in made if path.startswith("call/")} == {
        f"call/yasnyy/wedge.a5.{language}.copyshop-bw.pdf" for language in TEXTS
    }
    ticket = (out / "print" / "ugol.ticket.txt").read_text(encoding="utf-8")
    assert "Озёрное" not in ticket
