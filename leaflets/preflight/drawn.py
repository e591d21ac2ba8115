"""What draws a page, as digests: equal ones draw the same, in whichever file and under any number.

Where strings are written among an object's references it is walked by value, so that nothing in
them is taken for one.
"""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from leaflets.press.objects import DATA, bodies, streams

# How a stream is packed says nothing of what it holds.
_PACKED_BY = frozenset(("/Length", "/Filter", "/DecodeParms"))
_PACKING = frozenset(("/FlateDecode",))
# Of a page, beside its content and its boxes.
_BESIDE = ("/Resources", "/Group")
_REFERENCE = re.compile(rb"(?<![\w./#-])(\d+) (\d+) R\b")
_STRING, _STRINGS = b"(", re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What draws a page.

    Attributes:
        content: The digest of each stream of its content, in their order.
        beside: The digests of its resources and its group.
    """

    content: tuple[bytes, ...]
    beside: tuple[bytes, ...]


class Drawings:
    """What draws the pages of files that are much alike: what they share is looked at once."""

    def __init__(self) -> None:
        """Know none yet."""
        self._shared = _Shared(unpacked={}, digests={})

    def of(self, pdf: bytes) -> tuple[Drawn, ...]:
        """Return what draws each page of a file; pikepdf's PdfError when it is no PDF."""
        with pikepdf.open(io.BytesIO(pdf)) as document:
            digests = Digests(document, self._shared, bodies(pdf))
            return tuple(
                Drawn(content=digests.content(page.obj), beside=digests.beside(page.obj))
                for page in document.pages
            )

    def digests(self, document: Pdf) -> "Digests":
        """Return the digests of a file that is open."""
        return Digests(document, self._shared, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What is known of several files.

    Attributes:
        unpacked: The digest of a packed stream → that of what it holds.
        digests: An object as it is written, and the digests of what it leads to → its own.
    """

    unpacked: dict[bytes, bytes]
    digests: dict[tuple[bytes, ...], bytes]


class Digests:
    """The digests of one file's objects, each taken once."""

    def __init__(self, document: Pdf, shared: _Shared, written: Mapping[int, bytes]) -> None:
        """Take a file, its objects as they are written, and what is known of other files."""
        self._document = document
        self._shared = shared
        self._written = written
        self._known: dict[tuple[int, int], bytes] = {}

    def content(self, page: Object) -> tuple[bytes, ...]:
        """Return the digest of each stream of a page's content."""
        return tuple(map(self._of, streams(page)))

    def beside(self, page: Object) -> tuple[bytes, ...]:
        """Return the digests of what a page's content draws with.

        Raises RecursionError for an object that holds itself.
        """
        return tuple(self._of(page[key]) if key in page else b"" for key in _BESIDE)

    def _of(self, value: object) -> bytes:
        if not isinstance(value, Object):
            return repr(value).encode()
        if not value.is_indirect:
            return self._taken(value)
        return self._numbered(value.objgen, value)

    def _numbered(self, name: tuple[int, int], value: Object | None = None) -> bytes:
        if name not in self._known:
            self._known[name] = self._as_written(name) or self._taken(value or self._at(name))
        return self._known[name]

    def _as_written(self, name: tuple[int, int]) -> bytes:
        """Return the digest of an object; of one that another file has alike, that one's."""
        body = self._written.get(name[0])
        if body is None:
            return b""
        led = _leads_to(body.partition(DATA)[0])
        key = (body, *(self._numbered((one, 0)) for one in led if one in self._written))
        if key not in self._shared.digests:
            self._shared.digests[key] = self._taken(self._at(name))
        return self._shared.digests[key]

    def _at(self, name: tuple[int, int]) -> Object:
        return self._document.get_object(name)

    def _taken(self, value: Object) -> bytes:
        if isinstance(value, Stream):
            told = {key: one for key, one in value.stream_dict.items() if key not in _PACKED_BY}
            head = self._taken(Dictionary(told)) if told else b""
            return _digest(head, self._data(value))
        written = value.unparse(resolved=True)
        if _STRING not in written:
            return self._led(written)
        if not _REFERENCE.search(written):
            return _digest(written)
        if isinstance(value, Dictionary):
            pairs = sorted(value.items())
            return _digest(*(part for key, one in pairs for part in (key.encode(), self._of(one))))
        return _digest(*map(self._of, value)) if isinstance(value, Array) else _digest(written)

    def _led(self, written: bytes) -> bytes:
        """Return the digest of what is written, with those of what its references lead to."""
        text, *rest = _REFERENCE.split(written)
        led = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        return _digest(
            text,
            *(
                part
                for number, generation, after in led
                for part in (self._numbered((int(number), int(generation))), after)
            ),
        )

    def _data(self, stream: Stream) -> bytes:
        """Return the digest of what a stream holds, unpacked where it may be packed otherwise."""
        head = stream.stream_dict
        packing = [head[key].unparse() for key in ("/Filter", "/DecodeParms") if key in head]
        raw = _digest(stream.read_raw_bytes(), *packing)
        if raw not in self._shared.unpacked:
            self._shared.unpacked[raw] = _digest(stream.read_bytes()) if _may_differ(head) else raw
        return self._shared.unpacked[raw]


@lru_cache(maxsize=4096)
def _leads_to(head: bytes) -> tuple[int, ...]:
    """Return the numbers of the objects that one leads to; equal leaflets write the same."""
    return tuple(int(one[1]) for one in _REFERENCE.finditer(_STRINGS.sub(b"", head)))


def _may_differ(head: Object) -> bool:
    """Tell whether saving may pack the stream in another way."""
    packing = head.get("/Filter", Array())
    return {str(one) for one in (packing if isinstance(packing, Array) else [packing])} <= _PACKING


def _digest(*parts: bytes) -> bytes:
    """Return the digest of the parts, each by its length so that none runs into the next."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(b"%d " % len(part))
        whole.update(part)
    return whole.digest()
