"""What a set text says stands around its letters."""

from leaflets.stamp.letters import told


def test_the_mark_of_a_set_text_ends_where_its_face_still_holds() -> None:
    """A mark that ends behind its graphics state is read in another order by poppler."""
    content = b"q\n0 g\nBT\n/F 9 Tf\n[<0001>] TJ\nET\nQ\n"
    said = told(content, "Ä")
    assert said.startswith(b"q\n0 g\n/Span <</ActualText <FEFF00C4>>> BDC\nBT\n")
    assert said.endswith(b"ET\nEMC\nQ\n")


def test_where_nothing_is_drawn_nothing_is_said() -> None:
    assert told(b"", "Ä") == b""
