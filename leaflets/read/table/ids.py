"""Ids of regions: what may name folders and stand in links, on every disk."""

import re
from collections import defaultdict
from collections.abc import Iterable

from leaflets.problems import Position, Problem, Severity
from leaflets.read.naming import LONGEST, ascii_name, reserved

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# What a pour without a table is called.
_EVERYWHERE = "all"
# Letters and figures that one takes for each other on paper.
_ALIKE = str.maketrans("0o1li5s2z8b_", "oolllsszzbb-")
_DEFAULT = "region"
# As many rows as a clash names.
_NAMED = 8


def slug(name: str) -> str:
    """Return the id of a region that has none: its name in ASCII; empty if no letter is left."""
    safe = ascii_name(name)
    return f"{_DEFAULT}-{safe}" if safe and _is_taken(safe) else safe


def id_problem(given: str, position: Position) -> Problem | None:
    """Return what is wrong with an id as it was given, or None."""
    wrong = _wrong(given)
    if not wrong:
        return None
    near = slug(given)
    return Problem(
        code="id-wrong",
        message=f"`id` is “{given}”, which {wrong}.",
        hint=f"Write {near}." if near and near != given else "Write a short one, as center-1.",
        position=position,
    )


def id_missing(position: Position) -> Problem:
    """Return the error of a row that nothing names."""
    return Problem(
        code="id-missing",
        message="The row has neither an id nor a name with letters in it.",
        hint="Give the row a name, or an id of small letters, digits and hyphens.",
        position=position,
    )


def clashes(taken: Iterable[tuple[str, str, Position]]) -> dict[int, Problem]:
    """Return the error of every row whose id another has too, by the row; case does not tell.

    Rows that clash with each other have one error, which names them all and stands in the first.
    `taken` is (id, name, row) of each region.
    """
    rows: dict[str, list[tuple[str, str, Position]]] = defaultdict(list)
    for one in taken:
        rows[one[0].casefold()].append(one)
    clash = {own: _clash(same) for own, same in rows.items() if len(same) > 1}
    return {position.row: clash[own] for own in clash for _, _, position in rows[own]}


def alike(taken: Iterable[tuple[str, str, Position]]) -> dict[int, Problem]:
    """Return the warning of every row whose id reads like that of a row before it."""
    first: dict[str, tuple[str, Position]] = {}
    found: dict[int, Problem] = {}
    for own, _, position in taken:
        other, row = first.setdefault(own.casefold().translate(_ALIKE), (own, position))
        if other.casefold() != own.casefold():
            found[position.row] = Problem(
                code="id-alike",
                severity=Severity.WARNING,
                message=f"The id {own} reads like {other} in row {row.row}.",
                hint="Give one of them another id if people type the links.",
                position=position,
            )
    return found


def _clash(same: list[tuple[str, str, Position]]) -> Problem:
    first, _, position = same[0]
    own = list(dict.fromkeys(one for one, _, _ in same))
    made_from = list(dict.fromkeys(name for one, name, _ in same if slug(name) == one != name))
    rows = _listed([str(row.row) for _, _, row in same])
    ids = f"the id{'s' * (len(own) > 1)} {_listed(_quoted(own))}"
    names = f", made from {_listed(_quoted(made_from))}" if made_from else ""
    disks = "; on many disks capitals do not tell them apart" if len(own) > 1 else ""
    return Problem(
        code="id-clash",
        message=f"Rows {rows} have {ids}{names}{disks}.",
        hint=f"Give each row its own in a column `id`, as “{first}-1” and “{first}-2”.",
        position=position,
    )


def _quoted(names: list[str]) -> list[str]:
    return [f"“{name}”" for name in names]


def _listed(names: list[str]) -> str:
    """Return a few names in a sentence, and how many more there are."""
    more = len(names) - _NAMED
    if more > 1:
        return f"{', '.join(names[:_NAMED])} and {more} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _wrong(given: str) -> str:
    if not _ID.fullmatch(given):
        return "has other signs than the letters a to z, digits, hyphens and underscores"
    if len(given) > LONGEST:
        return f"has {len(given)} letters; {LONGEST} are allowed"
    return "is a name that is kept for something else" if _is_taken(given) else ""


def _is_taken(name: str) -> bool:
    return reserved(name) or name.casefold() == _EVERYWHERE
