"""Codes on pressed pages: where they stand, how large, what they hold, read by another reader."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.model.material import Link
from leaflets.model.pressed import Blank, Pressed
from leaflets.problems import Exit, Severity
from leaflets.profiles import Profile
from leaflets.raster import picture
from leaflets.stamp.code import stamp

LINK = Link(url="https://example.org/ru/almaty", text="example.org/ru/almaty")


def read(pdf: bytes, page: int = 1) -> list[str]:
    """Read the whole page at 150 dpi, as a stranger would."""
    found = zxingcpp.read_barcodes(picture(pdf, page, 150, gray=True))
    return [one.text for one in found]


def dark(pdf: bytes, page: int = 1) -> tuple[float, ...]:
    """Return the box of all that is dark in mm from the trim's top left."""
    seen = picture(pdf, page, 254, gray=True)
    box = seen.point(lambda value: 255 if value < 128 else 0).getbbox()
    return tuple(value / 10 for value in box)


def content(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        page.contents_coalesce()
        return page.obj.Contents.read_bytes()


def test_the_code_is_read_from_the_whole_page(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    stamped = stamp(pressed(blank(100, 20, 29.6)), (LINK,), copyshop, 0.4)

    assert read(stamped.pdf) == [LINK.url]
    assert stamped.problems == ()


def test_code_and_quiet_zone_fill_the_blank(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """29 modules and 4 on each side in 37 mm: 1 mm a module, its symbol 4 mm inside."""
    stamped = stamp(pressed(blank(100, 20, 37)), (LINK,), copyshop, 0.4)

    (code,) = stamped.codes
    assert (code.version, code.side) == (3, 29)
    assert code.module_mm == pytest.approx(1)
    assert dark(stamped.pdf) == pytest.approx((104, 157, 133, 186), abs=0.11)


def test_in_a_blank_that_is_not_square_the_code_stands_in_the_middle(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    wide = replace(blank(60, 20, 37), width=57.0)

    stamped = stamp(pressed(wide), (LINK,), copyshop, 0.4)

    assert dark(stamped.pdf) == pytest.approx((74, 157, 103, 186), abs=0.11)


def test_the_quiet_zone_is_painted_as_paper(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    black = b"0 g 0 0 1000 1000 re f"

    stamped = stamp(pressed(blank(100, 20, 37), content=black), (LINK,), copyshop, 0.4)

    assert read(stamped.pdf) == [LINK.url]
    seen = picture(stamped.pdf, 1, 254, gray=True)
    assert seen.crop((1001, 1534, 1369, 1569)).getextrema() == (255, 255)
    assert seen.crop((960, 1500, 999, 1900)).getextrema() == (0, 0)


@pytest.mark.parametrize("turn", [90, 180, -9])
def test_a_turned_blank_turns_its_code(
    turn: float,
    pressed: Callable[..., Pressed],
    blank: Callable[..., Blank],
    copyshop: Profile,
) -> None:
    stamped = stamp(pressed(blank(80, 90, 29.6, turn=turn)), (LINK,), copyshop, 0.4)

    assert read(stamped.pdf) == [LINK.url]
    assert stamped.codes[0].module_mm == pytest.approx(0.8)


def test_every_blank_of_every_page_is_filled(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    blanks = blank(10, 20, 33), blank(140, 140, 33, turn=180), blank(50, 50, 33, page=2)

    stamped = stamp(pressed(*blanks, pages=2), (LINK,), copyshop, 0.4)

    assert read(stamped.pdf, 1) == [LINK.url] * 2
    assert read(stamped.pdf, 2) == [LINK.url]
    assert [code.blank for code in stamped.codes] == list(blanks)


def test_without_a_link_nothing_is_drawn(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    page = pressed(blank(100, 20, 30))

    stamped = stamp(page, (None,), copyshop, 0.4)

    assert stamped.pdf == page.pdf
    assert stamped.codes == ()


def test_a_field_is_no_code(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    page = pressed(replace(blank(100, 20, 30), kind="field"))

    assert stamp(page, (LINK,), copyshop, 0.4).codes == ()


def test_what_the_page_left_set_does_not_reach_the_code(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """A page that ends scaled and clipped."""
    left = b"0 0 5 5 re W n .5 0 0 .5 40 40 cm 1 g"

    stamped = stamp(pressed(blank(100, 20, 29.6), content=left), (LINK,), copyshop, 0.4)

    assert read(stamped.pdf) == [LINK.url]


def test_the_code_is_one_path_of_whole_numbers_in_the_blanks_ink(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """Fills of their own leave gray seams between modules in some renderers."""
    inked = replace(blank(100, 20, 29.6), ink="0 0 0 1 k", ground="0 0 0 0 k")

    drawn = content(stamp(pressed(inked), (LINK,), copyshop, 0.4).pdf)

    assert re.findall(rb"^f$|\bf\n", drawn) == [b"f\n", b"f\n"]
    assert b"0 0 0 0 k -4 -4 37 37 re f" in drawn
    path = drawn[drawn.index(b"0 0 0 1 k") :]
    assert re.fullmatch(rb"0 0 0 1 k\n(\d+ \d+ \d+ 1 re\n)+f\nQ\nEMC\s*", path)


def test_a_module_below_the_goal_is_a_warning(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    (problem,) = stamp(pressed(blank(100, 20, 24)), (LINK,), copyshop, 0.4).problems

    assert (problem.code, problem.severity) == ("code-small", Severity.WARNING)
    assert problem.where.slot == "code"
    assert problem.where.mm == pytest.approx(24 / 37)


def test_a_code_that_hangs_far_away_wants_larger_modules(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """Three pixels a module: distance / 500, so 1 m wants 2 mm."""
    page = pressed(blank(50, 20, 60))

    assert [one.code for one in stamp(page, (LINK,), copyshop, 1.0).problems] == ["code-small"]
    assert stamp(page, (LINK,), copyshop, 0.8).problems == ()


def test_a_link_too_long_for_its_box_is_an_error_that_counts_what_fits(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """20 mm at 0.6 mm are 33 modules: version 2, 26 characters."""
    page = pressed(blank(100, 20, 20))

    stamped = stamp(page, (LINK,), copyshop, 0.4)

    (problem,) = stamped.problems
    assert (problem.code, problem.severity, problem.exit) == (
        "link-too-long",
        Severity.ERROR,
        Exit.INPUT,
    )
    assert "26 characters, like https://example.org/zal with 23," in problem.hint
    assert "Cyrillic" not in problem.hint
    assert stamped.codes == ()
    assert stamp(page, (Link(url="https://example.org/abcdef", text=""),), copyshop, 0.4).codes


@pytest.mark.parametrize(
    ("path", "said"),
    [("%d0%b7" * 9, "; each Cyrillic letter costs six characters."), ("%C3%B6" * 9, "")],
)
def test_letters_that_cost_six_characters_are_named(
    path: str,
    said: str,
    pressed: Callable[..., Pressed],
    blank: Callable[..., Blank],
    copyshop: Profile,
) -> None:
    link = Link(url=f"https://warm.org/{path}", text="")

    (problem,) = stamp(pressed(blank(100, 20, 20)), (link,), copyshop, 0.4).problems

    assert problem.hint.endswith(f"or a format or layout with a larger code{said or '.'}")


def test_an_example_that_does_not_fit_is_not_given(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """18 mm at 0.6 mm are 30 modules: version 1, 14 characters."""
    (problem,) = stamp(pressed(blank(100, 20, 18)), (LINK,), copyshop, 0.4).problems

    assert problem.hint.startswith("Use a link of at most 14 characters, or")


@pytest.mark.parametrize("length", [200, 5000])
def test_the_longest_links_and_the_smallest_boxes_are_told_too(
    length: int,
    pressed: Callable[..., Pressed],
    blank: Callable[..., Blank],
    copyshop: Profile,
) -> None:
    link = Link(url="x" * length, text="")

    stamped = stamp(pressed(blank(100, 20, 5), blank(20, 20, 5)), (link,), copyshop, 0.4)

    assert [problem.code for problem in stamped.problems] == ["link-too-long"]


def test_room_to_spare_buys_more_correction(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """36 characters are version 3 at M and 4 at Q: 41 modules of 0.8 mm want 32.8 mm."""
    link = Link(url="https://example.org/".ljust(36, "a"), text="")

    levels = [
        stamp(pressed(blank(50, 20, side)), (link,), copyshop, 0.4).codes[0].level
        for side in (32.5, 32.8)
    ]

    assert levels == ["M", "Q"]


def test_another_mask_draws_another_code_that_leads_to_the_same(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    page = pressed(blank(100, 20, 29.6))

    usual = stamp(page, (LINK,), copyshop, 0.4)
    other = stamp(page, (LINK,), copyshop, 0.4, None)

    assert usual.codes[0].mask == 2
    assert usual.pdf != other.pdf
    assert read(other.pdf) == [LINK.url]


def test_the_same_input_gives_the_same_bytes_without_metadata(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    page = pressed(blank(100, 20, 29.6))

    once, twice = (stamp(page, (LINK,), copyshop, 0.4).pdf for _ in range(2))

    assert once == twice
    assert once.startswith(b"%PDF-1.4")
    with pikepdf.open(io.BytesIO(once)) as document:
        assert "/Info" not in document.trailer
        assert "/Metadata" not in document.Root
        assert b"\nxref\n" in once


@settings(max_examples=40, deadline=None)
@given(
    path=st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-._~/?=&%"), max_size=80),
    corner=st.tuples(st.floats(5, 80), st.floats(5, 140)),
)
def test_any_link_anywhere_is_read_back(
    path: str,
    corner: tuple[float, float],
    pressed: Callable[..., Pressed],
    blank: Callable[..., Blank],
    copyshop: Profile,
) -> None:
    link = Link(url=f"https://example.org/{path}", text="")

    stamped = stamp(pressed(blank(*corner, 45)), (link,), copyshop, 0.4)

    assert read(stamped.pdf) == [link.url]
