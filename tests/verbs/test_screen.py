"""Leaflets for screens are stamped: what is read aloud is what full typesetting would have read.

Both are walked in the order of their structure: roles, texts and figures, then the links. The
letters behind a mark are those that pdfium finds there.
"""

import ctypes
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from leaflets import faces
from leaflets.model.material import Link
from leaflets.model.variant import Variant
from leaflets.problems import errors
from leaflets.typeset.proof import typeset
from leaflets.units import PT_PER_MM
from leaflets.verbs.job import Job, ready
from leaflets.verbs.leaflet import Made, batch, proofed, stamping
from leaflets.verbs.stamping import Stamping
from leaflets.verbs.whole import typeset_whole
from tests.verbs.tagged import complaints
from tests.verbs.test_profiles import CASES
from tests.verbs.test_profiles import variants as leaflets_of
from tests.verbs.test_stamping import CONTRACT, PAGE, SHOWN, STATEMENT, STYLE, region

# A line, several lines, letters of three kinds, and one that the engine has to set.
ROWS = (
    {"name": "Walkers’ assembly", "place": "The old lime tree"},
    {"name": "Усть-Каменогорск", "place": "Парк у старой киностудии, вход с улицы Абая, дом 5/7"},
    {"name": "Žižkov (3 > 2)", "place": "Llanfair\u00adpwllgwyngyll"},
)
INSIDE = {
    "plain": SHOWN,
    "a word in bold": '<p data-field="name">{{ region.name }}</p>'
    '<p data-field="place">at <b>{{ region.place }}</b>, come</p>',
    "a list": '<ul><li data-field="name">{{ region.name }}</li>'
    '<li data-field="place">{{ region.place }}</li></ul>',
}
# The event and the link as display sets them, each on two lines.
LADDERS = CONTRACT.replace(
    "place: {lines: 2}}", "place: {lines: 2}}, set: ladder, face: [Literata 700], lines: [2, 2]"
).replace(
    "{link: {min: 0.5}}", "{link: {min: 0.5}}, set: ladder, face: [Literata 700], lines: [2, 2]"
)
TURNED = """\
.event{padding:4mm 2mm;transform:rotate(-4deg)}
.link{height:12mm;padding:1mm 3mm;transform:rotate(3deg)}
"""
GLASS = (
    '<p data-field="name">{{ region.name }}</p>'
    '<div style="opacity:.5"><p data-field="place">{{ region.place }}</p></div>'
)


SCREENS = tuple((layout, made_in) for layout, made_in, name in CASES if name == "screen")


def row(one: Variant, number: int, own: dict[str, str]) -> Variant:
    return region(one, number, own, "https://example.org/benches/{}?a=(b)")


@pytest.fixture
def poster(tmp_path: Path) -> Callable[..., Variant]:
    """Plan a small layout for a screen: its event slot's inside."""

    def made(inside: str, contract: str = CONTRACT, css: str = "") -> Variant:
        faces.isolate()
        folder = tmp_path / "layouts" / "poster"
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_text(contract, encoding="utf-8")
        page = PAGE % inside
        if "set: ladder" in contract:
            page = page.replace("{{ slots.link.texts[0] }}", "{{ set(slots.link) }}")
            page = page.replace("{% block", '{% from "base/set.html" import set %}\n{% block')
        (folder / "page.html").write_text(page, encoding="utf-8")
        (folder / "style.css").write_text(STYLE + css, encoding="utf-8")
        source = tmp_path / "buses.en.md"
        source.write_text(STATEMENT, encoding="utf-8")
        job = Job(
            source=str(source),
            out=tmp_path / "out",
            layouts=("poster",),
            profiles=("screen",),
            layouts_dir=folder.parent,
        )
        (only,) = ready(job).plan.variants
        return only

    return made


