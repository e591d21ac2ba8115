import random

import pytest

from leaflets import faces
from leaflets.setting.line import folded, limit, lines, width
from leaflets.setting.type import Type
from leaflets.units import from_px

TOWN = (
    "парк двор ул. Абая главный вход площадь у фонтана, дом 12 культуры и отдыха «Заря» "
    "напротив школа-лицей № 4/2 (2-й этаж) 15:00–18:00 Қызылорда Әл-Фараби Straße Öffnungszeiten "
    "fi office Strasse, example.org/town 8\u00a0(727)\u00a0555-01-02 — вход"
)
LITERATA = ("Literata", "Geologica")


def kind(families=LITERATA, weight=500, **how):
    found = tuple(faces.nearest(family, weight, "normal") for family in families)
    assert all(found)
    return Type(faces=found, **how)


def set_by_engine(text, how, measure):
    """Return the engine's lines as (text, width in pt)."""
    faces.isolate()
    import weasyprint

    families = ",".join(f"'{one.family}'" for one in how.faces)
    html = (
        f"<style>@page {{ size: 400mm 400mm; margin: 0 }} body {{ margin: 0 }} p {{ margin: 0;"
        f"width: {measure!r}mm; font: {how.faces[0].weight} {how.size!r}pt/1.3 {families};"
        f"letter-spacing: {how.spacing!r}pt }}</style><p lang={how.language}>{text}"
    )
    page = weasyprint.HTML(string=html).render().pages[0]
    paragraph = page._page_box.children[0].children[0].children[0]
    found = []
    for line in paragraph.children:
        boxes = [box for box in line.descendants() if hasattr(box, "text")]
        found.append(("".join(box.text for box in boxes), sum(box.width for box in boxes) * 0.75))
    return found


def values(seed, count, most=16):
    chosen = random.Random(seed)  # noqa: S311
    for _ in range(count):
        yield " ".join(chosen.choice(TOWN.split(" ")) for _ in range(chosen.randint(1, most)))


@pytest.mark.parametrize(
    "how",
    [
        kind(size=12.0, language="ru"),
        kind(size=11.37, language="kk"),
        kind(size=9.5, spacing=0.4, language="de"),
        kind(("Fira Sans Extra Condensed", "Geologica"), 700, size=17.0, language="ru"),
    ],
    ids=["plain", "odd size", "spaced", "condensed"],
)
def test_lines_are_those_of_the_engine(how):
    for text in map(folded, values(7, 12)):
        expected = set_by_engine(text, how, 62.5)
        assert list(lines(text, how, 62.5)) == [line.rstrip(" ") for line, _ in expected], text


@pytest.mark.parametrize(
    "how",
    [
        kind(size=12.0, language="ru"),
        kind(size=11.37, spacing=0.35, language="kk"),
        kind(size=11.0, spacing=-0.2, language="en"),
        kind(("Oswald", "Inter Tight"), 700, size=20.0, language="ru"),
    ],
    ids=["plain", "spaced", "tight", "condensed"],
)
def test_widths_are_those_of_the_engine(how):
    for text in map(folded, values(3, 12, 5)):
        [(_, expected)] = set_by_engine(text, how, 390)
        assert width(text, how) == pytest.approx(expected, abs=0.002), text


@pytest.mark.parametrize(
    "text",
    [
        "გამზირი 12, Wi-Fi",
        "ул. Абая (გამზირი)",
        "100 ₸ талап",
        "ча\u0301сто",
        "№ 4\u202f½ §\u00a07",
    ],
)
def test_widths_agree_where_scripts_and_faces_change(text):
    how = kind(
        ("Fira Sans Extra Condensed", "Noto Sans Georgian", "Geologica"),
        700,
        size=14.0,
        language="ka",
    )
    [(_, expected)] = set_by_engine(text, how, 390)
    assert width(text, how) == pytest.approx(expected, abs=0.002)


@pytest.mark.parametrize(
    ("text", "family"), [("שלום לכל 12", "Hebrew"), ("الخبز والورد", "Arabic")]
)
def test_right_to_left_widths_agree(text, family):
    how = kind((f"Noto Sans {family}", "Geologica"), 700, size=14.0, language="he")
    [(_, expected)] = set_by_engine(text, how, 390)
    assert width(text, how) == pytest.approx(expected, abs=0.002)


def test_white_space_is_folded_as_css_does_and_no_break_spaces_stay():
    assert folded("  а \t\n б\u00a0\u00a0в ") == "а б\u00a0\u00a0в"


def test_a_line_holds_at_least_what_cannot_be_divided():
    how = kind(size=12.0, language="ru")
    assert lines("Достопримечательности города", how, 5) == ("Достопримечательности", "города")


def test_nothing_has_no_lines():
    assert lines("", kind(size=12.0), 50) == ()


def test_a_measure_is_cut_to_the_engines_units():
    assert limit(from_px(200)) == 150.0
    assert limit(from_px(200.0005)) == 150.0
