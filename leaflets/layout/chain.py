"""A layout's folder and those it extends become one Layout, checked as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leaflets import faces
from leaflets.layout.contract import ContractKeys, GroupKeys, SlotKeys, near
from leaflets.layout.contradictions import HAS_ITEMS, contradictions
from leaflets.model.layout import (
    FORMATS,
    FieldRule,
    FitGroup,
    Layout,
    LayoutFormat,
    Slot,
    SourceFile,
)
from leaflets.problems import Problem, raise_errors
from leaflets.yaml_source import Located

_READ_FROM = 0.4
# In em; of ladders, in shares of the measure.
_GAP, _GAP_OF_LADDERS = 0.115, 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One layout folder, read.

    Attributes:
        name: The folder's name.
        path: Where it is.
        keys: Its contract.
        located: Where each key of the contract stands.
        pages: Its Jinja sources.
        styles: Its style sheets.
    """

    name: str
    path: Path
    keys: ContractKeys
    located: Located
    pages: tuple[SourceFile, ...]
    styles: tuple[SourceFile, ...]


def joined(chain: tuple[Folder, ...]) -> Layout:
    """Return the layout that `chain` makes: the folder itself first, then its parents.

    What a folder says replaces what its parents say; `slots`, `columns`, `fit`, `bw` and
    `read_from` are replaced key by key, and `faces` and `inks` add up, since inherited CSS names
    them still.

    Raises:
        LeafletsError: with everything in the contract that does not agree with the rest of it.
    """
    raise_errors(_disagreements(chain))
    slots: dict[str, SlotKeys | None] = {}
    columns: dict[str, str] = {}
    groups: dict[str, GroupKeys] = {}
    bw: dict[str, str] = {}
    for folder in reversed(chain):
        slots |= folder.keys.slots
        columns |= _columns(folder)
        groups |= folder.keys.fit
        bw.update(folder.keys.bw.items())
    inks = _union(folder.keys.inks for folder in chain)
    return Layout(
        name=chain[0].name,
        title=chain[0].keys.title,
        about=chain[0].keys.about,
        origin=chain[0].path,
        chain=tuple(folder.name for folder in chain),
        formats=_formats(chain),
        faces=_union(folder.keys.faces for folder in chain),
        inks=inks,
        bw=tuple((ink, bw.get(ink, "black")) for ink in inks if ink != "black"),
        slots=tuple(
            _slot(name, keys, columns.get(name, ""))
            for name, keys in slots.items()
            if keys is not None
        ),
        fit=tuple(_group(name, keys) for name, keys in groups.items()),
        pages=tuple((f"{one.name}/{page.path.name}", page) for one in chain for page in one.pages),
        styles=tuple(_styles(chain)),
    )


def _union(lists: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for names in lists for item in names))


def _formats(chain: tuple[Folder, ...]) -> tuple[LayoutFormat, ...]:
    formats = next((one.keys.formats for one in chain if one.keys.formats), {})
    distances: dict[str, float] = {}
    for folder in reversed(chain):
        distances.update(folder.keys.read_from.items())
    return tuple(
        LayoutFormat(
            name=name,
            width=FORMATS[name][0],
            height=FORMATS[name][1],
            sides=keys.sides,
            read_from=distances.get(name, _READ_FROM),
        )
        for name, keys in formats.items()
    )


def _columns(folder: Folder) -> dict[str, str]:
    """Return slot → its column."""
    return {slot: name for name, slots in folder.keys.columns.items() for slot in slots}


def _slot(name: str, keys: SlotKeys, column: str) -> Slot:
    return Slot(
        name=name,
        holds=keys.holds,
        set=keys.set,
        fit=keys.fit,
        face=keys.face,
        lines=keys.lines,
        stand=keys.stand,
        minimum=keys.min,
        gap=(_GAP_OF_LADDERS if keys.set == "ladder" else _GAP) if keys.gap is None else keys.gap,
        case=keys.case,
        count=keys.count or ((0, 99) if keys.holds in HAS_ITEMS else None),
        words=keys.words,
        fields=tuple(
            FieldRule(name=field, lines=rule.lines, minimum=rule.min)
            for field, rule in keys.fields.items()
        ),
        pages=keys.pages,
        column=column,
        each=keys.each,
        numbered=keys.numbered,
        optional=keys.optional,
        height=keys.height,
        ratio=keys.ratio,
        contrast=keys.contrast,
        ragged=keys.ragged,
        mix=keys.mix,
        accent=keys.accent,
        accent_height=keys.accent_height,
        catch=keys.catch,
    )


