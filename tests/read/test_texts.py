"""Texts of the shapes that real ones have: one for each kind of list, title, wrap and clutter."""

from pathlib import Path

import pytest

from leaflets.problems import LeafletsError
from leaflets.read.statement import read

TEXTS = Path(__file__).parent / "texts"

# file: (title, number of demands, first words of the last demand, last line of the signature,
#        lines dropped)
EXPECTED = {
    "accident.en.txt": ("The Clock on the Tower", 0, "", "", []),
    "blank.kk.txt": ("Кітапханамызды қорғайық", 3, "Жаңа кітаптар", "Ауыл оқырмандары", []),
    "blog.en.txt": (
        "Give us back the square",
        2,
        "the bench back",
        "",
        [1, 15, 17, 18, 20],
    ),
    "bullets.de.txt": (
        "Heizung an, Miete runter",
        3,
        "eine Telefonnummer",
        "",
        [1, 3, 18],
    ),
    "dashes.de.txt": (
        "Die Bibliothek bleibt offen!",
        4,
        "kein Ende der Bücherbusse",
        "Freundeskreis der Bibliothek Mühlgrund",
        [17, 18],
    ),
    "facts.ru.txt": ("Озеро не продаётся", 2, "провести слушания", "Союз рыболовов", []),
    "headings.en.md": ("Keep the river open", 3, "No fee", "The bathers", []),
    "letter.en.txt": ("OPEN LETTER", 3, "to tell us, in writing", "Block C Tenants' Group", [1]),
    "ordinal.es.txt": (
        "MANIFIESTO POR UN TREN DIGNO",
        3,
        "Que vuelvan los revisores",
        "Asamblea de Viajeros de Valdelugar",
        [17, 18, 19],
    ),
    "share.ru.txt": (
        "Обращение жителей улицы Речной",
        3,
        "собраться 5 апреля",
        "Инициативная группа",
        [17, 18, 19],
    ),
    "heading.fr.txt": (
        "LE MARCHÉ RESTE OUVERT",
        3,
        "Des toilettes",
        "Fait à Valmont, le 4 mai 2026",
        [],
    ),
    "inline.es.txt": ("Agua para el barrio", 0, "", "", []),
    "keycaps.tr.txt": ("Parkımıza dokunmayın", 3, "Mahalleliye sorulmadan", "", []),
    "letters.ru.txt": ("За чистый двор", 3, "посадить деревья", "", []),
    "marked.en.md": ("The rent is made by people", 3, "repairs before", "The yard committee", []),
    "nested.en.txt": ("Open the Swimming Bath", 3, "The old opening hours", "", []),
    "numbers.ru.txt": (
        "Автобус должен ходить и вечером",
        3,
        "Не повышать цену",
        "Совет жителей посёлка Озёрный",
        [19, 21],
    ),
    "oneline.ru.txt": (
        "Открытое письмо о школьной столовой",
        3,
        "показать родителям",
        "Родительский комитет школы на Липовой",
        [],
    ),
    "oneparagraph.de.txt": ("Radweg statt Parkplatz", 3, "eine Ampel", "", []),
    "postulates.pl.txt": ("Pociąg wraca do Brzezin", 3, "sprzedawać bilety", "", []),
    "repeated.en.txt": (
        "Bread and Daylight for the Cleaners",
        3,
        "We demand a room",
        "Cleaners' Assembly",
        [],
    ),
    "roman.en.txt": ("A Charter for the Allotments", 3, "that no tree be felled", "", []),
    "semicolons.en.txt": (
        "Lantern Valley Tenants for an active boycott of the rent vote!",
        4,
        "Return of the common gardens",
        "The Tenants' Council of Lantern Valley",
        [24, 26, 28],
    ),
    "signatories.en.txt": ("Keep the Post Office", 0, "", "Friends of the Footpaths", []),
    "trail.de.txt": ("Kein Kind ohne Schwimmkurs", 2, "Kurse auch", "", [1]),
    "trailing.uk.txt": (
        "Лікарня має працювати вночі",
        3,
        "платити медсестрам",
        "Громада міста Вербове",
        [15, 16],
    ),
    "unmarked.kk.txt": (
        "Жылу әр үйге керек!",
        3,
        "Жөндеу жоспарын",
        "Көктөбе тұрғындарының кеңесі",
        [14],
    ),
    "wrapped.en.txt": (
        "THE NIGHT TRAM BELONGS TO THE PEOPLE WHO RIDE IT",
        3,
        "to publish the numbers of passengers, which have been kept under lock and key since May",
        "Night Riders' Union",
        [],
    ),
}
UNTITLED = {"salutation.de.txt", "longline.en.txt"}


def _read(name):
    return read(TEXTS / name, name=name)


def test_every_text_of_the_folder_is_expected_here():
    assert {path.name for path in TEXTS.iterdir()} == set(EXPECTED) | UNTITLED


