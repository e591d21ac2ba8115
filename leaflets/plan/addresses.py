"""Web addresses taken apart: what a code holds (ASCII) and what people read and type."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.IGNORECASE | re.DOTALL,
)
# RFC 3986: reserved and unreserved characters, and the sign of what is encoded already.
_PLAIN = "!#$%&'()*+,/:;=?@[]~"
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE | re.ASCII)
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_PUNYCODE = "xn--"
_LONGEST_SHOWN = 60
# Japanese and Korean write several scripts in one word.
_EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of http or https, its parts as they were given.

    Attributes:
        scheme: In the letters it was given in.
        login: What stands before the @ of the host, or empty.
        host: Without port.
        port: Without its colon, or empty.
        path: With its leading slash, or empty.
        query, fragment: Without `?` and `#`; None where there is none.
    """

    scheme: str
    login: str
    host: str
    port: str
    path: str
    query: str | None
    fragment: str | None


def parsed(text: str) -> Address | None:
    """Return the parts of an http or https address, or None if `text` is none."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    login, _, place = match["authority"].rpartition("@")
    # The colons of a number of version 6, [::1], begin no port, closed or not.
    begins_port = r"\]:" if place.startswith("[") else r":[^\]]*$"
    host, _, port = place.rpartition(":") if re.search(begins_port, place) else (place, "", "")
    return Address(
        scheme=match["scheme"],
        login=login,
        host=host,
        port=port,
        path=match["path"],
        query=match["query"],
        fragment=match["fragment"],
    )


def url(address: Address) -> str | None:
    """Return the address in ASCII: host in punycode, the rest percent-encoded in UTF-8.

    None if the host cannot be written so. Nothing else is changed; the case of scheme and host
    only when the scheme came in capitals.
    """
    host = ascii_host(address.host)
    if host is None:
        return None
    loud = address.scheme != address.scheme.lower()
    start = f"{address.scheme.lower()}://{host.lower() if loud else host}"
    port = f":{address.port}" if address.port else ""
    return start + port + quote(_tail(address), safe=_PLAIN)


def as_given(address: Address) -> str:
    """Return the address put together again as it came, without a login."""
    port = f":{address.port}" if address.port else ""
    return f"{address.scheme}://{address.host}{port}{_tail(address)}"


def printed(address: Address) -> str:
    """Return what stands beside the code: no scheme, no slash after a host alone, letters plain.

    A host is shown in its own letters when all are of one script, else in punycode, so that no
    look-alike is shown as what it looks like.
    """
    tail = _tail(address)
    port = f":{address.port}" if address.port else ""
    return shown_host(address.host) + port + ("" if tail == "/" else _ENCODED.sub(_letters, tail))


def short(text: str) -> str:
    """Return the beginning of an address, for a message."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


@lru_cache(maxsize=512)
def ascii_host(host: str) -> str | None:
    """Return the host with its foreign labels in punycode (IDNA 2008), or None if it is no name."""
    labels = [_ascii_label(label) for label in host.split(".")]
    return ".".join(labels) if all(map(_LABEL.fullmatch, labels)) else None


def shown_host(host: str) -> str:
    """Return the host in small letters: its own if they are of one script, else punycode."""
    shown = unicode_host(host)
    return shown if len(scripts(shown)) <= 1 else (ascii_host(host) or host).lower()


@lru_cache(maxsize=512)
def unicode_host(host: str) -> str:
    """Return the host in small letters with its punycode labels read."""
    return ".".join(map(_unicode_label, host.lower().split(".")))


@lru_cache(maxsize=512)
def scripts(text: str) -> frozenset[str]:
    """Return the scripts that the letters of `text` belong to, as Unicode's names begin."""
    found = {
        unicodedata.name(sign, "UNNAMED").partition(" ")[0].partition("-")[0]
        for sign in text
        if sign.isalpha()
    }
    return frozenset("CJK" if script in _EAST_ASIAN else script for script in found)


def _tail(address: Address) -> str:
    query = "" if address.query is None else f"?{address.query}"
    fragment = "" if address.fragment is None else f"#{address.fragment}"
    return address.path + query + fragment


def _ascii_label(label: str) -> str:
    """Return a label in punycode; the empty text if a sign in it is no letter, mark or digit."""
    if label.isascii():
        return label
    small = unicodedata.normalize("NFKC", label.lower()).lower()
    if not all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in small):
        return ""
    return small if small.isascii() else _PUNYCODE + small.encode("punycode").decode("ascii")


def _unicode_label(label: str) -> str:
    if not (label.startswith(_PUNYCODE) and label.isascii()):
        return label
    try:
        letters = label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return letters if _ascii_label(letters) == label else label


def _letters(match: re.Match[str]) -> str:
    """Return what an encoded run spells if it is all letters and digits; else the run."""
    try:
        text = unquote_to_bytes(match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return text if all(unicodedata.category(sign)[0] in "LMN" for sign in text) else match[0]
