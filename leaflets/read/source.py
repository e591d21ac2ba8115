"""Bytes to text: UTF-8 or UTF-16, and nothing guessed."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from leaflets.problems import LeafletsError, Position, Problem
from leaflets.read.encoding import encoding_unknown, told

# What a file is that only looks like text by its name: (its first bytes, its kind, what to do).
_KINDS = (
    (b"%PDF", "a PDF", "Copy its text into a file and save that as UTF-8 text."),
    (b"PK\x03\x04", "a word processor's file or an archive", "Open it and save it as plain text."),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "Open it and save it as plain text, UTF-8."),
    (b"{\\rtf", "Rich Text", "Open it and save it as plain text, UTF-8."),
)
_TEXT_FILES = (".md", ".markdown", ".txt")
_CAMPAIGN = "campaign.yaml"
_TABLES = (".csv", ".xlsx", ".ods")
_NO_KIND = "made of bytes that no text has"
_SAVE_AS_TEXT = "Save the text as plain text in UTF-8 and give that file."
# Control characters that text files do hold: tab, line ends, form feed, the old end-of-file mark.
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1a")
_FIRST_PRINTABLE = 0x20
_MOST_CONTROLS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What a text file is read as.

    Attributes:
        endings: Of its name, in small letters.
        fill: What to do with an empty one.
        most: Bytes; more is no text that anybody wrote.
    """

    endings: tuple[str, ...]
    fill: str
    most: int


STATEMENT = Sort(endings=_TEXT_FILES, fill="Write or paste the statement into it.", most=4_000_000)
CAMPAIGN = Sort(
    endings=(".yaml", ".yml"),
    fill="Write keys into it, at least `statement: statements/call`.",
    most=400_000,
)


def text(path: Path, *, name: str, sort: Sort = STATEMENT) -> str:
    """Return the text of the file at `path`; `name` is the path as the user gave it.

    Raises:
        LeafletsError: `source-missing`, `source-is-folder`, `source-unreadable`,
            `source-too-large`, `kind-unknown`, `source-binary`, `encoding-unknown` or
            `source-empty`.
    """
    decoded = _decoded(_bytes(path, name, sort), name)
    if not decoded.strip(" \t\r\n\f\v\ufeff\xa0\0\x1a"):
        raise LeafletsError(
            Problem(
                code="source-empty",
                message=f"{name} is empty.",
                hint=sort.fill,
                position=Position(file=name),
            )
        )
    return decoded


def contents(path: Path, *, name: str, most: int = -1) -> bytes:
    """Return the bytes of the file at `path`, the first `most` of them unless it is negative.

    Raises:
        LeafletsError: `source-missing` or `source-unreadable`.
        IsADirectoryError: It is a folder.
    """
    try:
        if path.is_fifo():
            # Nobody may ever write into it.
            raise OSError("it is a pipe")  # noqa: TRY301 – told as what the disk refuses
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        problem = Problem(
            code="source-missing",
            message=f"There is no file {name}.",
            hint=_near(path),
            position=Position(file=name),
        )
    except IsADirectoryError:
        raise
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        problem = Problem(
            code="source-unreadable",
            message=f"{name} cannot be read: {reason}.",
            hint="Give a file that you may read.",
            position=Position(file=name),
        )
    raise LeafletsError(problem)


def no_campaign(path: Path, name: str) -> Problem:
    """Return what is to be said of a folder that holds no campaign."""
    texts = _texts_in(path)
    return Problem(
        code="source-is-folder",
        message=f"{name} is a folder without a {_CAMPAIGN}, and no text file.",
        hint=f"Give a text file, such as {texts[0]}."
        if texts
        else "Give a text file, .md or .txt.",
        position=Position(file=name),
    )


def _bytes(path: Path, name: str, sort: Sort) -> bytes:
    is_text = path.suffix.lower() in sort.endings
    try:
        data = contents(path, name=name, most=sort.most + 1 if is_text else 0)
    except IsADirectoryError:
        raise LeafletsError(no_campaign(path, name)) from None
    if not is_text:
        raise LeafletsError(_kind_unknown(path, name))
    if len(data) > sort.most:
        raise LeafletsError(_too_large(name, sort))
    return data


def _too_large(name: str, sort: Sort) -> Problem:
    return Problem(
        code="source-too-large",
        message=f"{name} has more than {sort.most:,} bytes, which is no text that people write.",
        hint="Look whether it is the right file.",
        position=Position(file=name),
    )


def _near(path: Path) -> str:
    """Return the hint for a file that is not there: one beside it whose name is nearly the same."""
    found = get_close_matches(path.name, (one.name for one in path.parent.glob("*")), n=1)
    if found:
        return f"Did you mean {path.with_name(found[0]).as_posix()}?"
    return "Look for a slip in the path, or give the path from the folder you are in."


def _texts_in(path: Path) -> tuple[str, ...]:
    """Return the text files in a folder and the folders in it, as one would type them."""
    found = (file for pattern in ("*.*", "*/*.*") for file in sorted(path.glob(pattern)))
    return tuple(file.as_posix() for file in found if file.suffix.lower() in _TEXT_FILES)


def _kind_unknown(path: Path, name: str) -> Problem:
    kind = f"is a {path.suffix} file" if path.suffix else "has no ending that says what it is"
    return Problem(
        code="kind-unknown",
        message=f"{name} {kind}; .txt and .md are read.",
        hint=f"A table of places goes with a text: leaflets pour call.en.txt --regions {name}."
        if path.suffix.lower() in _TABLES
        else "Save the text as plain text in UTF-8, with a name like call.en.txt.",
        position=Position(file=name),
    )


def _decoded(data: bytes, name: str) -> str:
    for first, kind, hint in _KINDS:
        if data.startswith(first):
            raise LeafletsError(binary(name, kind, hint))
    marks = told(data)
    if marks:
        return _strict(data[marks[1] :], marks[0], name)
    controls = sum(byte < _FIRST_PRINTABLE and byte not in _TEXT_CONTROLS for byte in data[:65536])
    if b"\0" in data or controls > _MOST_CONTROLS * min(len(data), 65536):
        raise LeafletsError(binary(name, _NO_KIND, _SAVE_AS_TEXT))
    return _strict(data, "utf-8", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].decode(encoding, errors="replace").count("\n") + 1
        raise LeafletsError(
            encoding_unknown(
                f"{name} is not UTF-8: line {line} has letters in some other encoding.",
                "Save the file as UTF-8 (in the editor's “Save as”, under Encoding).",
                Position(file=name, line=line),
            )
        ) from None


def binary(name: str, kind: str, hint: str) -> Problem:
    """Return the error of a file that is no text; `kind` is what it is."""
    return Problem(
        code="source-binary",
        message=f"{name} is {kind}; it is not a text file.",
        hint=hint,
        position=Position(file=name),
    )
