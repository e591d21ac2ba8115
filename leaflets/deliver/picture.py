"""The pictures of a page for the telephone."""

from io import BytesIO

from PIL import Image

from leaflets.model.palette import Palette, tint
from leaflets.raster import Pages
from leaflets.units import MM_PER_PX

_CSS_DPI = 25.4 / MM_PER_PX
# What messengers show upright without cutting anything off: 4 to 5.
_MESSENGER = (1080, 1350)
# How high the leaflet stands on it, and how far its shadow falls, in px.
_HIGH, _SHADOW = 1230, 16
# Shares of the accent, in percent: the ground stands off from paper, the shadow from all inks.
_GROUND, _SHADED = 20, 50


def png(pdf: bytes, page: int, *, edge_mm: float, width_px: int = 1080) -> bytes:
    """Return one page (from 1) as an RGB PNG of `width_px`, cropped by `edge_mm` on all four sides.

    Where the machine leaves a white frame the art stops, and a picture has no use for the frame.
    The file holds pixels and nothing else: the same bytes for the same page.
    """
    with Pages(pdf) as pages:
        width = pages.trim(page)[0] - 2 * edge_mm
        drawn = pages.picture(page, width_px * MM_PER_PX * _CSS_DPI / width, crop_mm=edge_mm)
    return _bare(drawn)


def messenger(pdf: bytes, page: int, palette: Palette) -> bytes:
    """Return one page (from 1) whole on a ground of the palette, as an RGB PNG of 1080 × 1350 px.

    The page keeps its proportions; one that is wider than high is as wide as the ground lets it.
    """
    with Pages(pdf) as pages:
        width, height = pages.trim(page)
        high = min(_HIGH, (_MESSENGER[0] - _MESSENGER[1] + _HIGH) * height / width)
        drawn = pages.picture(page, high * MM_PER_PX * _CSS_DPI / height)
    accent = palette.ink("accent")
    ground = Image.new("RGB", _MESSENGER, tint(accent, _GROUND))
    left, top = ((room - size) // 2 for room, size in zip(_MESSENGER, drawn.size, strict=True))
    right, low = left + drawn.width, top + drawn.height
    shadow = (left + _SHADOW, top + _SHADOW, right + _SHADOW, low + _SHADOW)
    ground.paste(tint(accent, _SHADED), shadow)
    ground.paste(drawn, (left, top))
    return _bare(ground)


def _bare(picture: Image.Image) -> bytes:
    picture.info.clear()
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()
