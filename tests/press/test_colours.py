"""Four inks and the screen's colours: recipes, black alone, pictures, and what stays tagged."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from leaflets.model.palette import BLACK, PAPER, RED, Ink, Palette, tint
from leaflets.press import separation
from leaflets.press.inks import Paint, colour_of, four_inks
from leaflets.press.press import press, screen
from leaflets.problems import Exit, LeafletsError
from leaflets.profiles import profile
from leaflets.raster import picture

CHANNELS = st.integers(0, 255)


def _for(master, name, palette=None):
    made = master("black", palette)
    return replace(made, profile=profile(name))


def _box(css, left=20, top=20, width=60, height=60):
    return (
        f'<div style="position:absolute;left:{left}mm;top:{top}mm;width:{width}mm;'
        f'height:{height}mm;{css}"></div>'
    )


def test_the_palette_is_mixed_by_its_recipes_and_tints_are_shares(proof, master, operations):
    body = _box("background:#d8121b") + _box(f"background:{tint(RED, 30)}", 90)
    found = operations(press(proof(body), _for(master, "copyshop-colour")).pdf)
    assert ("k", "0 1 0.95 0") in found
    assert ("k", "0 0.3 0.285 0") in found


def test_grays_are_black_alone(proof, master, operations):
    body = f'<p style="color:#000">a</p><p style="color:{tint(BLACK, 40)}">b</p>' + _box(
        "background:#858585;border:1mm solid #333"
    )
    found = operations(press(proof(body), _for(master, "copyshop-colour")).pdf)
    assert {operator for operator, _ in found} <= {"k", "K"}
    assert {operands.rsplit(" ", 1)[0] for _, operands in found} == {"0 0 0"}


def test_an_ink_without_a_recipe_is_separated_and_its_tints_are_shares_of_that(
    proof, master, operations
):
    green = Ink(name="accent", srgb="#2a8f3c")
    palette = Palette(inks=(PAPER, BLACK, green))
    made = _for(master, "copyshop-colour", palette)
    found = operations(press(proof(_box(f"background:{tint(green, 50)}")), made).pdf)
    solid = separation.separated(colour_of("#2a8f3c"))
    assert ("k", " ".join(f"{round(part / 2, 4):g}" for part in solid)) in found
    assert solid[0] > 0.7
    assert solid[1] < 0.3


@given(st.tuples(CHANNELS, CHANNELS, CHANNELS))
def test_no_colour_takes_more_ink_than_the_paper_does(colour):
    """ISO Coated v2 300 %."""
    paint = four_inks(Palette()).area(colour)
    assert len(paint.levels) == 4
    assert min(paint.levels) >= 0
    assert sum(paint.levels) <= 3.0


@given(CHANNELS)
def test_every_gray_is_one_ink(level):
    """A tint of the palette's black is a round share, half a level beside what it is shown as."""
    levels = four_inks(Palette()).area((level, level, level)).levels
    assert levels == (0, 0, 0, pytest.approx(1 - level / 255, abs=0.004))


def test_a_paint_of_equal_parts_is_a_gray_for_the_screens_printers():
    inks = replace(four_inks(Palette()), space="DeviceRGB")
    assert inks.flat(Paint(levels=(0.0, 0.0, 0.0))) == ((0.0,), "g")
    assert inks.flat(Paint(levels=(1.0, 0.0, 0.0)), strokes=True) == ((1.0, 0.0, 0.0), "RG")


