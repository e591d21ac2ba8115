"""The typesetting engine: a composed page becomes boxes, and boxes become a PDF."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from leaflets.model.material import Composed, Sheet
from leaflets.problems import Problem, raise_errors
from leaflets.typeset import complaints as spoken
from leaflets.typeset.pictures import BASE, Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Pages laid out and not yet drawn.

    Attributes:
        document: The engine's, whose box tree `tree` reads.
        complaints: All that it said, with file and line where it gave them.
    """

    document: Any
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
    sheets = [_sheet(sheet, fetcher) for sheet in composed.sheets]
    counters = CounterStyle()
    for sheet in sheets:
        counters.update(sheet.counters)
    with spoken.listening() as said:
        page = _page(composed.html, fetcher)
        document = page.render(
            font_config=_fonts(),
            counter_style=counters,
            stylesheets=[sheet.css for sheet in sheets],
            cache=fetcher.cache,
        )
    heard = [one for one in said if not fetcher.told(spoken.picture(one))]
    return Rendered(
        document=document,
        complaints=(
            *(problem for sheet in sheets for problem in sheet.complaints),
            *spoken.complaints(heard, composed.sheets),
            *fetcher.problems,
        ),
    )


def drawn(rendered: Rendered, *, tagged: bool = False) -> Drawn:
    """Draw the pages, once for each rendering: drawing may change the boxes.

    A plain PDF in sRGB, the same bytes for the same pages; `tagged` adds the structure that
    screen readers follow.
    """
    with spoken.listening() as said:
        pdf = rendered.document.write_pdf(pdf_tags=tagged)
    return Drawn(pdf=pdf, complaints=spoken.complaints(said, ()))


def written(rendered: Rendered) -> bytes:
    """Return the pages as a PDF; LeafletsError if the engine could not draw all of them."""
    done = drawn(rendered)
    raise_errors(done.complaints)
    return done.pdf


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
