"""A pressed master cut into fixed bytes and holes: a variant's file is those bytes and its own.

What is the same for all variants is laid out once. A variant adds the few objects that are its
own, streams and dictionaries that hold strings, the table that says where objects begin, and the
trailer: ISO 32000-1, 7.5. The same content gives the same bytes, whichever variants were made
before.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pikepdf import Name, Pdf, Stream

from leaflets.faces import Face
from leaflets.model.pressed import Pressed
from leaflets.stamp.fonts import Embedded
from leaflets.stamp.holes import HOLE, Hole, stream_hole, string_hole
from leaflets.stamp.opening import opened, opened_for_codes

# A tighter packing takes three times as long and spares less than one hundredth of a file.
_PACKED = 2
_NO_TEXT = b"<>"
_FREE = b"0000000000 65535 f \n"
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 \d{1,10}\n")
_TAIL = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A master ready to be filled.

    Attributes:
        fixed: The bytes that come first in every file.
        rows: The table's rows; those of holes are empty.
        holes: In the order of their objects.
        trailer: With `%id` where the file's name for itself belongs, `%size` for how many objects.
        seed: The hash of `fixed`, to go on from.
    """

    fixed: bytes
    rows: tuple[bytes, ...]
    holes: tuple[Hole, ...]
    trailer: bytes
    seed: "hashlib._Hash"

    @property
    def tagged(self) -> bool:
        """Whether the master tells of its variants in a structure."""
        return not all(hole.streams for hole in self.holes)

    def filled(
        self, contents: Mapping[str, bytes], more: Mapping[int, bytes] = MappingProxyType({})
    ) -> bytes:
        """Return the whole file with these content streams and strings; what is not named is empty.

        Strings are as `string` gives them. `more` are the variant's own objects by their numbers,
        each as it is written: new ones, and such as stand for one of the master's.
        """
        return self.packed(
            {
                hole.name: zlib.compress(contents.get(hole.name, b""), _PACKED)
                if hole.streams
                else contents.get(hole.name, _NO_TEXT)
                for hole in self.holes
            },
            more,
        )

    def packed(
        self, contents: Mapping[str, bytes], more: Mapping[int, bytes] = MappingProxyType({})
    ) -> bytes:
        """Return the whole file with what fills each hole: strings, and streams packed already."""
        own = [(hole.number, hole.written(contents[hole.name])) for hole in self.holes]
        parts, at = [self.fixed], len(self.fixed)
        rows = [*self.rows, *([_FREE] * sum(number >= len(self.rows) for number in more))]
        digest = self.seed.copy()
        for number, body in (*own, *more.items()):
            digest.update(body)
            rows[number] = b"%010d 00000 n \n" % at
            parts.append(body)
            at += len(body)
        name = digest.hexdigest()[:32].encode()
        end = self.trailer.replace(b"%id", name).replace(b"%size", b"%d" % len(rows))
        parts += [b"xref\n0 %d\n" % len(rows), *rows, end, b"startxref\n%d\n%%%%EOF\n" % at]
        return b"".join(parts)

    def read(self, data: bytes) -> dict[str, bytes] | None:
        """Return what fills each hole of a finished file, found by the file's own table.

        None if the file is not these fixed bytes with these objects behind them.
        """
        tail = _END.search(data, max(0, len(data) - _TAIL))
        head = _TABLE.match(data, int(tail[1])) if tail else None
        if head is None or not data.startswith(self.fixed):
            return None
        table = head.end()
        found: dict[str, bytes] = {}
        for hole in self.holes:
            row = data[table + len(_FREE) * hole.number :][:10]
            content = hole.read(data, int(row)) if row.isdigit() else None
            if content is None or found.get(hole.name, content) != content:
                return None
            found[hole.name] = content
        return found


def cut(pressed: Pressed, faces: Mapping[Face, Embedded]) -> Cut:
    """Cut a pressed master at its blanks; forms of fields may be drawn with `faces`."""
    return _cut(opened(pressed, faces))


def codes_alone(pressed: Pressed) -> Cut:
    """Cut pages that hold nothing but their codes: those of `pressed` without their own content."""
    return _cut(opened_for_codes(pressed))


def _cut(raw: bytes) -> Cut:
    """Cut a file as qpdf writes it: objects one behind the other, one table, one trailer."""
    start = _number(rb"startxref\s+(\d+)\s+%%EOF\s*$", raw)
    table = raw.index(b"trailer", start)
    found = re.findall(rb"(\d{10}) \d{5} ([nf])", raw[start:table])
    places = sorted((int(at), number) for number, (at, kind) in enumerate(found) if kind == b"n")
    ends = [at for at, _ in places[1:]] + [start]
    names = _holes(raw)
    fixed, rows = [raw[: places[0][0]]], [_FREE] * len(found)
    at, holes = places[0][0], []
    for (begin, number), end in zip(places, ends, strict=True):
        body = raw[begin:end]
        hole = stream_hole(names[number], number, body) if number in names else None
        hole = hole or string_hole(number, body)
        if hole:
            holes.append(hole)
            continue
        rows[number] = b"%010d 00000 n \n" % at
        fixed.append(body)
        at += len(body)
    whole = b"".join(fixed)
    trailer = re.sub(
        rb"/ID \[.*?\]",
        b"/ID [<%id><%id>]",
        raw[table : raw.index(b"startxref", table)],
        flags=re.DOTALL,
    )
    trailer = re.sub(rb"/Size \d+", b"/Size %size", trailer)
    return Cut(
        fixed=whole,
        rows=tuple(rows),
        holes=tuple(holes),
        trailer=trailer,
        seed=hashlib.sha256(whole),
    )


def _number(pattern: bytes, raw: bytes) -> int:
    match = re.search(pattern, raw)
    if match is None:
        raise ValueError("the file has no table of objects")
    return int(match[1])


def _holes(raw: bytes) -> dict[int, str]:
    """Return the names of the streams that are holes, by their objects' numbers."""
    names = {}
    with Pdf.open(io.BytesIO(raw)) as saved:
        for one in saved.objects:
            if isinstance(one, Stream):
                data = one.read_raw_bytes() if "/Filter" not in one else _begin(one)
                if data.startswith(HOLE):
                    names[one.objgen[0]] = data[len(HOLE) : data.index(b"\n")].decode()
    return names


def _begin(stream: Stream) -> bytes:
    packed = stream.get("/Filter") == Name.FlateDecode
    return bytes(stream.read_bytes())[:200] if packed else b""
