"""Everything that draws in a PDF: pages, forms, patterns, masks, glyphs and annotations, parsed."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One content stream.

    Attributes:
        page: The first page that uses it, from 1.
        kind: page, form, pattern, mask, glyph or annotation.
        owner: The page's dictionary or the stream.
        resources: What its names mean.
        instructions: In drawing order.
    """

    page: int
    kind: str
    owner: pikepdf.Object
    resources: pikepdf.Object
    instructions: tuple[Instruction, ...]


def contents(document: pikepdf.Pdf) -> tuple[Content, ...]:
    """Return every content stream of the document, each once, pages before what they use."""
    seen: set[tuple[int, int]] = set()
    return tuple(
        content
        for number, page in enumerate(document.pages, start=1)
        for content in _page(number, page, seen)
    )


def rewritten(
    document: pikepdf.Pdf, found: tuple[Content, ...], keep: Callable[[Content, Instruction], bool]
) -> bytes:
    """Return the file with only those instructions of its pages and forms that `keep` keeps.

    Writes into `document`, so that a second call must come with the same parsed `found`.
    """
    for content in found:
        if content.kind not in ("page", "form"):
            continue
        kept = [step for step in content.instructions if keep(content, step)]
        data = pikepdf.unparse_content_stream(kept)
        if content.kind == "page":
            content.owner["/Contents"] = document.make_stream(data)
        else:
            content.owner.write(data)
    out = io.BytesIO()
    # Looked at once and thrown away: not worth compressing.
    document.save(out, compress_streams=False)
    return out.getvalue()


def without_text(content: Content, step: Instruction) -> bool:
    """Keep all but what shows text."""
    del content
    return str(step.operator) not in _SHOW


def only_text(content: Content, step: Instruction) -> bool:
    """Keep text alone, black, unclipped and opaque.

    Marked content goes too: an ActualText would speak for the glyphs that are to be read.
    """
    operator = str(step.operator)
    if operator != "Do":
        return operator in _TEXT
    drawn = _entry(content.resources, "/XObject").get(str(step.operands[0]))
    return isinstance(drawn, pikepdf.Stream) and drawn.get("/Subtype") == Name.Form


def entries(resources: pikepdf.Object, kind: str) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield name and object of each resource of a kind, e.g. "/Font"."""
    yield from _entry(resources, kind).items()


_SHOW = frozenset(("Tj", "TJ", "'", '"'))
_TEXT = _SHOW | frozenset(
    ("q", "Q", "cm", "BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Ts")
)


def _page(number: int, page: pikepdf.Page, seen: set[tuple[int, int]]) -> Iterator[Content]:
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    yield _parsed(number, "page", page.obj, resources)
    yield from _used(number, resources, seen)
    for note in page.obj.get("/Annots", pikepdf.Array()):
        for stream in _appearances(note.get("/AP", pikepdf.Dictionary())):
            yield from _stream(number, "annotation", stream, seen)


def _used(page: int, resources: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[Content]:
    for kind, stream in _streams(resources):
        yield from _stream(page, kind, stream, seen)


def _streams(resources: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield kind and stream of what a stream's resources draw."""
    for _, drawn in entries(resources, "/XObject"):
        if drawn.get("/Subtype") == Name.Form:
            yield "form", drawn
    for _, pattern in entries(resources, "/Pattern"):
        if isinstance(pattern, pikepdf.Stream):
            yield "pattern", pattern
    for _, state in entries(resources, "/ExtGState"):
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            yield "mask", mask["/G"]
    for _, font in entries(resources, "/Font"):
        yield from (("glyph", glyph) for _, glyph in entries(font, "/CharProcs"))


def _stream(
    page: int, kind: str, stream: pikepdf.Object, seen: set[tuple[int, int]]
) -> Iterator[Content]:
    if stream.objgen in seen:
        return
    seen.add(stream.objgen)
    resources = stream.get("/Resources", pikepdf.Dictionary())
    yield _parsed(page, kind, stream, resources)
    yield from _used(page, resources, seen)


def _parsed(page: int, kind: str, owner: pikepdf.Object, resources: pikepdf.Object) -> Content:
    return Content(
        page=page,
        kind=kind,
        owner=owner,
        resources=resources,
        instructions=tuple(pikepdf.parse_content_stream(owner)),
    )


def _appearances(looks: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an annotation's streams, those of its states included."""
    for look in looks.values():
        if isinstance(look, pikepdf.Stream):
            yield look
        elif isinstance(look, pikepdf.Dictionary):
            yield from _appearances(look)


def _entry(resources: pikepdf.Object, kind: str) -> pikepdf.Object:
    return resources.get(kind, pikepdf.Dictionary())
