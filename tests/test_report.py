"""What people read on a terminal."""

from leaflets.cli.report import read_first
from leaflets.problems import Position, Problem, Severity


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
