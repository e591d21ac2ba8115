"""The first thing that runs."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from leaflets.cli import start
from leaflets.problems import Exit


def test_ctrl_c_while_the_rest_is_imported_is_no_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "leaflets.cli.main", SimpleNamespace(main=interrupted))

    with pytest.raises(SystemExit) as exit_:
        start.main()

    assert exit_.value.code == Exit.INTERRUPTED
    assert capsys.readouterr().err == f"{start.INTERRUPTED}\n"


def test_reading_planning_and_finding_nothing_due_import_no_engine() -> None:
    asked = "import leaflets.cli.pouring, sys; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"weasyprint", "pikepdf", "pypdfium2", "zxingcpp"}.intersection(found)
