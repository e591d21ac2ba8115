"""CSV as spreadsheets in Moscow, Almaty and Berlin save it."""

import codecs

import pytest

TABLE = "Город;Адрес;Тираж\r\nАлматы;ул. Абая, 5;150\r\nКызылорда;пл. Мира;\r\n"
WANTED = [
    {"name": "Алматы", "place": "ул. Абая, 5"},
    {"name": "Кызылорда", "place": "пл. Мира"},
]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_the_one_that_gives_the_headings(separator, read_table):
    data = f'name{separator}place\nAlmaty{separator}"5{separator} Abay St"\n'
    assert read_table(data).texts() == [
        {"name": "Almaty", "place": " ".join(f"5{separator} Abay St".split())}
    ]


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("cp1251"),
        TABLE.replace("\r\n", "\n").encode(),
        TABLE.replace("\r\n", "\r").encode(),
        f"sep=;\r\n{TABLE}".encode(),
        codecs.BOM_UTF8 + f"sep=;\r\n{TABLE}".encode(),
        TABLE.replace("\r\n", ";;;\r\n").encode() + b";;;;;;\r\n" * 5,
        TABLE.replace("ул. Абая", "ул.\u00a0Абая\u00a0").replace("\u00a0,", ",").encode(),
    ],
)
def test_every_way_of_saving_gives_the_same_regions(data, read_table):
    answer = read_table(data)
    assert answer.texts() == WANTED
    assert [region.copies for region in answer.regions] == [150, None]
    assert [region.position.row for region in answer.regions] == [2, 3]
    assert [region.id for region in answer.regions] == ["almaty", "kyzylorda"]


def test_any_sign_may_be_said_to_separate(read_table):
    answer = read_table("sep=|\nname|place\nAlmaty|5, Abay St\n")
    assert answer.texts() == [{"name": "Almaty", "place": "5, Abay St"}]


def test_rows_are_numbered_as_the_spreadsheet_shows_them(read_table):
    data = 'name,place\n\nAlmaty,"Abay St\n5"\n,\n"Town ""A""",x\n'
    answer = read_table(data)
    assert [region.position.row for region in answer.regions] == [3, 5]
    assert answer.texts() == [
        {"name": "Almaty", "place": "Abay St 5"},
        {"name": 'Town "A"', "place": "x"},
    ]


@pytest.mark.parametrize("cell", ["{{ 7*7 }}", "<b>bold</b>", "=1+1", "[b]x[/b]", "@x", "&amp"])
def test_cells_are_text(cell, read_table):
    assert read_table(f"name;place\nA;{cell}\n").texts()[0]["place"] == cell


def test_controls_and_marks_of_direction_are_not_printed(read_table):
    answer = read_table("name;place\nA\u202e\x07\u200f;b\u00adc\ufeff\n")
    assert answer.texts() == [{"name": "A", "place": "bc"}]


def test_a_row_with_more_cells_than_headings_fails_alone(read_table):
    answer = read_table("name,place\nA,b,c\nD,e\n")
    assert answer.failed() == [(2, "row-broken")]
    (problem,) = answer.regions[0].problems
    assert "“c” stands in column C" in problem.message


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_row(read_table):
    answer = read_table('name,place\nA,b\nC,"d\nE,f\n')
    assert [region.name for region in answer.regions] == ["A"]
    assert answer.failed() == [(3, "row-broken")]


def test_text_after_a_closing_quotation_mark_fails_its_row_alone(read_table):
    answer = read_table('name,place\nA,"Café" Uyut\nC,d\n')
    assert answer.failed() == [(2, "row-broken")]
    assert [region.position.row for region in answer.regions] == [3]


def test_a_cell_that_never_ends_ends_the_table(read_table):
    answer = read_table('name,place\nA,b\nC,"' + "d\n" * 100_000)
    assert answer.failed() == [(3, "row-broken")]


def test_kazakhstans_own_code_page_is_read_for_kazakh(read_table):
    answer = read_table("name;place\r\nӨскемен;Қазыбек би көшесі\r\n".encode("kz1048"))
    assert answer.texts() == [{"name": "Өскемен", "place": "Қазыбек би көшесі"}]
    assert answer.codes() == ["encoding-by-language"]


