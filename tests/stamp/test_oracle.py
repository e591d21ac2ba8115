"""A stamped leaflet is the leaflet typeset in full: operators, pixels and words.

The engine itself is asked for every value: what it writes for a slot is what our setter must write.
Whole pages are compared for fewer values, before and after the press, on the leaflet and on paper.
A layout or a profile that is added is tried here: what is shipped is what is listed.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import ImageChops

from leaflets import faces
from leaflets.model.material import Link
from leaflets.model.pressed import BLANK_KEY, Pressed
from leaflets.model.variant import Variant
from leaflets.press.placing import place
from leaflets.press.press import press, screen
from leaflets.problems import errors
from leaflets.profiles import profiles
from leaflets.stamp.code import stamp
from leaflets.stamp.letters import lettered
from leaflets.stamp.sort import sorted_slots
from leaflets.stamp.splice import cut
from leaflets.typeset.layer import CHUNK
from leaflets.typeset.proof import typeset
from leaflets.verbs.job import Job, ready
from leaflets.verbs.layouts import layouts
from leaflets.verbs.leaflet import proofed
from leaflets.verbs.leaflet import stamping as stamping_of
from leaflets.verbs.printing import Fields, Printing
from leaflets.verbs.sides import bound
from leaflets.verbs.specimen import row
from leaflets.verbs.stamping import Stamping

STATEMENT = """\
---
headline: Ten minutes between buses
kicker: Passengers of Kokset
signed: Kokset Passengers’ Circle
link: https://example.org/kokset/buses
imprint: Published by the Kokset Passengers’ Circle, P.O. Box 14, Kokset.
event:
  name: Passengers’ assembly
  date: 2031-03-14
  time: "18:00"
  place: Park by the old film studio, Kokset
  contact: circle@example.org
---
# Ten minutes between buses

==Whoever works the late shift walks home, and whoever cannot walk stays at work.==

We demand:

