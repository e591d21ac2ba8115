"""What each shop gets for a campaign: jobs and tickets from the leaflets under out/."""

import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from leaflets import faces, qr
from leaflets.language.words import ticket_words
from leaflets.model.campaign import Region
from leaflets.model.layout import FORMATS
from leaflets.model.manifest import CodeFound, Entry, PaperUsed
from leaflets.press.gather import Leaflet, gather
from leaflets.problems import Exit
from leaflets.raster import letters
from leaflets.verbs import gathering
from leaflets.verbs.entries import Made
from leaflets.verbs.shops import Order, ordered

PT = 72 / 25.4
LANGUAGES = ("en", "ru", "uk", "kk", "de")
REGIONS = (
    Region(id="aksu", name="Ақсу", shop="Копирка", copies=150),
    Region(id="abay", name="Абай", shop="Copy & Co", copies=300),
    Region(id="saran", name="Сарань", shop="Копирка", copies=150),
)


def leaflet(link: str, sides: int = 2) -> bytes:
    """Return an A5 leaflet with a code on its front, as rectangles of 0.8 mm."""
    width, height = (value * PT for value in FORMATS["a5"])
    rows = qr.modules(link).rows
    module = 0.8 * PT
    drawn = " ".join(
        f"{40 + x * module:.4f} {300 - y * module:.4f} {module:.4f} {module:.4f} re"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    pdf = pikepdf.new()
    for number in range(sides):
        page = pdf.add_blank_page()
        page.obj.Contents = pdf.make_stream(f"q 0 g {'' if number else drawn} f Q".encode())
        page.obj.MediaBox = page.obj.TrimBox = [0, 0, width, height]
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture
def standing(tmp_path: Path) -> Callable[..., tuple[Entry, ...]]:
    """Deliver a leaflet for each region and return their entries."""
    faces.isolate()

    def delivered(*regions: Region) -> tuple[Entry, ...]:
        entries = []
        for one in regions:
            url = f"https://example.org/{one.id}"
            data = leaflet(url)
            path = tmp_path / f"call/{one.id}/wedge.a5.kk.copyshop-bw.pdf"
            path.parent.mkdir(parents=True)
            path.write_bytes(data)
            read = CodeFound(url=url, page=1, module_mm=0.8, decoded=True, survives_copier=True)
            entries.append(
                Entry(
                    path=path.relative_to(tmp_path).as_posix(),
                    role="leaflet",
                    source="campaign.yaml",
                    region=one.id,
                    language="kk",
                    layout="wedge",
                    format="a5",
                    profile="copyshop-bw",
                    copies=one.copies,
                    paper=PaperUsed(size="a4", up=2, sides=2, flip="either"),
                    links=(read,),
                    sha256=hashlib.sha256(data).hexdigest(),
                )
            )
        return tuple(entries)

    return delivered


def order(out: Path, *regions: Region, language: str = "ru") -> Order:
    return Order(out=out, source="campaign.yaml", language=language, regions=regions)


def made(asked: Order, entries: tuple[Entry, ...]) -> dict[str, Made]:
    return {one.entry.path: one.make() for one in ordered(asked, entries)}


def titles(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        return [item.title for item in outline.root]


def test_each_shop_gets_its_job_and_one_ticket(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path
) -> None:
    files = made(order(tmp_path, *REGIONS), standing(*REGIONS))
    assert list(files) == [
        "print/kopirka.copyshop-bw.a4-2up.75x.pdf",
        "print/kopirka.ticket.pdf",
        "print/kopirka.ticket.txt",
        "print/copy-co.copyshop-bw.a4-2up.150x.pdf",
        "print/copy-co.ticket.pdf",
        "print/copy-co.ticket.txt",
    ]
    assert not any(one.entry.problems for one in files.values())
    job = files["print/kopirka.copyshop-bw.a4-2up.75x.pdf"]
    assert titles(job.data) == ["Ақсу", "Сарань"]
    assert (job.entry.role, job.entry.shop, job.entry.pages) == ("job", "Копирка", 4)
    assert (job.entry.copies, job.entry.paper) == (75, standing_paper())
    assert job.entry.of == (
        "call/aksu/wedge.a5.kk.copyshop-bw.pdf",
        "call/saran/wedge.a5.kk.copyshop-bw.pdf",
    )


def standing_paper() -> PaperUsed:
    return PaperUsed(size="a4", up=2, sides=2, flip="either")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ticket_counts_the_sheets_and_says_what_lies_on_each(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path, language: str
) -> None:
    files = made(order(tmp_path, *REGIONS, language=language), standing(*REGIONS))
    text = files["print/kopirka.ticket.txt"].data.decode()
    words = ticket_words(language)
    assert words is not None
    page = files["print/kopirka.ticket.pdf"]
    shown = "".join(letter.text for letter in letters(page.data, 1))
    listed = "".join(letter.text for letter in letters(page.data, 2))
    for said in ("Копирка", "75x.pdf", "150"):
        assert said in text
        assert said in shown.replace("\u00a0", " ")
    assert "   1  Ақсу\n   2  Сарань\n" in text
    assert "Ақсу" in listed
    assert "Сарань" in listed
    assert page.entry.pages == 2
    assert words["ask_copies"] not in text


def test_each_shop_reads_its_own_language(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path
) -> None:
    asked = replace(order(tmp_path, *REGIONS), languages={"Copy & Co": "de"})
    files = made(asked, standing(*REGIONS))
    assert files["print/kopirka.ticket.txt"].data.decode().startswith("ЗАКАЗ НА ПЕЧАТЬ · Копирка")
    assert files["print/copy-co.ticket.txt"].data.decode().startswith("DRUCKAUFTRAG · Copy & Co")
    languages = {path: one.entry.language for path, one in files.items() if "ticket" in path}
    assert set(languages.values()) == {"ru", "de"}


def test_without_copies_the_file_has_no_number_and_the_ticket_says_so(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path
) -> None:
    regions = tuple(replace(one, copies=None, shop="") for one in REGIONS)
    files = made(order(tmp_path, *regions, language="en"), standing(*regions))
    assert "print/shop.copyshop-bw.a4-2up.pdf" in files
    assert "Please ask before you print" in files["print/shop.ticket.txt"].data.decode()


def test_inputs_change_with_a_leaflet_and_not_with_the_order_of_entries(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path
) -> None:
    entries = standing(*REGIONS)
    asked = order(tmp_path, *REGIONS)

    def inputs(given: tuple[Entry, ...]) -> dict[str, str]:
        return {one.entry.path: one.entry.inputs for one in ordered(asked, given)}

    first = inputs(entries)
    assert inputs(entries[::-1]) == first
    again = inputs((replace(entries[0], sha256="other"), *entries[1:]))
    assert {path for path in first if again[path] != first[path]} == {
        "print/kopirka.copyshop-bw.a4-2up.75x.pdf"
    }


def test_a_job_of_a_leaflet_that_was_edited_or_lost_is_not_made(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path
) -> None:
    entries = standing(*REGIONS)
    (tmp_path / entries[0].path).write_bytes(b"edited")
    (tmp_path / entries[2].path).unlink()
    job = made(order(tmp_path, *REGIONS), entries)["print/kopirka.copyshop-bw.a4-2up.75x.pdf"]
    found = [(one.code, one.exit, entries[0].path in one.message) for one in job.entry.problems]
    assert found == [
        ("job-leaflet-changed", Exit.DELIVERY, True),
        ("job-leaflet-changed", Exit.DELIVERY, False),
    ]


def test_a_code_that_is_not_on_the_sheet_is_told(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path
) -> None:
    first, *others = standing(*REGIONS)
    elsewhere = replace(first, links=(replace(first.links[0], url="https://example.org/other"),))
    files = made(order(tmp_path, *REGIONS), (elsewhere, *others))
    [problem] = files["print/kopirka.copyshop-bw.a4-2up.75x.pdf"].entry.problems
    assert (problem.code, problem.exit, problem.where.page) == ("job-code-lost", Exit.CHECK, 1)
    assert "2 of the 2 codes" in problem.message


def test_a_page_of_a_job_that_is_not_the_leaflets_is_told(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gathered(leaflets: Iterable[Leaflet], *how: object) -> bytes:
        """Lose the second leaflet, and have the third twice."""
        first, _, third = leaflets
        return gather([first, third, third], *how)  # type: ignore[arg-type]

    entries = standing(*(replace(one, shop="") for one in REGIONS))
    monkeypatch.setattr(gathering, "gather", gathered)
    regions = tuple(replace(one, shop="", copies=10) for one in REGIONS)
    entries = tuple(replace(one, copies=10) for one in entries)
    [job] = [one for path, one in made(order(tmp_path, *regions), entries).items() if "5x" in path]
    told = {one.code: one for one in job.entry.problems}
    assert set(told) == {"job-page-wrong", "job-code-lost"}
    wrong = told["job-page-wrong"]
    assert "Of the 6 pages of the print job page 3 is not exactly" in wrong.message
    assert (wrong.exit, wrong.where.page) == (Exit.CHECK, 3)


def test_leaflets_of_another_source_are_not_printed(
    standing: Callable[..., tuple[Entry, ...]], tmp_path: Path
) -> None:
    entries = tuple(replace(one, source="other.yaml") for one in standing(*REGIONS))
    assert made(order(tmp_path, *REGIONS), entries) == {}
