"""What a file's name says: the kind of text, its language, and the folder its leaflets go to."""

import re
from pathlib import PurePath

from anyascii import anyascii

from leaflets.language import tags
from leaflets.problems import Position, Problem

# Letters of a name that becomes a folder's.
LONGEST = 60
# What stands for a soft sign or an apostrophe: no break in the word ("Дальний", "St John's").
_WITHIN = re.compile(r"(?<=[a-z])['’ʼ`\"]+(?=[a-z])")
_NOT_SAFE = re.compile(r"[^a-z0-9]+")
# Names that some file systems keep for themselves.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_DEFAULT = "statement"
# Where what shops get lies, beside the statements' folders.
_SHOPS = "print"


def suffix_language(path: PurePath) -> str:
    """Return the language in the file's name ("kk" in `call.kk.md`), or an empty text."""
    last = PurePath(path.stem).suffix[1:]
    return tags.canonical(last) if tags.known(last) else ""


def slug(path: PurePath) -> str:
    """Return the name without language and ending, in ASCII, safe as a file name anywhere."""
    stem = PurePath(path.stem).stem if suffix_language(path) else path.stem
    name = file_name(stem, _DEFAULT)
    return f"{_DEFAULT}-{name}" if name == _SHOPS else name


def file_name(text: str, default: str) -> str:
    """Return `text` in ASCII, safe as a file's name anywhere; `default` where nothing is left."""
    safe = ascii_name(text)
    if not safe:
        return default
    return f"{default}-{safe}" if reserved(safe) else safe


def ascii_name(text: str) -> str:
    """Return `text` in small ASCII letters, digits and single hyphens, perhaps empty."""
    plain = _WITHIN.sub("", anyascii(text).lower())
    return _NOT_SAFE.sub("-", plain).strip("-")[:LONGEST].rstrip("-")


def reserved(name: str) -> bool:
    """Return whether some file system keeps `name` for itself."""
    return _RESERVED.fullmatch(name.lower()) is not None


def language(path: PurePath, wanted: str, front: str) -> str:
    """Return the language: the one wanted, the name's, or the front matter's; never guessed.

    What is returned need not be a language: `language_problem` says so.
    """
    found = wanted or suffix_language(path) or front
    return tags.canonical(found) if tags.known(found) else found


def language_problem(path: PurePath, found: str, position: Position) -> Problem | None:
    """Return what is wrong with the language that was `found`, or None.

    `position` is where it was said; if nothing was found, the file.
    """
    if tags.known(found):
        return None
    message, hint = _no_tag(found) if found else _no_language(path)
    return Problem(code="language-unknown", message=message, hint=hint, position=position)


def _no_tag(found: str) -> tuple[str, str]:
    meant = tags.suggested(found)
    tell = "Write the language's short tag: en for English, ru for Russian, kk for Kazakh."
    return f"“{found}” is no language tag.", f"Write {meant}." if meant else tell


def _no_language(path: PurePath) -> tuple[str, str]:
    written = PurePath(path.stem).suffix[1:]
    meant = tags.suggested(written) if written else ""
    if meant:
        message = f"“{written}” in the name of {path.name} is no language tag."
        return message, f"Rename it to {PurePath(path.stem).stem}.{meant}{path.suffix}."
    first, second = (f"{path.stem}.{tag}{path.suffix}" for tag in ("en", "kk"))
    return (
        f"Nothing says in which language {path.name} is.",
        f"Rename it to {first} or {second}, as its language is; or say --language.",
    )
