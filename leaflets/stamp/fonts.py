"""Faces of fields: embedded once per master, with glyphs that hang on no row.

What is embedded is the letters of the alphabets that fields are set in, in capitals alone where all
is set in capitals. A value that needs another glyph brings its own face (`stamp/brought`): it takes
longer, and nothing else comes of it.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from leaflets.faces import Face, metrics, owner
from leaflets.faces.subset import alphabet, cut, proportions, thousandths
from leaflets.language.tags import base, script

# What stands between letters in any language: ASCII, spaces, quotes, dashes, currencies, №.
_SIGNS = (
    (0x0020, 0x007E), (0x00A0, 0x00A1), (0x00A3, 0x00A3), (0x00A7, 0x00A9), (0x00AB, 0x00AB),
    (0x00AD, 0x00AE), (0x00B0, 0x00B1), (0x00B7, 0x00B7), (0x00BB, 0x00BB), (0x00BF, 0x00BF),
    (0x00D7, 0x00D7), (0x02BC, 0x02BC), (0x2009, 0x2026), (0x202F, 0x203A), (0x2060, 0x2060),
    (0x20AC, 0x20AC), (0x20B4, 0x20B4), (0x20B8, 0x20BD), (0x2116, 0x2116), (0x2122, 0x2122),
)  # fmt: skip
# Latin letters of Western Europe, Turkish and Kazakh ones: names that stand in any text.
_LATIN = ((0x00AA, 0x00AA), (0x00BA, 0x00BA), (0x00C0, 0x00FF), (0x011E, 0x011F), (0x0130, 0x0131),
    (0x0141, 0x0142), (0x014A, 0x014B), (0x015E, 0x0161), (0x016A, 0x016B), (0x017D, 0x017E),
)  # fmt: skip
# All letters of Europe's Latin alphabets, and the accents that others are built with.
_ALL_LATIN = ((0x0100, 0x017F), (0x0218, 0x021B), (0x0300, 0x0304), (0x0306, 0x030C),
    (0x1E9E, 0x1E9E),
)  # fmt: skip
# Cyrillic letters of the Slavic alphabets, Kazakh and Kyrgyz ones, and the accent of stress.
_CYRILLIC = (
    (0x0301, 0x0301), (0x0401, 0x0401), (0x0404, 0x0404), (0x0406, 0x0407), (0x040E, 0x040E),
    (0x0410, 0x044F), (0x0451, 0x0451), (0x0454, 0x0454), (0x0456, 0x0457), (0x045E, 0x045E),
    (0x0490, 0x0493), (0x049A, 0x049B), (0x04A2, 0x04A3), (0x04AE, 0x04B1), (0x04BA, 0x04BB),
    (0x04D8, 0x04D9), (0x04E8, 0x04E9),
)  # fmt: skip
# Those of all other peoples.
_ALL_CYRILLIC = ((0x0300, 0x0304), (0x0306, 0x0308), (0x0400, 0x045F), (0x048A, 0x052F))
# Languages that need no other letters, and those that need all Cyrillic ones.
_NO_MORE = "be bg ca da de en es eu fi fr gl is it kk ky nb nl nn no pt ru sv tr uk"
_ALL = "ab av ba ce cv krc kv mhr mk mn os sah sr tg tt"
# Script that a tag names → the letters of its languages beyond those that stand in any text.
_OF_SCRIPT = {"cyrl": _ALL_CYRILLIC, "latn": _ALL_LATIN}
# Language → the same; of all others it is Europe's Latin letters.
_OF_LANGUAGE = {
    **dict.fromkeys(_NO_MORE.split(), ()),
    **dict.fromkeys(_ALL.split(), _ALL_CYRILLIC),
    "el": ((0x0370, 0x03FF),),
    "hy": ((0x0531, 0x058F),),
    "ka": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)),
    "vi": (*_ALL_LATIN, (0x01A0, 0x01B0), (0x1EA0, 0x1EF9)),
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


class Use(NamedTuple):
    """What fields are set in.

    Attributes:
        faces: In their order of preference.
        features: What is asked of them, as (tag, value).
        upper: Whether all is in capitals.
    """

    faces: tuple[Face, ...]
    features: tuple[tuple[str, int], ...]
    upper: bool


def embedded(uses: Iterable[Use], *languages: str) -> dict[Face, Embedded]:
    """Return what is embedded of each face: of one that others precede, only what they lack.

    It hangs on the languages of the texts and on how they are set, and on nothing that is written
    in them.
    """
    found: dict[Face, dict[int, str]] = {}
    for use in uses:
        left = _letters(languages, upper=use.upper)
        for face in use.faces:
            found.setdefault(face, {}).update(alphabet(face, left, use.features))
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
def _letters(languages: tuple[str, ...], *, upper: bool) -> str:
    """Return what values of these languages are written in, or that of it which capitals may be."""
    ranges = [*_SIGNS, *_LATIN, *_CYRILLIC]
    for one in languages:
        ranges += _OF_SCRIPT.get(script(one)) or _OF_LANGUAGE.get(base(one), _ALL_LATIN)
    codes = sorted({code for first, last in ranges for code in range(first, last + 1)})
    letters = (chr(code) for code in codes)
    return "".join(
        one
        for one in letters
        if unicodedata.category(one) not in ("Cn", "Cc") and not (upper and one.islower())
    )


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
