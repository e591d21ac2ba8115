import io
import time
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from leaflets.model.palette import BLACK, PAPER, RED, Ink, Palette, tint
from leaflets.model.proof import Place, SlotMeasure
from leaflets.press.press import plain, press, screen
from leaflets.raster import picture

GRAY_ONLY = {"g", "G", "cs", "CS", "scn", "SCN"}
PT = 72 / 25.4


def _box(css, left=20, top=20, width=60, height=60):
    return (
        f'<div style="position:absolute;left:{left}mm;top:{top}mm;width:{width}mm;'
        f'height:{height}mm;{css}"></div>'
    )


def _shade(pressed, x=50, y=50, dpi=150):
    """The mean gray, 0 to 255, of 20 mm around a point of page 1."""
    drawn = picture(pressed.pdf, 1, dpi, gray=True)
    mm = dpi / 25.4
    spot = drawn.crop([round(value * mm) for value in (x - 10, y - 10, x + 10, y + 10)])
    return sum(value * count for value, count in enumerate(spot.histogram())) / (
        spot.width * spot.height
    )


def _opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def test_palette_colours_become_exact_blacks(proof, master, operations):
    body = f'{_box("background:#d8121b")}<p style="color:#d8121b">a</p><p style="color:#fff">b</p>'
    assert set(operations(press(proof(body), master("black")).pdf)) == {("g", "0"), ("g", "1")}


def test_an_accent_may_become_paper(proof, master, operations):
    pressed = press(proof(_box("background:#d8121b")), master("paper"))
    assert ("g", "1") in operations(pressed.pdf)
    assert _shade(pressed) == 255


def test_an_accent_may_become_a_screen_of_solid_lines(proof, master, operations):
    pressed = press(proof(_box("background:#d8121b")), master("screen"))
    assert ("scn", "/Lines57") in operations(pressed.pdf)
    assert _shade(pressed) == pytest.approx(255 * 0.43, abs=8)
    tones = picture(pressed.pdf, 1, 1200, gray=True).histogram()
    assert sum(tones[40:216]) < 0.1 * sum(tones[:40])


def test_tints_are_screens_and_the_ground_under_them_does_not_show(proof, master, operations):
    body = _box("background:#000", 10, 10, 100, 100) + _box(f"background:{tint(RED, 30)}")
    pressed = press(proof(body), master("black"))
    assert ("scn", "/Lines30") in operations(pressed.pdf)
    assert _shade(pressed) == pytest.approx(255 * 0.7, abs=8)


def test_a_border_in_a_tint_is_screened_too(proof, master, operations):
    pressed = press(proof(_box(f"border:2mm dashed {tint(BLACK, 50)}")), master())
    assert ("SCN", "/Lines50") in operations(pressed.pdf)


def test_letters_are_never_gray(proof, master):
    colours = [tint(BLACK, 50), tint(RED, 40), "#777777", "#3355aa"]
    body = "".join(f'<p style="color:{colour}">text</p>' for colour in colours)
    pressed = press(proof(body), master("screen"))
    with _opened(pressed.pdf) as pdf:
        inside, shown = "", set()
        for step in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(step.operator) in {"g", "scn"}:
                inside = float(step.operands[0]) if str(step.operator) == "g" else "screen"
            elif str(step.operator) in {"Tj", "TJ"}:
                shown.add(inside)
    assert shown == {0.0}


def test_the_palest_letters_stay_white_on_their_dark_ground(proof, master):
    body = _box("background:#000") + (
        f'<p style="position:absolute;left:30mm;top:30mm;font-size:40pt;color:{tint(BLACK, 10)}">M'
    )
    tones = picture(press(proof(body), master()).pdf, 1, 150, gray=True).crop((180, 180, 240, 300))
    assert tones.getextrema()[1] == 255


def test_an_area_after_letters_of_the_same_colour_is_screened_again(proof, master):
    tinted = tint(BLACK, 40)
    body = f'<p style="color:{tinted}">text</p>' + _box(f"background:{tinted}")
    assert _shade(press(proof(body), master())) == pytest.approx(255 * 0.6, abs=8)


def test_other_colours_keep_their_light(proof, master, operations):
    body = _box("background:#858585") + _box("background:#00ff00", 90)
    found = operations(press(proof(body), master()).pdf)
    assert ("g", "0.5216") in found
    green = max(
        float(operands) for operator, operands in found if operator == "g" and operands != "1"
    )
    assert green == pytest.approx(0.866, abs=0.01)


