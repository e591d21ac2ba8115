"""Every page of a print job is the leaflet's that was checked, in its place, or it is told."""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from leaflets.model.layout import FORMATS
from leaflets.preflight.leaves import Leaves
from leaflets.press.gather import Leaflet, gather
from tests.press.test_gather import PT, lying, shop

KINDS = [("a5", 2), ("a5", 1), ("a6", 2), ("a4", 2), ("a4", 1)]
Change = Callable[[Pdf], None]


def leaflet(name: str, sides: int, mark: int) -> bytes:
    """Return a leaflet: a form that all share, one of its own, and a stream of its own."""
    width, height = (value * PT for value in FORMATS[name])
    pdf = pikepdf.new()

    def form(content: str, said: int) -> pikepdf.Object:
        return pdf.make_stream(
            content.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, width, height],
            Said=pikepdf.String(f"no reference: {said} 0 R"),
        )

    shared, field = form("0.5 g 0 0 60 200 re f", 0), form(f"0 g 9 9 {mark + 1} 9 re f", mark)
    resources = Dictionary(XObject=Dictionary(F=shared, G=field))
    for number in range(1, sides + 1):
        page = pdf.add_blank_page()
        page.obj.Resources = resources
        parts = ("q /F Do /G Do Q", f"q 0 g {20 * mark} 9 15 {20 * number} re f Q")
        page.obj.Contents = Array(pdf.make_stream(part.encode()) for part in parts)
        page.obj.MediaBox = page.obj.TrimBox = [0, 0, width, height]
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def unlike(change: Change, name: str = "a5", sides: int = 2) -> list[int]:
    """Return which pages are told of a job of four leaflets that was changed."""
    lies, leaflets = lying(name, sides), [leaflet(name, sides, mark) for mark in range(4)]
    leaves = Leaves(lies, FORMATS[name])
    for one in leaflets:
        leaves.add(one)
    named = [Leaflet(title="Town", pdf=one) for one in leaflets]
    job = gather(named, lies, shop(), FORMATS[name])
    with pikepdf.open(io.BytesIO(job)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(out) as pdf:
        return list(leaves.unlike(pdf))


def nothing(_: Pdf) -> None:
    pass


def swapped(pdf: Pdf) -> None:
    third, fifth = pdf.pages[2], pdf.pages[4]
    third.obj.Contents, fifth.obj.Contents = fifth.obj.Contents, third.obj.Contents


def fields_swapped(pdf: Pdf) -> None:
    third, fifth = pdf.pages[2], pdf.pages[4]
    third.obj.Resources, fifth.obj.Resources = fifth.obj.Resources, third.obj.Resources


def lost(pdf: Pdf) -> None:
    del pdf.pages[6]


def doubled(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[7])


def turned_around(pdf: Pdf) -> None:
    pdf.pages.reverse()


def rewritten(number: int, stream: int, old: bytes, new: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        content = pdf.pages[number - 1].obj.Contents
        data = content[stream].read_bytes()
        assert old in data
        content[stream] = pdf.make_stream(data.replace(old, new, 1))

    return change


def inside(pdf: Pdf) -> None:
    """Change what a form draws that the second leaflet alone has."""
    pdf.pages[2].obj.Resources.XObject.G.write(b"0 g 9 9 3 9 re f")


def shared(pdf: Pdf) -> None:
    pdf.pages[2].obj.Resources.XObject.F.write(b"0.4 g 0 0 60 200 re f")


def said(pdf: Pdf) -> None:
    pdf.pages[2].obj.Resources.XObject.G.Said = pikepdf.String("no reference: 2 0 R")


@pytest.mark.parametrize(("name", "sides"), KINDS)
def test_a_job_as_it_is_gathered_is_exact_whatever_lies_on_a_sheet(name: str, sides: int) -> None:
    assert unlike(nothing, name, sides) == []


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (swapped, [3, 5]),
        (fields_swapped, [3, 5]),
        (lost, [7, 8]),
        (doubled, [9]),
        (turned_around, list(range(1, 9))),
        (inside, [3, 4]),
        (said, [3, 4]),
        (shared, list(range(1, 9))),
        (rewritten(4, 0, b"-1 0 0 -1", b"-1 0 0 -1.02"), [4]),
        (rewritten(4, 0, b"q ", b"q 0.5 0 0 0.5 0 0 cm "), [4]),
        (rewritten(4, 3, b"1 0 0 1", b"-1 0 0 -1"), [4]),
        (rewritten(6, 2, b"0 g", b"0.1 g"), [6]),
        (rewritten(6, 6, b"Q", b"Q 0 0 9 9 re f"), [6]),
        (rewritten(6, 6, b"Q", b""), [6]),
    ],
)
def test_the_pages_are_told_that_are_not_exactly_right(change: Change, pages: list[int]) -> None:
    assert unlike(change) == pages


@pytest.mark.parametrize("shift", [0.05, -0.05, 3.0])
@pytest.mark.parametrize("way", [0, 1])
def test_a_page_that_is_shifted_is_told_however_little(shift: float, way: int) -> None:
    """Two hundredths of a millimetre are 0.057 pt."""

    def change(pdf: Pdf) -> None:
        content = pdf.pages[4].obj.Contents
        words = content[0].read_bytes().split()
        place = -3 + way
        words[place] = f"{float(words[place]) + shift:.4f}".encode()
        content[0] = pdf.make_stream(b" ".join(words))

    assert unlike(change) == [5]


def test_a_page_that_is_clipped_is_told() -> None:
    def change(pdf: Pdf) -> None:
        content = pdf.pages[4].obj.Contents
        words = content[0].read_bytes().split()
        words[3] = b"400"
        content[0] = pdf.make_stream(b" ".join(words))

    assert unlike(change) == [5]


def test_ticks_that_are_lost_moved_or_too_many_are_told() -> None:
    assert unlike(rewritten(1, -1, b" l ", b" l 1 1 m 9 9 l "), "a6", 2) == [1]
    assert unlike(rewritten(3, -1, b" J ", b" J 9"), "a6", 2) == [3]
    assert unlike(rewritten(2, -1, b"Q", b"Q\nq 0 G 0.25 w 0 J 1 1 m 9 9 l S Q"), "a6", 2) == [2]


def test_how_a_stream_is_packed_makes_no_difference() -> None:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            for one in page.obj.Contents:
                one.write(zlib.compress(one.read_bytes(), 1), filter=Name.FlateDecode)

    assert unlike(change) == []
