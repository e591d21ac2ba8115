"""The broadside with all that can be there and all that can be missing: full, whole and legible."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest

from leaflets.language.words import words
from leaflets.layout.catalogue import find
from leaflets.model.material import Frame, Link, Material, Set
from leaflets.model.palette import Palette
from leaflets.model.proof import Proof
from leaflets.model.variant import Master
from leaflets.press.press import press
from leaflets.problems import errors
from leaflets.profiles import profile
from leaflets.raster import letters, picture
from leaflets.shipped import folder
from leaflets.typeset.proof import typeset

BROADSIDE = find("broadside", (folder("layouts"),))
RED = (216, 18, 27)
WHOLE = Material(
    language="en",
    title="Whose city is it?",
    headline="A city is not for sale!",
    kicker="Tenants of Lower Fordham",
    excerpts=("The houses were paid for long ago, by us.",),
    ranks=(0,),
    demands=(
        "Freeze all rents for five years",
        "Let empty flats instead of waiting for a better price",
        "What the city owns stays with the city",
        "Nobody is put out of their home",
    ),
    signed=("Tenants’ Assembly of Lower Fordham",),
    imprint="Published by the Tenants’ Assembly, P.O. Box 000, Lower Fordham. Free of charge.",
    region=(
        ("name", "Assembly of all tenants"),
        ("date", "Friday, 14 March"),
        ("time", "18:00"),
        ("place", "Market square, by the fountain"),
        ("contact", "Telephone 0000 000 000"),
    ),
    words=words("en", ()),
    link=Link(url="https://example.org/fordham/rent", text="example.org/fordham/rent"),
)
LONG_DEMAND = (
    "The city opens every contract that it signed in {} with the owners of more than a hundred "
    "flats, with all that belongs to it"
)
MATERIALS = {
    "whole": WHOLE,
    "russian": replace(
        WHOLE,
        language="ru",
        headline="Библиотека — не склад, парк — не стоянка",
        demands=("Автобус каждые десять минут", "Открыть библиотеку в выходные дни"),
        region=(("date", "воскресенье, 14\u00a0февраля"), ("time", "12:00")),
        words=words("ru", ()),
    ),
    "long": replace(
        WHOLE,
        headline="Whoever closes the last public library of this city must explain to every child "
        "why there is money for a car park",
        lead="We counted for one week, from five in the morning until one at night, and wrote "
        "down every bus that came and every bus that did not come.",
        kicker="Tenants of Lower Fordham and of the new districts across the river",
        demands=tuple(LONG_DEMAND.format(2020 + year) for year in range(6)),
        signed=("Tenants’ Assembly of Lower Fordham", "Friends of the Night Bus"),
    ),
    "one long word": replace(
        WHOLE,
        language="de",
        headline="Grundstücksverkehrsgenehmigungszuständigkeit gehört in Bürgerhand",
        demands=("Einsicht in alle Verträge", "Städtische Häuser bleiben städtisch"),
        region=WHOLE.region[1:2],
        words=words("de", ()),
    ),
    "short": replace(
        WHOLE,
        language="kk",
        headline="Құқық!",
        kicker="",
        excerpts=(),
        ranks=(),
        demands=("Жылу", "Су"),
        region=(),
        words=words("kk", ()),
    ),
    "nothing optional": replace(
        WHOLE,
        kicker="",
        excerpts=(),
        ranks=(),
        signed=(),
        imprint="",
        region=(),
        link=None,
    ),
    "no code": replace(WHOLE, link=None),
}


def master(material: str, format_name: str = "a4", **changes: object) -> Master:
    """Return the broadside with one of the materials, changed."""
    made_in = BROADSIDE.format(format_name)
    copyshop = profile("copyshop-bw")
    assert made_in
    assert copyshop
    return Master(
        layout=BROADSIDE,
        format=format_name,
        frame=Frame(width=made_in.width, height=made_in.height, edge=5.0),
        profile=copyshop,
        palette=Palette(),
        material=replace(MATERIALS[material], **changes),  # type: ignore[arg-type]
        key="",
    )


@cache
def proof(material: str, format_name: str = "a4", **changes: object) -> Proof:
    """Typeset it."""
    return typeset(master(material, format_name, **changes))


def sets(found: Proof, slot: str) -> tuple[Set, ...]:
    made = dict(found.fitting.sets).get(slot, ())
    return (made,) if isinstance(made, Set) else made


def top(found: Proof, slot: str, item: int = 0) -> float:
    (measure,) = [one for one in found.slots if one.name == slot]
    return measure.places[item].quad[0][1]


def bottom(found: Proof, slot: str, item: int = -1) -> float:
    (measure,) = [one for one in found.slots if one.name == slot]
    return measure.places[item].quad[2][1]


@pytest.mark.parametrize("format_name", ["a5", "a4"])
@pytest.mark.parametrize("material", list(MATERIALS))
def test_every_text_fits_within_the_safe_margin_and_over_the_floors(
    material: str, format_name: str
) -> None:
    found = proof(material, format_name)
    assert not errors(found.problems)
    assert {one.code for one in found.problems} <= {"text-left-out"}
    assert found.pages == 1
    for letter in letters(found.pdf, 1):
        if not letter.text.strip():
            continue
        left, upper, right, lower = letter.box
        assert min(left, upper, found.width - right, found.height - lower) >= 8.0, letter
    for slot in found.slots:
        floor = 6.5 if slot.name == "imprint" else 8.0
        assert slot.smallest >= floor or not slot.letters, slot.name


@pytest.mark.parametrize("material", list(MATERIALS))
def test_it_takes_few_typesettings(material: str) -> None:
    """One to measure, one with the sets; more only where small type has to be fitted."""
    assert proof(material).typesettings <= 4


@pytest.mark.parametrize("format_name", ["a5", "a4"])
@pytest.mark.parametrize("material", list(MATERIALS))
def test_the_column_is_full_and_nothing_in_it_overlaps(material: str, format_name: str) -> None:
    found = proof(material, format_name)
    items = [("demands", item) for item in range(len(sets(found, "demands")))]
    order = [("kicker", 0), ("headline", 0), ("lead", 0), *items]
    order += [("what", 0), ("when", 0), ("where", 0)]
    there = {one.name for one in found.slots}
    placed = [one for one in order if one[0] in there]
    gaps = [top(found, *two) - bottom(found, *one) for one, two in pairwise(placed)]
    # Rules and their margins take 6.4 mm at most on A4; words alone cannot fill a page.
    most = 45 if material == "short" else 16
    assert all(0.3 < gap < most for gap in gaps), gaps


def test_every_full_line_is_as_wide_as_the_measure() -> None:
    found = proof("whole")
    for slot in ("kicker", "headline", "demands", "when", "where"):
        for one in sets(found, slot):
            for line in one.lines:
                assert line.ink[2] - line.ink[0] == pytest.approx(one.width, abs=0.05), line.text


def test_one_word_stands_in_the_accent_and_it_is_the_loudest() -> None:
    found = proof("whole")
    lines = [line for one in sets(found, "headline") for line in one.lines]
    (accent,) = [line for line in lines if line.role == "accent"]
    assert accent.text == "SALE!"
    assert accent.size == max(line.size for slot, _ in found.fitting.sets for line in every(slot))
    image = picture(found.pdf, 1, 50).convert("RGB")
    rows = [
        y
        for y in range(image.height)
        if any(image.getpixel((x, y)) == RED for x in range(image.width))
    ]
    height = (rows[-1] - rows[0]) / 50 * 25.4
    assert height == pytest.approx(accent.ink[3] - accent.ink[1], abs=1.5)


def every(slot: str):
    return [line for one in sets(proof("whole"), slot) for line in one.lines]


def test_the_marked_word_is_the_accent() -> None:
    lines = [line for one in sets(proof("whole", accent="city"), "headline") for line in one.lines]
    assert [line.text.strip() for line in lines if line.role == "accent"] == ["CITY"]


def test_a_marked_word_without_room_colours_its_line_and_is_told() -> None:
    found = proof("long", "a5", accent="money")
    accented = [
        line.text for one in sets(found, "headline") for line in one.lines if line.role == "accent"
    ]
    assert ["MONEY" in line for line in accented] == [True]
    assert {one.code for one in found.problems} == {"accent-given-up", "text-left-out"}


def test_demands_are_numbered_and_each_stands_in_its_own_box() -> None:
    found = proof("whole")
    demands = sets(found, "demands")
    firsts = [one.lines[0].text for one in demands]
    assert [text.split("\u00a0")[0] for text in firsts] == ["1.", "2.", "3.", "4."]
    for one, place in zip(demands, measure(found, "demands").places, strict=True):
        assert place.quad[2][1] - place.quad[0][1] == pytest.approx(one.height, abs=0.01)


def measure(found: Proof, slot: str):
    return next(one for one in found.slots if one.name == slot)


def test_lines_of_one_demand_are_nearly_of_one_size() -> None:
    for material in MATERIALS:
        for one in sets(proof(material), "demands"):
            sizes = [line.size for line in one.lines]
            assert max(sizes) <= 1.31 * min(sizes)


def test_date_and_place_stand_in_boxes_that_their_length_does_not_change() -> None:
    """So all regions share one master: only what stands in the boxes differs."""
    short = proof("whole", region=(("date", "9 June"), ("time", "noon"), ("place", "Park")))
    long = proof(
        "whole",
        region=(
            ("date", "Wednesday, 24 September"),
            ("time", "from 18:00 until 21:30"),
            ("place", "Lower Fordham, the large park by the old film studio, at the fountain"),
        ),
    )
    for slot in ("when", "where", "headline", "demands"):
        assert measure(short, slot).places == measure(long, slot).places
    assert sets(short, "headline") == sets(long, "headline")
    assert len(sets(short, "when")[0].lines) == len(sets(long, "when")[0].lines) == 1


def test_a_lead_of_the_author_s_is_kept_where_it_fits_and_told_where_it_does_not() -> None:
    lead = "We wrote down what a flat cost then and what it costs today."
    assert sets(proof("whole", "a5", lead=lead), "lead")
    assert not sets(proof("long", "a5"), "lead")
    assert "text-left-out" in {one.code for one in proof("long", "a5").problems}


@pytest.mark.parametrize(("format_name", "module", "least"), [("a5", 0.8, 41), ("a4", 1.2, 41)])
def test_the_code_has_room_for_a_link_of_62_letters_at_the_wanted_module(
    format_name: str, module: float, least: int
) -> None:
    """41 modules with the quiet zone are version 4."""
    made_in = BROADSIDE.format(format_name)
    assert made_in
    assert made_in.read_from * 1000 / 500 == pytest.approx(module)
    (place,) = measure(proof("whole", format_name), "code").places
    (left, upper), (right, _), (_, lower), _ = place.quad
    assert right - left == pytest.approx(lower - upper)
    assert right - left >= least * module


def test_the_code_covers_no_rule() -> None:
    """Its quiet zone is paper: whatever it lies on is gone once the code is drawn."""
    for material in ("whole", "long"):
        found = proof(material)
        (place,) = measure(found, "code").places
        (left, upper), (right, _), (_, lower), _ = place.quad
        image = picture(found.pdf, 1, 100).convert("L")
        box = tuple(int(mm / 25.4 * 100) for mm in (left + 0.3, upper + 0.3, right, lower))
        assert image.crop(box).getextrema() == (255, 255)


def test_what_is_set_is_found_as_it_was_written() -> None:
    """Each set text is one marked text, however large its letters and however many its lines."""
    found = proof("whole")
    pressed = press(found, master("whole"))
    with pypdfium2.PdfDocument(pressed.pdf) as document:
        text = document[0].get_textpage().get_text_bounded()
    for wanted in (WHOLE.headline, WHOLE.kicker, "1. Freeze all rents for five years"):
        assert text.count(wanted) == 1, text
    assert "SALE" not in text


def test_without_anything_in_the_foot_the_column_reaches_the_margin() -> None:
    found = proof("nothing optional", "a4")
    image = picture(found.pdf, 1, 100).convert("L")
    black = [y for y in range(image.height) if image.getpixel((image.width // 2, y)) < 128]
    assert black[-1] / 100 * 25.4 == pytest.approx(297 - 14, abs=0.5)


def test_the_sheets_are_short_and_name_colours_only_by_their_ink() -> None:
    for _, sheet in BROADSIDE.styles:
        assert len(sheet.text.splitlines()) < 150
        rules = re.sub(r"/\*.*?\*/", "", sheet.text, flags=re.DOTALL)
        assert not re.search(r"#[0-9a-f]{3}|rgb|hsl|opacity|[: ](white|black|red)[;} ]", rules)
