"""The one JSON document that --json prints."""

import json
import sys
from collections.abc import Mapping
from types import MappingProxyType

from leaflets.deliver.manifest import entry_shape, problem_shape
from leaflets.model.manifest import Entry
from leaflets.problems import Problem

# What comes to be where nothing could be planned.
NOTHING: Mapping[str, object] = MappingProxyType(
    {
        "variants": 0,
        "regions": 0,
        "masters": 0,
        "splits": (),
        "files": {},
        "sheets": 0,
        "shops": (),
    }
)


def show(
    entries: tuple[Entry, ...], problems: tuple[Problem, ...], totals: Mapping[str, object]
) -> None:
    """Print this run's entries, its problems that belong to no file, and the summary."""
    states = [entry.state for entry in entries]
    summary = {state: states.count(state) for state in ("written", "unchanged", "failed", "stale")}
    document = {
        "version": 1,
        "problems": [problem_shape(problem) for problem in problems],
        "outputs": [entry_shape(entry) for entry in entries],
        "summary": summary | dict(totals),
    }
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
