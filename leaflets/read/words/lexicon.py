"""Look-ups over the tables: in the statement's own language, or in all of them."""

import re
from dataclasses import dataclass
from functools import cache

from leaflets.read.words import be, de, en, es, fr, it, kk, pl, pt, ru, table, tr, uk
from leaflets.read.words.table import Table

_TABLES = {
    "en": en.TABLE,
    "ru": ru.TABLE,
    "uk": uk.TABLE,
    "be": be.TABLE,
    "kk": kk.TABLE,
    "de": de.TABLE,
    "fr": fr.TABLE,
    "es": es.TABLE,
    "pt": pt.TABLE,
    "it": it.TABLE,
    "pl": pl.TABLE,
    "tr": tr.TABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """The lines of web pages in all languages, since a page is often not in the text's language.

    Attributes:
        whole: Folded lines with numbers as `#`.
        heads: Beginnings that take whatever follows.
        opens_whole, opens_heads: The same for lines that open the comments.
    """

    whole: frozenset[str]
    heads: tuple[str, ...]
    opens_whole: frozenset[str]
    opens_heads: tuple[str, ...]


@cache
def own(language: str) -> Table:
    """Return the table of `language` (BCP 47); an empty one where there is none."""
    return _TABLES.get(base(language), Table())


def base(language: str) -> str:
    """Return the language without script and region: "kk" of "kk-Latn"."""
    return language.partition("-")[0].lower()


@cache
def anywhere(row: str, language: str = "") -> re.Pattern[str]:
    """Return the pattern of the row called `row`: of `language`, or of all when it is empty."""
    return table.anywhere(_row(row, language))


@cache
def opening(row: str, language: str = "") -> re.Pattern[str]:
    """Return the pattern that matches an entry of the row called `row` at a text's head."""
    return table.opening(_row(row, language))


@cache
def beginning(row: str, language: str = "") -> str:
    """Return, for use in patterns, the alternatives of the row called `row`."""
    return table.beginning(_row(row, language)) or r"(?!)"


@cache
def words(row: str, language: str) -> frozenset[str]:
    """Return the entries of the row called `row` as they stand."""
    return frozenset(table.entries(_row(row, language)))


@cache
def page_lines() -> PageLines:
    """Return the lines of web pages in all languages."""
    lines = words("page_lines", "")
    opens = words("comments_open", "")
    return PageLines(
        whole=frozenset(line for line in lines | opens if not line.endswith("…")),
        heads=tuple(sorted(line[:-1] for line in lines | opens if line.endswith("…"))),
        opens_whole=frozenset(line for line in opens if not line.endswith("…")),
        opens_heads=tuple(sorted(line[:-1] for line in opens if line.endswith("…"))),
    )


@cache
def _row(row: str, language: str) -> str:
    if language:
        return str(getattr(own(language), row))
    return ",".join(str(getattr(one, row)) for one in _TABLES.values())
