"""A page for screens: each fault planted in one that has none."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from leaflets.model.pressed import Blank
from leaflets.preflight.expected import Expected
from leaflets.preflight.leaflet import check
from leaflets.press.parts import Parts, seated
from leaflets.profiles import profile
from leaflets.stamp.code import Stamped

Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="session")
def linked(stamped: Callable[..., Stamped], blank: Callable[..., Blank]) -> Stamped:
    """Make a page with a code, its link, a title and a structure."""
    one = stamped(blank())
    tagged = pikepdf.open(io.BytesIO(one.pdf))
    whole = tagged.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    tagged.Root.StructTreeRoot = tagged.make_indirect(
        Dictionary(K=Array([whole]), ParentTree=Dictionary(Nums=Array()))
    )
    tagged.Root.MarkInfo = Dictionary(Marked=True)
    tagged.Root.Lang = String("en")
    tagged.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    tagged.trailer.Info = tagged.make_indirect(Dictionary(Title="For benches"))
    code = one.codes[0]
    seated(tagged, Parts(url=code.url, blanks=(code.blank,), differs=None, marks={}))
    out = io.BytesIO()
    tagged.save(out, deterministic_id=True, fix_metadata_version=False)
    return replace(one, pdf=out.getvalue())


@pytest.fixture(scope="session")
def told(linked: Stamped, expected: Expected) -> Callable[[Change], set[str]]:
    """Return the codes of what is wrong with the page after a change."""
    shown = profile("screen")
    assert shown is not None
    wanted = replace(expected, profile=shown, codes=linked.codes, urls=(linked.codes[0].url,))

    def codes(change: Change) -> set[str]:
        with pikepdf.open(io.BytesIO(linked.pdf)) as document:
            change(document)
            out = io.BytesIO()
            document.save(out, fix_metadata_version=False)
        return {problem.code for problem in check(out.getvalue(), wanted).problems}

    return codes


def leading(url: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Annots[0].A.URI = String(url)

    return change


def moved(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Annots[0].Rect = Array([0, 0, 20, 20])


def without(key: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        del document.Root[key]

    return change


def test_a_page_that_lacks_nothing_raises_no_alarm(told: Callable[[Change], set[str]]) -> None:
    assert told(lambda _: None) == set()


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (moved, {"link-dead"}),
        (leading("https://example.org/elsewhere"), {"link-dead", "link-elsewhere"}),
        (without("/StructTreeRoot"), {"structure-missing"}),
        (without("/Lang"), {"structure-missing"}),
        (without("/ViewerPreferences"), {"structure-missing"}),
        (lambda pdf: pdf.docinfo.update(Dictionary(Author="somebody")), {"metadata-left"}),
        (lambda pdf: pdf.docinfo.update(Dictionary(Producer="a tool")), {"metadata-left"}),
        (lambda pdf: pdf.docinfo.update(Dictionary(Title="")), {"structure-missing"}),
        (lambda pdf: pdf.Root.update(Dictionary(Names=Dictionary())), {"metadata-left"}),
    ],
)
def test_each_fault_is_told(
    told: Callable[[Change], set[str]], change: Change, wanted: set[str]
) -> None:
    assert told(change) == wanted


def test_on_paper_a_title_gives_somebody_away(
    page: Callable[..., bytes], found: Callable[..., set[str]]
) -> None:
    title = page(change=lambda pdf, _: pdf.docinfo.update(Dictionary(Title="For benches")))
    assert found(title) == {"metadata-left"}
