import pytest

from leaflets.problems import LeafletsError
from leaflets.read.statement import read

BODY = "The bus runs\n\nIt runs all day and half of the night for everybody.\n"
FRONT = "---\nlanguage: de\n---\n"


def test_the_option_is_over_the_name_and_the_name_over_the_front_matter(read_text):
    assert read_text(FRONT + BODY, "call.kk.md", language="ru").language == "ru"
    assert read_text(FRONT + BODY, "call.kk.md").language == "kk"
    assert read_text(FRONT + BODY, "call.md").language == "de"


def test_a_tag_is_written_as_bcp_47_writes_it(read_text):
    assert read_text(BODY, "call.KK-latn.txt").language == "kk-Latn"


@pytest.mark.parametrize(
    ("name", "renamed"),
    [
        ("call.txt", "call.en.txt"),
        ("call.ua.txt", "call.uk.txt"),
        ("v2.final.md", "v2.final.en.md"),
    ],
)
def test_a_language_is_never_guessed_and_the_hint_is_the_renamed_file(name, renamed, tmp_path):
    (tmp_path / name).write_text(BODY, encoding="utf-8")
    with pytest.raises(LeafletsError) as raised:
        read(tmp_path / name, name=name)
    (problem,) = raised.value.problems
    assert problem.code == "language-unknown"
    assert renamed in problem.hint


def test_a_language_that_is_none_has_the_place_of_its_key(problems_of):
    assert problems_of("---\ntitle: A\nlanguage: Russian\n---\n" + BODY, "call.md") == [
        ("language-unknown", 3)
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("active-boycott.en.txt", "active-boycott"),
        ("Бойкот 2026.kk.txt", "boykot-2026"),
        ("v1.2.en.md", "v1-2"),
        ("___.en.txt", "statement"),
        (".en.txt", "en"),
        ("con.en.txt", "statement-con"),
        ("print.en.txt", "statement-print"),
        ("a" * 200 + ".en.txt", "a" * 60),
    ],
)
def test_the_slug_is_the_name_as_a_file_name_anywhere(name, slug, read_text):
    language = "en" if name.startswith(".") else ""
    assert read_text(BODY, name, language=language).slug == slug
