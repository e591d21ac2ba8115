"""A campaign folder is read whole, and everything that is wrong with it is told at once."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.model.campaign import EVERYWHERE, Campaign
from leaflets.model.layout import FORMATS
from leaflets.model.palette import BLACK, PAPER, RED, Ink
from leaflets.problems import LeafletsError, Severity
from leaflets.profiles import Profile, profile, profiles
from leaflets.read.campaign.campaign import read_campaign
from leaflets.read.campaign.keys import CampaignKeys, ProfileKeys, campaign_keys
from leaflets.read.campaign.palette import contrast
from leaflets.read.campaign.schema import SCHEMA, schema
from leaflets.yaml_source import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "warm-stops"
TEXT = """{title}

The city closes its heated stops in December, and nobody asked us.

- We demand that every stop is open before the first frost.
- We demand that the passengers are asked first.
"""
EVENT = """---
event: {{name: Assembly, place: "{place}", date: 2027-02-14}}
---
"""
# A white dot.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "warm"
    (place / "statements").mkdir(parents=True)
    for language in ("en", "ru"):
        _write(place, f"statements/call.{language}.txt", TEXT.format(title="Warm stops now"))
    return place


@pytest.fixture
def campaign(folder):
    """Return a function that reads the folder with `text` as its campaign.yaml."""

    def reading(text="statement: statements/call\n", **options) -> Campaign:
        _write(folder, "campaign.yaml", text)
        return read_campaign(folder, name="warm", **options)

    return reading


@pytest.fixture
def told(campaign):
    """Return a function that gives (place, code) of all that is wrong with a campaign."""

    def telling(text, **options) -> list[tuple[str, str]]:
        with pytest.raises(LeafletsError) as caught:
            campaign(text, **options)
        return [(str(one.position), one.code) for one in caught.value.problems]

    return telling


def _write(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _hint(campaign, text: str) -> str:
    with pytest.raises(LeafletsError) as caught:
        campaign(text)
    return caught.value.problems[0].hint


def test_a_campaign_of_one_key_has_every_language_found_and_our_choices(campaign):
    found = campaign()
    assert found.file == "warm/campaign.yaml"
    assert found.languages == (("en",), ("ru",))
    assert [one.file for one in found.statements] == [
        "warm/statements/call.en.txt",
        "warm/statements/call.ru.txt",
    ]
    assert (found.layouts, found.formats, found.profiles) == ((), (), ())
    assert found.palette.inks == (PAPER, BLACK, RED)
    assert found.regions == (EVERYWHERE,)
    assert found.files == ("warm/campaign.yaml", *(one.file for one in found.statements))


def test_every_key_says_what_it_says(campaign, folder):
    _write(folder, "images/emblem.png", PICTURE)
    _write(folder, "layouts/own/layout.yaml", "title: Own\n")
    found = campaign(
        """title: Warm stops
