"""Links that can be tapped: the printed link and the code of a page for screens lead there."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from leaflets.model.material import Link
from leaflets.model.pressed import Blank, Pressed
from leaflets.stamp.code import Stamped

_PRINTED = 4  # the flag of an annotation that is there on paper, too


def live(stamped: Stamped, pressed: Pressed, link: Link | None) -> Stamped:
    """Return the pages with a link on each printed link and each code; without a link, as given.

    Each stands in the document's structure behind what its page holds, and says its address. The
    same input gives the same bytes.
    """
    areas = sorted(_areas(stamped, pressed), key=lambda blank: blank.page)
    if link is None or not areas:
        return stamped
    with pikepdf.open(io.BytesIO(stamped.pdf)) as document:
        for blank in areas:
            _add(document, blank, link.url)
        out = io.BytesIO()
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return replace(stamped, pdf=out.getvalue())


def _areas(stamped: Stamped, pressed: Pressed) -> Iterator[Blank]:
    yield from (blank for blank in pressed.blanks if blank.kind == "link")
    yield from (code.blank for code in stamped.codes)


def _add(document: pikepdf.Pdf, blank: Blank, url: str) -> None:
    page = document.pages[blank.page - 1].obj
    corners = _corners(blank)
    across, up = [x for x, _ in corners], [y for _, y in corners]
    note = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([min(across), min(up), max(across), max(up)]),
            QuadPoints=Array([value for corner in corners for value in corner]),
            Border=Array([0, 0, 0]),
            F=_PRINTED,
            Contents=String(url),
            A=Dictionary(Type=Name.Action, S=Name.URI, URI=String(url)),
        )
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(note)
    if "/StructTreeRoot" in document.Root:
        _tell(document, page, note, url)


def _corners(blank: Blank) -> list[tuple[float, float]]:
    """Return the corners in pt, from the lower left one round (ISO 32000-1, 12.5.6.5)."""
    a, b, c, d, e, f = blank.matrix
    box = (
        (0.0, 0.0),
        (blank.width, 0.0),
        (blank.width, blank.height),
        (0.0, blank.height),
    )
    return [(round(a * x + c * y + e, 4), round(b * x + d * y + f, 4)) for x, y in box]


def _tell(document: pikepdf.Pdf, page: Object, note: Object, url: str) -> None:
    """Give the link an element in the structure (ISO 32000-1, 14.8.4.4.2)."""
    tree = document.Root.StructTreeRoot
    numbers = tree.ParentTree.Nums
    number = int(numbers[len(numbers) - 2]) + 1 if len(numbers) else 0
    holder = _holder(tree, page)
    element = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Link,
            P=holder,
            Pg=page,
            Alt=String(url),
            K=Array([Dictionary(Type=Name.OBJR, Obj=note, Pg=page)]),
        )
    )
    holder.K.append(element)
    note.StructParent = number
    numbers.append(number)
    numbers.append(element)


def _holder(tree: Object, page: Object) -> Object:
    """Return what holds all of the page in the structure, or the whole document."""
    whole = tree.K[0]
    on_page = [kid for kid in whole.K if str(kid.S) == "/Sect" and kid.Pg.objgen == page.objgen]
    return on_page[-1] if on_page else whole
