"""The first thing that runs."""

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
