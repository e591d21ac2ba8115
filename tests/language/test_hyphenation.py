import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.language.hyphenation import hyphenates, softened


def shown(text: str, language: str) -> str:
    return softened(text, language).replace("\u00ad", "-")


@pytest.mark.parametrize("language", ["en", "ru", "de", "uk", "be", "fr", "pl", "ru-KZ", "sr-Latn"])
def test_languages_with_patterns_hyphenate(language: str) -> None:
    assert hyphenates(language)


@pytest.mark.parametrize(
    "language", ["kk", "kk-Latn", "tr", "ka", "xx", "hi", "th", "ru-Latn", "zh"]
)
def test_languages_without_patterns_do_not(language: str) -> None:
    """`kk-Latn` and `ru-Latn` get no patterns of another alphabet."""
    assert not hyphenates(language)
    assert softened("абракадабраның abracadabra", language) == "абракадабраның abracadabra"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "справедливости", "спра-вед-ли-во-сти"),
        ("en", "independence", "inde-pend-ence"),
        ("de", "Mietpreisbremse", "Miet-preis-brem-se"),
        ("uk", "підприємство", "під-при-ємс-тво"),
        ("uk", "п’ятнадцятий", "п’ят-над-ця-тий"),
        ("ru", "СПРАВЕДЛИВОСТИ", "СПРА-ВЕД-ЛИ-ВО-СТИ"),
    ],
)
def test_words_are_cut_where_the_patterns_say(language: str, text: str, wanted: str) -> None:
    assert shown(text, language).startswith(wanted[:-3])
    assert shown(text, language).replace("-", "") == text


def test_words_of_six_letters_are_whole() -> None:
    assert softened("победа свобод", "ru") == "победа свобод"


def test_the_authors_own_soft_hyphens_win() -> None:
    text = "спра\u00adведливости и справедливости"

    assert softened(text, "ru").startswith("спра\u00adведливости и спра\u00adвед")


def test_addresses_are_not_cut() -> None:
    text = "https://example.org/independence independence@example.org #independence"

    assert softened(text, "en") == text


@settings(deadline=None)
@given(text=st.text("абвгеинорстяьй’ -\u00ad.1", max_size=40))
def test_soft_hyphens_are_all_that_is_added_and_added_once(text: str) -> None:
    once = softened(text, "uk")

    assert once.replace("\u00ad", "") == text.replace("\u00ad", "")
    assert softened(once, "uk") == once
