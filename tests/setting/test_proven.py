import pytest
from weasyprint.css.properties import INHERITED

from leaflets.model.proof import FieldStyle
from leaflets.setting.proven import WATCHED, unproven, unsettable

MORE = ("Geologica", "Noto Sans Georgian", "Noto Sans Hebrew", "Noto Sans Arabic")
# What a measured style tells by itself, and what says nothing about the lines of a block.
TOLD = """direction font-family font-size font-style font-weight lang letter-spacing line-height
text-align-all font-feature-settings font-kerning font-variant-alternates font-variant-east-asian
font-variant-ligatures font-variant-numeric font-variant-position"""
SILENT = """border-collapse border-spacing caption-side color color-scheme empty-cells font-variant
hyphenate-character hyphenate-limit-chars hyphenate-limit-zone image-rendering image-resolution
list-style-image list-style-position list-style-type orphans quotes tab-size text-underline-offset
widows"""


def style(text="Парк", **other):
    plain = {
        "slot": "event",
        "field": "place",
        "text": text,
        "width": 60.0,
        "faces": ("Literata", *MORE),
        "weight": 500,
        "italic": False,
        "size": 12.0,
        "spacing": 0.0,
        "upper": False,
        "language": "ru",
    }
    return FieldStyle(**{**plain, **other})


def test_every_property_that_text_inherits_is_told_watched_or_silent():
    """A new one, in an engine to come, is to be proven first."""
    known = {*TOLD.split(), *SILENT.split(), *WATCHED}
    assert {name.replace("_", "-") for name in INHERITED} <= known


@pytest.mark.parametrize(
    "other",
    [
        {"align": "justify"},
        {"faces": ("Helvetica", "Literata")},
        {"faces": ("Literata", "Helvetica", "Geologica")},
        {"faces": ("literata", "Geologica")},
        {"faces": ("serif",)},
        {"faces": ()},
        {"size": 0.0},
        {"others": (("white-space", "pre"),)},
        {"others": (("text-indent", "5mm"),)},
        {"others": (("text-transform", "capitalize"),)},
        {"others": (("hyphens", "auto"), ("word-spacing", "3"))},
        {"others": (("::before", "→"),)},
        {"others": (("of-a-time-to-come", "yes"),)},
    ],
    ids=str,
)
def test_a_style_that_is_not_known_to_be_set_rightly_is_not_proven(other):
    assert unproven(style(**other))


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"faces": ("Literata", "Geologica", "serif")},
        {"align": "center", "direction": "rtl", "leading": 14.0},
        {"others": (("hyphens", "auto"), ("overflow-wrap", "anywhere"))},
        {"others": (("font-variant-caps", "small-caps"),)},
    ],
    ids=str,
)
def test_a_style_that_is_known_is_proven(other):
    assert unproven(style(**other)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Hà Nội, Łódź, İzmir — «Őrség» 5/7",
        "Қызылорда, Θεσσαλονίκη (Երևան) თბილისი",
        "№ 5… „в“ ½ ² § + = % © ₽",
        "за\u0301мок",
        "а\u200bб\u2060в\u00a0г\u202fд",
        "",
        "חיפה",
        "Кара\u00adганда",
    ],
)
def test_texts_of_proven_scripts_are_set(text):
    language = {"faces": ("Literata", *MORE, "Noto Sans Armenian")}
    assert unsettable(style(text, **language)) == ""


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("東京", {}),
        ("กรุงเทพ", {"faces": ("Literata", "Noto Sans Thai")}),
        ("दिल्ली", {"faces": ("Literata", "Noto Sans Devanagari")}),
        ("сбор 👋", {}),
        ("1\ufe0f\u20e3", {}),
        ("a\u200eb", {}),
        ("a\u2067b\u2069", {}),
        ("a\u200db", {}),
        ("\ue000", {}),
        ("\x07", {}),
        ("\u2028", {}),
        ("\u0301а", {}),
        ("x\u2011y", {"faces": ("Literata",)}),
        ("חיפה 12", {}),
        ("12 חיפה", {"direction": "rtl"}),
        ("(חיפה)", {"direction": "rtl"}),
        ("חיפה.", {}),
        ("שָׁלוֹם", {"direction": "rtl"}),
        ("חיפה парк", {"direction": "rtl"}),
        ("парк", {"direction": "rtl"}),
        ("٣٤", {}),
        ("თბ\u0301ილისი", {"spacing": 1.0}),
        ("а\u200bб", {"spacing": -0.3}),
        ("თბ 12", {"others": (("font-variant-caps", "small-caps"),), "features": (("smcp", 1),)}),
        ("слово за словом " * 4, {"others": (("hyphens", "auto"),)}),
        ("Тысячадевятьсотвосьмидесятый", {"width": 20.0, "others": (("hyphens", "auto"),)}),
        ("Тысячадевятьсотый", {"width": 20.0, "others": (("overflow-wrap", "anywhere"),)}),
        ("Кара\u00adганда и ещё один город", {"width": 30.0}),
    ],
    ids=str,
)
def test_what_is_not_proven_is_left_to_the_engine(text, other):
    assert unproven(style(text, **other)) == ""
    assert unsettable(style(text, **other))


def test_a_value_that_is_shrunk_to_one_line_needs_no_hyphens():
    long = style("Парк культуры и отдыха", width=50.0, others=(("hyphens", "auto"),))
    assert unsettable(long)
    assert unsettable(long, 0.7) == ""
