"""One leaflet, a language on each side: stamped, it is what full typesetting would have made.

Both masters are made once, pressed and collated; each side has its own values, link and language.
"""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest

from leaflets import faces
from leaflets.layout.catalogue import find
from leaflets.model.campaign import Campaign, Region
from leaflets.model.layout import Layout
from leaflets.model.statement import Passage, Statement
from leaflets.model.variant import Variant
from leaflets.plan.variants import plan
from leaflets.plan.wish import Wish
from leaflets.problems import Position, errors
from leaflets.profiles import profile
from leaflets.setting.block import Block
from leaflets.shipped import folder
from leaflets.stamp.brought import lacking
from leaflets.verbs import chunk, making
from leaflets.verbs.chunk import Proved
from leaflets.verbs.entries import entries
from leaflets.verbs.leaflet import batch, proofed, stamping
from leaflets.verbs.stamping import Stamping
from leaflets.verbs.whole import typeset_whole
from leaflets.workers import Crew
from tests.stamp.test_oracle import both, unlike
from tests.verbs.test_screen import Aloud
from tests.verbs.test_stamping import CONTRACT, PAGE, STYLE

MadeIn = tuple[str, str, str]
PLACE = TemporaryDirectory()
PAIR = (("kk", "ru"),)
SCREEN = ("poster", "a5", "screen")
COPIED = ("broadside", "a5", "copyshop-bw")
TEXTS = {
    "kk": ("Әр аялдамаға — орындық!", "Әр екі жүз метр сайын орындық", "Жөке ағашы"),
    "ru": ("Каждой остановке — скамейку!", "Скамейку через двести метров", "Липу у скамейки"),
}
INSIDE = (
    '<p class="big" data-field="name">{{ region.name }}</p>'
    '<p data-field="place">{{ region.place }}</p>'
)
OWN_SIZE = ".event [data-field=place]{font-size:calc(var(--field-event-place)*11pt)}"
TITLE = "Әр\u00a0аялдамаға\u00a0— орындық!"
# With a sign of direction, which has no width: the engine has to set it.
LAYERED = "Көктем\u200e 12"
# Letters that the faces of fields do not carry: its side brings a face.
GREEK = "Ελλάδα 12"
ROWS: tuple[dict[str, str], ...] = (
    {"name": "Өскемен", "place": "Парк у старой киностудии"},
    {"name": "Риддер", "place": "Ворота школы, дом 5/7", "place.kk": "Мектептің қақпасы"},
    {"name": "Žižkov", "place": "Старый вокзал", "contact.kk": LAYERED},
    {"name": "Žižkov", "place.kk": LAYERED, "place.ru": "Старый вокзал"},
    {"name": "Žižkov", "place.kk": GREEK, "place.ru": "Старый вокзал"},
)
LAYERED_ROWS, BROUGHT_ROW = (2, 3), 4


def statement(language: str) -> Statement:
    headline, *demands = TEXTS[language]
    return Statement(
        slug="benches",
        file=f"benches.{language}.md",
        language=language,
        title=headline,
        headline=headline,
        lead=headline,
        demands=tuple(
            Passage(text=text, position=Position(file=f"benches.{language}.md", line=line))
            for line, text in enumerate(demands, 3)
        ),
    )


@cache
def layout(name: str) -> Layout:
    """Return a layout of one side: the shipped one, or a small one whose fields CSS sets."""
    if name == "poster":
        place = Path(PLACE.name) / name
        place.mkdir()
        (place / "layout.yaml").write_text(CONTRACT, encoding="utf-8")
        (place / "page.html").write_text(PAGE % INSIDE, encoding="utf-8")
        (place / "style.css").write_text(STYLE + OWN_SIZE, encoding="utf-8")
    found = find(name, (Path(PLACE.name), folder("layouts")))
    assert found
    return found


def region(number: int, own: dict[str, str]) -> Region:
    texts = {"date": "2031-05-04", "time": "18:00", "contact": "circle@example.org"} | own
    return Region(
        id=f"r{number}",
        name=own["name"],
        texts=tuple(texts.items()),
        position=Position(file="towns.csv", row=number + 2),
    )


def planned(
    *rows: dict[str, str],
    made_in: MadeIn = COPIED,
    languages: tuple[tuple[str, ...], ...] = PAIR,
) -> tuple[Variant, ...]:
    faces.isolate()
    made = Campaign(
        file="campaign.yaml",
        statements=tuple(map(statement, TEXTS)),
        languages=languages,
        link=Passage(text="https://example.org/{language}/{region}"),
        regions=tuple(region(number, own) for number, own in enumerate(rows)),
    )
    wish = Wish(
        layouts=(layout(made_in[0]),),
        named=True,
        formats=(Passage(text=made_in[1]),),
        profiles=(profile(made_in[2]),),
    )
    found = plan(made, "campaign.yaml", wish)
    assert errors(found.problems) == ()
    return found.variants


