from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.language.dates import date_problems, parsed, printed_date
from leaflets.problems import Position, Severity

PLACE = Position(file="call.en.md", line=7)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", "Sunday, 9 June"),
        ("en-GB", "Sunday, 9 June"),
        ("en-US", "Sunday, June 9"),
        ("ru", "воскресенье, 9 июня"),
        ("uk", "неділя, 9 червня"),
        ("be", "нядзеля, 9 чэрвеня"),
        ("kk", "жексенбі, 9 маусым"),
        ("kk-KZ", "жексенбі, 9 маусым"),
        ("kk-Latn", "jeksenbı, 9 mausym"),
        ("de", "Sonntag, 9. Juni"),
        ("fr", "dimanche 9 juin"),
        ("es", "domingo, 9 de junio"),
        ("pt", "domingo, 9 de junho"),
        ("it", "domenica 9 giugno"),
        ("pl", "niedziela, 9 czerwca"),
        ("tr", "9 Haziran Pazar"),
        ("cs", "neděle 9. června"),
        ("hu", "június 9., vasárnap"),
        ("ky", "9-июнь, жекшемби"),
        ("zh", "6月9日星期日"),
    ],
)
def test_a_date_is_printed_with_its_weekday_and_without_its_year(
    language: str, wanted: str
) -> None:
    assert printed_date("2019-06-09", language).replace("\u00a0", " ") == wanted


def test_day_and_month_stay_on_one_line() -> None:
    assert printed_date("9.6.2019", "en") == "Sunday, 9\u00a0June"
    assert printed_date("9.6.2019", "de") == "Sonntag, 9.\u00a0Juni"
    assert printed_date("9.6.2019", "en-US") == "Sunday, June\u00a09"


@pytest.mark.parametrize(
    "text",
    [
        "2019-06-09",
        "9.6.2019",
        "09.06.2019",
        " 9. 6. 2019 ",
        "2019-6-9",
        "9.6.19",
        "09.06.19",
        "2019.06.09",
        "2019/6/9",
        "09.06.2019 г.",
        "9.6.2019р.",
        "9.6.2019 ж",
    ],
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert parsed(text) == date(2019, 6, 9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "every Sunday",
        "9 June",
        "9.6.",
        "9.6.119",
        "31.2.2026",
        "6/9/2019",
        "2019-06-09T18:00",
        "2019-06.09",
    ],
)
def test_other_text_is_printed_as_it_stands(text: str) -> None:
    assert printed_date(text, "en") == text


@pytest.mark.parametrize("language", ["xx", "zza", "ru-Latn"])
def test_a_language_without_names_of_days_prints_what_was_written(language: str) -> None:
    """Above all not in another script."""
    assert printed_date("9.6.2019", language) == "9.6.2019"

    problems = date_problems("9.6.2019", language, PLACE)
    assert [(one.code, one.severity) for one in problems] == [("date-as-written", Severity.WARNING)]


@pytest.mark.parametrize("text", ["31.2.2026", "2026-13-01", "0.1.2026", "29.02.2027", "1.1.0000"])
def test_a_day_that_no_calendar_has_is_an_error(text: str) -> None:
    problems = date_problems(text, "en", PLACE)

    assert [(one.code, one.severity) for one in problems] == [("date-impossible", Severity.ERROR)]
    assert problems[0].position == PLACE


def test_slashes_are_ambiguous() -> None:
    assert [one.code for one in date_problems("6/9/2019", "en", PLACE)] == ["date-ambiguous"]


def test_a_date_before_today_is_a_warning() -> None:
    today = date(2019, 6, 10)

    found = date_problems("9.6.2019", "en", PLACE, today)

    assert [(one.code, one.severity) for one in found] == [("date-past", Severity.WARNING)]
    assert date_problems("10.6.2019", "en", PLACE, today) == ()
    assert date_problems("9.6.2019", "en", PLACE) == ()


def test_text_that_is_no_date_has_no_problems() -> None:
    assert date_problems("every Sunday", "xx", PLACE) == ()


@given(
    day=st.dates(min_value=date(1900, 1, 1)),
    language=st.sampled_from(("en", "ru", "uk", "be", "kk", "kk-Latn", "de", "fr", "it", "tr")),
)
def test_both_ways_of_writing_print_the_same_and_the_day_is_in_it(day: date, language: str) -> None:
    iso = printed_date(day.isoformat(), language)

    assert iso == printed_date(f"{day.day}.{day.month}.{day.year:04}", language)
    assert str(day.day) in iso
    assert str(day.year) not in iso
