"""A link → the modules of its QR code. Knows nothing of pages and millimetres."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import qrcode.constants
import qrcode.main
import qrcode.util

# The library has no types.
_QRCode: Any = qrcode.main.QRCode
util: Any = qrcode.util

# Weakest first; the library numbers them in another order.
LEVELS = ("L", "M", "Q", "H")
QUIET = 4  # modules of clear ground on each side: ISO/IEC 18004
_NUMBER = {
    "L": qrcode.constants.ERROR_CORRECT_L,
    "M": qrcode.constants.ERROR_CORRECT_M,
    "Q": qrcode.constants.ERROR_CORRECT_Q,
    "H": qrcode.constants.ERROR_CORRECT_H,
}
_VERSIONS = range(1, 41)
_MODE_BITS = 4
_DOTS = bytes.maketrans(b"01", b"\x00\x01")
# By decode rate any fixed mask does; one fixed is deterministic and six times faster than trying.
_MASK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code without its quiet zone.

    Attributes:
        version: 1 to 40; the side is 17 + 4 · version modules.
        level: How much correction it holds: L, M, Q or H.
        mask: 0 to 7.
        rows: Top to bottom, a byte for each module from the left; 1 is dark, 0 light.
    """

    version: int
    level: str
    mask: int
    rows: tuple[bytes, ...]


class CodeOverflowError(ValueError):
    """The link has more characters than the largest code holds."""


@lru_cache(maxsize=256)
def size(link: str, level: str = "M") -> tuple[int, str]:
    """Return version and level of the code that `modules` makes, without making it.

    Raises as `modules` does.
    """
    if not link:
        raise ValueError("An empty link makes no code.")
    if not link.isascii():
        raise ValueError("A code's link is ASCII: punycode and percent-encoding come before.")
    smallest = _smallest(util.QRData(link.encode("ascii")).mode, len(link), level)
    if smallest is None:
        raise CodeOverflowError(f"The link has {len(link)} characters, too many for one code.")
    return smallest


@lru_cache(maxsize=256)
def modules(link: str, level: str = "M", mask: int | None = _MASK) -> Code:
    """Return the smallest code that holds `link`, its level raised while the version stays.

    Args:
        link: ASCII, at least one character.
        level: The least correction: L, M, Q or H.
        mask: 0 to 7; None lets the library score all eight.

    Raises:
        ValueError: The link is empty or holds letters outside ASCII, which readers would guess at.
        CodeOverflowError: No code holds it.
    """
    version, raised = size(link, level)
    data = util.QRData(link.encode("ascii"))
    if mask is None or data.mode != util.MODE_8BIT_BYTE:
        return _made(data, version, raised, mask)
    family = _family(version, raised, mask, len(link))
    return Code(version=version, level=raised, mask=mask, rows=family.rows(link.encode("ascii")))


def capacity(version: int, level: str) -> int:
    """Return how many characters of an ordinary link (lower case, byte mode) a code holds."""
    frame = _bits(util.MODE_8BIT_BYTE, version, 0)
    return max(0, (_room(version, level) - frame) // 8)


def side(version: int) -> int:
    """Return how many modules a code of this version is wide, without its quiet zone."""
    return 17 + 4 * version


def _made(data: Any, version: int, level: str, mask: int | None) -> Code:  # noqa: ANN401
    qr = _QRCode(version=version, error_correction=_NUMBER[level], border=0, mask_pattern=mask)
    # One segment: the library's default would split runs of digits or capitals off.
    qr.add_data(data, optimize=0)
    if mask is None:
        mask = qr.best_mask_pattern()
    qr.mask_pattern = mask
    qr.make(fit=False)
    rows = tuple(bytes(map(bool, row)) for row in qr.modules)
    return Code(version=version, level=level, mask=mask, rows=rows)


class _Family:
    """Codes of links of one length: each bit of a link turns the same modules over in all of them.

    Correction and mask are sums without carry, and so is everything in between; so a code follows
    from another one and the modules of each bit in which their links differ. Those are made once.
    """

    def __init__(self, version: int, level: str, mask: int) -> None:
        self._kind = (version, level, mask)
        self._first: tuple[bytes, int] | None = None
        self._turned: dict[tuple[int, int], int] = {}

    def rows(self, link: bytes) -> tuple[bytes, ...]:
        """Return the modules of the code for `link`."""
        if self._first is None:
            self._first = (link, self._drawn(link))
        first, drawn = self._first
        for place, (one, other) in enumerate(zip(first, link, strict=True)):
            for bit in range(8):
                if (one ^ other) >> bit & 1:
                    drawn ^= self._turns(place, bit)
        width = side(self._kind[0])
        every = f"{drawn:0{width * width}b}".encode("ascii").translate(_DOTS)
        return tuple([every[at : at + width] for at in range(0, len(every), width)])

    def _turns(self, place: int, bit: int) -> int:
        """Return the modules that one bit of the link turns over."""
        if (place, bit) not in self._turned and self._first:
            first, drawn = self._first
            other = bytearray(first)
            other[place] ^= 1 << bit
            self._turned[place, bit] = drawn ^ self._drawn(bytes(other))
        return self._turned[place, bit]

    def _drawn(self, link: bytes) -> int:
        version, level, mask = self._kind
        code = _made(util.QRData(link, mode=util.MODE_8BIT_BYTE), version, level, mask)
        return int("".join("01"[dark] for dark in b"".join(code.rows)), 2)


@lru_cache(maxsize=64)
def _family(version: int, level: str, mask: int, length: int) -> _Family:
    del length
    return _Family(version, level, mask)


@lru_cache(maxsize=1024)
def _smallest(mode: int, length: int, level: str) -> tuple[int, str] | None:
    """Return the smallest version that holds so many characters, and its level raised."""
    payload = _payload(mode, length)
    needs = {version: _bits(mode, version, payload) for version in _VERSIONS}
    version = next((one for one in _VERSIONS if needs[one] <= _room(one, level)), None)
    if version is None:
        return None
    return version, next(one for one in reversed(LEVELS) if needs[version] <= _room(version, one))


def _payload(mode: int, length: int) -> int:
    """Return how many bits so many characters take (ISO/IEC 18004, 7.4)."""
    if mode == util.MODE_NUMBER:
        return 10 * (length // 3) + (0, 4, 7)[length % 3]
    if mode == util.MODE_ALPHA_NUM:
        return 11 * (length // 2) + 6 * (length % 2)
    return 8 * length


def _bits(mode: int, version: int, payload: int) -> int:
    """Return how many bits the data take with the marks of their mode and length."""
    return _MODE_BITS + int(util.length_in_bits(mode, version)) + payload


def _room(version: int, level: str) -> int:
    return int(util.BIT_LIMIT_TABLE[_NUMBER[level]][version])