- A night bus for all who work in shifts;
- A roof, a light and a timetable at every stop.
"""
# Names of 1 to 90 letters, breaks of every kind, accents, scripts, digits, quotes, blanks.
PIECES = (
    "Я", "I", "Ы", "г.", "Ош", "№5", "½", "1–2", "Кокшетау", "Усть-Каменогорск", "Île-de-France",
    "Санкт-Петербург", "Straße", "Gießen", "Łódź", "naïve", "office", "fjord", "affluent", "AVATAR",
    "To. Yo, P.", "L’été", "«Заря»", "“quoted”", "‘s’", "5°", "§ 7", "São Paulo", "İstanbul",
    "Ağrı", "Çanakkale", "Škoda", "Žižkov", "Қызылорда", "Өскемен", "ғылым", "Ұлытау", "Һәм", "ё",
    "парк/сквер", "ул.\u00a0Абая", "ТЦ «Мега»", "школа-лицей", "д/с", "(вход справа)", "18:30",
    "+7 701 222-33-44", "100 %", "e\u0301a\u0308", "c\u030c", "И\u0306", "«ещё» — да", "а,б;в:г",
    "Bus-Station", "5/7", "A.V. Toyota", "ж/д вокзал", "пл. им. 1-го мая", "http://example.org/a",
    "Llanfair\u00adpwll", "кв.\u202f7", "а\u2009б", "x\u2060y", "a\u200bb", "two  blanks",
    " ends ", "tab\there", "Тверская; ост.", "!?", "…", "•", "№№", "''", '""', "a&b", "<b>",
    "{{ 7 }}",
)  # fmt: skip
LONG = (
    "Центральный парк культуры и отдыха имени Первого космонавта, вход с улицы",
    "Республиканский дворец школьников и студентов у главного фонтана напротив №5",
    "Площадь Независимости, у памятника Хранителям воды, дом двенадцать, корпус 3",
    "Gemeindezentrum am alten Güterbahnhof, Eingang Nordseite, zweites Obergeschoss",
)
OTHER_SCRIPTS = (
    "Ελλάδα ώρα", "Երևան Հանրապետության", "თბილისი რუსთაველის 12", "ساحة الشهداء، رقم 12",
    "תל אביב (א) 5", "ที่นี่ กรุงเทพ", "दिल्ली क्षेत्र", "парк ساحة", "東京",
)  # fmt: skip
VALUES = tuple(
    dict.fromkeys(
        (
            *PIECES,
            *LONG,
            *(f"{one} {two}" for one, two in zip(PIECES, PIECES[7:] + PIECES[:7], strict=True)),
            *(f"{one}, {two}" for one, two in zip(PIECES, PIECES[31:] + PIECES[:31], strict=True)),
            *(text[:length] for text in LONG for length in (17, 29, 41, 53, 67)),
            *("Ш" * length for length in (2, 9, 15)),
        )
    )
)
FIELDS = ("place", "name", "contact", "date", "time")
PROFILES = tuple(one.name for one in profiles())
MATRIX = tuple(
    (layout.name, made_in.name, name)
    for layout in layouts(None)
    for made_in in layout.formats
    for name in PROFILES
)


@cache
def variant(layout: str = "wedge", made_in: str = "a5", profile: str = "copyshop-bw") -> Variant:
    faces.isolate()
    with TemporaryDirectory() as folder:
        source = Path(folder) / "buses.en.md"
        source.write_text(STATEMENT, encoding="utf-8")
        job = Job(
            source=str(source),
            out=Path(folder) / "out",
            layouts=(layout,),
            formats=(made_in,),
            profiles=(profile,),
        )
        (only,) = ready(job).plan.variants
    return only


@cache
def stamping(*which: str) -> Stamping | None:
    """Return a master ready to be stamped; None where the layout has to be typeset in full."""
    master = variant(*which).master
    proof = proofed(master)
    assert not errors(proof.problems)
    return stamping_of((master,), (proof,))


def with_values(one: Variant, **values: str) -> Variant:
    return replace(one, fields=tuple((name, values.get(name, own)) for name, own in one.fields))


def filled(value: str, field: str, *which: str) -> Variant:
    return with_values(variant(*which), **{field: value})


def compared(ready_made: Stamping, variants: list[Variant]) -> Iterator[tuple[str, bool]]:
    """Yield what differs between our operators and the engine's, and whether we set all slots."""
    (side,) = ready_made.sides
    rules, layer = side._rules, side._layer
    every = frozenset(one.name for one in rules.differs.slots)
    values = [side.values(one)[0] for one in variants]
    done = [sorted_slots(rules, own) for own in values]
    rows = [
        row(str(number), own, one, every)
        for number, (own, one) in enumerate(zip(values, done, strict=True))
    ]
    chunks = [layer.drawn(rows[start : start + CHUNK]) for start in range(0, len(rows), CHUNK)]
    theirs = {name: form for one in chunks for name, form in forms(one.pdf).items()}
    drawn_with = {name: faces for one in chunks for name, faces in one.faces.items()}
    for number, one in enumerate(done):
        carried = {**rules.embedded, **one.brought}
        ours = {face: faced.name for face, faced in carried.items()}
        differences = []
        for name, placed in one.set.items():
            paints = tuple(f"{index} g" for index in range(9))
            mine = operators(lettered(placed, paints, carried))
            key = f"{number}/{name}"
            named = {face.name: ours.get(face.face, "") for face in drawn_with.get(key, ())}
            wanted = operators(theirs[key], named)
            if mine != wanted:
                differences.append(f"{name}: {mine} is not {wanted}")
        yield "; ".join(differences), set(one.set) == set(every)


def forms(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(one[BLANK_KEY]): one.read_bytes()
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and BLANK_KEY in one
        }


def operators(content: bytes, named: dict[str, str] | None = None) -> list[list[object]]:
    """Return a slot's lines: where each begins, faces and sizes, glyphs and what moves them."""
    lines: list[list[object]] = []
    shift = (0.0, 0.0)
    font: object = None
    with pikepdf.new() as document:
        for operands, operator in pikepdf.parse_content_stream(document.make_stream(content)):
            match str(operator):
                case "cm":
                    shift = (float(operands[4]), float(operands[5]))
                case "BT":
                    font = font if named else None
                case "Tm":
                    x, y = float(operands[4]) + shift[0], float(operands[5]) + shift[1]
                    lines.append([(round(x, 3), round(y, 3)), font])
                case "Tf":
                    name = str(operands[0])
                    font = ((named or {}).get(name, name), round(float(operands[1]), 6))
                    lines[-1].append(font)
                case "Ts":
                    lines[-1].append(("rise", round(float(operands[0]), 5)))
                case "TJ":
                    lines[-1] += shown(operands[0])
    return [tidy(line) for line in lines]


def shown(array: pikepdf.Array) -> Iterator[object]:
    for item in array:
        if isinstance(item, pikepdf.String):
            codes = bytes(item)
            yield from (codes[at : at + 2].hex() for at in range(0, len(codes), 2))
        else:
            yield float(item)


