import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.language import typography as module
from leaflets.language.typography import tied, tied_lines, typography

LANGUAGES = ("en", "ru", "uk", "be", "kk", "de", "fr", "es", "pt", "it", "pl", "tr", "cs", "xx")
PIECES = (
    *"\"\"''-–—.,:;!?()[]«»“”„‘’‚…/\\@#№§%°€₸+   \u00a0\u202f\u2060\u00ad\n",
    " - ", " -- ", "...", ' "', '" ', "-то", "кое-", " бы ", " и ", " в ", " a ", " w ", " i ",
    "г.", " т. ", "д. ", "А. ", "С. ", "Пушкин", "12", "250", " 000", "2026", " кг", " km", "-5",
    " октября", " Mai", "жыл", "https://", "www.", "example.org", "/a-b?c=d", "+7 701 123-45-67",
    "(701)", "a@b.org", "@us", "#we", "слово", "word", "İş", "п'ять", "'90s", "workers'", "№ 7",
    "15:00", "10-12", "\ufdd0", "\ue000", "é", "z. B.", "5 m", "ー", "سلام",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=24).map("".join)


def shown(text: str) -> str:
    """Make the spaces and joiners that cannot be seen visible."""
    for sign, mark in (("\u00a0", "~"), ("\u202f", "_"), ("\u2060", "^")):
        text = text.replace(sign, mark)
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=80, deadline=None)
@given(text=TEXTS)
def test_a_second_pass_changes_nothing(language: str, text: str) -> None:
    once = typography(text, language)

    assert typography(once, language) == once


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=50, deadline=None)
@given(text=TEXTS)
def test_letters_and_digits_stay_as_they_were(language: str, text: str) -> None:
    letters = [sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum()]

    assert [sign for sign in typography(text, language) if sign.isalnum()] == letters


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", 'the "workers" of "this "one" city"', "the “workers” of “this ‘one’ city”"),
        ("en", "He said 'enough' in the '90s", "He said ‘enough’ in the ’90s"),
        ("en", "it's the workers' right", "it’s the workers’ right"),
        ("ru", 'наши "учителя", "газета "Труд""', "наши «учителя», «газета „Труд“»"),
        ("ru", 'Газета «Наш "Труд"»', "Газета «Наш „Труд“»"),
        ("uk", 'п\'ятниця, "наша"', "п’ятниця, «наша»"),
        ("de", '"Genug", sagt "die "Stadt""', "„Genug“, sagt „die ‚Stadt‘“"),
        ("pl", 'to "nasza "mała" rzecz"', "to „nasza «mała» rzecz”"),
        ("kk", '"Төзім таусылды!"', "«Төзім таусылды!»"),
        ("fr", '"Assez !"', "«_Assez_!_»"),
        ("tr", 'Ankara\'da "evet"', "Ankara’da “evet”"),
        ("en", "a «word» as its author set it", "a~«word» as its author set it"),
        ("en", '5\'10" and a 12" pipe', '5\'10" and a~12" pipe'),
        ("xx", 'left "as" it\'s', 'left "as" it\'s'),
    ],
)
def test_quotation_marks_are_the_languages_own(language: str, text: str, wanted: str) -> None:
    assert shown(typography(text, language)) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Мы - за -- это – так — да", "Мы~— за~— это~— так~— да"),
        ("de", "Wir - heute — hier", "Wir~– heute~— hier"),
        ("en", "We - all of us", "We~– all of us"),
        ("en", "rights--all", "rights—all"),
        ("es", "todos - hoy", "todos~— hoy"),
        ("kk", "Біз - бірге", "Біз~— бірге"),
        ("ru", "- Да", "—~Да"),
        ("ru", "10-12 лет, 15:00-18:00", "10–12~лет, 15:00–18:00"),
        ("ru", "до -5 °C", "до~−5~°C"),
        ("de", "2- oder 3-mal", "2- oder 3-^mal"),
        ("en", "COVID-19", "COVID-19"),
        ("xx", "a - b, 3-4", "a - b, 3-4"),
    ],
)
def test_dashes_and_ranges(language: str, text: str, wanted: str) -> None:
    assert shown(typography(text, language)) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "и в доме, и на улице", "и~в~доме, и~на~улице"),
        ("ru", "если бы не ты", "если~бы не~ты"),
        ("uk", "і в місті, й у селі", "і~в~місті, й~у~селі"),
        ("be", "у горадзе і ў вёсцы", "у~горадзе і~ў~вёсцы"),
        ("pl", "i w mieście, i z nami", "i~w~mieście, i~z~nami"),
        ("cs", "v domě i s námi", "v~domě i~s~námi"),
        ("en", "a city and I know the way", "a~city and I~know the way"),
        ("de", "in der Stadt", "in der Stadt"),
        ("es", "pan y rosas o nada", "pan y~rosas o~nada"),
        ("kk", "әр адам, ең басты, біз де барамыз", "әр~адам, ең~басты, біз~де барамыз"),
        ("ru", "кто-то, кое-кто, 6-го", "кто-^то, кое-^кто, 6-^го"),
        ("uk", "будь-який", "будь-^який"),
        ("kk", "25%-ы, 7-ші", "25%-^ы, 7-^ші"),
    ],
)
def test_small_words_keep_to_their_neighbours(language: str, text: str, wanted: str) -> None:
    assert shown(typography(text, language)) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "250 000 ₽ и 25 %", "250~000~₽ и~25~%"),
        ("ru", "12 октября 2026 г. Мы", "12~октября 2026~г. Мы"),
        ("ru", "ул. Абая, д. 45, № 7, г. Коксет", "ул.~Абая, д.~45, №~7, г.~Коксет"),
        ("ru", "А. С. Иванова, т. е. мы", "А.~С.~Иванова, т.~е. мы"),
        ("kk", "2026 ж. 12 қазан, 500 ₸", "2026~ж. 12~қазан, 500~₸"),
        ("uk", "5 грн, 9 червня 2026 р.", "5~грн, 9~червня 2026~р."),
        ("de", "z. B. am 12. Oktober, S. 5", "z.~B. am 12.~Oktober, S.~5"),
        ("en", "9 June, June 9, 5 km, 3 p.m., No. 7", "9~June, June~9, 5~km, 3~p.m., No.~7"),
        ("es", "el 12 de octubre", "el 12~de octubre"),
        ("xx", "5 kg, 1 500 €, № 7", "5~kg, 1~500~€, №~7"),
    ],
)
def test_numbers_keep_to_what_they_count(language: str, text: str, wanted: str) -> None:
    assert shown(typography(text, language)) == wanted


