"""Links: filled, linted, and written as the code holds them and as people type them.

A link is never resolved: a look-up would tell the host who prints.
"""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from leaflets.model.material import Link
from leaflets.plan.addresses import (
    Address,
    ascii_host,
    parsed,
    printed,
    scripts,
    short,
    unicode_host,
    url,
)
from leaflets.plan.link_advice import advice, hard_to_type
from leaflets.problems import Position, Problem, errors

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_QUOTES = frozenset('"«»“”„‟‘’‚‹›<>\\')
# What no sign of a link has to be looked at for: most links are of these alone.
_COMMON = re.compile(r"[A-Za-z0-9._~:/?#@!$&()*+,;=-]*")
_PLAIN_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILLED_PATH = re.compile(r"https?://[^/{}?#]+/[^?#]*", re.IGNORECASE)
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Control, format (bidi, zero width, soft hyphen), surrogate, private use, unassigned, spaces.
_REFUSED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))
_PRIVATE_ENDS = frozenset(("local", "localhost", "internal", "lan", "test", "invalid"))
_HIGHEST_PORT = 65535
# A scheme, which is no host with its port, and the rest without leading slashes.
_STARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+-]*):(?!\d))?/*(.*)", re.DOTALL)
_NAMES_A_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(?=[:/?#]|$)")
_ANY_SITE = "Write the name of a site that every telephone can open, like https://example.org/…"
_LOGIN = "Take it out: everyone who scans the code would have it."
_NO_PORT = f"Leave it out, as nearly every site does; the last one is {_HIGHEST_PORT}."


def link(
    given: str, *, language: str, region: str, layout: str, position: Position
) -> tuple[Link | None, tuple[Problem, ...]]:
    """Return the link with its placeholders filled, and what is to be said of it.

    `region` is an ASCII id; `position` is where the link was given. None instead of the link if
    one of the problems is an error. The address is ASCII and begins with http:// or https://.
    """
    names = {"language": language, "region": region, "layout": layout}
    text, unfilled = _filled(given.strip(), names, position)
    found = [*unfilled, *_characters(text, position)]
    address = parsed(text)
    if address is None:
        return None, (*found, _scheme(text, position))
    # A sign that no link can hold makes its host wrong too; it is told once.
    found += [] if _characters(address.host, position) else _host(address, position)
    held = None if errors(found) else url(address)
    if held is None:
        return None, tuple(found)
    target = Link(url=held, text=printed(address))
    return target, (*found, *advice(address, target, position))


def like(region: str, given: str) -> tuple[str, ...]:
    """Return two ids of which a link may be told what is told of `given` with `region`.

    They are as long as it, of letters if it has any. None for an id of other signs than small
    Latin letters, digits and hyphens, nor where the id may be a part of the host or of a query.
    """
    if not (_PLAIN_ID.fullmatch(region) and _FILLED_PATH.fullmatch(given)):
        return ()
    return tuple(sign * len(region) for sign in ("xz" if region.upper() != region else "57"))


def named(target: Link, text: str, position: Position) -> tuple[Link, tuple[Problem, ...]]:
    """Return the link with `text` (`link_text`) printed in place of its short form."""
    written = Link(url=target.url, text=text.strip())
    return written, hard_to_type(written.text, position)


def link_missing(position: Position) -> Problem:
    """Return the error of a leaflet that wants a code and has no link."""
    return Problem(
        code="link-missing",
        message="There is no link for the code.",
        hint="Give one with --link https://…, write `link:` in the front matter, or pour with "
        "--no-code.",
        position=position,
    )


def _filled(text: str, names: Mapping[str, str], position: Position) -> tuple[str, list[Problem]]:
    filled = _PLACEHOLDER.sub(lambda match: names.get(match[1], match[0]), text)
    left = re.search(r"\{[^{}]*\}?|\}", filled) if "{" in filled or "}" in filled else None
    # https:// may stand inside, as in the addresses of web archives.
    gap = re.search(r"(?<!:)//", filled.partition("://")[2].partition("?")[0])
    if left is None and gap is None:
        return filled, []
    near = get_close_matches(left[0].strip("{}"), names, n=1) if left else []
    every = ", ".join(f"{{{name}}}" for name in names)
    problem = Problem(
        code="link-placeholder",
        message=f"The link has {short(left[0])}, which nothing fills."
        if left
        else f"Between two slashes of the link “{short(filled)}” nothing stands.",
        hint=_placeholder_hint(near, every) if left else "Take one of the slashes out.",
        position=position,
    )
    return filled, [problem]


def _placeholder_hint(near: list[str], every: str) -> str:
    return f"Write {{{near[0]}}}." if near else f"Only {every} are filled."


def _characters(text: str, position: Position) -> list[Problem]:
    if _COMMON.fullmatch(text):
        return []
    refused = [
        f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
        for sign in dict.fromkeys(text)
        if unicodedata.category(sign) in _REFUSED or sign in _QUOTES
    ]
    refused += ["% without two hexadecimal digits"] if _BAD_PERCENT.search(text) else []
    if not refused:
        return []
    return [
        Problem(
            code="link-characters",
            message=f"A link cannot hold: {', '.join(refused)}.",
            hint="Copy the link from the address line of the browser once more.",
            position=position,
        )
    ]


def _scheme(text: str, position: Position) -> Problem:
    scheme, rest = _STARTS.fullmatch(text).groups()  # type: ignore[union-attr]
    is_near = not scheme or get_close_matches(scheme.lower(), ("https",), n=1)
    meant = f"https://{rest}" if is_near and _NAMES_A_HOST.match(rest) else ""
    what = "does not begin with https://"
    if scheme:
        is_ours = scheme.lower() in ("http", "https")
        what = f"lacks the // after {scheme}:" if is_ours else f"begins with {scheme}:"
    return Problem(
        code="link-scheme",
        message=f"The link “{short(text)}” {what}; a code opens https:// and http:// only.",
        hint=f"Write {meant}" if meant else "Give a link that begins with https://",
        position=position,
    )


def _host(address: Address, position: Position) -> list[Problem]:
    found = [
        Problem(code="link-host", message=message, hint=hint, position=position)
        for message, hint in _host_fault(address.host.lower(), address.port, bool(address.login))
    ]
    mixed = [name for name in unicode_host(address.host).split(".") if len(scripts(name)) > 1]
    if mixed:
        kinds = " and ".join(script.capitalize() for script in sorted(scripts(mixed[0])))
        found.append(
            Problem(
                code="link-mixed-script",
                message=f"“{mixed[0]}” mixes {kinds} letters, some of which look alike.",
                hint="Type the name once more with one keyboard layout.",
                position=position,
            )
        )
    return found


@lru_cache(maxsize=512)
def _host_fault(host: str, port: str, has_login: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001
    """Return what is wrong with a host and the next step, or nothing; only the first is told."""
    last = host.rpartition(".")[2]
    is_number = host.startswith("[") or re.fullmatch(r"\d+|0x[0-9a-f]*", last) is not None
    faults = (
        (has_login, "A user's name or password stands before the @ of the link.", _LOGIN),
        (not host, "The link names no site after its //.", _ANY_SITE),
        (
            host.startswith("[") and "]" not in host,
            f"“{short(host)}” opens a bracket that nothing closes.",
            _ANY_SITE,
        ),
        (is_number, f"“{host}” is a number, not the name of a site.", _ANY_SITE),
        (last in _PRIVATE_ENDS, f"“{host}” is known in one house or machine alone.", _ANY_SITE),
        ("." not in host, f"“{host}” has no dot, as the name of a public site has.", _ANY_SITE),
        (ascii_host(host) is None, f"No site's name is written “{short(host)}”.", _ANY_SITE),
        (bool(port) and not _is_port(port), f"There is no port {short(port)}.", _NO_PORT),
    )
    return tuple((message, hint) for holds, message, hint in faults if holds)[:1]


def _is_port(port: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,4}", port, re.ASCII) is not None and int(port) <= _HIGHEST_PORT
