"""Columns as organisers head them."""

import re
from pathlib import Path

import pytest

from leaflets.read.table.names import FIELDS, key, names
from leaflets.read.words.columns import LANGUAGES, STRONG, WEAK

GUIDE = Path(__file__).parents[3] / "docs" / "organisers-guide.md"
RUSSIAN = "Город;Адрес;Дата;Время;Контакт;Тираж;Типография;Языки;Ссылка;Требования"
KAZAKH = "Қала;Мекенжай;Күні;Уақыты;Байланыс;Таралым;Баспахана;Тілдер;Сілтеме;Талаптар"
UKRAINIAN = "Місто;Адреса;Дата;Час;Контакт;Наклад;Друкарня;Мови;Посилання;Вимоги"
GERMAN = "Stadt;Adresse;Datum;Uhrzeit;Kontakt;Auflage;Druckerei;Sprachen;Verweis;Forderungen"
ENGLISH = "Town;Venue;Date;Time;Contact;Copies;Print shop;Languages;URL;Demands"
ROW = "A;b;9.6.2026;18:00;c;150;Центр;kk;https://example.org/a;2 1"


@pytest.mark.parametrize("heads", [RUSSIAN, KAZAKH, UKRAINIAN, GERMAN, ENGLISH])
def test_the_headings_of_five_languages_are_known(heads, read_table):
    answer = read_table(f"{heads}\n{ROW}\n")
    (region,) = answer.regions

    assert answer.problems == region.problems == ()
    assert answer.texts() == [
        {"name": "A", "place": "b", "date": "9.6.2026", "time": "18:00", "contact": "c"}
    ]
    assert (region.copies, region.shop, region.languages) == (150, "Центр", ("kk",))
    assert (region.link, region.demands) == ("https://example.org/a", (2, 1))


@pytest.mark.parametrize("heading", ["АДРЕС", " адрес ", "Адрес:", "Ад\u00adрес", "Адрес\u00a0"])
def test_capitals_spaces_and_colons_do_not_tell(heading, read_table):
    heading = heading.replace("\u00ad", "")
    assert read_table(f"город ;{heading}\nA;b\n").texts() == [{"name": "A", "place": "b"}]


def test_no_alias_stands_for_two_fields():
    aliases = [key(alias) for row in STRONG.values() for alias in row.split(",")]
    words = [key(word) for row in LANGUAGES.values() for word in row.split(",")]
    owners = {}
    for field, row in STRONG.items():
        for alias in row.split(","):
            assert owners.setdefault(key(alias), field) == field
    assert len(words) == len(set(words))
    assert {one for fields in WEAK.values() for one in fields} <= set(FIELDS)
    assert {key(word) for word in WEAK} == set(WEAK)
    assert not set(WEAK) & set(aliases)


@pytest.mark.parametrize(
    "heading",
    ["Адрес (каз)", "Адрес (қазақша)", "place.kk", "place_kk", "Мекенжай kk", "place [kk]"],
)
def test_a_column_may_be_for_one_language(heading, read_table):
    answer = read_table(f"name;Адрес;{heading}\nA;b;c\n")
    assert answer.texts() == [{"name": "A", "place": "b", "place.kk": "c"}]
    assert answer.problems == ()


@pytest.mark.parametrize("heading", ["Место (каз)", "place.kk", "Место встречи (каз)"])
def test_a_column_for_one_language_is_known_beside_the_campaigns_own(heading, read_table):
    table = f"Город;Место встречи;{heading};Адрес\nA;b;c;d\n"
    answer = read_table(table, columns=(("place", "Место встречи"),))
    assert answer.texts() == [{"name": "A", "place": "b", "place.kk": "c"}]
    assert answer.codes() == ["columns-free"]


def test_a_language_of_the_campaign_is_meant_by_its_base(read_table):
    answer = read_table("name;place.kk\nA;b\n", languages=("kk-Latn", "ru"))
    assert answer.texts() == [{"name": "A", "place.kk-Latn": "b"}]


def test_a_country_in_place_of_a_language_is_a_slip(read_table):
    answer = read_table("name;place.kz\nA;b\n")
    assert answer.codes()[0] == "column-unknown"
    assert "“place.kk”" in answer.problems[0].hint


def test_names_in_languages_are_names(read_table):
    (region,) = read_table("name.ru;name.kk\nОскемен;Өскемен\n").regions
    assert (region.id, region.name) == ("oskemen", "Өскемен")


def test_other_columns_are_free_and_told_once(read_table):
    answer = read_table("name;Кто отвечает;;Долг\nA;b;x;c\nD;e;;f\n")
    assert answer.codes() == ["columns-free"]
    assert "columns “Кто отвечает”, C, “Долг”." in answer.problems[0].message
    assert answer.texts() == [{"name": "A"}, {"name": "D"}]


def test_a_field_of_a_layout_is_printed(read_table):
    answer = read_table("name;Speaker;speaker.kk\nA;b;c\n", fields=("speaker",))
    assert answer.texts() == [{"name": "A", "speaker": "b", "speaker.kk": "c"}]
    assert answer.problems == ()


@pytest.mark.parametrize("slip", ["Адресс", "Типогрфия", "contakt", "Uhrziet", "langauges"])
def test_a_near_miss_is_an_error(slip, read_table):
    answer = read_table(f"name;{slip}\nA;b\n")
    assert (answer.codes()[0], answer.regions) == ("column-unknown", ())
    assert f"“{slip}”" in answer.problems[0].message


