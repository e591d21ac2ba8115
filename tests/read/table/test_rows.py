"""Rows to regions: a bad one fails alone."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.problems import Severity
from leaflets.read.table.ids import slug


def test_a_row_without_an_id_is_called_by_its_name(read_table):
    answer = read_table("name\nУсть-Каменогорск\nШымкент / Сайрам\nCon\nAll\n100 Дворов\n")
    assert [one.id for one in answer.regions] == [
        "ust-kamenogorsk",
        "shymkent-sayram",
        "region-con",
        "region-all",
        "100-dvorov",
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Дальний", "dalniy"), ("Заречье", "zareche"), ("Кам’янка", "kamyanka"), ("D'Arc", "darc")],
)
def test_soft_signs_and_apostrophes_do_not_part_a_word(name, wanted):
    assert slug(name) == wanted


@pytest.mark.parametrize("number", ["7,70112E+10", "7.7E+10", "8E+10"])
def test_a_number_that_was_shortened_fails_its_row(number, read_table):
    answer = read_table(f"name;contact\nA;{number}\nB;7E House\n")
    assert answer.failed() == [(2, "digits-lost")]
    assert number in answer.regions[0].problems[0].message


def test_a_date_of_two_digits_is_one_of_this_century(read_table):
    answer = read_table(
        "name;date\nA;09.06.26\nB;31.02.27\nC;09.06.26 18:00\n", today=date(2026, 6, 10)
    )
    assert answer.failed() == [(2, "date-past"), (3, "date-impossible"), (4, "date-past")]
    assert answer.texts()[2] == {"name": "C", "date": "09.06.26", "time": "18:00"}


def test_a_clash_names_what_the_ids_were_made_from(read_table):
    told = read_table("name\nКленовск\nКленовск\n").regions[0].problems[0].message
    assert told == "Rows 2 and 3 have the id “klenovsk”, made from “Кленовск”."


@given(st.text(max_size=90))
def test_a_slug_is_a_name_that_every_disk_takes(name):
    found = slug(name)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", found)
    assert len(found) <= 70
    assert slug(found) == found


@pytest.mark.parametrize(
    "given_id",
    ["Алматы", "a b", "../up", "con", "LPT1", "all", "ALL", "-a", "a.b", "x" * 61, "a/b"],
)
def test_an_id_that_not_every_disk_takes_fails_its_row(given_id, read_table):
    answer = read_table(f"id;name\n{given_id};A\nb;B\n")
    assert answer.failed() == [(2, "id-wrong")]
    assert answer.problems[0].severity is Severity.ERROR
    assert [one.id for one in answer.regions] == ["b"]


def test_ids_that_clash_are_told_once_for_all_their_rows(read_table):
    answer = read_table("id;name\nAlmaty;A\nb;B\nalmaty;C\n")
    [clash] = dict.fromkeys((*answer.problems, *answer.regions[0].problems))
    assert (clash.code, clash.position.row) == ("id-clash", 2)
    assert clash.message == (
        "Rows 2 and 4 have the ids “Almaty” and “almaty”; on many disks capitals do not tell them "
        "apart."
    )
    assert [one.id for one in answer.regions] == ["Almaty", "b"]


def test_of_many_rows_that_clash_the_first_are_named(read_table):
    told = read_table("name\n" + "А\n" * 12).regions[0].problems[0].message
    assert told == "Rows 2, 3, 4, 5, 6, 7, 8, 9 and 4 more have the id “a”, made from “А”."


def test_ids_that_read_alike_are_told(read_table):
    answer = read_table("id\ncenter-1\ncenter-l\nmil0\nmilo\nother\n")
    assert answer.failed() == [(3, "id-alike"), (5, "id-alike")]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("a0", "ao", True), ("a1", "al", True), ("a5", "as", True), ("a2", "az", True),
     ("a8", "ab", True), ("a_b", "a-b", True), ("a1", "a5", False), ("a2", "a5", False),
     ("a8", "az", False)],
)  # fmt: skip
def test_figures_read_like_the_letters_of_their_form(read_table, one, other, *, alike):
    assert bool(read_table(f"id\n{one}\n{other}\n").failed()) is alike


@pytest.mark.parametrize("name", ["", "   ", "—", "!!!"])
def test_a_row_that_nothing_names_is_no_region(name, read_table):
    answer = read_table(f"name;place\n{name};b\nC;d\n")
    assert answer.failed() == [(2, "id-missing")]
    assert [one.position.row for one in answer.regions] == [3]


@pytest.mark.parametrize("copies", ["150 шт.", "-5", "0", "1.5", "1 500", "много", "١٥٠"])
def test_copies_are_a_whole_number(copies, read_table):
    answer = read_table(f"name;copies\nA;{copies}\nB;20\n")
    assert answer.failed() == [(2, "cell-wrong")]
    assert f"“{copies}”" in answer.regions[0].problems[0].message
    assert [one.copies for one in answer.regions] == [None, 20]


@pytest.mark.parametrize(
    ("written", "numbers"), [("1 3 4", (1, 3, 4)), ("4,1,3", (4, 1, 3)), ("2; 5", (2, 5)), ("", ())]
)
def test_demands_are_numbers_in_the_order_to_print(written, numbers, read_table):
    answer = read_table(f'name\tdemands\nA\t"{written}"\n')
    assert answer.regions[0].demands == numbers
    assert answer.failed() == []


@pytest.mark.parametrize("written", ["1 1", "0", "1-3", "первое", "2026-03-01"])
def test_other_demands_fail_their_row(written, read_table):
    assert read_table(f"name;demands\nA;{written}\n").failed() == [(2, "cell-wrong")]


@pytest.mark.parametrize("written", ["kk, ru", "kk ru", "kk+ru", "каз/рус", "KK;RU", "kk & ru"])
def test_languages_are_named_in_many_ways(written, read_table):
    answer = read_table(f'name\tlanguages\nA\t"{written}"\n')
    assert answer.regions[0].languages == ("kk", "ru")
    assert answer.failed() == []


@pytest.mark.parametrize("written", ["uk", "kk, de", "клингонский"])
def test_a_language_that_the_campaign_lacks_fails_its_row_alone(written, read_table):
    answer = read_table(f'name\tlanguages\nA\t"{written}"\nB\tru\n')
    assert answer.failed() == [(2, "region-language")]
    assert answer.regions[1].languages == ("ru",)


def test_dates_are_judged_row_by_row(read_table):
    answer = read_table(
        "name;date;date.kk\nA;9.6.2026;\nB;6/9/2026;\nC;31.2.2026;\nD;1.1.2020;\n"
        "E;воскресенье 9 июня 2026;\nF;;жексенбі, 9 маусым\nG;каждый день;\n",
        today=date(2026, 5, 1),
    )
    assert answer.failed() == [
        (3, "date-ambiguous"),
        (4, "date-impossible"),
        (5, "date-past"),
        (6, "weekday-wrong"),
        (7, "weekday-wrong"),
    ]
    assert len(answer.regions) == 7


def test_a_row_tells_everything_that_is_wrong_with_it(read_table):
    answer = read_table("name;place;copies;date;languages\nA;т?кст;x;31.2.2026;uk;extra\nB\n")
    assert [code for _, code in answer.failed()] == [
        "cell-wrong",
        "date-impossible",
        "letters-lost",
        "region-language",
        "row-broken",
    ]
    assert answer.regions[1].problems == ()


def test_icons_of_a_private_font_are_left_out_and_told(read_table):
    answer = read_table("name;contact\nA;\ue001 12345\n")
    assert answer.texts()[0]["contact"] == "12345"
    assert answer.failed() == [(2, "letters-private")]


@pytest.mark.parametrize(
    "cell", ["#REF!", "#ССЫЛКА!", "#Н/Д", "#WERT!", "Err:502", "Ошибка:508", "########"]
)
def test_an_error_that_was_saved_as_text_fails_its_row(cell, read_table):
    answer = read_table(f"name;place\nA;{cell}\nB;#5 behind the mill\n")
    assert answer.failed() == [(2, "cell-uncalculated")]
    assert cell in answer.regions[0].problems[0].message


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("date", "45678"), ("date", "45678.75"), ("date.kk", "45678"), ("time", "0,75")],
)
def test_a_day_or_a_time_that_is_a_bare_number_fails_its_row(heading, cell, read_table):
    assert read_table(f"name;{heading}\nA;{cell}\n").failed() == [(2, "cell-wrong")]


@pytest.mark.parametrize("time", ["25:00", "18:75", "10:00-26:00", "13 pm", "24:30"])
def test_a_time_that_no_clock_shows_fails_its_row(time, read_table):
    assert read_table(f"name;time\nA;{time}\n").failed() == [(2, "time-impossible")]


@pytest.mark.parametrize("time", ["24:00", "18-30", "whenever", "12", "10-15", "18h", "в 18 часов"])
def test_other_times_are_the_organisers_own(time, read_table):
    assert read_table(f"name;time\nA;{time}\n").failed() == []


@pytest.mark.parametrize(
    "total", ["Итого", "ИТОГО:", "Итого по области", "Всего городов: 2", "Total", "Барлығы"]
)
def test_a_total_below_the_rows_is_no_place(total, read_table):
    answer = read_table(f"Город;Адрес;Тираж\nТараз;Мира;50\nАксу;Абая;30\n{total};;80\n")
    assert [one.id for one in answer.regions] == ["taraz", "aksu"]
    assert answer.failed() == [(4, "row-total")]


def test_a_place_may_be_called_as_a_total_is(read_table):
    answer = read_table("id,name,place\ntotal-town,Total,\na,Summe,Library\nb,Totalville,\n")
    assert [one.name for one in answer.regions] == ["Total", "Summe", "Totalville"]
    assert read_table("name;copies\nИтого;5\n").codes() == ["row-total", "table-empty"]


def test_headings_that_come_again_are_no_place(read_table):
    answer = read_table("Город;Адрес\nCity;Address\nТараз;Мира\nГород;Адрес\nАксу;Где\n")
    assert [one.id for one in answer.regions] == ["taraz", "aksu"]
    assert answer.failed() == [(2, "headings-again"), (4, "headings-again")]


@pytest.mark.parametrize(
    ("written", "languages"),
    [("русский и казахский", ("ru", "kk")), ("қазақша және орысша", ("kk", "ru")), ("оба", ())],
)
def test_languages_may_be_told_in_words(written, languages, read_table):
    answer = read_table(f"name;languages\nA;{written}\n")
    assert (answer.regions[0].languages, answer.failed()) == (languages, [])


@pytest.mark.parametrize("copies", ["150", "150.0", "150,00"])
def test_noughts_behind_a_number_of_copies_are_nothing(copies, read_table):
    assert read_table(f"name;copies\nA;{copies}\n").regions[0].copies == 150


def test_a_day_in_the_cell_of_a_time_is_put_where_it_belongs(read_table):
    rows = "A;;2027-02-14 18:30\nB;14.02.2027;2027-02-14 18:30\nC;14.02.2027;1899-12-30 18:30\n"
    answer = read_table(f"name;date;time\n{rows}D;15.02.2027;2027-02-14 18:30\nE;;14.02.2027\n")
    assert [one.get("time") for one in answer.texts()[:3]] == ["18:30"] * 3
    assert [one.get("date") for one in answer.texts()[:2]] == ["2027-02-14", "14.02.2027"]
    assert answer.failed() == [(5, "cell-wrong"), (6, "cell-wrong")]


def test_a_text_that_was_wrapped_for_its_zeros_is_unwrapped(read_table):
    answer = read_table('id;name;contact;place\n"=""007""";A;="0701";=1+1\n')
    assert answer.regions[0].id == "007"
    assert answer.texts() == [{"name": "A", "contact": "0701", "place": "=1+1"}]


