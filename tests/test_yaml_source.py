from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.problems import LeafletsError, Position
from leaflets.yaml_source import load


def test_a_no_is_a_text_and_so_is_a_time():
    assert load("a: no\nb: 18:30\nc: 0o17\nd: on").value == {
        "a": "no",
        "b": "18:30",
        "c": "0o17",
        "d": "on",
    }


def test_numbers_booleans_nothing_and_dates_are_what_they_look_like():
    value = load("[1, -2.5, true, ~, 2026-05-01, '1', .5, 1e3]").value
    assert value == [1, -2.5, True, None, date(2026, 5, 1), "1", 0.5, 1000.0]
    assert [type(item) for item in value[:2]] == [int, float]


def test_a_day_that_no_calendar_has_stays_a_text():
    assert load("date: 2026-02-30").value == {"date": "2026-02-30"}


def test_digits_too_long_to_compute_with_stay_a_text():
    assert load("account: 12345678901234567890").value == {"account": "12345678901234567890"}


def test_an_unquoted_value_is_kept_as_it_is_written():
    located = load("price: 1.50\nquoted: '1.50'")
    assert located.written("price") == "1.50"
    assert located.written("quoted") == ""


def test_keys_are_texts():
    assert load("1: one\ntrue: yes").value == {"1": "one", "true": "yes"}


def test_an_empty_document_is_nothing():
    assert load("# only a remark\n").value is None
    assert load("").value is None


def test_every_key_and_item_has_its_place_counted_from_the_first_line():
    located = load("a:\n  b: 1\nc:\n  - x\n  -  y\n", file="f.md", first_line=2)
    assert located.position("a", "b") == Position(file="f.md", line=3, column=3)
    assert located.position("c", 1) == Position(file="f.md", line=6, column=6)


def test_a_path_that_is_not_there_has_the_place_of_its_nearest_parent():
    located = load("a:\n  b: 1\n")
    assert located.position("a", "nowhere", 3) == Position(line=1, column=1)
    assert located.position("nowhere") == Position(line=1, column=1)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: Now: the buses", 1, 11),
        ("a:\n\t- b", 2, 1),
        ("a: 'open\nb: 1", 1, 4),
        ("a: [1, 2\n", 1, 4),
        ("a\nb: c", 2, 2),
        ("- a\nb: c", 2, 1),
        ("a: @x", 1, 4),
        ("a: *b", 1, 4),
        ("a: &b c", 1, 4),
        ("a: !!str x", 1, 4),
        ("!!map {}", 1, 1),
        ("[" * 40, 1, 22),
        ("a: 1\nb: 2\na: 3", 3, 1),
        ("? [1]\n: 2", 1, 3),
        ("a: 1\n---\nb: 2", 2, 1),
        ("a: \x00", 1, 4),
        ('a: 1\nb: "\\UFFFFFFFF"', 1, 1),
    ],
)
def test_a_fault_is_one_problem_with_line_and_column_and_a_next_step(text, line, column):
    with pytest.raises(LeafletsError) as raised:
        load(text, file="f.yaml")
    (problem,) = raised.value.problems
    assert problem.code == "yaml-broken"
    assert problem.position == Position(file="f.yaml", line=line, column=column)
    assert problem.hint


def test_all_doubled_keys_are_told_together():
    with pytest.raises(LeafletsError) as raised:
        load("a: 1\na: 2\nb: {c: 1, c: 2}")
    assert [problem.position.line for problem in raised.value.problems] == [2, 3]


def test_a_bomb_of_aliases_is_refused_before_it_goes_off():
    bomb = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))
    with pytest.raises(LeafletsError):
        load(bomb)


@given(st.text(alphabet=st.sampled_from("ab:-\n\t '\"[]{}#&*!|>?%@`,\\Ux0123.\x00\u2028é")))
def test_any_text_is_a_value_or_a_problem(text):
    assert _codes(text) in (set(), {"yaml-broken"})


def _codes(text):
    try:
        load(text)
    except LeafletsError as error:
        return {problem.code for problem in error.problems}
    return set()


@given(st.dictionaries(st.text("abcde", min_size=1), st.text("abc: #'\n-"), max_size=5))
def test_quoted_texts_come_back_as_they_were(pairs):
    escaped = {key: text.replace("'", "''").replace("\n", "\n\n") for key, text in pairs.items()}
    source = "\n".join(f"{key}: 'x{text}x'" for key, text in escaped.items() if "\n" not in text)
    expected = {key: f"x{text}x" for key, text in pairs.items() if "\n" not in text}
    assert (load(source).value or {}) == expected
