"""The wedge with all that can be there and all that can be missing: whole and legible."""

import re
from dataclasses import replace
from functools import cache
from itertools import groupby

import pytest

from leaflets.language.words import words
from leaflets.layout.catalogue import find
from leaflets.model.material import Frame, Link, Material
from leaflets.model.palette import BLACK, PAPER, Ink, Palette
from leaflets.model.proof import Proof
from leaflets.model.variant import Master
from leaflets.problems import errors
from leaflets.profiles import profile
from leaflets.raster import letters, picture
from leaflets.shipped import folder
from leaflets.typeset.proof import typeset

WEDGE = find("wedge", (folder("layouts"),))
WHOLE = Material(
    language="en",
    title="Ten minutes between buses",
    headline="Ten minutes between buses",
    kicker="Passengers of the city of Kokset",
    lead="The last bus leaves at nine, the next one in the morning. We counted for ourselves.",
    excerpts=(
        "Whoever works the late shift walks home, and whoever cannot walk stays at work.",
        "We stood at eleven stops for one week and wrote down every bus that came.",
        "A stop without a roof is not a stop. We do not ask for a favour.",
    ),
    ranks=(0, 1, 2),
    demands=("Ten minutes between buses on every line", "A night bus", "A roof at every stop"),
    signed=("Passengers’ Assembly of Kokset", "Friends of the Night Bus"),
    imprint="Published by the Passengers’ Assembly, P.O. Box 000, Kokset. Free of charge.",
    region=(
        ("name", "Kokset"),
        ("date", "Saturday, 14 November 2031"),
        ("time", "from 18:00 until 21:30"),
        ("place", "The park by the old film studio, at the fountain behind the market hall"),
        ("contact", "Telephone 0000 000 000, example.org/meet"),
    ),
    words=words("en", ()),
    link=Link(url="https://example.org/kokset/buses/en", text="example.org/kokset/buses/en"),
)
PAVED = "There is no money, they say, and last autumn they paid twice for the same paving"
PLANNED = "Whoever plans a line without asking those who ride it plans an empty bus"
LONG_DEMAND = "The city shall keep every library open until nine and pay all who work there {}"
RUSSIAN = replace(
    WHOLE,
    language="ru",
    headline="Библиотека — не склад, парк — не стоянка",
    lead="Третий год подряд обещают отремонтировать библиотеку. Мы предлагаем сделать это вместе.",
    demands=("Автобус каждые десять минут", "Открыть библиотеку в выходные дни"),
    words=words("ru", ()),
)
MATERIALS = {
    "whole": WHOLE,
    "russian": RUSSIAN,
    "long": replace(
        WHOLE,
        headline="Whoever closes the last public library of this city must explain to every child "
        "why there is money for a second car park",
        lead="We counted for one week, from five in the morning until one at night, at eleven "
        "stops, and wrote down every bus that came and every bus that did not come, and we shall "
        "count again until somebody who is paid for it listens to us.",
        demands=tuple(LONG_DEMAND.format(f"what was agreed in {year}") for year in range(9)),
    ),
    "one long word": replace(
        WHOLE,
        language="de",
        headline="Grundstücksverkehrsgenehmigungszuständigkeit gehört in Bürgerhand",
        demands=("Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung offenlegen",),
        words=words("de", ()),
    ),
    "short": replace(
        WHOLE,
        language="kk",
        headline="Құқық!",
        kicker="",
        lead="Біз бармыз.",
        excerpts=(),
        ranks=(),
        demands=("Жылу", "Су"),
        region=(),
        words=words("kk", ()),
    ),
    "nothing optional": replace(
        WHOLE,
        kicker="",
        lead="",
        excerpts=(),
        ranks=(),
        demands=(),
        signed=(),
        imprint="",
        region=(),
        link=None,
    ),
    "three long": replace(
        WHOLE,
        excerpts=(
            f"{PAVED}, which can be seen from the window of the office.",
            f"{PLANNED}, and an empty bus is the reason for the next cut.",
            "A stop without a roof is not a stop. We do not ask for a favour.",
        ),
    ),
    "no demands": replace(WHOLE, demands=(), imprint="", region=WHOLE.region[1:3]),
    "no code": replace(RUSSIAN, link=None, region=()),
    "long link": replace(
        WHOLE,
        excerpts=("Whoever works late walks home.", "We do not ask for a favour."),
        ranks=(0, 1),
        demands=("A night bus", "A roof at every stop"),
        link=Link(
            url="https://www.example.org/a",
            text="www.example.org/news/2027/03/12/two-lights-are-enough-a-crossing-for-fern-street"
            "?edition=first-printing-of-spring",
        ),
    ),
}
COPIED = Palette(inks=(PAPER, BLACK, Ink(name="accent", srgb="#000000")))


@cache
def proof(
    material: str, format_name: str = "a5", *, edge: float = 5.0, palette: Palette | None = None
) -> Proof:
    """Return the wedge with one of the materials; without an edge the art bleeds by 3 mm."""
    made_in = WEDGE.format(format_name)
    copyshop = profile("copyshop-bw")
    assert made_in
    assert copyshop
    return typeset(
        Master(
            layout=WEDGE,
            format=format_name,
            frame=Frame(
                width=made_in.width,
                height=made_in.height,
                edge=edge,
                bleed=0.0 if edge else 3.0,
            ),
            profile=copyshop,
            palette=palette or Palette(),
            material=MATERIALS[material],
            key="",
        )
    )


def column(found: Proof, page: int, share: float) -> list[tuple[int, ...]]:
    """Return the colours that a vertical line at a share of the page's width meets, in order."""
    image = picture(found.pdf, page, 50).convert("RGB")
    x = int(image.width * share)
    colours = [image.getpixel((x, y)) for y in range(image.height)]
    # A colour that lasts two pixels is no blend at an edge.
    return [one for one, run in groupby(colours) if len(list(run)) > 1]


