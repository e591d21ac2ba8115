"""Links: filled, linted, and written as the code holds them and as people type them.

A link is never resolved: a look-up would tell the host who prints.
"""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from leaflets.model.material import Link
from leaflets.plan.addresses import (
    Address,
    ascii_host,
    parsed,
    printed,
    scripts,
    unicode_host,
    url,
)
from leaflets.plan.link_advice import advice, hard_to_type
from leaflets.problems import Position, Problem, errors

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_QUOTES = frozenset('"«»“”„‟‘’‚‹›<>\\')
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Control, format (bidi, zero width, soft hyphen), surrogate, private use, unassigned, spaces.
_REFUSED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))
_PRIVATE_ENDS = frozenset(("local", "localhost", "internal", "lan", "test", "invalid"))
_HIGHEST_PORT = 65535


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
    found += _host(address, position)
    held = url(address)
    if held is None or errors(found):
        return None, tuple(found)
    target = Link(url=held, text=printed(address))
    return target, (*found, *advice(address, target, position))


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
    left = re.search(r"\{[^{}]*\}?|\}", filled)
    # https:// may stand inside, as in the addresses of web archives.
    gap = re.search(r"(?<!:)//", filled.partition("://")[2].partition("?")[0])
    if left is None and gap is None:
        return filled, []
    near = get_close_matches(left[0].strip("{}"), names, n=1) if left else []
    every = ", ".join(f"{{{name}}}" for name in names)
    problem = Problem(
        code="link-placeholder",
        message=f"The link has {left[0]}, which nothing fills."
        if left
        else f"Between two slashes of the link “{filled}” nothing stands.",
        hint=f"Write {{{near[0]}}}." if near else f"{every} are filled; nothing else is.",
        position=position,
    )
    return filled, [problem]


def _characters(text: str, position: Position) -> list[Problem]:
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
    start = re.match(r"([A-Za-z][A-Za-z0-9+-]*):(?!\d)", text)
    schemeless = re.match(r"[\w-]+(\.[\w-]+)+(?=[:/?#]|$)", text)
    hint = f"Write https://{text}" if schemeless else "Write a link that begins with https://"
    what = f"begins with {start[1]}:" if start else "does not say https:// at its beginning"
    return Problem(
        code="link-scheme",
        message=f"The link “{text}” {what}; a code holds https:// or http:// only.",
        hint=hint,
        position=position,
    )


def _host(address: Address, position: Position) -> list[Problem]:
    found: list[Problem] = []
    fault = next((fault for fault, holds in _host_faults(address).items() if holds), "")
    if fault:
        found.append(
            Problem(
                code="link-host",
                message=f"“{address.host}” is no public site: {fault}.",
                hint="Write the name of a site that every telephone can open, like "
                "https://example.org/…",
                position=position,
            )
        )
    mixed = [name for name in unicode_host(address.host).split(".") if len(scripts(name)) > 1]
    if mixed:
        found.append(
            Problem(
                code="link-mixed-script",
                message=f"“{mixed[0]}” mixes letters of {' and '.join(sorted(scripts(mixed[0])))} "
                "that look alike.",
                hint="Type the name once more with one keyboard layout.",
                position=position,
            )
        )
    return found


def _host_faults(address: Address) -> dict[str, bool]:
    """Return what may be wrong with a host, and whether it is; the first that holds is told."""
    host, port = address.host.lower(), address.port
    last = host.rpartition(".")[2]
    return {
        "a user's name or password stands before the @": bool(address.login),
        "there is no host": not host,
        "it is a number, not a name": host.startswith("[")
        or re.fullmatch(r"\d+|0x[0-9a-f]*", last) is not None,
        "it is known on one machine or network alone": last in _PRIVATE_ENDS,
        "it has no dot": "." not in host,
        "no host is written so": ascii_host(host) is None,
        f"there is no port {port}": bool(port) and not _is_port(port),
    }


def _is_port(port: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,4}", port, re.ASCII) is not None and int(port) <= _HIGHEST_PORT