def test_french_marks_have_their_thin_spaces() -> None:
    wanted = "Oui_! Non_? Bien_; ceci~: «_tout_»"

    assert shown(typography("Oui ! Non? Bien ; ceci: « tout »", "fr")) == wanted


@pytest.mark.parametrize(
    "kept",
    [
        "https://example.org/a-b/'c'?d=1-2...e",
        "www.example.org/10-12",
        "example.org/1-2--3",
        "we-all.are@example.org",
        "@all_of-us",
        "#10-12",
    ],
)
def test_addresses_names_and_tags_stay_as_they_are(kept: str) -> None:
    assert f" {kept.replace(chr(39), '')} " in typography(
        f'Look - at {kept.replace(chr(39), "")} "now"', "en"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("+7 701 123-45-67", "+7~701~123-^45-^67"),
        ("8 (701) 123-45-67", "8~(701)~123-^45-^67"),
        ("2026-10-12", "2026-^10-^12"),
    ],
)
def test_telephone_numbers_and_dates_stay_on_one_line(text: str, wanted: str) -> None:
    assert shown(typography(text, "ru")) == wanted


def test_a_short_last_word_keeps_to_the_one_before_in_a_paragraph_only() -> None:
    long = "We say that nobody will decide this for us now"

    assert typography(long, "en").endswith(" us\u00a0now")
    assert typography("Nobody decides for us now", "en").endswith("us now")


def test_other_hyphens_become_the_one_that_every_face_has() -> None:
    assert shown(typography("а\u2011б в\u2010г", "ru")) == "а-^б в-г"


def test_a_long_statement_takes_milliseconds() -> None:
    text = 'Мы - рабочие и "учителя" этого города. ' * 200
    typography(text, "ru")

    start = time.process_time()
    typography(text, "ru")

    assert time.process_time() - start < 0.5


class _Every:
    """Signs that every text has one of."""

    def isdisjoint(self, _: object) -> bool:
        return False


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_a_step_is_left_out_only_where_it_finds_nothing(text: str, language: str) -> None:
    quick = typography(text, language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_signs", lambda _: _Every())
        patch.setattr(module, "_KEPT_SIGNS", _Every())
        assert quick == typography(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=80, deadline=None)
@given(text=TEXTS)
def test_what_is_printed_as_typed_differs_in_spaces_alone(language: str, text: str) -> None:
    typed = unicodedata.normalize("NFC", text).replace("\u2011", "-").replace("\u2010", "-")
    once = tied(text, language)

    assert tied(once, language) == once
    assert once.replace("\u00a0", " ").replace("\u2060", "") == typed.replace(
        "\u00a0", " "
    ).replace("\u2060", "")


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TEXTS.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=6))
def test_many_lines_are_tied_as_each_is_alone(language: str, texts: list[str]) -> None:
    assert tied_lines(texts, language) == {text: tied(text, language) for text in texts}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("uk", "вул. М'ясницька, 18-20", "вул.~М'ясницька, 18-20"),
        ("ru", 'Кафе "Алма" -- вход...', 'Кафе "Алма"~-- вход...'),
        ("ru", "А. С. Пушкина - 6-го мая", "А.~С.~Пушкина~- 6-^го мая"),
        ("en", "O'Hara's, 10-12, -5", "O'Hara's, 10-12, -5"),
        ("fr", "« Chez Paul » : entrez !", "«~Chez Paul~»~: entrez~!"),
        ("kk", "+7 701 123-45-67", "+7~701~123-^45-^67"),
        ("xx", '"10 kg" - 5', '"10~kg" - 5'),
    ],
)
def test_what_is_printed_as_typed_breaks_where_other_text_does(
    language: str, text: str, wanted: str
) -> None:
    assert shown(tied(text, language)) == wanted
