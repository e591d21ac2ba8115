"""A picture on its way to the page: upright, in sRGB, and silent about where it was taken."""

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from xml.parsers import expat

from PIL import Image, ImageCms, ImageFile, ImageOps

from leaflets.problems import LeafletsError, Problem

# A3 at 600 dpi is 70 million pixels.
_MOST_PIXELS = 80_000_000
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")
# What Pillow raises, depending on the format and on the byte that is broken.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
    ImageCms.PyCMSError,
)
_ORIENTATION = 0x0112
_QUALITY = 92
# JPEG segments that make the picture; all others (APPn but Adobe's APP14, COM) only tell about it.
_PICTURE_SEGMENTS = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0), 0xEE})
_SCAN, _END, _JFIF = 0xDA, 0xD9, 0xE0
_NEXT_MARKER = re.compile(rb"\xff(?![\x00\xff\xd0-\xd7])")
_MODE_OF_PROFILE = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_ACTIVE_TAGS = frozenset({"script", "foreignobject", "iframe", "embed", "object", "handler"})


def clean(data: bytes) -> bytes:
    """Return a picture that looks as intended everywhere and tells nothing but its pixels.

    Turned as its EXIF says, converted to sRGB by its own colour profile, 8 bits a channel, without
    metadata. JPEG stays JPEG, losslessly where no pixel has to change; every other pixel format
    becomes PNG. An SVG is returned as it came. The same bytes always give the same bytes.

    Raises LeafletsError: image-unreadable, image-too-large, image-unsafe.
    """
    if _is_markup(data):
        _check_svg(data)
        return data
    with warnings.catch_warnings():
        # Pillow warns of odd tags in metadata, which we throw away.
        warnings.simplefilter("ignore")
        try:
            with _whole_pictures_only():
                return _cleaned(_opened(data), data)
        except _BROKEN as error:
            raise _unreadable(str(error)) from error


def gray(pixels: bytes, size: tuple[int, int], mode: str) -> bytes:
    """Return the lightness of raw `RGB` or `CMYK` pixels, one byte each, top row first.

    A gray with the luminance of the colour, in sRGB's curve (CIE L*, D50).
    """
    return _lightness(Image.frombytes(mode, size, pixels)).tobytes()


def gray_jpeg(data: bytes) -> bytes:
    """Return a JPEG in gray, of the same size and the same luminance."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        return _written(_lightness(picture), lossy=True)


def srgb_jpeg(data: bytes) -> bytes:
    """Return a JPEG in RGB, of the same size."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        return _written(picture.convert("RGB"), lossy=True)


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Refuse a picture that breaks off: the typesetting engine has Pillow fill it with gray."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _is_markup(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _opened(data: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large("more than 170 million pixels") from error
    if picture.width * picture.height > _MOST_PIXELS:
        raise _too_large(f"{picture.width} × {picture.height} pixels")
    return picture


def _cleaned(picture: Image.Image, data: bytes) -> bytes:
    lossy = picture.format in {"JPEG", "MPO"}
    if lossy and _stays_as_it_is(picture):
        picture.load()
        return _silent_jpeg(data) or _written(picture, lossy=True)
    return _written(_flat(picture), lossy=lossy)


def _stays_as_it_is(picture: Image.Image) -> bool:
    upright = picture.getexif().get(_ORIENTATION, 1) in {0, 1}
    return upright and picture.mode in {"L", "RGB"} and "icc_profile" not in picture.info


def _silent_jpeg(data: bytes) -> bytes:
    """Return the JPEG up to its end marker without the segments that only tell about it.

    Empty if its segments do not follow each other as they should, which decoders forgive.
    """
    kept, at = [data[:2]], 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != _END:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at + 1] == _SCAN:
            found = _NEXT_MARKER.search(data, end)
            end = found.start() if found else len(data)
        if data[at + 1] in _PICTURE_SEGMENTS or _is_plain_jfif(data[at:end]):
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, b"\xff\xd9")) if data[at : at + 2] == b"\xff\xd9" else b""


