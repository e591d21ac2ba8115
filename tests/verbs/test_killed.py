"""A real pour that is killed at any moment, and the pour after it."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("killed.py")


def test_kills_at_any_moment_leave_whole_files_and_the_next_pour_ends_as_an_undisturbed_one(
    tmp_path: Path,
) -> None:
    """Twelve kills of one pour of forty regions by two processes, manifest included."""
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path)], capture_output=True, text=True, check=True
    )
    told = json.loads(ran.stdout)

    counts = [kill["files"] for kill in told["left"]]
    assert all(kill["whole"] for kill in told["left"])
    assert counts == sorted(counts)
    assert len([count for count in counts if 0 < count < 40]) >= 3
    assert told["equal"]
