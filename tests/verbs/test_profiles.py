"""Every layout in every format and profile through all gates, and what each profile keeps."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from leaflets import faces
from leaflets.model.palette import RED, tint
from leaflets.model.variant import Variant
from leaflets.press.press import screen
from leaflets.problems import errors
from leaflets.profiles import profile, profiles
from leaflets.raster import Pages, picture
from leaflets.stamp.code import stamp
from leaflets.typeset.proof import typeset
from leaflets.units import PT_PER_MM
from leaflets.verbs.job import Job, ready
from leaflets.verbs.layouts import layouts
from leaflets.verbs.leaflet import Made, batch

URL = "https://example.org/benches"
STATEMENT = f"""---
headline: "A bench at ==every== stop!"
kicker: Walkers of Kokset
link: {URL}
imprint: Published by the walkers of Kokset.
event: {{date: 2031-05-04, time: "18:00", place: The old lime tree}}
---
# For benches

We walk because we like to, and we would like to sit down.
==A street without a bench is a corridor.==

==Whoever is tired belongs to the city, too.==

We demand:

- A bench every two hundred metres;
- A lime tree beside every bench.
"""
NAMES = tuple(one.name for one in profiles())
CASES = tuple(
    (layout.name, made_in.name, name)
    for layout in layouts(None)
    for made_in in layout.formats
    if made_in.name != "a3"
    for name in NAMES
)


@cache
def variants(layout: str, made_in: str, *names: str) -> tuple[Variant, ...]:
    faces.isolate()
    with TemporaryDirectory() as folder:
        source = Path(folder) / "benches.en.md"
        source.write_text(STATEMENT, encoding="utf-8")
        job = Job(
            source=str(source),
            out=Path(folder) / "out",
            layouts=(layout,),
            formats=(made_in,),
            profiles=names,
        )
        return ready(job).plan.variants


@cache
def poured(layout: str, made_in: str, name: str) -> dict[str, Made]:
    """Return the files of one pour by what their names end in."""
    (variant,) = variants(layout, made_in, name)
    (files,) = batch((variant,))
    start = variant.stem.removesuffix(f".{name}")
    return {made.entry.path.removeprefix(f"{start}."): made for made in files}


def wedge(name: str) -> bytes:
    return poured("wedge", "a5", name)[f"{name}.pdf"].data


@pytest.mark.parametrize(("layout", "made_in", "name"), CASES)
def test_every_layout_passes_every_gate_in_every_profile(
    layout: str, made_in: str, name: str
) -> None:
    for ending, made in poured(layout, made_in, name).items():
        assert errors(made.entry.problems) == (), ending
        if ending.endswith(".pdf"):
            assert made.entry.links, ending
            assert all(link.decoded and link.survives_copier for link in made.entry.links), ending
            assert codes(made.data) == {URL}, ending
            assert told(made.data) <= ({"/Title"} if name == "screen" else set()), ending
            assert spaces(made.data) <= ALLOWED[name], ending


ALLOWED = {
    "copyshop-bw": {"gray"},
    "home": {"gray", "rgb"},
    "copyshop-colour": {"gray", "cmyk"},
    "screen": {"gray", "rgb"},
}


@pytest.mark.parametrize("name", NAMES)
def test_the_trim_is_the_format_and_nothing_is_drawn_beyond_it(name: str) -> None:
    wanted = [0, 0, 148 * PT_PER_MM, 210 * PT_PER_MM]
    with pikepdf.open(io.BytesIO(wedge(name))) as document:
        for page in document.pages:
            for box in (page.mediabox, page.trimbox, page.bleedbox, page.cropbox):
                assert [float(value) for value in box.as_list()] == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("name", NAMES[1:])
def test_pages_look_as_they_were_typeset(name: str) -> None:
    """Point by point the ink is the same, however an engine that knows no printer shows it."""
    (variant,) = variants("wedge", "a5", name)
    master = variant.whole
    typeset_page = screen(typeset(master), master)
    stamped = stamp(typeset_page, (master.material.link,), master.profile, 0.4)
    for page in (1, 2):
        wanted = inks(picture(stamped.pdf, page, 100))
        seen = inks(picture(wedge(name), page, 100))
        unlike = sum(ImageChops.difference(seen, wanted).histogram()[1:])
        assert unlike < 0.005 * seen.width * seen.height


def test_a_palette_colour_is_printed_by_its_recipe_and_black_in_black_alone() -> None:
    used = colours(wedge("copyshop-colour"))
    assert used == {(0, 1, 0.95, 0), (0, 0, 0, 1), (0, 0, 0, 0)}
    assert (0, 0, 0, 1) in colours(wedge("copyshop-colour"), of_text=True)


def test_black_from_a_printer_at_home_is_no_mixture() -> None:
    """RGB black may be mixed of all inks; gray is not."""
    used = colours(wedge("home"))
    assert (0,) in used
    assert (0, 0, 0) not in used
    assert {tuple(round(level * 255) for level in one) for one in used if len(one) == 3} == {
        (216, 18, 27)
    }


def test_codes_are_drawn_in_one_ink() -> None:
    for name, wanted in {"home": b"\n0 g\n", "copyshop-colour": b"\n0 0 0 1 k\n"}.items():
        with pikepdf.open(io.BytesIO(wedge(name))) as document:
            drawn = b"".join(stream.read_bytes() for stream in document.pages[0].Contents)
        code = drawn[drawn.rindex(b"/Artifact BMC") :]
        assert wanted in code
        assert code.count(b" f\n") + code.count(b"\nf\n") == 2


def test_a_page_for_screens_is_read_in_its_order_and_its_links_lead_to_the_text() -> None:
    with pikepdf.open(io.BytesIO(wedge("screen"))) as document:
        assert str(document.Root.Lang) == "en"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == "For benches"
        said = [str(one.ActualText) for one in elements(document) if "/ActualText" in one]
        assert said == [
            "A bench at every stop!",
            "Sunday, 4\xa0May",
            "18:00",
            "The old lime tree",
            URL.removeprefix("https://"),
            "Our demands",
            URL.removeprefix("https://"),
        ]
        kinds = [str(one.S) for one in elements(document)]
        assert kinds.index("/H1") < kinds.index("/Link") < kinds.index("/Figure")
        assert kinds.index("/Figure") < kinds.index("/H2") < kinds.index("/LI")
        figures = [one for one in elements(document) if str(one.S) == "/Figure"]
        assert [str(one.Alt) for one in figures] == [URL, URL]
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        for page in document.pages:
            notes = page.obj.Annots.as_list()
            assert {str(note.A.URI) for note in notes} == {URL}
            assert len(notes) == 2
            keys = [int(numbers[place]) for place in range(0, len(numbers), 2)]
            assert keys == sorted(keys)
            assert all(
                str(numbers[2 * keys.index(int(note.StructParent)) + 1].S) == "/Link"
                for note in notes
            )


def test_all_that_is_drawn_for_a_screen_is_in_the_structure_or_no_content() -> None:
    """What has no mark at all, a screen reader may read at any place."""
    paints = {"f", "F", "f*", "S", "s", "B", "b", "B*", "b*", "Tj", "TJ", "Do", "sh"}
    with pikepdf.open(io.BytesIO(wedge("screen"))) as document:
        for page in document.pages:
            depth = 0
            for step in pikepdf.parse_content_stream(page):
                operator = str(step.operator)
                depth += (operator in {"BDC", "BMC"}) - (operator == "EMC")
                # What is drawn by a form is marked there.
                drawn = operator == "Do" and "/StructParents" in form(page, step.operands[0])
                assert depth or drawn or operator not in paints, operator
            assert depth == 0


def test_printed_files_have_neither_links_nor_structure() -> None:
    for name in ("home", "copyshop-colour"):
        with pikepdf.open(io.BytesIO(wedge(name))) as document:
            assert "/StructTreeRoot" not in document.Root
            assert all("/Annots" not in page.obj for page in document.pages)
            assert str(document.Root.ViewerPreferences.PrintScaling) == "/None"


def test_the_picture_for_messengers_shows_the_whole_leaflet() -> None:
    data = poured("wedge", "a5", "screen")["screen.png"].data
    with Image.open(io.BytesIO(data)) as seen:
        assert seen.size == (1080, 1350)
        assert seen.getpixel((4, 4)) == tuple(bytes.fromhex(tint(RED, 20)[1:]))
        assert URL in [found.text for found in zxingcpp.read_barcodes(seen)]


def test_a_picture_looks_the_same_whichever_profiles_are_poured() -> None:
    """Stamped, whatever the profile: no tone differs by more than one step."""
    first, *others = (
        Image.open(io.BytesIO(poured("wedge", "a5", name)["png"].data)) for name in NAMES
    )
    for other in others:
        assert max(high for _, high in ImageChops.difference(first, other).getextrema()) <= 1


def test_of_several_profiles_one_gives_the_picture() -> None:
    found = variants("wedge", "a5", "screen", "home", "copyshop-bw")
    assert [bool(one.picture) for one in found] == [False, False, True]
    assert [bool(one.picture) for one in variants("wedge", "a5", "screen", "home")] == [True, False]


def test_the_same_statement_gives_the_same_bytes() -> None:
    (variant,) = variants("wedge", "a5", "screen")
    (again,) = batch((variant,))
    assert [made.data for made in again] == [
        made.data for made in poured("wedge", "a5", "screen").values()
    ]


def test_a_machine_at_home_turns_no_paper() -> None:
    assert [one.name for one in profiles() if one.by_hand] == ["home"]
    home = profile("home")
    assert home is not None
    (variant,) = variants("wedge", "a5", "home")
    assert variant.paper is not None
    assert (variant.paper.size, variant.paper.up, variant.paper.flip) == ("a4", 2, "either")


def form(page: pikepdf.Page, name: pikepdf.Object) -> pikepdf.Object:
    return page.obj.Resources.XObject[str(name)]


def codes(pdf: bytes) -> set[str]:
    with Pages(pdf) as pages:
        return {
            found.text
            for number in range(1, len(pages) + 1)
            for found in zxingcpp.read_barcodes(pages.picture(number, 150, gray=True))
        }


def told(pdf: bytes) -> set[str]:
    """Return what the file says of itself: notes on the document, dates and makers anywhere."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = set(document.trailer.get("/Info", pikepdf.Dictionary()).keys())
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                found |= set(item.keys()) & {"/Metadata", "/Producer", "/ModDate", "/Author"}
    return found