@pytest.mark.parametrize(
    ("text", "encoding", "languages"),
    [
        ("name;place\nKöln;Große Straße\n", "cp1252", ("de", "en")),
        ("name;place\nIğdır;Şehir\n", "cp1254", ("tr",)),
        ("name;place\nŁódź;Żeromskiego\n", "cp1250", ("pl",)),
        ("name;place\nКиїв;вул. Єдності\n", "cp1251", ("uk", "en")),
        ("name;place\nМінск;вул. Ўрада\n", "cp1251", ("be", "ru")),
        ("name;place\nМосква;«Тула» — № 5\n", "cp1251", ("ru", "de")),
    ],
)
def test_a_code_page_of_the_campaigns_languages_is_read(text, encoding, languages, read_table):
    answer = read_table(text.encode(encoding), languages=languages)
    row = text.splitlines()[1].split(";")
    assert answer.texts() == [dict(zip(("name", "place"), row, strict=True))]


@pytest.mark.parametrize(
    ("text", "encoding", "languages"),
    [
        ("name\nМосква\n", "cp866", ("ru",)),
        ("name\nКиїв\n", "cp1251", ("ru",)),
        ("name\nKöln\n", "cp1252", ("ru",)),
        # Each of the two gives other letters, and both are in its alphabets.
        ("name;place\nКиїв;a\n", "cp1251", ("uk", "kk")),
        ("name\nMoskau\xe9\n", "latin-1", ("en",)),
    ],
)
def test_nothing_is_guessed(text, encoding, languages, read_table):
    answer = read_table(text.encode(encoding), languages=languages)
    assert answer.codes() == ["encoding-unknown"]
    assert "`encoding: " in answer.problems[0].hint


def test_the_campaign_may_name_the_encoding(read_table):
    data = "name\nМосква\n".encode("cp866")
    assert read_table(data, encoding="cp866").texts() == [{"name": "Москва"}]
    assert read_table(data, encoding="utf-8").codes() == ["encoding-unknown"]
    assert read_table(data, encoding="koi9").codes() == ["encoding-unknown"]
    assert read_table(data, encoding="rot13").codes() == ["encoding-unknown"]


@pytest.mark.parametrize("cell", ["Аяг?з", "?скемен", "???", "Теміртау?ала", "Аяг\ufffdз"])
def test_letters_that_were_lost_fail_their_row(cell, read_table):
    answer = read_table(f"name;place\nA;{cell}\nB;Что? Где? Там!\n")
    assert answer.failed() == [(2, "letters-lost")]


def test_letters_that_were_encoded_twice_are_told(read_table):
    text = "Город;Адрес\nАлматы;улица Абая\nТараз;площадь Мира\n"
    answer = read_table(text.encode().decode("cp1251", errors="ignore"))
    assert answer.codes() == ["letters-twice-encoded"]


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"name,place\nA,b\0c\nD,e\n", 2, "has a NUL on line 2"),
        (b"na\0me,place\nA,b\n", 1, "has a NUL on line 1"),
        (b"name,place\nA,b\n" + bytes(4096), 3, "ends in 4096 NULs"),
        (b"name,place\n" + b"A,\0\0,b\n" * 90, 2, "it is no CSV"),
        ("name;place\nТараз;Мира\n".encode("utf-16-le") + b"\n", 1, "looks like UTF-16"),
    ],
)
def test_a_file_with_nuls_is_told_as_what_it_is(data, line, says, read_table):
    answer = read_table(data)
    assert answer.codes() == ["table-nul"]
    assert answer.problems[0].position.line == line
    assert says in answer.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("name", ["Тараз", "Σπάρτη", "თბილისი", "Görlitz", "Aksu"])
def test_unicode_is_read_with_a_bom_and_without(encoding, name, read_table):
    answer = read_table(f"name;place\r\n{name};Park 1\r\n".encode(encoding))
    assert answer.texts() == [{"name": name, "place": "Park 1"}]


@pytest.mark.parametrize("encoding", ["cp866", "koi8-u", "mac_cyrillic", "iso8859-5"])
def test_an_encoding_that_is_likely_is_named_and_not_taken(encoding, read_table):
    table = "name;place\nТараз;площадь Мира\nАлматы;улица Абая\n".encode(encoding)
    answer = read_table(table, languages=("ru",))
    assert answer.codes() == ["encoding-unknown"]
    assert answer.problems[0].hint.endswith(f"`encoding: {encoding}`.")
    assert [one.name for one in read_table(table, encoding=encoding).regions] == ["Тараз", "Алматы"]


def test_what_dos_put_at_the_end_is_no_row(read_table):
    assert read_table(b"name,place\r\nA,b\r\n\x1a").failed() == []


def test_bars_part_cells_where_headings_say_so(read_table):
    assert read_table("name|place\nA|b, c; d\n").texts() == [{"name": "A", "place": "b, c; d"}]
