"""Pictures of a document into the colour space of a profile."""

from pikepdf import Array, Name, Object, StreamDecodeLevel
from PIL import Image

from leaflets.images import gray, gray_jpeg, srgb_jpeg
from leaflets.press import separation

_MODES = {"DeviceRGB": "RGB", "DeviceCMYK": "CMYK"}
# What Adobe's CMYK in a JPEG means by 0 and 1 (ISO 32000-1, 8.9.5.2).
_INVERTED = [1, 0] * 4


def ink_picture(image: Object, space: str) -> None:
    """Bring a colour picture into `space`, in the way it is packed: JPEG stays JPEG.

    A gray picture is right in every space: it is printed in black alone.
    """
    mode = _MODES.get(str(image.get("/ColorSpace"))[1:])
    if mode is None or mode == _MODES.get(space):
        return
    if image.get("/Filter") == Name.DCTDecode:
        data = {
            "DeviceGray": gray_jpeg,
            "DeviceRGB": srgb_jpeg,
            "DeviceCMYK": separation.photograph,
        }
        image.write(data[space](image.read_raw_bytes()), filter=Name.DCTDecode)
    else:
        size = (int(image.Width), int(image.Height))
        image.write(_pixels(image.read_bytes(StreamDecodeLevel.generalized), size, (mode, space)))
    for key in ("/Decode", "/DecodeParms"):
        if key in image:
            del image[key]
    image.ColorSpace = Name(f"/{space}")
    if space == "DeviceCMYK" and image.get("/Filter") == Name.DCTDecode:
        image.Decode = Array(_INVERTED)


def _pixels(pixels: bytes, size: tuple[int, int], change: tuple[str, str]) -> bytes:
    mode, space = change
    if space == "DeviceGray":
        return gray(pixels, size, mode)
    if space == "DeviceCMYK":
        return separation.picture(pixels, size)
    return Image.frombytes(mode, size, pixels).convert("RGB").tobytes()