def tidy(line: list[object]) -> list[object]:
    """Add up moves that follow one another; drop those of nothing, at the end, and lost faces."""
    made: list[object] = []
    for one in line:
        if one is None or one == made[-1:] or one == 0.0:
            continue
        if made and isinstance(one, float) and isinstance(made[-1], float):
            made[-1] = round(made[-1] + one, 3)
        elif made and is_face(one) and (is_face(made[-1]) or one in made[:2]):
            made[-1] = one if is_face(made[-1]) else made[-1]
        else:
            made.append(round(one, 3) if isinstance(one, float) else one)
    while isinstance(made[-1], float):
        made.pop()
    return made


def is_face(one: object) -> bool:
    return isinstance(one, tuple) and isinstance(one[0], str) and one[0].startswith("/")


def test_what_is_set_is_what_the_engine_writes() -> None:
    """At least 200 awkward values, and most of them set by us."""
    ready_made = stamping()
    assert ready_made
    assert len(VALUES) >= 200
    variants = [
        filled(value.rstrip(" "), FIELDS[number % 2])
        for number, value in enumerate((*VALUES, *OTHER_SCRIPTS))
    ]
    differences, is_set = zip(*compared(ready_made, variants), strict=True)
    assert [one for one in differences if one] == []
    assert sum(is_set) >= 0.8 * len(VALUES)


letters = some.characters(
    codec="utf-8", categories=("L", "N", "P", "Zs"), max_codepoint=0x4FF
) | some.sampled_from("абвгдеёжийклмнопрстуфхцчшщъыьэюяӘҒҚҢӨҰҮҺІ ,.-/«»№")
value = some.lists(some.text(letters, min_size=1, max_size=12), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(words=value, field=some.sampled_from(FIELDS))
def test_any_value_that_is_set_is_set_as_the_engine_does(words: list[str], field: str) -> None:
    ready_made = stamping()
    assert ready_made
    own = " ".join(words)
    if not own.strip():
        return
    (found,) = compared(ready_made, [filled(own.rstrip(" "), field)])
    assert found[0] == ""


@pytest.mark.parametrize("which", MATRIX, ids="-".join)
def test_every_layout_and_profile_is_set_as_the_engine_does(which: tuple[str, str, str]) -> None:
    ready_made = stamping(*which)
    assert ready_made
    some_values = (*PIECES[:60:6], *LONG[:2])
    differences, is_set = zip(
        *compared(ready_made, [filled(one, "place", *which) for one in some_values]), strict=True
    )
    assert [one for one in differences if one] == []
    assert sum(is_set) >= len(some_values) / 2


@dataclass
class Pages:
    """A file of the same variant, stamped and typeset in full."""

    stamped: bytes
    whole: bytes


def both(one: Variant, ready_made: Stamping | None) -> tuple[Pages, Pages, Pages]:
    """Return the leaflet, its paper, and its front before the press."""
    assert ready_made
    values, notes = ready_made.values(one)
    assert notes == ()
    (fields,) = ready_made.fields([values])
    assert errors(problem for own in fields for problem in own.problems) == ()
    wholes = [side.whole for side in one.sides]
    proofs = [typeset(whole) for whole in wholes]
    assert errors(problem for proof in proofs for problem in proof.problems) == ()
    pressed = bound([press(*pair) for pair in zip(proofs, wholes, strict=True)], one.languages)
    printing, front = ready_made.leaflet(), ready_made.sides[0]
    shown = ready_made.printing(screen(front.proof, front.master), inked=False)

    def stamped(which_pages: Printing, fields: tuple[Fields, ...] = fields) -> bytes:
        return which_pages.file(fields, which_pages.codes(one, 2))

    def whole(pages: Pressed) -> bytes:
        return stamp(pages, one.links, one.master.profile, one.master.made_in.read_from).pdf

    leaflet = Pages(stamped(printing), whole(pressed))
    alone = (replace(fields[0], language=""),)
    plain = Pages(stamped(shown, alone), whole(screen(proofs[0], wholes[0])))
    if one.paper is None:
        return leaflet, leaflet, plain
    placed = ready_made.printing(place(printing.pressed, one.paper, one.master.profile))
    paper = Pages(stamped(placed), whole(place(pressed, one.paper, one.master.profile)))
    return leaflet, paper, plain


def unlike(pages: Pages) -> tuple[int, bool]:
    """Return the largest difference of a pixel at 200 dpi, and whether the words are the same."""
    one, two = (pypdfium2.PdfDocument(data) for data in (pages.stamped, pages.whole))
    worst, same = 0, len(one) == len(two)
    for mine, other in zip(one, two, strict=True):
        pictures = [page.render(scale=200 / 72).to_pil().convert("L") for page in (mine, other)]
        worst = max(worst, ImageChops.difference(*pictures).getextrema()[1])
        # The engine notes an accent with its letter as it was typed, our faces as they have it.
        words = [
            sorted(normalize("NFC", page.get_textpage().get_text_range()).split())
            for page in (mine, other)
        ]
        same = same and words[0] == words[1]
    return worst, same


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"place": LONG[0], "name": "Собрание жителей Усть-Каменогорска и всех сёл"},
        {"contact": "naïve fjord office, Straße e\u0301", "date": "1–2 мая, №5 «Заря»"},
        {"place": "Llanfair\u00adpwll\u00adgwyn\u00adgyll, парк-сквер у вокзала, дом 12"},
        {"name": "ქუთაისი", "place": "რუსთაველის გამზირი 12, Գյումրի"},
    ],
    ids=["own", "long", "accents", "layered", "neighbours"],
)
def test_pages_are_those_of_the_full_typesetting(own: dict[str, str]) -> None:
    for pages in both(with_values(variant(), **own), stamping()):
        worst, same = unlike(pages)
        assert worst <= 64
        assert same


