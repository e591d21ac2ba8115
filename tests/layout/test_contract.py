from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets.layout.catalogue import find
from leaflets.problems import LeafletsError, Problem

HEAD = "title: Poster\nextends: base\nformats: {a5: {sides: 1}}\n"


@pytest.fixture
def problems_of(folder: Callable[..., Path]) -> Callable[[str], tuple[Problem, ...]]:
    """Return what is wrong with a contract; it must be wrong."""

    def problems(contract: str) -> tuple[Problem, ...]:
        folders = folder(
            base={"layout.yaml": "title: Base\n", "a5.css": "", "page.html": "<html>"},
            poster={"layout.yaml": contract},
        )
        with pytest.raises(LeafletsError) as found:
            find("poster", (folders,))
        return found.value.problems

    return problems


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(one.code, one.position.line, one.position.column) for one in problems]


def test_an_unknown_key_is_named_with_its_place_and_the_nearest_known_one(problems_of) -> None:
    found = problems_of("title: Poster\nextneds: base\n")
    assert places(found) == [("layout-key-unknown", 2, 1)]
    assert "`extends`" in found[0].hint


def test_keys_of_slots_fields_and_groups_are_checked_in_their_own_tables(problems_of) -> None:
    found = problems_of(
        HEAD
        + "slots:\n"
        + "  lead: {holds: lead, fits: text}\n"
        + "  event: {holds: region, fields: {date: {line: 1}}}\n"
        + "fit:\n"
        + "  text: {maximum: 2}\n"
    )
    assert places(found) == [
        ("layout-key-unknown", 5, 23),
        ("layout-key-unknown", 6, 42),
        ("layout-key-unknown", 8, 10),
    ]
    assert [one.hint for one in found] == [
        "Did you mean `fit`?",
        "Did you mean `lines`?",
        "Did you mean `max`?",
    ]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("slots: {lead: {holds: leads}}", 16),
        ("slots: {lead: {holds: lead, min: 26}}", 29),
        ("slots: {lead: {holds: lead, min: 26 mm}}", 29),
        ("slots: {lead: {holds: lead, set: ladders}}", 29),
        ("slots: {event: {holds: region, fields: {date: {min: 7pt}}}}", 48),
        ("slots: {demands: {holds: demands, count: four}}", 35),
        ("formats: {a7: {sides: 1}}", 11),
        ("fit: {text: {air: 4}}", 14),
        ("fit: {text: {min: 0}}", 14),
        ("inks: [black, gold]", 15),
        ("bw: {accent: gray}", 6),
        ("read_from: {a5: 40 cm}", 13),
        ("title: 5", 1),
    ],
)
def test_a_wrong_value_is_told_at_its_place(problems_of, line: str, column: int) -> None:
    head = "" if line.startswith("title") else "title: Poster\n"
    found = problems_of(head + line + "\n")
    assert [(one.code, one.position.column) for one in found] == [("layout-value-wrong", column)]
    assert found[0].position.line == (2 if head else 1)
    assert found[0].hint


def test_all_faults_of_a_contract_are_told_together(problems_of) -> None:
    found = problems_of("titel: Poster\nslots: {lead: {holds: leads}}\nfit: {text: {air: 4}}\n")
    assert {one.code for one in found} == {"layout-key-unknown", "layout-value-wrong"}
    assert len(found) == 4


def test_a_contract_that_is_no_mapping_is_told(problems_of) -> None:
    assert [one.code for one in problems_of("- a\n- b\n")] == ["layout-value-wrong"]


def test_a_face_that_fonts_lack_is_named_with_the_nearest(problems_of) -> None:
    found = problems_of(HEAD + "faces: [Literata 500, Literatta 700]\n")
    assert places(found) == [("face-undeclared", 4, 23)]
    assert "`Literata 700`" in found[0].hint


def test_a_slot_may_only_name_faces_that_are_declared(problems_of) -> None:
    found = problems_of(
        HEAD
        + "faces: [Literata 500]\n"
        + "slots: {headline: {holds: headline, set: poster, face: [Oswald 700], min: 20pt}}\n"
    )
    assert places(found) == [("face-undeclared", 5, 57)]


