"""The picture of a page for the telephone."""

from io import BytesIO

from leaflets.raster import Pages
from leaflets.units import MM_PER_PX

_CSS_DPI = 25.4 / MM_PER_PX


def png(pdf: bytes, page: int, *, edge_mm: float, width_px: int = 1080) -> bytes:
    """Return one page (from 1) as an RGB PNG of `width_px`, cropped by `edge_mm` on all four sides.

    Where the machine leaves a white frame the art stops, and a picture has no use for the frame.
    The file holds pixels and nothing else: the same bytes for the same page.
    """
    with Pages(pdf) as pages:
        width = pages.trim(page)[0] - 2 * edge_mm
        drawn = pages.picture(page, width_px * MM_PER_PX * _CSS_DPI / width, crop_mm=edge_mm)
    drawn.info.clear()
    data = BytesIO()
    drawn.save(data, "PNG")
    return data.getvalue()