@cache
def ready(made_in: MadeIn) -> Stamping:
    masters = planned(ROWS[0], made_in=made_in)[0].masters
    found = stamping(masters, tuple(map(proofed, masters)))
    assert found
    return found


@pytest.mark.parametrize(
    ("row", "made_in"),
    [
        *((0, ("poster", "a5", name)) for name in ("copyshop-bw", "copyshop-colour", "screen")),
        *((0, ("broadside", "a5", name)) for name in ("copyshop-bw", "copyshop-colour")),
        (1, ("broadside", "a4", "copyshop-bw")),
        (2, COPIED),
        (3, ("poster", "a5", "copyshop-bw")),
        (3, SCREEN),
        (4, ("poster", "a5", "copyshop-bw")),
        (4, SCREEN),
    ],
    ids=str,
)
def test_a_stamped_pair_is_the_pair_typeset_in_full(row: int, made_in: MadeIn) -> None:
    """Leaflet, paper and picture; the last rows go through the engine's layer on their fronts."""
    (one,) = planned(ROWS[row], made_in=made_in)
    (fields,) = ready(made_in).fields([ready(made_in).values(one)[0]])
    assert [bool(own.layered) for own in fields] == [row in LAYERED_ROWS, False]
    assert [bool(own.sorted.brought) for own in fields] == [row == BROUGHT_ROW, False]
    for pages in both(one, ready(made_in)):
        worst, same = unlike(pages)
        assert worst <= 64
        assert same


def test_both_sides_are_read_aloud_each_in_its_own_language() -> None:
    for one in planned(ROWS[0], ROWS[BROUGHT_ROW], made_in=SCREEN):
        made, whole = next(ready(SCREEN).files([one]))[0], typeset_whole(one, ())[0]
        assert (made.entry.made, whole.entry.made) == ("stamped", "typeset")
        assert errors((*made.entry.problems, *whole.entry.problems)) == ()
        own, full = Aloud(made.data), Aloud(whole.data)
        assert own.read() == full.read()
        assert own.links() == full.links()
        assert own.title() == full.title() == (TITLE, "kk")
        own.check()
        leads = [(page, url) for page, url, _, _ in own.links()]
        assert set(leads) == {
            (number, f"https://example.org/{language}/{one.region.id}")
            for number, language in enumerate(TEXTS)
        }
        assert parts(made.data) == [("/Part", "kk"), ("/Part", "ru")]