def test_a_dark_palette_prints_in_solid_black(proof, master, operations):
    palette = Palette(
        inks=(PAPER, Ink(name="black", srgb="#1a1a2e"), Ink(name="accent", srgb="#1a1a2e"))
    )
    pressed = press(proof(_box("background:#1a1a2e"), code=True), master("screen", palette))
    assert ("g", "0") in operations(pressed.pdf)
    assert (pressed.blanks[0].ink, pressed.blanks[0].ground) == ("0 g", "1 g")


ODD = {
    "gradient": _box("background:linear-gradient(45deg,#d8121b,#00f 30%,#fff)"),
    "radial gradient": _box("background:radial-gradient(#d8121b,#ff0)"),
    "opacity": _box("background:#00f;opacity:.5"),
    "lab": _box("background:oklch(0.6 0.2 120)") + _box("background:lab(50 40 20)", 90),
    "cmyk": _box("background:device-cmyk(0 1 1 0);border:1mm solid device-cmyk(1 0 0 0)"),
    "fading gradient": _box("background:linear-gradient(#d8121b,transparent)"),
    "borders": _box("border:2mm groove #d8121b") + _box("border:1mm dotted #08f", 90),
    "svg": (
        "<svg style='position:absolute' width='200' height='200' viewBox='0 0 9 9'>"
        "<defs><linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#0f0'/>"
        "</linearGradient><pattern id='p' width='2' height='2' patternUnits='userSpaceOnUse'>"
        "<rect width='1' height='1' fill='#00f'/></pattern>"
        "<mask id='m' maskUnits='userSpaceOnUse' x='0' y='0' width='9' height='9'>"
        "<rect width='9' height='5' fill='#fff'/></mask></defs>"
        "<rect width='4' height='4' fill='url(#g)' stroke='#d8121b'/>"
        "<rect x='4' width='4' height='4' fill='url(#p)'/>"
        "<rect y='4' width='9' height='4' fill='#f0f' mask='url(#m)'/></svg>"
    ),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
def test_nothing_but_gray_is_left(proof, master, operations, spaces, body):
    pressed = press(proof(body), master("screen"))
    assert {operator for operator, _ in operations(pressed.pdf)} <= GRAY_ONLY
    assert spaces(pressed.pdf) <= {"/DeviceGray"}
    assert {
        operands for operator, operands in operations(pressed.pdf) if operator in {"cs", "CS"}
    } <= {"/Pattern"}
    drawn = picture(pressed.pdf, 1, 100)
    assert all(red == green == blue for _, (red, green, blue) in drawn.getcolors(1 << 20))


def _with_images(pdf):
    """Put a JPEG, a picture with a mask and a CMYK picture on the first page."""
    red = Image.new("RGB", (8, 8), (216, 18, 27))
    jpeg = io.BytesIO()
    red.save(jpeg, "JPEG", quality=95)
    with _opened(pdf) as document:
        kinds = {
            "J": (
                jpeg.getvalue(),
                {"ColorSpace": pikepdf.Name.DeviceRGB, "Filter": pikepdf.Name.DCTDecode},
            ),
            "F": (red.tobytes(), {"ColorSpace": pikepdf.Name.DeviceRGB}),
            "K": (bytes([0, 255, 255, 0]) * 64, {"ColorSpace": pikepdf.Name.DeviceCMYK}),
        }
        mask = document.make_stream(
            bytes([255] * 64),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=8,
            Height=8,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray,
        )
        page = document.pages[0]
        page.obj.Resources.XObject = pikepdf.Dictionary()
        for place, (name, (data, keys)) in enumerate(kinds.items()):
            image = document.make_stream(data)
            keys |= {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image}
            keys |= {"Width": 8, "Height": 8, "BitsPerComponent": 8}
            for key, value in keys.items():
                image[f"/{key}"] = value
            if name == "F":
                image.SMask = mask
            page.obj.Resources.XObject[f"/{name}"] = image
            page.contents_add(f"q 60 0 0 60 {20 + 100 * place} 300 cm /{name} Do Q".encode())
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_pictures_become_gray_in_their_own_packing(proof, master, spaces):
    typeset = proof("<p></p>")
    pressed = press(replace(typeset, pdf=_with_images(typeset.pdf)), master())
    assert spaces(pressed.pdf) == {"/DeviceGray"}
    with _opened(pressed.pdf) as pdf:
        drawn = pdf.pages[0].Resources.XObject
        assert drawn.J.Filter == pikepdf.Name.DCTDecode
        assert len(drawn.F.read_bytes()) == 64
        assert len(drawn.F.SMask.read_bytes()) == 64
    shown = picture(pressed.pdf, 1, 72, gray=True)
    assert [abs(shown.getpixel((x, 330)) - 108) <= 3 for x in (50, 150)] == [True, True]
    assert shown.getpixel((250, 330)) < 150


def test_boxes_are_exact_and_the_trim_is_at_the_origin(proof, master):
    with _opened(press(proof("<p>a"), master()).pdf) as pdf:
        page = pdf.pages[0].obj
        for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
            assert [float(value) / PT for value in page[name]] == pytest.approx(
                [0, 0, 148, 210], abs=0.001
            )
        assert "/CropBox" not in page
        assert "/ArtBox" not in page


def test_bleed_stands_around_the_trim(proof, master):
    made = master()
    made = replace(made, profile=replace(made.profile, bleed=3.0))
    pressed = press(proof("<p>a"), made)
    assert pressed.bleed == 3.0
    with _opened(pressed.pdf) as pdf:
        page = pdf.pages[0].obj
        assert [float(v) / PT for v in page.TrimBox] == pytest.approx([0, 0, 148, 210], abs=0.001)
        for name in ("/MediaBox", "/BleedBox"):
            assert [float(v) / PT for v in page[name]] == pytest.approx(
                [-3, -3, 151, 213], abs=0.001
            )


@pytest.mark.parametrize("made", [press, screen])
def test_nothing_tells_who_made_it(proof, master, made):
    body = '<h1>Outline</h1><a href="https://example.org/page">link</a><a href="other.html">b</a>'
    pressed = made(proof(body), master())
    for word in (b"WeasyPrint", b"pikepdf", b"Somebody", b"example.org", b"job.invalid", b"qpdf"):
        assert word not in pressed.pdf
    with _opened(pressed.pdf) as pdf:
        assert "/Info" not in pdf.trailer
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
        page = pdf.pages[0].obj
        assert not {"/Annots", "/StructParents", "/Tabs", "/Metadata"} & set(page.keys())


def test_the_file_is_of_the_profiles_version_and_classic(proof, master):
    pressed = press(proof("<p>a"), master())
    assert pressed.pdf.startswith(b"%PDF-1.4\n")
    assert b"\nxref\n" in pressed.pdf
    assert b"/ObjStm" not in pressed.pdf
    assert b"/XRef" not in pressed.pdf


def test_files_are_sound(proof, master):
    for body in ODD.values():
        for made in (press, screen):
            with _opened(made(proof(body), master("screen")).pdf) as pdf:
                assert pdf.check_pdf_syntax() == []


def test_viewers_are_told_not_to_scale(proof, master):
    with _opened(press(proof("<p>a"), master()).pdf) as pdf:
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


def test_content_leaves_the_graphics_state_as_it_found_it(proof, master):
    for made in (press, screen):
        pressed = made(proof("<p>a"), master())
        with _opened(pressed.pdf) as pdf:
            page = pdf.pages[0]
            page.contents_add(b"0 g 0 0 100 100 re f")
            out = io.BytesIO()
            pdf.save(out)
        drawn = picture(out.getvalue(), 1, 72, gray=True)
        assert drawn.getpixel((50, drawn.height - 50)) == 0
        assert drawn.getpixel((50, drawn.height - 110)) == 255


def test_the_screen_keeps_its_colours(proof, master):
    pressed = screen(proof(_box("background:#d8121b"), code=True), master("paper"))
    assert picture(pressed.pdf, 1, 72).getpixel((140, 140)) == (216, 18, 27)
    assert (pressed.blanks[0].ink, pressed.blanks[0].ground) == ("0 g", "1 g")


def test_a_code_is_a_blank_on_each_page_in_page_order(proof, master):
    body = '<p>a</p><p class="next">b</p>'
    pressed = press(proof(body, pages=2, code=True), master())
    assert pressed.pages == 2
    assert [(blank.slot, blank.kind, blank.page) for blank in pressed.blanks] == [
        ("code", "code", 1),
        ("code", "code", 2),
    ]
    blank = pressed.blanks[0]
    assert (blank.width, blank.height) == (pytest.approx(30), pytest.approx(30))
    assert blank.matrix == pytest.approx((PT, 0, 0, PT, 100 * PT, 20 * PT))


def test_a_turned_code_has_a_turned_blank(proof, master):
    # Lying on its left side: its own top left is the page's lower left.
    quad = ((10.0, 60.0), (10.0, 40.0), (30.0, 40.0), (30.0, 60.0))
    typeset = replace(
        proof("<p>a"), slots=(SlotMeasure(name="code", places=(Place(page=1, quad=quad),)),)
    )
    blank = press(typeset, master()).blanks[0]
    a, b, c, d, e, f = blank.matrix
    corner = (a * 0 + c * blank.height + e, b * 0 + d * blank.height + f)
    assert corner == pytest.approx((10 * PT, 150 * PT))
    assert (a, b) == pytest.approx((0, PT))


def test_ticket_pages_are_pressed_as_they_are_trimmed(proof, master, operations):
    made = plain(proof("<p>Ticket</p>").pdf, master().profile)
    with _opened(made) as pdf:
        assert [float(v) / PT for v in pdf.pages[0].obj.TrimBox] == pytest.approx(
            [0, 0, 148, 210], abs=0.001
        )
    assert set(operations(made)) == {("g", "0")}


HEADLINE = (
    '<h1 style="position:absolute;left:8mm;top:0;margin:0;font:900 40pt Geologica">'
    '<span style="position:absolute;white-space:pre;left:0;top:20mm">OPEN </span>'
    '<span style="position:absolute;white-space:pre;left:0;top:40mm;letter-spacing:.5em">THE '
    '<b style="color:#d8121b">RIVER</b></span>'
    '<span style="position:absolute;white-space:pre;left:0;top:60mm">BANK</span></h1>'
    '<p style="position:absolute;top:120mm">Body text</p>'
)


def _baselines(pdf):
    """The baselines of page 1 in mm from its top, the first text first."""
    with _opened(pdf) as document:
        return [
            float(step.operands[5]) * 25.4 / 96
            for step in pikepdf.parse_content_stream(document.pages[0])
            if str(step.operator) == "Tm"
        ]


def _text(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    return text


def test_a_set_headline_is_read_as_one_text_in_its_own_case(proof, master):
    lines = tuple(_baselines(proof(HEADLINE).pdf)[:-1])
    assert "Open the riverbank" not in _text(press(proof(HEADLINE), master()).pdf)
    text = _text(press(proof(HEADLINE, headline=lines), master()).pdf)
    assert "Open the riverbank" in text
    assert "OPEN" not in text
    assert "Body text" in text


def test_words_of_ours_that_are_set_are_told_too(proof, master):
    lines = tuple(_baselines(proof(HEADLINE).pdf)[:-1])
    assert "Our demands" in _text(press(proof(HEADLINE, call=lines), master()).pdf)


def test_a_headline_with_other_text_between_its_lines_keeps_all_its_letters(proof, master):
    lines = _baselines(proof(HEADLINE).pdf)
    apart = (lines[0], lines[-2])
    text = _text(press(proof(HEADLINE, headline=apart), master()).pdf)
    assert text == _text(press(proof(HEADLINE), master()).pdf)


def test_marks_of_structure_do_not_stand_around_ours(proof, master):
    lines = tuple(_baselines(proof(HEADLINE).pdf)[:-1])
    with _opened(press(proof(HEADLINE, headline=lines), master()).pdf) as pdf:
        marks = [
            str(step.operator)
            for step in pikepdf.parse_content_stream(pdf.pages[0])
            if str(step.operator) in {"BDC", "BMC", "EMC"}
        ]
    assert marks == ["BDC", "EMC"]


def test_two_pages_are_pressed_in_a_moment(proof, master):
    words = "<p>" + "many words for a long page " * 60
    typeset = proof(f'{words}<div class="next">{words}', pages=2)
    best = []
    for _ in range(5):
        begun = time.perf_counter()
        press(typeset, master())
        best.append(time.perf_counter() - begun)
    assert min(best) < 0.06