@pytest.mark.parametrize(("layout", "made_in"), SCREENS, ids=map("-".join, SCREENS))
def test_a_stamped_leaflet_is_read_as_the_one_typeset_in_full(layout: str, made_in: str) -> None:
    """Also where display sets a place on one line for one region and on two for the next."""
    (one,) = leaflets_of(layout, made_in, "screen")
    for variant, made in poured(tuple(row(one, *pair) for pair in enumerate(ROWS))):
        alike(variant, made)


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE.keys())
def test_whatever_a_slot_holds_is_read_in_its_order(
    poster: Callable[..., Variant], inside: str
) -> None:
    one = poster(inside)
    for variant, made in poured(tuple(row(one, *pair) for pair in enumerate(ROWS))):
        alike(variant, made)


@pytest.mark.parametrize("css", ["", TURNED], ids=["straight", "padded and turned"])
def test_what_display_sets_on_lines_is_read_as_one_and_leads_as_one(
    poster: Callable[..., Variant], css: str
) -> None:
    one = poster("{{ set(slots.event) }}", LADDERS, css)
    long = "example.org/benches-and-lime-trees/for-all-who-walk"
    link = Link(url=f"https://{long}", text=long)
    rows = (replace(row(one, *pair), link=link) for pair in enumerate(ROWS[:2]))
    for variant, made in poured(tuple(rows)):
        alike(variant, made)
        sets = dict(typeset(variant.whole).fitting.sets)
        assert [len(sets[name].lines) for name in ("event", "link")] == [2, 2]
        read = Aloud(made.data).read()
        values = dict(variant.fields)
        assert (("/Document", "/Sect", "/P", "/Link"), long) in read
        assert f"{values['name']}, {values['place']}".casefold() in [words for _, words in read]


def test_what_stands_behind_glass_is_read_in_its_turn(poster: Callable[..., Variant]) -> None:
    ((_, made),) = poured((row(poster(GLASS), 0, ROWS[0]),))
    own = Aloud(made.data)
    own.check()
    words = [words for _, words in own.read()]
    assert words[1:3] == ["walkers’ assembly", "the old lime tree"]


def mute(document: pikepdf.Pdf) -> None:
    (figure,) = (one for one in document.objects if figured(one))
    del figure.Alt


def figured(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == pikepdf.Name.Figure


def scribble(document: pikepdf.Pdf) -> None:
    document.pages[0].contents_add(b"0 0 9 9 re f")


def forget(document: pikepdf.Pdf) -> None:
    told = document.Root.StructTreeRoot.ParentTree.Nums[1]
    told[len(told) - 1] = None


def strip(document: pikepdf.Pdf) -> None:
    del document.Root.Lang
    del document.pages[0].obj.Annots[0].Contents


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (mute, "a figure says nothing"),
        (scribble, "f on page 1 stands outside all marks"),
        (forget, "knows another element"),
        (strip, "the document has no language"),
        (strip, "a link on page 1 says nothing"),
    ],
)
def test_a_fault_in_the_structure_is_seen(fault: Callable[[pikepdf.Pdf], None], told: str) -> None:
    (one,) = leaflets_of("broadside", "a5", "screen")
    with pikepdf.open(io.BytesIO(sound(one))) as document:
        fault(document)
        out = io.BytesIO()
        document.save(out)
    assert any(told in one for one in complaints(out.getvalue()))


@cache
def sound(one: Variant) -> bytes:
    ((_, made),) = poured((row(one, 0, ROWS[0]),))
    return made.data


def test_a_first_letter_that_stands_apart_belongs_to_its_text(
    poster: Callable[..., Variant],
) -> None:
    one = poster(SHOWN, css=".event p::first-letter{font-size:1.5em}")
    for _, made in poured(tuple(row(one, *pair) for pair in enumerate(ROWS[:2]))):
        own = Aloud(made.data)
        own.check()
        whole = dict(own.read())["/Document", "/Sect", "/Div", "/P"]
        assert whole in [" ".join(text.values()).casefold() for text in ROWS[:2]]


def test_a_row_is_the_same_alone_and_among_others() -> None:
    (one,) = leaflets_of("wedge", "a5", "screen")
    rows = tuple(row(one, *pair) for pair in enumerate(ROWS))
    together = [made.data for _, made in poured(rows)]
    assert [made.data for one in rows for _, made in poured((one,))] == together


