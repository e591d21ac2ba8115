import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.language.case import upper


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "read it", "READ IT"),
        ("ru", "наши требования, ёж", "НАШИ ТРЕБОВАНИЯ, ЁЖ"),
        ("kk", "бізге әділет", "БІЗГЕ ӘДІЛЕТ"),
        ("de", "Straße für alle", "STRAẞE FÜR ALLE"),
        ("tr", "istanbul, ışık", "İSTANBUL, IŞIK"),
        ("az", "birlik", "BİRLİK"),
        ("kk-Latn", "birlik", "BİRLİK"),
        ("kk-Cyrl", "birlik", "BIRLIK"),
        ("el", "Όλοι μαζί, προϊόν", "ΟΛΟΙ ΜΑΖΙ, ΠΡΟΪΟΝ"),
        ("el", "στο café", "ΣΤΟ CAFÉ"),
        ("fr", "à nous l’été", "À NOUS L’ÉTÉ"),
        ("ka", "ჩვენი ქალაქი", "ჩვენი ქალაქი"),
        ("hy", "եւ և մենք", "եւ և մենք"),
        ("ar", "من PDF إلى code", "من PDF إلى code"),
        ("ja", "みんなの web", "みんなの web"),
        ("uk", "п’ять\u00a0днів", "П’ЯТЬ\u00a0ДНІВ"),
    ],
)
def test_capitals_are_the_languages_own(language: str, text: str, wanted: str) -> None:
    assert upper(text, language) == wanted


@given(
    text=st.text(),
    language=st.sampled_from(("en", "ru", "de", "tr", "el", "kk-Latn", "ka", "lt", "nl", "hy")),
)
def test_capitals_of_capitals_are_the_same(text: str, language: str) -> None:
    once = upper(text, language)

    assert upper(once, language) == once
