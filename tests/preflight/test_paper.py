"""Leaflets on paper: the codes are read again at each of their places, whichever way they stand."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.model.layout import LayoutFormat
from leaflets.model.material import Link
from leaflets.model.pressed import Blank, Pressed
from leaflets.plan.imposition import paper
from leaflets.preflight.expected import Checked, Expected
from leaflets.preflight.leaflet import check
from leaflets.press.placing import place
from leaflets.profiles import Profile
from leaflets.qr import modules
from leaflets.raster import picture
from leaflets.stamp.code import Stamped, stamp

LINK = Link(url="https://example.org/ru/almaty", text="")


def placed(leaflet: bytes, blanks: tuple[Blank, ...], profile: Profile) -> tuple[Stamped, Expected]:
    """Put a two-sided A5 leaflet two-up on A4 and stamp the paper."""
    with pikepdf.open(io.BytesIO(leaflet)) as document:
        document.pages.append(document.pages[0])
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    pressed = Pressed(pdf=out.getvalue(), pages=2, width=148, height=210, bleed=0, blanks=blanks)
    lies = paper(LayoutFormat(name="a5", width=148, height=210, sides=2), profile, "a4")
    assert lies is not None
    sheet = place(pressed, lies, profile)
    stamped = stamp(sheet, (LINK,), profile, 0.4)
    return stamped, Expected(
        pages=2,
        width=sheet.width,
        height=sheet.height,
        bleed=sheet.bleed,
        profile=profile,
        codes=stamped.codes,
        paper=lies,
    )


def test_a_code_on_each_leaflet_is_read_on_paper(
    page: Callable[..., bytes], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    blanks = blank(100, 20), replace(blank(15, 150), page=2)

    stamped, expected = placed(page(b"0.5 g 50 50 9 9 re f"), blanks, copyshop)
    checked = check(stamped.pdf, expected)

    assert checked.problems == ()
    assert [(code.page, code.survives_copier) for code in checked.codes] == [
        (1, True),
        (1, True),
        (2, True),
        (2, True),
    ]
    for number in (1, 2):
        seen = zxingcpp.read_barcodes(picture(stamped.pdf, number, 150, gray=True))
        assert [one.text for one in seen] == [LINK.url] * 2


def test_a_code_that_the_cut_would_halve_is_told(
    page: Callable[..., bytes], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    """It hangs over the leaflet's edge, and so over the cut between the two."""
    stamped, expected = placed(page(), (blank(60, -15),), copyshop)

    assert "code-on-cut" in {problem.code for problem in check(stamped.pdf, expected).problems}


@settings(max_examples=30, deadline=None)
@given(
    drawn=st.tuples(
        st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-./"), max_size=60),
        st.floats(0.6, 1.0),
        st.sampled_from([0, 180, -9]),
    ),
)
def test_no_clean_code_raises_an_alarm(
    drawn: tuple[str, float, float],
    page: Callable[..., bytes],
    blank: Callable[..., Blank],
    expected: Expected,
) -> None:
    path, module, turn = drawn
    link = Link(url=f"https://example.org/{path}", text="")
    side = (len(modules(link.url).rows) + 8) * module
    pressed = Pressed(
        pdf=page(),
        pages=1,
        width=148,
        height=210,
        bleed=0,
        blanks=(blank(70, 100, side, turn=turn),),
    )

    stamped = stamp(pressed, (link,), expected.profile, 0.3)
    checked: Checked = check(stamped.pdf, replace(expected, codes=stamped.codes))

    assert checked.problems == ()
    assert checked.codes[0].module_mm == pytest.approx(stamped.codes[0].module_mm, rel=0.02)