def test_two_columns_for_one_field_are_an_error_and_the_campaign_may_choose(read_table):
    data = "Город;Место;Адрес\nA;b;c\n"
    answer = read_table(data)
    assert (answer.codes(), answer.regions) == (["column-twice"], ())
    assert "B (“Место”) and C (“Адрес”) are both `place`" in answer.problems[0].message

    chosen = read_table(data, columns=(("place", "адрес"),))
    assert chosen.texts() == [{"name": "A", "place": "c"}]
    assert chosen.codes() == ["columns-free"]


def test_two_columns_are_joined_in_the_order_that_the_campaign_says(read_table):
    data = "Город;Место;Адрес\nA;b;c\nB;;d\nC;e;\nD;;\n"
    joined = read_table(data, columns=(("place", "Адрес + Место"),))
    assert [one.get("place", "") for one in joined.texts()] == ["c, b", "d", "e", ""]
    assert joined.problems == ()
    lacking = read_table(data, columns=(("place", "Адрес + Где"),))
    assert "column-missing" in lacking.codes()
    assert "`columns: {place: Место + Адрес}`" in read_table(data).problems[0].hint


@pytest.mark.parametrize("heads", ["name;Адрес;адрес ", "name;Note;note"])
def test_two_like_headings_are_an_error(heads, read_table):
    assert "column-twice" in read_table(f"{heads}\nA;b;c\n").codes()


def test_the_campaigns_own_headings_come_first(read_table):
    columns = (("name", "Точка"), ("place", "Где именно?"), ("date.kk", "Date"))
    answer = read_table("Точка;Где именно?;Date\nA;b;x\n", columns=columns)
    assert answer.texts() == [{"name": "A", "place": "b", "date.kk": "x"}]

    guest = read_table("name;Гость\nA;b\n", columns=(("guest", "Гость"),))
    assert guest.texts() == [{"name": "A", "guest": "b"}]

    absent = read_table("Точка\nA\n", columns=columns)
    assert absent.codes() == ["column-missing", "column-missing"]
    assert "Its columns are: Точка" in absent.problems[0].hint


def test_words_of_several_meanings_give_way(read_table):
    answer = read_table("Stadt;Ort\nA;b\n")
    assert answer.texts() == [{"name": "A", "place": "b"}]
    assert read_table("Ort;Adresse\nA;b\n").texts() == [{"name": "A", "place": "b"}]
    both = read_table("Регион;Город;Телефон;Контакт\nx;A;1;b\n")
    assert both.texts() == [{"name": "A", "contact": "b"}]
    assert read_table("Регион;Телефон\nA;1\n").texts() == [{"name": "A", "contact": "1"}]


def test_the_headings_may_stand_below_a_title(read_table):
    answer = read_table("\n;\nСписок;;\n\nГород;Адрес\nA;b\n")
    assert (answer.texts(), answer.codes()) == ([{"name": "A", "place": "b"}], ["headings-below"])
    assert (answer.problems[0].position.row, answer.regions[0].position.row) == (5, 6)


def test_without_headings_there_is_nothing_to_read(read_table):
    answer = read_table("Алматы;ул. Абая\nТараз;пл. Мира\n")
    assert (answer.codes(), answer.regions) == (["headings-missing"], ())
    near = read_table("Городд;Адресс\nA;b\n")
    assert "“Городд” is nearly `город`" in near.problems[0].hint
    assert read_table("place;date\nA;9.6.2026\n").codes() == ["column-missing"]
    assert read_table("name;place\n\n").codes() == ["table-empty"]


def test_every_language_finds_its_own_word():
    known = names(("kk", "ru", "uk", "de"), (), ())
    assert [known.language(word) for word in ("Қаз", "рус.", "UK", "deutsch", "fr", "")] == [
        "kk",
        "ru",
        "uk",
        "de",
        "",
        "",
    ]


def test_the_headings_in_the_guide_are_known():
    known = names(("kk", "ru"), (), ())
    table = GUIDE.read_text(encoding="utf-8").partition("| ours |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    assert {field for field, _ in rows} == set(FIELDS) - {"id"}
    for field, aliases in rows:
        assert {known.field(alias) for alias in re.split(r" \| |, ", aliases)} == {field}


def test_how_cells_are_written_may_stand_behind_a_heading(read_table):
    heads = '"Город\n(село)";Адрес;Дата (дд.мм.гггг);Тираж (шт.);Телефон (не публиковать)'
    answer = read_table(f"{heads}\nA;b;9.6.2026;5;c\n")
    assert answer.texts() == [{"name": "A", "place": "b", "date": "9.6.2026"}]
    assert answer.regions[0].copies == 5
    assert answer.codes() == ["columns-free"]


def test_of_many_free_columns_some_are_named(read_table):
    answer = read_table("name," + ",".join(f"note {one}" for one in range(300)) + "\nA\n")
    assert answer.problems[0].message.endswith("“note 11” and 288 more.")


@pytest.mark.parametrize("heads", ["📍 ГОРОД;📞 Телефон", "1. Город;2) Телефон", "* Город?;• тел."])
def test_numbers_and_pictures_before_headings_do_not_tell(heads, read_table):
    assert read_table(f"{heads}\nТараз;c\n").texts() == [{"name": "Тараз", "contact": "c"}]


def test_a_table_with_a_column_for_each_place_is_told(read_table):
    answer = read_table("Город;Тараз;Аксу\nАдрес;Мира;Абая\nДата;9.6.2026;9.6.2026\n")
    assert (answer.codes(), answer.regions) == (["table-turned"], ())


def test_headings_whose_letters_were_lost_are_told(read_table):
    assert read_table("?????;?????\nA;b\n").codes() == ["letters-lost"]
