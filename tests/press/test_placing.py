import io
import os
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.model.pressed import Blank, Pressed
from leaflets.plan.imposition import paper
from leaflets.press.placing import place
from leaflets.press.press import press
from leaflets.profiles import profile
from leaflets.raster import Pages, picture

BW = profile("copyshop-bw")
PT = 72 / 25.4
# 4 pixels to the millimetre: every edge of A4 and A5 on paper falls on a whole pixel.
DPI = 4 * 25.4


def _format(name, sides=2):
    width, height = FORMATS[name]
    return LayoutFormat(name=name, width=width, height=height, sides=sides)


def _pressed(format, pages=2, bleed=0.0):  # noqa: A002
    """Return pages with a black bar at the head and a gray block at the left, unlike each other."""
    width, height = format.width * PT, format.height * PT
    pdf, beyond = pikepdf.new(), bleed * PT
    for number in range(1, pages + 1):
        page = pdf.add_blank_page()
        bar = f"0 g 0 {height - 40 * number} {width} {20 * number} re f"
        block = f"0.5 g 0 0 60 {100 * number} re f"
        bled = f"0.2 g {-beyond} {-beyond} {width + 2 * beyond} {beyond} re f" if bleed else ""
        page.obj.Contents = pdf.make_stream(f"q {bar} {block} {bled} Q".encode())
        page.obj.MediaBox = [-beyond, -beyond, width + beyond, height + beyond]
        page.obj.TrimBox = [0, 0, width, height]
    out = io.BytesIO()
    pdf.save(out)
    blank = Blank(
        slot="code",
        kind="code",
        page=pages,
        matrix=(PT, 0, 0, PT, 10 * PT, 20 * PT),
        width=5,
        height=7,
    )
    return Pressed(
        pdf=out.getvalue(),
        pages=pages,
        width=format.width,
        height=format.height,
        bleed=bleed,
        blanks=(blank,),
    )


def _unlike(one, other):
    return ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean[0]


def _behind(back, plan, edge):
    """The back as it lies behind the front, seen through the paper."""
    upright = plan.height >= plan.width
    return ImageOps.mirror(back) if (edge == "long") == upright else ImageOps.flip(back)


def _cut_out(side, placement, plan, format):  # noqa: A002
    mm = side.width / plan.width
    top = plan.height - placement.y - format.height
    box = (placement.x, top, placement.x + format.width, top + format.height)
    return side.crop([round(value * mm) for value in box]).rotate(-placement.turn % 360)


def _worst(sides, plan, format, wanted, edge):  # noqa: A002
    """The largest difference between the cut leaflets and the pages they were made from."""
    front, back = sides[0], _behind(sides[1], plan, edge)
    worst = 0.0
    for placement in plan.placements:
        if placement.side == 1:
            leaf = _cut_out(front, placement, plan, format)
            # The same piece of paper, turned over like the page of a book.
            turned = ImageOps.mirror(_cut_out(back, placement, plan, format))
            worst = max(worst, _unlike(leaf, wanted[0]), _unlike(turned, wanted[1]))
    return worst


@pytest.mark.parametrize(
    ("name", "size", "edge"),
    [
        *product(["a5", "a6"], ["a4", "a3"], ["long", "short"]),
        ("a4", "a3", "long"),
        ("a4", "a3", "short"),
    ],
)
def test_cut_leaflets_are_the_pages_whichever_edge_the_machine_turns(name, size, edge):
    format = _format(name)  # noqa: A001
    plan = replace(paper(format, BW, size), ticks=())
    pressed = _pressed(format)
    placed = place(pressed, plan, BW)
    sides = [picture(placed.pdf, side, DPI, gray=True) for side in (1, 2)]
    wanted = [picture(pressed.pdf, page, DPI, gray=True) for page in (1, 2)]
    assert _unlike(*wanted) > 5
    assert _worst(sides, plan, format, wanted, edge) < 1
    # The sheet turned by 180° is the same sheet; backs turned where they lie are wrong.
    assert _unlike(sides[0].rotate(180), sides[0]) < 1
    turned = [
        replace(one, turn=180 - one.turn if one.side == 2 else one.turn) for one in plan.placements
    ]
    wrong = place(pressed, replace(plan, placements=tuple(turned)), BW)
    sides = [picture(wrong.pdf, side, DPI, gray=True) for side in (1, 2)]
    assert _worst(sides, plan, format, wanted, edge) > 5


