"""A master from its first typesetting to its proof, on a small layout of its own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.model.layout import FieldRule, FitGroup, Layout, LayoutFormat, Slot, SourceFile
from leaflets.model.material import Frame, Link, Material
from leaflets.model.palette import Palette
from leaflets.model.proof import Proof
from leaflets.model.variant import Master
from leaflets.problems import Problem, Severity
from leaflets.profiles import profile
from leaflets.typeset import proof as room
from leaflets.typeset.engine import render
from leaflets.typeset.proof import typeset

PAGE = """<!doctype html><html lang="{{ statement.language }}"><body><section>
<h1 data-slot="headline">{% if slots.headline.set %}<span class="set">{% for line in
slots.headline.set.lines %}<span class="set-line" style="{{ line.style }}">{{ line.text }}</span>
{% endfor %}</span>{% endif %}</h1>
{% if slots.excerpts.texts %}<div data-slot="excerpts">{% for text in slots.excerpts.texts %}
<p data-item="{{ loop.index0 }}">{{ text }}</p>{% endfor %}</div>{% endif %}
<ol data-slot="demands">{% for text in slots.demands.texts %}
<li data-item="{{ loop.index0 }}">{{ text }}</li>{% endfor %}</ol>
{% if slots.event.texts %}<div data-slot="event"><p data-field="date">{{ region.date }}</p>
<p data-field="place">{{ region.place }}</p></div>{% endif %}
<p data-slot="imprint">{{ slots.imprint.texts[0] }}</p>
</section></body></html>"""
STYLE = """
* { margin: 0; padding: 0; box-sizing: border-box }
html { font: 500 9.5pt/1.3 Literata; hyphenate-character: "-" }
section { position: relative; width: 148mm; height: 210mm; break-after: page }
.set { display: block; position: relative } .set-line { position: absolute; white-space: pre }
[data-slot] { position: absolute; left: 10mm; width: 128mm }
h1 { top: 10mm; height: 50mm }
[data-slot=excerpts] { top: 64mm; height: 50mm; font-size: calc(var(--fit-text) * 9.5pt) }
p + p { margin-top: calc(var(--fit-text) * 2mm + var(--air-text)) }
ol { top: 118mm; height: 52mm; list-style: none; font-weight: 700;
  font-size: calc(var(--fit-demands) * 10pt) }
li + li { margin-top: calc(var(--fit-demands) * 1mm + var(--air-demands)) }
[data-slot=event] { top: 174mm; height: 20mm }
[data-field=date] { font-size: calc(var(--field-event-date) * 20pt); line-height: 1.1 }
[data-field=place] { font-size: calc(var(--field-event-place) * 10pt); line-height: 1.2 }
[data-slot=imprint] { top: 196mm; height: 6mm; font-size: 7pt }
"""
SLOTS = (
    Slot(
        name="headline",
        holds="headline",
        set="poster",
        face=("Fira Sans Extra Condensed 900",),
        lines=(1, 5),
        minimum=24,
        case="upper",
    ),
    Slot(name="excerpts", holds="excerpts", fit="text", count=(0, 6)),
    Slot(name="demands", holds="demands", fit="demands", count=(0, 9)),
    Slot(
        name="event",
        holds="region",
        fields=(FieldRule(name="date"), FieldRule(name="place", lines=2, minimum=0.8)),
    ),
    Slot(name="imprint", holds="imprint"),
)
FIT = (
    FitGroup(name="text", minimum=0.86, maximum=1.5, air=4.0),
    FitGroup(name="demands", minimum=0.8, maximum=1.8, air=5.0),
)
SENTENCE = "The library on the corner is warm and free, and nobody asks there what you came to buy."
DEMANDS = ("Keep it open seven days a week.", "Mend the roof before winter.", "Publish the sums.")
MATERIAL = {
    "language": "en",
    "title": "The corner library",
    "headline": "Keep the corner library",
    "excerpts": (SENTENCE, SENTENCE.replace("library", "hall"), SENTENCE.replace("warm", "dry")),
    "ranks": (0, 2, 1),
    "demands": DEMANDS,
    "imprint": "Published by the neighbours of Mill Lane",
    "link": Link(url="https://example.org/library", text="example.org/library"),
}


@pytest.fixture
def master(layout: Callable[..., Layout]) -> Callable[..., Master]:
    """Make a master of this material; `css` is added to the layout's own."""

    def made(*, css: str = "", page: str = PAGE, sides: int = 1, **material: object) -> Master:
        formats = tuple(
            LayoutFormat(name=name, width=width, height=height, sides=sides)
            for name, width, height in (("a5", 148.0, 210.0), ("a4", 210.0, 297.0))
        )
        trial = layout(
            *SLOTS,
            fit=FIT,
            formats=formats,
            faces=("Literata 500", "Literata 700", "Fira Sans Extra Condensed 900"),
            pages=(("trial/page.html", source("page.html", page)),),
            styles=(("", source("style.css", STYLE + css)),),
        )
        shop = profile("copyshop-bw")
        assert shop
        return Master(
            layout=trial,
            format="a5",
            frame=Frame(width=148.0, height=210.0),
            profile=shop,
            palette=Palette(),
            material=Material(**{**MATERIAL, **material}),
            key="",
        )

    return made


