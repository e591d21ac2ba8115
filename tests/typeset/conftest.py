"""A small page to plant faults on, and a layout that knows its slots."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets.model.layout import FitGroup, Layout, LayoutFormat, Slot
from leaflets.model.material import Composed, Sheet
from leaflets.typeset.engine import Rendered, render

BASE = """
* { margin: 0; padding: 0; box-sizing: border-box }
html { font: 500 12pt/16pt Literata; hyphenate-character: "-" }
.p { position: relative; width: 100mm; height: 100mm }
[data-slot] { position: absolute; left: 10mm; top: 10mm; width: 60mm; height: 34mm }
"""
PAGE = "@page{size:100mm 100mm!important;bleed:3mm!important;margin:0 0 %smm!important}"


@pytest.fixture
def page() -> Callable[..., Composed]:
    """Compose one page of 100 mm by hand: `body` on it, styled by `css`."""

    def composed(body: str, css: str = "", *, language: str = "en", below: bool = True) -> Composed:
        return Composed(
            html=f'<html lang="{language}"><div class=p>{body}</div></html>',
            sheets=(
                Sheet(name="base/style.css", text=BASE),
                Sheet(name="trial/style.css", text=css),
                Sheet(name="generated.css", text=PAGE % (-2000 if below else 0)),
            ),
            texts=(),
        )

    return composed


@pytest.fixture
def rendered(page: Callable[..., Composed]) -> Callable[..., Rendered]:
    """Typeset such a page."""

    def typeset(body: str, css: str = "", **options: object) -> Rendered:
        return render(page(body, css, **options))

    return typeset


@pytest.fixture
def layout() -> Callable[..., Layout]:
    """Make a layout of these slots and groups, one-sided, 100 by 100 mm."""

    def made(*slots: Slot, fit: tuple[FitGroup, ...] = (), **rest: object) -> Layout:
        values = {
            "name": "trial",
            "title": "Trial",
            "about": "",
            "origin": Path(),
            "chain": ("trial",),
            "formats": (LayoutFormat(name="a6", width=100.0, height=100.0, sides=1),),
            "faces": ("Literata 400", "Literata 400 italic", "Literata 500", "Literata 700"),
            "inks": ("black",),
            "bw": (),
            "slots": slots,
            "fit": fit,
        }
        return Layout(**{**values, **rest})

    return made
