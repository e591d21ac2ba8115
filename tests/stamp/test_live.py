"""Links that can be tapped: where they lie, where they lead, and what the structure says."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from leaflets.model.material import Link
from leaflets.model.pressed import Blank, Pressed
from leaflets.profiles import Profile
from leaflets.stamp.code import stamp
from leaflets.stamp.live import live

LINK = Link(url="https://example.org/a?b=(c)", text="example.org/a")


def notes(pdf: bytes) -> list[list[dict[str, object]]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            [
                {
                    "url": str(note.A.URI),
                    "box": [float(value) for value in note.Rect.as_list()],
                    "corners": [float(value) for value in note.QuadPoints.as_list()],
                }
                for note in page.obj.get("/Annots", pikepdf.Array()).as_list()
            ]
            for page in document.pages
        ]


def test_code_and_printed_link_lead_to_the_address(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    printed = replace(blank(10, 20, 30), kind="link", height=5.0)
    page = pressed(blank(100, 20, 29.6), printed)
    found = notes(live(stamp(page, LINK, copyshop, 0.4), page, LINK).pdf)

    mm = 72 / 25.4
    assert [note["url"] for note in found[0]] == [LINK.url, LINK.url]
    assert found[0][0]["box"] == pytest.approx([10 * mm, 20 * mm, 40 * mm, 25 * mm], abs=1e-3)
    assert found[0][1]["box"] == pytest.approx([100 * mm, 20 * mm, 129.6 * mm, 49.6 * mm], abs=1e-3)


def test_a_turned_link_is_tapped_where_it_is_seen(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    page = pressed(replace(blank(60, 60, 30, turn=20), kind="link"))
    (note,) = notes(live(stamp(page, LINK, copyshop, 0.4), page, LINK).pdf)[0]
    xs, ys = note["corners"][::2], note["corners"][1::2]  # type: ignore[index]
    assert note["box"] == [min(xs), min(ys), max(xs), max(ys)]
    assert len(set(xs)) == 4


def test_without_an_address_nothing_can_be_tapped(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    page = pressed(replace(blank(10, 20, 30), kind="link"))
    stamped = stamp(page, None, copyshop, 0.4)
    assert live(stamped, page, None) == stamped


def test_the_same_pages_give_the_same_bytes(
    pressed: Callable[..., Pressed], blank: Callable[..., Blank], copyshop: Profile
) -> None:
    page = pressed(blank(100, 20, 29.6))
    stamped = stamp(page, LINK, copyshop, 0.4)
    assert live(stamped, page, LINK).pdf == live(stamped, page, LINK).pdf
