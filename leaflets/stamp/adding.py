"""Objects that a variant adds to its master's file, written behind it: ISO 32000-1, 7.3, 7.5.

They are made in a document of their own and take the numbers that follow the master's, in the
order in which they are referred to: the bytes hang on the variant alone.
"""

import zlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_PACKED = 2
# What stands in every container that refers to another object.
_REFERENCE = b" 0 R"


class Added:
    """The objects of one variant, by their numbers in its file."""

    def __init__(self, first: int) -> None:
        """Begin with the number `first`; what is added is made in `pdf`."""
        self.pdf = pikepdf.new()
        self.bodies: dict[int, bytes] = {}
        self._next = first
        self._numbers: dict[tuple[int, int], int] = {}

    def written(self, one: Any) -> bytes:  # noqa: ANN401  # an object of `pdf`, or a number
        """Return an object as another refers to it, and add all that it refers to itself."""
        return _written(one, self._number)

    def replace(self, number: int, body: bytes) -> None:
        """Let an object of the master's be another in this variant's file."""
        self.bodies[number] = b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def _number(self, one: pikepdf.Object) -> int:
        key = one.objgen
        if key not in self._numbers:
            number = self._numbers[key] = self._next
            self._next += 1
            # Its place in the table is taken before what it refers to.
            self.bodies[number] = b""
            self.replace(number, self._stream(one) if isinstance(one, Stream) else self._plain(one))
        return self._numbers[key]

    def _stream(self, one: Stream) -> bytes:
        told = {key: self.written(value) for key, value in one.items() if key != "/Length"}
        data = one.read_raw_bytes()
        if "/Filter" not in told:
            data, told["/Filter"] = zlib.compress(data, _PACKED), b"/FlateDecode"
        told["/Length"] = b"%d" % len(data)
        return b"%b\nstream\n%b\nendstream" % (dictionary(told), data)

    def _plain(self, one: pikepdf.Object) -> bytes:
        return _held(one, self._number)


def as_in_master(one: Any) -> bytes:  # noqa: ANN401  # an object of the master's, or a number
    """Return an object of the master's file as another refers to it there."""
    return _written(one, _own_number)


def dictionary(entries: dict[str, bytes]) -> bytes:
    """Return a dictionary of keys, as pikepdf has them, and values as they are written."""
    return b"<< %b >>" % b" ".join(
        b"%b %b" % (Name(key).unparse(), value) for key, value in entries.items()
    )


def _own_number(one: pikepdf.Object) -> int:
    return one.objgen[0]


def _written(one: Any, number: Callable[[Any], int]) -> bytes:  # noqa: ANN401
    if isinstance(one, pikepdf.Object) and one.is_indirect:
        return b"%d 0 R" % number(one)
    return _held(one, number)


def _held(one: Any, number: Callable[[Any], int]) -> bytes:  # noqa: ANN401
    if not isinstance(one, pikepdf.Object):
        return _scalar(one)
    written = one.unparse()
    if _REFERENCE in written and isinstance(one, Dictionary):
        return dictionary({key: _written(value, number) for key, value in one.items()})
    if _REFERENCE in written and isinstance(one, Array):
        return b"[ %b ]" % b" ".join(_written(value, number) for value in one)
    return written


def _scalar(value: Decimal | None) -> bytes:
    """Return what pikepdf has as a value of Python's own: truths are numbers there, too."""
    if value is None or isinstance(value, bool):
        return {None: b"null", True: b"true", False: b"false"}[value]
    return f"{value:f}".encode() if isinstance(value, Decimal) else b"%d" % value
