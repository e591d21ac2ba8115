"""`leaflets new`: a campaign to begin with, and what to do with it."""

import json
import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from leaflets.cli.report import plain, tell
from leaflets.deliver.manifest import problem_shape
from leaflets.problems import Exit, LeafletsError, Problem, exit_status
from leaflets.verbs.new import Begun
from leaflets.verbs.new import new as create


def new(folder: Path, source: str, language: str, *, as_json: bool) -> Exit:
    """Make a campaign and say what to change in it."""
    begun: Begun | None = None
    problems: tuple[Problem, ...] = ()
    today = datetime.now(tz=UTC).astimezone().date()
    try:
        begun = create(folder, today, source=source, language=language)
    except LeafletsError as error:
        problems = error.problems
    if as_json:
        document = {
            "version": 1,
            "problems": [problem_shape(problem) for problem in problems],
            "folder": begun.place if begun else "",
            "files": list(begun.files) if begun else [],
        }
        json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        plain(_next(begun, own=bool(source)) if begun else ())
        tell(problems)
    return exit_status(problems)


def _next(begun: Begun, *, own: bool) -> Iterator[str]:
    place, typed = begun.place, shlex.quote(begun.place)
    yield f"{place}/ is a campaign that pours as it is. Make it yours:"
    if not own:
        yield f"  {place}/{begun.statement}   your text; one file for each language"
    yield f"  {place}/regions.csv   your places, in any spreadsheet"
    yield f"  {place}/campaign.yaml   layouts, colours, link; each line says what it does"
    yield "Then:"
    yield f"  leaflets pour {typed} --dry-run   what would be made"
    yield f"  leaflets pour {typed}"
