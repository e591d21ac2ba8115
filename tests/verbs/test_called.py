"""What a clerk reads of each sheet: the place, and what tells its leaflets apart."""

from leaflets.model.campaign import EVERYWHERE, Region
from leaflets.model.manifest import Entry
from leaflets.verbs.called import lines, places


def region(name: str, ending: str = "", **texts: str) -> Region:
    told = tuple(
        {"name": name, **{key.replace("_", "."): text for key, text in texts.items()}}.items()
    )
    return Region(id=f"{name.lower()}{ending}", name=name, texts=told)


def leaflet(language: str, layout: str = "wedge") -> Entry:
    return Entry(path="", role="leaflet", region="aksu", language=language, layout=layout)


def told(*jobs: tuple[Entry, ...]) -> list[list[str]]:
    titles = {"wedge": "Wedge", "broadside": "Broadside"}
    return [[one.title for one in job] for job in lines(jobs, {"aksu": "Aksu"}, titles, "en")]


def test_a_place_is_called_as_the_tickets_language_calls_it() -> None:
    one = region("Kokset", name_ru="Коксет")
    assert places([one], "ru", "") == {"kokset": "Коксет"}
    assert places([one], "ru-KZ", "") == {"kokset": "Коксет"}
    assert places([one], "de", "") == {"kokset": "Kokset"}


def test_places_alike_are_told_apart_by_where_people_meet_or_else_by_their_ids() -> None:
    one, two = region("Aksu", "-1", place="Park"), region("Aksu", "-2", place_ru="Клуб")
    assert places([one, two], "ru", "") == {"aksu-1": "Aksu, Park", "aksu-2": "Aksu, Клуб"}
    assert places([one, two], "en", "") == {"aksu-1": "Aksu, Park", "aksu-2": "Aksu, aksu-2"}
    again = region("Aksu", "-3", place="Park")
    assert places([one, again, region("Abay")], "en", "") == {
        "aksu-1": "Aksu, Park (aksu-1)",
        "aksu-3": "Aksu, Park (aksu-3)",
        "abay": "Abay",
    }


def test_what_is_handed_out_everywhere_is_called_as_the_campaign() -> None:
    assert places([EVERYWHERE], "ru", "Warm stops") == {"all": "Warm stops"}
    assert places([EVERYWHERE], "ru", "") == {"all": "all"}


def test_the_language_is_named_where_the_shop_prints_several() -> None:
    assert told((leaflet("kk"),), (leaflet("kk"),)) == [["Aksu"], ["Aksu"]]
    assert told((leaflet("kk"),), (leaflet("kk+ru"),)) == [
        ["Aksu – Kazakh"],
        ["Aksu – Kazakh / Russian"],
    ]


def test_the_layout_is_told_where_a_job_has_several() -> None:
    assert told((leaflet("kk"), leaflet("kk", "broadside")), (leaflet("kk"),)) == [
        ["Aksu – Wedge", "Aksu – Broadside"],
        ["Aksu"],
    ]
    assert told((leaflet("kk"), leaflet("ru", "own"))) == [
        ["Aksu – Kazakh, Wedge", "Aksu – Russian, own"]
    ]
