"""The job ticket: what it says, what it draws, how long its ruler is."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.deliver import ticket
from leaflets.deliver.drawing import cut_at, sides
from leaflets.deliver.phrases import Job, Line
from leaflets.language.words import ticket_words
from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.model.paper import Paper
from leaflets.plan.imposition import paper
from leaflets.profiles import Profile, profile
from leaflets.raster import Letter, letters, picture

LANGUAGES = ("en", "ru", "uk", "kk", "de")
DPI = 600


def shop() -> Profile:
    found = profile("copyshop-bw")
    assert found is not None
    return found


def lying(name: str, leaflet_sides: int, size: str = "a4") -> Paper:
    width, height = FORMATS[name]
    made_in = LayoutFormat(name=name, width=width, height=height, sides=leaflet_sides)
    found = paper(made_in, shop(), size)
    assert found is not None
    return found


def job(name: str = "a5", leaflet_sides: int = 2, copies: int | None = 150, file: str = "") -> Job:
    return Job(
        file=file or f"wedge.{name}.en.copyshop-bw.pdf",
        paper=lying(name, leaflet_sides),
        profile=shop(),
        format=name,
        copies=copies,
    )


def many(count: int, copies: int | None) -> tuple[Job, ...]:
    kinds = (("a5", 2), ("a4", 2), ("a4", 1), ("a6", 2), ("a5", 1), ("a6", 1))
    return tuple(job(*kinds[place % len(kinds)], copies) for place in range(count))


def packed(text: str) -> str:
    return "".join(text.split())


def read(pdf: bytes, page: int = 1) -> str:
    return packed("".join(letter.text for letter in letters(pdf, page)))


def test_the_text_says_all_that_the_machine_asks() -> None:
    told = ticket.text((job(file="call.paper.pdf"),), "en")
    assert (
        "1. call.paper.pdf\n"
        "   A4, 80 g, black and white, two-sided, flip on either edge, 100 %, not “fit to page”; "
        "75 sheets; one cut at 148.5 mm gives 150 A5\n"
    ) in told
    assert told.startswith("PRINT JOB\n")
    assert told.endswith("Thank you!\n")
    lines = (Line(region="Aksu", leaflet="Kazakh"), Line(region="Aksu", leaflet="Russian"))
    listed = ticket.text((replace(job(), lines=lines),), "en")
    assert listed.endswith(" 1–2  Aksu – Kazakh, Russian\n\nThank you!\n")


def test_several_jobs_are_added_up_first() -> None:
    told = ticket.text((job(), job("a4", 1, 1000)), "en")
    assert told.startswith("PRINT JOB\n2 files, 1,075 sheets in all\nPlease print it like this:\n")
    assert "files" not in ticket.text((job(),), "en")
    assert "\n2 файла\n" in ticket.text((job(), job("a4", 1, None)), "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_very_large_order_lists_the_ends_of_its_jobs_and_the_text_all_of_it(
    language: str,
) -> None:
    lines = tuple(Line(region=f"Town {number}") for number in range(600))
    jobs = tuple(replace(job(file=f"{part}.pdf"), lines=lines) for part in "ab")
    pdf, words = ticket.pdf(jobs, language), ticket_words(language)
    assert words is not None
    with pikepdf.open(io.BytesIO(pdf)) as pages:
        assert len(pages.pages) == 2
    shown = read(pdf, 2)
    assert packed(words["whole_list"]) in shown
    assert shown.endswith("16001600Town0–Town599Town0–Town599")
    assert "Town300" not in shown
    assert [pair for pair in _pairs(letters(pdf, 2)) if _collide(*pair)] == []
    assert " 301  Town 300\n" in ticket.text(jobs, language)


def test_without_copies_it_gives_the_rule() -> None:
    told = ticket.text((job(copies=None),), "en")
    assert "half as many sheets as leaflets; one cut at 148.5 mm gives 2 A5 from each sheet" in told
    assert "as many sheets as leaflets; no cutting" in ticket.text((job("a4", copies=None),), "en")
    quarter = ticket.text((job("a6", copies=None),), "en")
    assert "a quarter as many sheets as leaflets; cut along the marks: 4 A6" in quarter


def test_one_side_is_not_turned() -> None:
    told = ticket.text((job("a4", 1, 12),), "en")
    assert "one-sided, 100 %" in told
    assert "12 sheets; no cutting" in told
    assert "head to tail" not in told


def test_a_leaflet_that_fills_its_paper_turns_like_a_page() -> None:
    assert "two-sided, flip on the long edge" in ticket.text((job("a4"),), "en")


def test_more_leaflets_on_a_larger_paper_than_there_are_words_for() -> None:
    wide = Job(file="a", paper=lying("a6", 2, "a3"), profile=shop(), format="a6")
    told = ticket.text((wide,), "en")
    assert wide.paper.up == 8
    assert "A3, 80 g" in told
    assert "page”; cut along the marks: 8 A6 from each sheet" in told


@given(st.integers(1, 10**6), st.sampled_from(["a4", "a5", "a6"]))
def test_there_are_enough_sheets_and_not_one_too_many(copies: int, name: str) -> None:
    one = job(name, copies=copies)
    assert one.sheets is not None
    up = one.paper.up
    assert one.sheets * up >= copies > (one.sheets - 1) * up


def test_the_cut_gives_what_the_sheets_hold() -> None:
    """151 leaflets take 76 sheets, and the clerk cuts 152."""
    assert "76 sheets; one cut at 148.5 mm gives 152 A5" in ticket.text((job(copies=151),), "en")


def test_numbers_and_plurals_are_the_languages_own() -> None:
    assert "один рез на 148,5 мм" in ticket.text((job(),), "ru")
    for copies, phrase in ((2, "1 лист;"), (4, "2 листа;"), (10, "5 листов;"), (42, "21 лист;")):
        assert phrase in ticket.text((job(copies=copies),), "ru")
    assert "75 Blatt; ein Schnitt bei 148,5 mm ergibt 150 A5" in ticket.text((job(),), "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_text_says(language: str) -> None:
    jobs = (job(), job("a4", 1, None))
    page = read(ticket.pdf(jobs, language))
    for line in ticket.text(jobs, language).splitlines():
        for part in line.strip(" –12.:").replace("; ", ", ").split(", "):
            assert packed(part).lower() in page.lower(), part


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("count", "copies"), [(1, 99_999), (2, None), (4, None), (6, None)])
def test_nothing_on_the_page_runs_into_anything(
    language: str, count: int, copies: int | None
) -> None:
    pdf = ticket.pdf(many(count, copies), language)
    found = letters(pdf, 1)
    assert all(_inside(letter) for letter in found)
    assert [pair for pair in _pairs(found) if _collide(*pair)] == []
    rows = _rows(pdf, 1, 100)
    rules = [place * 25.4 / 100 for place, row in enumerate(rows) if row.count(0) > 0.85 * len(row)]
    assert len(rules) >= count
    assert not any(
        letter.box[1] + 0.1 < rule < letter.box[3] - 0.1 for letter in found for rule in rules
    )


def test_six_jobs_share_a_page_and_the_seventh_takes_the_next() -> None:
    assert ticket.JOBS_ON_A_PAGE == 6
    with pikepdf.open(io.BytesIO(ticket.pdf(many(6, 10), "en"))) as one:
        assert len(one.pages) == 1
    pdf = ticket.pdf(many(7, 10), "en")
    with pikepdf.open(io.BytesIO(pdf)) as two:
        assert len(two.pages) == 2
    assert "100mmlong" in read(pdf, 2)


@pytest.mark.parametrize("count", [1, 2, 6, 7])
def test_the_ruler_is_a_hundred_millimetres_long(count: int) -> None:
    pdf = ticket.pdf(many(count, 10), "en")
    for page in range(1, 2 if count <= 6 else 3):
        assert _ruler(pdf, page) == pytest.approx(100.0, abs=0.05)


def test_the_page_is_a4_upright_to_the_hundredth() -> None:
    with pikepdf.open(io.BytesIO(ticket.pdf((job(),), "en"))) as pdf:
        box = [float(length) * 25.4 / 72 for length in pdf.pages[0].trimbox.as_list()]
    assert box == pytest.approx([0, 0, 210, 297], abs=0.01)


def test_it_is_printed_in_one_black() -> None:
    with pikepdf.open(io.BytesIO(ticket.pdf(many(2, 10), "en"))) as pdf:
        used = {str(one.operator) for page in pdf.pages for one in _instructions(page)}
    assert used & {"g", "G"}
    assert used.isdisjoint({"rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "SC", "SCN", "sh"})


def test_it_tells_nothing_of_who_made_it_where_and_when() -> None:
    data = ticket.pdf((job(),), "en")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Metadata" not in pdf.Root
        assert not {key for key in pdf.docinfo if str(pdf.docinfo[key])}
    for tell in (b"WeasyPrint", b"CreationDate", str(Path(__file__).parent.parent).encode()):
        assert tell not in data


def test_the_same_jobs_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_ticket import job, ticket\n"
        "print(hashlib.sha256(ticket.pdf((job(),), 'ru')).hexdigest())\n"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parent)],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in (("Asia/Almaty", "1"), ("America/Lima", "2"))
    }
    assert len(sums) == 1


def test_a_file_name_in_letters_that_no_face_has_is_printed_with_question_marks() -> None:
    page = read(ticket.pdf((job(file="𐎠𐎡-wedge.pdf"),), "en"))
    assert "??-wedge.pdf" in page
    assert "𐎠𐎡-wedge.pdf" in ticket.text((job(file="𐎠𐎡-wedge.pdf"),), "en")


def test_a_file_name_is_text() -> None:
    """Names come from the user's disk."""
    assert "<b>{{7*7}}&amp;.pdf" in read(ticket.pdf((job(file="<b>{{7*7}}&amp;.pdf"),), "en"))


