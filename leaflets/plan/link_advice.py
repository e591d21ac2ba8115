"""What is to be said of a link that works: warnings and notes before it is printed."""

import re

from leaflets.model.material import Link
from leaflets.plan.addresses import Address, as_given, short
from leaflets.problems import Position, Problem, Severity

# Version 4 at level M holds 62 characters; from version 5 on the modules of a box get small.
_LONG = 62
# More than this nobody types from paper without a slip.
_TYPED = 40

_STANDARD_PORTS = {"http": "80", "https": "443"}
_TRACKING = "fbclid gclid yclid ysclid mc_eid igshid si ref _openstat"
_SHORTENERS = (
    "bit.ly t.co clck.ru goo.gl is.gd tinyurl.com qrco.de vk.cc ow.ly buff.ly rebrand.ly cutt.ly"
    " short.io t.ly rb.gy tiny.cc v.gd shorturl.at lnkd.in u.to goo.su"
)
_LOOK_ALIKE = re.compile(r"0[Oo]|[Oo]0|1[lI]|l[1I]|I[1l]")


def advice(address: Address, target: Link, position: Position) -> tuple[Problem, ...]:
    """Return warnings and notes of a link that works."""
    return (
        *_reach(address, position),
        *_privacy(address, position),
        *_writing(address, target, position),
        *hard_to_type(target.text, position),
    )


def hard_to_type(text: str, position: Position) -> tuple[Problem, ...]:
    """Return the warning that people without a camera will not get far with the printed link."""
    path = text.partition("/")[2]
    reasons = {
        f"{len(text)} characters": len(text) > _TYPED,
        "a query after ?": "?" in text,
        "_, which hides in an underline": "_" in text,
        "%": "%" in text,
        "~": "~" in text,
        "capitals and small letters in the path": path != path.lower() and path != path.upper(),
        "look-alikes side by side (0O, 1lI)": looks_alike(text),
        "a host that cannot be shown in its own letters": "xn--" in text,
    }
    held = [reason for reason, holds in reasons.items() if holds]
    if not held:
        return ()
    return (
        _warning(
            "link-hard-to-type",
            f"“{short(text)}” is hard to type from paper: {'; '.join(held)}.",
            "A short address in small letters serves those without a camera.",
            position,
        ),
    )


def looks_alike(text: str) -> bool:
    """Tell whether letters stand side by side that are taken for each other."""
    return _LOOK_ALIKE.search(text) is not None


def _reach(address: Address, position: Position) -> list[Problem]:
    found: list[Problem] = []
    scheme = address.scheme.lower()
    if scheme == "http":
        found.append(
            _warning(
                "link-http",
                "The link says http: what it opens can be read and changed on the way, and "
                "browsers warn of it.",
                "Write https:// if the site has it.",
                position,
            )
        )
    if address.port and address.port != _STANDARD_PORTS[scheme]:
        found.append(
            _warning(
                "link-port",
                f"The link names port {address.port}, which many networks block.",
                "Put the page where https:// finds it without a port.",
                position,
            )
        )
    if "example" in address.host.lower().split(".")[-2:]:
        found.append(
            _note(
                "link-example",
                f"{address.host} is a name for examples and belongs to nobody.",
                "Give your own site before you print: `link` in campaign.yaml, or --link.",
                position,
            )
        )
    return found


def _privacy(address: Address, position: Position) -> list[Problem]:
    found: list[Problem] = []
    names = [part.partition("=")[0] for part in re.split(r"[&;]", address.query or "")]
    tracking = [name for name in names if name in _TRACKING.split() or name.startswith("utm_")]
    if tracking:
        found.append(
            _warning(
                "link-tracking",
                f"The link carries {', '.join(tracking)}: marks that follow readers and make the "
                "code larger.",
                "Take it out if the page opens without it.",
                position,
            )
        )
    host = address.host.lower().removeprefix("www.")
    if host in _SHORTENERS.split():
        found.append(
            _warning(
                "link-shortener",
                f"{host} sees everyone who scans the code, and can lead them elsewhere or close; "
                "paper cannot be called back.",
                "Print the address of the page itself.",
                position,
            )
        )
    if address.fragment is not None:
        found.append(
            _warning(
                "link-fragment",
                f"#{short(address.fragment)} is not sent to the site, and some apps lose it.",
                "Make sure that the page is right without it.",
                position,
            )
        )
    return found


def _writing(address: Address, target: Link, position: Position) -> list[Problem]:
    found: list[Problem] = []
    if address.scheme != address.scheme.lower():
        found.append(
            _warning(
                "link-upper-scheme",
                f"{address.scheme}:// does not open on every telephone; the code holds small "
                "letters up to the path.",
                "Write https:// in small letters.",
                position,
            )
        )
    if target.url.lower() != as_given(address).lower():
        found.append(
            _note(
                "link-encoded",
                f"The code holds {short(target.url)} ({len(target.url)} characters); "
                f"{short(target.text)} is printed beside it.",
                "Latin letters make a smaller code.",
                position,
            )
        )
    if len(target.url) > _LONG:
        found.append(
            _warning(
                "link-long",
                f"The link has {len(target.url)} characters; from {_LONG + 1} on a code gets "
                "hard to scan.",
                "Find a shorter address on your own site.",
                position,
            )
        )
    return found


def _warning(code: str, message: str, hint: str, position: Position) -> Problem:
    return Problem(
        code=code, severity=Severity.WARNING, message=message, hint=hint, position=position
    )


def _note(code: str, message: str, hint: str, position: Position) -> Problem:
    return Problem(code=code, severity=Severity.NOTE, message=message, hint=hint, position=position)