def test_figures_that_differ_do_not_read_alike(read_table):
    assert read_table("id\ntown-15\ntown-11\ntown-8\ntown-2\ntown-0\ntown-6\n").failed() == []


@pytest.mark.parametrize("dash", ["-", "—", "--", " – "])
def test_a_dash_alone_is_an_empty_cell(dash, read_table):
    answer = read_table(f"name;place;time;copies;languages\nA;{dash};{dash};{dash};{dash}\n")
    assert (answer.texts(), answer.failed()) == ([{"name": "A"}], [])


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("14.02.2027 18.00", "18.00"),
        ("14.02.2027, 18:30", "18:30"),
        ("14.02.2027 в 18:30", "18:30"),
        ("14.2.27 18:30-20:00", "18:30-20:00"),
        ("2027-02-14T18:30:00", "18:30"),
        ("2027-02-14 00:00:00", None),
    ],
)
def test_a_time_in_the_cell_of_a_day_is_put_where_it_belongs(written, time, read_table):
    answer = read_table(f"name;date\nA;{written}\n")
    assert answer.texts()[0].get("time") == time
    assert answer.texts()[0]["date"] in ("14.02.2027", "14.2.27", "2027-02-14")


def test_two_days_in_a_cell_stay_as_they_stand(read_table):
    answer = read_table("name;date\nA;14.02.2027 15.02\n")
    assert answer.texts() == [{"name": "A", "date": "14.02.2027 15.02"}]
