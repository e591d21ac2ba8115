"""Finished pages made by hand, with what they should be."""

import io
import math
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from leaflets.model.material import Link
from leaflets.model.pressed import Blank, Pressed
from leaflets.preflight.expected import Checked, Expected
from leaflets.preflight.leaflet import check
from leaflets.profiles import Profile, profile
from leaflets.stamp.code import Stamped, stamp
from leaflets.units import PT_PER_MM

WIDTH, HEIGHT = 148.0, 210.0
LINK = Link(url="https://example.org/ru/almaty", text="example.org/ru/almaty")


@pytest.fixture(scope="session")
def copyshop() -> Profile:
    found = profile("copyshop-bw")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def page() -> Callable[..., bytes]:
    """Make a clean A5 page with this content; `change` may spoil document and page first."""

    def made(
        content: bytes = b"",
        change: Callable[[pikepdf.Pdf, pikepdf.Dictionary], None] = lambda _, __: None,
    ) -> bytes:
        document = pikepdf.new()
        one = document.add_blank_page(page_size=(WIDTH * PT_PER_MM, HEIGHT * PT_PER_MM)).obj
        one.TrimBox = one.BleedBox = one.MediaBox
        one.Contents = document.make_stream(content)
        one.Resources = pikepdf.Dictionary()
        change(document, one)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, force_version="1.4", fix_metadata_version=False)
        return out.getvalue()

    return made


@pytest.fixture(scope="session")
def expected(copyshop: Profile) -> Expected:
    return Expected(pages=1, width=WIDTH, height=HEIGHT, bleed=0, profile=copyshop)


@pytest.fixture(scope="session")
def found(expected: Expected) -> Callable[..., set[str]]:
    """Return the codes of what is wrong with a file."""

    def codes(pdf: bytes, **changes: object) -> set[str]:
        return {problem.code for problem in check(pdf, replace(expected, **changes)).problems}

    return codes


@pytest.fixture(scope="session")
def blank() -> Callable[..., Blank]:
    """Make a blank of `side` mm whose lower left corner is (x, y) mm from the trim's."""

    def made(x: float = 100, y: float = 20, side: float = 29.6, *, turn: float = 0) -> Blank:
        across = math.cos(math.radians(turn)) * PT_PER_MM
        up = math.sin(math.radians(turn)) * PT_PER_MM
        return Blank(
            slot="code",
            kind="code",
            page=1,
            matrix=(across, up, -up, across, x * PT_PER_MM, y * PT_PER_MM),
            width=side,
            height=side,
        )

    return made


@pytest.fixture(scope="session")
def stamped(page: Callable[..., bytes], copyshop: Profile) -> Callable[..., Stamped]:
    """Make a page with a code in each blank."""

    def made(*blanks: Blank, content: bytes = b"") -> Stamped:
        pressed = Pressed(
            pdf=page(content), pages=1, width=WIDTH, height=HEIGHT, bleed=0, blanks=blanks
        )
        return stamp(pressed, (LINK,), copyshop, 0.4)

    return made


@pytest.fixture(scope="session")
def coded(expected: Expected) -> Callable[..., Checked]:
    """Check a stamped page, after drawing `over` it."""

    def checked(one: Stamped, over: bytes = b"", **changes: object) -> Checked:
        with pikepdf.open(io.BytesIO(one.pdf)) as document:
            document.pages[0].contents_add(document.make_stream(over))
            out = io.BytesIO()
            document.save(out, deterministic_id=True)
        return check(out.getvalue(), replace(expected, **{"codes": one.codes, **changes}))

    return checked
