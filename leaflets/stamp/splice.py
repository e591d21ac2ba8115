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
from collections.abc import Container, Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    ObjectStreamMode,
    Pdf,
    Stream,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from leaflets.faces import Face
from leaflets.model.pressed import BLANK_KEY, MARKS_KEY, Pressed
from leaflets.stamp.fonts import Embedded, font
from leaflets.stamp.holes import HOLE, Hole, stream_hole, string_hole

# Of a dictionary that is a blank: the strings that differ (ISO 32000-1, 12.5, 12.6.4.7, 14.9).
_STRINGS = ("/ActualText", "/Alt", "/Contents", "/URI")
# A tighter packing takes three times as long and spares less than one hundredth of a file.
_PACKED = 2
_NO_TEXT = b"<>"
_FREE = b"0000000000 65535 f \n"
_CODE = "code on page {}"
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_TAIL = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A master ready to be filled.

    Attributes:
        fixed: The bytes that come first in every file.
        rows: The table's rows; those of holes are empty.
        holes: In the order of their objects.
        trailer: With `%id` where the file's name for itself belongs.
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

    def filled(self, contents: Mapping[str, bytes]) -> bytes:
        """Return the whole file with these content streams and strings; what is not named is empty.

        Strings are as `string` gives them.
        """
        return self.packed(
            {
                hole.name: zlib.compress(contents.get(hole.name, b""), _PACKED)
                if hole.streams
                else contents.get(hole.name, _NO_TEXT)
                for hole in self.holes
            }
        )

    def packed(self, contents: Mapping[str, bytes]) -> bytes:
        """Return the whole file with what fills each hole: strings, and streams packed already."""
        parts, rows, at = [self.fixed], list(self.rows), len(self.fixed)
        digest = self.seed.copy()
        for hole in self.holes:
            data = contents[hole.name]
            digest.update(data)
            body = hole.written(data)
            rows[hole.number] = b"%010d 00000 n \n" % at
            parts.append(body)
            at += len(body)
        name = digest.hexdigest()[:32].encode()
        end = self.trailer.replace(b"%id", name)
        parts += [b"xref\n0 %d\n" % len(rows), *rows, end, b"startxref\n%d\n%%%%EOF\n" % at]
        return b"".join(parts)

    def read(self, data: bytes) -> dict[str, bytes] | None:
        """Return what fills each hole of a finished file, found by the file's own table.

        None if the file is not these fixed bytes with these objects behind them.
        """
        tail = _END.search(data, max(0, len(data) - _TAIL))
        if tail is None or not data.startswith(self.fixed):
            return None
        table = int(tail[1]) + len(b"xref\n0 %d\n" % len(self.rows))
        found: dict[str, bytes] = {}
        for hole in self.holes:
            row = data[table + len(_FREE) * hole.number :][:10]
            content = hole.read(data, int(row)) if row.isdigit() else None
            if content is None or found.get(hole.name, content) != content:
                return None
            found[hole.name] = content
        return found


def code_on(page: int) -> str:
    """Return the name of the hole for the codes of a page, from 1."""
    return _CODE.format(page)


def cut(pressed: Pressed, faces: Mapping[Face, Embedded]) -> Cut:
    """Cut a pressed master at its blanks; forms of fields may be drawn with `faces`."""
    with Pdf.open(io.BytesIO(pressed.pdf)) as pdf:
        fonts = Dictionary({one.name: font(pdf, face, one.glyphs) for face, one in faces.items()})
        if "/StructTreeRoot" not in pdf.Root:
            _open_contents(pdf, {one.name for one in pressed.blanks if one.kind == "fields"}, fonts)
        _open_forms(pdf, pdf.make_indirect(fonts))
        _open_strings(pdf)
        for page in sorted({one.page for one in pressed.blanks if one.kind == "code"}):
            _open_page(pdf, page)
        return _cut(_saved(pdf))


