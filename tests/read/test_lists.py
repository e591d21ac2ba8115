"""Lists as people mark them, and the lines around a text, each with what went wrong once."""

from pathlib import Path

import pytest

from leaflets.problems import LeafletsError
from leaflets.read.dates import begins_with_month
from leaflets.read.page import is_page
from leaflets.read.statement import read

BODY = "The leaves of the whole street fell on the roof of the station, and there they stayed."


def _read(folder: Path, text: str, language: str = "en"):
    path = folder / f"roof.{language}.txt"
    path.write_text(text, encoding="utf-8")
    return read(path, name=path.name)


@pytest.mark.parametrize(
    ("language", "demands"),
    [
        ("en", ("Maintain the roof.", "Set a date for the repair.", "Decide in public.")),
        ("en", ("March with us.", "Mark three crossings.", "Augment the wages.")),
        ("ru", ("Мести крышу каждый день.", "Красить крышу.", "Беречь крышу.")),
        ("pl", ("Grupy do dziesięciu osób.", "Lipy zostają.", "Stypendia dla uczniów.")),
        ("kk", ("Қазақ тілінде жазылсын.", "Тамақ тегін болсын.", "Қарау ашық болсын.")),
    ],
)
@pytest.mark.parametrize("close", [".", ")"])
def test_a_number_before_a_word_that_begins_like_a_month_is_a_number(
    tmp_path, language, demands, close
):
    listed = "\n".join(f"{number}{close} {text}" for number, text in enumerate(demands, 1))
    statement = _read(tmp_path, f"Sweep it\n\n{BODY}\n\nWe demand:\n\n{listed}\n", language)
    assert tuple(demand.text for demand in statement.demands) == demands


@pytest.mark.parametrize("text", ["Mai ist der Tag der Arbeit", "März 2027 im Hof", "maja 2027"])
def test_a_day_before_its_month_is_no_number_of_a_list(text):
    assert begins_with_month(text)


@pytest.mark.parametrize("mark", ["☐", "☑ ", "✗ ", "◆ ", "➡️ ", "👉 ", "🔴", "▪️ ", "✊ "])
def test_boxes_arrows_and_the_signs_of_messengers_mark_items(tmp_path, mark):
    listed = f"{mark}Sweep the roof.\n{mark}Paint the roof."
    statement = _read(tmp_path, f"Sweep it\n\n{BODY}\n\nWe demand:\n\n{listed}\n")
    assert [demand.text for demand in statement.demands] == ["Sweep the roof.", "Paint the roof."]


@pytest.mark.parametrize("after", ["", "\n\nRoof watchers of Mill Lane\n"])
def test_a_list_that_is_the_whole_text_below_its_title_is_taken_for_demands(tmp_path, after):
    statement = _read(tmp_path, f"Open the pool\n\n- Open it on Sundays.\n- Keep it warm.{after}")
    assert [demand.text for demand in statement.demands] == ["Open it on Sundays.", "Keep it warm."]
    assert "demands-by-form" in [problem.code for problem in statement.problems]


@pytest.mark.parametrize(
    "line",
    [
        "Главная → Новости → Заявления",
        "Home › News › Statements",
        "5 min read",
        "3-4 min read",
        "Время чтения: 5 минут",
        "Lesezeit: 4 Minuten",
        "2 хв читання",
    ],
)
def test_a_trail_and_the_time_it_takes_to_read_are_the_pages(tmp_path, line):
    assert is_page(line)
    assert _read(tmp_path, f"{line}\n\nSweep it\n\n{BODY}\n").title == "Sweep it"


def test_a_call_and_a_second_one_are_a_title(tmp_path):
    title = "Stop the noise! Give us back our nights and our sleep"
    assert _read(tmp_path, f"{title}\n\n{BODY}\n").title == title


def test_a_subtitle_below_the_title_of_a_wrapped_text_is_no_part_of_it(tmp_path):
    text = (
        "Библиотека — не склад! Верните читальный зал\nОткрытое письмо читателей библиотеки № 9\n\n"
        "Сначала говорили, что зал закрывают на неделю, потом внесли\nкоробки, и оказалось, что "
        "теперь это склад чужой мебели, а\nчитателям показали на дверь и на снег за дверью, и они\n"
        "пошли писать письмо.\n"
    )
    title = "Библиотека — не склад! Верните читальный зал"
    assert _read(tmp_path, text, "ru").title == title


def test_broken_front_matter_is_not_told_as_a_missing_title_too(tmp_path):
    path = tmp_path / "roof.en.md"
    path.write_text(f"---\ntitle: 5\n---\n{BODY}\n", encoding="utf-8")
    with pytest.raises(LeafletsError) as caught:
        read(path, name=path.name)
    assert [problem.code for problem in caught.value.problems] == ["number-not-text"]


@pytest.mark.parametrize("listed", ["- a\n- b\n- c", "a) x\nb) y", "- Sweep the roof."])
def test_what_a_demanding_colon_promises_and_no_list_keeps_is_told(tmp_path, listed):
    statement = _read(tmp_path, f"Sweep it\n\n{BODY}\n\nWe demand:\n{listed}\n\n{BODY}\n")
    (told,) = [one for one in statement.problems if one.code == "list-not-demands"]
    assert told.position.line == 6
    assert statement.demands == ()
    assert "…" not in told.message


def test_a_stray_mark_after_any_other_colon_is_told_by_nobody(tmp_path):
    statement = _read(tmp_path, f"Sweep it\n\n{BODY}\n\nWe saw this:\n- a\n- b\n\n{BODY}\n")
    assert "list-not-demands" not in [one.code for one in statement.problems]


def test_who_lists_the_demands_hears_nothing_of_the_lists_in_the_text(tmp_path):
    front = "---\ndemands: [Sweep the roof., Paint the roof.]\n---\n"
    text = f"Sweep it\n\n{BODY}\n\nWe demand:\n- a\n- b\n\n{BODY}\n"
    statement = _read(tmp_path, front + text)
    assert "list-not-demands" not in [one.code for one in statement.problems]
