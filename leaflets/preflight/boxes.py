"""The page boxes: trimmed size, bleed, and nothing that turns or scales the page."""

from collections.abc import Iterator

import pikepdf

from leaflets.preflight.expected import Expected, fault
from leaflets.problems import Problem, Where
from leaflets.units import from_pt

_EXACT_MM = 0.1
_MINDED = "Report this with the layout's name: the leaflet was not pressed as its profile says."
_Box = tuple[float, float, float, float]


def boxes(document: pikepdf.Pdf, expected: Expected) -> Iterator[Problem]:
    """Yield `pages-wrong` and `box-wrong`: every page's boxes must be exact to 0.1 mm."""
    if len(document.pages) != expected.pages:
        yield fault(
            code="pages-wrong",
            message=f"The file has {len(document.pages)} pages; it should have {expected.pages}.",
            hint=_MINDED,
            where=Where(output=expected.output),
        )
    for number, page in enumerate(document.pages, start=1):
        for message, off in _wrong(page, expected):
            where = Where(output=expected.output, page=number, mm=round(off, 2))
            yield fault(code="box-wrong", message=message, hint=_MINDED, where=where)


def _wrong(page: pikepdf.Page, expected: Expected) -> Iterator[tuple[str, float]]:
    """Yield what is wrong with a page's boxes and by how many mm."""
    trim, bleed, media, crop = (
        _mm(box) for box in (page.trimbox, page.bleedbox, page.mediabox, page.cropbox)
    )
    size = trim[2] - trim[0], trim[3] - trim[1]
    off = max(abs(size[0] - expected.width), abs(size[1] - expected.height))
    if off > _EXACT_MM:
        should = f"{expected.width:.1f} × {expected.height:.1f}"
        yield f"The trim is {size[0]:.1f} × {size[1]:.1f} mm; it should be {should} mm.", off
    margin = expected.bleed
    wanted = trim[0] - margin, trim[1] - margin, trim[2] + margin, trim[3] + margin
    for name, box in (("bleed", bleed), ("media", media), ("crop", crop)):
        off = max(abs(one - other) for one, other in zip(box, wanted, strict=True))
        if off > _EXACT_MM:
            yield (
                f"The {name} box is {off:.1f} mm off the trim and its {margin:g} mm of bleed.",
                off,
            )
    turn, unit = int(page.obj.get("/Rotate", 0)), float(page.obj.get("/UserUnit", 1))
    if turn % 360 or unit != 1:
        yield f"The page is turned by {turn}° or scaled by {unit:g}.", 0.0


def _mm(box: pikepdf.Array) -> _Box:
    left, bottom, right, top = (from_pt(float(value)) for value in box.as_list())
    return left, bottom, right, top