def codes_alone(pressed: Pressed) -> Cut:
    """Cut pages that hold nothing but their codes: those of `pressed` without their own content."""
    with Pdf.open(io.BytesIO(pressed.pdf)) as pdf:
        if "/StructTreeRoot" in pdf.Root:
            del pdf.Root.StructTreeRoot
        for number, page in enumerate(pdf.pages, start=1):
            if "/Annots" in page.obj:
                del page.obj.Annots
            page.obj.Resources = Dictionary()
            page.obj.Contents = Array()
            if any(one.kind == "code" and one.page == number for one in pressed.blanks):
                hole = pdf.make_stream(HOLE + code_on(number).encode() + b"\n")
                page.obj.Contents.append(pdf.make_indirect(hole))
        return _cut(_saved(pdf))


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=ObjectStreamMode.disable,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _open_contents(pdf: Pdf, names: Container[str], fonts: Dictionary) -> None:
    """Make a hole in the page's own content in the place of each of these forms.

    Some readers look for marked text inside a form as if the form lay in the page's corner, and
    take the last line of one and the first of the next for one line.
    """
    for page in pdf.pages:
        forms = {
            key: one
            for key, one in page.obj.get("/Resources", Dictionary())
            .get("/XObject", Dictionary())
            .items()
            if str(one.get(BLANK_KEY, "")) in names
        }
        steps: list[ContentStreamInstruction | ContentStreamInlineImage] = []
        parts: list[Stream] = []
        drawn: dict[str, pikepdf.Object] = {}
        for step in parse_content_stream(page) if forms else ():
            key = str(step.operands[0]) if str(step.operator) == "Do" else ""
            if key not in forms:
                steps.append(step)
                continue
            # All pages share what they name: other pages' forms are there, too.
            drawn[key] = forms[key]
            hole = HOLE + str(forms[key][BLANK_KEY]).encode() + b"\n"
            parts += [pdf.make_stream(unparse_content_stream(steps)), pdf.make_stream(hole)]
            steps = []
        if drawn:
            parts.append(pdf.make_stream(unparse_content_stream(steps)))
            page.obj.Contents = Array(pdf.make_indirect(one) for one in parts)
            _lend(page.obj.Resources, drawn, fonts)


def _lend(
    resources: pikepdf.Object, forms: Mapping[str, pikepdf.Object], fonts: Dictionary
) -> None:
    """Give a page what its forms would draw with, and take these away."""
    states = [
        one.get("/Resources", Dictionary()).get("/ExtGState", Dictionary())
        for one in forms.values()
    ]
    for kind, lent in (("/Font", fonts), *(("/ExtGState", state) for state in states)):
        for name, one in lent.items():
            if kind not in resources:
                resources[kind] = Dictionary()
            resources[kind][name] = one
    for key, form in forms.items():
        del resources.XObject[key]
        del form[BLANK_KEY]


def _open_forms(pdf: Pdf, fonts: pikepdf.Object) -> None:
    """Let every form of a blank draw with `fonts`, and mark it as a hole."""
    for form in pdf.objects:
        if isinstance(form, Stream) and BLANK_KEY in form:
            name = str(form[BLANK_KEY])
            for key in {BLANK_KEY, MARKS_KEY} & set(form.keys()):
                del form[key]
            own = form.get("/Resources", Dictionary())
            form.Resources = Dictionary(Font=fonts, ExtGState=own.get("/ExtGState", Dictionary()))
            form.write(HOLE + name.encode() + b"\n")


def _open_strings(pdf: Pdf) -> None:
    """Mark the strings of every dictionary that is a blank as holes."""
    for one in pdf.objects:
        if isinstance(one, Dictionary) and BLANK_KEY in one:
            hole = String(HOLE.decode() + str(one[BLANK_KEY]))
            del one[BLANK_KEY]
            for holder in (one, one.get("/A", Dictionary())):
                for key in set(_STRINGS) & set(holder.keys()):
                    holder[key] = hole


def _open_page(pdf: Pdf, number: int) -> None:
    """Give a page a stream for its codes, on top of what it holds and untouched by it."""
    page = pdf.pages[number - 1]
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ\n"))
    hole = pdf.make_stream(HOLE + code_on(number).encode() + b"\n")
    page.obj.Contents.append(pdf.make_indirect(hole))


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
