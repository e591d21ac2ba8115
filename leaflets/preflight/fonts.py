"""Fonts: every one of them travels in the file."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from leaflets.preflight.content import Content, entries
from leaflets.preflight.expected import Expected, fault
from leaflets.problems import Problem, Where

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def fonts(found: tuple[Content, ...], expected: Expected) -> Iterator[Problem]:
    """Yield `font-not-embedded` once for each font that the print shop would have to replace."""
    named: set[str] = set()
    for content in found:
        for _, font in entries(content.resources, "/Font"):
            name = str(font.get("/BaseFont", "")).lstrip("/")
            if name in named or _embedded(font):
                continue
            named.add(name)
            yield fault(
                code="font-not-embedded",
                message=f"The font {name or 'without a name'} is not in the file.",
                hint="Let the layout name only faces from fonts/; see `leaflets doctor --fonts`.",
                where=Where(output=expected.output, page=content.page),
            )


def _embedded(font: pikepdf.Object) -> bool:
    # A Type 3 font draws its glyphs itself.
    if font.get("/Subtype") == Name.Type3:
        return True
    carrier = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    descriptor = carrier.get("/FontDescriptor", pikepdf.Dictionary())
    return any(program in descriptor for program in _PROGRAMS)