statement: statements/call
languages: [ru, en]
layouts: [wedge]
formats: [A5, a4]
profiles: [home, {name: our-shop, extends: copyshop-bw, edge: 6, paper: none}]
link: https://example.org/{language}/{region}
link_text: example.org/call
palette: {accent: "#06c", black: {srgb: "#111111", riso: night}}
imprint: "Published by the circle"
emblem: images/emblem.png
copies: 150
scale: uniform
shop_language: de
strings: {read-whole: Read all of it, ru: {read-whole: Читайте всё}}
"""
    )
    assert found.languages == (("ru",), ("en",))
    assert [one.language for one in found.statements] == ["ru", "en"]
    assert [(one.text, str(one.position)) for one in found.formats] == [
        ("a5", "warm/campaign.yaml:5:11"),
        ("a4", "warm/campaign.yaml:5:15"),
    ]
    home, own = found.profiles
    assert home == profile("home")
    assert (own.name, own.edge, own.paper, own.safe) == ("our-shop", 6.0, "none", 8.0)
    assert (found.link.text, found.link.position.line) == (
        "https://example.org/{language}/{region}",
        7,
    )
    assert found.palette.ink("accent") == Ink(name="accent", srgb="#0066cc")
    assert found.palette.ink("black").cmyk == BLACK.cmyk
    assert found.palette.ink("black").riso == "night"
    assert found.strings == (
        ("read-whole", "Read all of it"),
        ("read-whole.ru", "Читайте всё"),
    )
    assert (found.copies, found.uniform, found.shop_language) == (150, True, "de")
    assert found.emblem == folder / "images" / "emblem.png"
    assert found.layouts_dir == folder / "layouts"
    assert found.files[-1] == "warm/images/emblem.png"


def test_the_campaign_can_be_named_by_its_file(campaign, folder):
    campaign()
    found = read_campaign(folder / "campaign.yaml", name="warm/campaign.yaml")
    assert (found.file, found.statements[0].file) == (
        "warm/campaign.yaml",
        "warm/statements/call.en.txt",
    )


def test_two_languages_can_share_a_leaflet(campaign):
    found = campaign("statement: statements/call\nlanguages: [ru+en, en]\n")
    assert found.languages == (("ru", "en"), ("en",))
    assert [one.language for one in found.statements] == ["ru", "en"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ru+en+ru", "value-wrong"),
        ("ru+ru", "value-wrong"),
        ("ru+", "language-unknown"),
        ("russian", "language-unknown"),
        ("kk", "statement-lacks-language"),
    ],
)
def test_languages_that_no_leaflet_can_speak_are_told_at_their_place(told, written, code):
    assert told(f"statement: statements/call\nlanguages: [en, {written}]\n") == [
        ("warm/campaign.yaml:2:17", code)
    ]


def test_a_language_twice_is_told(told):
    assert told("statement: statements/call\nlanguages: [en, EN]\n") == [
        ("warm/campaign.yaml:2:17", "value-wrong")
    ]


def test_a_language_without_a_statement_is_told_with_the_files_there_are(campaign):
    with pytest.raises(LeafletsError, match=r"found are call\.en\.txt, call\.ru\.txt"):
        campaign("statement: statements/call\nlanguages: [kk]\n")


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines(told, folder):
    _write(folder, "statements/call.en.txt", "\ufffd\n")
    assert told(
        """titel: Warm stops
title: 2027
statement: statements/call
formats: [a5, a7]
palette: {accent: {srgb: "#d8121b", cmky: [0, 1, 2, 3]}}
profiles:
  - copyshop-wb
  - {name: our-shop, extends: home, edge: 99}
  - {name: home, extends: home}
