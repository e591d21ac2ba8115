import os

import pytest

from leaflets.problems import LeafletsError
from leaflets.read.statement import read

BODY = "The bus runs\n\nIt runs all day and half of the night for everybody.\n"


def test_a_file_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(LeafletsError) as raised:
        read(tmp_path / "call.en.txt", name="../call.en.txt")
    (problem,) = raised.value.problems
    assert (problem.code, problem.position.file) == ("source-missing", "../call.en.txt")


def test_a_name_that_no_file_can_have_is_unreadable(tmp_path):
    with pytest.raises(LeafletsError) as raised:
        read(tmp_path / "a\0b.txt", name="x")
    assert [one.code for one in raised.value.problems] == ["source-unreadable"]


def test_a_pipe_that_nobody_writes_into_is_unreadable(tmp_path):
    pipe = tmp_path / "call.en.txt"
    os.mkfifo(pipe)
    with pytest.raises(LeafletsError) as caught:
        read(pipe, name="call.en.txt")
    (problem,) = caught.value.problems
    assert problem.code == "source-unreadable"
    assert problem.message == "call.en.txt cannot be read: it is a pipe."


def test_a_folder_is_no_text(tmp_path):
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(LeafletsError) as raised:
        read(folder, name="folder.txt")
    assert [one.code for one in raised.value.problems] == ["source-is-folder"]


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", b"\xff\xfe", b"\x1a"])
def test_an_empty_file_is_empty(data, problems_of):
    assert problems_of(data) == [("source-empty", 0)]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04....word/document.xml",
        b"\xd0\xcf\x11\xe0....",
        b"{\\rtf1\\ansi Bus}",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05" * 9,
    ],
)
def test_what_is_no_text_is_binary(data, problems_of):
    assert problems_of(data) == [("source-binary", 0)]


@pytest.mark.parametrize("name", ["call.en.docx", "call.en.html", "call.en.odt", "call.en", "call"])
def test_other_kinds_are_not_read_yet(name, problems_of):
    assert problems_of(BODY, name) == [("kind-unknown", 0)]


def test_the_ending_may_be_in_capitals(read_text):
    assert read_text(BODY, "CALL.EN.TXT").language == "en"


def test_another_encoding_is_named_by_its_first_line(problems_of):
    data = "Автобус\n\nОн ходит".encode("cp1251")
    assert problems_of(b"The bus\n\n" + data) == [("encoding-unknown", 3)]


@pytest.mark.parametrize(
    "line",
    [
        "Автоб\ufffdс ходит",
        "Авт?бус ход?т",
        "???? ????? ??",
    ],
)
def test_letters_lost_on_the_way_are_an_error_with_their_line(line, problems_of):
    assert problems_of(f"The bus\n\n{line}\n\nSo it is.\n") == [("letters-lost", 3)]


@pytest.mark.parametrize(
    "line",
    [
        "Really?? Yes.",
        "Why?Because the bus is late, and everybody knows that it is.",
        "See https://example.org/bus?line=4 for the table.",
        "What? No bus?! Nobody answers.",
    ],
)
def test_a_question_is_no_lost_letter(line, read_text):
    assert read_text(f"The bus\n\n{line}\n").title == "The bus"


def test_letters_of_a_private_font_are_left_out_and_told(read_text):
    statement = read_text("The bus\n\n\ue001 It runs all day, \uf0b7 and half of the night.\n")
    assert statement.body[0].text == "It runs all day, and half of the night."
    (told,) = [one for one in statement.problems if one.code == "letters-private"]
    assert (told.severity.value, told.position.line) == ("warning", 3)


def test_ligatures_of_a_pdf_are_spelled_out(read_text):
    assert read_text("The oﬃce\n\nAn oﬃcial ﬁle about ﬂats lies there.\n").title == "The office"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a Grad-\nziel", "a Grad-ziel"),
        ("Massnah-\nmen und Massnahmen", "Massnahmen und Massnahmen"),
        ("Vor-\nund Nachteile", "Vor- und Nachteile"),
    ],
)
def test_a_hyphen_at_a_lines_end_goes_only_if_the_word_stands_whole_elsewhere(
    source, kept, read_text
):
    filler = "This is a line of the wrapped text that is as long as all the others\n"
    first, last = source.split("\n", 1)
    broken = f"{filler * 4}{filler[: 68 - len(first)].rstrip()} {first}\n{last}\n{filler * 3}"
    statement = read_text(f"A title\n\n{broken}")
    assert kept in statement.body[0].text
    told = [one.code for one in statement.problems if one.code == "line-end-hyphen"]
    assert len(told) == (kept == "a Grad-ziel")
