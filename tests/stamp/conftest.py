"""Pressed pages with blanks, made by hand."""

import io
import math
from collections.abc import Callable

import pikepdf
import pytest

from leaflets.model.pressed import Blank, Pressed
from leaflets.profiles import Profile, profile
from leaflets.units import PT_PER_MM

WIDTH, HEIGHT = 148.0, 210.0


@pytest.fixture(scope="session")
def copyshop() -> Profile:
    found = profile("copyshop-bw")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def blank() -> Callable[..., Blank]:
    """Make a blank whose lower left corner is (x, y) mm from the trim's, turned about it."""

    def made(x: float, y: float, side: float, *, turn: float = 0, page: int = 1) -> Blank:
        across = math.cos(math.radians(turn)) * PT_PER_MM
        up = math.sin(math.radians(turn)) * PT_PER_MM
        return Blank(
            slot="code",
            kind="code",
            page=page,
            matrix=(across, up, -up, across, x * PT_PER_MM, y * PT_PER_MM),
            width=side,
            height=side,
        )

    return made


@pytest.fixture(scope="session")
def pressed() -> Callable[..., Pressed]:
    """Make pressed A5 pages with this content and these blanks."""

    def made(*blanks: Blank, content: bytes = b"", pages: int = 1) -> Pressed:
        document = pikepdf.new()
        for _ in range(pages):
            page = document.add_blank_page(page_size=(WIDTH * PT_PER_MM, HEIGHT * PT_PER_MM))
            page.obj.TrimBox = page.obj.MediaBox
            page.obj.Contents = document.make_stream(content)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, force_version="1.4")
        return Pressed(
            pdf=out.getvalue(), pages=pages, width=WIDTH, height=HEIGHT, bleed=0, blanks=blanks
        )

    return made