def source(name: str, text: str) -> SourceFile:
    return SourceFile(name=f"trial/{name}", path=Path("trial") / name, text=text)


def codes(proof: Proof) -> list[str]:
    return [one.code for one in proof.problems]


def only(proof: Proof, code: str) -> Problem:
    (found,) = [one for one in proof.problems if one.code == code]
    return found


def test_a_good_master_becomes_a_proof_without_problems(master: Callable[..., Master]) -> None:
    proof = typeset(master())
    assert codes(proof) == []
    assert proof.pdf.startswith(b"%PDF")
    assert (proof.pages, proof.width, proof.height, proof.bleed) == (1, 148.0, 210.0, 0.0)
    assert [one.name for one in proof.slots] == ["headline", "excerpts", "demands", "imprint"]
    assert proof.typesettings <= 8
    assert proof.dropped == ()


def test_a_page_is_well_filled_or_at_its_largest(master: Callable[..., Master]) -> None:
    proof = typeset(master())
    scales, air = dict(proof.fitting.scales), dict(proof.fitting.air)
    for group, name in zip(FIT, ("excerpts", "demands"), strict=True):
        (slot,) = [one for one in proof.slots if one.name == name]
        largest = scales[group.name] == group.maximum and air[group.name] == group.air
        assert slot.full >= 0.9 or largest


def test_the_headline_fills_its_box(master: Callable[..., Master]) -> None:
    ((name, text),) = typeset(master()).fitting.sets
    assert name == "headline"
    right = max(line.ink[2] for line in text.lines)
    assert right > 0.9 * 128 or text.height > 0.9 * 50
    assert right <= 128.1


def test_the_same_master_gives_the_same_bytes(master: Callable[..., Master]) -> None:
    assert typeset(master()).pdf == typeset(master()).pdf


