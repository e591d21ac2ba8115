"""What a tagged leaflet tells of its region: strings that are holes, like its streams."""

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as some
from pikepdf import Array, Dictionary, Name, String

from leaflets.model.pressed import ADDRESS, BLANK_KEY, Pressed
from leaflets.model.proof import Place, Regional, RegionalSlot
from leaflets.stamp.holes import string, text_of
from leaflets.stamp.live import strings, tells, told
from leaflets.stamp.splice import Cut, cut

URL = "https://example.org/a?b=(c)"
PLACE = Place(page=1, quad=((0, 0), (9, 0), (9, 9), (0, 9)))


@pytest.fixture(scope="module")
def holes() -> Cut:
    """Cut a page with an annotation and an element that wait for their strings."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(100, 100)).obj
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    note.A = Dictionary(S=Name.URI, URI=String("?"))
    note.Contents = String("?")
    note[BLANK_KEY] = String(ADDRESS)
    page.Annots = Array([document.make_indirect(note)])
    one = Dictionary(Type=Name.StructElem, S=Name.Span, ActualText=String("?"))
    one[BLANK_KEY] = String("event.1/0")
    document.Root.StructTreeRoot = Dictionary(K=document.make_indirect(one))
    out = io.BytesIO()
    document.save(out)
    return cut(Pressed(pdf=out.getvalue(), pages=1, width=9, height=9, bleed=0, blanks=()), {})


def test_a_string_stands_wherever_its_hole_is(holes: Cut) -> None:
    data = holes.filled(strings({"event.1/0": "Усть-Каменогорск (3 > 2)"}, URL))
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.check_pdf_syntax() == []
        (note,) = document.pages[0].obj.Annots
        assert (str(note.A.URI), str(note.Contents)) == (URL, URL)
        assert str(document.Root.StructTreeRoot.K.ActualText) == "Усть-Каменогорск (3 > 2)"
        assert BLANK_KEY.encode() not in data
        assert b"%hole" not in data


def test_what_is_filled_is_read_back_from_the_finished_file(holes: Cut) -> None:
    texts = {"event.1/0": "Kokset"}
    read = holes.read(holes.filled(strings(texts, URL)))
    assert read is not None
    assert tells(read, texts, URL)
    assert not tells(read, {"event.1/0": "Kokshe"}, URL)
    assert not tells(read, texts, "https://example.org/b")


def test_a_file_that_was_changed_is_not_read(holes: Cut) -> None:
    data = holes.filled(strings({"event.1/0": "Kokset"}, URL))
    address = string(URL)
    assert holes.read(data.replace(address, string(URL[::-1]), 1)) is None
    assert holes.read(data.replace(b"/ActualText <", b"/ActualTexs <")) is None


def test_the_same_strings_give_the_same_bytes_and_others_another_name(holes: Cut) -> None:
    one, again, other = (
        holes.filled(strings({"event.1/0": text}, URL)) for text in ("Kokset", "Kokset", "Almaty")
    )
    assert one == again
    assert one[one.index(b"/ID") :] != other[other.index(b"/ID") :]


@given(some.text())
def test_every_text_survives_as_pdf_writes_it(text: str) -> None:
    written = string(text)
    assert text_of(written) == text
    assert str(pikepdf.Object.parse(written)) == text


def test_a_part_says_its_value_folded_and_in_its_own_case() -> None:
    slot = RegionalSlot(
        name="event.1", slot="event", place=PLACE, texts=("\ue000\ue100\ue001 \n at", "", "\u00adx")
    )
    differs = Regional(html="\ue000\ue100\ue001", slots=(slot,))
    assert told(differs, ("Усть\u00a05",)) == {"event.1/0": "Усть\u00a05 at", "event.1/2": "x"}
