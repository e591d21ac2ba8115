"""The typesetting engine: a composed page becomes boxes, and boxes become a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from leaflets import faces
from leaflets.faces.subset import thousandths
from leaflets.model.material import Composed, Sheet
from leaflets.problems import Problem, raise_errors
from leaflets.typeset import complaints as spoken
from leaflets.typeset.pictures import BASE, Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Pages laid out and not yet drawn.

    Attributes:
        document: The engine's, whose box tree `tree` reads.
        root: The element that holds the page.
        complaints: All that it said, with file and line where it gave them.
    """

    document: Any
    root: Any = None
    complaints: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A PDF as the engine wrote it, and what it said while drawing."""

    pdf: bytes
    complaints: tuple[Problem, ...] = ()


def render(composed: Composed, pictures: Pictures | None = None) -> Rendered:
    """Lay out the composed page.

    `pictures` is what it may fetch, the same from one typesetting of a master to the next;
    without it there are no pictures but those in the page itself.
    """
    fetcher = pictures or Pictures()
    return _rendered(_page(composed.html, fetcher), composed, fetcher)


def render_rows(composed: Composed, bodies: Sequence[Any], pictures: Pictures) -> Rendered:
    """Lay out the composed page with each of `bodies` for its own, one after another.

    A document with a body for each row, which no parser makes: a rule that asks what stands around
    the body's own elements finds what it finds where a row is alone.
    """
    page = weasyprint.HTML(string=composed.html, base_url=BASE, url_fetcher=pictures)
    root = page.etree_element
    for one in root.findall("body"):
        root.remove(one)
    root.extend(bodies)
    return _rendered(page, composed, pictures)


def of_pages(rendered: Rendered, pages: Sequence[Any]) -> Rendered:
    """Return some of the pages of a rendering as one of their own."""
    return Rendered(document=rendered.document.copy(pages), root=rendered.root)


def drawn(rendered: Rendered, *, tagged: bool = False) -> Drawn:
    """Draw the pages, once for each rendering: drawing may change the boxes.

    A plain PDF in sRGB, the same bytes for the same pages; `tagged` adds the structure that
    screen readers follow.
    """
    return _drawn(rendered.document, tagged=tagged)


def elements(page: Rendered | str) -> list[Any]:
    """Return the elements of a rendered page, or of a page's HTML, in the order of the text."""
    if isinstance(page, str):
        return list(weasyprint.HTML(string=page, base_url=BASE).etree_element.iter())
    return list(page.root.iter())


def drawn_together(rendered: Sequence[Rendered]) -> Drawn:
    """Draw the pages of several documents into one PDF."""
    first = rendered[0].document
    return _drawn(first.copy([page for one in rendered for page in one.document.pages]))


def _rendered(page: Any, composed: Composed, fetcher: Pictures) -> Rendered:  # noqa: ANN401
    sheets = [_sheet(sheet, fetcher) for sheet in composed.sheets]
    counters = CounterStyle()
    for sheet in sheets:
        counters.update(sheet.counters)
    with spoken.listening() as said:
        document = page.render(
            font_config=_fonts(),
            counter_style=counters,
            stylesheets=[sheet.css for sheet in sheets],
            cache=fetcher.cache,
        )
    heard = [one for one in said if not fetcher.told(spoken.picture(one))]
    return Rendered(
        document=document,
        root=page.etree_element,
        complaints=(
            *(problem for sheet in sheets for problem in sheet.complaints),
            *spoken.complaints(heard, composed.sheets),
            *fetcher.problems,
        ),
    )


def _drawn(document: Any, *, tagged: bool = False) -> Drawn:  # noqa: ANN401
    document.fonts = _Faces()
    with spoken.listening() as said:
        pdf = document.write_pdf(pdf_tags=tagged)
    return Drawn(pdf=pdf, complaints=spoken.complaints(said, ()))


def written(rendered: Rendered) -> bytes:
    """Return the pages as a PDF; LeafletsError if the engine could not draw all of them."""
    done = drawn(rendered)
    raise_errors(done.complaints)
    return done.pdf


class _Faces(dict[Any, Any]):
    """The faces of one PDF, with the widths of their glyphs as the font files have them.

    The engine takes them from the first size that it meets a glyph in, and what it rounds it
    makes up for beside the glyph: so pages would hang on what was drawn before them.
    """

    def __setitem__(self, key: Any, font: Any) -> None:  # noqa: ANN401
        family, weight, slanted = font.family, font.weight, bool(font.style)
        face = faces.nearest(family, weight, "italic" if slanted else "normal")
        if face and (face.weight, face.style == "italic") == (weight, slanted):
            font.to_unicode = Glyphs(face, font.widths)
        super().__setitem__(key, font)


class Glyphs(dict[int, str]):
    """Glyph → text of one face as it is drawn; with each comes its width in 1/1000 em.

    Attributes:
        face: Whose they are.
        fresh: Those drawn since this was last emptied.
    """

    def __init__(self, face: faces.Face, widths: dict[int, int]) -> None:
        super().__init__()
        self.face = face
        self.fresh: dict[int, str] = {}
        self._widths = widths

    def __contains__(self, glyph: object) -> bool:
        """Have the engine tell each glyph it draws, not only the first of its kind."""
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        self._widths.setdefault(glyph, thousandths(self.face, glyph))
        self.fresh.setdefault(glyph, text)
        self.setdefault(glyph, text)


class _Parsed(NamedTuple):
    css: Any
    counters: dict[str, Any]
    complaints: tuple[Problem, ...]


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=64)
def _sheet(sheet: Sheet, pictures: Pictures) -> _Parsed:
    """Parse each sheet by itself: the engine's messages name a line but no file."""
    counters: dict[str, Any] = {}
    with spoken.listening() as said:
        css = weasyprint.CSS(
            string=sheet.text,
            base_url=BASE,
            url_fetcher=pictures,
            font_config=_fonts(),
            counter_style=counters,
        )
    return _Parsed(css, counters, spoken.complaints(said, (sheet,)))


@lru_cache(maxsize=4)
def _page(html: str, pictures: Pictures) -> Any:  # noqa: ANN401
    return weasyprint.HTML(string=html, base_url=BASE, url_fetcher=pictures)
