"""A campaign's regions: the rows of the table that it names."""

from datetime import date

from leaflets.model.campaign import Region
from leaflets.model.statement import Passage
from leaflets.problems import LeafletsError, Problem, errors
from leaflets.read import keys
from leaflets.read.campaign_folder import Folder
from leaflets.read.campaign_keys import CampaignKeys
from leaflets.read.regions import Wanted, read_regions
from leaflets.yaml_source import Located

_TABLES = (".csv", ".xlsx", ".ods")
# What spreadsheets save as where nobody asked for Unicode, to name a near miss.
_ENCODINGS = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "kz1048",
    "koi8-r", "koi8-u", "utf-8", "utf-16", "iso-8859-1", "iso-8859-5", "iso-8859-9",
    "mac-cyrillic", "mac-roman", "cp866", "cp850",
)  # fmt: skip


def regions(
    folder: Folder,
    written: CampaignKeys,
    located: Located,
    asked: tuple[tuple[str, ...], tuple[str, ...], date | None],
) -> tuple[tuple[Region, ...], tuple[Problem, ...]]:
    """Return the table's regions, and what is wrong with rows that are none.

    `asked` are the campaign's languages, the fields that layouts print, and today. Raises
    LeafletsError when no region can be read.
    """
    languages, fields, today = asked
    named = Passage(text=written.regions, position=located.position("regions"))
    path = folder.file("regions", named, _TABLES)
    wanted = Wanted(
        languages=languages,
        columns=tuple(written.columns.items()),
        sheet=written.sheet,
        encoding=written.encoding,
        fields=fields,
        today=today,
    )
    found, problems = read_regions(path, name=folder.named(written.regions), wanted=wanted)
    if not found and errors(problems):
        raise LeafletsError(*problems)
    return found, problems


def encoding_problem(written: CampaignKeys, located: Located) -> Problem | None:
    """Return what is wrong with `encoding`, or None."""
    try:
        " ".encode(written.encoding or "utf-8")
    except (LookupError, UnicodeError):
        near = keys.nearest(written.encoding, _ENCODINGS)
        return keys.value_wrong(
            f"`encoding` cannot be `{written.encoding}`.",
            f"Did you mean `{near}`?" if near else "Write its name: cp1251 for Russian Windows.",
            located.position("encoding"),
        )
    return None
