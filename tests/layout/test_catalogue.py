from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets.layout.catalogue import available, find, names
from leaflets.model.layout import Layout
from leaflets.problems import LeafletsError, Problem
from leaflets.shipped import folder as shipped

BASE = {"layout.yaml": "title: Base\n", "style.css": "b{}", "a5.css": "", "page.html": "<p>"}
POSTER = {
    "layout.yaml": "title: Poster\nextends: base\nformats: {a5: {sides: 2}}\n",
    "style.css": "p{}",
}


def problems(name: str, *folders: Path) -> tuple[Problem, ...]:
    with pytest.raises(LeafletsError) as found:
        find(name, folders)
    return found.value.problems


def test_the_first_folder_that_has_the_name_wins(tmp_path: Path) -> None:
    for place in ("own", "shipped"):
        for name, files in (("base", BASE), ("poster", POSTER)):
            (tmp_path / place / name).mkdir(parents=True)
            for file, text in files.items():
                (tmp_path / place / name / file).write_text(text.replace("Poster", place))
    folders = (tmp_path / "own", tmp_path / "shipped")
    assert find("poster", folders).title == "own"
    assert find("poster", folders[::-1]).title == "shipped"
    assert find("poster", folders).origin == tmp_path / "own" / "poster"


def test_a_layout_is_read_with_everything_it_extends(folder: Callable[..., Path]) -> None:
    layout = find("poster", (folder(base=BASE, poster=POSTER),))
    assert layout.chain == ("poster", "base")
    assert [(of, sheet.path.parts[-2:]) for of, sheet in layout.styles] == [
        ("", ("base", "style.css")),
        ("a5", ("base", "a5.css")),
        ("", ("poster", "style.css")),
    ]
    assert [name for name, _ in layout.pages] == ["base/page.html"]
    assert [(one.name, one.width, one.height, one.sides) for one in layout.formats] == [
        ("a5", 148.0, 210.0, 2)
    ]


def test_a_child_replaces_slots_and_groups_by_name_and_takes_slots_away(
    folder: Callable[..., Path],
) -> None:
    parent = POSTER["layout.yaml"] + (
        "faces: [Literata 500]\ninks: [black, accent]\nbw: {accent: screen}\n"
        "slots: {lead: {holds: lead, fit: text}, kicker: {holds: kicker}}\nfit: {text: {max: 2}}\n"
    )
    child = (
        "title: Child\nextends: poster\nfaces: [Oswald 700]\nread_from: {a5: 1 m}\n"
        "slots: {kicker: null, imprint: {holds: imprint}}\nfit: {text: {max: 3, air: 4mm}}\n"
    )
    layout = find(
        "child",
        (
            folder(
                base=BASE, poster={**POSTER, "layout.yaml": parent}, child={"layout.yaml": child}
            ),
        ),
    )
    assert [slot.name for slot in layout.slots] == ["lead", "imprint"]
    assert [(group.maximum, group.air) for group in layout.fit] == [(3.0, 4.0)]
    assert layout.faces == ("Oswald 700", "Literata 500")
    assert layout.bw == (("accent", "screen"),)
    assert layout.formats[0].read_from == 1.0


def test_an_unknown_layout_names_the_nearest_or_all_that_can_be_poured() -> None:
    folders = (shipped("layouts"),)
    (found,) = problems("wegde", *folders)
    assert (found.code, found.hint) == ("layout-unknown", "Did you mean `wedge`?")
    (found,) = problems("xylophone", *folders)
    assert "base" not in found.hint
    assert "wedge" in found.hint


@pytest.mark.parametrize("name", ["", ".", "..", "../wedge", "wedge/../wedge", "/etc"])
def test_a_name_is_one_folder_and_never_a_path(name: str) -> None:
    assert [one.code for one in problems(name, shipped("layouts"))] == ["layout-unknown"]


def test_an_unknown_parent_is_told_where_it_is_named(folder: Callable[..., Path]) -> None:
    contract = "title: Poster\nextends: bass\n"
    (found,) = problems("poster", folder(base=BASE, poster={"layout.yaml": contract}))
    assert (found.code, found.hint) == ("layout-parent-unknown", "Did you mean `base`?")
    assert (found.position.line, found.position.column) == (2, 1)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_is_told_with_all_that_stand_in_it(
    folder: Callable[..., Path], length: int
) -> None:
    contracts = {
        f"l{one}": {"layout.yaml": f"title: One\nextends: l{(one + 1) % length}\n"}
        for one in range(length)
    }
    (found,) = problems("l0", folder(**contracts))
    assert found.code == "layout-circle"
    assert " → ".join([*contracts, "l0"]) in found.message


def test_a_folder_without_a_contract_is_told(folder: Callable[..., Path]) -> None:
    (found,) = problems("poster", folder(poster={"style.css": ""}))
    assert found.code == "layout-contract-missing"


def test_a_file_that_is_no_utf8_is_told(folder: Callable[..., Path]) -> None:
    folders = folder(base=BASE, poster=POSTER)
    (folders / "poster" / "style.css").write_bytes(b"p{content:'\xff\xfe'}")
    (found,) = problems("poster", folders)
    assert found.code == "layout-file-unreadable"
    assert found.position.file.endswith("poster/style.css")


def test_what_is_shown_of_an_absolute_path_gives_nobody_away(folder: Callable[..., Path]) -> None:
    folders = folder(base=BASE, poster=POSTER)
    layout = find("poster", (folders,))
    assert folders.is_absolute()
    assert not any(Path(source.name).is_absolute() for _, source in layout.styles)


def test_layouts_without_a_format_are_not_available(folder: Callable[..., Path]) -> None:
    folders = (folder(base=BASE, poster=POSTER, stray={"notes.txt": ""}),)
    assert names(folders) == ("base", "poster")
    assert [layout.name for layout in available(folders)] == ["poster"]


def test_the_problems_of_all_broken_layouts_are_told_together(folder: Callable[..., Path]) -> None:
    broken = {"layout.yaml": "title: One\nextends: nobody\n"}
    with pytest.raises(LeafletsError) as found:
        available((folder(base=BASE, poster=POSTER, one=broken, two=broken),))
    assert len(found.value.problems) == 2


def test_the_shipped_layouts_have_nothing_wrong_with_them() -> None:
    layouts: tuple[Layout, ...] = available((shipped("layouts"),))
    assert "wedge" in [layout.name for layout in layouts]
