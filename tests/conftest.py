"""What every test runs under: no network."""

import os
import socket

import pytest
from hypothesis import settings

# A gate gives the same answer for the same code, however busy it is; at a desk, chance goes on
# looking.
settings.register_profile("gate", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("gate")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection: no test needs one, and no pour may make one."""

    def refuse(_: socket.socket, address: object) -> None:
        raise AssertionError(f"something tried to reach {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
