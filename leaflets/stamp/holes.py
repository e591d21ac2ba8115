"""Holes: the objects of a cut master that every variant brings its own of."""

import re
from dataclasses import dataclass

# How the content of a stream begins, or a string, that is to be filled; its name follows.
HOLE = b"%hole:"
_STRING_HOLE = re.compile(rb"\(%hole:([^)]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """An object that every variant brings its own of.

    Attributes:
        name: Of what fills it; several may hold the same.
        number: The object's.
        pieces: A stream's dictionary before and behind its length; of a dictionary, what stands
            around its strings.
        streams: Whether it is a stream.
    """

    name: str
    number: int
    pieces: tuple[bytes, ...]
    streams: bool

    def written(self, data: bytes) -> bytes:
        """Return the object with a packed stream, or with a string as `string` gives it."""
        if not self.streams:
            return data.join(self.pieces)
        before, after = self.pieces
        return b"%b/Length %d%bstream\n%b\nendstream\nendobj\n" % (before, len(data), after, data)

    def read(self, data: bytes, at: int) -> bytes | None:
        """Return what fills it in a file whose object begins there; None if that is another."""
        return self._stream(data, at) if self.streams else self._string(data, at)

    def _stream(self, data: bytes, at: int) -> bytes | None:
        before, after = self.pieces
        begin = at + len(before) + len(b"/Length ")
        behind = data.find(after, begin)
        if not data.startswith(before, at) or not data[begin:behind].strip().isdigit():
            return None
        begin, length = behind + len(after) + len(b"stream\n"), int(data[begin:behind])
        return data[begin : begin + length]

    def _string(self, data: bytes, at: int) -> bytes | None:
        begin = at + len(self.pieces[0])
        found = data[begin : data.find(b">", begin) + 1]
        return found if data.startswith(self.written(found), at) else None


def string(text: str) -> bytes:
    """Return a text as PDF writes it, in hexadecimal (ISO 32000-1, 7.9.2.2)."""
    # Control characters are others in PDF's own encoding.
    plain = text.isascii() and text.isprintable()
    data = text.encode("ascii") if plain else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<%b>" % data.hex().encode()


def text_of(written: bytes) -> str:
    """Return the text of a string in hexadecimal."""
    data = bytes.fromhex(written[1:-1].decode())
    return data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("ascii")


def stream_hole(name: str, number: int, body: bytes) -> Hole:
    """Return the hole that a stream's object is, as qpdf writes it."""
    head = body[: body.index(b"stream\n")]
    if b"/FlateDecode" not in head:
        head = head.replace(b"/Length", b"/Filter /FlateDecode /Length", 1)
    before, after = re.split(rb"/Length \d+", head, maxsplit=1)
    return Hole(name=name, number=number, pieces=(before, after), streams=True)


def string_hole(number: int, body: bytes) -> Hole | None:
    """Return the hole that a dictionary's body is; None of others, and of streams."""
    first = None if b"stream\n" in body else _STRING_HOLE.search(body)
    if first is None:
        return None
    return Hole(
        name=first[1].decode(),
        number=number,
        pieces=tuple(body.split(first[0])),
        streams=False,
    )