def spaces(pdf: bytes) -> set[str]:
    kinds = {"g": "gray", "rg": "rgb", "k": "cmyk"}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            kinds[str(step.operator).lower()]
            for stream in drawing(document)
            for step in pikepdf.parse_content_stream(stream)
            if str(step.operator).lower() in kinds
        }


def colours(pdf: bytes, *, of_text: bool = False) -> set[tuple[float, ...]]:
    """Return the operands of all flat colours, or of those that letters are filled with."""
    found: set[tuple[float, ...]] = set()
    filling: tuple[float, ...] = ()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for stream in drawing(document):
            for step in pikepdf.parse_content_stream(stream):
                operator = str(step.operator)
                if operator.lower() in {"g", "rg", "k"}:
                    filling = tuple(float(operand) for operand in step.operands)
                    if not of_text:
                        found.add(filling)
                elif operator in {"Tj", "TJ"} and of_text:
                    found.add(filling)
    return found


def drawing(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from (page.obj for page in document.pages)
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == pikepdf.Name.Form:
            yield item


def elements(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the elements of the structure in the order in which they are read."""
    waiting = [document.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        kids = [kid for kid in element.get("/K", ()) if isinstance(kid, pikepdf.Dictionary)]
        waiting += [kid for kid in reversed(kids) if "/S" in kid]


def inks(shown: Image.Image) -> Image.Image:
    """Return a picture in which each point is paper, accent or black, whichever is nearest."""
    palette = Image.new("P", (1, 1))
    palette.putpalette([255, 255, 255, 225, 22, 30, 16, 14, 16])
    return shown.quantize(palette=palette, dither=Image.Dither.NONE)
