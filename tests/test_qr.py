"""Modules: the smallest code, the most correction it can carry, the same every time."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from leaflets.qr import QUIET, Code, CodeOverflowError, capacity, modules, side

LINK = "https://example.org/ru/almaty"


def drawn(code: Code, scale: int = 3) -> Image.Image:
    """Draw a code by hand, with its quiet zone."""
    width = len(code.rows) + 2 * QUIET
    image = Image.new("L", (width, width), 255)
    for y, row in enumerate(code.rows):
        for x, dark in enumerate(row):
            image.putpixel((x + QUIET, y + QUIET), 0 if dark else 255)
    return image.resize((width * scale, width * scale), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    ("length", "version"),
    [(14, 1), (15, 2), (26, 2), (27, 3), (42, 3), (43, 4), (62, 4), (63, 5), (84, 5), (106, 6)],
)
def test_the_smallest_version_holds_the_link_at_level_m(length: int, version: int) -> None:
    code = modules("x" * length)

    assert code.version == version
    assert len(code.rows) == len(code.rows[0]) == side(version)


@pytest.mark.parametrize(("length", "level"), [(24, "H"), (27, "Q"), (32, "Q"), (33, "M")])
def test_the_level_is_raised_where_it_costs_no_version(length: int, level: str) -> None:
    """Version 3 holds 24 characters at H and 32 at Q; 24 characters alone would be version 2."""
    code = modules("x" * length, "M" if length > 26 else "H")

    assert (code.version, code.level) == (3, level)


@pytest.mark.parametrize(
    ("version", "rooms"),
    [(1, (17, 14, 11, 7)), (3, (53, 42, 32, 24)), (5, (106, 84, 60, 44)), (8, (192, 152, 108, 84))],
)
def test_capacities_are_those_of_the_standard(version: int, rooms: tuple[int, ...]) -> None:
    assert tuple(capacity(version, level) for level in "LMQH") == rooms


def test_the_mask_is_fixed_unless_another_is_asked_for() -> None:
    read = [
        zxingcpp.read_barcode(drawn(modules(LINK, "M", mask))).extra["DataMask"]
        for mask in (2, 5, None)
    ]

    assert modules(LINK).mask == read[0] == 2
    assert read[1] == 5
    assert read[2] == modules(LINK, "M", None).mask


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=10, max_size=100))
def test_any_ascii_text_is_read_back_letter_by_letter(text: str) -> None:
    found = zxingcpp.read_barcodes(drawn(modules(text)), formats=zxingcpp.BarcodeFormat.QRCode)

    assert [one.text for one in found] == [text]
    assert found[0].ec_level == modules(text).level


def test_an_empty_link_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        modules("")


def test_letters_outside_ascii_are_refused() -> None:
    """Readers guess at undeclared bytes, and one in three guesses wrong."""
    with pytest.raises(ValueError, match="ASCII"):
        modules("https://example.org/алматы")


def test_a_link_that_no_code_holds_is_told_in_our_words() -> None:
    with pytest.raises(CodeOverflowError, match="3000 characters"):
        modules("x" * 3000)
