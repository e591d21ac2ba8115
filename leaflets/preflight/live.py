"""Pages for screens: they can be read aloud, and their links lead where the code does."""

from collections.abc import Iterator

import pikepdf

from leaflets.preflight.expected import Expected, fault
from leaflets.problems import Problem, Where
from leaflets.stamp.code import DrawnCode

_Box = tuple[float, float, float, float]


def live(document: pikepdf.Pdf, expected: Expected) -> Iterator[Problem]:
    """Yield `structure-missing`, and what `links` finds, for a single leaflet's file."""
    if expected.paper is not None:
        return
    for what in _lacking(document):
        yield fault(
            code="structure-missing",
            message=f"A screen reader cannot follow the file: it lacks {what}.",
            hint="Report this with the layout's name.",
            where=Where(output=expected.output),
        )
    yield from links(document, expected)


def links(document: pikepdf.Pdf, expected: Expected) -> Iterator[Problem]:
    """Yield `link-dead` and `link-elsewhere` for a single leaflet's file."""
    for code in expected.codes:
        if not any(_covers(box, code) for box in _links(document, code.blank.page, code.url)):
            yield fault(
                code="link-dead",
                message="Tapping the code leads nowhere.",
                hint="Report this with the layout's name.",
                where=Where(output=expected.output, page=code.blank.page, slot=code.blank.slot),
            )
    for number, url in _elsewhere(document, expected.urls):
        yield fault(
            code="link-elsewhere",
            message=f"A link on the page leads to {url or 'no address'}.",
            hint="Report this: a leaflet's links lead to the full text and nowhere else.",
            where=Where(output=expected.output, page=number),
        )


def _lacking(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    shown = root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)
    title = str(document.trailer.get("/Info", pikepdf.Dictionary()).get("/Title", ""))
    there = {
        "a structure": "/StructTreeRoot" in root
        and bool(root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)),
        "its language": bool(str(root.get("/Lang", ""))),
        "a title that is shown": bool(title and shown),
    }
    yield from (what for what, is_there in there.items() if not is_there)


def _links(document: pikepdf.Pdf, page: int, url: str) -> Iterator[_Box]:
    """Yield the boxes of the page's links to `url`, in pt."""
    for note in _notes(document.pages[page - 1]):
        if _leads_to(note) == url:
            left, low, right, high = (float(value) for value in note.Rect.as_list())
            yield left, low, right, high


def _covers(box: _Box, code: DrawnCode) -> bool:
    """Tell whether the middle of the code lies in a box."""
    a, b, c, d, e, f = code.matrix
    x, y = (a + c) * code.side / 2 + e, (b + d) * code.side / 2 + f
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _elsewhere(document: pikepdf.Pdf, urls: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    wanted = dict(enumerate(urls, start=1))
    for number, page in enumerate(document.pages, start=1):
        leads = [_leads_to(note) for note in _notes(page)]
        yield from ((number, found) for found in leads if found != wanted.get(number, ""))


def _notes(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    yield from page.obj.get("/Annots", pikepdf.Array()).as_list()


def _leads_to(note: pikepdf.Object) -> str:
    action = note.get("/A", pikepdf.Dictionary())
    return str(action.get("/URI", "")) if note.get("/Subtype") == pikepdf.Name.Link else ""
