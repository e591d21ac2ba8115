"""Languages by their names in the reader's language."""

import pytest

from leaflets.language.named import named


@pytest.mark.parametrize(
    ("language", "reader", "name"),
    [
        ("kk", "ru", "казахский"),
        ("kk", "kk", "қазақ тілі"),
        ("kk", "de", "Kasachisch"),
        ("uk", "uk", "українська"),
        ("kk+ru", "en", "Kazakh / Russian"),
        ("kk-Latn", "ru", "казахский (латиница)"),
        ("KK-latn", "en", "Kazakh (Latin)"),
        ("pt-BR", "en", "Portuguese (pt-BR)"),
        ("mhr", "en", "mhr"),
        ("tlh", "ru", "tlh"),
        ("", "ru", ""),
    ],
)
def test_a_language_has_its_name_in_another(language: str, reader: str, name: str) -> None:
    assert named(language, reader) == name
