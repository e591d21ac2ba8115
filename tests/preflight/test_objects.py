"""What the file is made of: boxes, fonts, colours and what it gives away, each fault planted."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from leaflets.preflight.expected import Expected
from leaflets.preflight.leaflet import check
from leaflets.problems import Exit
from leaflets.units import PT_PER_MM

Change = Callable[[pikepdf.Pdf, pikepdf.Dictionary], None]


def test_a_clean_page_raises_no_alarm(
    page: Callable[..., bytes], found: Callable[..., set[str]]
) -> None:
    assert found(page(b"0.5 g 10 10 100 100 re f")) == set()


def test_coverage_is_the_share_of_the_page_that_is_inked(
    page: Callable[..., bytes], expected: Expected
) -> None:
    """Half the page at half the black is a quarter."""
    half = f"0.5 g 0 0 {74 * PT_PER_MM:.3f} 1000 re f".encode()

    assert check(page(half), expected).coverage == (pytest.approx(0.25, abs=0.005),)


def test_what_cannot_be_opened_is_told(found: Callable[..., set[str]]) -> None:
    assert found(b"%PDF-1.4 torn off") == {"pdf-broken"}


def test_a_page_too_many_is_told(
    page: Callable[..., bytes], found: Callable[..., set[str]]
) -> None:
    assert found(page(), pages=2) == {"pages-wrong"}


def boxed(**boxes: tuple[float, float, float, float]) -> Change:
    def change(_: pikepdf.Pdf, one: pikepdf.Dictionary) -> None:
        for name, box in boxes.items():
            one[f"/{name}"] = Array([value * PT_PER_MM for value in box])

    return change


@pytest.mark.parametrize(
    "change",
    [
        boxed(TrimBox=(0, 0, 148, 210.2)),
        boxed(TrimBox=(1, 0, 149, 210), MediaBox=(0, 0, 150, 210)),
        boxed(BleedBox=(-3, -3, 151, 213), MediaBox=(-3, -3, 151, 213)),
        boxed(CropBox=(2, 2, 146, 208)),
        boxed(MediaBox=(0, 0, 160, 220)),
        lambda _, one: one.update(Dictionary(Rotate=90)),
        lambda _, one: one.update(Dictionary(UserUnit=2)),
    ],
)
def test_boxes_that_are_off_are_told(
    change: Change, page: Callable[..., bytes], found: Callable[..., set[str]]
) -> None:
    assert found(page(change=change)) == {"box-wrong"}


def test_a_tenth_of_a_millimetre_is_exact_enough(
    page: Callable[..., bytes], found: Callable[..., set[str]]
) -> None:
    box = (0, 0, 148.06, 209.94)

    assert found(page(change=boxed(TrimBox=box, BleedBox=box, MediaBox=box))) == set()


def test_bleed_is_measured_from_the_trim(
    page: Callable[..., bytes], expected: Expected, found: Callable[..., set[str]]
) -> None:
    change = boxed(BleedBox=(-3, -3, 151, 213), MediaBox=(-3, -3, 151, 213))

    assert found(page(change=change), bleed=3.0) == set()
    problem = check(page(change=change), expected).problems[0]
    assert (problem.code, problem.where.page, problem.where.mm, problem.exit) == (
        "box-wrong",
        1,
        3.0,
        Exit.CHECK,
    )


def test_a_font_that_is_not_in_the_file_is_named(
    page: Callable[..., bytes], expected: Expected
) -> None:
    def change(_: pikepdf.Pdf, one: pikepdf.Dictionary) -> None:
        one.Resources.Font = Dictionary(
            F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )

    (problem,) = check(page(change=change), expected).problems

    assert problem.code == "font-not-embedded"
    assert "Helvetica" in problem.message


def form(content: bytes, **entries: object) -> Change:
    """Put content into a form that the page draws."""

    def change(document: pikepdf.Pdf, one: pikepdf.Dictionary) -> None:
        stream = document.make_stream(content)
        stream.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))
        stream.update(Dictionary(**entries))
        one.Resources.XObject = Dictionary(X=stream)

    return change


def shading(space: Name) -> Dictionary:
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1)
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 1, 1], Function=ramp)


def resource(kind: str, value: Callable[[pikepdf.Pdf], pikepdf.Object]) -> Change:
    def change(document: pikepdf.Pdf, one: pikepdf.Dictionary) -> None:
        one.Resources[f"/{kind}"] = Dictionary(X=value(document))

    return change


def stream(document: pikepdf.Pdf, content: bytes, **entries: object) -> pikepdf.Stream:
    made = document.make_stream(content)
    made.update(Dictionary(**entries))
    return made


def image(document: pikepdf.Pdf, space: object, data: bytes = b"\0\0\0") -> pikepdf.Stream:
    made = stream(document, data, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    made.ColorSpace = space
    return made


INDEXED = Array([Name.Indexed, Name.DeviceRGB, 0, pikepdf.String(b"abc")])
GRAYS = Array([Name.Indexed, Name.DeviceGray, 0, pikepdf.String(b"a")])
TILE = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9]}


@pytest.mark.parametrize(
    ("content", "change"),
    [
        (b"1 0 0 rg", None),
        (b"0 0 0 RG", None),
        (b"0 0 0 1 k", None),
        (b"0 0 0 1 K", None),
        (b"/DeviceRGB cs 0 0 0 sc", None),
        (b"/C CS", resource("ColorSpace", lambda _: Name.DeviceCMYK)),
        (b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI", None),
        (b"", form(b"0 0 1 rg")),
        (b"", form(b"", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))),
        (b"", resource("Shading", lambda _: shading(Name.DeviceRGB))),
        (
            b"",
            resource("Pattern", lambda _: Dictionary(PatternType=2, Shading=shading(Name.Lab))),
        ),
        (b"", resource("Pattern", lambda pdf: stream(pdf, b"0 1 0 rg", **TILE))),
        (b"", resource("XObject", lambda pdf: image(pdf, Name.DeviceRGB))),
        (b"", resource("XObject", lambda pdf: image(pdf, INDEXED))),
        (
            b"",
            resource(
                "ExtGState", lambda pdf: Dictionary(SMask=Dictionary(G=stream(pdf, b"1 0 0 rg")))
            ),
        ),
        (
            b"",
            resource(
                "Font",
                lambda pdf: Dictionary(
                    Subtype=Name.Type3, CharProcs=Dictionary(a=stream(pdf, b"1 0 0 rg"))
                ),
            ),
        ),
    ],
)
def test_any_colour_but_gray_is_told(
    content: bytes,
    change: Change | None,
    page: Callable[..., bytes],
    found: Callable[..., set[str]],
) -> None:
    assert found(page(content, **({"change": change} if change else {}))) == {"colour-wrong"}


@pytest.mark.parametrize(
    ("content", "change"),
    [
        (b"/DeviceGray cs .5 sc 0 G /Pattern CS", None),
        (b"BI /W 1 /H 1 /CS /G /BPC 8 ID a EI", None),
        (b"BI /W 1 /H 1 /IM true ID a EI", None),
        (b"", form(b"0 g", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))),
        (b"", resource("Shading", lambda _: shading(Name.DeviceGray))),
        (b"", resource("XObject", lambda pdf: image(pdf, GRAYS))),
    ],
)
def test_gray_in_every_guise_is_gray(
    content: bytes,
    change: Change | None,
    page: Callable[..., bytes],
    found: Callable[..., set[str]],
) -> None:
    assert found(page(content, **({"change": change} if change else {}))) == set()


def jpeg(**extra: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", (8, 8), 128).save(out, "JPEG", **extra)
    return out.getvalue()


def camera() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A camera's maker"
    return jpeg(exif=exif)


def photo(data: bytes) -> Change:
    def made(document: pikepdf.Pdf) -> pikepdf.Stream:
        picture = image(document, Name.DeviceGray)
        picture.write(data, filter=Name.DCTDecode)
        return picture

    return resource("XObject", made)


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf, _: pdf.docinfo.update(Dictionary(Producer="a tool")),
        lambda pdf, _: pdf.docinfo.update(Dictionary(CreationDate="D:20260101")),
        lambda pdf, _: pdf.Root.update(Dictionary(Metadata=stream(pdf, b"<x/>"))),
        lambda pdf, _: pdf.Root.update(Dictionary(Names=Dictionary())),
        lambda pdf, _: pdf.Root.update(Dictionary(OpenAction=Dictionary(S=Name.JavaScript))),
        lambda _, one: one.update(Dictionary(PieceInfo=Dictionary())),
        lambda _, one: one.update(Dictionary(LastModified="D:20260101")),
        lambda _, one: one.update(Dictionary(Annots=Array([Dictionary(Subtype=Name.Link)]))),
        lambda _, one: one.update(Dictionary(Note=Dictionary(In=Array(["file:///a/b"])))),
        form(b"", PieceInfo=Dictionary()),
        photo(camera()),
        photo(jpeg(comment=b"written by someone")),
    ],
)
def test_whatever_gives_somebody_away_is_told(
    change: Change, page: Callable[..., bytes], found: Callable[..., set[str]]
) -> None:
    assert found(page(change=change)) == {"metadata-left"}


def test_a_clean_photograph_tells_nothing(
    page: Callable[..., bytes], found: Callable[..., set[str]]
) -> None:
    assert found(page(change=photo(jpeg()))) == set()
