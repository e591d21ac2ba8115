import pytest

from leaflets.model.statement import Choice
from leaflets.problems import LeafletsError
from leaflets.read.statement import read

BODY = """# The bus runs

It runs all day and half of the night for everybody. The bus is late again today.

We demand:
- a bus
- a driver

The riders
"""


def _file(front):
    return f"---\n{front}\n---\n{BODY}"


def test_the_front_matter_says_what_the_text_does_not(read_text):
    statement = read_text(
        _file(
            """kicker: From the stop
headline: Run, bus
lead: The bus is ours.
date: 2026-05-01
link: https://example.org/bus
imprint: "Published by the riders"
event: {name: Meeting, place: Stop 4, date: 3.5.2026, time: 18:00, contact: "+00 12"}
strings: {our-demands: We want}"""
        ),
        "bus.en.md",
    )
    assert statement.title == "The bus runs"
    assert statement.headline == "Run, bus"
    assert statement.kicker == "From the stop"
    assert statement.lead == "The bus is ours."
    assert statement.date == "2026-05-01"
    assert statement.link == "https://example.org/bus"
    assert statement.link_position.line == 6
    assert statement.imprint == "Published by the riders"
    assert statement.event.date == "3.5.2026"
    assert statement.event.time == "18:00"
    assert statement.event.position.line == 8
    assert statement.strings == (("our-demands", "We want"),)


def test_the_lines_of_the_text_keep_their_numbers_below_it(read_text):
    statement = read_text(_file("kicker: A\nlead: B"), "bus.en.md")
    assert [demand.position.line for demand in statement.demands] == [10, 11]


def test_plain_text_takes_front_matter_too(read_text):
    statement = read_text("---\nheadline: Run\n---\nThe bus\n\nIt runs all day and night.\n")
    assert (statement.headline, statement.title) == ("Run", "The bus")


def test_a_line_of_dashes_above_a_text_is_no_front_matter(read_text):
    statement = read_text("---\nThe bus\n---\n\nIt runs all day and night.\n")
    assert statement.title == "The bus"


def test_listed_demands_replace_those_found_which_stay_in_the_body(read_text):
    statement = read_text(_file("demands:\n  - A night bus\n  - A day bus"), "bus.en.md")
    assert [demand.text for demand in statement.demands] == ["A night bus", "A day bus"]
    assert statement.demands[1].position.line == 4
    assert [passage.text for passage in statement.body][-2:] == ["a bus", "a driver"]


def test_another_title_or_signature_leaves_those_of_the_text_in_the_body(read_text):
    statement = read_text(_file("title: All about buses\nsigned:\n- Two\n- Riders"), "bus.en.md")
    texts = [passage.text for passage in statement.body]
    assert statement.signed == ("Two", "Riders")
    assert (texts[0], texts[-1]) == ("The bus runs", "The riders")


def test_the_same_title_and_signature_are_not_said_twice(read_text):
    statement = read_text(_file("title: The bus runs\nsigned: The riders"), "bus.en.md")
    texts = [passage.text for passage in statement.body]
    assert "The bus runs" not in texts
    assert "The riders" not in texts


def test_a_signature_may_have_several_lines(read_text):
    statement = read_text(_file("signed: |\n  The riders\n  of line 4"), "bus.en.md")
    assert statement.signed == ("The riders", "of line 4")


@pytest.mark.parametrize(
    ("front", "code", "line"),
    [
        ("titel: Bus", "key-unknown", 2),
        ("kicker: A\nevent: {plase: Stop}", "key-unknown", 3),
        ("title: 2026", "number-not-text", 2),
        ("demands: [a, 12]", "number-not-text", 2),
        ("event:\n  time: 18.30", "number-not-text", 3),
        ("event:\n  contact: 0123456", "number-not-text", 3),
        ("title: [a, b]", "value-wrong", 2),
        ("title: true", "value-wrong", 2),
        ("demands: a", "value-wrong", 2),
        ("event: tomorrow", "value-wrong", 2),
        ("demands:\n  - Fares: down", "value-wrong", 3),
        ("title: a: b", "yaml-broken", 2),
        ("title: a\ntitle: b", "yaml-broken", 3),
        ("event:\n  date: 2026-02-30", "date-impossible", 3),
    ],
)
def test_a_slip_is_an_error_with_its_line(front, code, line, problems_of):
    assert (code, line) in problems_of(_file(front), "bus.en.md")


def test_a_near_miss_is_named(tmp_path):
    path = tmp_path / "bus.en.md"
    path.write_text(_file("headlnie: A\nevent: {tmie: B}"), encoding="utf-8")
    with pytest.raises(LeafletsError) as raised:
        read(path, name="bus.en.md")
    assert [one.hint for one in raised.value.problems] == [
        "Did you mean `headline`?",
        "Did you mean `event.time`?",
    ]


def test_all_slips_are_told_together(problems_of):
    found = problems_of(_file("titel: A\nlink: 12\nexcerpts: [Not there at all]"), "bus.en.md")
    assert {code for code, _ in found} == {
        "key-unknown",
        "number-not-text",
        "excerpt-not-in-statement",
    }


def test_front_matter_that_never_ends_is_told(problems_of):
    assert ("front-matter-open", 1) in problems_of(f"---\ntitle: A\n\n{BODY}", "bus.en.md")


def test_an_iso_date_needs_no_quotes_anywhere(read_text):
    assert read_text(_file("kicker: 2026-05-01"), "bus.en.md").kicker == "2026-05-01"


def test_no_break_spaces_and_line_ends_in_a_text_are_single_spaces(read_text):
    statement = read_text(_file("lead: >\n  The\u00a0bus\n  runs"), "bus.en.md")
    assert statement.lead == "The bus runs"


def test_the_accent_word_of_a_headline_is_marked_and_is_no_excerpt(read_text):
    statement = read_text(_file("headline: Run, ==bus=="), "bus.en.md")
    assert (statement.headline, statement.accent) == ("Run, bus", "bus")
    assert statement.choice is Choice.OURS


def test_the_option_takes_an_accent_too_and_is_over_the_front_matter(read_text):
    statement = read_text(_file("headline: Run"), "bus.en.md", headline="Stop ==now==")
    assert (statement.headline, statement.accent) == ("Stop now", "now")


def test_the_title_in_the_text_may_have_the_accent(read_text):
    for name, title in (("bus.en.md", "# The ==bus== runs"), ("bus.en.txt", "The ==bus== runs")):
        statement = read_text(BODY.replace("# The bus runs", title), name)
        assert (statement.title, statement.headline) == ("The bus runs", "The bus runs")
        assert statement.accent == "bus"


def test_a_first_line_that_is_not_the_title_can_be_quoted(read_text):
    """Front matter with a title, and the text begins at once with a short paragraph."""
    line = "The city closes its stops and asks nobody."
    front = f"---\ntitle: Warm stops\nexcerpts:\n- {line}\n---\n"
    statement = read_text(f"{front}{line}\n\nThat is the whole story of this winter.\n")
    assert [one.text for one in statement.excerpts] == [line]
    assert statement.body[0].text == line