@pytest.mark.parametrize("which", MATRIX[1:], ids="-".join)
def test_pages_of_every_layout_and_profile_are_those_of_the_full_typesetting(
    which: tuple[str, str, str],
) -> None:
    for pages in both(filled(LONG[1][:40], "place", *which), stamping(*which)):
        worst, same = unlike(pages)
        assert worst <= 64
        assert same


GREEK = "Θεσσαλονίκη, πλατεία 12"
ABROAD = tuple(one for one in MATRIX if one[1] == "a5" and one[2] in ("copyshop-bw", "screen"))


@pytest.mark.parametrize("which", ABROAD, ids="-".join)
def test_letters_that_the_master_does_not_carry_are_brought_by_their_row(
    which: tuple[str, str, str],
) -> None:
    one = filled(GREEK, "place", *which)
    for pages in both(one, stamping(*which)):
        worst, same = unlike(pages)
        assert worst <= 64
        assert same
    ready_made = stamping(*which)
    assert ready_made
    (alone,) = ready_made.files([one])
    *_, among = ready_made.files(
        [filled(other, "place", *which) for other in ("Ω", "Abay")] + [one]
    )
    assert alone[0].entry.made == "stamped"
    assert errors(alone[0].entry.problems) == ()
    assert [made.data for made in alone] == [made.data for made in among]


def test_a_rows_bytes_are_the_same_alone_and_among_others() -> None:
    ready_made = stamping()
    assert ready_made
    mine = filled("Llanfair\u00adpwll\u00adgwyn\u00adgyll, парк", "place")
    others = [filled(one, "place") for one in (*LONG, "fi fl ffi №", "ў")]
    (alone,) = ready_made.files([mine])
    among = list(ready_made.files([*others, mine, *others]))[len(others)]
    assert [made.data for made in alone] == [made.data for made in among]
    assert alone[0].entry == among[0].entry


def test_a_blank_holds_nothing_of_the_region_it_was_typeset_with() -> None:
    one = variant()
    others = with_values(one, place="Elsewhere", name="Another one", contact="x@example.org")
    others = replace(others, link=Link(url="https://example.org/b", text="example.org/b"))
    assert one.master.material.region == others.master.material.region
    proof = typeset(one.master, blank=True)
    pressed = press(proof, one.master)
    text = " ".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pressed.pdf)
    )
    for _, own in one.fields:
        assert not own or own not in text
    assert "example.org" not in text.replace("circle@example.org", "")


def test_every_field_has_its_blank_with_its_inks() -> None:
    ready_made = stamping()
    assert ready_made
    pressed = ready_made.leaflet().pressed
    found = [(one.name, one.page, one.paints) for one in pressed.blanks if one.kind == "fields"]
    assert [(name, page) for name, page, _ in found] == [
        ("event.1", 1), ("link.1", 1), ("link.2", 2)
    ]  # fmt: skip
    assert all(paints and paints[0].endswith(" g") for _, _, paints in found)


def test_a_finished_file_is_read_back_by_its_own_table() -> None:
    ready_made = stamping()
    assert ready_made
    printing = ready_made.leaflet()
    cutting = cut(printing.pressed, {})
    contents = {hole.name: hole.name.encode() * 9 for hole in cutting.holes}
    data = cutting.filled(contents)
    read = cutting.read(data)
    assert read is not None
    assert {name: zlib.decompress(packed) for name, packed in read.items()} == contents
    assert cutting.read(data.replace(b"%PDF", b"%pdf")) is None
    broken = re.sub(rb"startxref\n\d+", b"startxref\n17", data)
    assert cutting.read(broken) is None
