from dataclasses import replace
from pathlib import Path

from leaflets.model.layout import FieldRule, Layout, Slot, SourceFile
from leaflets.model.material import Link, Material
from leaflets.plan.coverage import uncovered

FIRA = "Fira Sans Extra Condensed 900"
HEADLINE = Slot(name="headline", holds="headline", set="poster", face=(FIRA,), case="upper")
LAYOUT = Layout(
    name="broom",
    title="Broom",
    about="",
    origin=Path("broom"),
    chain=("broom",),
    formats=(),
    faces=(FIRA, "Literata 500"),
    inks=(),
    bw=(),
    slots=(
        HEADLINE,
        Slot(name="kicker", holds="kicker"),
        Slot(name="lead", holds="lead"),
        Slot(name="quotes", holds="excerpts"),
        Slot(name="demands", holds="demands"),
        Slot(name="call", holds="words", words="our-demands", set="poster", face=(FIRA,)),
        Slot(name="event", holds="region", fields=(FieldRule(name="place"),)),
        Slot(name="link", holds="link"),
        Slot(name="signed", holds="signed"),
        Slot(name="imprint", holds="imprint"),
    ),
    fit=(),
)
PLAIN = Material(language="kk", title="Жылу", headline="Жылу\u00a0— құқық")


def codes(material=PLAIN, layout=LAYOUT):
    return [(one.code, one.where.slot) for one in uncovered(material, layout)]


def test_a_text_that_the_faces_cover_has_no_problem():
    words = (("our-demands", "Біз талап етеміз"), ("read-whole", "Толық мәтін"))
    material = replace(PLAIN, lead="«Әділет» — 100 ₸", words=words)
    assert codes(material) == []


def test_a_letter_is_looked_for_in_every_text():
    for field, value, slot in (
        ("kicker", "東", "kicker"),
        ("lead", "東", "lead"),
        ("imprint", "東", "imprint"),
        ("excerpts", ("а", "東"), "quotes"),
        ("demands", ("а", "東"), "demands"),
        ("signed", ("а", "東"), "signed"),
        ("region", (("place", "東"),), "event"),
        ("link", Link(url="https://example.org/x", text="example.org/東"), "link"),
        ("words", (("read-whole", "東"),), ""),
    ):
        found = codes(replace(PLAIN, **{field: value}))
        assert found == [("letter-missing", slot)], field


def test_the_problem_names_the_letter_its_text_and_the_faces_that_have_it():
    material = replace(PLAIN, demands=("Тоқта", "Дауыс бер: ✓ белгісі"))
    [problem] = uncovered(material, LAYOUT)
    assert "“✓” (U+2713 CHECK MARK)" in problem.message
    assert "demand 2" in problem.message
    assert "Дауыс бер: ✓ белгісі" in problem.message
    assert "Inter Tight 700" in problem.hint


def test_a_letter_that_no_shipped_face_has_is_not_promised():
    [problem] = uncovered(replace(PLAIN, lead="東"), LAYOUT)
    assert "No face that comes with Leaflets has it" in problem.hint


def test_a_letter_in_several_texts_is_one_problem():
    [problem] = uncovered(replace(PLAIN, lead="東", kicker="東", imprint="東"), LAYOUT)
    assert "and 2 more" in problem.message


def test_a_set_text_needs_one_face_for_all_of_it():
    """Two faces in one line of display have two baselines."""
    material = replace(PLAIN, headline="100 ₸ талап етеміз")
    [problem] = uncovered(material, LAYOUT)
    assert (problem.code, problem.where.slot) == ("face-not-covering", "headline")
    assert "U+20B8" in problem.message
    second = replace(HEADLINE, face=(FIRA, "Literata 900"))
    slots = (second, *LAYOUT.slots[1:])
    assert codes(material, replace(LAYOUT, slots=slots)) == []


def test_the_words_of_a_set_slot_need_one_face_too():
    material = replace(PLAIN, words=(("our-demands", "100 ₸"),))
    assert codes(material) == [("face-not-covering", "call")]


def test_a_letter_missing_everywhere_is_told_once_and_not_again_for_its_slot():
    assert codes(replace(PLAIN, headline="東")) == [("letter-missing", "headline")]


def test_a_set_text_is_looked_at_in_capitals():
    """Armenian small letters and capitals are shipped together, a German ẞ is not everywhere."""
    slot = replace(HEADLINE, face=("Leaflet Symbols 400",))
    layout = replace(LAYOUT, faces=("Leaflet Symbols 400", "Literata 500"), slots=(slot,))
    [problem] = uncovered(replace(PLAIN, language="de", headline="ß"), layout)
    assert "U+1E9E" in problem.message


def test_what_the_layout_does_not_print_may_have_any_letter():
    material = replace(PLAIN, title="東", region=(("contact", "東"),))
    assert codes(material) == []


def test_letters_that_a_template_brings_are_looked_for_and_its_markup_is_not():
    page = "<p title='東'>{# 東 #}{{ t('東') }}<style>p::before{content:'東'}</style>Бас</p>"
    for more, expected in (("", []), ("&#x6771;", [("letter-missing", "")])):
        source = SourceFile(name="broom/page.html", path=Path("page.html"), text=page + more)
        layout = replace(LAYOUT, pages=(("broom/page.html", source),))
        assert codes(PLAIN, layout) == expected
