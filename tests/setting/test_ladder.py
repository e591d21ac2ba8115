import io
import string
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import faces
from leaflets.faces import metrics
from leaflets.language.tables import loose
from leaflets.model.layout import Slot
from leaflets.model.material import Set, SetLine
from leaflets.setting.ladder import ladder, rung
from leaflets.setting.members import accents
from leaflets.setting.overset import Overset, Reason
from leaflets.setting.share import mean, share
from leaflets.units import from_pt

MEASURE = 126.0
HEADLINE = Slot(
    name="headline",
    holds="headline",
    set="ladder",
    face=(
        "Literata 900",
        "Fira Sans Extra Condensed 900",
        "Inter Tight 900",
        "Oswald 700",
        "Geologica 900",
    ),
    mix=True,
    lines=(1, 7),
    case="upper",
    height=(0.042, 0.17),
    gap=0.02,
    accent="word",
    catch="Literata 400 italic",
)
PLAIN = replace(HEADLINE, accent="", catch="")
DEMAND = Slot(
    name="demands",
    holds="demands",
    set="ladder",
    face=("Fira Sans Extra Condensed 700", "Geologica 700"),
    lines=(1, 4),
    height=(0.018, 0.09),
    gap=0.004,
    ratio=1.3,
    contrast=0.5,
)
PLACE = Slot(
    name="where",
    holds="region",
    set="ladder",
    face=("Fira Sans Extra Condensed 700",),
    case="upper",
    lines=(1, 2),
    height=(0.018, 0.055),
    gap=0.01,
    stand="middle",
)
ALPHABETS = {
    "en": string.ascii_letters + "’",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяЁЙЩЦД",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяҚҒҢҰ",
    "de": "abcdefghijklmnopqrstuvwxyzäöüÄÖÜ",
}
CSS = """
@page { size: 260mm 260mm; margin: 0 }
body { margin: 0 }
div { position: absolute; left: 50mm; top: 40mm }
.set { display: block; position: relative }
.set-line { position: absolute; white-space: pre }
"""


@st.composite
def texts(draw):
    language = draw(st.sampled_from(sorted(ALPHABETS)))
    word = st.text(ALPHABETS[language], min_size=1, max_size=12)
    mark = st.sampled_from(["", "", "", "", ",", "!", " —", "?"])
    words = draw(st.lists(st.tuples(word, mark), min_size=1, max_size=12))
    return " ".join("".join(pair) for pair in words), language


def made(text, slot=PLAIN, measure=MEASURE, language="en", marked=""):
    found = ladder(text, slot, measure, language, marked)
    assert not isinstance(found, Overset), found
    return found


def cheapest(*given, **named):
    return min(made(*given, **named), key=lambda one: one.cost)


def letters(text):
    return [letter for letter in text.casefold() if letter.isalnum()]


def lines(one, role=""):
    return [line.text.strip() for line in one.lines if role in ("", line.role)]


def cap(line):
    return metrics(faces.face(line.face)).cap * from_pt(line.size) / MEASURE


def width(line):
    left, _, right, _ = line.ink
    return right - left


@settings(max_examples=25, deadline=None)
@given(texts(), st.sampled_from([HEADLINE, PLAIN, DEMAND]))
def test_no_letter_is_ever_lost(text, slot):
    found = ladder(text[0], slot, MEASURE, text[1])
    for one in () if isinstance(found, Overset) else found:
        assert letters("".join(line.text for line in one.lines)) == letters(text[0])


@settings(max_examples=25, deadline=None)
@given(texts(), st.sampled_from([HEADLINE, DEMAND]))
def test_every_line_is_as_wide_as_the_measure_or_shorter_and_stays_in_its_height(text, slot):
    found = ladder(text[0], slot, MEASURE, text[1])
    for one in () if isinstance(found, Overset) else found:
        for line in one.lines:
            left, top, right, bottom = line.ink
            assert left >= -0.01
            assert right <= MEASURE + 0.01
            assert -0.01 <= top < bottom <= one.height + 0.01


@settings(max_examples=25, deadline=None)
@given(texts())
def test_lines_do_not_lie_on_one_another(text):
    """A comma and a breve may stand in the gap, but not on what stands there."""
    found = ladder(text[0], PLAIN, MEASURE, text[1])
    for one in () if isinstance(found, Overset) else found:
        for above, below in pairwise(one.lines):
            assert above.ink[3] < below.ink[1]


def test_settings_come_lowest_first_one_for_each_height():
    heights = [one.height for one in made("Ten minutes between buses on every line")]
    assert len(heights) > 5
    assert heights == sorted(heights)
    assert all(two - one > 0.01 for one, two in pairwise(heights))