@pytest.mark.parametrize("format_name", ["a5", "a4"])
@pytest.mark.parametrize("material", list(MATERIALS))
def test_every_text_fits_in_its_slot_within_the_safe_margin_and_over_the_floors(
    material: str, format_name: str
) -> None:
    found = proof(material, format_name)
    assert not errors(found.problems)
    assert not [one.code for one in found.problems if one.code != "excerpts-dropped"]
    assert found.pages == 2
    for page in (1, 2):
        for letter in letters(found.pdf, page):
            left, top, right, bottom = letter.box
            assert min(left, top, found.width - right, found.height - bottom) >= 8.0, letter
    for slot in found.slots:
        floor = 6.5 if slot.name == "imprint" else 8.0
        assert slot.smallest >= floor or not slot.letters, slot.name


@pytest.mark.parametrize("material", ["long", "one long word"])
def test_demands_are_never_dropped_and_one_excerpt_stays_at_least(material: str) -> None:
    found = proof(material)
    demands = [text for slot, text in found.texts if slot == "demands"]
    assert tuple(demands) == MATERIALS[material].demands
    assert [slot for slot, _ in found.texts].count("excerpts") >= 1


@pytest.mark.parametrize(("format_name", "least"), [("a5", 41 * 0.8), ("a4", 37 * 1.2)])
def test_the_code_has_room_for_a_long_link_at_the_wanted_module(
    format_name: str, least: float
) -> None:
    """Modules and quiet zone: 41 is version 4, 37 is version 3; the wanted module in mm."""
    (code,) = [slot for slot in proof("whole", format_name).slots if slot.name == "code"]
    assert [place.page for place in code.places] == [1, 2]
    for place in code.places:
        (left, top), (right, _), (_, bottom), _ = place.quad
        assert right - left == pytest.approx(bottom - top)
        assert right - left >= least


def test_the_white_frame_is_even_where_the_machine_cannot_print() -> None:
    for page in (1, 2):
        image = picture(proof("whole").pdf, page, 100).convert("L")
        edge = int(4.9 / 25.4 * 100)
        width, height = image.size
        inside = image.crop((edge + 2, edge + 2, width - edge - 2, height - edge - 2))
        sides = ((0, 0, width, edge), (0, height - edge, width, height))
        sides += ((0, 0, edge, height), (width - edge, 0, width, height))
        assert all(image.crop(side).getextrema() == (255, 255) for side in sides)
        assert inside.getextrema()[0] == 0


def test_the_art_bleeds_where_it_may() -> None:
    image = picture(proof("whole", edge=0.0).pdf, 1, 100, crop_mm=-3.0)
    width, height = image.size
    assert (round(width / 100 * 25.4), round(height / 100 * 25.4)) == (154, 216)
    assert image.getpixel((1, 1)) == image.getpixel((width - 2, 1)) == (216, 18, 27)
    assert image.getpixel((1, height - 2)) == image.getpixel((width - 2, height - 2)) == (0, 0, 0)


def test_two_planes_and_the_paper_between_them_make_the_front() -> None:
    red, white, black = (216, 18, 27), (255, 255, 255), (0, 0, 0)
    assert column(proof("whole"), 1, 0.05) == [white, red, white, black, white]
    assert column(proof("whole", palette=COPIED), 1, 0.05) == [white, black, white, black, white]


def test_a_low_headline_lets_the_red_edge_rise_and_a_long_list_lets_the_slope_give_way() -> None:
    def edge(material: str, page: int, share: float) -> int:
        """Return the lowest row (front) or the highest (back) that is red, in px at 50 dpi."""
        image = picture(proof(material).pdf, page, 50).convert("RGB")
        x = int(image.width * share)
        red = [y for y in range(image.height) if image.getpixel((x, y)) == (216, 18, 27)]
        return red[0] if page == 2 else red[-1]

    assert edge("whole", 1, 0.05) < edge("long", 1, 0.05)
    assert edge("long", 2, 0.05) < edge("whole", 2, 0.05)
    steep = edge("whole", 2, 0.05) - edge("whole", 2, 0.95)
    assert edge("long", 2, 0.05) - edge("long", 2, 0.95) < 0.8 * steep


@pytest.mark.parametrize("material", ["whole", "russian", "three long", "long link"])
@pytest.mark.parametrize("format_name", ["a5", "a4"])
def test_two_or_three_excerpts_fill_the_paper_down_to_the_call(
    material: str, format_name: str
) -> None:
    """Between the last line and the call's highest ink stands less than a twelfth of the page."""
    found = proof(material, format_name)
    assert found.dropped == ()
    image = picture(found.pdf, 2, 50).convert("L")
    half = image.crop((0, 0, image.width // 2, image.height // 2))
    inked = [
        (half.crop((0, y, half.width, y + 1)).getextrema() or (255,))[0] < 100
        for y in range(half.height)
    ]
    gaps = [len(list(run)) for dark, run in groupby(inked) if not dark]
    assert max(gaps[1:]) < image.height / 12
    right = image.crop((half.width + image.width // 12, 0, image.width, image.height // 3))
    assert (right.getextrema() or (255,))[0] < 100


def test_the_sheets_are_short_and_name_colours_only_by_their_ink() -> None:
    for _, sheet in WEDGE.styles:
        assert len(sheet.text.splitlines()) < 150
        rules = re.sub(r"/\*.*?\*/", "", sheet.text, flags=re.DOTALL)
        assert not re.search(r"#[0-9a-f]{3}|rgb|hsl|opacity|[: ](white|black|red)[;} ]", rules)
