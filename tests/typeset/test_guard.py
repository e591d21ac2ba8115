"""Faces: two in a word, one that the layout does not name, two files behind one name."""

from collections.abc import Callable

import pytest

from leaflets.model.layout import Layout
from leaflets.typeset.guard import collisions, guard
from leaflets.typeset.ink import Run


@pytest.fixture
def found(rendered: Callable, layout: Callable[..., Layout]) -> Callable[..., list[str]]:
    def codes(text: str, css: str = "", *faces: str) -> list[str]:
        declared = faces or ("Literata 500", "Geologica 500", "Noto Sans Georgian 400")
        page = rendered(f"<div data-slot=a>{text}</div>", css)
        return [one.code for one in guard(page, layout(faces=declared))]

    return codes


def run(family: str, file: bytes) -> Run:
    return Run(text="a", family=family, weight=500, italic=False, file=(9, file), missing=())


def test_a_word_in_two_faces_is_an_error(found: Callable[..., list[str]]) -> None:
    assert "two-faces" in found("ქuчa")


def test_two_words_in_two_faces_are_none(found: Callable[..., list[str]]) -> None:
    faces = ("Literata 500", "Noto Sans Georgian 400")
    assert "two-faces" not in found("The word ქუჩა is Georgian.", "", *faces)


def test_a_number_beside_a_word_may_have_another_face(found: Callable[..., list[str]]) -> None:
    assert "two-faces" not in found("გამზირი12")


def test_a_face_that_the_layout_does_not_name_is_an_error(found: Callable[..., list[str]]) -> None:
    assert found("text", "div{font-family:Oswald;font-weight:700}") == ["face-unexpected"]


def test_a_family_that_nobody_has_is_an_error(found: Callable[..., list[str]]) -> None:
    """The engine replaces it without a word."""
    assert found("text", "div{font-family:'Grotesk That Nobody Has'}") == ["face-unexpected"]


def test_a_letter_in_no_face_is_an_error(found: Callable[..., list[str]]) -> None:
    assert "glyph-missing" in found("text 中")


def test_plain_text_is_silent(found: Callable[..., list[str]]) -> None:
    assert found("Жылу — тауар емес, құқық! Ünïcödé, 100 ₸") == []


def test_two_files_of_one_name_are_an_error() -> None:
    assert [one.code for one in collisions([run("A", b"x"), run("A", b"y")])] == ["faces-collide"]
    assert list(collisions([run("A", b"x"), run("B", b"y"), run("A", b"x")])) == []
