"""What people read on a terminal."""

from dataclasses import replace
from pathlib import Path

from leaflets.cli.report import read_first, tell, what_next
from leaflets.model.manifest import Entry
from leaflets.problems import Position, Problem, Severity, Where


def _note(code: str, line: int, message: str, hint: str) -> Problem:
    return Problem(
        code=code,
        severity=Severity.NOTE,
        message=message,
        hint=hint,
        position=Position(file="roof.en.txt", line=line),
    )


def test_dropped_lines_are_one_paragraph_with_one_hint(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "2000")
    read_first(
        [
            _note("statement-read", 0, "Read “Sweep it”.", ""),
            *(
                _note("line-dropped", line, f"Dropped: “Share {line}: “here””", "Move it.")
                for line in range(1, 13)
            ),
            _note("excerpts-chosen", 0, "Nothing is quoted.", "Mark some."),
        ]
    )

    assert capsys.readouterr().out.splitlines() == [
        "Read “Sweep it”.",
        "Dropped: " + " · ".join(f"“Share {line}: “here””" for line in range(1, 13)),
        "  Move it.",
        "Nothing is quoted.",
        "  Mark some.",
    ]


def _entry(path: str, role: str, state: str) -> Entry:
    return Entry(path=path, role=role, source="warm", shop="Corner", state=state)


def _failed(path: str, code: str) -> Entry:
    return replace(_entry(path, "leaflet", "failed"), problems=(Problem(code=code, message=""),))


def test_what_is_old_and_what_failed_is_told_beside_what_the_shop_gets(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "2000")
    entries = (
        _entry("print/corner.50x.pdf", "job", "written"),
        _entry("print/corner.ticket.pdf", "ticket", "written"),
        _entry("print/corner.20x.pdf", "job", "stale"),
        _entry("call/aksu/wedge.pdf", "leaflet", "stale"),
        _failed("call/kokset/wedge.pdf", "overset"),
        _failed("call/saran/wedge.pdf", "file-edited"),
    )
    what_next(entries, Path("out"))
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        "Give Corner out/print/corner.ticket.pdf and out/print/corner.50x.pdf.",
        "Hand nobody out/print/corner.20x.pdf: of an earlier pour.",
        "Not among them: 1 leaflet that could not be made; below is why.",
    ]
    assert told[-1].endswith("--prune deletes them.")


def test_what_the_jobs_have_of_an_edited_leaflet_is_told(capsys):
    leaflet = _failed("call/saran/wedge.pdf", "file-edited")
    job = _entry("print/corner.50x.pdf", "job", "unchanged")
    what_next((replace(job, of=(leaflet.path,)), leaflet), Path("out"))
    told = capsys.readouterr().out.splitlines()
    assert told[1] == (
        "Edited by somebody; the jobs hold what was poured before: out/call/saran/wedge.pdf."
    )
    what_next((replace(job, of=("call/aksu/wedge.pdf",)), leaflet), Path("out"))
    assert "Edited" not in capsys.readouterr().out


def test_nothing_is_praised_of_a_file_that_failed(capsys):
    leaflet = replace(_failed("call/saran/wedge.pdf", "overset"), pages=2)
    what_next((leaflet, replace(leaflet, state="written")), Path("out"))
    told = capsys.readouterr().out.splitlines()
    assert "  failed    out/call/saran/wedge.pdf" in told
    assert "  written   out/call/saran/wedge.pdf  (2 pages)" in told


def test_of_a_pour_that_was_stopped_nobody_is_handed_anything(capsys):
    leaflet = _entry("call/saran/wedge.pdf", "paper", "written")
    what_next((leaflet,), Path("out"), stopped=True)
    first, *files = capsys.readouterr().out.splitlines()
    assert first == "Not finished, and nothing of it is for the copy shop yet; below is why."
    assert [file.split() for file in files] == [["written", "out/call/saran/wedge.pdf"]]
    what_next((), Path("out"), stopped=True)
    assert not capsys.readouterr().out


def test_a_shop_is_told_what_is_new_to_it(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "2000")

    def told(*states: str) -> str:
        names = ("corner.ticket.pdf", *(f"corner.{number}x.pdf" for number in range(5, 8)))
        what_next(
            tuple(
                _entry(f"print/{name}", "job" if number else "ticket", state)
                for number, (name, state) in enumerate(zip(names, states, strict=True))
            ),
            Path("out"),
        )
        return capsys.readouterr().out.splitlines()[0]

    begin = "Give Corner out/print/corner.ticket.pdf and the 3 jobs beside it that it names"
    assert told("written", "written", "written", "written") == f"{begin}."
    assert told("unchanged", "unchanged", "unchanged", "unchanged") == (
        f"{begin}; nothing of it has changed."
    )
    assert told("written", "unchanged", "written", "unchanged") == (
        f"{begin}; new in this pour: corner.ticket.pdf and corner.6x.pdf."
    )


def test_of_many_files_the_old_and_the_failed_are_named(capsys):
    many = [_entry(f"call/{number}/wedge.pdf", "leaflet", "unchanged") for number in range(70)]
    what_next((*many, _entry("call/old/wedge.pdf", "leaflet", "stale")), Path("out"))
    told = capsys.readouterr().out
    assert "unchanged 70 leaflets" in told
    assert "out/call/old/wedge.pdf" in told
    assert "call/1/wedge.pdf" not in told


def failing(row: int, text: str, code: str = "overset") -> Problem:
    return Problem(
        code=code,
        message=f"The event box of “{text}” is {row / 10} mm too long.",
        position=Position(file="regions.csv", row=row),
    )


def test_of_rows_that_fail_alike_a_few_are_told_and_the_others_named(capsys):
    alike = [failing(row, f"Town {row}") for row in (*range(2, 7), 6, *range(8, 40))]
    tell([*alike, failing(7, "Aksu", "link-too-long"), Problem(code="disk-full", message="Full.")])
    told = " ".join(capsys.readouterr().err.split())
    assert told.count("regions.csv:") == 4
    assert "(And 34 rows more: 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, ….)" in told
    assert "“Aksu”" in told
    assert "disk-full" in told


def test_three_rows_that_fail_alike_are_told_each(capsys):
    tell([failing(row, f"Town {row}") for row in (2, 3, 4)])
    told = capsys.readouterr().err
    assert told.count("regions.csv:") == 3
    assert "more" not in told


def test_of_files_that_fail_alike_a_few_are_told_and_the_others_named(capsys):
    tell(
        [
            Problem(
                code="output-clash",
                message=f"What lies in “call/town-{number}” was made from a, and b is poured.",
                where=Where(output=f"out/call/town-{number}/wedge.pdf"),
            )
            for number in range(1, 8)
        ]
    )
    told = " ".join(capsys.readouterr().err.split())
    assert told.count("error: output-clash") == 3
    assert "(And 4 files more: out/call/town-4/wedge.pdf, out/call/town-5/wedge.pdf, " in told


def test_of_a_proof_nothing_is_handed_to_anybody(capsys):
    entries = (
        _entry("call/aksu/wedge.pdf", "leaflet", "written"),
        _entry("call/abay/wedge.pdf", "leaflet", "unchanged"),
        _entry("print/shop.ticket.pdf", "ticket", "unchanged"),
        _entry("print/shop.pdf", "job", "unchanged"),
    )
    what_next(entries, Path("out"), proof_of=1200)
    told = capsys.readouterr().out
    assert told.startswith("A proof, not an order: 2 of 1,200 leaflets, ")
    assert "for the copy shop pour without --extremes" in told
    assert "Give" not in told
