"""Faces of fields: embedded once per master, with glyphs that hang on no row.

What is embedded is the letters of the alphabets that fields are set in. A value that needs another
glyph goes through the variable layer, which brings its own.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from leaflets.faces import Face, metrics, owner
from leaflets.faces.subset import alphabet, cut, proportions, thousandths

# Latin with its European letters, Cyrillic with those of Turkic languages, accents, punctuation,
# currencies, №: what most values are written in, whatever the language of the text around them.
_COMMON = (
    (0x0020, 0x017F), (0x0218, 0x021B), (0x02BC, 0x02BC), (0x0300, 0x0304), (0x0306, 0x030C),
    (0x0400, 0x045F), (0x0490, 0x04FF), (0x1E9E, 0x1E9E), (0x2009, 0x2026), (0x202F, 0x203A),
    (0x2060, 0x2060), (0x20AC, 0x20BF), (0x2116, 0x2122),
)  # fmt: skip
# Language → the letters that its own values are written in besides.
_OWN = {
    "el": ((0x0370, 0x03FF),),
    "hy": ((0x0531, 0x058F),),
    "ka": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)),
    "vi": ((0x01A0, 0x01B0), (0x1EA0, 0x1EF9)),
}
_TO_TEXT = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_BLOCK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A face as a master carries it: its name among the resources, and glyph → text."""

    name: str
    glyphs: Mapping[int, str]


# Faces in their order of preference, with the features that are asked of them.
Uses = Sequence[tuple[tuple[Face, ...], tuple[tuple[str, int], ...]]]


def embedded(uses: Uses, *languages: str) -> dict[Face, Embedded]:
    """Return what is embedded of each face: of one that others precede, only what they lack.

    It hangs on the languages of the texts, and on nothing that is written in them.
    """
    found: dict[Face, dict[int, str]] = {}
    for faces, features in uses:
        left = _letters(languages)
        for face in faces:
            found.setdefault(face, {}).update(alphabet(face, left, features))
            left = "".join(letter for letter in left if not owner(letter, (face,)))
    return {
        face: Embedded(name=f"/{face.name.replace(' ', '-')}", glyphs=dict(sorted(glyphs.items())))
        for face, glyphs in found.items()
        if glyphs
    }


def font(pdf: pikepdf.Pdf, face: Face, glyphs: Mapping[int, str]) -> pikepdf.Object:
    """Return `face` cut to `glyphs` as a font of `pdf`: codes are glyph numbers."""
    data = cut(face, frozenset(glyphs))
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
    name = Name(f"/{tag}+{face.name.replace(' ', '-')}")
    ascent, descent = proportions(face)
    outlines = data[:4] == b"OTTO"
    program = pdf.make_stream(
        data, Dictionary(Subtype=Name.OpenType) if outlines else Dictionary(Length1=len(data))
    )
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        # Symbolic: its codes are those of no standard.
        Flags=4 | (64 if face.style == "italic" else 0),
        FontBBox=Array([-1000, descent, 3000, ascent]),
        ItalicAngle=0,
        Ascent=ascent,
        Descent=descent,
        CapHeight=round(metrics(face).cap * 1000),
        StemV=80,
    )
    descriptor["/FontFile3" if outlines else "/FontFile2"] = program
    carrier = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0 if outlines else Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=0,
        W=_widths(face, sorted(glyphs)),
    )
    if not outlines:
        carrier.CIDToGIDMap = Name.Identity
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(carrier)]),
            ToUnicode=pdf.make_stream(_to_text(glyphs)),
        )
    )


@lru_cache(maxsize=16)
def _letters(languages: tuple[str, ...]) -> str:
    own = dict.fromkeys(one.partition("-")[0].lower() for one in languages)
    ranges = (*_COMMON, *(letters for one in own for letters in _OWN.get(one, ())))
    every = (chr(code) for first, last in ranges for code in range(first, last + 1))
    return "".join(one for one in every if unicodedata.category(one) not in ("Cn", "Cc"))


def _widths(face: Face, glyphs: Iterable[int]) -> Array:
    """Return /W: for each run of numbers its first, then all widths in 1/1000 em."""
    widths = Array()
    for _, run in groupby(enumerate(glyphs), key=lambda pair: pair[1] - pair[0]):
        numbers = [glyph for _, glyph in run]
        widths.append(numbers[0])
        widths.append(Array([thousandths(face, one) for one in numbers]))
    return widths


def _to_text(glyphs: Mapping[int, str]) -> bytes:
    lines = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
        for glyph, text in sorted(glyphs.items())
    ]
    blocks = (lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK))
    return _TO_TEXT.format(
        "".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
        )
    ).encode("ascii")
