"""A leaflet's objects are found one by one, whatever lies between them."""

import pytest

from leaflets.press.objects import bodies

OLD, NEW = b"<< /Old 3 0 R >>", b"<< /New true >>"
PLAIN = b"<< /A 2 0 R >>"
# What data may look like.
STREAM = b"<< /Length 20 >>\nstream\n%b\nendstream" % b"\nendobj\n7 0 obj\nabcd"


def written(*objects: tuple[int, bytes]) -> bytes:
    """Return a file whose table leads to the last object of each number."""
    pdf, places = b"%PDF-1.4\n", {}
    for number, body in objects:
        places[number] = len(pdf)
        pdf += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    size = len(places) + 1
    table = b"xref\n0 %d\n%010d 65535 f \n%b" % (size, 0, rows)
    return b"%b%btrailer << /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (pdf, table, size, len(pdf))


@pytest.mark.parametrize("before", [PLAIN, STREAM])
def test_an_object_that_another_stands_for_is_part_of_none(before: bytes) -> None:
    found = bodies(written((1, before), (2, OLD), (3, b"(x)"), (2, NEW)))
    assert found == {1: before, 2: NEW, 3: b"(x)"}


def test_a_stream_is_as_long_as_it_says() -> None:
    assert bodies(written((1, STREAM), (2, PLAIN))) == {1: STREAM, 2: PLAIN}


def test_an_object_that_is_not_where_the_table_says_is_told() -> None:
    pdf = written((1, PLAIN), (2, NEW))
    with pytest.raises(ValueError, match="object 2"):
        bodies(pdf.replace(b"\n2 0 obj", b"\n4 0 obj"))