def test_rungs_keep_to_their_limits():
    for one in made("A night bus for all who work in shifts and who live beyond the river"):
        for line in one.lines:
            assert HEADLINE.height[0] - 0.001 <= cap(line) <= 1.5 * HEADLINE.height[1] + 0.001


def test_a_text_that_is_too_short_is_letter_spaced_by_whole_thousandths_and_still_fills():
    low = replace(DEMAND, case="upper", height=(0.018, 0.035), lines=(1, 1))
    (one,) = made("Passengers of the city of Kokset", low)
    (line,) = one.lines
    assert width(line) == pytest.approx(MEASURE, abs=0.02)
    assert 0.1 < line.spacing / line.size < 0.301
    assert line.spacing / line.size * 1000 % 1 == pytest.approx(0.5, abs=0.1)
    assert f"letter-spacing:{line.spacing:.3f}pt" in line.style


def test_small_letters_are_hardly_spaced_and_a_short_text_stays_short():
    (one,) = made("1. Bus", replace(DEMAND, lines=(1, 1)))
    (line,) = one.lines
    assert 0 < line.spacing / line.size <= 0.031
    assert width(line) < MEASURE - 5
    assert line.ink[0] == pytest.approx(0, abs=0.01)


def test_letters_that_hang_together_are_not_spaced_and_stand_at_the_right():
    arabic = replace(PLAIN, face=("Noto Kufi Arabic 700",), height=(0.02, 0.05), lines=(1, 1))
    (one,) = made("باص", arabic, language="ar")
    (line,) = one.lines
    assert line.spacing == 0
    assert line.ink[2] == pytest.approx(MEASURE, abs=0.01)


def test_a_larger_measure_changes_no_break():
    text = "Let empty flats instead of waiting for a better price"
    small, large = cheapest(text), cheapest(text, measure=2 * MEASURE)
    assert lines(small) == lines(large)
    assert large.height == pytest.approx(2 * small.height, rel=0.002)


def test_rungs_of_one_member_differ_by_the_slot_s_ratio_at_most():
    text = "The contracts with the bus company laid open, and a council that has a vote on them"
    for one in made(text, DEMAND):
        sizes = [line.size for line in one.lines]
        assert max(sizes) <= 1.3 * min(sizes) + 0.01


def test_uneven_rungs_are_taken_where_there_are_no_even_ones():
    found = made("Grundstücksverkehrsordnungen weg", replace(DEMAND, lines=(2, 2)), language="de")
    assert len(found[0].lines) == 2


def test_a_word_too_wide_is_cut_and_only_then():
    slot = replace(PLAIN, height=(0.06, 0.17))
    cut = cheapest("Grundstücksverkehrsgenehmigungszuständigkeit", slot, language="de")
    assert len(cut.lines) > 1
    assert all(line.endswith("-") for line in lines(cut)[:-1])
    assert "-" not in "".join(lines(cheapest("Ten minutes between buses", slot)))


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("Ten minutes between buses!", "en", "BUSES!"),
        ("Die Miete frisst den Lohn. Nicht mit uns!", "de", "UNS!"),
        ("Школа\u00a0— не «услуга», школа\u00a0— право", "ru", "ПРАВО"),
        ("A fare for everyone in the whole city of Kokset", "en", "KOKSET"),
        ("Boycott", "en", "BOYCOTT"),
    ],
)
def test_the_accent_is_late_or_calls_and_stands_alone(text, language, word):
    assert lines(cheapest(text, HEADLINE, language=language), "accent") == [word]


def test_no_little_word_is_shouted():
    assert [word for word, _ in accents("We wait for you and for the", loose("en"))] == ["wait"]


def test_a_worse_word_costs_more():
    costs = [cost for _, cost in accents("Ten minutes between buses", loose("en"))]
    assert costs[0] == 0
    assert costs == sorted(costs)


def test_the_marked_word_is_the_accent():
    one = cheapest("Ten minutes between buses!", HEADLINE, marked="minutes")
    assert lines(one, "accent") == ["MINUTES"]


def test_several_marked_words_stand_together():
    one = cheapest("No ballot, no boss: active boycott!", HEADLINE, marked="active boycott")
    assert lines(one, "accent") == ["ACTIVE BOYCOTT!"]


def test_a_dash_goes_with_the_word_before_it():
    one = cheapest("Heat\u00a0— no commodity", HEADLINE, marked="Heat")
    assert lines(one, "accent") == ["HEAT\u00a0—"]


def test_an_accent_that_is_too_long_to_stand_alone_colours_its_line():
    slot = replace(HEADLINE, accent_height=(0.4, 0.5))
    (accented,) = lines(cheapest("Ten minutes between buses!", slot, marked="buses"), "accent")
    assert "BUSES!" in accented