@pytest.mark.parametrize("name", EXPECTED)
def test_the_parts_of_a_text_are_found(name):
    title, count, last_demand, signed, dropped = EXPECTED[name]
    statement = _read(name)
    assert statement.title == title
    assert len(statement.demands) == count
    if count:
        assert statement.demands[-1].text.startswith(last_demand)
    assert (statement.signed or ("",))[-1] == signed
    lines = [one.position.line for one in statement.problems if one.code == "line-dropped"]
    assert lines == dropped


@pytest.mark.parametrize("name", sorted(UNTITLED))
def test_a_salutation_and_a_long_sentence_are_no_title(name):
    with pytest.raises(LeafletsError) as raised:
        _read(name)
    (problem,) = raised.value.problems
    assert problem.code == "title-missing"
    assert "--headline" in problem.hint


@pytest.mark.parametrize("name", sorted(UNTITLED))
def test_a_headline_stands_in_for_a_missing_title_and_nothing_of_the_text_goes(name):
    statement = read(TEXTS / name, name=name, headline="Light on the stairs")
    assert statement.title == statement.headline == "Light on the stairs"
    first = (TEXTS / name).read_text(encoding="utf-8").splitlines()[0]
    assert statement.body[0].text == first


@pytest.mark.parametrize("name", EXPECTED)
def test_demands_come_without_marks_and_without_the_lists_own_punctuation(name):
    for demand in _read(name).demands:
        assert demand.text[0].isalpha()
        assert not demand.text.endswith((";", ","))


def test_an_item_over_several_lines_is_whole_and_knows_its_first_line():
    statement = _read("wrapped.en.txt")
    assert statement.demands[0].text == (
        "to run line four every thirty minutes between eleven at night and five in the morning"
    )
    assert statement.demands[0].position.line == 16


def test_wrapped_lines_are_one_paragraph():
    statement = _read("wrapped.en.txt")
    assert statement.body[0].text.startswith(
        "Every night some four thousand people in our city go to work or come home from it."
    )
    assert len(statement.body) == 4


def test_a_line_broken_by_accident_after_a_small_word_goes_on():
    assert "has come to repair it" in _read("accident.en.txt").body[0].text


def test_an_inner_list_stays_inside_its_demand():
    assert _read("nested.en.txt").demands[0].text == (
        "A date for the reopening: the small pool this summer; the large pool next spring."
    )


def test_a_paragraph_of_semicolons_is_divided_after_a_demanding_colon():
    assert [demand.text for demand in _read("oneparagraph.de.txt").demands] == [
        "einen durchgehenden Radweg auf beiden Seiten der Hafenstraße",
        "Tempo dreißig vor den beiden Schulen",
        "eine Ampel, die auch Kindern genug Zeit lässt",
    ]


def test_markdown_signs_go_and_its_headings_and_paragraphs_stay():
    texts = [passage.text for passage in _read("headings.en.md").body]
    assert "Our demands" in texts
    assert (
        "The river has been fenced since Easter. Nobody asked us. "
        "We swim here; our parents swam here." in texts
    )
    assert "The water is cleaner than it has been for a hundred years." in texts


def test_the_words_of_a_repeated_opening_stay_in_the_demands():
    assert all(demand.text.startswith("We demand") for demand in _read("repeated.en.txt").demands)


def test_a_list_of_facts_is_told_and_stays_in_the_body():
    statement = _read("facts.ru.txt")
    (told,) = [one for one in statement.problems if one.code == "list-not-demands"]
    assert told.position.line == 7
    assert "длина берега — шесть километров;" in [passage.text for passage in statement.body]


def test_demands_in_running_text_are_told_and_not_split():
    statement = _read("inline.es.txt")
    lines = {one.code: one.position.line for one in statement.problems}
    assert lines["demands-in-prose"] == 3
    assert statement.demands == ()


def test_a_list_taken_by_its_form_is_told():
    codes = [one.code for one in _read("semicolons.en.txt").problems]
    assert "demands-by-form" in codes
    assert "demands-by-form" not in [one.code for one in _read("numbers.ru.txt").problems]


def test_the_introduction_of_the_demands_stays_in_the_body_and_is_never_quoted():
    statement = _read("semicolons.en.txt")
    introduction = statement.body[-2].text
    assert introduction.endswith("which implies:")
    assert introduction not in [excerpt.text for excerpt in statement.excerpts]


def test_a_date_beside_the_title_is_the_date():
    assert _read("numbers.ru.txt").date == "12 марта 2026 г."
    assert _read("blog.en.txt").date == "Tuesday, 3 March 2026"
    assert _read("bullets.de.txt").date == "14. Oktober 2025"


def test_the_report_begins_with_what_was_read_and_dropped_and_chosen():
    statement = _read("semicolons.en.txt")
    codes = [one.code for one in statement.problems]
    assert codes[:5] == ["statement-read", *["line-dropped"] * 3, "excerpts-chosen"]
    read_note, *_, chosen = statement.problems[:5]
    assert "4 demands" in read_note.message
    assert "==" in chosen.hint
    assert "`excerpts:`" in chosen.hint
    assert {one.severity.value for one in statement.problems} == {"note"}
