"""Front and back become one file: pages behind each other, blanks that stay apart."""

import io
from dataclasses import replace

import pikepdf
import pytest

from leaflets.model.material import Composed
from leaflets.model.pressed import of_language
from leaflets.press.collating import collated
from leaflets.press.press import press
from leaflets.profiles import profile
from leaflets.typeset.engine import drawn, render

LANGUAGES = ("kk", "ru")


@pytest.fixture
def pages(proof, master):
    def made(body, name="copyshop-bw"):
        typeset = proof(body, code=True)
        if name == "screen":
            composed = Composed(
                html=f'<html lang="kk"><title>Somebody</title>{body}', sheets=(), texts=()
            )
            typeset = replace(typeset, pdf=drawn(render(composed), tagged=True).pdf)
        return press(typeset, replace(master(), profile=profile(name)))

    return made


def opened(pressed):
    return pikepdf.open(io.BytesIO(pressed.pdf))


def test_the_back_lies_behind_the_front(pages):
    front, back = pages("<p>алды"), pages("<p>оборот")
    found = collated(front, back, LANGUAGES)
    assert (found.pages, found.width, found.height, found.bleed) == (2, 148, 210, 0)
    assert [(one.slot, one.name, one.page, one.side) for one in found.blanks] == [
        ("code.kk", "code.kk.1", 1, 1),
        ("code.ru", "code.ru.1", 2, 2),
    ]
    with opened(found) as document, opened(front) as one, opened(back) as other:
        own = [one.pages[0], other.pages[0]]
        assert [page.Contents.read_bytes() for page in document.pages] == [
            page.Contents.read_bytes() for page in own
        ]
        assert {str(page.TrimBox) for page in document.pages} == {str(own[0].TrimBox)}
        assert document.check_pdf_syntax() == []
        assert "/StructTreeRoot" not in document.Root
        assert document.pdf_version == one.pdf_version
    assert found.pdf == collated(front, back, LANGUAGES).pdf


def test_both_structures_are_one_and_keys_stay_apart(pages):
    front, back = pages("<p>алды<p>тағы", "screen"), pages("<h1>оборот</h1><p>ещё", "screen")
    found = collated(front, back, LANGUAGES)
    with opened(found) as document:
        tree = document.Root.StructTreeRoot
        (whole,) = tree.K
        assert (str(whole.S), whole.P.objgen) == ("/Document", tree.objgen)
        assert [(str(part.S), str(part.Lang), part.P.objgen) for part in whole.K] == [
            ("/Part", "kk", whole.objgen),
            ("/Part", "ru", whole.objgen),
        ]
        numbers = tree.ParentTree.Nums.as_list()
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(set(keys))
        told = dict(zip(keys, numbers[1::2], strict=True))
        assert len({int(page.obj.StructParents) for page in document.pages}) == 2
        for page in document.pages:
            elements = told[int(page.obj.StructParents)].as_list()
            assert {one.Pg.objgen for one in elements if one is not None} == {page.obj.objgen}
        assert document.docinfo.Title == "Somebody"


def test_names_of_a_side_are_those_of_a_column():
    assert of_language("headline", "ru") == "headline.ru"
    assert of_language("event.2/1", "ru") == "event.ru.2/1"
    assert of_language("event.2", "") == "event.2"