def _group(name: str, keys: GroupKeys) -> FitGroup:
    return FitGroup(name=name, minimum=keys.min, maximum=keys.max, air=keys.air)


def _styles(chain: tuple[Folder, ...]) -> Iterator[tuple[str, SourceFile]]:
    """Yield (format or "", sheet), the farthest parent first, style.css before the formats'."""
    for folder in reversed(chain):
        for sheet in sorted(folder.styles, key=lambda one: one.path.stem in FORMATS):
            yield (sheet.path.stem if sheet.path.stem in FORMATS else ""), sheet


def _disagreements(chain: tuple[Folder, ...]) -> Iterator[Problem]:
    declared = _union(folder.keys.faces for folder in chain)
    groups = {group for folder in chain for group in folder.keys.fit}
    for folder in chain:
        yield from _missing_faces(folder)
        for name, keys in folder.keys.slots.items():
            if keys is not None:
                yield from _slot_problems(folder, name, keys, declared, groups)
    yield from _column_problems(chain)
    yield from _missing_sheets(chain)


def _missing_faces(folder: Folder) -> Iterator[Problem]:
    for index, name in enumerate(folder.keys.faces):
        if faces.face(name) is None:
            yield _face_undeclared(
                f"There is no face `{name}` among the fonts.",
                near(name, (face.name for face in faces.known())),
                folder,
                ("faces", index),
            )


def _slot_problems(
    folder: Folder,
    name: str,
    keys: SlotKeys,
    declared: tuple[str, ...],
    groups: set[str],
) -> Iterator[Problem]:
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (face, ("face", index)) for index, face in enumerate(keys.face)
    ]
    named += [(keys.catch, ("catch",))] if keys.catch else []
    for face, path in named:
        if face not in declared:
            yield _face_undeclared(
                f"The slot `{name}` names the face `{face}`, which is not among the `faces`.",
                near(face, declared) or "Add it to `faces`.",
                folder,
                ("slots", name, *path),
            )
    for part, reason in contradictions(keys, groups, in_column=name in _columns(folder)):
        yield Problem(
            code="layout-slot-wrong",
            message=f"The slot `{name}` {reason}.",
            hint=near(keys.fit, groups) if part == "fit" else f"See to its key `{part}`.",
            position=folder.located.position("slots", name, part),
        )


def _column_problems(chain: tuple[Folder, ...]) -> Iterator[Problem]:
    """Yield what a column names that is no ladder."""
    slots = {name: keys for folder in reversed(chain) for name, keys in folder.keys.slots.items()}
    for folder in chain:
        for column, names in folder.keys.columns.items():
            for index, name in enumerate(names):
                keys = slots.get(name)
                if keys is None or keys.set != "ladder" or keys.holds == "region":
                    yield Problem(
                        code="layout-column-wrong",
                        message=f"The column `{column}` names `{name}`, which is no slot that is "
                        "set as a ladder and holds no regional values.",
                        hint=near(name, slots) if keys is None else "Take it out of the column.",
                        position=folder.located.position("columns", column, index),
                    )


def _missing_sheets(chain: tuple[Folder, ...]) -> Iterator[Problem]:
    """Yield each format without a sheet of its own anywhere in the chain."""
    sheets = {sheet.path.name for folder in chain for sheet in folder.styles}
    owner = next((folder for folder in chain if folder.keys.formats), chain[0])
    for name in owner.keys.formats:
        if f"{name}.css" not in sheets:
            yield missing_file(f"{name}.css", owner, ("formats", name))
    if owner.keys.formats and not any(folder.pages for folder in chain):
        yield missing_file("page.html", chain[0], ())


def missing_file(file: str, folder: Folder, path: tuple[str | int, ...]) -> Problem:
    """Return the problem that neither `folder` nor a parent has `file`; `path` asks for it."""
    return Problem(
        code="layout-file-missing",
        message=f"The layout `{folder.name}` has no {file}, nor has a layout that it extends.",
        hint=f"Write {file}, or extend a layout that has it, such as `base`.",
        position=folder.located.position(*path),
    )


def _face_undeclared(
    message: str, hint: str, folder: Folder, path: tuple[str | int, ...]
) -> Problem:
    return Problem(
        code="face-undeclared",
        message=message,
        hint=hint,
        position=folder.located.position(*path),
    )
