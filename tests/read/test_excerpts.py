import time

import pytest

from leaflets.model.statement import Choice
from leaflets.problems import LeafletsError
from leaflets.read.statement import read

BODY = """The bus runs

It runs all day and half of the night. Nobody has ever counted who waits for it, and ==nobody
waits alone==. We will not walk home in the rain!

We demand:
- ==a bus for everybody==
- a driver

The ==last== word belongs to the riders of line four.
"""
PLAIN = BODY.replace("==", "")


def test_marks_are_excerpts_in_the_order_of_their_appearance(read_text):
    for name in ("bus.en.txt", "bus.en.md"):
        statement = read_text(BODY if name.endswith("txt") else "# " + BODY, name)
        assert statement.choice is Choice.MARKED
        assert [(one.text, one.position.line, one.order) for one in statement.excerpts] == [
            ("nobody waits alone", 3, 0),
            ("a bus for everybody", 7, 1),
            ("last", 10, 2),
        ]
        assert not any("==" in one.text for one in (*statement.body, *statement.demands))


@pytest.mark.parametrize("name", ["bus.en.txt", "bus.en.md"])
@pytest.mark.parametrize(
    "line", ["It runs == all == day and night.", "If a==b then it runs.", "A == sign stands here."]
)
def test_signs_that_touch_no_words_mark_nothing(name, line, read_text):
    statement = read_text(f"The bus runs\n\n{line}\n", name)
    assert statement.body[-1].text == line
    assert statement.choice is Choice.OURS


@pytest.mark.parametrize("name", ["bus.en.txt", "bus.en.md"])
def test_a_mark_that_is_not_closed_in_its_paragraph_is_told(name, read_text):
    statement = read_text("The bus runs\n\nIt ==runs all day.\n\nAnd all== night long.\n", name)
    told = [one for one in statement.problems if one.code == "mark-unpaired"]
    assert [(one.severity.value, one.position.line) for one in told] == [
        ("warning", 3),
        ("warning", 5),
    ]


def test_a_rule_of_equal_signs_is_no_mark(read_text):
    statement = read_text("The bus runs\n============\n\nIt runs all day and all night.\n")
    assert statement.title == "The bus runs"
    assert [one.code for one in statement.problems if one.code == "mark-unpaired"] == []


def _listing(*excerpts):
    listed = "".join(f"  - {excerpt}\n" for excerpt in excerpts)
    return f"---\nexcerpts:\n{listed}---\n{PLAIN}"


def test_listed_excerpts_are_over_marks_and_keep_their_order(read_text):
    statement = read_text(
        _listing("We will not walk home in the rain!", "It runs all day") + "\nA ==mark== here.\n"
    )
    assert statement.choice is Choice.LISTED
    assert [(one.text, one.order) for one in statement.excerpts] == [
        ("We will not walk home in the rain!", 1),
        ("It runs all day", 0),
    ]
    assert statement.excerpts[0].position.line == 3


def test_a_listed_excerpt_may_go_over_lines_and_be_decomposed(read_text):
    body = _listing("“and nobody waits alone”".strip("“”"))
    assert read_text(body).excerpts[0].text == "and nobody waits alone"
    decomposed = (
        "---\nexcerpts:\n  - Die Tu\u0308r ist zu\n---\nDie Tür\n\nDie Tür ist zu und kalt.\n"
    )
    assert read_text(decomposed, "tuer.de.txt").excerpts[0].text == "Die Tür ist zu"


def test_an_elision_stays_inside_one_paragraph_and_in_order(read_text, problems_of):
    honest = _listing('"It runs all day […] and nobody waits alone."')
    assert read_text(honest).excerpts[0].text == "It runs all day […] and nobody waits alone."
    for crooked in ("Nobody has ever counted […] It runs", "It runs all day […] The last word"):
        assert problems_of(_listing(f'"{crooked}"')) == [("excerpt-not-in-statement", 3)]


def test_an_excerpt_that_is_not_word_for_word_is_an_error(problems_of):
    assert problems_of(_listing("It runs all days", "uns all day")) == [
        ("excerpt-not-in-statement", 3),
        ("excerpt-not-in-statement", 4),
    ]


def test_the_nearest_sentence_is_named(tmp_path):
    path = tmp_path / "bus.en.txt"
    path.write_text(_listing("We will not run home in the rain!"), encoding="utf-8")
    with pytest.raises(LeafletsError) as raised:
        read(path, name="bus.en.txt")
    assert raised.value.problems[0].hint == "Did you mean “We will not walk home in the rain!”?"


