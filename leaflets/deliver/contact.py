"""The contact sheet: all leaflets small, with what is wrong with them, for one look."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from leaflets.deliver.letters import legible
from leaflets.layout.template import filled
from leaflets.model.layout import Layout, SourceFile
from leaflets.model.material import Composed, Sheet
from leaflets.profiles import profiles

# Five columns of four rows.
CARDS_ON_A_PAGE = 20
# The room for a picture in mm, and how fine it is: a headline can be read, 5,000 fit in a mail.
_ROOM = (34.0, 48.0)
_DPI = 160
_QUALITY = 80
# Colour printed as it is typeset.
_PRESSED_AS = "home"
_LOOK = Path(__file__).parent
_NAME = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One leaflet as the sheet shows it.

    Attributes:
        region: The place.
        about: Layout, format, language and profile.
        errors, warnings: Codes of what is wrong.
        picture: Its front as a data: address, or empty where there is none.
        width, height: Of the picture, in mm.
    """

    region: str
    about: tuple[str, ...]
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    picture: str = ""
    width: float = 0.0
    height: float = 0.0


def thumbnail(pdf: bytes) -> tuple[str, float, float]:
    """Return a leaflet's front as a data: address, and its width and height on the sheet in mm."""
    from leaflets.raster import Pages

    with Pages(pdf) as pages:
        width, height = pages.trim(1)
        scale = min(_ROOM[0] / width, _ROOM[1] / height)
        drawn = pages.picture(1, _DPI * scale)
    data = BytesIO()
    drawn.save(data, "JPEG", quality=_QUALITY)
    address = f"data:image/jpeg;base64,{b64encode(data.getvalue()).decode()}"
    return address, width * scale, height * scale


def pdf(cards: Sequence[Card], title: str, language: str) -> bytes:
    """Return the sheet as A4 pages of twenty cards, in their order; nothing else is in the file.

    `title` heads each page; `language` is the one the page is in.
    """
    pages = [
        cards[first : first + CARDS_ON_A_PAGE] for first in range(0, len(cards), CARDS_ON_A_PAGE)
    ]
    # The engine takes long to import, and most sheets stand already.
    from leaflets.press.press import plain
    from leaflets.typeset.engine import render, written

    values = {"title": legible(title), "language": language, "pages": pages}
    composed = Composed(html=filled(_layout(), values), sheets=_sheets(), texts=())
    way = next(one for one in profiles() if one.name == _PRESSED_AS)
    return plain(written(render(composed)), way)


@cache
def _layout() -> Layout:
    """Return the sheet's template as a layout of its own, which no contract describes."""
    path = _LOOK / f"{_NAME}.html"
    source = SourceFile(name=path.name, path=path, text=path.read_text(encoding="utf-8"))
    return Layout(
        name=_NAME,
        title="Contact sheet",
        about="All leaflets small",
        origin=_LOOK,
        chain=(_NAME,),
        formats=(),
        faces=(),
        inks=("black",),
        bw=(),
        slots=(),
        fit=(),
        pages=((f"{_NAME}/page.html", source),),
    )


@cache
def _sheets() -> tuple[Sheet, ...]:
    path = _LOOK / f"{_NAME}.css"
    return (Sheet(name=path.name, text=path.read_text(encoding="utf-8")),)
