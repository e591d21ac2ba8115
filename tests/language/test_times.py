"""Times of day as leaflets print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflets.language.times import printed_time


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("18:00", "ru", "18:00"),
        ("18.00", "kk", "18:00"),
        ("18:00:00", "de", "18:00"),
        ("9.30", "ru", "09:30"),
        ("09:30", "es", "9:30"),
        ("18:30", "fi", "18.30"),
        ("18h", "de", "18:00"),
        ("18h30", "fr", "18h30"),
        ("6 pm", "ru", "18:00"),
        ("12 am", "de", "00:00"),
        ("12 pm", "de", "12:00"),
        ("6pm", "en", "6\u00a0pm"),
        ("6:30 p.m.", "en-US", "6:30\u00a0pm"),
        ("09:00", "en", "09:00"),
        ("18.00", "en", "18:00"),
        ("18:00-20:00", "ru", "18:00–20:00"),
        ("18.00 — 20.00", "kk-Latn", "18:00–20:00"),
        ("18-20:00", "uk", "18:00–20:00"),
        ("18-00", "ru", "18:00"),
        ("9-30", "kk", "09:30"),
        ("18-30", "de", "18:30"),
        ("6-8 pm", "en", "6–8\u00a0pm"),
        ("10 am - 2 pm", "en", "10\u00a0am–2\u00a0pm"),
        ("10 am - 2 pm", "de", "10:00–14:00"),
    ],
)
def test_a_time_is_written_as_the_language_does(text, language, wanted):
    assert printed_time(text, language) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "18-20",
        "10-15",
        "25-00",
        "18-60",
        "ab 18 Uhr",
        "25:00",
        "18:60",
        "0 pm",
        "13 pm",
        "после обеда",
        "1.2.3",
    ],
)
def test_what_is_not_sure_stays_as_it_stands(text):
    for language in ("en", "ru", "de", "xx"):
        assert printed_time(text, language) == text


@given(
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    language=st.sampled_from(("en", "ru", "kk", "kk-Latn", "de", "fr", "es", "it", "fi", "tr")),
)
def test_printing_twice_changes_nothing_and_no_figure_is_lost(hour, minute, language):
    once = printed_time(f"{hour:02}:{minute:02}", language)
    assert printed_time(once, language) == once
    assert [int(part) for part in once.replace(".", ":").split(":")] == [hour, minute]
