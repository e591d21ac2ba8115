"""The contact sheet: a card for each leaflet, what is wrong with it, and nothing else."""

import io

import pikepdf
import pytest

from leaflets import faces
from leaflets.deliver import contact
from leaflets.deliver.contact import Card
from leaflets.raster import letters, picture

PT = 72 / 25.4
RED = (216, 18, 27)


@pytest.fixture(autouse=True)
def _isolated() -> None:
    faces.isolate()


def leaflet(width: float, height: float) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(width * PT, height * PT))
    page.obj.Contents = pdf.make_stream(b"q 1 0 0 rg 0 0 2000 2000 re f Q")
    page.obj.TrimBox = page.obj.MediaBox
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def shown(data: bytes, page: int = 1) -> str:
    return "".join("".join(letter.text for letter in letters(data, page)).split())


@pytest.mark.parametrize(("size", "shape"), [((148, 210), (33.8, 48)), ((210, 148), (34, 24))])
def test_a_picture_keeps_its_proportions(
    size: tuple[float, float], shape: tuple[float, float]
) -> None:
    address, width, height = contact.thumbnail(leaflet(*size))
    assert address.startswith("data:image/jpeg;base64,")
    assert (width, height) == pytest.approx(shape, abs=0.1)
    assert width / height == pytest.approx(size[0] / size[1], abs=1e-3)


@pytest.mark.parametrize(
    ("language", "region"), [("en", "Oxford"), ("ru", "Сарань"), ("kk", "Өскемен"), ("de", "Köln")]
)
def test_each_card_names_its_place_and_what_is_wrong(language: str, region: str) -> None:
    cards = [
        Card(region=region, about=("wedge",), errors=("overset",), warnings=("code-small",)),
        Card(region="Abay", about=("wedge",)),
    ]
    data = contact.pdf(cards, "Title", language)
    told = shown(data)
    assert all(text in told for text in (region, "overset", "code-small", "Abay", "1/1"))
    colours = picture(data, 1, 72).getcolors(1_000_000) or []
    assert any(colour == RED for _, colour in colours)


def test_twenty_cards_make_a_page_and_leaflets_are_in_colour() -> None:
    address, width, height = contact.thumbnail(leaflet(148, 210))
    card = Card(region="Abay", about=("wedge",), picture=address, width=width, height=height)
    data = contact.pdf([card] * 21, "Title", "en")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
        assert "/Info" not in pdf.trailer
        assert "/Metadata" not in pdf.Root
    assert data == contact.pdf([card] * 21, "Title", "en")
    red = picture(data, 2, 50).crop((30, 60, 60, 100)).resize((1, 1)).getpixel((0, 0))
    assert isinstance(red, tuple)
    assert red[0] > 240
    assert max(red[1:3]) < 30
