"""A campaign's shops: the languages that they are written to in."""

from collections.abc import Iterator
from difflib import get_close_matches

from leaflets.language.tags import canonical
from leaflets.language.words import has_ticket, shop_language_unknown
from leaflets.model.campaign import Region
from leaflets.problems import Problem, Severity
from leaflets.yaml_source import Located

_KEY = "shop_language"
# What anybody reads of a list of shops.
_NAMED = 5


def shop_language(said: str | dict[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the language of all shops, or (shop, language) of those that have one of their own."""
    if isinstance(said, str):
        return canonical(said), ()
    return "", tuple((" ".join(shop.split()), canonical(one)) for shop, one in said.items())


def languages_unknown(said: str | dict[str, str], located: Located) -> Iterator[Problem]:
    """Yield each language that tickets are not written in."""
    spoken = {(): said} if isinstance(said, str) else {(shop,): one for shop, one in said.items()}
    for path, language in spoken.items():
        if language and not has_ticket(language):
            yield shop_language_unknown(language, located.position(_KEY, *path))


def shops_unknown(
    said: str | dict[str, str], regions: tuple[Region, ...], located: Located
) -> Iterator[Problem]:
    """Yield each shop with a language that no row names."""
    known = list(dict.fromkeys(one.shop for one in regions if one.shop))
    for shop in () if isinstance(said, str) else said:
        name = " ".join(shop.split())
        if name not in known:
            near = get_close_matches(name, known, n=1)
            others = ", ".join(known[:_NAMED]) + ", …" * (len(known) > _NAMED)
            hint = f"Write `{near[0]}`." if near else f"The table has: {others}."
            yield Problem(
                code="shop-unknown",
                severity=Severity.WARNING,
                message=f"No row of the table names the shop “{shop}”.",
                hint=hint if known else "The table names no shop: it wants a column `shop`.",
                position=located.position(_KEY, shop),
            )
