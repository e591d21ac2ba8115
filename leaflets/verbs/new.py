"""`new`: a campaign that pours at once and explains itself; a text may be taken along."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path, PurePath

from leaflets.deliver.files import make_folder, trouble
from leaflets.model.statement import Statement
from leaflets.problems import Exit, LeafletsError, Position, Problem
from leaflets.read.campaign.schema import SCHEMA
from leaflets.read.statement import read

_SCAFFOLD = Path(__file__).with_name("scaffold")
_EXAMPLE = "call.en.md"
_EXAMPLE_LINK = "https://example.org/{language}/{region}"
# The places meet on a weekend that leaves time to print.
_WEEKS_AHEAD = 3
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A campaign that was made: where it lies as the user knows it, and its files from there."""

    place: str
    statement: str
    files: tuple[str, ...]


def new(folder: Path, today: date, *, source: str = "", language: str = "") -> Begun:
    """Make a campaign in `folder`, which is empty or not there yet.

    Args:
        folder: As the user gave it.
        today: The example's dates are some weeks later.
        source: A statement file to take along, as it was typed; empty for an example.
        language: Its language, over what its name and its front matter say.

    Raises:
        LeafletsError: `campaign-exists`, what is wrong with the statement, or what the disk
            refuses; before the last of these nothing is written.
    """
    place = folder.as_posix()
    if _is_taken(folder):
        raise LeafletsError(_exists(place))
    files = _files(today, source, language)
    for name, data in files.items():
        _write(folder / name, data)
    shown = tuple(name for name in files if not name.startswith("."))
    statement = next(name for name in shown if name.startswith("statements/"))
    return Begun(place=place, statement=statement, files=shown)


def _files(today: date, source: str, language: str) -> dict[str, bytes]:
    """Return file name → bytes of the new folder."""
    saturday = today + timedelta(days=(_SATURDAY - today.weekday()) % 7, weeks=_WEEKS_AHEAD)
    named, data, taken = f"statements/{_EXAMPLE}", _scaffold(_EXAMPLE).encode(), None
    if source:
        taken = read(Path(source), name=source, language=language)
        ending = PurePath(source).suffix.lower()
        named = f"statements/{taken.slug}.{taken.language}{ending}"
        data = Path(source).read_bytes()
    campaign = _filled("campaign.yaml", _choices(named, taken))
    days = {"saturday": saturday.isoformat(), "sunday": (saturday + timedelta(days=1)).isoformat()}
    return {
        "campaign.yaml": campaign,
        named: data,
        "regions.csv": _filled("regions.csv", days),
        ".leaflets/campaign.schema.json": SCHEMA.read_bytes(),
    }


def _choices(named: str, taken: Statement | None) -> dict[str, str]:
    """Return what campaign.yaml says of this very campaign."""
    link = f"link: {_EXAMPLE_LINK}"
    if taken and taken.link:
        link = f"# Your text says {taken.link}; a link here is over it.\n# {link}"
    return {
        "title": json.dumps(taken.title if taken else "Warm stops", ensure_ascii=False),
        "statement": PurePath(named).with_suffix("").with_suffix("").as_posix(),
        "link": link,
    }


def _filled(name: str, values: dict[str, str]) -> bytes:
    text = _scaffold(name)
    for key, value in values.items():
        text = text.replace(f"«{key}»", value)
    return text.encode()


def _scaffold(name: str) -> str:
    return (_SCAFFOLD / name).read_text(encoding="utf-8")


def _is_taken(folder: Path) -> bool:
    """Tell whether there is something that a campaign would be mixed with."""
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def _write(path: Path, data: bytes) -> None:
    try:
        make_folder(path.parent, path.parent.as_posix())
        with path.open("xb") as file:
            file.write(data)
    except OSError as error:
        raise LeafletsError(_elsewhere(trouble(error, path.as_posix()))) from error
    except LeafletsError as error:
        raise LeafletsError(*map(_elsewhere, error.problems)) from error


def _elsewhere(problem: Problem) -> Problem:
    """Return what the disk refuses with a next step of `new`, which has no --out."""
    return replace(problem, hint="Make room there, or give another folder.")


def _exists(place: str) -> Problem:
    return Problem(
        code="campaign-exists",
        message=f"{place} is there already, and something is in it.",
        hint=f"Give a folder that is not there yet, such as {PurePath(place, 'campaign')}: "
        "nothing is overwritten.",
        position=Position(file=place),
        exit=Exit.USAGE,
    )