def test_sides_have_the_papers_boxes_and_no_makers():
    placed = place(_pressed(_format("a5")), paper(_format("a5"), BW, "a4"), BW)
    assert (placed.pages, placed.width, placed.height, placed.bleed) == (2, 297.0, 210.0, 0.0)
    assert placed.pdf.startswith(b"%PDF-1.4\n")
    with pikepdf.open(io.BytesIO(placed.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert "/Info" not in pdf.trailer
        for page in pdf.pages:
            for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
                assert [float(v) / PT for v in page.obj[name]] == pytest.approx(
                    [0, 0, 297, 210], abs=0.001
                )


def test_each_page_is_kept_once_however_often_it_lies_there():
    placed = place(_pressed(_format("a6")), paper(_format("a6"), BW, "a4"), BW)
    with pikepdf.open(io.BytesIO(placed.pdf)) as pdf:
        forms = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Form
        ]
    assert len(forms) == 2


def test_ticks_stand_on_the_cut_of_the_front_alone():
    format, pressed = _format("a5"), _pressed(_format("a5"))  # noqa: A001
    plan = paper(format, BW, "a4")
    with_ticks = place(pressed, plan, BW)
    without = place(pressed, replace(plan, ticks=()), BW)
    front = ImageChops.difference(
        *(picture(one.pdf, 1, 600, gray=True) for one in (with_ticks, without))
    )
    left, top, right, bottom = front.getbbox()
    mm = 600 / 25.4
    assert (left / mm, right / mm) == (pytest.approx(148.5, abs=0.1), pytest.approx(148.5, abs=0.1))
    assert (top / mm, bottom / mm) == (pytest.approx(5, abs=0.1), pytest.approx(205, abs=0.1))
    assert front.crop((left, round(9.2 * mm), right, round(200.8 * mm))).getbbox() is None
    backs = [picture(one.pdf, 2, 100, gray=True) for one in (with_ticks, without)]
    assert ImageChops.difference(*backs).getbbox() is None


def test_bleed_reaches_to_the_cut_and_not_over_it():
    format = _format("a6", 1)  # noqa: A001
    plan = paper(format, replace(BW, bleed=3.0), "a4")
    placed = place(_pressed(format, 1, bleed=3.0), replace(plan, ticks=()), BW)
    drawn = picture(placed.pdf, 1, 300, gray=True)
    mm = 300 / 25.4
    # Feet meet at the middle cut; between trim and cut there is a quarter of a millimetre each.
    spot = round(50 * mm)
    assert drawn.getpixel((spot, round(148.4 * mm))) == pytest.approx(51, abs=3)
    assert drawn.getpixel((spot, round(148.65 * mm))) == pytest.approx(51, abs=3)
    upper = drawn.crop((spot, round(147.5 * mm), spot + 1, round(149.5 * mm))).tobytes()
    assert 4 <= sum(value < 100 for value in upper) <= 8


def test_every_copy_has_its_blank_where_it_lies():
    format = _format("a5")  # noqa: A001
    plan = paper(format, BW, "a4")
    placed = place(_pressed(format), plan, BW)
    assert [(blank.page, blank.width, blank.height) for blank in placed.blanks] == [(2, 5, 7)] * 2
    corners = [blank.matrix[4:] for blank in placed.blanks]
    # On the back the left copy is turned: 10 and 20 mm are counted from its upper right corner.
    assert corners[0] == pytest.approx(((148.25 - 10) * PT, 190 * PT))
    assert corners[1] == pytest.approx(((148.75 + 10) * PT, 20 * PT))
    assert placed.blanks[0].matrix[0] == pytest.approx(-PT)


def test_a_blank_moves_with_what_is_drawn_in_it():
    """The crop under the blank is the same picture on the leaflet and on the paper."""
    format = _format("a6")  # noqa: A001
    pressed = _pressed(format)
    blank = replace(pressed.blanks[0], matrix=(PT, 0, 0, PT, 15 * PT, 60 * PT), width=20, height=20)
    pressed = replace(pressed, blanks=(blank,))
    placed = place(pressed, paper(format, BW, "a4"), BW)

    def crop(pdf, one):
        with Pages(pdf) as pages:
            return pages.exact(one.page, one.matrix, (one.width, one.height), 4)

    wanted = crop(pressed.pdf, blank)
    assert wanted.getextrema() == (128, 255) or wanted.getextrema()[0] < wanted.getextrema()[1]
    assert len(placed.blanks) == 4
    assert all(_unlike(crop(placed.pdf, one), wanted) < 1 for one in placed.blanks)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_may_lie_in_any_quarter_turn(turn):
    format = _format("a6", 1)  # noqa: A001
    plan = paper(format, BW, "a4")
    lying = replace(plan.placements[0], x=20.0, y=30.0, turn=turn)
    pressed = _pressed(format, 1)
    placed = place(pressed, replace(plan, placements=(lying,), ticks=(), cuts=()), BW)
    side = picture(placed.pdf, 1, DPI, gray=True)
    width, height = (105, 148) if turn % 180 == 0 else (148, 105)
    piece = side.crop((80, (297 - 30 - height) * 4, 80 + width * 4, (297 - 30) * 4))
    upright = piece.rotate(turn, expand=True, resample=Image.Resampling.NEAREST)
    assert _unlike(upright, picture(pressed.pdf, 1, DPI, gray=True)) < 1


def test_pressed_pages_on_paper_stay_gray(proof, master, operations):
    made = master("screen")
    body = '<div style="height:60mm;background:#d8121b"></div><p class="next">Back</p>'
    placed = place(press(proof(body, pages=2), made), paper(made.made_in, BW, "a4"), BW)
    assert {operator for operator, _ in operations(placed.pdf)} == {"g", "G", "cs", "scn"}


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path):
    program = Path(__file__).with_name("press_once.py")
    house = Path(__file__).parents[2]

    def hashes(folder, zone, seed):
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-W", "ignore", program],
            cwd=folder,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(house)},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.split()

    first = hashes(tmp_path / "one", "UTC", "1")
    assert len(set(first)) == 3
    assert hashes(tmp_path / "another one", "Asia/Almaty", "77") == first
