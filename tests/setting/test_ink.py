"""What opening quotation marks do at the edge of a large headline."""

import pytest

from leaflets.faces import face
from leaflets.setting.ink import ink


@pytest.mark.parametrize("text", ["“Air”", "„Luft“", "«Воздух»", '"Air"'])
def test_a_quotation_mark_hangs_a_little_and_never_out_of_the_page(text):
    """In a headline of 100 pt a whole pair is wider than the margin of an A5 page."""
    black = face("Fira Sans Extra Condensed 900")
    assert black is not None
    assert 0 < ink(text, black, "en").hang <= 0.15
