"""A weekday and a day that do not agree."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.language.calendar_names import months, weekdays
from leaflets.language.dates import date_problems, printed_date
from leaflets.problems import Position, Severity

PLACE = Position(file="regions.csv", row=4)
TODAY = date(2026, 5, 1)
LANGUAGES = ("en", "en-US", "ru", "uk", "be", "kk", "kk-Latn", "de", "fr", "es", "pt", "it", "pl",
             "tr", "cs")  # fmt: skip


def codes(text, language, today=TODAY):
    return [one.code for one in date_problems(text, language, PLACE, today)]


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("Sunday, 9 June 2026", "en", "Tuesday"),
        ("Sun June 9th, 2026", "en-US", "Tuesday"),
        ("воскресенье 9 июня 2026", "ru", "вторник"),
        ("9 июня 2026 г. (вс)", "ru", "вторник"),
        ("в среду 9.6.", "ru", "вторник"),
        ("Вс 9.06.2026", "ru", "вторник"),
        ("жексенбі, 2026 жылғы 9 маусым", "kk", "сейсенбі"),
        ("9 маусым, жексенбі күні", "kk", "сейсенбі"),
        ("jeksenbı, 9 mausym 2026", "kk-Latn", "seisenbı"),
        ("Sonntag, den 9. Juni 2026", "de", "Dienstag"),
        ("So., 9.6.2026", "de", "Dienstag"),
        ("Вс 9.06.26, вход свободный", "ru", "вторник"),
        ("неділя, 9 червня 2026", "uk", "вівторок"),
        ("нядзеля, 9 чэрвеня 2026", "be", "аўторак"),
        ("dimanche 9 juin 2026", "fr", "mardi"),
        ("segunda, 9 de junho de 2026", "pt", "terça-feira"),
        ("9 Haziran 2026 Pazar", "tr", "Salı"),
        ("niedziela, 9 czerwca 2026", "pl", "wtorek"),
    ],
)
def test_a_weekday_that_the_day_is_not_is_told_with_the_right_one(text, language, right):
    (problem,) = date_problems(text, language, PLACE, TODAY)
    assert (problem.code, problem.severity) == ("weekday-wrong", Severity.WARNING)
    assert f"falls on “{right}”" in problem.message
    assert problem.position == PLACE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tuesday, 9 June 2026", "en"),
        ("во вторник, 9 июня", "ru"),
        ("вторник 9 июня, среда 10 июня", "ru"),
        ("Sat 6 June and Sunday 7 June 2026", "en"),
        ("Di., 9. Juni, 18 Uhr", "de"),
        ("9 Haziran 2026 Salı", "tr"),
        ("каждое воскресенье", "ru"),
        ("each Sunday in May 2026", "en"),
        ("Sunday, room 9.6.", "en"),
        ("Sonntag um 9.30", "de"),
    ],
)
def test_what_agrees_or_names_no_day_has_no_problems(text, language):
    assert codes(text, language) == []


def test_without_a_year_nothing_is_judged_unless_today_is_known():
    assert codes("Sunday, 9 June", "en", None) == []
    assert codes("Sunday, 9 June", "en") == ["weekday-wrong"]
    # The next one is meant.
    assert codes("Wednesday, 9 June", "en", date(2026, 6, 10)) == []


def test_a_day_in_words_may_have_passed_or_be_in_no_calendar():
    assert codes("9 June 2019", "en") == ["date-past"]
    assert codes("31 июня 2026", "ru") == ["date-impossible"]
    assert codes("31 июня", "ru") == ["date-impossible"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_tell_the_days_and_months_apart(language):
    for names in (weekdays(language), months(language)):
        assert len({forms[0].casefold() for forms in names}) == len(names)


@given(
    day=st.dates(date(2026, 1, 1), date(2040, 1, 1)),
    language=st.sampled_from(LANGUAGES),
    off=st.integers(0, 6),
)
def test_what_we_print_ourselves_is_right_and_any_other_weekday_is_not(day, language, off):
    written = printed_date(day.isoformat(), language).replace("\u00a0", " ")
    right = weekdays(language)[day.weekday()][0]
    other = weekdays(language)[(day + timedelta(days=off)).weekday()][0]
    found = codes(written.replace(right, other), language, day)
    assert found == (["weekday-wrong"] if off else [])
