"""A slot's blocks as the operators that the engine would write; lengths in CSS px, y down."""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping

from leaflets.faces import Face
from leaflets.setting.block import Line
from leaflets.setting.glyphs import Drawn, Run
from leaflets.stamp.fonts import Embedded
from leaflets.stamp.sort import Placed

# A face that is chosen; glyphs that are shown.
_CHOSEN = re.compile(rb"(/\S+) [\d.]+ Tf")
_SHOWN = re.compile(rb"<([0-9a-f]+)>|\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
# What a string in round brackets escapes: ISO 32000-1, 7.3.4.2.
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_CONTROLS = dict(zip(b"nrtbf", b"\n\r\t\b\f", strict=True))


def lettered(
    placed: Iterable[Placed],
    paints: tuple[str, ...],
    embedded: Mapping[Face, Embedded],
    *,
    tagged: bool = False,
) -> bytes:
    """Return what draws the blocks of one slot, each in its own ink.

    Every ink has a graphics state to itself: what it sets besides a colour ends with it. `tagged`
    marks each block by its number, which the document's structure refers to.
    """
    written = []
    for number, one in enumerate(placed):
        lines = "\n".join(
            _line(line, one.x + line.x, one.y + line.y, embedded)
            for line in one.block.lines
            if line.runs
        )
        drawn = f"q\n{paints[one.paint]}\nBT\n{lines}\nET\nQ\n" if lines else ""
        written.append(f"/Span <</MCID {number}>> BDC\n{drawn}EMC\n" if tagged else drawn)
    return "".join(written).encode("ascii")


def told(content: bytes, said: str) -> bytes:
    """Return content under a mark that tells what it says, as the press marks what display set.

    The mark ends where its face still holds: some readers take the text for as large as that.
    """
    before, begins, drawn = content.partition(b"BT\n")
    text, ends, after = drawn.rpartition(b"ET\n")
    if not ends:
        return content
    mark = f"\ufeff{said}".encode("utf-16-be").hex().upper().encode()
    told = b"/Span <</ActualText <%b>>> BDC\n%b%b%bEMC\n" % (mark, begins, text, ends)
    return before + told + after


def read_back(content: bytes, embedded: Iterable[Embedded]) -> str:
    """Return the text that a slot's packed operators write, as their faces say of their glyphs.

    What is drawn in none of them has no text, nor has what other objects draw.
    """
    texts = {one.name.encode(): one.glyphs for one in embedded}
    _, *parts = _CHOSEN.split(zlib.decompress(content))
    found: list[str] = []
    for name, shown in zip(parts[::2], parts[1::2], strict=True):
        codes = b"".join(
            bytes.fromhex(one[1].decode("ascii")) if one[1] else _ESCAPED.sub(_meant, one[2])
            for one in _SHOWN.finditer(shown)
        )
        whole = len(codes) // 2
        numbers = struct.unpack(f">{whole}H", codes[: 2 * whole])
        glyphs = texts.get(name, {})
        found += [glyphs.get(number, "") for number in numbers]
    return "".join(found)


def _meant(escaped: re.Match[bytes]) -> bytes:
    sign = escaped[1]
    return bytes([int(sign, 8) if sign.isdigit() else _CONTROLS.get(sign[0], sign[0])])


def _line(line: Line, x: float, y: float, embedded: Mapping[Face, Embedded]) -> str:
    matrix = f"1 0 0 -1 {_number(x)} {_number(y)} Tm"
    return "\n".join((matrix, *(_run(run, embedded[run.face].name) for run in line.runs)))


def _run(run: Run, name: str) -> str:
    return "\n".join((f"{name} {_number(run.size)} Tf", *_shown(run.glyphs)))


def _shown(glyphs: tuple[Drawn, ...]) -> Iterator[str]:
    """Yield arrays of glyphs; one that is raised has an array of its own.

    An array never ends in an empty string: pdfium then drops the number before it.
    """
    array = ""
    for number, before, after, rise in glyphs:
        if before:
            array += f">{before}<"
        if number is None:
            continue
        if rise:
            # What moves the glyph sideways stands in its own array.
            moved = f">{before}<" if before else ""
            yield from _array(array.removesuffix(moved))
            yield f"{_number(rise)} Ts"
            yield from _array(moved + _CODES[number])
            yield "0 Ts"
            array = ""
        else:
            array += _CODES[number]
        if after:
            array += f">{after}<"
    yield from _array(array)


class _Codes(dict[int, str]):
    """Glyph numbers as strings of a page write them."""

    def __missing__(self, number: int) -> str:
        code = self[number] = f"{number:04x}"
        return code


_CODES = _Codes()


def _array(inside: str) -> Iterator[str]:
    if inside:
        yield f"[<{inside}>] TJ".replace("<>", " ")


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
