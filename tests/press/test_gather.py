"""Gathering: many leaflets on the sheets of one job, what they share in it once."""

import io

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.model.paper import Paper
from leaflets.model.pressed import Pressed
from leaflets.plan.imposition import paper
from leaflets.press.gather import Leaflet, gather
from leaflets.press.placing import place
from leaflets.profiles import Profile, profile
from leaflets.raster import Pages

PT = 72 / 25.4
BULK = 40_000
SAID = "not an object: 1 0 R )("


def shop() -> Profile:
    found = profile("copyshop-bw")
    assert found is not None
    return found


def lying(name: str, sides: int) -> Paper:
    width, height = FORMATS[name]
    found = paper(LayoutFormat(name=name, width=width, height=height, sides=sides), shop(), "a4")
    assert found is not None
    return found


def made(name: str, sides: int, mark: int) -> bytes:
    """Return a leaflet as stamping leaves one: a big form all share, a small stream of its own."""
    width, height = (value * PT for value in FORMATS[name])
    pdf = pikepdf.new()
    noise = bytes(number * 7919 % 251 for number in range(BULK))
    shared = pdf.make_stream(b"0.5 g 0 0 60 200 re f", Type=pikepdf.Name.XObject)
    shared.Subtype, shared.BBox = pikepdf.Name.Form, [0, 0, width, height]
    shared.Bulk = pdf.make_stream(noise)
    shared.Said = pikepdf.String(SAID)
    for number in range(1, sides + 1):
        page = pdf.add_blank_page()
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=shared))
        own = f"q 0 g {20 * mark} {height - 40 * number} 15 {20 * number} re f Q"
        page.obj.Contents = pikepdf.Array(
            pdf.make_stream(part.encode()) for part in ("q /F Do Q", own)
        )
        page.obj.MediaBox = page.obj.TrimBox = [0, 0, width, height]
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def job(name: str, sides: int, marks: range) -> bytes:
    leaflets = [
        Leaflet(title=f"Town {mark} – wedge", pdf=made(name, sides, mark)) for mark in marks
    ]
    return gather(leaflets, lying(name, sides), shop(), FORMATS[name])


def unlike(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


@pytest.mark.parametrize(("name", "sides"), [("a5", 2), ("a5", 1), ("a6", 2), ("a4", 2), ("a4", 1)])
def test_a_sheet_is_the_paper_that_placing_makes_of_the_same_leaflet(name: str, sides: int) -> None:
    width, height = FORMATS[name]
    done = job(name, sides, range(1, 4))
    with Pages(done) as pages:
        assert len(pages) == 3 * sides
        for mark in range(1, 4):
            pressed = Pressed(
                pdf=made(name, sides, mark),
                pages=sides,
                width=width,
                height=height,
                bleed=0.0,
                blanks=(),
            )
            with Pages(place(pressed, lying(name, sides), shop()).pdf) as alone:
                for side in range(1, sides + 1):
                    sheet = pages.picture((mark - 1) * sides + side, 60, gray=True)
                    assert unlike(sheet, alone.picture(side, 60, gray=True)) == 0


def test_each_leaflet_has_a_bookmark_to_its_front() -> None:
    done = io.BytesIO(job("a5", 2, range(1, 4)))
    with pikepdf.open(done) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        pages = [pdf.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
    assert titles == ["Town 1 – wedge", "Town 2 – wedge", "Town 3 – wedge"]
    assert pages == [0, 2, 4]


def test_what_leaflets_share_is_in_the_job_once() -> None:
    few, many = len(job("a5", 2, range(1, 3))), len(job("a5", 2, range(1, 23)))
    assert few < BULK * 1.5
    assert many - few < 20 * 2_000


def test_the_same_leaflets_give_the_same_bytes_and_another_order_gives_others() -> None:
    assert job("a5", 2, range(1, 4)) == job("a5", 2, range(1, 4))
    assert job("a5", 2, range(1, 4)) != job("a5", 2, range(3, 0, -1))


def test_boxes_are_the_sheet_and_nothing_tells_of_its_makers() -> None:
    with pikepdf.open(io.BytesIO(job("a5", 2, range(1, 3)))) as pdf:
        boxes = {tuple(round(float(side), 1) for side in page.trimbox) for page in pdf.pages}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Outlines", "/ViewerPreferences"}
        assert "/Info" not in pdf.trailer
        assert pdf.pdf_version == shop().pdf
    assert boxes == {(0.0, 0.0, round(297 * PT, 1), round(210 * PT, 1))}


def test_a_string_that_looks_like_a_reference_stays_as_it_is() -> None:
    with pikepdf.open(io.BytesIO(job("a5", 1, range(1, 2)))) as pdf:
        assert str(pdf.pages[0].Resources.XObject.F.Said) == SAID


def test_a_leaflet_with_other_pages_than_its_paper_takes_is_refused() -> None:
    leaflet = Leaflet(title="Town", pdf=made("a5", 1, 1))
    with pytest.raises(ValueError, match="1 pages on 2 sides"):
        gather([leaflet], lying("a5", 2), shop(), FORMATS["a5"])
