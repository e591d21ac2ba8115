from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.model.layout import FORMATS, LayoutFormat
from leaflets.plan.imposition import paper
from leaflets.profiles import profile

BW = profile("copyshop-bw")


def _format(name="a5", sides=2, *, lying=False):
    width, height = FORMATS[name][::-1] if lying else FORMATS[name]
    return LayoutFormat(name=name, width=width, height=height, sides=sides)


formats = st.builds(
    _format, st.sampled_from(sorted(FORMATS)), st.integers(1, 2), lying=st.booleans()
)
sizes = st.sampled_from(sorted(FORMATS))


def _box(placed, format):  # noqa: A002
    return (placed.x, placed.y, placed.x + format.width, placed.y + format.height)


def _spot(placed, format, across, up):  # noqa: A002
    """Where a point of the page, in mm from its lower left, comes to lie on its side."""
    if placed.turn == 180:
        across, up = format.width - across, format.height - up
    return (placed.x + across, placed.y + up)


def _through(spot, plan, edge):
    """The same point of the back as it lies seen from the front, turned on that edge."""
    upright = plan.height >= plan.width
    if (edge == "long") == upright:
        return (plan.width - spot[0], spot[1])
    return (spot[0], plan.height - spot[1])


def test_a5_lies_two_up_on_a4_head_to_tail():
    plan = paper(_format("a5"), BW, "a4")
    assert (plan.size, plan.width, plan.height) == ("a4", 297.0, 210.0)
    assert (plan.up, plan.sides, plan.flip) == (2, 2, "either")
    front, back = plan.placements[:2], plan.placements[2:]
    assert [(one.page, one.side, one.x, one.y, one.turn) for one in front] == [
        (1, 1, 0.25, 0.0, 0),
        (1, 1, 148.75, 0.0, 180),
    ]
    assert [(one.page, one.side, one.x, one.y, one.turn) for one in back] == [
        (2, 2, 0.25, 0.0, 180),
        (2, 2, 148.75, 0.0, 0),
    ]


def test_a5_is_cut_once_in_the_middle_of_the_paper():
    plan = paper(_format("a5"), BW, "a4")
    assert [(cut.x1, cut.y1, cut.x2, cut.y2) for cut in plan.cuts] == [(148.5, 0.0, 148.5, 210.0)]


def test_ticks_begin_where_the_machine_begins_to_print():
    plan = paper(_format("a5"), BW, "a4")
    assert [(tick.x1, tick.y1, tick.y2) for tick in plan.ticks] == [
        (148.5, 5.0, 9.0),
        (148.5, 201.0, 205.0),
    ]


def test_a6_lies_four_up_with_two_cuts():
    plan = paper(_format("a6"), BW, "a4")
    assert (plan.width, plan.height, plan.up) == (210.0, 297.0, 4)
    assert len(plan.cuts) == 2
    assert {one.x for one in plan.placements} == {0.0, 105.0}
    assert {one.y for one in plan.placements} == {0.25, 148.75}


def test_a4_on_a4_is_its_own_paper_and_turns_like_a_book():
    plan = paper(_format("a4"), BW, "a4")
    assert (plan.size, plan.up, plan.flip, plan.cuts) == ("a4", 1, "long", ())
    assert [(one.page, one.side) for one in plan.placements] == [(1, 1), (2, 2)]
    lying = paper(_format("a4", lying=True), BW, "a4")
    assert lying.flip == "short"
    assert (lying.width, lying.height) == (297.0, 210.0)


def test_one_side_needs_no_edge():
    assert paper(_format("a4", 1), BW, "a4").flip == "either"
    plan = paper(_format("a5", 1), BW, "a4")
    assert (plan.sides, plan.flip, len(plan.placements)) == (1, "either", 2)


def test_what_is_larger_than_the_paper_is_its_own_paper():
    plan = paper(_format("a3", 1), BW, "a4")
    assert (plan.size, plan.width, plan.height, plan.up) == ("a3", 297.0, 420.0, 1)


def test_single_pages_have_no_paper():
    assert paper(_format("a5"), BW, "none") is None
    assert paper(replace(_format("a5"), sides=8), BW, "a4") is None


def test_a_size_nobody_has_is_a_bug():
    with pytest.raises(KeyError):
        paper(_format("a5"), BW, "letter")


@given(formats, sizes)
def test_every_copy_has_every_page_once(format, size):  # noqa: A002
    plan = paper(format, BW, size)
    assert plan.up == 1 or plan.up % 2 == 0
    counted = Counter((one.page, one.side) for one in plan.placements)
    assert counted == {(side, side): plan.up for side in range(1, format.sides + 1)}


@given(formats, sizes)
def test_all_lies_on_the_paper_and_nothing_overlaps(format, size):  # noqa: A002
    plan = paper(format, BW, size)
    for side in range(1, plan.sides + 1):
        boxes = [_box(one, format) for one in plan.placements if one.side == side]
        for number, (left, low, right, high) in enumerate(boxes):
            assert min(left, low) >= 0
            assert right <= plan.width
            assert high <= plan.height
            for other in boxes[:number]:
                apart_across = left >= other[2] or other[0] >= right
                apart_up = low >= other[3] or other[1] >= high
                assert apart_across or apart_up


@given(formats, sizes)
def test_each_leaflet_is_centred_in_what_the_cuts_leave_it(format, size):  # noqa: A002
    plan = paper(format, BW, size)
    across = sorted({0.0, plan.width} | {cut.x1 for cut in plan.cuts if cut.x1 == cut.x2})
    up = sorted({0.0, plan.height} | {cut.y1 for cut in plan.cuts if cut.y1 == cut.y2})
    for one in plan.placements:
        left, low, right, high = _box(one, format)
        assert any(
            left - a == pytest.approx(b - right)
            for a, b in pairwise(across)
            if a <= left and right <= b
        )
        assert any(
            low - a == pytest.approx(b - high) for a, b in pairwise(up) if a <= low and high <= b
        )


@given(formats, sizes, st.sampled_from(["long", "short"]))
def test_backs_lie_behind_their_fronts_whichever_edge_turns(format, size, edge):  # noqa: A002
    format = replace(format, sides=2)  # noqa: A001
    plan = paper(format, BW, size)
    if plan.flip not in {"either", edge}:
        return
    mirrored = [(0.0, 0.0), (format.width, 0.0), (0.0, format.height)]
    fronts = sorted(
        tuple(_rounded(_spot(one, format, u, v)) for u, v in mirrored)
        for one in plan.placements
        if one.side == 1
    )
    backs = sorted(
        tuple(
            _rounded(_through(_spot(one, format, format.width - u, v), plan, edge))
            for u, v in mirrored
        )
        for one in plan.placements
        if one.side == 2
    )
    assert fronts == backs


def _rounded(spot):
    return (round(spot[0], 6), round(spot[1], 6))


@given(formats, sizes)
def test_ticks_lie_on_cuts_inside_what_can_be_printed(format, size):  # noqa: A002
    plan = paper(format, BW, size)
    assert len(plan.ticks) == 2 * len(plan.cuts)
    for tick in plan.ticks:
        assert any(
            tick.x1 == tick.x2 == cut.x1 or tick.y1 == tick.y2 == cut.y1 for cut in plan.cuts
        )
        assert min(tick.x1, tick.y1) >= BW.edge
        assert max(tick.x1, tick.x2) <= plan.width - BW.edge
        assert max(tick.y1, tick.y2) <= plan.height - BW.edge
