"""The words that a leaflet adds to a statement, and those of the ticket for the copy shop."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType

from leaflets.language.tags import base, script
from leaflets.problems import Exit, LeafletsError, Position, Problem
from leaflets.yaml_source import load

_WORDS = Path(__file__).with_name("words.yaml")
_TICKET = Path(__file__).with_name("ticket.yaml")
# The languages of the ticket: to read all of its words takes longer than to plan hundreds of rows.
TICKET_LANGUAGES = ("en", "ru", "uk", "kk", "de")


def languages() -> tuple[str, ...]:
    """Return the languages that leaflets have words for."""
    return tuple(_table(_WORDS))


def words(
    language: str, own: Iterable[tuple[str, str]], position: Position = Position()
) -> tuple[tuple[str, str], ...]:
    """Return (name, text) of every word that layouts may add, in the language of the leaflet.

    `own` are the author's, which replace ours; `position` is where they stand. Raises
    LeafletsError: `strings-missing` for a language that we have no words of, unless `own` has
    all, and `string-unknown` for a name that no layout can ask for.
    """
    given = dict(own)
    names = tuple(_table(_WORDS)["en"])
    unknown = [_unknown(name, names, position) for name in given if name not in names]
    found = {**_of(_WORDS, language), **given}
    missing = [name for name in names if not found.get(name, "").strip()]
    problems = [*unknown, *([_missing(missing, language, position)] if missing else [])]
    if problems:
        raise LeafletsError(*problems)
    return tuple((name, found[name]) for name in names)


def has_ticket(language: str) -> bool:
    """Tell whether the ticket is written in a language."""
    return base(language) in TICKET_LANGUAGES and _is_ours(language)


def ticket_words(language: str) -> Mapping[str, str] | None:
    """Return the ticket's words by name, or None for a language that it is not written in.

    Counted ones have a name for each plural form ("sheets.one"), see `numbers.counted`. They
    hold plain spaces: what is printed goes through `typography` when it is filled in.
    """
    found = _of(_TICKET, language)
    return MappingProxyType(found) if found else None


def shop_language_unknown(
    language: str, position: Position, *, cause: Exit = Exit.INPUT
) -> Problem:
    """Return the problem of a language that the ticket is not written in."""
    return Problem(
        code="shop-language-unknown",
        message=f"There are no words for a ticket in “{language}”.",
        hint=f"Take one of {', '.join(TICKET_LANGUAGES[:-1])} and {TICKET_LANGUAGES[-1]}.",
        position=position,
        exit=cause,
    )


def string_unknown(name: str, position: Position) -> Problem | None:
    """Return the problem of a word that no layout can ask for, or None."""
    names = tuple(_table(_WORDS)["en"])
    return None if name in names else _unknown(name, names, position)


def _of(table: Path, language: str) -> dict[str, str]:
    """Return the language's words; none when the tag asks for another script than ours."""
    return dict(_table(table).get(base(language), {})) if _is_ours(language) else {}


def _is_ours(language: str) -> bool:
    """Tell whether the tag asks for the script that we write its language in."""
    return script(language) in ("", _SCRIPTS.get(base(language), "latn"))


_SCRIPTS = dict.fromkeys(("be", "kk", "ru", "uk"), "cyrl")


@cache
def _table(path: Path) -> Mapping[str, Mapping[str, str]]:
    value = load(path.read_text(encoding="utf-8"), file=path.name).value
    return {language: dict(_flat(words)) for language, words in value.items()}


def _flat(words: Mapping[str, str | Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    for name, text in words.items():
        if isinstance(text, str):
            yield name, text
        else:
            yield from ((f"{name}.{form}", one) for form, one in text.items())


def _missing(names: list[str], language: str, position: Position) -> Problem:
    english = _table(_WORDS)["en"]
    lines = "".join(f'\n  {name}: "…"   # {english[name]}' for name in names)
    return Problem(
        code="strings-missing",
        message=f"The leaflet has no words in the language “{language}” for "
        f"{', '.join(f'“{name}”' for name in names)}.",
        hint=f"Write them in the front matter:\nstrings:{lines}",
        position=position,
    )


def _unknown(name: str, names: tuple[str, ...], position: Position) -> Problem:
    near = get_close_matches(name, names, n=1)
    return Problem(
        code="string-unknown",
        message=f"No layout asks for a word called “{name}”.",
        hint=f"Write `{near[0]}`." if near else f"The names are: {', '.join(names)}.",
        position=position,
    )
