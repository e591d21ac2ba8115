"""Numbers as a language writes them, and things counted in its plural forms."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal

from leaflets.language.tags import canonical, script


def number(value: float, language: str) -> str:
    """Return `value` with the language's decimal mark and groups: "148,5" in Russian.

    At most three decimals; whole values have none. A language that nobody has data of is
    written as English is.
    """
    return format_decimal(value, format="#,##0.###", locale=locale(language) or Locale("en"))


def counted(phrases: Mapping[str, str], name: str, count: int, language: str) -> str:
    """Return the phrase `name` for `count` things, e.g. "75 листов".

    `phrases` holds a text for each plural form ("sheets.one", "sheets.other"), with `{count}`.
    """
    form = (locale(language) or Locale("en")).plural_form(count)
    return phrases[f"{name}.{form}"].format(count=number(count, language))


@cache
def locale(language: str) -> Locale | None:
    """Return Babel's data of the language, or None where it has none in that script.

    Babel answers a tag whose script it lacks (kk-Latn) with another script, and says nothing.
    """
    tag = canonical(language)
    try:
        found = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    wanted = script(tag)
    return found if wanted in ("", (found.script or "").lower()) else None
