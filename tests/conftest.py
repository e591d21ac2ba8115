"""What every test runs under: no network."""

import socket

import pytest


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection: no test needs one, and no pour may make one."""

    def refuse(_: socket.socket, address: object) -> None:
        raise AssertionError(f"something tried to reach {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
