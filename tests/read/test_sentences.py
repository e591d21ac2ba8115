import pytest

from leaflets.read.sentences import sentences

CASES = [
    ("en", "We met Dr. Hill at No. 9 today.| He spoke for an hour."),
    ("en", "Bring pots, pans, lids etc.| We begin at noon."),
    ("en", "Etc. No. 7 is a bus."),
    ("en", "“Enough!” they said.| We agree."),
    ("en", "He lives in St. Mary's Lane.| She does not."),
    ("en", "The fare is 2.50 now.| It was two."),
    ("en", "Wait...| Nobody came."),
    ("en", "We know J. Baker well.| He bakes."),
    ("ru", "Мы живём на ул. Садовой, д. 5.| Дом стоит с 1961 г. постройки."),
    ("ru", "Дом построен в 1961 г.| Крыша течёт с весны."),
    ("ru", "Мы были в г. Озёрном и видели всё."),
    ("ru", "Они обещали т. е. соврали нам снова."),
    ("ru", "Купили стулья, столы и т. д.| Потом закрыли зал."),
    ("ru", "«Хватит!» — сказали соседи.| Мы согласны."),
    ("ru", "Проезд стоит 30 руб.| Он подорожает."),
    ("ru", "Памятник им. Кирова стоит."),
    ("uk", "Це було у 2019 р.| Потім стало гірше."),
    ("de", "Seit dem 1. September ist zu.| Niemand liest."),
    ("de", "Im 21. Jahrhundert braucht es Busse.| Sofort."),
    ("de", "Es gibt Kaffee, Tee usw.| Wir laden ein."),
    ("de", "Das gilt z. B. für Kinder.| Auch für Alte."),
    ("de", "Wir treffen Frau Dr. Berg um acht.| Sie kommt."),
    ("kk", "Бұл 2011 ж. басталды.| Содан бері күтеміз."),
    ("tr", "Bu 21. yüzyılda olmaz.| Yeter."),
    ("pl", "W 2020 r. Polska obiecała pociąg.|"),
    ("pl", "Spotkanie o godz. 18 w szkole.| Zapraszamy."),
    ("fr", "M. Dupont est venu.| Il a parlé."),
    ("es", "¡Basta!| ¡Queremos agua!"),
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_a_sentence_ends_where_a_reader_ends_it(language, marked):
    expected = [part.strip() for part in marked.split("|") if part.strip()]
    text = " ".join(expected)
    assert [text[start:stop].strip() for start, stop in sentences(text, language)] == expected


def test_a_space_lost_between_sentences_is_a_boundary_but_an_address_has_none():
    text = "We believe in night buses.They believe in cars and in nothing else."
    assert len(sentences(text, "en")) == 2
    assert len(sentences("Write to the night bus at www.buses.Example.org today.", "en")) == 1


@pytest.mark.parametrize("language", ["en", "ru", "xx", ""])
def test_sentences_cover_the_text(language):
    text = "One here. Two «there!» Three… and 4. Five? т. е. шесть. www.example.org. End"
    spans = sentences(text, language)
    assert "".join(text[start:stop] for start, stop in spans).replace(" ", "") == text.replace(
        " ", ""
    )
