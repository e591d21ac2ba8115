"""Pour on a cluster of this machine, one of whose two workers is killed midway; print the end.

A script of its own: tests open no connections, and a cluster is nothing but connections. All of
them stay on 127.0.0.1.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from killed import ROWS, TEXT, todo, tree

from leaflets.problems import LeafletsError
from leaflets.verbs import chunk
from leaflets.verbs.pour import pour


@contextmanager
def part(*arguments: str) -> Iterator[int]:
    """Run a part of the cluster as a process of its own, and end it."""
    command = [sys.executable, "-m", "dask", *arguments]
    with subprocess.Popen(command, stdout=sys.stderr, stderr=sys.stderr) as running:
        try:
            yield running.pid
        finally:
            running.kill()


def main(folder: Path) -> None:
    """Pour the same regions here and on the cluster."""
    text = folder / "stops.en.md"
    text.write_text(TEXT)
    whole, clustered = (todo(folder / name, text) for name in ("whole", "clustered"))
    list(pour(whole, jobs=1))
    place = folder / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as cluster:
        cluster.enter_context(
            part("scheduler", *local, "--port", "0", "--scheduler-file", str(place))
        )
        while not place.exists() or not place.read_text():
            time.sleep(0.05)
        address = json.loads(place.read_text())["address"]
        workers = [
            cluster.enter_context(
                part("worker", address, *local, "--nthreads", "1", "--no-nanny", "--name", name)
            )
            for name in ("one", "two")
        ]
        told = poured(clustered, address, workers[0])
    told["equal"] = tree(clustered.job.out) == tree(whole.job.out)
    print(json.dumps(told))  # noqa: T201


def poured(clustered: object, address: str, victim: int) -> dict[str, object]:
    """Pour, and kill a worker when a fourth of the leaflets is there."""
    states: list[str] = []
    alive = True
    for _ in range(100):
        try:
            for outcome in pour(clustered, scheduler=address):
                states += [entry.state for entry in outcome.entries]
                if alive and len(states) >= ROWS // 4:
                    os.kill(victim, signal.SIGKILL)
                    alive = False
            break
        except LeafletsError as error:
            # The workers have not come yet.
            if error.problems[0].code != "scheduler-away":
                raise
            time.sleep(0.2)
    return {"written": states.count("written"), "killed": not alive}


if __name__ == "__main__":
    assert chunk.CHUNK < ROWS
    main(Path(sys.argv[1]))