def test_an_accent_on_a_line_leaves_the_breaks_alone():
    line = cheapest("Ten minutes between buses!", replace(HEADLINE, accent="line"))
    assert lines(line) == lines(cheapest("Ten minutes between buses!", PLAIN))
    assert len(lines(line, "accent")) == 1


def test_a_little_word_before_the_accent_stands_between_dashes_in_small_letters():
    one = cheapest("Die Miete frisst den Lohn. Nicht mit uns!", HEADLINE, language="de")
    (catchword,) = (line for line in one.lines if line.role == "catchword")
    left, _, right, _ = catchword.ink
    assert catchword.text == "mit "
    assert catchword.face == "Literata 400 italic"
    assert left == pytest.approx(MEASURE - right, abs=0.01)
    assert lines(one)[lines(one).index("mit") + 1] == "UNS!"


def test_a_little_word_that_begins_the_text_is_a_catchword_too():
    """Alone on a rung it would be as tall as the accent, or short of the measure."""
    one = cheapest("The city!", HEADLINE)
    assert [(line.text.strip(), line.role) for line in one.lines] == [
        ("The", "catchword"),
        ("CITY!", "accent"),
    ]


def test_a_face_that_lacks_a_letter_sets_none_of_it():
    slot = replace(PLAIN, face=("Fira Sans Extra Condensed 900", "Geologica 900"))
    for one in made("500\u00a0₸ for a ticket", slot):
        assert {line.face for line in one.lines} == {"Geologica 900"}


def test_without_mixing_all_rungs_have_the_first_face_that_has_all_letters():
    assert {line.face for one in made("A night bus", DEMAND) for line in one.lines} == {
        "Fira Sans Extra Condensed 700"
    }


def test_ragged_lines_have_one_size_and_every_height_in_between():
    text = "A heated shelter with a bench and a light at every stop where people wait"
    found = made(text, replace(DEMAND, ragged=True))
    assert all(len({line.size for line in one.lines}) == 1 for one in found)
    assert len(found) > len(made(text, DEMAND))


def test_a_link_is_cut_behind_its_slashes_and_nothing_is_added():
    slot = replace(DEMAND, holds="link", lines=(1, 2), ratio=3)
    two = next(one for one in made("example.org/kokset/buses", slot) if len(one.lines) == 2)
    assert "".join(line.text for line in two.lines) == "example.org/kokset/buses"
    assert lines(two)[0].endswith("/")


@pytest.mark.parametrize(
    ("text", "slot", "reason"),
    [
        ("日本", PLAIN, Reason.NOT_COVERED),
        ("buses " * 40, replace(PLAIN, lines=(1, 2)), Reason.TOO_LONG),
        ("example.org?" + "x" * 200, replace(PLAIN, holds="link"), Reason.WORD_TOO_WIDE),
    ],
)
def test_what_cannot_be_set_says_why_and_by_how_much(text, slot, reason):
    found = ladder(text, slot, MEASURE, "en")
    assert isinstance(found, Overset)
    assert found.reason is reason
    assert (found.mm > 0) == (found.characters > 0) == (reason is not Reason.NOT_COVERED)


@pytest.mark.parametrize("text", ["", "  "])
def test_no_text_makes_no_lines(text):
    (one,) = made(text)
    assert (one.lines, one.height) == ((), 0.0)


@pytest.mark.parametrize(
    ("text", "language", "slot"),
    [
        ("Ten minutes between buses!", "en", HEADLINE),
        ("ЖЫЛУ — ТАУАР ЕМЕС, ҚҰҚЫҚ!", "kk", HEADLINE),
        ("2. Leere Wohnungen vermieten, statt auf höhere Preise zu warten", "de", DEMAND),
        ("Passengers of Kokset", "en", replace(PLAIN, height=(0.018, 0.032), mix=False)),
    ],
)
def test_the_engine_draws_lines_where_they_were_computed(text, language, slot):
    """The engine cuts kerning to thousandths of an em, so that lines may grow a hair wider."""
    one = cheapest(text, slot, language=language)
    left, top, right, bottom = drawn_ink(one)
    assert left == pytest.approx(min(line.ink[0] for line in one.lines), abs=0.1)
    assert top == pytest.approx(min(line.ink[1] for line in one.lines), abs=0.1)
    assert right == pytest.approx(max(line.ink[2] for line in one.lines), abs=0.2)
    assert bottom == pytest.approx(max(line.ink[3] for line in one.lines), abs=0.1)


def drawn_ink(found):
    """Draw a set with the engine and return its ink in mm from the box, as SetLine has it."""
    faces.isolate()
    import weasyprint

    spans = "".join(
        f'<span class="set-line" style="{line.style}">{line.text}</span>' for line in found.lines
    )
    html = f"<style>{CSS}</style><div><span class=set>{spans}</span></div>"
    page = pypdfium2.PdfDocument(io.BytesIO(weasyprint.HTML(string=html).write_pdf()))[0]
    dots = 600 / 25.4
    image = page.render(scale=600 / 72, grayscale=True).to_pil()
    left, top, right, bottom = image.point(lambda gray: 255 * (gray < 128)).getbbox()
    return left / dots - 50, top / dots - 40, right / dots - 50, bottom / dots - 40


