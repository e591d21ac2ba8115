"""Pages as pixels and as letters: exact places, whatever the page's boxes and turn."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.raster import BrokenPdfError, Pages, inverted, letters, multiplied, picture
from leaflets.units import PT_PER_MM

WIDTH, HEIGHT, BLEED = 148.0, 210.0, 3.0


def page(content: bytes, *, turn: int = 0, resources: pikepdf.Dictionary | None = None) -> bytes:
    """Build an A5 page with 3 mm of bleed, its trim at the origin of user space."""
    document = pikepdf.new()
    one = document.add_blank_page(page_size=(10, 10)).obj
    edge = -BLEED * PT_PER_MM, (WIDTH + BLEED) * PT_PER_MM, (HEIGHT + BLEED) * PT_PER_MM
    one.MediaBox = [edge[0], edge[0], edge[1], edge[2]]
    one.TrimBox = [0, 0, WIDTH * PT_PER_MM, HEIGHT * PT_PER_MM]
    one.Rotate = turn
    one.Resources = resources or pikepdf.Dictionary()
    one.Contents = document.make_stream(content)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def square(x: float, y: float, side: float, ink: bytes = b"0 g") -> bytes:
    """Draw a square, its lower left corner in mm from the trim's lower left.

    In two halves: pdfium draws a lone rectangle on every pixel that it touches.
    """
    left, bottom, half = (round(value * PT_PER_MM, 4) for value in (x, y, side / 2))
    halves = left, bottom, half, half * 2, left + half, bottom, half, half * 2
    return ink + b" %f %f %f %f re %f %f %f %f re f\n" % halves


def helvetica() -> pikepdf.Dictionary:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    return pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))


def dark(image: object) -> tuple[int, int, int, int] | None:
    return image.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()


@pytest.mark.parametrize("gray", [False, True])
def test_a_picture_shows_the_trim_and_nothing_of_the_bleed(*, gray: bool) -> None:
    drawn = square(-3, -3, 3) + square(10, 20, 30)

    seen = picture(page(drawn), 1, 254, gray=gray)

    assert seen.mode == ("L" if gray else "RGB")
    assert seen.size == (1480, 2100)
    assert dark(seen) == (100, 1600, 400, 1900)


def test_a_picture_is_cropped_on_all_four_sides() -> None:
    seen = picture(page(square(10, 20, 30)), 1, 254, crop_mm=5)

    assert seen.size == (1380, 2000)
    assert dark(seen) == (50, 1550, 350, 1850)


def test_a_ground_that_fills_the_page_leaves_no_pale_line() -> None:
    """148 mm are 582.7 pixels at 100 dpi: the last column must be as full as the others."""
    seen = picture(page(square(-3, -3, 220)), 1, 100, gray=True)

    assert seen.getextrema() == (0, 0)


def test_colours_come_as_red_green_blue() -> None:
    seen = picture(page(square(0, 0, 210, b"1 0 0 rg")), 1, 20)

    assert seen.getpixel((50, 100)) == (255, 0, 0)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_an_exact_crop_puts_corners_on_whole_pixels(turn: int) -> None:
    """The far corner shows any rounding of the page's size."""
    frame = (PT_PER_MM, 0, 0, PT_PER_MM, 140.37 * PT_PER_MM, 3.21 * PT_PER_MM)
    with Pages(page(square(141.37, 4.21, 4), turn=turn)) as pages:
        seen = pages.exact(1, frame, (6, 6), 20)

    assert seen.size == (120, 120)
    assert dark(seen) == (20, 20, 100, 100)
    # A rounding of the page's size would leave an edge half a pixel wide.
    assert min(seen.getpixel((19, 50)), 255 - seen.getpixel((20, 50))) > 250


def test_a_turned_frame_comes_out_upright() -> None:
    turned = (0.0, PT_PER_MM, -PT_PER_MM, 0.0, 60 * PT_PER_MM, 40 * PT_PER_MM)
    content = b"q %f %f %f %f %f %f cm 1 2 3 2 re 1 4 3 2 re f Q" % turned

    with Pages(page(content)) as pages:
        seen = pages.exact(1, turned, (10, 10), 10)

    assert dark(seen) == (10, 40, 40, 80)


@pytest.mark.parametrize(("turn", "size"), [(0, (148, 210)), (90, (210, 148))])
def test_the_trim_is_as_the_page_is_shown(turn: int, size: tuple[int, int]) -> None:
    with Pages(page(b"", turn=turn)) as pages:
        assert pages.trim(1) == pytest.approx(size, abs=1e-3)


def test_letters_come_in_drawing_order_with_their_boxes() -> None:
    """A number drawn after a line on the same height must not land inside it."""
    content = (
        b"BT /F 12 Tf 1 0 0 1 85.0394 283.4646 Tm (Fair wages) Tj ET "
        b"BT /F 12 Tf 1 0 0 1 100 283.4646 Tm (7) Tj ET"
    )

    found = letters(page(content, resources=helvetica()), 1)

    assert "".join(letter.text for letter in found) == "Fair wages7"
    assert found[0].order < found[-1].order
    left, _, _, bottom = found[0].box
    assert (left, bottom) == pytest.approx((30.3, 110), abs=0.1)


def test_letters_in_a_form_stand_at_the_forms_place() -> None:
    document = pikepdf.open(io.BytesIO(page(b"", resources=helvetica())))
    one = document.pages[0].obj
    form = document.make_stream(b"BT /F 12 Tf 10 10 Td (inner) Tj ET")
    form.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 200, 200],
            Resources=one.Resources,
        )
    )
    one.Resources.XObject = pikepdf.Dictionary(X=document.make_indirect(form))
    text = b"BT /F 12 Tf 10 10 Td (%s) Tj ET "
    one.Contents = document.make_stream(
        text % b"first" + b"q 1 0 0 1 0 50 cm /X Do Q " + text % b"last"
    )
    out = io.BytesIO()
    document.save(out)

    found = letters(out.getvalue(), 1)

    assert "".join(letter.text for letter in found) == "firstinnerlast"


def test_bytes_that_are_no_pdf_are_named_so() -> None:
    with pytest.raises(BrokenPdfError):
        Pages(b"<html>")


@settings(max_examples=50)
@given(
    st.tuples(*[st.floats(-50, 50) for _ in range(6)]).filter(
        lambda m: abs(m[0] * m[3] - m[1] * m[2]) > 0.1
    )
)
def test_a_matrix_and_its_inverse_undo_each_other(
    matrix: tuple[float, float, float, float, float, float],
) -> None:
    assert multiplied(matrix, inverted(matrix)) == pytest.approx((1, 0, 0, 1, 0, 0), abs=1e-6)
