"""The rows that show most: longest, shortest and oddest-lettered of each master."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets import faces
from leaflets.model.variant import Variant
from leaflets.plan.extremes import extremes
from leaflets.verbs.job import Job, ready

TEXT = """\
---
headline: Buses
link: https://example.org/buses
event: {name: Assembly, place: Kokset}
---
Nobody has to wait alone. Who waits together is heard.

We demand:

- A bus every ten minutes;
- A heated shelter at every stop.
"""


@pytest.fixture
def variants(tmp_path: Path) -> Callable[..., tuple[Variant, ...]]:
    """Plan variants of one master that differ in the name of the place."""
    faces.isolate()
    source = tmp_path / "buses.en.md"
    source.write_text(TEXT, encoding="utf-8")
    job = Job(source=str(source), out=tmp_path / "out", layouts=("wedge",), formats=("a5",))
    (first,) = ready(job).plan.variants

    def made(*names: str) -> tuple[Variant, ...]:
        return tuple(replace(first, fields=(("name", name),), link=None) for name in names)

    return made


def names(found: tuple[Variant, ...]) -> list[str]:
    return [dict(one.fields)["name"] for one in found]


def test_the_longest_is_the_widest_and_not_the_one_with_most_letters(
    variants: Callable[..., tuple[Variant, ...]],
) -> None:
    found = extremes(variants("mmii", "iiiiiiiim", "mmmmmmi", "mi"))
    assert names(found) == ["mmii", "mmmmmmi", "mi"]


def test_the_oddest_has_the_letters_that_fewest_have(
    variants: Callable[..., tuple[Variant, ...]],
) -> None:
    found = extremes(variants("Abay", "Saran", "Өскемен", "Abay Saran Abay", "Nara", "Aba"))
    assert names(found) == ["Өскемен", "Abay Saran Abay", "Aba"]


def test_what_is_equal_is_taken_once_and_the_first_of_it(
    variants: Callable[..., tuple[Variant, ...]],
) -> None:
    made = variants("Abay", "Abay", "Abay")
    assert extremes(made) == made[:1]
    assert extremes(()) == ()


def test_each_master_has_its_own(variants: Callable[..., tuple[Variant, ...]]) -> None:
    one = variants("Abay", "Abay Saran", "A")
    other = tuple(replace(v, master=replace(v.master, key="other")) for v in one)
    assert len(extremes((*one, *other))) == 2 * len(extremes(one))


def test_letters_that_no_face_has_are_measured_all_the_same(
    variants: Callable[..., tuple[Variant, ...]],
) -> None:
    assert names(extremes(variants("Abay", "漢字", "Abay Saran"))) == ["漢字", "Abay Saran"]