def test_a_language_without_words_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        ticket.text((job(),), "tlh")


def test_the_drawing_lies_as_the_pages_do() -> None:
    """A5 two-up: the second leaflet is turned, and lies left on the back of the first."""
    front, back = sides(lying("a5", 2), FORMATS["a5"])
    assert [(leaf.page, leaf.turn) for leaf in front.leaves] == [(1, 0), (1, 180)]
    assert {leaf.page for leaf in back.leaves} == {2}
    assert [leaf.middle for leaf in front.leaves] == [(74.25, 105.0), (222.75, 105.0)]
    assert cut_at(lying("a5", 2)) == 148.5
    assert (len(front.cuts), len(back.cuts)) == (1, 0)


@pytest.mark.parametrize(("name", "leaflet_sides"), [("a4", 1), ("a5", 2), ("a6", 2), ("a6", 1)])
def test_every_drawn_leaflet_lies_on_the_sheet(name: str, leaflet_sides: int) -> None:
    lies = lying(name, leaflet_sides)
    drawn = sides(lies, FORMATS[name])
    assert len(drawn) == leaflet_sides
    for side in drawn:
        assert len(side.leaves) == lies.up
        for leaf in side.leaves:
            assert 0 <= leaf.x <= lies.width - leaf.width
            assert 0 <= leaf.y <= lies.height - leaf.height