def test_every_row_leads_to_its_own_address_and_keeps_nothing_of_the_master() -> None:
    (one,) = leaflets_of("wedge", "a5", "screen")
    (variant, made), (other, _) = poured(tuple(row(one, *pair) for pair in enumerate(ROWS[:2])))
    assert variant.link
    assert other.link
    with pikepdf.open(io.BytesIO(made.data)) as document:
        said = b" ".join(one.unparse(resolved=True) for one in document.objects)
        assert variant.link.url in {str(note.A.URI) for note in document.pages[0].obj.Annots}
    assert b"Leaflets" not in made.data
    assert other.link.url.encode() not in said


def test_a_link_that_leads_elsewhere_is_told_of_every_row() -> None:
    """Also of the second row on, whose master is known to be right."""
    (one,) = leaflets_of("wedge", "a5", "screen")
    ready_made = stamped(row(one, 0, ROWS[0]))
    printing = ready_made.leaflet()
    for number in range(2):
        variant = row(one, number, ROWS[0])
        values, _ = ready_made.values(variant)
        fields = next(ready_made.fields([values]))
        drawn = printing.codes(variant, 2)
        entry = next(iter(batch((variant,))))[0].entry
        wanted = ready_made._expected(variant, printing.pressed, drawn, entry)
        right = printing.file(fields, drawn)
        wrong = printing.file(fields, replace(drawn, urls=("https://example.org/elsewhere",)))
        assert not errors(printing.found(right, fields, wanted).problems)
        found = {one.code for one in printing.found(wrong, fields, wanted).problems}
        assert found == {"link-dead", "link-elsewhere"}
        printing.shared(right, wanted)


def poured(variants: tuple[Variant, ...]) -> list[tuple[Variant, Made]]:
    assert len({one.master.key for one in variants}) == 1
    made = [files[0] for files in batch(variants)]
    for one in made:
        assert one.entry.made == "stamped"
        assert errors(one.entry.problems) == ()
    return list(zip(variants, made, strict=True))


def stamped(one: Variant) -> Stamping:
    found = stamping((one.master,), (proofed(one.master),))
    assert found
    return found


def alike(variant: Variant, made: Made) -> None:
    (whole, *_) = typeset_whole(variant, ())
    assert whole.entry.made == "typeset"
    own, full = Aloud(made.data), Aloud(whole.data)
    assert own.read() == full.read()
    assert own.links() == full.links()
    assert own.title() == full.title()
    assert complaints(made.data) == complaints(whole.data) == []
    own.check()


@dataclass(frozen=True)
class Leaf:
    """What is read at one place: the roles around it, its words, and the letters drawn there."""

    roles: tuple[str, ...]
    words: str
    drawn: str