@settings(max_examples=25, deadline=None)
@given(texts(), st.floats(4, 16))
def test_a_text_in_a_box_stays_in_it(text, height):
    one = rung(text[0], PLACE, (MEASURE, height), text[1])
    for line in () if isinstance(one, Overset) else one.lines:
        left, top, right, bottom = line.ink
        assert -0.01 <= left < right <= MEASURE + 0.01
        assert -0.01 <= top < bottom <= height + 0.01


def test_a_short_place_takes_one_rung_and_a_long_one_may_take_two():
    long = "Kokset, the large park by the old film studio, behind the second bridge " * 2
    assert len(rung("Market square", PLACE, (MEASURE, 7.2), "en").lines) == 1
    assert len(rung(long.strip(), PLACE, (MEASURE, 9.0), "en").lines) == 2


def test_a_text_stands_in_its_box_as_the_slot_says():
    def top(stand):
        one = rung("Market square", replace(PLACE, stand=stand), (MEASURE, 30.0), "en")
        return one.lines[0].ink[1], one.height, one.lines[0]

    (highest, height, _), (middle, _, line), (lowest, _, _) = map(top, ("top", "middle", "bottom"))
    assert highest == pytest.approx(0, abs=0.01)
    assert middle == pytest.approx((30 - height) / 2, abs=0.01)
    assert lowest == pytest.approx(30 - height, abs=0.01)
    centre = metrics(faces.face(line.face)).centre * from_pt(line.size)
    assert f"top:{line.y - centre:.3f}mm" in line.style


def test_a_box_too_low_is_told():
    found = rung("Market square", PLACE, (MEASURE, 0.5), "en")
    assert isinstance(found, Overset) or found.height <= 0.5


def offer(*heights, size=20.0, cost=0.0):
    """Return settings of these heights, of one line each."""
    return tuple(
        Set(
            lines=(SetLine(text="x", style="", x=0, y=0, size=size, ink=(0, 0, 0, 0)),),
            width=MEASURE,
            height=height,
            size=size,
            cost=cost,
        )
        for height in heights
    )


def test_a_column_is_filled_as_far_as_it_goes():
    chosen = share(56.0, [offer(10, 20, 30), offer(15, 25, 40)])
    assert [one.height for one in chosen] == [30, 25]


def test_a_column_is_never_overfilled_however_cheap_that_would_be():
    dear, cheap = offer(10, cost=5), offer(40)
    chosen = share(30.0, [dear + cheap, offer(15)])
    assert [one.height for one in chosen] == [10, 15]


def test_a_cheaper_setting_is_worth_some_air():
    chosen = share(100.0, [offer(99, cost=2) + offer(90)])
    assert chosen[0].height == 90


def test_siblings_want_one_size():
    one = offer(10, size=10) + offer(20, size=20)
    two = offer(12, size=21) + offer(6, size=9)
    chosen = share(40.0, [one, two], frozenset({0, 1}))
    assert [mean(setting) for setting in chosen] == [20, 21]


def test_siblings_that_must_be_alike_have_one_size_however_dear():
    one = offer(10, size=10, cost=3) + offer(20, size=20)
    two = offer(12, size=21) + offer(6, size=10, cost=3)
    found = share(40.0, [one, two, offer(5)], frozenset({0, 1}), alike=True)
    assert [mean(setting) for setting in found[:2]] == [10, 10]


def test_siblings_that_cannot_be_alike_are_as_near_as_they_can():
    one, two = offer(20, size=20), offer(12, size=21)
    assert share(40.0, [one, two], frozenset({0, 1}), alike=True) == (*one, *two)


def test_what_a_column_lacks_is_told_to_the_millimetre():
    found = share(20.0, [offer(10, 30), offer(12.5)])
    assert found == Overset(mm=2.5, characters=1, reason=Reason.TOO_MANY_LINES)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(st.floats(1, 60), min_size=1, max_size=6).map(lambda one: offer(*sorted(one))),
        min_size=1,
        max_size=5,
    ),
    st.floats(20, 200),
)
def test_a_choice_takes_one_of_each_and_fits_or_says_that_none_does(offers, free):
    chosen = share(free, offers, frozenset(range(len(offers))))
    if isinstance(chosen, Overset):
        assert sum(min(one.height for one in settings) for settings in offers) > free
    else:
        assert all(one in settings for one, settings in zip(chosen, offers, strict=True))
        assert sum(one.height for one in chosen) <= free + 1e-9
