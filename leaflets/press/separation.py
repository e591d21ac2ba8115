"""sRGB into four inks, by the ICC profile of a printing condition."""

import io
from functools import cache
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageChops, ImageCms

from leaflets.problems import Exit, LeafletsError, Problem

_FOLDER = Path(__file__).with_name("icc")
# Coated paper (Fogra39), at most 300 % of ink: the condition that colour machines imitate.
_COATED = "ISOcoated_v2_300_bas.ICC"
_QUALITY = 92
_NEUTRAL = 1


@cache
def separated(colour: tuple[int, int, int]) -> tuple[float, ...]:
    """Return cyan, magenta, yellow and black, 0 to 1, of an sRGB colour, 0 to 255.

    Relative colorimetric with black point compensation. Raises LeafletsError: icc-broken.
    """
    mixed = _transform().apply(Image.new("RGB", (1, 1), colour))
    return tuple(round(level / 255, 4) for level in mixed.tobytes())


def picture(pixels: bytes, size: tuple[int, int]) -> bytes:
    """Return raw RGB pixels as CMYK, four bytes each; their grays become black alone.

    For drawings: lossless pictures, whose black lines are to stay sharp.
    """
    drawn = Image.frombytes("RGB", size, pixels)
    mixed = _transform().apply(drawn)
    red, green, blue = drawn.split()
    apart = ImageChops.lighter(
        ImageChops.difference(red, green), ImageChops.difference(green, blue)
    )
    none = Image.new("L", size, 0)
    black = Image.merge("CMYK", (none, none, none, ImageChops.invert(green)))
    mixed.paste(black, mask=apart.point([255 * (step <= _NEUTRAL) for step in range(256)]))
    return mixed.tobytes()


def photograph(jpeg: bytes) -> bytes:
    """Return a JPEG in CMYK, inverted as Adobe writes them; grays keep all four inks."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as opened:
        mixed = _transform().apply(opened.convert("RGB"))
    mixed.info = {}
    out = io.BytesIO()
    mixed.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


@cache
def _transform() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(_profile(_COATED))),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _profile(name: str) -> bytes:
    """Return an ICC profile that is the one we tried; another one would mix other colours."""
    path = _FOLDER / name
    sums = (_FOLDER / "SHA256SUMS").read_text(encoding="ascii").split()
    data = path.read_bytes() if path.is_file() else b""
    if sha256(data).hexdigest() != sums[sums.index(name) - 1]:
        raise LeafletsError(
            Problem(
                code="icc-broken",
                message=f"The colour profile {name} is missing or is not the one that Leaflets "
                "was tried with.",
                hint="Install Leaflets again.",
                exit=Exit.MACHINE,
            )
        )
    return data