ODD = {
    "gradient": _box("background:linear-gradient(45deg,#d8121b,#00f 30%,#fff)"),
    "opacity": _box("background:#00f;opacity:.5"),
    "lab": _box("background:oklch(0.6 0.2 120)"),
    "cmyk": _box("background:device-cmyk(0 1 1 0)"),
    "fading gradient": _box("background:linear-gradient(#d8121b,transparent)"),
    "borders": _box("border:2mm groove #d8121b"),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize(
    ("name", "operators", "space"),
    [
        ("copyshop-colour", {"k", "K"}, "/DeviceCMYK"),
        ("home", {"g", "G", "rg", "RG"}, "/DeviceRGB"),
        ("screen", {"g", "G", "rg", "RG"}, "/DeviceRGB"),
    ],
)
def test_nothing_but_the_profiles_inks_is_left(  # noqa: PLR0913, PLR0917
    proof, master, operations, spaces, body, name, operators, space
):
    pressed = press(proof(body), _for(master, name))
    used = {operator for operator, _ in operations(pressed.pdf)}
    patterns = {operands for operator, operands in operations(pressed.pdf) if operator in "csCS"}
    assert used <= operators | {"cs", "CS", "scn", "SCN", "gs"}
    assert patterns <= {"/Pattern"}
    # A soft mask is light, which is gray everywhere.
    assert spaces(pressed.pdf) <= {space, "/DeviceGray"}


@pytest.mark.parametrize("name", ["copyshop-colour", "home"])
def test_a_gradient_still_runs_from_colour_to_colour(proof, master, name):
    body = _box("background:linear-gradient(90deg,#d8121b,#1b4fa0)")
    typeset = proof(body)
    made = _for(master, name)
    seen = picture(press(typeset, made).pdf, 1, 72)
    wanted = picture(screen(typeset, made).pdf, 1, 72)
    for x in (65, 220):
        assert _apart(seen.getpixel((x, 140)), wanted.getpixel((x, 140))) < 60


def _apart(one, other):
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _with_pictures(pdf):
    """Put a JPEG and a lossless picture, both half red and half black, on the first page."""
    drawn = Image.new("RGB", (16, 16), (216, 18, 27))
    drawn.paste((0, 0, 0), (8, 0, 16, 16))
    jpeg = io.BytesIO()
    drawn.save(jpeg, "JPEG", quality=95)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        page.obj.Resources.XObject = pikepdf.Dictionary()
        for place, (name, data) in enumerate((("J", jpeg.getvalue()), ("F", drawn.tobytes()))):
            image = document.make_stream(data)
            keys = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image}
            keys |= {"Width": 16, "Height": 16, "BitsPerComponent": 8}
            keys |= {"ColorSpace": pikepdf.Name.DeviceRGB}
            if name == "J":
                keys["Filter"] = pikepdf.Name.DCTDecode
            for key, value in keys.items():
                image[f"/{key}"] = value
            page.obj.Resources.XObject[f"/{name}"] = image
            page.contents_add(f"q 60 0 0 60 {20 + 100 * place} 300 cm /{name} Do Q".encode())
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_pictures_are_separated_in_their_own_packing(proof, master, spaces):
    typeset = proof("<p></p>")
    typeset = replace(typeset, pdf=_with_pictures(typeset.pdf))
    pressed = press(typeset, _for(master, "copyshop-colour"))
    assert spaces(pressed.pdf) == {"/DeviceCMYK"}
    with pikepdf.open(io.BytesIO(pressed.pdf)) as pdf:
        drawn = pdf.pages[0].Resources.XObject
        assert drawn.J.Filter == pikepdf.Name.DCTDecode
        assert drawn.F.read_bytes()[4 * 15 : 4 * 16] == b"\x00\x00\x00\xff"
    # An inverted JPEG would be cyan and white.
    seen = picture(pressed.pdf, 1, 72)
    for x in (30, 130):
        red, green, blue = seen.getpixel((x, 330))
        assert red > 200
        assert green < 80
        assert blue < 80
        assert max(seen.getpixel((x + 40, 330))) < 60


def test_pictures_for_the_screen_stay_as_they_are(proof, master):
    typeset = proof("<p></p>")
    typeset = replace(typeset, pdf=_with_pictures(typeset.pdf))
    pressed = press(typeset, _for(master, "home"))
    with (
        pikepdf.open(io.BytesIO(typeset.pdf)) as before,
        pikepdf.open(io.BytesIO(pressed.pdf)) as after,
    ):
        kept, given = after.pages[0].Resources.XObject, before.pages[0].Resources.XObject
        assert kept.J.read_raw_bytes() == given.J.read_raw_bytes()
        assert kept.F.read_bytes() == given.F.read_bytes()


@pytest.mark.parametrize(
    ("name", "inks"),
    [("copyshop-colour", ("0 0 0 1 k", "0 0 0 0 k")), ("home", ("0 g", "1 g"))],
)
def test_a_code_is_drawn_in_black_alone(proof, master, name, inks):
    pressed = press(proof("<p>a", code=True), _for(master, name))
    assert (pressed.blanks[0].ink, pressed.blanks[0].ground) == inks


def test_a_profile_that_is_not_ours_mixes_no_colour(monkeypatch, tmp_path: Path):
    ours = separation._FOLDER
    (tmp_path / "SHA256SUMS").write_bytes((ours / "SHA256SUMS").read_bytes())
    (tmp_path / "ISOcoated_v2_300_bas.ICC").write_bytes(b"another")
    monkeypatch.setattr(separation, "_FOLDER", tmp_path)
    with pytest.raises(LeafletsError) as raised:
        separation._profile("ISOcoated_v2_300_bas.ICC")
    (problem,) = raised.value.problems
    assert (problem.code, problem.exit) == ("icc-broken", Exit.MACHINE)


@pytest.mark.parametrize(
    ("name", "kinds"), [("home", []), ("copyshop-colour", []), ("screen", ["link"])]
)
def test_only_on_a_page_for_screens_the_printed_link_is_a_blank(proof, master, name, kinds):
    pressed = press(proof("<p>a", code=True), _linking(master, name))
    assert [blank.kind for blank in pressed.blanks] == kinds


def _linking(master, name):
    """Return a master whose only slot holds the printed link."""
    made = _for(master, name)
    slots = tuple(replace(slot, holds="link") for slot in made.layout.slots if slot.name == "code")
    return replace(made, layout=replace(made.layout, slots=slots))
