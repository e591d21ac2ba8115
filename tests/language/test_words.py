import re
from pathlib import Path

import pytest

from leaflets.language import words as module
from leaflets.language.numbers import counted, locale
from leaflets.language.words import (
    _TICKET,
    TICKET_LANGUAGES,
    _table,
    has_ticket,
    languages,
    ticket_words,
    words,
)
from leaflets.problems import LeafletsError, Position
from leaflets.yaml_source import load

TICKETS = ("en", "ru", "uk", "kk", "de")
TWELVE = {"en", "ru", "uk", "be", "kk", "de", "fr", "es", "pt", "it", "pl", "tr"}
PLACE = Position(file="call.ka.md", line=2)


def placeholders(phrases: dict[str, str]) -> dict[str, list[str]]:
    return {name: sorted(re.findall(r"\{\w*\}", text)) for name, text in phrases.items()}


def test_leaflets_have_words_in_twelve_languages() -> None:
    assert set(languages()) == TWELVE


@pytest.mark.parametrize("language", sorted(TWELVE))
def test_every_language_has_every_word(language: str) -> None:
    found = dict(words(language, ()))

    assert list(found) == ["our-demands", "read-whole", "when-where", "pass-on"]
    assert all(text and not text.endswith(".") for text in found.values())


def test_a_region_of_a_language_has_its_words() -> None:
    assert words("ru-KZ", ()) == words("ru", ())


def test_the_authors_own_words_replace_ours() -> None:
    found = dict(words("en", (("our-demands", "What we want"),)))

    assert found["our-demands"] == "What we want"
    assert found["read-whole"] == "Read the whole statement"


@pytest.mark.parametrize("language", ["ka", "kk-Latn", "ru-Latn"])
def test_a_language_without_words_asks_for_each_of_them(language: str) -> None:
    """Kazakh in Latin letters gets no Cyrillic words."""
    with pytest.raises(LeafletsError) as caught:
        words(language, (("read-whole", "Оқы"), ("pass-on", " ")), PLACE)

    problem = caught.value.problems[0]
    assert (problem.code, problem.position) == ("strings-missing", PLACE)
    assert "our-demands" in problem.message
    assert "pass-on" in problem.message
    assert "read-whole" not in problem.message


def test_the_hint_for_missing_words_can_be_pasted_as_it_is() -> None:
    with pytest.raises(LeafletsError) as caught:
        words("ka", ())

    lines = caught.value.problems[0].hint.split("\n", 1)[1]
    assert list(load(lines).value["strings"]) == [
        "our-demands", "read-whole", "when-where", "pass-on",
    ]  # fmt: skip


def test_a_language_without_words_takes_all_of_the_authors() -> None:
    own = tuple((name, f"{name}!") for name, _ in words("en", ()))

    assert words("ka", own) == own


def test_a_misspelt_word_is_named_with_its_near_miss() -> None:
    with pytest.raises(LeafletsError) as caught:
        words("en", (("our-demand", "What we want"), ("nothing-like-it", "x")), PLACE)

    assert [one.code for one in caught.value.problems] == ["string-unknown", "string-unknown"]
    assert "our-demands" in caught.value.problems[0].hint
    assert caught.value.problems[1].position == PLACE


@pytest.mark.parametrize("language", TICKETS)
def test_every_ticket_says_the_same_things(language: str) -> None:
    found = ticket_words(language)
    english = ticket_words("en")
    assert found is not None
    assert english is not None

    plain = {name: text for name, text in found.items() if "." not in name}
    assert placeholders(plain) == placeholders(
        {name: text for name, text in english.items() if "." not in name}
    )


@pytest.mark.parametrize("language", TICKETS)
@pytest.mark.parametrize("name", ["sheets", "leaflets"])
def test_every_plural_form_of_the_language_is_there(language: str, name: str) -> None:
    found = ticket_words(language)
    rules = locale(language)
    assert found is not None
    assert rules is not None

    assert all("{count}" in found[f"{name}.{form}"] for form in {*rules.plural_form.tags, "other"})


@pytest.mark.parametrize(
    ("language", "count", "wanted"),
    [
        ("en", 1, "1 sheet"),
        ("en", 75, "75 sheets"),
        ("ru", 1, "1 лист"),
        ("ru", 22, "22 листа"),
        ("ru", 75, "75 листов"),
        ("ru", 111, "111 листов"),
        ("uk", 3, "3 аркуші"),
        ("kk", 75, "75 парақ"),
        ("de", 75, "75 Blatt"),
    ],
)
def test_sheets_are_counted_in_the_languages_plural(language: str, count: int, wanted: str) -> None:
    found = ticket_words(language)
    assert found is not None

    assert counted(found, "sheets", count, language) == wanted


def test_a_language_without_a_ticket_has_none() -> None:
    assert ticket_words("fr") is None
    assert ticket_words("kk-Latn") is None


def test_shipped_words_have_no_straight_quotes_and_no_double_spaces() -> None:
    folder = Path(module.__file__).parent
    tables = [
        load((folder / f"{name}.yaml").read_text("utf-8")).value for name in ("words", "ticket")
    ]

    texts = re.findall(r"'([^']*)'", str(tables))
    assert texts
    assert not [text for text in texts if '"' in text or "  " in text]


def test_the_languages_of_the_ticket_are_those_that_it_has_words_in() -> None:
    assert set(TICKET_LANGUAGES) == set(_table(_TICKET))
    assert [one for one in ("en", "de-AT", "kk-Latn", "fr") if has_ticket(one)] == ["en", "de-AT"]