def test_a_master_takes_at_most_eight_typesettings(
    master: Callable[..., Master], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(room, "render", lambda *given: made.append(1) or render(*given))
    materials = (
        {},
        {"excerpts": (SENTENCE,) * 12, "ranks": tuple(range(12))},
        {"demands": (SENTENCE * 3,) * 9},
        {"headline": "Keep " * 60},
        {"demands": ("x" * 90,)},
        {"excerpts": (), "ranks": ()},
    )
    for material in materials:
        made.clear()
        proof = typeset(master(**material))
        assert len(made) == proof.typesettings <= 8


def test_demands_too_long_are_overset_by_millimetres_and_characters(
    master: Callable[..., Master],
) -> None:
    proof = typeset(master(demands=(SENTENCE * 3,) * 9))
    found = only(proof, "overset")
    (slot,) = [one for one in proof.slots if one.name == "demands"]
    assert found.where.slot == "demands"
    assert found.where.mm == pytest.approx(slot.over_down, abs=0.01)
    assert "mm too long on trial a5 en (about" in found.message
    assert found.hint.endswith(", or try a larger format (a4).")
    assert dict(proof.fitting.scales)["demands"] == 0.8


def test_a_word_wider_than_the_page_is_overset(master: Callable[..., Master]) -> None:
    found = only(typeset(master(demands=("x" * 120,))), "overset")
    assert found.where.slot == "demands"
    assert found.where.mm > 1
    assert "wider than its line" in found.message


def test_a_title_too_long_is_overset(master: Callable[..., Master]) -> None:
    found = only(typeset(master(headline="Keep the corner library " * 20)), "overset")
    assert found.where.slot == "headline"
    assert found.where.mm > 0


def test_everything_overset_is_told_at_once(master: Callable[..., Master]) -> None:
    proof = typeset(master(headline="Keep it open " * 30, demands=(SENTENCE * 3,) * 9))
    found = [one.where.slot for one in proof.problems if one.code == "overset"]
    assert found == ["headline", "demands"]


def test_excerpts_that_do_not_fit_are_dropped_from_the_end_of_their_rank(
    master: Callable[..., Master],
) -> None:
    texts = tuple(f"{number}. {SENTENCE * 4}" for number in range(6))
    proof = typeset(master(excerpts=texts, ranks=(5, 0, 4, 1, 3, 2)))
    note = only(proof, "excerpts-dropped")
    assert note.severity is Severity.NOTE
    kept = [text for slot, text in proof.texts if slot == "excerpts"]
    best = sorted(zip((5, 0, 4, 1, 3, 2), texts, strict=True))[: len(kept)]
    assert set(kept) == {text for _, text in best}
    assert kept == [text for text in texts if text in kept]
    assert set(proof.dropped) == set(texts) - set(kept)
    assert all(text[:10] in note.message for text in proof.dropped)
    assert "overset" not in codes(proof)


def test_more_excerpts_than_the_slot_takes_are_not_told_as_dropped(
    master: Callable[..., Master],
) -> None:
    texts = tuple(f"Short sentence {number}." for number in range(8))
    proof = typeset(master(excerpts=texts, ranks=tuple(range(8))))
    assert proof.dropped == ()
    assert codes(proof) == []


def test_air_spreads_what_is_left_between_the_items(master: Callable[..., Master]) -> None:
    proof = typeset(master(demands=("Open it.", "Mend it.")))
    assert dict(proof.fitting.air)["demands"] == 5.0
    assert codes(proof) == []


def test_air_that_bursts_one_slot_is_given_to_the_others(
    master: Callable[..., Master],
) -> None:
    """One slot takes forty times the air that was asked for; the other keeps its own."""
    css = "p + p { margin-top: calc(var(--fit-text) * 2mm + 40 * var(--air-text)) }"
    proof = typeset(master(css=css))
    assert dict(proof.fitting.air).keys() == {"demands"}
    assert codes(proof) == []


def test_a_regional_value_shrinks_to_its_line(master: Callable[..., Master]) -> None:
    date = "Saturday, the fourteenth of March, at six o’clock"
    proof = typeset(master(region=(("date", date), ("place", "12 Mill Lane"))))
    scale = dict(proof.fitting.fields)["event", "date"]
    assert 0.7 <= scale < 1
    assert (scale * 200) == pytest.approx(round(scale * 200))
    assert f"--field-event-date:{scale:g}" in room.compose(master(), proof.fitting).sheets[-1].text
    assert codes(proof) == []


def test_a_regional_value_too_long_for_its_line_is_overset(
    master: Callable[..., Master],
) -> None:
    date = "Saturday, the fourteenth of March, at six o’clock in the evening, or later if it rains"
    proof = typeset(master(region=(("date", date), ("place", "12 Mill Lane"))))
    found = [one for one in proof.problems if "`date`" in one.message]
    assert [one.code for one in found] == ["overset"]
    assert found[0].where.slot == "event"
    assert found[0].where.mm > 0


def test_a_regional_value_does_not_shrink_below_the_smallest_type(
    master: Callable[..., Master],
) -> None:
    css = "[data-field=place] { font-size: calc(var(--field-event-place) * 8.2pt) }"
    place = "Second courtyard on the left, the door with the blue lamp beside the old pump, " * 3
    proof = typeset(master(css=css, region=(("date", "14 March"), ("place", place))))
    assert dict(proof.fitting.fields)["event", "place"] >= 8.0 / 8.2 - 0.005
    assert "type-too-small" not in codes(proof)


def test_type_is_never_fitted_below_the_profiles_floor(master: Callable[..., Master]) -> None:
    texts = tuple(f"{number}. {SENTENCE * 2}" for number in range(6))
    proof = typeset(master(excerpts=texts, ranks=tuple(range(6))))
    (slot,) = [one for one in proof.slots if one.name == "excerpts"]
    assert slot.smallest >= 8.0 - 0.01
    assert "type-too-small" not in codes(proof)


def test_type_grows_no_larger_than_its_cap_and_no_cap_takes_it_below_the_floor(
    master: Callable[..., Master],
) -> None:
    free = dict(typeset(master()).fitting.scales)
    cap = round(free["demands"] - 0.1, 3)
    capped = typeset(replace(master(), caps=(("demands", cap),)))
    assert dict(capped.fitting.scales) == {**free, "demands": cap}
    assert not capped.problems
    small = master(css="[data-slot=demands] { font-size: calc(var(--fit-demands) * 8pt) }")
    least = typeset(replace(small, caps=(("demands", 0.1),)))
    (slot,) = [one for one in least.slots if one.name == "demands"]
    assert slot.smallest == pytest.approx(8.0, abs=0.01)
    assert "type-too-small" not in codes(least)


@pytest.mark.parametrize(
    ("css", "code", "slot"),
    [
        ("[data-slot=imprint] { font-size: 6pt }", "type-too-small", "imprint"),
        ("[data-slot=imprint] { left: -6mm }", "text-off-page", "imprint"),
        (
            "[data-slot=imprint] { max-lines: 1; continue: discard; width: 40mm; height: 9mm }",
            "text-lost",
            "imprint",
        ),
        (
            "[data-slot=imprint] { clip-path: none; overflow: hidden; text-indent: -3mm }",
            "text-clipped",
            "imprint",
        ),
        ("[data-slot=imprint] { top: 120mm }", "slots-touch", "demands"),
        ("[data-slot=imprint] { width: 16mm }", "overset", "imprint"),
        ("h1 { height: auto }", "set-box-open", "headline"),
        ("section { height: 230mm }", "pages-unexpected", ""),
    ],
)
def test_a_layouts_own_fault_is_told_with_its_slot(
    master: Callable[..., Master], css: str, code: str, slot: str
) -> None:
    page = PAGE.replace("</section>", "</section><section></section>") if not slot else PAGE
    found = only(typeset(master(css=css, page=page)), code)
    assert found.where.slot == slot
    assert found.severity is Severity.ERROR


def test_more_pages_than_sides_are_told(master: Callable[..., Master]) -> None:
    found = only(typeset(master(sides=2)), "pages-unexpected")
    assert "takes 1 page;" in found.message


def test_faces_that_go_wrong_end_the_work_after_the_first_typesetting(
    master: Callable[..., Master],
) -> None:
    proof = typeset(master(demands=("Keep the ქuчa open.",)))
    assert proof.typesettings == 1
    assert "two-faces" in codes(proof)
    proof = typeset(master(demands=("Keep 中 open.",)))
    assert proof.typesettings == 1
    assert codes(proof).count("glyph-missing") == 1


def test_the_engines_complaints_are_told_once(master: Callable[..., Master]) -> None:
    proof = typeset(master(css="li { colour: red }"))
    assert codes(proof) == ["css-ignored"]
    assert proof.problems[0].position.file == "trial/style.css"


def test_no_demands_and_no_excerpts_are_a_page_too(master: Callable[..., Master]) -> None:
    proof = typeset(master(demands=(), excerpts=(), ranks=()))
    assert codes(proof) == []


def test_every_wanted_text_is_listed_with_its_slot(master: Callable[..., Master]) -> None:
    texts = typeset(master()).texts
    assert [text for slot, text in texts if slot == "demands"] == list(DEMANDS)
    assert ("headline", "Keep the corner library") in texts
