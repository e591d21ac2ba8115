"""Doctor tells what is there and what is missing, also where the engine cannot be loaded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from leaflets import faces, machine
from leaflets.cli import health as cli
from leaflets.language.alphabets import alphabets
from leaflets.language.words import languages
from leaflets.problems import Exit, LeafletsError
from leaflets.verbs import doctor

# What a process runs whose machine lacks a library: the loader finds no Pango.
_WITHOUT_PANGO = """
import sys
from leaflets import machine
loads = machine.loads
machine.loads = lambda library: library.name != "pango-1.0" and loads(library)
from leaflets.verbs import doctor
doctor.loads = machine.loads
from leaflets.cli.main import main
sys.argv = ["leaflets", *sys.argv[1:]]
main()
"""


def _without_pango(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _WITHOUT_PANGO, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "loads", lambda library: library.name != "pango-1.0")
    monkeypatch.setattr(doctor, "loads", machine.loads)


def test_nothing_is_missing_where_the_tests_run(tmp_path: Path) -> None:
    found = doctor.health(tmp_path / "out")

    assert [part for part in found.parts if part.lacking] == []
    assert found.problems == ()
    assert list(tmp_path.iterdir()) == []


def test_every_package_that_we_ask_for_is_looked_at(tmp_path: Path) -> None:
    names = {part.name for part in doctor.health(tmp_path).parts}

    assert {"weasyprint", "pikepdf", "uharfbuzz", "zxing-cpp", "pillow"} <= names
    assert "pytest" not in names


@pytest.mark.usefixtures("no_pango")
@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", "sudo apt-get install libpango-1.0-0"),
        ("dnf", "sudo dnf install pango"),
        ("brew", "brew install pango"),
        ("none", "your package manager's command for libpango-1.0"),
    ],
)
def test_a_missing_library_is_named_with_the_command_that_brings_it(
    program: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr("shutil.which", lambda name: name if name == program else None)

    found = doctor.health(tmp_path)
    (missing,) = [part for part in found.parts if part.lacking]
    (problem,) = found.problems

    assert (missing.name, missing.bring) == ("libpango-1.0", command)
    assert problem.code == "machine-lacks"
    assert command in problem.hint
    assert problem.exit is Exit.MACHINE


@pytest.mark.usefixtures("no_pango")
def test_the_engine_is_not_loaded_without_its_libraries() -> None:
    with pytest.raises(LeafletsError) as stopped:
        machine.require()

    assert [problem.code for problem in stopped.value.problems] == ["machine-lacks"]


def test_a_folder_that_takes_no_files_is_missing(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder belongs", encoding="utf-8")

    parts = doctor.health(tmp_path / "out").parts

    assert [part.bring for part in parts if part.lacking] == [
        "Go to a folder where you may write, or pour with --out DIR."
    ]


def test_a_cache_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))

    (cache,) = [part for part in doctor.health(tmp_path).parts if part.name == "cache"]

    assert not cache.lacking
    assert cache.bring


def test_doctor_without_a_library_says_so_and_ends_with_4(tmp_path: Path) -> None:
    done = _without_pango(tmp_path, "doctor", "--json")
    document = json.loads(done.stdout)

    assert done.returncode == Exit.MACHINE
    assert [part["name"] for part in document["parts"] if part["lacking"]] == ["libpango-1.0"]
    assert [problem["code"] for problem in document["problems"]] == ["machine-lacks"]
    assert "Traceback" not in done.stderr


def test_pour_without_a_library_says_so_and_ends_with_4(tmp_path: Path) -> None:
    (tmp_path / "call.en.txt").write_text("Come!\n\nWe demand:\n- Heat\n", encoding="utf-8")

    told = _without_pango(tmp_path, "pour", "call.en.txt", "--no-code")
    document = json.loads(_without_pango(tmp_path, "pour", "call.en.txt", "--json").stdout)

    assert told.returncode == Exit.MACHINE
    assert "machine-lacks" in told.stderr
    assert "Traceback" not in told.stderr
    assert [problem["code"] for problem in document["problems"]] == ["machine-lacks"]


def test_every_language_that_has_words_has_an_alphabet() -> None:
    assert {language for language, _ in alphabets()} == set(languages())


def test_alphabets_hold_capitals_and_the_letters_of_our_words() -> None:
    found = dict(alphabets())
    table = YAML(typ="safe").load(
        (Path(__file__).parents[2] / "leaflets/language/words.yaml").read_text(encoding="utf-8")
    )

    assert "İ" in found["tr"]
    assert "Қ" in found["kk"]
    for language, words in table.items():
        assert set("".join("".join(words.values()).split())) <= set(found[language]), language


def test_each_face_says_what_it_carries_and_what_it_lacks() -> None:
    found = {one.face: one for one in doctor.carried()}

    assert found["Literata 500"].lacks == ()
    assert dict(found["Fira Sans Extra Condensed 900"].lacks) == {"kk": "₸"}
    assert found["Noto Sans Thai 400"].languages == ()
    assert set(found) == {face.name for face in faces.known()}


def test_faces_are_listed_for_people(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status = cli.run(fonts=True, as_json=False, out=tmp_path)
    lines = capsys.readouterr().out.splitlines()

    assert status is Exit.DELIVERED
    assert lines[lines.index("Fira Sans Extra Condensed 900") + 2] == "  almost kk without ₸"