copies: many
emblem: nowhere.png
encoding: cp12511
shop_language: fi
strings: {read-hole: All, fi: {}}
"""
    ) == [
        ("warm/campaign.yaml:1:1", "key-unknown"),
        ("warm/campaign.yaml:2:1", "number-not-text"),
        ("warm/campaign.yaml:4:15", "value-wrong"),
        ("warm/campaign.yaml:5:37", "key-unknown"),
        ("warm/campaign.yaml:7:5", "profile-unknown"),
        ("warm/campaign.yaml:8:37", "value-wrong"),
        ("warm/campaign.yaml:9:6", "value-wrong"),
        ("warm/campaign.yaml:10:1", "value-wrong"),
        ("warm/campaign.yaml:11:1", "file-missing"),
        ("warm/campaign.yaml:12:1", "value-wrong"),
        ("warm/campaign.yaml:13:1", "shop-language-unknown"),
        ("warm/campaign.yaml:14:11", "string-unknown"),
        ("warm/statements/call.en.txt:1", "letters-lost"),
    ]


SHOPS = "statement: statements/call\nregions: places.csv\nshop_language: {North: ru, "


def test_each_shop_may_be_written_to_in_its_own_language(campaign, folder):
    _write(folder, "places.csv", "name,shop\nAksu,North\nAbay,South\n")
    found = campaign(SHOPS + "South:  DE}\n")
    assert (found.shop_language, found.shop_languages) == ("", (("North", "ru"), ("South", "de")))
    assert not any(one.code == "shop-unknown" for one in found.problems)


def test_a_shop_that_no_row_names_is_told_and_the_one_that_was_meant(campaign, folder):
    _write(folder, "places.csv", "name,shop\nAksu,North\nAbay,South\n")
    [told] = [one for one in campaign(SHOPS + "Sout: de}\n").problems if "shop" in one.code]
    assert (told.code, str(told.position)) == ("shop-unknown", "warm/campaign.yaml:3:28")
    assert told.hint == "Write `South`."
    [told] = [one for one in campaign(SHOPS + "Print & Go: de}\n").problems if "shop" in one.code]
    assert told.hint == "The table has: North, South."
    _write(folder, "places.csv", "name\nAksu\n")
    found = [one for one in campaign(SHOPS + "South: de}\n").problems if "shop" in one.code]
    assert [one.hint for one in found] == [
        "The table names no shop: it wants a column `shop`.",
    ] * 2


def test_a_shop_s_language_has_words_for_tickets(told, folder):
    _write(folder, "places.csv", "name,shop\nAksu,North\nAbay,South\n")
    assert told(SHOPS + "South: fi}\n") == [("warm/campaign.yaml:3:28", "shop-language-unknown")]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("titel: Warm stops", "Did you mean `title`?"),
        ("languages: ru", "Write each item on a line of its own, after a dash."),
        ("layouts: [7]", 'Put it in quotes: "7".'),
        ("formats: [letter]", "It takes a3, a4, a5, a6."),
        ("copies: 0", "The least is 1."),
        ("copies: 1.5", "Write a whole number."),
        ("copies: '5'", "Write digits alone, without quotes."),
        ("columns: {plase: Street}", "Did you mean `place`?"),
        ('layouts: [""]', "Write it, or take it out."),
        ("scale: unifrom", "Did you mean `uniform`?"),
        ("palette: {accent: d8121b}", 'A colour begins with #: write "#d8121b".'),
        ("palette: {accent: red}", 'Write red, green and blue in hexadecimal digits: "#d8121b".'),
        ("palette: {accent: {cmyk: [0, 0, 0, 0]}}", 'Write it: `srgb: "#d8121b"`.'),
        ('palette: {accent: {srgb: "#abc", cmyk: [0, 100]}}', "It takes 4 numbers."),
        ('palette: {accent: {srgb: "#abc", cmyk: [0, 0, 0, 101]}}', "The most is 100."),
        ("profiles: [{name: our, extends: home, pdf: 1.4}]", 'Put it in quotes: "1.4".'),
        ("profiles: [{name: our, extends: hoome}]", "Did you mean `home`? "),
        ("profiles: [{name: our, extends: home, tagged: yes}]", "Write true or false, "),
        ("profiles: [{name: our, extends: home, module_goal: 0.3}]", "Make `module_floor` at most"),
        ("profiles: [{name: our, extends: home, copier: [60, 40]}]", "The lower one comes first"),
        ("profiles: [home, home]", "Take one of them out."),
        ("imprint: {Published by: us}", "A text with a colon in it goes in double quotes."),
        ("encoding: kz-104", "Did you mean `kz1048`?"),
    ],
)
def test_each_slip_is_answered_with_the_next_step(campaign, written, hint):
    assert _hint(campaign, f"statement: statements/call\n{written}\n").startswith(hint)


def test_notes_are_no_news_beside_errors(told):
    assert told("statement: statements/call\ncopies: 0\n") == [
        ("warm/campaign.yaml:2:1", "value-wrong")
    ]


def test_what_stands_beside_a_wrong_item_keeps_its_place(told):
    text = "statement: statements/call\nprofiles: [7, home, {name: a, extends: b}, home]\n"
    assert told(text) == [
        ("warm/campaign.yaml:2:12", "number-not-text"),
        ("warm/campaign.yaml:2:31", "profile-unknown"),
        ("warm/campaign.yaml:2:44", "value-wrong"),
    ]


def test_the_layouts_are_asked_for_their_columns_before_the_table_is_read(campaign, folder):
    _write(folder, "regions.csv", "name,speaker\nRiverside,Somebody\n")
    text = "statement: statements/call\nlayouts: [wedge]\nregions: regions.csv\n"
    asked = []

    def fields(found: Campaign) -> tuple[str, ...]:
        asked.append([one.text for one in found.layouts])
        return ("speaker",)

    found = campaign(text, fields=fields)
    assert asked == [["wedge"]]
    assert found.problems == ()
    assert dict(found.regions[0].texts)["speaker"] == "Somebody"
    assert [one.code for one in campaign(text).problems] == ["columns-free"]


def test_a_row_that_is_wrong_does_not_stop_the_campaign(campaign, folder):
    _write(folder, "regions.csv", "name,copies\nRiverside,many\nOld Town,50\n")
    found = campaign("statement: statements/call\nregions: regions.csv\n")
    assert [len(one.problems) for one in found.regions] == [1, 0]
    assert found.regions[0].problems[0].position.row == 2
    assert found.files[-1] == "warm/regions.csv"


def test_the_table_s_headings_can_be_theirs(campaign, folder):
    _write(folder, "regions.csv", "Ort;Wo genau\nHafen;Am Kai\n")
    text = (
        "statement: statements/call\nregions: regions.csv\ncolumns: {place: Wo genau, name: Ort}\n"
    )
    (region,) = campaign(text).regions
    assert (region.name, dict(region.texts)["place"]) == ("Hafen", "Am Kai")


def test_a_table_in_an_encoding_that_is_named_is_read(campaign, folder):
    _write(folder, "regions.csv", "name\nЗаречье\n".encode("koi8-r"))
    text = "statement: statements/call\nregions: regions.csv\nencoding: koi8-r\n"
    (region,) = campaign(text).regions
    assert region.name == "Заречье"


def test_a_colour_that_yaml_takes_for_a_comment_is_told(campaign):
    hint = _hint(campaign, "statement: statements/call\npalette:\n  accent: #d8121b\n")
    assert hint.startswith("An unquoted # begins a comment")


def test_a_date_is_a_text_as_in_front_matter(campaign):
    assert campaign("statement: statements/call\ntitle: 2027-02-14\n").title == "2027-02-14"


def test_keys_without_a_value_are_as_if_they_were_not_there(campaign):
    assert campaign("statement: statements/call\nlink:\nlayouts:\ncopies:\n").copies is None


def test_letters_that_cannot_be_seen_on_their_paper_are_told(told, campaign):
    dark = 'statement: statements/call\npalette: {paper: "#222222"}\n'
    assert told(dark)[0] == ("warm/campaign.yaml:2:1", "palette-contrast")
    pale = campaign('statement: statements/call\npalette: {accent: "#ffee00"}\n')
    warned = [one for one in pale.problems if one.severity is Severity.WARNING]
    assert [(one.code, one.position.column) for one in warned] == [("palette-contrast", 11)]


def test_more_ink_than_dries_is_told(told):
    text = (
        'statement: statements/call\npalette: {accent: {srgb: "#000000", cmyk: [90, 90, 90, 90]}}\n'
    )
    assert told(text) == [("warm/campaign.yaml:2:37", "value-wrong")]


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_contrast_is_between_one_and_twenty_one_and_the_same_both_ways(one, other):
    first, second = f"#{one:06x}", f"#{other:06x}"
    assert 1 <= contrast(first, second) <= 21.0001
    assert contrast(first, second) == contrast(second, first)


def test_two_files_for_one_language_are_told(told, folder):
    _write(folder, "statements/call.en.md", TEXT.format(title="Warm stops"))
    assert told("statement: statements/call\n") == [("warm/campaign.yaml:1:1", "statement-twice")]


def test_front_matter_may_say_the_language_that_the_name_does_not(campaign, told, folder):
    text = TEXT.format(title="Warm stops")
    _write(folder, "statements/call.md", f"---\nlanguage: kk\n---\n{text}")
    assert campaign().languages == (("en",), ("kk",), ("ru",))
    _write(folder, "statements/call.md", f"---\nlanguage: ru\n---\n{text}")
    assert told("statement: statements/call\n") == [("warm/campaign.yaml:1:1", "statement-twice")]
    assert campaign("statement: statements/call\nlanguages: [ru]\n").languages == (("ru",),)


def test_a_slip_in_the_language_of_a_file_is_told_where_it_would_be_missed(told, folder):
    _write(folder, "statements/call.kaz.txt", TEXT.format(title="Warm stops"))
    assert told("statement: statements/call\n") == [
        ("warm/statements/call.kaz.txt", "language-unknown")
    ]


def test_a_statement_that_is_no_text_yet_is_told(told, folder):
    _write(folder, "statements/call.kk.docx", b"PK\x03\x04")
    assert told("statement: statements/call\n") == [
        ("warm/statements/call.kk.docx", "kind-unknown")
    ]


def test_other_texts_beside_the_statement_are_not_read(campaign, folder):
    _write(folder, "statements/callers.en.txt", b"\xff\xfe\xfd")
    _write(folder, "statements/call.draft.txt", b"\xff\xfe\xfd")
    assert campaign().languages == (("en",), ("ru",))


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("statements/call.en.txt", "Write `statement: statements/call`: every language beside"),
        ("statements/cal", "Write `statement: statements/call`: every language beside"),
        ("statements", "Write `statement: statements/call`: every language beside"),
        ("texts/call", "Save it as texts/call.en.md, or as its language is."),
    ],
)
def test_a_statement_that_is_not_there_is_told_with_what_is(campaign, written, hint):
    assert _hint(campaign, f"statement: {written}\n").startswith(hint)


@pytest.mark.parametrize(
    "path", ["../call", "/etc/call", "~/call", "statements/../../call", "a\\call", "C:/call", "."]
)
def test_no_path_leads_out_of_the_folder(told, path):
    place = "warm/campaign.yaml:1:1"
    assert told(f"statement: '{path}'\n") == [(place, "path-outside")]


@pytest.mark.parametrize("key", ["regions", "emblem", "statement", "layouts"])
def test_no_link_leads_out_of_the_folder(told, folder, tmp_path, key):
    outside = tmp_path / "outside"
    _write(outside, "call.kk.txt", TEXT.format(title="Warm stops"))
    _write(outside, "regions.csv", "name\nRiverside\n")
    _write(outside, "emblem.png", PICTURE)
    links = {
        "regions": ("regions.csv", outside / "regions.csv"),
        "emblem": ("emblem.png", outside / "emblem.png"),
        "statement": ("statements/call.kk.txt", outside / "call.kk.txt"),
        "layouts": ("layouts", outside),
    }
    name, target = links[key]
    (folder / name).symlink_to(target)
    also = f"{key}: {name}\n" if key in ("regions", "emblem") else ""
    found = told(f"statement: statements/call\n{also}")
    assert [code for _, code in found] == ["path-outside"]


def test_links_within_the_folder_are_followed(campaign, folder):
    (folder / "statements/call.kk.txt").symlink_to(folder / "statements/call.ru.txt")
    assert campaign().languages == (("en",), ("kk",), ("ru",))


def test_links_that_run_in_a_circle_are_told(told, folder):
    (folder / "regions.csv").symlink_to(folder / "regions.csv")
    assert told("statement: statements/call\nregions: regions.csv\n") == [
        ("warm/campaign.yaml:2:1", "file-missing")
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [("regions: places.csv", "file-missing"), ("regions: places.pdf", "file-kind")],
)
def test_a_table_that_is_not_there_is_told(told, written, code):
    assert told(f"statement: statements/call\n{written}\n") == [("warm/campaign.yaml:2:1", code)]


def test_a_table_of_another_program_or_on_the_web_is_told_with_the_next_step(told, folder):
    _write(folder, "places.numbers", b"PK")
    for table in ("places.numbers", "https://sheets.example.org/d/1/edit"):
        (place,) = told(f"statement: statements/call\nregions: {table}\n")
        assert place[0].endswith(table)
        assert place[1] == "table-kind"


def test_an_emblem_that_cannot_be_drawn_is_told_where_it_is_named(told, folder):
    _write(folder, "emblem.png", b"no picture")
    _write(folder, "emblem.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    for name, code in (("png", "image-unreadable"), ("svg", "image-unsafe")):
        assert told(f"statement: statements/call\nemblem: emblem.{name}\n") == [
            ("warm/campaign.yaml:2:1", code)
        ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "source-empty"),
        (b"title: caf\xe9\n", "encoding-unknown"),
        (b"title: \x00\x01\x02\n", "source-binary"),
        (b"PK\x03\x04", "source-binary"),
        (b"#" * 500_000, "source-too-large"),
        (b"title: [\n", "yaml-broken"),
        (b"# nothing\n", "key-missing"),
        (b"- title\n", "value-wrong"),
    ],
)
def test_what_is_no_campaign_is_told(folder, content, code):
    _write(folder, "campaign.yaml", content)
    with pytest.raises(LeafletsError) as caught:
        read_campaign(folder, name="warm")
    assert [one.code for one in caught.value.problems] == [code]


def test_a_folder_without_a_campaign_is_told_with_the_texts_in_it(folder):
    with pytest.raises(LeafletsError) as caught:
        read_campaign(folder, name="warm")
    assert [one.code for one in caught.value.problems] == ["source-is-folder"]


def test_a_campaign_in_utf_16_is_read(folder):
    _write(folder, "campaign.yaml", "title: Жылы\nstatement: statements/call\n".encode("utf-16"))
    assert read_campaign(folder, name="warm").title == "Жылы"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [*CampaignKeys.model_fields, *ProfileKeys.model_fields, "accent", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_stands_in_it_is_answered_with_keys_and_problems(value):
    located = load(json.dumps(value), file="campaign.yaml")
    found, _, problems = campaign_keys(located)
    assert isinstance(found, CampaignKeys)
    for one in problems:
        assert one.position.file == "campaign.yaml"
        assert one.message
        assert one.hint


def test_an_event_that_has_passed_is_a_warning_of_its_statement(campaign, folder):
    text = EVENT.format(place="Park") + TEXT.format(title="Warm stops")
    _write(folder, "statements/call.kk.md", text)
    found = campaign(today=date(2027, 3, 1))
    assert found.regions == (EVERYWHERE,)
    assert found.problems == ()
    assert "date-past" in [one.code for one in found.statement("kk").problems]


def test_the_schema_that_is_shipped_is_that_of_the_contract():
    assert SCHEMA.read_text(encoding="utf-8") == schema()
    shipped = EXAMPLE / ".leaflets" / "campaign.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema()


def test_the_schema_knows_the_keys_and_refuses_others():
    document = json.loads(schema())
    assert document["additionalProperties"] is False
    assert set(document["properties"]) == set(CampaignKeys.model_fields)
    assert document["required"] == ["statement"]
    assert all(one["description"] for one in document["properties"].values())


def test_a_profile_of_one_s_own_may_say_all_that_ours_say():
    assert {one.name for one in fields(Profile)} | {"extends"} == set(ProfileKeys.model_fields)
    for one in profiles():
        said = {field.name: getattr(one, field.name) for field in fields(Profile)}
        said["copier"] = list(one.copier)
        assert ProfileKeys.model_validate(said | {"extends": one.name})


def test_the_formats_are_those_there_are():
    items = json.loads(schema())["properties"]["formats"]["items"]
    assert items["enum"] == sorted(FORMATS)
