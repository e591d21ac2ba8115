"""A campaign becomes variants: rows, languages, links, copies, filters, and what fails alone."""

from dataclasses import replace

import pytest

from leaflets.layout.catalogue import find
from leaflets.model.campaign import Campaign, Region
from leaflets.model.palette import Ink, Palette
from leaflets.model.statement import Event, Passage, Statement
from leaflets.plan.choosing import Kind, left_out
from leaflets.plan.variants import Plan, plan
from leaflets.plan.wish import Narrowing, Wish
from leaflets.problems import Position, Problem, Severity, errors
from leaflets.profiles import profile
from leaflets.shipped import folder

LAYOUTS = {name: find(name, (folder("layouts"),)) for name in ("wedge", "broadside")}
TEXTS = {
    "en": ("Warm stops", "Every ten minutes", "A roof at each stop", "One fare"),
    "ru": ("Тёплые остановки", "Каждые десять минут", "Крыша на остановке", "Один билет"),
}
LINK = "https://stops.example.org/{language}/{region}"


def statement(language: str) -> Statement:
    title, *demands = TEXTS[language]
    return Statement(
        slug="stops",
        file=f"stops.{language}.md",
        language=language,
        title=title,
        headline=title,
        demands=tuple(
            Passage(text=text, position=Position(file=f"stops.{language}.md", line=line))
            for line, text in enumerate(demands, 3)
        ),
    )


def region(name: str, row: int = 2, texts: dict[str, str] | None = None, **more) -> Region:
    own = {"name": name.title(), "place": "Library", "date": "2027-02-14"} | (texts or {})
    return Region(
        id=name,
        name=name.title(),
        texts=tuple((column, text) for column, text in own.items() if text),
        position=Position(file="towns.csv", row=row),
        **more,
    )


def campaign(*regions: Region, **more) -> Campaign:
    own = {
        "file": "campaign.yaml",
        "statements": tuple(map(statement, TEXTS)),
        "languages": (("en",), ("ru",)),
        "link": Passage(text=LINK, position=Position(file="campaign.yaml", line=3)),
        "regions": regions or (region("aksu"), region("kokset", 3)),
    }
    return Campaign(**(own | more))


def planned(of: Campaign, *names: str, **more) -> Plan:
    wish = Wish(
        layouts=tuple(LAYOUTS[name] for name in names or ("wedge",)),
        named=True,
        formats=(Passage(text="a5"),),
        profiles=(profile("copyshop-bw"),),
    )
    return plan(of, "campaign.yaml", replace(wish, **more))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in problems]


def test_every_region_is_planned_in_every_language_with_its_own_path_and_link():
    found = planned(campaign())
    assert [(one.stem, one.link.url) for one in found.variants] == [
        (
            f"stops/{name}/wedge.a5.{language}.copyshop-bw",
            f"https://stops.example.org/{language}/{name}",
        )
        for language in TEXTS
        for name in ("aksu", "kokset")
    ]
    assert len({one.shared for one in found.variants}) == 2
    assert not errors(found.problems)


def test_values_are_printed_in_the_language_of_the_leaflet():
    own = {"place": "Park", "place.ru": "Парк", "time": "18:00"}
    english, russian = planned(campaign(region("aksu", texts=own))).variants
    assert dict(english.fields)["date"] == "Sunday, 14\u00a0February"
    assert dict(russian.fields)["date"] == "воскресенье, 14\u00a0февраля"
    assert [dict(one.fields)["place"] for one in (english, russian)] == ["Park", "Парк"]


def test_a_column_that_some_rows_leave_empty_is_a_field_of_all():
    found = planned(campaign(region("aksu", texts={"bus": "12"}), region("kokset", 3)))
    assert [dict(one.fields)["bus"] for one in found.variants] == ["12", ""] * 2


def test_a_cell_is_printed_as_it_was_typed_and_an_event_as_the_text_it_belongs_to():
    typed = {"place": 'Café "Alma" - 5-7', "time": "18-20"}
    event = Event(contact='ask "Alma" - daily')
    of = campaign(
        region("aksu", texts=typed),
        statements=tuple(replace(statement(one), event=event) for one in TEXTS),
    )
    for one in planned(of).variants:
        fields = {name: text.replace("\u00a0", " ") for name, text in one.fields}
        assert (fields["place"], fields["time"]) == (typed["place"], typed["time"])
        marks = {"en": "“Alma” –", "ru": "«Alma» —"}[one.language]
        assert fields["contact"] == f"ask {marks} daily"


