"""Which encoding a file's first bytes tell, and the error of one that nothing tells."""

import codecs
import re

from leaflets.problems import Position, Problem

# The longer ones first: one of UTF-32 begins as one of UTF-16 does.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOSTLY = 0.8
# Of UTF-16 whose letters are ASCII half of all bytes are NULs.
_MANY_NULS = 0.25
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x19\x1b-\x1f]")


def told(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a BOM or NULs tell, and the BOM's length; None if neither does."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    if b"\0" not in data:
        return None
    # The codes of ASCII signs have a NUL behind them, or before.
    behind = data[1::2].count(0) > data[::2].count(0)
    encoding = "utf-16-le" if behind else "utf-16-be"
    return (encoding, 0) if _is_text(data, encoding) and not _is_torn(data) else None


def encoding_unknown(message: str, hint: str, position: Position) -> Problem:
    """Return the error of a file whose letters are in no encoding that is known of it."""
    return Problem(code="encoding-unknown", message=message, hint=hint, position=position)


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    seen = sum(letter.isprintable() or letter.isspace() for letter in found)
    return "\0" not in found and seen > _MOSTLY * len(found)


def _is_torn(data: bytes) -> bool:
    """Return whether it is UTF-8 with stray NULs, of which any two bytes make a Chinese letter.

    The upper bytes of other scripts are controls.
    """
    bare = data.replace(b"\0", b"")
    try:
        bare.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(data) - len(bare) < _MANY_NULS * len(data) and not _CONTROL.search(bare)