def test_the_same_excerpt_twice_is_an_error(problems_of):
    assert problems_of(_listing("It runs", "a driver", "It runs")) == [("excerpt-twice", 5)]
    twice = "The bus\n\n==It runs== all day. Today ==It runs== again for everybody.\n"
    assert problems_of(twice) == [("excerpt-twice", 3)]


def test_an_empty_list_quotes_nothing(read_text):
    statement = read_text(f"---\nexcerpts: []\n---\n{PLAIN}")
    assert (statement.excerpts, statement.choice) == ((), Choice.LISTED)


HALL = """Open the hall

{}
"""


def _chosen(read_text, sentence, language="en"):
    filler = "Thirty chairs stand in the hall under a roof that was mended last year."
    statement = read_text(HALL.format(f"{filler} {sentence}"), f"hall.{language}.txt")
    return [one.text for one in statement.excerpts]


@pytest.mark.parametrize(
    "sentence",
    [
        "But the roof of the hall is still as good as new.",
        "They have promised to open the hall before the winter.",
        "The council says that the hall is no longer needed.",
        "According to the mayor the hall belongs to nobody here.",
        "This means that the hall stays shut for the winter.",
        "Open the hall (or the cellar under it for us all.",
        "Bring [your own name] to the hall before the winter.",
        "The hall is ours.",
    ],
)
def test_no_editor_quotes_this(sentence, read_text):
    assert sentence not in _chosen(read_text, sentence)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("In this situation, only an open hall can keep the children warm.", "en"),
        ("This hall belongs to the people who built it by hand.", "en"),
        ("It is time to open the hall for the whole winter.", "en"),
        ("Поэтому мы требуем открыть зал для всех жителей района.", "ru"),
        ("Es ist Zeit, das Haus für alle zu öffnen.", "de"),
        ("Das Haus gehört den Leuten, die es gebaut haben.", "de"),
        ("Біз залдың барлық тұрғындарға ашылуын талап етеміз.", "kk"),
    ],
)
def test_an_editor_may_quote_this(sentence, language, read_text):
    assert sentence in _chosen(read_text, sentence, language)


def test_a_sentence_over_the_longest_is_let_in_only_when_nothing_better_is_there(read_text):
    long = "We demand that the hall be opened " + "and heated and cleaned " * 14 + "now."
    alone = read_text(f"Open the hall\n\n{long}\n", "hall.en.txt")
    assert [one.text for one in alone.excerpts] == [long]
    assert long not in _chosen(read_text, long)


def test_nothing_below_who_we_are_is_quoted(read_text):
    statement = read_text(
        "Open the hall\n\nWe demand an open hall for the whole long winter.\n\nAbout us\n\n"
        "We must tell you that our choir has sung in the hall for years.\n"
    )
    assert [one.text for one in statement.excerpts] == [
        "We demand an open hall for the whole long winter."
    ]


THINGS = [
    *("lamps", "trees", "benches", "buses", "clinics", "bridges", "ramps"),
    *("kiosks", "wells", "parks", "markets", "libraries", "schools", "theatres"),
]


def test_the_choice_is_the_same_every_time_and_at_most_twelve(read_text):
    sentences = [
        f"We demand {thing} for every street between the river and the hill." for thing in THINGS
    ]
    source = "The list of the hill\n\n" + "\n\n".join(sentences) + "\n\nSo be it.\n"
    first, second = read_text(source), read_text(source)
    assert first.excerpts == second.excerpts
    assert len(first.excerpts) <= 12


def test_excerpts_of_ours_stand_word_for_word_in_the_body(read_text):
    statement = read_text(PLAIN)
    assert statement.excerpts
    for excerpt in statement.excerpts:
        assert any(excerpt.text in passage.text for passage in statement.body)


def test_a_thousand_words_are_read_and_chosen_from_in_no_time(read_text):
    paragraph = "The night bus runs again. We demand it for everybody who works at night. " * 5
    source = "The night bus\n\n" + f"{paragraph}\n\n" * 14
    read_text(source)
    started = time.process_time()
    read_text(source)
    # 30 ms are wanted; the bound leaves room for a machine that does other work.
    assert time.process_time() - started < 0.3