def test_the_event_gives_what_no_row_has():
    event = Event(name="Meeting", time="19:30", contact="stops@example.org")
    of = campaign(statements=tuple(replace(statement(one), event=event) for one in TEXTS))
    fields = dict(planned(of).variants[0].fields)
    assert (fields["name"], fields["time"]) == ("Aksu", "19:30")


def test_a_value_that_is_missing_makes_a_master_of_its_own_and_variants_stay_together():
    towns = [region(f"town-{row}", row, {"place": "Hall" * (row % 2)}) for row in range(2, 8)]
    found = planned(campaign(*towns, languages=(("en",),)))
    masters = [one.shared for one in found.variants]
    assert len(set(masters)) == 2
    assert masters == sorted(masters, key=masters.index)
    (split,) = found.splits
    assert (split.masters, split.by) == (2, ("place",))


def test_a_row_prints_the_demands_it_names_in_its_order():
    found = planned(campaign(region("aksu", demands=(3, 1)), region("kokset", 3)))
    first, second, *_ = found.variants
    assert first.master.material.demands == ("One fare", "Every ten minutes")
    assert len(second.master.material.demands) == 3
    assert found.splits[0].demands


def test_a_demand_that_is_not_there_fails_its_row_alone():
    found = planned(campaign(region("aksu", demands=(4,)), region("kokset", 3)))
    assert not errors(found.problems)
    assert [codes(one.problems) for one in found.variants] == [["demand-unknown"], []] * 2
    assert found.variants[0].problems[0].position == Position(file="towns.csv", row=2)


def test_more_demands_than_a_layout_takes_fail_the_row_on_that_layout():
    own = region("aksu", demands=(1, 2, 3) * 3)
    found = planned(campaign(own, region("kokset", 3)), "wedge", "broadside")
    failing = {one.stem.split("/")[2].split(".")[0] for one in found.variants if one.problems}
    assert failing == {"broadside"}
    assert {code for one in found.variants for code in codes(one.problems)} == {"demands-too-many"}


def test_the_rows_own_link_and_copies_win_over_the_campaigns_and_options_over_both():
    own = region("aksu", link="https://aksu.example.org", copies=20)
    of = campaign(own, region("kokset", 3), copies=300, languages=(("en",),))
    assert [(one.link.text, one.copies) for one in planned(of).variants] == [
        ("aksu.example.org", 20),
        ("stops.example.org/en/kokset", 300),
    ]
    found = planned(of, link="https://all.example.org/{region}", copies=5)
    assert [(one.link.text, one.copies) for one in found.variants] == [
        ("all.example.org/aksu", 5),
        ("all.example.org/kokset", 5),
    ]


def test_a_wrong_link_of_a_row_fails_it_alone_and_the_campaigns_fails_all():
    found = planned(campaign(region("aksu", link="ftp://aksu"), region("kokset", 3)))
    assert not errors(found.problems)
    assert [codes(errors(one.problems)) for one in found.variants] == [["link-scheme"], []] * 2
    assert len({one.shared for one in found.variants}) == 2
    wrong = campaign(link=Passage(text="ftp://all", position=Position(file="campaign.yaml")))
    assert codes(errors(planned(wrong).problems)) == ["link-scheme"]


def test_a_row_without_a_link_fails_where_the_others_have_theirs():
    towns = region("aksu", link="https://aksu.example.org"), region("kokset", 3)
    found = planned(campaign(*towns, link=Passage(text="")))
    assert [codes(errors(one.problems)) for one in found.variants] == [[], ["link-missing"]] * 2
    of_all = planned(campaign(link=Passage(text="")))
    assert codes(errors(of_all.problems)) == ["link-missing"]


def test_what_many_rows_say_alike_is_told_once():
    towns = [
        region(f"town-{row}", row, link=f"https://t.example.org/{row}") for row in range(2, 42)
    ]
    (note,) = planned(campaign(*towns)).rows
    assert (note.code, note.position.row) == ("link-example", 2)
    assert note.message.endswith("(39 more rows have the like.)")


def test_letters_that_no_face_has_fail_their_row_alone():
    found = planned(campaign(region("aksu", texts={"place": "東"}), region("kokset", 3)))
    assert not errors(found.problems)
    assert [codes(one.problems) for one in found.variants] == [["letter-missing"], []] * 2


def test_a_row_that_was_read_wrong_is_planned_and_says_so():
    wrong = Problem(code="cell-wrong", message="?", position=Position(file="towns.csv", row=2))
    first, second, *_ = planned(
        campaign(region("aksu", problems=(wrong,)), region("b", 3))
    ).variants
    assert (first.problems, second.problems) == ((wrong,), ())
    assert first.stem.startswith("stops/aksu/")