def test_several_cuts_have_no_single_place() -> None:
    assert cut_at(lying("a6", 2)) is None
    assert cut_at(lying("a4", 2)) is None


def _inside(letter: Letter) -> bool:
    left, top, right, bottom = letter.box
    return left >= 8 and top >= 8 and right <= 202 and bottom <= 289


def _pairs(found: tuple[Letter, ...]) -> Iterator[tuple[Letter, Letter]]:
    """Yield letters that stand on one height and do not follow each other."""
    seen = sorted(
        (letter.box[1], place, letter) for place, letter in enumerate(found) if letter.text.strip()
    )
    for index, (_, place, one) in enumerate(seen):
        for top, second, other in seen[index + 1 :]:
            if top > one.box[3]:
                break
            if abs(second - place) > 1:
                yield one, other


def _collide(one: Letter, other: Letter) -> bool:
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return across > 0.3 and down > 0.3


def _ruler(pdf: bytes, page: int) -> float:
    """Return the length in mm of the ruler's base line, the lowest line of the page."""
    rows = _rows(pdf, page, DPI)[int(240 / 25.4 * DPI) :]
    in_mm = (max(map(len, row.split(b"\xff"))) * 25.4 / DPI for row in rows)
    return max(length for length in in_mm if length < 150)


def _rows(pdf: bytes, page: int, dpi: int) -> list[bytes]:
    """Return the page's rows of pixels, 0 black and 255 white."""
    shown = picture(pdf, page, dpi, gray=True).point(lambda level: 0 if level < 128 else 255)
    data = shown.tobytes()
    return [data[at : at + shown.width] for at in range(0, len(data), shown.width)]


def _instructions(owner: pikepdf.Page | pikepdf.Object) -> list[pikepdf.ContentStreamInstruction]:
    found = list(pikepdf.parse_content_stream(owner))
    resources = owner.get("/Resources", {})
    for form in resources.get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form":
            found += _instructions(form)
    return found


def by_hand(name: str, leaflet_sides: int = 2) -> Job:
    home = profile("home")
    assert home is not None
    return replace(job(name, leaflet_sides, file=f"wedge.{name}.en.home.pdf"), profile=home)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_both_sides_by_hand_take_three_steps_that_fit(language: str, count: int) -> None:
    """The steps stand above the first job's rule, beside each other."""
    words = ticket_words(language)
    assert words is not None
    page = ticket.pdf((by_hand("a5"), *many(count - 1, 100)), language)
    shown = letters(page, 1)
    for name in ("hand_front", "hand_turn", "hand_back"):
        assert packed(words[name]) in read(page)
    rule = 34 if count > 4 else 46
    start, whole = packed(words["hand_front"]), read(page)
    steps = shown_between(shown, whole.index(start), whole.index(packed(words["hand_back"])))
    assert steps
    assert max(letter.box[3] for letter in steps) < rule
    assert packed(words["by_hand"]) in whole


def test_who_prints_one_side_is_told_no_steps() -> None:
    told = ticket.text((by_hand("a4", 1),), "en")
    assert "Print page 1" not in told
    assert "Print page 1" not in ticket.text((job(),), "en")


def test_the_steps_are_told_once_and_the_job_says_that_it_is_by_hand() -> None:
    told = ticket.text((by_hand("a5"), by_hand("a4"), job("a4")), "en")
    assert told.count("Print page 1 on all sheets") == 1
    assert told.count("two-sided, by hand, flip on either edge") == 1
    assert told.count("two-sided, by hand, flip on the long edge") == 1


def shown_between(shown: tuple[Letter, ...], start: int, end: int) -> tuple[Letter, ...]:
    """Return the letters from one place of the packed text to another."""
    at, found = 0, []
    for letter in shown:
        text = packed(letter.text)
        if text and start <= at < end:
            found.append(letter)
        at += len(text)
    return tuple(found)
