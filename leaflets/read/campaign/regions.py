"""A campaign's regions: the rows of the table that it names."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePath

from leaflets.model.campaign import Region
from leaflets.model.statement import Passage
from leaflets.problems import LeafletsError, Problem, errors
from leaflets.read import keys
from leaflets.read.campaign.folder import Folder
from leaflets.read.campaign.keys import CampaignKeys
from leaflets.read.regions import Wanted, read_regions
from leaflets.read.table.file import TOLD, is_link
from leaflets.read.table.names import FIELDS
from leaflets.yaml_source import Located

# Any name may be a layout's own column; one as near as this is a slip.
_NEAR = 0.8
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
    table: str = "",
) -> tuple[tuple[Region, ...], tuple[Problem, ...]]:
    """Return the table's regions, and what is wrong with rows that are none.

    `asked` are the campaign's languages, the fields that layouts print, and today; `table` is the
    path of one that is read instead of the campaign's. Raises LeafletsError when no region can be
    read.
    """
    languages, fields, today = asked
    named = Passage(text=written.regions, position=located.position("regions"))
    path, name = (Path(table), table) if table else _table(folder, named)
    wanted = Wanted(
        languages=languages,
        columns=tuple(written.columns.items()),
        sheet=written.sheet,
        encoding=written.encoding if _is_encoding(written.encoding) else "",
        fields=fields,
        today=today,
    )
    found, problems = read_regions(path, name=name, wanted=wanted)
    if not found and errors(problems):
        raise LeafletsError(*problems)
    return found, problems


def _table(folder: Folder, named: Passage) -> tuple[Path, str]:
    """Return the table's path and its name; what is no table is told when it is read."""
    if is_link(named.text):
        return Path(named.text), named.text
    is_told = PurePath(named.text).suffix.lower() in TOLD
    path = folder.file("regions", named, TOLD if is_told else _TABLES)
    return path, folder.named(named.text)


def table_problems(written: CampaignKeys, located: Located) -> Iterator[Problem]:
    """Give what is wrong with what is said of the table."""
    if not _is_encoding(written.encoding):
        near = keys.nearest(written.encoding, _ENCODINGS)
        yield keys.value_wrong(
            f"`encoding` cannot be `{written.encoding}`.",
            f"Did you mean `{near}`?" if near else "Write its name: cp1251 for Russian Windows.",
            located.position("encoding"),
        )
    for name in written.columns:
        column = name.partition(".")[0]
        near = keys.nearest(column, FIELDS, cutoff=_NEAR)
        if column not in FIELDS and near:
            yield keys.value_wrong(
                f"`columns` names `{name}`, which is nearly a column of ours.",
                f"Did you mean `{near}`?",
                located.position("columns", name),
            )


def _is_encoding(name: str) -> bool:
    try:
        " ".encode(name or "utf-8")
    except (LookupError, UnicodeError):
        return False
    return True
