"""What a file's name says: the kind of text, its language, and the folder its leaflets go to."""

import re
from pathlib import PurePath

from anyascii import anyascii

from leaflets.language import tags
from leaflets.problems import Position, Problem

_LONGEST = 60
_NOT_SAFE = re.compile(r"[^a-z0-9]+")
# Names that some file systems keep for themselves.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_DEFAULT = "statement"


def suffix_language(path: PurePath) -> str:
    """Return the language in the file's name ("kk" in `call.kk.md`), or an empty text."""
    last = PurePath(path.stem).suffix[1:]
    return tags.canonical(last) if tags.known(last) else ""


def slug(path: PurePath) -> str:
    """Return the name without language and ending, in ASCII, safe as a file name anywhere."""
    stem = PurePath(path.stem).stem if suffix_language(path) else path.stem
    safe = _NOT_SAFE.sub("-", anyascii(stem).lower()).strip("-")[:_LONGEST].rstrip("-")
    if not safe:
        return _DEFAULT
    return f"{_DEFAULT}-{safe}" if _RESERVED.fullmatch(safe) else safe


def language(path: PurePath, wanted: str, front: str) -> str:
    """Return the language: the one wanted, the name's, or the front matter's; never guessed.

    What is returned need not be a language: `language_problem` says so.
    """
    found = wanted or suffix_language(path) or front
    return tags.canonical(found) if tags.known(found) else found


def language_problem(path: PurePath, found: str, position: Position) -> Problem | None:
    """Return what is wrong with the language that was `found`, or None."""
    if tags.known(found):
        return None
    written = found or PurePath(path.stem).suffix[1:]
    meant = tags.suggested(written) if written else ""
    stem = PurePath(path.stem).stem if meant and not found else path.stem
    if found:
        message = f"`{found}` is no language tag."
    elif meant:
        message = f"“{written}” in the name of {path.name} is no language tag."
    else:
        message = f"Nothing says in which language {path.name} is."
    renamed = [f"{stem}.{tag}{path.suffix}" for tag in ((meant,) if meant else ("en", "kk"))]
    return Problem(
        code="language-unknown",
        message=message,
        hint=f"Rename it to {' or '.join(renamed)}{'' if meant else ', as its language is'}; "
        "or say --language.",
        position=position,
    )
