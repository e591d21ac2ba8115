"""The picture for the telephone: what it shows and what it does not tell."""

import io
import struct

import pikepdf
import pytest
from PIL import Image

from leaflets.deliver.picture import messenger, png
from leaflets.model.palette import Palette
from leaflets.units import to_pt


def page(width: float, height: float, edge: float, *, colour: str = "0.847 0.071 0.106") -> bytes:
    """Return a page of `width` × `height` mm whose art stops `edge` mm before the trim."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(to_pt(width), to_pt(height)))
    box = [to_pt(length) for length in (edge, edge, width - 2 * edge, height - 2 * edge)]
    pdf.pages[0].Contents = pdf.make_stream(
        f"{colour} rg {' '.join(f'{length:.5f}' for length in box)} re f".encode()
    )
    pdf.docinfo["/Author"] = "somebody"
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


def chunks(data: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        found.append(name)
        at += 12 + length
    return found


@pytest.mark.parametrize("edge", [0.0, 5.0])
@pytest.mark.parametrize(("width", "height"), [(148.0, 210.0), (210.0, 297.0)])
def test_the_picture_ends_where_the_art_does(width: float, height: float, edge: float) -> None:
    with Image.open(io.BytesIO(png(page(width, height, edge), 1, edge_mm=edge))) as picture:
        assert picture.width == 1080
        assert picture.height == round(1080 * (height - 2 * edge) / (width - 2 * edge))
        assert picture.mode == "RGB"
        assert picture.getcolors() == [(picture.width * picture.height, (216, 18, 27))]


def test_the_white_frame_shows_when_it_is_not_cropped() -> None:
    with Image.open(io.BytesIO(png(page(148, 210, 5), 1, edge_mm=0))) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)
        assert picture.getpixel((540, 700)) == (216, 18, 27)


def test_it_holds_pixels_and_nothing_else() -> None:
    data = png(page(148, 210, 5), 1, edge_mm=5)
    assert set(chunks(data)) == {b"IHDR", b"IDAT", b"IEND"}
    assert b"somebody" not in data


def test_the_same_page_gives_the_same_bytes() -> None:
    pdf = page(148, 210, 5)
    assert png(pdf, 1, edge_mm=5) == png(pdf, 1, edge_mm=5)


def test_another_width_is_kept_to_the_pixel() -> None:
    with Image.open(io.BytesIO(png(page(148, 210, 5), 1, edge_mm=5, width_px=333))) as picture:
        assert picture.width == 333


@pytest.mark.parametrize(
    ("width", "height"), [(148.0, 210.0), (210.0, 297.0), (210.0, 148.0), (105.0, 148.0)]
)
def test_messengers_get_the_whole_page_in_its_proportions(width: float, height: float) -> None:
    data = messenger(page(width, height, 0, colour="0 0 1"), 1, Palette())
    with Image.open(io.BytesIO(data)) as shown:
        assert (shown.size, shown.mode) == ((1080, 1350), "RGB")
        blue = shown.getchannel("R").point([255] + 255 * [0]).getbbox()
    assert blue is not None
    left, top, right, low = blue
    assert (right - left) / (low - top) == pytest.approx(width / height, abs=0.002)
    assert abs(left - (1080 - right)) <= 1
    assert abs(top - (1350 - low)) <= 1
    assert set(chunks(data)) == {b"IHDR", b"IDAT", b"IEND"}
