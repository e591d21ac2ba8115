"""A leaflet's objects are found by its own table, whatever stands in its streams."""

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf

from leaflets.press.objects import bodies, pages


def written(count: int = 2, content: bytes = b"q Q") -> bytes:
    pdf = Pdf.new()
    for _ in range(count):
        page = pdf.add_blank_page(page_size=(100, 100))
        page.obj.Contents = pdf.make_stream(content)
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def test_every_object_is_found_with_all_that_it_holds() -> None:
    content = b"% 9 0 obj\nendobj\nstream\n(trailer)"
    found = bodies(written(content=content))
    with pikepdf.open(io.BytesIO(written(content=content))) as pdf:
        assert found.keys() == {one.objgen[0] for one in pdf.objects}
    assert (
        sum(body.endswith(b"stream\n" + content + b"\nendstream") for body in found.values()) == 2
    )


def test_pages_come_in_their_order() -> None:
    data = written(count=3)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pages(data, bodies(data)) == tuple(page.obj.objgen[0] for page in pdf.pages)


def test_a_file_without_a_plain_table_has_none() -> None:
    with pikepdf.open(io.BytesIO(written())) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.generate)
    assert bodies(out.getvalue()) == {}
    assert bodies(b"no file at all") == {}


def test_a_table_that_leads_elsewhere_is_refused() -> None:
    data = written()
    with pytest.raises(ValueError, match="not where the table says"):
        bodies(data.replace(b"\n2 0 obj", b"\n8 0 obj"))


def test_pages_in_several_nodes_are_refused() -> None:
    with pikepdf.open(io.BytesIO(written())) as pdf:
        node = pdf.make_indirect(
            Dictionary(Type=Name.Pages, Kids=list(pdf.Root.Pages.Kids), Count=2)
        )
        pdf.Root.Pages.Kids = pikepdf.Array([node])
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.disable)
    data = out.getvalue()
    with pytest.raises(ValueError, match="one list"):
        pages(data, bodies(data))
