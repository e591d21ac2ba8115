"""Proofs typeset by hand, the masters they belong to, and what a finished file asks for."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Name

from leaflets import faces
from leaflets.model.layout import FORMATS, Layout, LayoutFormat, Slot
from leaflets.model.material import Composed, Fitting, Frame, Material, Set, SetLine, Sheet
from leaflets.model.palette import Palette
from leaflets.model.proof import Place, Proof, SlotMeasure
from leaflets.model.variant import Master
from leaflets.profiles import profile

COLOURS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"}
BASE = """
* { margin: 0; background-repeat: no-repeat }
html { font: 500 12pt/16pt Literata }
.next { break-before: page }
"""
CODE_QUAD = ((100.0, 160.0), (130.0, 160.0), (130.0, 190.0), (100.0, 190.0))


def typeset_by_hand(
    body: str, size: tuple[float, float] = FORMATS["a5"], bleed: float = 0.0
) -> bytes:
    """Return `body` as the engine writes it, on pages of `size` mm."""
    faces.isolate()
    from leaflets.typeset.engine import render, written

    page = f"@page{{size:{size[0]}mm {size[1]}mm;margin:0;bleed:{bleed}mm}}"
    composed = Composed(
        html=f'<html lang="en"><title>Somebody</title><body>{body}',
        sheets=(Sheet(name="base.css", text=BASE), Sheet(name="page.css", text=page)),
        texts=(),
    )
    return written(render(composed))


def make_master(bw: str = "black", palette: Palette | None = None) -> Master:
    """Return a master of one A5 format whose layout knows a headline, a call and a code."""
    width, height = FORMATS["a5"]
    layout = Layout(
        name="trial",
        title="Trial",
        about="",
        origin=faces.known()[0].path.parent,
        chain=("trial",),
        formats=(LayoutFormat(name="a5", width=width, height=height, sides=2),),
        faces=(),
        inks=("black", "accent"),
        bw=(("accent", bw),),
        slots=(
            Slot(name="headline", holds="headline", set="poster"),
            Slot(name="call", holds="words", words="our-demands", set="poster"),
            Slot(name="code", holds="qr"),
        ),
        fit=(),
    )
    return Master(
        layout=layout,
        format="a5",
        frame=Frame(width=width, height=height),
        profile=profile("copyshop-bw"),
        palette=palette or Palette(),
        material=Material(
            language="en",
            title="Title",
            headline="Open the\u00a0river\u00adbank",
            words=(("our-demands", "Our demands"),),
        ),
        key="",
    )


def make_proof(
    body: str, *, pages: int = 1, code: bool = False, **sets: tuple[float, ...]
) -> Proof:
    """Typeset an A5 by hand; `sets` are baselines (mm) of set texts in slots of page 1."""
    places = tuple(Place(page=page, quad=CODE_QUAD) for page in range(1, pages + 1))
    slots = [SlotMeasure(name="code", places=places)] if code else []
    slots += [SlotMeasure(name=name, places=(_whole_page(),)) for name in sets]
    return Proof(
        pdf=typeset_by_hand(body),
        pages=pages,
        width=148.0,
        height=210.0,
        bleed=0.0,
        slots=tuple(slots),
        fitting=Fitting(sets=tuple((name, _set(lines)) for name, lines in sets.items())),
        dropped=(),
        texts=(),
        typesettings=1,
        problems=(),
        html="",
    )


@pytest.fixture
def master() -> Callable[..., Master]:
    """Make masters: see `make_master`."""
    return make_master


@pytest.fixture
def proof() -> Callable[..., Proof]:
    """Typeset by hand: see `make_proof`."""
    return make_proof


def _whole_page() -> Place:
    return Place(page=1, quad=((0.0, 0.0), (148.0, 0.0), (148.0, 210.0), (0.0, 210.0)))


def _set(baselines: tuple[float, ...]) -> Set:
    lines = tuple(
        SetLine(text="X ", style="", x=0.0, y=y, size=30.0, ink=(0, 0, 0, 0)) for y in baselines
    )
    return Set(lines=lines, width=148.0, height=100.0, size=30.0)


@pytest.fixture
def operations() -> Callable[[bytes], list[tuple[str, str]]]:
    """Read the colour operations of a file by a walk of the tests' own."""
    return _operations


@pytest.fixture
def spaces() -> Callable[[bytes], set[str]]:
    """Read the colour spaces that a file names."""
    return _spaces


def _operations(pdf: bytes) -> list[tuple[str, str]]:
    """Return (operator, operands) of every colour operation in pages, forms, patterns and masks."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [*document.pages, *_drawing(document)]
        return [
            (str(step.operator), " ".join(_shown(operand) for operand in step.operands))
            for stream in streams
            for step in pikepdf.parse_content_stream(stream)
            if str(step.operator) in COLOURS
        ]


def _spaces(pdf: bytes) -> set[str]:
    """Return every colour space that images, shadings and groups name, arrays by their kind."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in _all(document):
            for key in ("/ColorSpace", "/CS"):
                value = item.get(key)
                if isinstance(value, Name):
                    found.add(str(value))
                elif isinstance(value, pikepdf.Array):
                    found.add(str(value[0]))
                elif isinstance(value, pikepdf.Dictionary):
                    found.update(str(key) for key in value.keys())  # noqa: SIM118
    return found


def _drawing(document):
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and (
            item.get("/Subtype") == Name.Form or "/PatternType" in item
        ):
            yield item


def _all(document):
    for item in document.objects:
        yield from _within(item)


def _within(item):
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return
    yield item
    for part in item.values():
        if isinstance(part, pikepdf.Dictionary) and not part.is_indirect:
            yield from _within(part)


def _shown(operand):
    if isinstance(operand, pikepdf.Name):
        return str(operand)
    return f"{float(operand):g}"