@pytest.mark.parametrize(
    ("slot", "key"),
    [
        ("{holds: lead, fit: texts}", "fit"),
        ("{holds: headline, set: poster, min: 20pt}", "face"),
        ("{holds: headline, set: poster, face: [Literata 500]}", "min"),
        ("{holds: demands, set: poster, face: [Literata 500], min: 9pt}", "set"),
        ("{holds: words}", "words"),
        ("{holds: lead, words: read-whole}", "words"),
        ("{holds: region}", "fields"),
        ("{holds: lead, fields: {date: {}}}", "fields"),
        ("{holds: lead, count: [0, 3]}", "count"),
        ("{holds: lead, lines: [4, 2]}", "lines"),
        ("{holds: headline, set: ladder}", "face"),
        ("{holds: signed, set: ladder, face: [Literata 500]}", "set"),
        ("{holds: demands, set: ladder, face: [Literata 500]}", "each"),
        ("{holds: demands, each: true}", "each"),
        ("{holds: headline, numbered: true}", "numbered"),
        ("{holds: lead, set: ladder, face: [Literata 500], optional: true}", "optional"),
        ("{holds: lead, set: ladder, face: [Literata 500], height: [0.2, 0.1]}", "height"),
    ],
)
def test_a_slot_that_contradicts_itself_is_told(problems_of, slot: str, key: str) -> None:
    found = problems_of(
        HEAD + f"faces: [Literata 500]\nfit: {{text: {{}}}}\nslots: {{one: {slot}}}\n"
    )
    assert [one.code for one in found] == ["layout-slot-wrong"]
    assert found[0].position.line == 6
    assert f"`{key}`" in found[0].hint or key == "fit"


def test_a_format_without_a_style_sheet_is_a_missing_file(problems_of) -> None:
    found = problems_of("title: Poster\nextends: base\nformats:\n  a5: {}\n  a3: {}\n")
    assert places(found) == [("layout-file-missing", 5, 3)]
    assert "a3.css" in found[0].message


LADDER = "set: ladder, face: [Literata 500]"


@pytest.mark.parametrize(
    ("slots", "column", "hint"),
    [
        (f"headline: {{holds: headline, {LADDER}}}", "[headline, hedline]", "`headline`"),
        (f"headline: {{holds: headline, {LADDER}}}\n  lead: {{holds: lead}}", "[lead]", "column"),
        (f"when: {{holds: region, fields: {{date: {{}}}}, {LADDER}}}", "[when]", "column"),
    ],
)
def test_a_column_holds_ladders_that_the_contract_describes(
    problems_of, slots: str, column: str, hint: str
) -> None:
    found = problems_of(
        HEAD + f"faces: [Literata 500]\ncolumns:\n  sheet: {column}\nslots:\n  {slots}\n"
    )
    assert [(one.code, one.position.line) for one in found] == [("layout-column-wrong", 6)]
    assert hint in found[0].hint


def test_the_face_of_a_catchword_is_declared_like_the_others(problems_of) -> None:
    found = problems_of(
        HEAD
        + "faces: [Literata 500]\n"
        + f"slots: {{headline: {{holds: headline, {LADDER}, catch: Literata 400 italic}}}}\n"
    )
    assert [one.code for one in found] == ["face-undeclared"]


def test_a_slot_knows_its_column_and_how_its_ladder_is_set(folder) -> None:
    contract = (
        HEAD
        + "faces: [Literata 500]\n"
        + "columns: {sheet: [demands]}\n"
        + f"slots: {{demands: {{holds: demands, {LADDER}, each: true, numbered: true, "
        + "height: [0.02, 0.09], ratio: 1.3, contrast: 0.5, ragged: true, mix: true}}\n"
    )
    folders = folder(
        base={"layout.yaml": "title: Base\n", "a5.css": "", "page.html": "<html>"},
        poster={"layout.yaml": contract},
    )
    (slot,) = find("poster", (folders,)).slots
    assert (slot.column, slot.set, slot.each, slot.numbered) == ("sheet", "ladder", True, True)
    assert (slot.height, slot.ratio, slot.contrast) == ((0.02, 0.09), 1.3, 0.5)
    assert slot.ragged
    assert slot.mix
