"""What a language is called in another one, for people who read a list of leaflets."""

from leaflets.language.numbers import locale
from leaflets.language.tags import base, canonical, known, script


def named(language: str, reader: str) -> str:
    """Return what `language` is called in the language of the reader: "казахский" for kk in ru.

    Of a leaflet that speaks one on each side ("kk+ru") both, the front's first. A tag that says
    more than its base, or that nobody has a name of, stands behind it as it is written.
    """
    return " / ".join(_named(one, reader) for one in language.split("+"))


def _named(language: str, reader: str) -> str:
    tag = canonical(language)
    names = locale(reader)
    name = names.languages.get(base(tag), "") if names and known(tag) else ""
    if not name or names is None or tag == base(tag):
        return name or tag
    writing = names.scripts.get(script(tag).title(), "")
    return f"{name} ({writing or tag})"
