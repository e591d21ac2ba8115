import pytest

from leaflets.language.numbers import locale, number
from leaflets.language.tables import loose
from leaflets.language.tags import canonical, direction, known, suggested


@pytest.mark.parametrize(
    "tag", ["en", "kk", "kk-Latn", "ru-KZ", "zh-Hans-CN", "es-419", "de-1996", "crh", "KK"]
)
def test_tags_of_languages_are_known(tag: str) -> None:
    assert known(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "ua", "kz", "english", "new", "final", "en_US", "en-", "ру", "v2", "kk-Lat"]
)
def test_other_endings_are_not(tag: str) -> None:
    """`statement.new.md` and `statement.ua.md` name no language."""
    assert not known(tag)


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("ua", "uk"),
        ("kz", "kk"),
        ("RUS", "ru"),
        ("kk_latn", "kk-Latn"),
        ("EN", "en"),
        ("en", ""),
        ("new", ""),
    ],
)
def test_the_tag_that_was_meant_is_suggested(tag: str, wanted: str) -> None:
    assert suggested(tag) == wanted


def test_every_suggestion_is_a_known_tag() -> None:
    for tag in ("am", "by", "cz", "ge", "gr", "jp", "md", "rs", "us", "ger", "fre"):
        assert known(suggested(tag))


def test_tags_are_written_one_way() -> None:
    assert canonical("KK_latn_kz") == "kk-Latn-KZ"


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("ar", "rtl"),
        ("ug", "rtl"),
        ("kk-Arab", "rtl"),
        ("he-IL", "rtl"),
        ("kk", "ltr"),
        ("ug-Latn", "ltr"),
        ("xx", "ltr"),
    ],
)
def test_writing_has_its_direction(tag: str, wanted: str) -> None:
    assert direction(tag) == wanted


def test_loose_words_are_small_letters_and_nothing_else() -> None:
    for language in ("en", "ru", "uk", "be", "kk", "de", "fr", "es", "pt", "it", "pl", "tr"):
        assert loose(language)
        assert all(word == word.lower() and word.isalpha() for word in loose(language))
    assert loose("xx") == frozenset()


@pytest.mark.parametrize(
    ("language", "value", "wanted"),
    [
        ("en", 148.5, "148.5"),
        ("ru", 148.5, "148,5"),
        ("de", 1500, "1.500"),
        ("kk", 148, "148"),
        ("xx", 1500, "1,500"),
    ],
)
def test_numbers_are_written_as_the_language_does(language: str, value: float, wanted: str) -> None:
    assert number(value, language) == wanted


def test_no_language_is_answered_in_another_script() -> None:
    assert locale("kk-Latn") is None
    assert locale("kk") is not None
