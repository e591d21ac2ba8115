"""Files come back from a worker as they were, and what they share travels once."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from leaflets.model.manifest import Entry
from leaflets.verbs.chunk import Batch
from leaflets.verbs.entries import Made
from leaflets.verbs.travel import joined, parted

ROLES = ("leaflet", "paper", "picture")


def row(*files: bytes) -> tuple[Made, ...]:
    return tuple(
        Made(entry=Entry(path=role, role=role), data=data)
        for role, data in zip(ROLES, files, strict=False)
    )


FILES = st.lists(
    st.lists(st.binary(max_size=6).map(lambda end: b"%PDF " * 3 + end) | st.binary(), max_size=3),
    max_size=6,
)


@given(files=FILES)
def test_files_are_joined_as_they_were(files: list[list[bytes]]) -> None:
    rows = tuple(row(*one) for one in files)
    assert tuple(joined(parted(rows))) == rows


def test_what_files_of_a_kind_begin_with_travels_once() -> None:
    shared = bytes(range(256)) * 100
    batch = Batch(files=tuple(row(shared + bytes([number])) for number in range(50)))
    sent = pickle.dumps(batch)
    assert len(sent) < 2 * len(shared)
    assert pickle.loads(sent) == batch  # noqa: S301 – our own


def test_a_file_that_was_not_made_costs_the_others_nothing() -> None:
    shared = bytes(range(256)) * 100
    batch = Batch(files=(row(b""), *(row(shared + bytes([number])) for number in range(50))))
    sent = pickle.dumps(batch)
    assert len(sent) < 2 * len(shared)
    assert pickle.loads(sent) == batch  # noqa: S301 – our own


def test_a_file_alone_travels_whole() -> None:
    batch = Batch(files=(row(b"%PDF one"),))
    assert pickle.loads(pickle.dumps(batch)) == batch  # noqa: S301 – our own
