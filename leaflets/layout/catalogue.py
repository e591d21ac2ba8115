"""Where layouts are found: the folders in order, the first that has the name wins."""

from collections.abc import Iterator
from pathlib import Path

from leaflets.layout.chain import Folder, joined
from leaflets.layout.contract import contract, near
from leaflets.model.layout import FORMATS, Layout, SourceFile
from leaflets.problems import LeafletsError, Position, Problem

_CONTRACT = "layout.yaml"


def find(name: str, folders: tuple[Path, ...]) -> Layout:
    """Return the layout called `name` with everything it extends.

    Args:
        name: The folder's name.
        folders: Where layouts are, in order: `--layouts-dir`, the campaign's, the shipped ones.

    Raises:
        LeafletsError: unknown name, parent or key, a circle, a missing file, a face that is
            not there: all that one step finds, together.
    """
    return joined(_chain(name, folders))


def names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the names of all layout folders, abstract ones included, sorted."""
    found = {path.parent.name for folder in folders for path in folder.glob(f"*/{_CONTRACT}")}
    return tuple(sorted(found))


def available(folders: tuple[Path, ...]) -> tuple[Layout, ...]:
    """Return the layouts that can be poured, those with formats, sorted by name.

    Raises:
        LeafletsError: with the problems of every layout that cannot be read.
    """
    layouts: list[Layout] = []
    problems: list[Problem] = []
    for name in names(folders):
        try:
            layouts.append(find(name, folders))
        except LeafletsError as error:
            problems.extend(error.problems)
    if problems:
        raise LeafletsError(*dict.fromkeys(problems))
    return tuple(layout for layout in layouts if layout.formats)


def _chain(name: str, folders: tuple[Path, ...]) -> tuple[Folder, ...]:
    path = _place(name, folders)
    if path is None:
        raise LeafletsError(_unknown(name, folders))
    chain = [_folder(path)]
    while parent := chain[-1].keys.extends:
        visited = [folder.name for folder in chain]
        if parent in visited:
            raise LeafletsError(_circle([*visited, parent], chain[-1]))
        path = _place(parent, folders)
        if path is None:
            raise LeafletsError(_parent_unknown(chain[-1], folders))
        chain.append(_folder(path))
    return tuple(chain)


def _place(name: str, folders: tuple[Path, ...]) -> Path | None:
    # A name is one folder's: "../x" or an absolute path is no layout.
    if name in {"", ".", ".."} or name != Path(name).name:
        return None
    return next((folder / name for folder in folders if (folder / name).is_dir()), None)


def _folder(path: Path) -> Folder:
    if not (path / _CONTRACT).is_file():
        raise LeafletsError(_no_contract(path))
    source = _source(path / _CONTRACT)
    keys, located = contract(source.text, file=source.name)
    return Folder(
        name=path.name,
        path=path,
        keys=keys,
        located=located,
        pages=tuple(_source(file) for file in sorted(path.glob("*.html"))),
        styles=tuple(_source(file) for file in _sheets(path)),
    )


def _sheets(path: Path) -> Iterator[Path]:
    for stem in ("style", *FORMATS):
        if (path / f"{stem}.css").is_file():
            yield path / f"{stem}.css"


def _source(path: Path) -> SourceFile:
    name = _shown(path)
    try:
        return SourceFile(name=name, path=path, text=path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise LeafletsError(_unreadable(name, str(reason))) from error


def _shown(path: Path) -> str:
    """Return the file's path as the user gave it; never an absolute one, which names people."""
    return "/".join(path.parts[-3:]) if path.is_absolute() else path.as_posix()


def _unknown(name: str, folders: tuple[Path, ...]) -> Problem:
    return Problem(
        code="layout-unknown",
        message=f"There is no layout `{name}`.",
        hint=near(name, _pourable(folders)),
    )


def _pourable(folders: tuple[Path, ...]) -> Iterator[str]:
    """Yield the names of the layouts with formats; one that cannot be read may have some."""
    for name in names(folders):
        try:
            formats = find(name, folders).formats
        except LeafletsError:
            yield name
        else:
            yield from (name,) if formats else ()


def _parent_unknown(folder: Folder, folders: tuple[Path, ...]) -> Problem:
    parent = folder.keys.extends
    return Problem(
        code="layout-parent-unknown",
        message=f"The layout `{folder.name}` extends `{parent}`, which is no layout.",
        hint=near(parent, names(folders)),
        position=folder.located.position("extends"),
    )


def _circle(visited: list[str], folder: Folder) -> Problem:
    return Problem(
        code="layout-circle",
        message=f"These layouts extend each other in a circle: {' → '.join(visited)}.",
        hint="Let one of them extend `base`; a changed copy of a layout needs a name of its own.",
        position=folder.located.position("extends"),
    )


def _no_contract(path: Path) -> Problem:
    return Problem(
        code="layout-contract-missing",
        message=f"The folder `{_shown(path)}` has no {_CONTRACT}.",
        hint=f"Write its contract, {_CONTRACT}, or remove the folder.",
        position=Position(file=_shown(path / _CONTRACT)),
    )


def _unreadable(name: str, reason: str) -> Problem:
    return Problem(
        code="layout-file-unreadable",
        message=f"{name} cannot be read: {reason}.",
        hint="Save it as UTF-8, and see that you may read it.",
        position=Position(file=name),
    )