class Aloud:
    """A tagged document as it is read."""

    def __init__(self, data: bytes) -> None:
        self._document = pikepdf.open(io.BytesIO(data))
        self._letters = dict(letters(data, self._document))

    def read(self) -> list[tuple[tuple[str, ...], str]]:
        """Return blocks with their words; lines of one block are one."""
        blocks: list[tuple[tuple[str, ...], str]] = []
        for leaf in self._walk(self._document.Root.StructTreeRoot.K[0], ()):
            words = " ".join(leaf.words.replace("\u00ad", "").split()).casefold()
            if blocks and blocks[-1][0] == leaf.roles:
                blocks[-1] = (leaf.roles, f"{blocks[-1][1]} {words}".strip())
            else:
                blocks.append((leaf.roles, words))
        return blocks

    def links(self) -> list[tuple[int, str, str, tuple[float, ...]]]:
        return [
            (
                number,
                str(note.A.URI),
                str(note.Contents),
                tuple(round(float(side) / PT_PER_MM, 1) for side in note.Rect.as_list()),
            )
            for number, page in enumerate(self._document.pages)
            for note in page.obj.Annots.as_list()
        ]

    def title(self) -> tuple[str, str]:
        return str(self._document.docinfo.Title), str(self._document.Root.Lang)

    def check(self) -> None:
        """See that what is said is what is drawn, and that marks and elements know each other."""
        assert self._document.check_pdf_syntax() == []
        numbers = self._document.Root.StructTreeRoot.ParentTree.Nums.as_list()
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(set(keys))
        told = dict(zip(keys, numbers[1::2], strict=True))
        for leaf in self._walk(self._document.Root.StructTreeRoot.K[0], ()):
            if leaf.drawn:
                assert bare(leaf.drawn) == bare(leaf.words)
        for element in self._elements(self._document.Root.StructTreeRoot.K[0]):
            for kid in element.K.as_list():
                if isinstance(kid, pikepdf.Dictionary) and "/Stm" in kid:
                    known = told[int(kid.Stm.StructParents)][int(kid.MCID)]
                    assert known.objgen == element.objgen
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                    assert told[int(kid.Obj.StructParent)].objgen == element.objgen
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    assert kid.P.objgen == element.objgen

    def _elements(self, element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        for kid in element.K.as_list():
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._elements(kid)

    def _walk(self, element: pikepdf.Object, roles: tuple[str, ...]) -> Iterator[Leaf]:
        role = str(element.S)
        roles = roles if role in {"/Span", "/NonStruct"} else (*roles, role)
        kids = element.K.as_list()
        drawn = " ".join(self._drawn(element))
        if "/Alt" in element:
            yield Leaf((*roles, "alt"), str(element.Alt), "")
        elif "/ActualText" in element:
            yield Leaf(roles, str(element.ActualText), drawn)
        elif drawn:
            yield Leaf(roles, drawn, drawn)
        if "/Alt" not in element and "/ActualText" not in element:
            for kid in kids:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    yield from self._walk(kid, roles)

    def _drawn(self, element: pikepdf.Object) -> Iterator[str]:
        for kid in element.K.as_list():
            if isinstance(kid, pikepdf.Dictionary) and "/Stm" in kid:
                yield self._letters.get((kid.Stm.objgen, int(kid.MCID)), "")
            elif not isinstance(kid, pikepdf.Dictionary):
                yield self._letters.get((element.Pg.objgen, int(kid)), "")


def bare(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").replace("-", "").casefold()


def letters(
    data: bytes, document: pikepdf.Pdf
) -> Iterator[tuple[tuple[tuple[int, int], int], str]]:
    """Yield (page or form, mark) and the letters that it encloses."""
    found: dict[tuple[tuple[int, int], int], str] = {}
    with pypdfium2.PdfDocument(data) as opened:
        for page, own in zip(opened, document.pages, strict=True):
            text = page.get_textpage()
            forms = iter(drawn_forms(own.obj))
            for place in range(pdfium.FPDFPage_CountObjects(page)):
                one = pdfium.FPDFPage_GetObject(page, place)
                if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_FORM:
                    form = next(forms)
                    for inner in inside(one):
                        add(found, form.objgen, inner, text)
                else:
                    add(found, own.obj.objgen, one, text)
    yield from found.items()


def inside(form: object) -> Iterator[object]:
    for place in range(pdfium.FPDFFormObj_CountObjects(form)):
        one = pdfium.FPDFFormObj_GetObject(form, place)
        yield one
        if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from inside(one)


def add(
    found: dict[tuple[tuple[int, int], int], str],
    holder: tuple[int, int],
    one: object,
    text: object,
) -> None:
    number = pdfium.FPDFPageObj_GetMarkedContentID(one)
    if number < 0 or pdfium.FPDFPageObj_GetType(one) != pdfium.FPDF_PAGEOBJ_TEXT:
        return
    size = pdfium.FPDFTextObj_GetText(one, text, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(
        one, text, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    said = buffer.raw[:size].decode("utf-16-le").rstrip("\0")
    found[holder, number] = found.get((holder, number), "") + said


def drawn_forms(page: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the forms that a page draws, in their order."""
    drawn = (
        page.Resources.XObject[str(step.operands[0])]
        for step in pikepdf.parse_content_stream(page)
        if str(step.operator) == "Do"
    )
    return [one for one in drawn if one.get("/Subtype") == pikepdf.Name.Form]
