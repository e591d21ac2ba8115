import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from leaflets import faces
from leaflets.faces import Shaping
from leaflets.shipped import folder


def face(name):
    found = faces.face(name)
    assert found is not None
    return found


def test_every_font_file_is_a_face_and_no_two_share_family_weight_and_style():
    """The engine tells embedded fonts apart by these three alone; a clash draws wrong letters."""
    names = Counter((one.family, one.weight, one.style) for one in faces.known())
    assert len(names) == len(list(folder("fonts").glob("*.ttf")))
    assert set(names.values()) == {1}


def test_faces_are_called_as_their_files_say():
    weighted = 0
    for one in faces.known():
        match = re.match(r"(\w+?)_(\d00)[A-Za-z]+(_Italic)?\.ttf", one.path.name)
        if match:
            weighted += 1
            assert one.family.replace(" ", "") == match[1]
            assert one.weight == int(match[2])
            assert (one.style == "italic") == bool(match[3])
    assert weighted > 10


@pytest.mark.parametrize(
    "name",
    [
        "Fira Sans Extra Condensed 900",
        "Literata 400 italic",
        "Noto Sans Arabic 700",
        "Leaflet Symbols 400",
    ],
)
def test_a_face_is_found_by_the_name_that_contracts_use(name):
    assert face(name).name == name


def test_an_unknown_face_is_none():
    assert faces.face("Fira Sans Extra Condensed 500") is None


@pytest.mark.parametrize(
    ("name", "centre"),
    [
        ("Fira Sans Extra Condensed 700", 0.335),
        ("Fira Sans Extra Condensed 900", 0.335),
        ("Oswald 700", 0.452),
        ("Inter Tight 900", 0.3638),
        ("Geologica 400", 0.350),
        ("Literata 500", 0.4345),
    ],
)
def test_the_baseline_of_a_box_without_line_height_is_where_it_was_measured(name, centre):
    assert faces.metrics(face(name)).centre == pytest.approx(centre, abs=0.00005)


def test_capitals_and_small_letters_are_measured_by_their_ink():
    metrics = faces.metrics(face("Fira Sans Extra Condensed 900"))
    assert (metrics.cap, metrics.x) == (0.696, 0.534)
    assert not faces.metrics(face("Noto Sans Hebrew 700")).has_capitals


def test_the_nearest_weight_of_the_right_style_stands_for_one_that_is_not_shipped():
    assert faces.nearest("Literata", 400, "italic") == face("Literata 400 italic")
    assert faces.nearest("Literata", 450, "normal") == face("Literata 400")
    assert faces.nearest("Literata", 600, "normal") == face("Literata 700")
    assert faces.nearest("Comic Sans", 400, "normal") is None


def test_a_letter_is_missing_when_no_face_of_the_list_has_it():
    fira = face("Fira Sans Extra Condensed 900")
    assert faces.missing("100 ₸ за 東", (fira,)) == ("₸", "東")
    assert faces.missing("100 ₸ за 東", (fira, face("Oswald 700"))) == ("東",)
    assert not faces.covers(fira, "₸")


def test_spaces_and_invisible_letters_need_no_face():
    assert (
        faces.missing("а\u00a0б\u202fв\u2009г\u00ad\u2060\u200b\ufe0f\n", (face("Oswald 700"),))
        == ()
    )


def test_a_letter_in_parts_is_looked_up_whole():
    literata = face("Literata 500")
    assert faces.missing(unicodedata.normalize("NFD", "Йод, Ёлка, Éva"), (literata,)) == ()


def test_the_non_breaking_hyphen_is_missing_where_the_face_lacks_it():
    """Another face would draw it, and no one would notice."""
    assert faces.missing("чья\u2011то", (face("Literata 500"),)) == ("\u2011",)


def test_a_word_of_two_faces_is_named():
    latin, georgian = face("Fira Sans Extra Condensed 700"), face("Noto Sans Georgian 400")
    assert faces.split_words("ქალაქი 12, Wi-Fi", (latin, georgian)) == ()
    assert faces.split_words("ქალაქdan", (latin, georgian)) == ("ქალაქdan",)


def test_a_kazakh_word_split_over_two_faces_is_named_once():
    literata, geologica = face("Literata 500"), face("Geologica 400")
    # Literata has no Bashkir letter.
    assert faces.split_words("Башҡорт, Башҡорт теле", (literata, geologica)) == ("Башҡорт",)


def test_signs_and_digits_may_be_another_face():
    fira, geologica = face("Fira Sans Extra Condensed 700"), face("Geologica 700")
    assert faces.split_words("100₸ талап", (fira, geologica)) == ()


def test_advance_is_the_faces_own_and_letter_spacing_follows_each_letter():
    literata = face("Literata 500")
    tight = faces.shape("Шар", literata)
    loose = faces.shape("Шар", literata, Shaping(spacing=0.05))
    assert loose.advance == pytest.approx(tight.advance + 0.15)
    assert tight.glyphs[0].left > 0