def _is_plain_jfif(segment: bytes) -> bool:
    """Tell whether it is a JFIF header without a thumbnail."""
    return segment[1] == _JFIF and segment[4:9] == b"JFIF\0" and segment[16:18] == b"\0\0"


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture upright, in sRGB, as L, LA, RGB or RGBA."""
    profile = picture.info.get("icc_profile")
    plain = _eight_bit(ImageOps.exif_transpose(picture))
    return _in_srgb(plain, profile) if profile else _uncoded(plain)


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Return 1-bit, 16-bit and palette pictures with 8 bits a channel; others as they are."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point([value >> 8 for value in range(65536)], "L")
    if picture.mode == "P" or (picture.mode in {"L", "RGB"} and "transparency" in picture.info):
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return picture.convert("L") if picture.mode == "1" else picture


def _uncoded(picture: Image.Image) -> Image.Image:
    if picture.mode in {"L", "LA", "RGB", "RGBA"}:
        return picture
    if picture.mode not in {"CMYK", "YCbCr", "PA", "RGBX", "RGBa", "La"}:
        raise ValueError(f"its pixels are of the kind {picture.mode}")
    return picture.convert("RGBA" if picture.mode in {"PA", "RGBa", "La"} else "RGB")


def _in_srgb(picture: Image.Image, icc: bytes) -> Image.Image:
    """Convert by the embedded profile; a picture of another kind is first brought to its kind."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    mode = _MODE_OF_PROFILE[source.profile.xcolor_space.strip()]
    alpha = picture.getchannel("A") if picture.mode in {"LA", "RGBA", "PA"} else None
    opaque = picture if picture.mode == mode else picture.convert(mode)
    srgb = ImageCms.createProfile("sRGB")
    converted = ImageCms.buildTransform(source, srgb, mode, "RGB").apply(opaque)
    if alpha is not None:
        converted.putalpha(alpha)
    return converted


def _written(picture: Image.Image, *, lossy: bool) -> bytes:
    """Return the pixels as a file that holds nothing else."""
    bare = picture.copy()
    bare.info = {}
    out = io.BytesIO()
    if lossy:
        bare.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        bare.save(out, "PNG")
    return out.getvalue()


def _lightness(picture: Image.Image) -> Image.Image:
    lab = _to_lab().apply(picture.convert("RGB"))
    return lab.getchannel(0).point(_gray_of_lightness())


@cache
def _to_lab() -> ImageCms.ImageCmsTransform:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(srgb, lab, "RGB", "LAB")


@cache
def _gray_of_lightness() -> list[int]:
    """Return the sRGB gray for each lightness, both in 255 steps (CIE 15, IEC 61966-2-1)."""
    levels = []
    for step in range(256):
        root = (step / 2.55 + 16) / 116
        light = root**3 if root > 6 / 29 else (root - 4 / 29) * 3 * (6 / 29) ** 2
        coded = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004
        levels.append(round(coded * 255))
    return levels


def _check_svg(data: bytes) -> None:
    """Raise what keeps an SVG from being drawn as it stands, from nothing but itself."""
    found: list[str] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.extend(_dangers(tag.rpartition(":")[2].lower(), attributes))

    def text(content: str) -> None:
        if _OUTSIDE.search(content):
            found.append("a style that loads a file")

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = lambda *_: found.append("an entity of its own")
    parser.ProcessingInstructionHandler = lambda target, _: found.append(f"<?{target}?>")
    try:
        parser.Parse(data, True)  # noqa: FBT003
    except (expat.ExpatError, ValueError) as error:
        raise _unreadable(str(error)) from error
    if found:
        raise _unsafe(found[0])


def _dangers(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag in _ACTIVE_TAGS:
        yield f"<{tag}>"
    for name, value in attributes.items():
        bare = name.rpartition(":")[2].lower()
        if bare.startswith("on"):
            yield f"the script in {name}"
        if bare in {"href", "src"} and not value.strip().startswith("#"):
            yield f"a reference to {value.strip()[:40]}"
        if _OUTSIDE.search(value):
            yield f"a reference in {name}"


def _unreadable(reason: str) -> LeafletsError:
    return LeafletsError(
        Problem(
            code="image-unreadable",
            message=f"The picture cannot be read: {reason}.",
            hint="Open it in a picture editor and save it anew as JPEG, PNG or plain SVG.",
        )
    )


def _too_large(size: str) -> LeafletsError:
    return LeafletsError(
        Problem(
            code="image-too-large",
            message=f"The picture is too large: {size}; {_MOST_PIXELS:,} pixels are allowed.",
            hint="Scale it down; 300 pixels to the inch are enough, 2480 × 3508 for a whole A4.",
        )
    )


def _unsafe(what: str) -> LeafletsError:
    return LeafletsError(
        Problem(
            code="image-unsafe",
            message=f"The SVG holds {what}, which could load files or run programs.",
            hint="Save it as plain SVG, without scripts, entities and linked pictures.",
        )
    )