def test_a_row_speaks_the_languages_it_names():
    found = planned(campaign(region("aksu", languages=("ru",)), region("kokset", 3)))
    assert [(one.region.id, one.language) for one in found.variants] == [
        ("kokset", "en"),
        ("aksu", "ru"),
        ("kokset", "ru"),
    ]


def test_two_languages_are_the_two_sides_of_one_leaflet():
    of = campaign(region("aksu"), languages=(("en", "ru"),))
    (one,) = planned(of, "broadside").variants
    assert one.stem == "stops/aksu/broadside.a5.en+ru.copyshop-bw"
    assert (one.language, one.statement.language, one.back.statement.language) == (
        "en+ru",
        "en",
        "ru",
    )
    assert one.paper.sides == 2
    assert dict(one.back.fields)["date"] == "воскресенье, 14\u00a0февраля"
    wrong = planned(of, "wedge", one_sided=("broadside",)).problems
    assert [(one.code, "broadside" in one.hint) for one in wrong] == [("languages-sides", True)]


def test_the_campaigns_palette_words_and_imprint_are_on_every_leaflet():
    palette = Palette(inks=(*Palette().inks[:2], Ink(name="accent", srgb="#0044aa")))
    of = campaign(
        palette=palette,
        imprint=Passage(text="Published by the circle"),
        strings=(("read-whole", "More"), ("read-whole.ru", "Дальше")),
        link_text="stops.example.org",
    )
    found = planned(of).variants
    assert {one.master.palette for one in found} == {palette}
    assert {one.master.material.imprint for one in found} == {"Published by the circle"}
    words = [dict(one.master.material.words)["read-whole"] for one in found]
    assert words == ["More", "More", "Дальше", "Дальше"]
    assert {one.link.text for one in found} == {"stops.example.org"}


def test_one_of_those_that_share_a_master_gives_the_picture():
    found = planned(campaign())
    assert [bool(one.picture) for one in found.variants] == [True, False] * 2
    assert all(one.picture for one in planned(campaign(), pictures=True).variants)


def test_options_leave_a_part_and_what_they_leave_out_stays():
    only = Narrowing(regions=("Kokset",), languages=("ru",))
    found = planned(campaign(), only=only)
    assert [one.stem for one in found.variants] == ["stops/kokset/wedge.a5.ru.copyshop-bw"]
    stays = left_out(found.whole, found.chosen, any_way=False)
    kind = Kind(region="kokset", language="ru", layout="wedge", format="a5", profile="copyshop-bw")
    assert not stays(kind)
    assert stays(replace(kind, region="aksu"))
    assert stays(replace(kind, language="en"))
    assert not stays(replace(kind, region="gone"))
    assert not stays(replace(kind, profile="home"))


def test_an_option_that_matches_nothing_names_what_there_is():
    (wrong,) = planned(campaign(), only=Narrowing(regions=("koksett",))).problems
    assert (wrong.code, wrong.hint) == ("option-unmatched", "Do you mean kokset?")


@pytest.mark.parametrize("other", ["aksu", "AKSU", "a\u0301ksu"])
def test_ids_that_a_disk_takes_for_one_are_an_error_before_any_work(other):
    first = "\u00e1ksu" if other == "a\u0301ksu" else "aksu"
    found = planned(campaign(region(first), region(other, 3)))
    assert "region-clash" in codes(errors(found.problems))
    assert not found.variants


@pytest.mark.parametrize(
    "name", ["..", "a/b", "con", "CON.x", "LPT1", "ends.", " a", "a:b", "\x07"]
)
def test_an_id_that_is_no_folder_everywhere_is_an_error(name):
    assert codes(errors(planned(campaign(region(name))).problems)) == ["region-no-folder"]


def test_names_and_paths_have_a_length_that_disks_take():
    assert codes(planned(campaign(region("ж" * 128))).problems) == ["path-too-long"]
    assert codes(planned(campaign(region("aksu")), room=40).problems) == ["path-too-long"]
    assert not errors(planned(campaign(region("ж" * 127))).problems)


def test_notes_of_rows_do_not_stop_the_plan():
    past = Problem(
        code="date-past",
        severity=Severity.WARNING,
        message="?",
        position=Position(file="towns.csv", row=2),
    )
    found = planned(campaign(region("aksu", problems=(past,))))
    assert past in found.rows
    assert past not in found.problems
