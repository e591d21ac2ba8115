"""The first thing that runs."""

import signal
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
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    with pytest.raises(SystemExit) as exit_:
        start.main()

    assert exit_.value.code == Exit.INTERRUPTED
    assert capsys.readouterr().err == f"{start.INTERRUPTED}\n"


def test_ctrl_c_when_all_is_told_changes_nothing() -> None:
    script = (
        "import os, signal, sys, types\n"
        "sys.modules['leaflets.cli.main'] = types.SimpleNamespace(main=lambda: sys.exit(1))\n"
        "from leaflets.cli import start\n"
        "try:\n    start.main()\n"
        "finally:\n    os.kill(os.getpid(), signal.SIGINT)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, b"")


def test_reading_planning_and_finding_nothing_due_import_no_engine() -> None:
    asked = "import leaflets.cli.pouring, sys; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"weasyprint", "pikepdf", "pypdfium2", "zxingcpp"}.intersection(found)
