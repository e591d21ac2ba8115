"""Nothing is lost, whatever the text; and changes of form leave what is read as it was."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.problems import LeafletsError
from leaflets.read import lines, markdown, marks, plain, text
from leaflets.read.form import words
from leaflets.read.statement import read

TEXTS = Path(__file__).parent / "texts"
TITLED = sorted(path.name for path in TEXTS.iterdir() if path.name[:4] not in ("salu", "long"))
CHANGES = {
    "CRLF and a BOM": lambda source: "\ufeff" + source.replace("\n", "\r\n"),
    "CR": lambda source: source.replace("\n", "\r"),
    "no-break spaces": lambda source: "\n".join(
        line[:1] + line[1:].replace(" ", "\u00a0") for line in source.split("\n")
    ),
    "spaces at the ends": lambda source: source.replace("\n", "  \n"),
    "form feeds": lambda source: source.replace("\n\n", "\n\f\n"),
    "soft hyphens and zero-width spaces": lambda source: source.replace("e", "e\u00ad").replace(
        "а", "а\u200b"
    ),
    "decomposed letters": lambda source: unicodedata.normalize("NFD", source),
    "empty lines doubled": lambda source: source.replace("\n\n", "\n\n\n\n"),
}
# A title or an item over several lines is told by lines that follow one another.
ONE_TO_A_LINE = [
    name
    for name in TITLED
    if name.endswith(".txt") and name[:7] not in ("wrapped", "acciden", "nested.", "letters")
]

# The words that a counted mark may begin with.
_COUNTERS = marks._COUNTERS.split("|")


def _parts(statement):
    return (
        statement.title,
        statement.date,
        statement.signed,
        [passage.text for passage in statement.body],
        [demand.text for demand in statement.demands],
        [excerpt.text for excerpt in statement.excerpts],
    )


def _dropped(statement):
    return [one.message for one in statement.problems if one.code == "line-dropped"]


@pytest.mark.parametrize("name", [name for name in TITLED if name.endswith(".txt")])
@pytest.mark.parametrize("change", CHANGES)
def test_the_form_of_a_text_changes_nothing(name, change, tmp_path):
    source = (TEXTS / name).read_text(encoding="utf-8")
    changed = tmp_path / name
    changed.write_bytes(CHANGES[change](source).encode())
    before, after = read(TEXTS / name, name=name), read(changed, name=name)
    assert _parts(after) == _parts(before)
    assert _dropped(after) == _dropped(before)


@pytest.mark.parametrize("name", ONE_TO_A_LINE)
def test_doubled_lines_leave_demands_and_signature(name, tmp_path):
    source = (TEXTS / name).read_text(encoding="utf-8")
    doubled = tmp_path / name
    doubled.write_text(source.replace("\n", "\n\n"), encoding="utf-8")
    before, after = read(TEXTS / name, name=name), read(doubled, name=name)
    assert [one.text for one in after.demands] == [one.text for one in before.demands]
    assert after.signed == before.signed


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["numbers.ru.txt", "wrapped.en.txt", "blank.kk.txt"])
def test_utf_16_is_read_with_and_without_its_mark(name, encoding, tmp_path):
    path = tmp_path / name
    path.write_bytes((TEXTS / name).read_text(encoding="utf-8").encode(encoding))
    assert _parts(read(path, name=name)) == _parts(read(TEXTS / name, name=name))


VOCABULARY = [
    *("We", "demand", "the", "bus", "Мы", "требуем", "автобус", "signed", "Forderungen", "end"),
    *("Комментарии", "reply", "share", "2026", "May", "Home", "»", "Dear", "«Enough»", "т.", "е."),
    *("tram-way", "==now==", "==and", "later==", "Mieter*innen", "*well*", "1)", "_so_", "a&b"),
]
LINE = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "", "- ", "1. ", "2) ", "• ", "а) ", "  - ", "# ", "> ", "**"]),
    st.lists(
        st.sampled_from(VOCABULARY),
        min_size=1,
        max_size=12,
    ).map(" ".join),
    st.sampled_from(["", ".", ":", ";", ",", "!", "?", "**"]),
)
TEXT = st.lists(st.one_of(LINE, st.just(""), st.just("-----")), max_size=24).map("\n".join)


def _words_of(blocks):
    return Counter(word for block in blocks for word in words(block))


@settings(max_examples=300, deadline=None)
@given(TEXT, st.booleans())
def test_every_word_of_a_text_is_in_one_of_its_parts(source, melts):
    bare = plain.without_marks(lines.lines(source))
    blocks = plain.blocks(bare, file="").blocks
    parts = text.parts(blocks, file="", melts=melts)
    title = (parts.title,) if parts.title else ()
    found = (*title, *parts.body, *parts.demands, *parts.signature, *parts.dropped)
    assert _words_of([*(one.text for one in found), parts.date]) == _words_of(
        one.text for one in blocks
    )
    written = Counter(word for line in bare for word in words(line.text) if word.isalpha())
    kept = Counter(word for one in blocks for word in words(one.text) if word.isalpha())
    # Only a list mark's own letter or word ("Demand 1)") goes.
    assert all(len(word) == 1 or word.casefold() in _COUNTERS for word in written - kept)


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_markdown_keeps_every_word_on_its_line(source):
    cleaned = lines.lines(source)
    for before, after in zip(cleaned, markdown.lines(cleaned), strict=True):
        assert after.number == before.number
        assert _letters(after.text) == _letters(before.text)


def _letters(source):
    return "".join(letter for letter in source if letter.isalnum())


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), TEXT.map(str.encode), st.text(max_size=200).map(str.encode))
)
@pytest.mark.parametrize("name", ["call.en.txt", "call.en.md"])
def test_arbitrary_bytes_are_a_statement_or_problems(name, tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(data)
    assert _title_or_problems(path)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_front_matter_and_body_together_are_a_statement_or_problems(tmp_path_factory, source):
    path = tmp_path_factory.mktemp("any") / "call.kk.md"
    path.write_text(f"---\ntitle: {source[:40]}\n---\n{source}", encoding="utf-8")
    assert _title_or_problems(path)


def _title_or_problems(path):
    try:
        return read(path, name=path.name).title
    except LeafletsError as error:
        return error.problems