def test_ligatures_go_when_letters_are_spaced():
    literata = face("Literata 500")
    assert len(faces.shape("fi", literata).glyphs) == 1
    assert len(faces.shape("fi", literata, Shaping(spacing=0.05)).glyphs) == 2


def test_accents_are_not_spaced():
    literata = face("Literata 500")
    plain, accented = (
        faces.shape(text, literata, Shaping(spacing=0.1)).advance for text in ("ча", "ча\u0301")
    )
    assert accented == pytest.approx(plain)


def test_sizes_are_cut_to_the_units_of_pango():
    literata = face("Literata 500")
    advance = faces.shape("Ш", literata, Shaping(size=12.5)).advance
    units = int(12.5 / 0.75 * 1024)
    assert advance == round(1168 / 1000 * units) / 1024 * 0.75


def test_glyphs_tell_where_their_ink_is():
    glyph = faces.shape("Щ", face("Fira Sans Extra Condensed 900")).glyphs[0]
    assert glyph.top == pytest.approx(0.69, abs=0.01)
    assert glyph.bottom < -0.1
    assert glyph.right > glyph.left


def test_right_to_left_text_comes_in_visual_order():
    clusters = [one.cluster for one in faces.shape("שלום", face("Noto Sans Hebrew 700")).glyphs]
    assert clusters == sorted(clusters, reverse=True)


def test_scripts_are_known_letter_by_letter():
    assert [faces.script(one) for one in "Aжا1 ,"] == ["Latn", "Cyrl", "Arab", "", "", ""]


def test_pango_breaks_after_spaces_and_hyphens_and_never_at_no_break_spaces():
    assert faces.breaks("а-б вг\u00a0д — е", "ru") == (2, 4, 9, 11)
    assert faces.breaks("", "ru") == ()


def test_capitals_are_those_of_the_style_sheet():
    assert faces.capitals("straße i", "de") == "STRASSE I"
    assert faces.capitals("ılık i", "tr") == "ILIK İ"


def test_pango_is_loaded_only_when_asked_for():
    program = (
        "import sys; from leaflets import faces; faces.known(); faces.isolate();"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_engine_is_shown_the_shipped_folder_and_no_other(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    monkeypatch.setenv("FONTCONFIG_FILE", "/elsewhere.conf")
    path = faces.isolate()
    content = path.read_text(encoding="utf-8")
    assert os.environ["FONTCONFIG_FILE"] == str(path)
    assert re.findall("<dir>(.*)</dir>", content) == [str(folder("fonts"))]
    assert "<include" not in content
    assert path.is_relative_to(tmp_path)


def test_what_the_machine_speaks_changes_no_letter():
    """Pango would join f and i in a Latin word of a Russian text or not, by LANGUAGE."""
    program = (
        "from leaflets import faces; faces.isolate(); import weasyprint;"
        "pdf = weasyprint.HTML(string='<p lang=ru style=\"font-family:Literata\">fi').write_pdf("
        "uncompressed_pdf=True); import sys; sys.stdout.buffer.write(pdf)"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "LANGUAGE": language},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for language in ("en", "tr")
    }
    assert len(made) == 1


def test_isolating_twice_writes_one_file_of_the_same_bytes(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    first = faces.isolate()
    before = first.read_bytes()
    assert faces.isolate() == first
    assert first.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [first.name]


def test_a_spoilt_configuration_is_written_again(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    path = faces.isolate()
    before = path.read_bytes()
    path.write_bytes(b"")
    assert faces.isolate().read_bytes() == before


def test_without_a_writable_cache_the_configuration_goes_to_a_folder_of_the_run(
    monkeypatch, tmp_path
):
    (tmp_path / "file").touch()
    monkeypatch.setattr(
        "platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "file" / "x")
    )
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    path = faces.isolate()
    assert path.is_file()
    assert not path.is_relative_to(tmp_path)
    assert Path(os.environ["FONTCONFIG_FILE"]) == path


def test_the_engine_draws_with_shipped_faces_only():
    """A letter that none has stays missing, instead of coming from the machine's fonts."""
    faces.isolate()
    import weasyprint

    document = weasyprint.HTML(string="<p style='font-family: DejaVu Sans'>Abc 東").render()
    document.write_pdf()
    families = {
        font.family.decode() if isinstance(font.family, bytes) else font.family
        for font in document.fonts.values()
    }
    assert families <= {one.family for one in faces.known()}
    assert any(ord("東") in font.missing for font in document.fonts.values())


def test_without_fonts_the_message_says_what_to_install(monkeypatch, tmp_path):
    from leaflets.faces import files
    from leaflets.problems import Exit, LeafletsError

    monkeypatch.setattr(files, "folder", lambda _: tmp_path)
    with pytest.raises(LeafletsError) as raised:
        files.known.__wrapped__()
    assert [(one.code, one.exit) for one in raised.value.problems] == [
        ("fonts-missing", Exit.MACHINE)
    ]