def test_where_one_side_cannot_be_stamped_both_are_typeset_in_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A ladder of glyphs that nobody can tell the text of."""

    def untold(block: Block, *rest: object) -> object:
        is_greek = any(line.text in GREEK.upper() for line in block.lines)
        return None if is_greek else lacking(block, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("leaflets.stamp.sort.lacking", untold)
    for one in planned(ROWS[BROUGHT_ROW]):
        ((leaflet, *_),) = batch((one,))
        assert leaflet.entry.made == "typeset"
        assert errors(leaflet.entry.problems) == ()
        assert [link.url.split("/")[3] for link in leaflet.entry.links] == ["kk", "ru"]
        assert all(link.decoded for link in leaflet.entry.links)


def test_set_values_of_both_sides_are_read_as_those_typeset_in_full() -> None:
    (one,) = planned(ROWS[0], made_in=("broadside", "a5", "screen"))
    ((made, *_),) = batch((one,))
    assert (made.entry.made, errors(made.entry.problems)) == ("stamped", ())
    own, full = Aloud(made.data), Aloud(typeset_whole(one, ())[0].data)
    assert own.read() == full.read()
    assert own.links() == full.links()
    own.check()
    assert parts(made.data) == [("/Part", "kk"), ("/Part", "ru")]


def parts(data: bytes) -> list[tuple[str, str]]:
    with pikepdf.open(io.BytesIO(data)) as document:
        (whole,) = document.Root.StructTreeRoot.K
        return [(str(part.S), str(part.Lang)) for part in whole.K]


def test_a_link_of_the_other_side_is_told_on_the_page_that_has_it() -> None:
    made_in = SCREEN
    (one,) = planned(ROWS[0], made_in=made_in)
    ready_made = ready(made_in)
    printing = ready_made.leaflet()
    (fields,) = ready_made.fields([ready_made.values(one)[0]])
    drawn = printing.codes(one, 2)
    wanted = ready_made._expected(one, printing.pressed, drawn, entries(one)[0])
    for _ in range(2):
        right = printing.file(fields, drawn)
        wrong = printing.file(fields, replace(drawn, urls=drawn.urls[:1] * 2))
        assert printing.found(right, fields, wanted).problems == ()
        found = {
            (one.code, one.where.page) for one in printing.found(wrong, fields, wanted).problems
        }
        assert found == {("link-dead", 2), ("link-elsewhere", 2)}
        printing.shared(right, wanted)


def test_a_pairs_files_tell_of_both_sides() -> None:
    (one,) = planned(ROWS[0])
    ((leaflet, paper, picture),) = batch((replace(one, gathered=False),))
    entry = leaflet.entry
    assert errors((*entry.problems, *paper.entry.problems)) == ()
    assert (entry.language, entry.pages, entry.made) == ("kk+ru", 2, "stamped")
    assert len(entry.statements) == 2
    assert entry.fit
    assert [name for name, _ in entry.fit.groups] == ["small.kk", "small.ru"]
    assert [(one.page, one.url) for one in entry.links] == [
        (1, "https://example.org/kk/r0"),
        (2, "https://example.org/ru/r0"),
    ]
    assert [(one.page, one.url.split("/")[3]) for one in paper.entry.links] == [
        (1, "kk"), (1, "kk"), (2, "ru"), (2, "ru")
    ]  # fmt: skip
    assert all(one.decoded and one.survives_copier for one in (*entry.links, *paper.entry.links))
    ((_, alone),) = batch(planned(ROWS[0], languages=(("kk",),)))
    assert picture.data == alone.data


def test_a_pairs_codes_back_up_when_the_paper_is_turned() -> None:
    """Turned on its long edge, what lies left lies right: fronts have their own backs behind."""
    (one,) = planned(ROWS[0])
    assert one.paper
    ready_made = ready(COPIED)
    pressed = ready_made._paper(one.paper).pressed
    codes = [blank for blank in pressed.blanks if blank.kind == "code"]
    places = {
        page: {
            (blank.matrix[0] > 0, blank.matrix[4] > 421) for blank in codes if blank.page == page
        }
        for page in (1, 2)
    }
    assert [blank.side for blank in codes] == [1, 1, 2, 2]
    # Upright leaflets lie behind upright ones.
    assert places[2] == {(upright, not right) for upright, right in places[1]}
    assert one.paper.flip == "either"


def test_a_rows_bytes_are_the_same_alone_and_among_others() -> None:
    variants = planned(*ROWS[::2], ROWS[0])
    ready_made = ready(COPIED)
    among = list(ready_made.files(variants))
    for number, one in enumerate(variants):
        (alone,) = ready_made.files([one])
        assert [made.data for made in alone] == [made.data for made in among[number]]
        assert alone[0].entry == among[number][0].entry


def test_faces_of_fields_are_embedded_once_for_both_sides() -> None:
    ready_made = ready(COPIED)
    (one,) = planned(ROWS[0])
    (made, *_) = next(ready_made.files([one]))
    assert ready_made._carried
    with pikepdf.open(io.BytesIO(made.data)) as document:
        for face in ready_made._carried.values():
            front, back = (page.Resources.Font[face.name] for page in document.pages)
            assert front.objgen == back.objgen


def test_what_does_not_fit_names_its_side() -> None:
    long = "Ш" * 70
    (one,) = planned({"name": "Аксу", "place": "Парк", "contact.ru": long})
    ((leaflet, *_),) = batch((one,))
    wrong = errors(leaflet.entry.problems)
    assert [(one.code, one.where.slot) for one in wrong] == [("overset", "contact.ru")]
    assert wrong[0].message.startswith("On the ru side: ")


def test_a_master_that_leaflets_share_is_typeset_once(monkeypatch: pytest.MonkeyPatch) -> None:
    variants = planned(ROWS[0], languages=(("kk", "ru"), ("ru",)))
    typeset: list[str] = []

    def prove(master: object) -> Proved:
        typeset.append(master.material.language)
        return chunk.prove(master)

    monkeypatch.setattr(making, "prove", prove)
    batches = making.batches(variants, (), Crew(), lambda: None)
    made = [files for one in batches for files in one.files]
    assert typeset == ["kk", "ru"]
    assert [files[0].entry.language for files in made] == ["kk+ru", "ru"]
    assert [files[0].entry.made for files in made] == ["stamped", "stamped"]


def test_a_side_that_cannot_be_made_stops_the_leaflet() -> None:
    (one,) = planned(ROWS[0])
    assert one.back
    long = replace(
        one.back.master,
        material=replace(one.back.master.material, demands=("Ш" * 900,) * 6),
    )
    broken = replace(one, back=replace(one.back, master=long))
    ((leaflet, *others),) = batch((broken,))
    wrong = errors(leaflet.entry.problems)
    assert wrong
    assert all(problem.message.startswith("On the ru side: ") for problem in wrong)
    assert not any(made.data for made in (leaflet, *others))
