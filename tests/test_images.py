import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from leaflets.images import clean, gray, gray_jpeg
from leaflets.problems import LeafletsError


def _picture(size=(40, 20)):
    """Left half red, right half white, with a black top row."""
    picture = Image.new("RGB", size, "white")
    picture.paste((216, 18, 27), (0, 0, size[0] // 2, size[1]))
    picture.paste((0, 0, 0), (0, 0, size[0], 4))
    return picture


def _bytes(picture, kind="JPEG", **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _read(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def _code(data):
    with pytest.raises(LeafletsError) as caught:
        clean(data)
    return [problem.code for problem in caught.value.problems]


def _exif(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera-of-somebody"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 40, "subsampling": 2}])
def test_a_jpeg_without_metadata_passes_byte_for_byte(options):
    data = _bytes(_picture(), **options)
    assert clean(data) == data


def test_a_jpeg_loses_camera_comment_and_place_and_no_pixel():
    data = _bytes(_picture(), exif=_exif(), comment=b"seen by somebody", xmp=b"<x:xmpmeta/>")
    data += b"hidden behind the end"
    cleaned = clean(data)
    assert b"somebody" not in cleaned
    assert b"xmpmeta" not in cleaned
    assert b"Exif" not in cleaned
    assert b"hidden" not in cleaned
    assert _read(cleaned).tobytes() == _read(data).tobytes()


def test_a_progressive_jpeg_keeps_all_its_scans():
    data = _bytes(_picture((400, 300)), progressive=True, comment=b"somebody")
    assert _read(clean(data)).tobytes() == _read(data).tobytes()


def test_a_jpeg_lying_on_its_side_is_turned_upright():
    lying = _picture((40, 20)).transpose(Image.Transpose.ROTATE_90)
    cleaned = clean(_bytes(lying, exif=_exif(6), quality=95))
    upright = _read(cleaned)
    assert upright.size == (40, 20)
    assert max(upright.getpixel((30, 1))) < 30
    assert b"somebody" not in cleaned


def test_an_orientation_in_a_png_is_obeyed():
    lying = _picture((40, 20)).transpose(Image.Transpose.ROTATE_90)
    upright = _read(clean(_bytes(lying, "PNG", exif=_exif(6))))
    assert upright.tobytes() == _picture((40, 20)).tobytes()


def _swapped_profile():
    """Return an sRGB profile whose red and blue primaries have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for index in range(struct.unpack(">I", profile[128:132])[0]):
        at = 132 + 12 * index
        swapped = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(bytes(profile[at : at + 4]))
        if swapped:
            profile[at : at + 4] = swapped
    return bytes(profile)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_colours_are_those_of_the_embedded_profile(kind):
    options = {"quality": 95} if kind in {"JPEG", "WEBP"} else {}
    data = _bytes(
        Image.new("RGB", (16, 16), "red"), kind, icc_profile=_swapped_profile(), **options
    )
    cleaned = _read(clean(data))
    red, green, blue = cleaned.getpixel((8, 8))
    assert blue > 245
    assert max(red, green) < 10
    assert "icc_profile" not in cleaned.info


def test_a_gray_picture_with_a_colour_profile_is_read():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = _bytes(Image.new("LA", (8, 8), (128, 200)), "PNG", icc_profile=srgb)
    red, green, blue, alpha = _read(clean(data)).getpixel((4, 4))
    assert max(abs(value - 128) for value in (red, green, blue)) <= 1
    assert alpha == 200


def test_sixteen_bits_become_eight():
    wide = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 32768, 65535)):
        wide.putpixel((x, 0), value)
    assert _read(clean(_bytes(wide, "PNG"))).tobytes() == bytes([0, 128, 255])


def test_cmyk_becomes_rgb():
    cleaned = _read(clean(_bytes(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), quality=95)))
    assert cleaned.mode == "RGB"
    assert cleaned.getpixel((4, 4))[0] > 245
    assert _read(clean(_bytes(Image.new("CMYK", (8, 8)), "TIFF"))).getpixel((4, 4)) == (255,) * 3


def test_transparency_survives():
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    data = _bytes(palette, "GIF", transparency=1)
    assert _read(clean(data)).getpixel((2, 2))[3] == 0
    half = Image.new("RGBA", (4, 4), (255, 0, 0, 128))
    assert _read(clean(_bytes(half, "PNG"))).getpixel((2, 2)) == (255, 0, 0, 128)


def test_png_text_is_gone():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "somebody", zip=False)
    assert b"somebody" not in clean(_bytes(_picture(), "PNG", pnginfo=told))


def test_cleaning_twice_changes_nothing_more():
    for data in (_bytes(_picture(), exif=_exif(3)), _bytes(_picture(), "TIFF")):
        assert clean(clean(data)) == clean(data)


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"%PDF-1.7", b"\xff\xd8\xff", b"%!PS-Adobe-3.0 EPSF"]
)
def test_what_is_no_picture_is_told(data):
    assert _code(data) == ["image-unreadable"]


@pytest.mark.parametrize("lenient", [False, True])
def test_a_cut_off_picture_is_told(monkeypatch, lenient):
    """The typesetting engine makes Pillow lenient for the whole process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    for kind in ("JPEG", "PNG"):
        data = _bytes(_picture((300, 300)), kind)
        assert _code(data[: len(data) // 2]) == ["image-unreadable"]
    assert lenient == ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    assert _code(data) == ["image-too-large"]


def _outcome(data):
    try:
        _read(clean(data))
    except LeafletsError as error:
        return error.problems[0].code
    return "clean"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "TIFF", "GIF"]), st.data())
def test_no_broken_byte_escapes_as_anything_but_a_problem(kind, drawn):
    data = bytearray(_bytes(_picture(), kind))
    for _ in range(drawn.draw(st.integers(1, 4))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    assert _outcome(bytes(data)) in {"clean", "image-unreadable", "image-too-large"}


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<use xlink:href="#a"/>',
        '<path d="M0 0" fill="url(#g)"/>',
        "<style>p{fill:url(#g)}</style>",
    ],
)
def test_a_self_contained_svg_passes_as_it_is(body):
    data = ("\ufeff" + _SVG.format(body)).encode()
    assert clean(data) == data


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<rect onload="x()"/>',
        '<image href="photo.jpg"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<use xlink:href="https://example.org/a.svg#b"/>',
        "<style>@import 'a.css';</style>",
        '<rect fill="url( https://example.org/a)"/>',
        "<foreignObject/>",
    ],
)
def test_an_svg_that_reaches_outside_is_refused(body):
    assert _code(_SVG.format(body).encode()) == ["image-unsafe"]


def test_an_svg_with_entities_or_a_style_sheet_is_refused():
    entity = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + _SVG.format("&a;")
    sheet = '<?xml-stylesheet href="a.css"?>' + _SVG.format("")
    assert _code(entity.encode()) == ["image-unsafe"]
    assert _code(sheet.encode()) == ["image-unsafe"]


def test_a_broken_svg_is_unreadable():
    assert _code(b"<svg><g></svg>") == ["image-unreadable"]


def test_gray_keeps_neutrals_and_weighs_colours_by_their_light():
    neutrals = bytes(value for level in range(256) for value in (level,) * 3)
    grays = gray(neutrals, (256, 1), "RGB")
    assert all(abs(level - found) <= 2 for level, found in enumerate(grays))
    green, red, blue = gray(bytes([0, 255, 0, 255, 0, 0, 0, 0, 255]), (3, 1), "RGB")
    assert green > red > blue


def test_a_gray_jpeg_has_one_channel_and_the_same_size():
    picture = _read(gray_jpeg(_bytes(_picture(), quality=95)))
    assert (picture.mode, picture.size) == ("L", (40, 20))
    assert picture.getpixel((35, 15)) > 250
