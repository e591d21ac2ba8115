"""The search alone, on invented slots: greedy lines of random words, no engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets.model.layout import FitGroup, Layout, Slot
from leaflets.model.material import Fitting
from leaflets.model.proof import SlotMeasure
from leaflets.typeset.air import air
from leaflets.typeset.fit import BUDGET, Excerpts, Fitted, fit
from leaflets.typeset.unit import GRID

TEXT = FitGroup(name="text", minimum=0.86, maximum=1.3, air=4.0)
LIST = FitGroup(name="demands", minimum=0.8, maximum=1.6, air=5.0)
EXCERPTS = Slot(name="excerpts", holds="excerpts", fit="text", count=(0, 6))
DEMANDS = Slot(name="demands", holds="demands", fit="demands", count=(0, 9))

Items = Sequence[Sequence[float]]


@dataclass
class Invented:
    """A slot of a measure and a room, in lines of the CSS size; items are widths of words."""

    items: Items
    measure: float = 40.0
    room: float = 30.0
    size: float = 9.0

    def measured(self, name: str, scale: float, kept: int | None = None) -> SlotMeasure:
        items = self.items if kept is None else self.items[:kept]
        heights = [lines(words, self.measure, scale) * 1.3 * scale + 0.5 for words in items]
        widest = max((word * scale for words in items for word in words), default=0.0)
        needed = sum(heights)
        return SlotMeasure(
            name=name,
            places=(),
            room=self.room,
            needed=needed,
            full=needed / self.room,
            lines=len(items),
            over_down=max(0.0, needed - self.room),
            wide=(("word", widest - self.measure),) if widest > self.measure + 0.01 else (),
            squeeze=min(1.0, self.measure / widest) if widest else 1.0,
            items=tuple(enumerate(heights)),
            smallest=self.size * scale,
        )


@dataclass
class Typesetter:
    """Counts and remembers what it was asked for."""

    slots: dict[str, Invented]
    asked: list[Fitting] = field(default_factory=list)

    def __call__(self, fitting: Fitting) -> tuple[SlotMeasure, ...]:
        self.asked.append(fitting)
        scales = dict(fitting.scales)
        groups = {"excerpts": "text", "demands": "demands"}
        return tuple(
            one.measured(name, scales[groups[name]], fitting.kept if name == "excerpts" else None)
            for name, one in self.slots.items()
        )


def lines(words: Sequence[float], measure: float, scale: float) -> int:
    count, x = 1, 0.0
    for word in words:
        if x and x + word * scale > measure:
            count, x = count + 1, 0.0
        x += (word + 0.25) * scale
    return count


@pytest.fixture
def two(layout: Callable[..., Layout]) -> Layout:
    return layout(EXCERPTS, DEMANDS, fit=(TEXT, LIST))


def search(
    layout: Layout, typeset: Typesetter, ranks: tuple[int, ...] = (), **floors: float
) -> Fitted:
    excerpts = Excerpts(slot="excerpts", ranks=ranks, least=0)
    return fit(typeset, layout, Fitting(), excerpts, floors)


words = st.lists(st.floats(0.5, 5), min_size=2, max_size=45)
invented = st.builds(
    Invented,
    items=st.lists(words, min_size=1, max_size=7),
    measure=st.floats(20, 60),
    room=st.floats(8, 60),
)


def trial() -> Layout:
    return Layout(
        name="trial",
        title="",
        about="",
        origin=Path(),
        chain=("trial",),
        formats=(),
        faces=(),
        inks=(),
        bw=(),
        slots=(EXCERPTS, DEMANDS),
        fit=(TEXT, LIST),
    )


@settings(max_examples=120, deadline=None)
@given(text=invented, demands=invented)
def test_a_search_takes_at_most_five_typesettings_and_never_calls_overset_what_fits(
    text: Invented, demands: Invented
) -> None:
    typeset = Typesetter({"excerpts": text, "demands": demands})
    found = search(trial(), typeset)
    assert len(typeset.asked) == found.typesettings <= BUDGET
    smallest = (
        text.measured("excerpts", TEXT.minimum),
        demands.measured("demands", LIST.minimum),
    )
    possible = all(one.over_down <= 0.01 for one in smallest)
    assert found.fits == possible
    assert bool(found.stuck) == (not possible)
    if possible:
        assert all(one.over_down <= 0.01 for one in found.measures)


@settings(max_examples=120, deadline=None)
@given(text=invented, demands=invented)
def test_scales_stay_within_their_limits_and_on_the_grid(text: Invented, demands: Invented) -> None:
    typeset = Typesetter({"excerpts": text, "demands": demands})
    search(trial(), typeset)
    for fitting in typeset.asked:
        for (_, scale), group in zip(fitting.scales, (TEXT, LIST), strict=True):
            assert group.minimum <= scale <= group.maximum
            assert scale in {group.minimum, group.maximum} or scale * GRID == pytest.approx(
                round(scale * GRID)
            )


@settings(max_examples=120, deadline=None)
@given(text=invented)
def test_little_of_the_possible_scale_is_left_unused(text: Invented) -> None:
    """Texts that all jump by whole lines at one scale are the worst case: 12.7 % of one is lost."""
    typeset = Typesetter({"excerpts": text, "demands": Invented(items=[[1.0]], room=1.9)})
    found = search(trial(), typeset)
    steps = range(round(TEXT.minimum * GRID), round(TEXT.maximum * GRID) + 1)
    fits = [one / GRID for one in steps if text.measured("", one / GRID).over_down <= 0.01]
    if fits and found.fits:
        assert dict(found.fitting.scales)["text"] >= 0.85 * fits[-1]


@settings(max_examples=120, deadline=None)
@given(
    text=st.builds(Invented, items=st.lists(words, min_size=2, max_size=9), room=st.floats(9, 60))
)
def test_excerpts_are_dropped_only_when_the_minimum_is_not_enough(text: Invented) -> None:
    typeset = Typesetter({"excerpts": text, "demands": Invented(items=[[1.0]])})
    found = search(trial(), typeset, ranks=tuple(range(len(text.items))))
    whole = text.measured("excerpts", TEXT.minimum)
    if whole.over_down <= 0:
        assert found.fitting.kept is None
    assert found.fits
    assert found.typesettings <= BUDGET


def test_short_text_grows_to_its_maximum_in_two_typesettings(two: Layout) -> None:
    typeset = Typesetter({"excerpts": Invented([[1.0]]), "demands": Invented([[1.0]])})
    found = search(two, typeset)
    assert dict(found.fitting.scales) == {"text": 1.3, "demands": 1.6}
    assert found.typesettings == 2


def test_what_is_too_long_at_its_minimum_is_stuck_after_two_typesettings(two: Layout) -> None:
    long = Invented([[3.0] * 40] * 9, room=20.0)
    found = search(two, Typesetter({"excerpts": Invented([[1.0]]), "demands": long}))
    assert found.stuck == ("demands",)
    assert not found.fits
    assert found.typesettings == 2


def test_a_wide_word_gives_its_scale_directly(two: Layout) -> None:
    wide = Invented([[30.0], [2.0]], measure=27.0)
    found = search(two, Typesetter({"excerpts": wide, "demands": Invented([[1.0]])}))
    assert dict(found.fitting.scales)["text"] == pytest.approx(0.9, abs=0.01)
    assert found.fits
    assert found.typesettings <= 3


def test_excerpts_go_from_the_end_of_their_rank_in_one_step(two: Layout) -> None:
    twelve = Invented([[2.0] * 40] * 12, room=30.0)
    typeset = Typesetter({"excerpts": twelve, "demands": Invented([[1.0]])})
    found = search(two, typeset, ranks=tuple(range(12)))
    kept = [fitting.kept for fitting in typeset.asked]
    assert kept[0] is None
    assert kept[1] == found.fitting.kept
    assert 0 < kept[1] < 12


def test_demands_are_never_dropped(two: Layout) -> None:
    long = Invented([[3.0] * 40] * 9, room=20.0)
    typeset = Typesetter({"excerpts": Invented([[1.0]]), "demands": long})
    found = search(two, typeset, ranks=(0,))
    assert len(found.measures[1].items) == 9


def test_excerpts_stay_where_dropping_them_gives_the_demands_no_room(two: Layout) -> None:
    long = Invented([[3.0] * 40] * 9, room=20.0)
    typeset = Typesetter({"excerpts": Invented([[1.0]] * 4), "demands": long})
    found = search(two, typeset, ranks=(0, 1, 2, 3))
    assert found.stuck == ("demands",)
    assert found.fitting.kept is None
    assert found.typesettings == 4


def test_excerpts_go_where_the_layout_gives_their_room_to_the_demands(two: Layout) -> None:
    def typeset(fitting: Fitting) -> tuple[SlotMeasure, ...]:
        kept = 4 if fitting.kept is None else fitting.kept
        demands = Invented([[2.0] * 40] * 9, room=50.0 - 10 * kept)
        return (
            Invented([[1.0]] * kept).measured("excerpts", dict(fitting.scales)["text"]),
            demands.measured("demands", dict(fitting.scales)["demands"]),
        )

    excerpts = Excerpts(slot="excerpts", ranks=(0, 1, 2, 3), least=0)
    found = fit(typeset, two, Fitting(), excerpts, {})
    assert found.fits
    assert found.fitting.kept in {0, 1, 2}
    assert found.typesettings <= BUDGET


def test_the_floor_of_type_raises_the_minimum(two: Layout) -> None:
    small = Invented([[2.0] * 40] * 4, size=8.5, room=14.0)
    typeset = Typesetter({"excerpts": small, "demands": Invented([[1.0]])})
    assert search(two, typeset).fits
    asked = len(typeset.asked)
    found = search(two, typeset, excerpts=8.0)
    assert not found.fits
    assert all(dict(one.scales)["text"] >= 8.0 / 8.5 for one in typeset.asked[asked:])


def test_type_below_the_floor_at_scale_1_grows_even_when_it_fits(two: Layout) -> None:
    small = Invented([[2.0] * 40] * 4, size=7.0, room=24.0)
    found = search(two, Typesetter({"excerpts": small, "demands": Invented([[1.0]])}), excerpts=8.0)
    assert dict(found.fitting.scales)["text"] * 7.0 >= 8.0
    assert found.fits


def test_groups_that_share_a_room_move_together(two: Layout) -> None:
    def typeset(fitting: Fitting) -> tuple[SlotMeasure, ...]:
        asked.append(dict(fitting.scales))
        scales = asked[-1]
        needed = 10 * scales["text"] ** 2 + 10 * scales["demands"]
        shared = {"room": 30.0, "full": needed / 30, "over_down": max(0.0, needed - 30)}
        return tuple(
            SlotMeasure(name=name, places=(), frame=7, lines=3, needed=needed, **shared)
            for name in ("excerpts", "demands")
        )

    asked: list[dict[str, float]] = []
    found = fit(typeset, two, Fitting(), Excerpts(), {})
    assert found.fits
    assert 0.93 <= found.measures[0].full <= 1
    ends = [
        [(scales[group.name] / group.minimum) for group in (TEXT, LIST)] for scales in asked[1:]
    ]
    assert all(text > 1 and demands > 1 for text, demands in ends)


def test_what_a_fitted_slot_pushes_out_of_a_shared_room_counts(two: Layout) -> None:
    def typeset(fitting: Fitting) -> tuple[SlotMeasure, ...]:
        scale = dict(fitting.scales)["demands"]
        pushed = max(0.0, 20 * scale + 5 - 27)
        return (
            SlotMeasure(
                name="demands", places=(), frame=7, lines=3, room=27.0, full=20 * scale / 27
            ),
            SlotMeasure(name="signed", places=(), frame=7, lines=1, room=27.0, over_down=pushed),
        )

    found = fit(typeset, two, Fitting(), Excerpts(), {})
    assert found.fits
    assert dict(found.fitting.scales)["demands"] <= 1.1


def test_an_empty_slot_costs_no_typesetting(two: Layout) -> None:
    typeset = Typesetter({"demands": Invented([[2.0] * 40] * 4, room=21.0)})
    found = search(two, typeset)
    assert dict(found.fitting.scales)["text"] == 1.0


def test_air_is_what_is_left_between_the_items_up_to_the_most(two: Layout) -> None:
    slots = (
        SlotMeasure(name="excerpts", places=(), room=50.0, needed=40.0, items=((0, 1.0),) * 6),
        SlotMeasure(name="demands", places=(), room=80.0, needed=20.0, items=((0, 1.0),) * 3),
    )
    spread = dict(air(slots, two, {"text": 1.0, "demands": 1.0}))
    assert spread["text"] == pytest.approx(10.0 * 0.99 / 5, abs=0.01)
    assert spread["demands"] == LIST.air


def test_a_single_item_and_a_full_slot_get_no_air(two: Layout) -> None:
    slots = (
        SlotMeasure(name="excerpts", places=(), room=50.0, needed=40.0, items=((0, 1.0),)),
        SlotMeasure(name="demands", places=(), room=20.0, needed=19.95, items=((0, 1.0),) * 3),
    )
    assert air(slots, two, {"text": 1.0, "demands": 1.0}) == ()


def test_slots_that_share_a_room_share_its_air(two: Layout) -> None:
    slots = tuple(
        SlotMeasure(name=name, places=(), room=50.0, needed=40.0, frame=3, items=((0, 1.0),) * 3)
        for name in ("excerpts", "demands")
    )
    spread = dict(air(slots, two, {"text": 1.0, "demands": 1.0}))
    assert sum(spread.values()) * 2 <= 10.0
