"""The engine: what it says becomes problems, what it may fetch, and the same bytes every time."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from leaflets.model.material import Composed
from leaflets.problems import LeafletsError, Severity
from leaflets.typeset.engine import Rendered, drawn, render, written
from leaflets.typeset.pictures import Pictures
from leaflets.typeset.tree import read

SLOT = "<div data-slot=a>%s</div>"
PICTURE = SLOT % '<img src="pictures/lamp.jpg" style="width:20mm">'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a layout's folder with one picture that tells where it was taken."""
    pictures = tmp_path / "layout" / "pictures"
    pictures.mkdir(parents=True)
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(data, "JPEG", comment=b"taken at the corner")
    (pictures / "lamp.jpg").write_bytes(data.getvalue())
    (tmp_path / "secret.jpg").write_bytes(data.getvalue())
    return tmp_path / "layout"


def codes(rendered: Rendered) -> list[str]:
    return [one.code for one in rendered.complaints]


def test_css_that_is_ignored_names_its_file_line_and_column(rendered: Callable) -> None:
    (one,) = rendered(SLOT % "x", "\n\np { colour: red }").complaints
    assert one.code == "css-ignored"
    assert one.severity is Severity.WARNING
    assert str(one.position) == "trial/style.css:3:5"


def test_css_that_fails_only_when_its_variables_are_known_still_names_its_file(
    rendered: Callable,
) -> None:
    (one,) = rendered(SLOT % "x", "\n[data-slot] { --w: red;\n width: var(--w) }").complaints
    assert one.code == "css-ignored"
    assert str(one.position) == "trial/style.css:3:9"


def test_a_sheet_is_told_again_for_each_page_that_it_spoils(rendered: Callable) -> None:
    first, second = (rendered(SLOT % "x", "p { colour: blue }") for _ in range(2))
    assert codes(first) == codes(second) == ["css-ignored"]


def test_a_letter_that_no_face_has_is_told_while_drawing(rendered: Callable) -> None:
    done = drawn(rendered(SLOT % "before 中 after"))
    assert [one.code for one in done.complaints] == ["glyph-missing"]
    assert "中" in done.complaints[0].message
    with pytest.raises(LeafletsError):
        written(rendered(SLOT % "before 中 after"))


def test_a_picture_of_the_layout_comes_cleaned(page: Callable, folder: Path) -> None:
    made = render(page(PICTURE), Pictures((folder,)))
    assert codes(made) == []
    pdf = written(made)
    assert b"/DCTDecode" in pdf
    assert b"taken at the corner" not in pdf


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("pictures/lamb.jpg", "picture-missing"),
        ("../secret.jpg", "picture-missing"),
        ("%2e%2e/secret.jpg", "picture-missing"),
        ("style.css", "resource-outside"),
        ("file:///etc/hostname", "resource-outside"),
        ("file:///etc/picture.png", "resource-outside"),
        ("https://example.org/picture.png", "resource-outside"),
        ("http://job.invalid.example.org/picture.png", "resource-outside"),
        ("data:text/plain,hello", "resource-outside"),
    ],
)
def test_what_is_no_picture_of_the_layout_is_refused(
    page: Callable, folder: Path, source: str, code: str
) -> None:
    made = render(page(SLOT % f'<img src="{source}">'), Pictures((folder,)))
    assert codes(made) == [code]


def test_a_link_inside_the_folder_does_not_lead_out_of_it(page: Callable, folder: Path) -> None:
    (folder / "away.jpg").symlink_to(folder.parent / "secret.jpg")
    made = render(page(SLOT % '<img src="away.jpg">'), Pictures((folder,)))
    assert codes(made) == ["picture-missing"]


def test_a_broken_picture_is_a_problem(page: Callable, folder: Path) -> None:
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    made = render(page(SLOT % '<img src="broken.png">'), Pictures((folder,)))
    assert codes(made) == ["image-unreadable"]


def test_a_sheet_cannot_bring_fonts_or_other_sheets(page: Callable, folder: Path) -> None:
    (folder / "more.css").write_text("p { color: red }")
    css = "@import 'more.css'; @font-face { font-family: Mine; src: url(mine.ttf) }"
    made = render(page(SLOT % "x", css), Pictures((folder,)))
    assert set(codes(made)) == {"resource-outside", "engine-complaint"}


def test_the_same_page_gives_the_same_bytes_in_any_folder(
    page: Callable, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    (other / "pictures").mkdir(parents=True)
    (other / "pictures/lamp.jpg").write_bytes((folder / "pictures/lamp.jpg").read_bytes())
    one, two = (written(render(page(PICTURE), Pictures((at,)))) for at in (folder, other))
    assert one == two


def test_measuring_changes_no_byte(rendered: Callable) -> None:
    measured = rendered(SLOT % "text to be read")
    read(measured)
    assert written(measured) == written(rendered(SLOT % "text to be read"))


def test_the_room_below_the_trim_changes_no_byte_of_a_page_that_fits(rendered: Callable) -> None:
    with_room, without = (written(rendered(SLOT % "it fits", below=it)) for it in (True, False))
    assert with_room == without


def test_the_file_names_no_machine(rendered: Callable) -> None:
    pdf = written(rendered(SLOT % '<a href="other.html">a link</a>'))
    assert b"file:" not in pdf
    assert str(Path.home()).encode() not in pdf


def test_counters_of_a_sheet_are_the_pages_own(rendered: Callable) -> None:
    css = (
        "@counter-style stars { system: cyclic; symbols: '+'; suffix: ' ' }li { list-style: stars }"
    )
    made = rendered(SLOT % "<ul><li>one</ul>", css)
    assert "+ " in [line.text for line in read(made).lines]


def test_only_shipped_faces_are_seen(page: Callable[..., Composed]) -> None:
    made = render(page(SLOT % "x", "html { font-family: 'DejaVu Sans' }"))
    assert b"DejaVu" not in written(made)
