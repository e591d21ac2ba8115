import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leaflets.model.layout import FieldRule
from leaflets.model.proof import FieldBlock, Place, RegionalSlot
from leaflets.setting.block import block, fitted_block
from leaflets.setting.column import column
from leaflets.setting.overset import Reason
from leaflets.setting.proven import unproven, unsettable
from leaflets.units import to_px

MORE = "Geologica,'Noto Sans Georgian','Noto Sans Armenian','Noto Sans Hebrew','Noto Sans Arabic'"
STYLES = {
    "plain": f"width:62.5mm;font:500 12pt/1.3 Literata,{MORE}",
    "condensed": f"width:48mm;font:700 12.5pt/1.14 'Fira Sans Extra Condensed',{MORE}",
    "spaced capitals": f"width:71mm;font:700 11.37pt/1.2 'Fira Sans Extra Condensed',{MORE};"
    "letter-spacing:.08em;text-transform:uppercase",
    "tight and to the right": f"width:50mm;font:400 12pt/1.3 Literata,{MORE};"
    "letter-spacing:-.333pt;text-align:right",
    "whole pixels between letters": f"width:70mm;font:700 13px/normal Oswald,{MORE};"
    "letter-spacing:3px",
    "centred": f"width:55mm;font:700 15pt/normal 'Inter Tight',{MORE};text-align:center",
    "figures": f"width:50mm;font:italic 400 9.3pt/14pt Literata,{MORE};text-align:end;"
    "font-variant-numeric:tabular-nums oldstyle-nums",
}
NAME = (
    "Верхненижнеусть-Каменогорскосельско-Приозёрный округ имени "
    "Первопроходцев, посёлок Дальний Мыс-Лес"
)
ADDRESSES = """\
парк
ул. Абая
ул.\u00a0Абая,\u00a0д.\u00a07
ул. Абая, д. 7, кв. 12, подъезд 3, этаж 4
ул.\u00a0Абая, д.\u00a07, кв.\u00a012, подъезд\u00a03, этаж\u00a04, домофон\u00a012
ул. Абая/Гагарина
ул. Абая/Гагарина/Ленина/Фурманова/Сейфуллина/Толе-би/Кунаева/Пушкина/Абая
двор—сад—парк—двор—сад—парк—двор—сад—парк—двор—сад—парк—двор
двор — сад – парк - двор
главный вход в Центральный парк культуры и отдыха
главный вход в Центральный парк культуры и отдыха имени Речников, напротив дома 12 и фонтана
Санкт-Петербург-на-Неве
Санкт\u2011Петербург
Ростов-на-Дону, пл. 5-го Декабря, д. 1/2
с/х, д/с, ж/д ст. м. «Речная»
ст. м. Речная; ост. «Рынок», ТЦ «Мост»
у памятника (напротив школы-лицея № 4)
№ 5… „в“ ‘x’ “y” — §3, 5°, ½
№5/№ 6/№\u00a07
«Дом „в доме“»
«Заря»
"Заря"
'Заря'
‚Tag‘ „Tag“ »Tag« ›Tag‹
L’été à l’île
don't, can’t, d'Artagnan
5′ 10″
‹x› «x» (x) [x] {x} <x>
((([x])))
)x( ]x[ }x{
(
)
«
»
—
…
!
?!
-
/
а
Я
я а, и б! в? г:
A
i
l
1
11:11
7.7
18:30
15:00–18:00
12–14 июня
1-го мая
1 сентября, 12:00
5 000 ₽
12\u202f000 тг, 5\u2009кг
100%
100 %
50 °C
±5 × 3 ÷ 2 = 7,5
a+b=c
+7 701 222-33-44
+7\u00a0701\u00a0222\u201133\u201144
8 (727) 555-01-02, доб. 12
e-mail@example.org
@town_meeting
#площадь
https://example.org/ru/r5
https://example.org/ru/a-very-long-path/with-many/parts_and-dashes/2026/index.html?x=1&y=2
example.org/\u200bочень/\u200bдлинный/\u200bадрес/\u200bстраницы/\u200bздесь/\u200bи/\u200bтам
а\u2060б
а\u200bб
\u200bа
а\u200b
\u00a0начало
конец\u00a0
\u00a0
\u00a0\u00a0\u00a0
а\u00a0\u00a0б
а\u2003б\u2002в\u2009г\u200aд
 спереди
 с  двух   сторон
строка\nстрока
столбец\tстолбец
Усть  Каменогорск
Кра\u0301сный за\u0301мок
ю\u0301 я\u0301 э\u0301 ы\u0301
а\u0308\u0301 e\u0323\u0302 n\u0303 ы\u0308
Ха\u0300 No\u0323\u0302i
Ha\u0300 No\u0323\u0302i
Hà Nội, quận Hoàn Kiếm, đường Lý Thường Kiệt, ở ữ ẫ
й и\u0306 ё е\u0308 ї і\u0308
Өскемен қаласы
Ғылым ұлы, Үміт көшесі, Һәм Әлем, ңқұ
Қызылорда, Әл-Фараби даңғылы 71/2
Ўзбекистон кўчаси, Ҳамза
Їжак, ґанок, єднання, Івано-Франківськ
Љубљана, Њива, Ђорђе, Џеп
Ѓорѓи, Ќирил, Ѕвезда
Башҡортостан, Өфө, Һаҡмар
Offenbach fiff
office fjord affluent
AVATAR Town
ТАТУ, ГАЗ, Yo. AV, P. L’, To, Ty, «Т», Г.
Straße Gießen, Außenring 5
Łódź, Żółć, Gdańsk
Škoda, Žižkov, Čáslav, Ďábel, Ťava
Île-de-France, Œuvre, naïve, façade
São Paulo, Conceição
İstanbul, Ağrı, Çanakkale, Iğdır, şehir
Reykjavík, Þingvellir, Ærø, Åbo
Ţară, Ţepeş, Țară, Țepeș
Ġgantija, Ħal, Ŵyl, ŷ, ĉapelo
ĳ Ĳ ŉ ŀ Ŀ ǆ ǅ Ǆ ﬁ ﬂ
Main Street 5/7, Bus-Station B
1st, 2nd, 3rd & 4th
A.V. Club; B.C.; C/o D.
Θεσσαλονίκη
Πλατεία Αριστοτέλους, ώρα έξι, ΐ ΰ
Άγιος Ηλίας 5, Ηράκλειο
Ἀθῆναι
თბილისი
რუსთაველის გამზირი 12
ქუთაისი, «ბაღი», №5
ვაჟა-ფშაველას 7/2, სადარბაზო 3
Երևան
Հանրապետության հրապարակ
Գյումրի, «Այգի», շենք 5։
ու եւ ﬓ
Tbilisiთბ Ж
ул. რუსთაველი/Абая 5
თბილისი (Tbilisi), Тбилиси
Երևան (Yerevan)
Main Street, ул. Абая, Πλατεία 5
Wi-Fi гамзири გამზირი 12, Wi-Fi
[თბ] {Եր} <ж> «λ» “თ” ‘Ա’
(გამზირი 12) парк (გამზირი)
5/7 თბილისი 5/7 Երևան 5/7
{a} 5% <b> & c; {{ 7*7 }}
=1+1
_подчёркнуто_ *звёзды* `код` ~тильда~ |черта| ^
\\ обратная
© ® ™ † ‡ • · ¶
¼ ½ ¾ ¹ ² ³ ª º
€ £ ¥ ¢ ₽ ₸ ₴ ₾ ₺ ₼
→ ↑
ÀÁÂÃÄÅ ÈÉÊË ÌÍÎÏ ÒÓÔÕÖ ÙÚÛÜ ÝŸ
αβγδε ζηθικ λμνξο πρστυ φχψω
абвгд еёжзи йклмн опрст уфхцч шщъыь эюя
АБВГД ЕЁЖЗИ ЙКЛМН ОПРСТ УФХЦЧ ШЩЪЫЬ ЭЮЯ
აბგდე ვზთიკ ლმნოპ ჟრსტუ ფქღყშ ჩცძწჭ ხჯჰ
աբգդե զէըթժ իլխծկ հձղճմ յնշոչ պջռսվ տրցւփ քօֆ"""
AWKWARD = [
    *ADDRESSES.split("\n"),
    *(NAME[:count].strip() for count in range(1, 91)),
    "строка\nстрока",
]
ALPHABETS = {
    "Latin": "aeiounrstlfTAVPLYWßéñüçőłžđfi",
    "Cyrillic": "аеиоунрстлГТАУЪфщюёійґ",
    "Kazakh": "әғқңөұүһіӘҒҚҢӨҰҮҺІатл",
    "Greek": "αειουνρστλΓΤΑΥάέϊΐς",
    "Georgian": "აეიოუნრსტლღჟჰ",
    "Armenian": "աեիոունրստլեւՏԱՎև",
}
LANGUAGES = "kk tt tr az crh ro mo nl ca pl af sr mk bg uk ru kk-Latn sr-Latn en el"
SIGNS = " " * 12 + "\u00a0\u200b-–—/.,:;!?«»()[]„“”’№%&+0123456789"


def settable(paragraphs):
    """Return those that the setter may set, and its blocks."""
    theirs = [one for one in paragraphs if not (unproven(one.style) or unsettable(one.style))]
    return theirs, [block(one.style) for one in theirs]


def test_the_table_holds_two_hundred_values():
    assert len(set(AWKWARD)) >= 200


@pytest.mark.parametrize("style", list(STYLES)[:4])
def test_awkward_values_are_set_as_the_engine_sets_them(style, typeset, differences):
    typed = typeset([(STYLES[style], "ru", text) for text in AWKWARD])
    theirs, ours = settable(typed)
    assert len(ours) >= 215
    found = differences(theirs, ours)
    assert found == []


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_random_values_are_set_as_the_engine_sets_them(alphabet, typeset, differences):
    letters = st.text(ALPHABETS[alphabet], min_size=1, max_size=9)
    words = st.one_of(letters, letters, st.text(SIGNS, min_size=1, max_size=3))
    texts = st.lists(words, min_size=1, max_size=12).map(lambda parts: "".join(parts).strip())
    styles = st.sampled_from(sorted(STYLES.values()))
    cases = st.lists(st.tuples(styles, texts, st.floats(18, 90)), min_size=12, max_size=12)
    languages = st.sampled_from(["ru", "kk", "de", "en", "el", "ka", "hy", "tr"])

    # A failure names its texts; shrinking would typeset a hundred pages more.
    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, languages)
    def agree(drawn, language):
        typed = typeset(
            [(f"{style};width:{width!r}mm", language, text) for style, text, width in drawn]
        )
        found = differences(*settable(typed))
        assert found == []

    agree()


def test_capitals_are_the_engines_own(typeset, differences):
    """A German ß becomes SS there, and ẞ in texts that we upper-case ourselves."""
    text = "Straße ijsvogel άιξ Θεσσαλονίκη İzmir ilçesi ǆ ŉ თბ ѓ ﬁ"
    css = STYLES["condensed"] + ";width:300mm;text-transform:uppercase"
    languages = ("de", "nl", "el", "tr", "az", "kk", "ka", "en")
    theirs, ours = settable(typeset([(css, language, text) for language in languages]))
    assert len(ours) == len(languages)
    assert differences(theirs, ours) == []
    assert ours[0].lines[0].text.startswith("STRASSE")
    assert [made.lines[0].text.split()[5] for made in ours[2:5]] == ["ILÇESI", "İLÇESİ", "İLÇESİ"]


def test_letters_have_the_form_that_their_language_has_in_their_script(typeset, differences):
    """Latin words in a Kazakh text are English ones to the engine, and join f and i."""
    text = "fi office ij l·l Ş Ţ бгдпт ѓ ќ ó"
    faces = ("500 12pt Literata", "700 12pt 'Fira Sans Extra Condensed'", "500 12pt Geologica")
    languages = LANGUAGES.split()
    cases = [
        (f"width:300mm;font:{face}", language, text) for face in faces for language in languages
    ]
    theirs, ours = settable(typeset(cases))
    assert len(ours) == len(cases)
    assert differences(theirs, ours) == []


def test_weights_are_chosen_as_the_engine_chooses_them(typeset, differences):
    families = ("Literata", "Geologica", "Oswald", "'Inter Tight'", "'Noto Sans Georgian'")
    cases = [
        (f"width:300mm;font:{slant} {weight} 12pt {family},{MORE}", "ru", "Парк AV თბ 12")
        for family in families
        for weight in (300, 400, 500, 600, 700, 800, 900)
        for slant in ("normal", "italic")
    ]
    theirs, ours = settable(typeset(cases))
    assert len(ours) == len(cases)
    assert differences(theirs, ours) == []


@pytest.mark.parametrize(
    "css",
    [
        "font-variant-caps:small-caps",
        "font-variant-caps:all-small-caps;letter-spacing:1pt",
        "font-variant-numeric:oldstyle-nums proportional-nums slashed-zero",
        "font-variant-numeric:diagonal-fractions",
        "font-variant-ligatures:none",
        "font-variant-ligatures:discretionary-ligatures",
        "font-kerning:none",
        "font-feature-settings:'dlig','zero' 1",
        "font-feature-settings:'liga';letter-spacing:1pt",
        "font-variant-position:super",
        "hyphens:auto",
        "overflow-wrap:anywhere",
        "line-height:normal;text-align:end",
        "line-height:6mm;text-align:right;letter-spacing:-.02em",
    ],
)
def test_features_are_those_of_the_engine(css, typeset, differences):
    texts = ("Office 1/2 20:30 Парк fi AV", "ct st Қызылорда, 10–12", "№ 100")
    cases = [
        (f"{STYLES[style]};width:200mm;{css}", "ru", text)
        for style in ("plain", "condensed")
        for text in texts
    ]
    theirs, ours = settable(typeset(cases))
    assert len(ours) == len(cases)
    assert differences(theirs, ours) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "الجزائر ساحة الشهداء، نص شارع العاصمة میدان آزادی حديقة"),
        ("he", "תל אביב חיפה כיכר, העצמאות רחוב. שדרות"),
    ],
)
def test_words_of_one_script_are_set_from_right_to_left(language, words, typeset, differences):
    each = words.split()
    texts = [" ".join(each[first:last]) for first in range(4) for last in range(first + 1, 8)]
    cases = [
        (f"{style};direction:rtl", language, text) for style in STYLES.values() for text in texts
    ]
    theirs, ours = settable(typeset(cases))
    assert len(ours) > 100
    assert differences(theirs, ours) == []


def test_words_of_one_script_may_stand_in_a_line_that_runs_the_other_way(typeset, differences):
    cases = [(STYLES["centred"], "ru", text) for text in ("حديقة العاصمة", "תל אביב", "חיפה")]
    theirs, ours = settable(typeset(cases))
    assert len(ours) == len(cases)
    assert differences(theirs, ours) == []


def test_a_value_that_is_too_long_is_set_as_the_engine_sets_its_size(typeset, differences):
    """The engine is told the scale that ours was fitted to."""
    text = "главный вход в Центральный парк культуры и отдыха, напротив дома 12 и фонтана"
    rule = FieldRule(name="place", lines=2, minimum=0.6)
    css = "width:75mm;font-family:Literata;font-weight:500;letter-spacing:.02em;"
    css += "font-size:calc(var(--k)*12.5pt);line-height:1.14;--k:"
    (whole,) = typeset([(css + "1", "ru", text)])
    made = fitted_block(whole.style, rule)
    assert 0.6 < made.scale < 1
    assert len(made.lines) == 2
    assert differences(typeset([(f"{css}{made.scale!r}", "ru", text)]), [made]) == []


def test_sizes_at_every_scale_are_those_of_the_engine(typeset):
    css = "font:500 12pt Literata;font-size:calc(var(--k)*{}pt*var(--s));--s:{};--k:{}"
    cases = [
        (css.format(size, scale, step / 200), "ru", "а")
        for size in (10.5, 12.5, 24)
        for scale in (1, 1.4)
        for step in (*range(140, 200, 3), 200)
    ]
    typed = typeset(cases)
    whole = [one for one in typed if one.style.size][20::21]
    for at, one in enumerate(typed):
        base = whole[at // 21].style
        step = (*range(140, 200, 3), 200)[at % 21]
        [ours] = block(base, step / 200).lines
        assert abs(ours.runs[0].size - one.lines[0][2][0][2]) < 1.1 / 1024, one.style


def test_what_is_too_much_is_told_with_the_lines_as_far_as_they_go(typeset):
    (one,) = typeset([("width:30mm;font:500 12pt/1.2 Literata", "ru", "Достопримечательностей")])
    made = fitted_block(one.style, FieldRule(name="place"))
    assert made.over is not None
    assert made.over.reason == Reason.WORD_TOO_WIDE
    assert made.over.mm > 1
    assert [line.text for line in made.lines] == ["Достопримечательностей"]


def test_nothing_takes_no_room(typeset):
    (one,) = typeset([("width:60mm;font:500 12pt/1.3 Literata", "ru", " \n ")])
    made = block(one.style)
    assert (made.lines, made.height, one.height) == ((), 0.0, 0)


def test_a_space_after_the_last_word_is_all_that_the_engine_draws_and_we_do_not(
    typeset, differences
):
    css = "width:60mm;font:500 12pt/1.3 Literata;text-align:center"
    (one,) = typeset([(css, "ru", "сзади ")])
    one.lines[0][2].pop()
    assert differences([one], [block(one.style)]) == []


def test_blocks_push_those_below_them(typeset):
    css = "font:700 12pt/1.2 Geologica;width:50mm;margin:0 0 3mm 4mm"
    short, long = ("Парк", "18:00", "у входа"), ("Парк культуры и отдыха имени Речников", "9", "у")
    slot = "<div data-slot=event style='position:relative;padding:2mm'>{}</div>"
    specimen, filled = (
        [*typeset([(css, "ru", text) for text in texts], slot)] for texts in (short, long)
    )
    blocks = tuple(
        FieldBlock(
            style=one.style,
            field=one.style.field,
            x=to_px(6),
            y=one.top,
            height=one.height,
            paint=number,
        )
        for number, one in enumerate(specimen)
    )
    place = Place(page=1, quad=((0, 0), (1, 0), (1, 1), (0, 1)))
    whole = RegionalSlot(name="event.1", slot="event", place=place, blocks=blocks, bottom=80.0)
    made = column(whole, long, (1.0, 1.0, 1.0))
    expected = [one.top + y for one in filled for _, y, _ in one.lines]
    assert [line.y for _, line in made.lines] == pytest.approx(expected, abs=0.002)
    paints = [number for number, one in enumerate(filled) for _ in one.lines]
    assert [paint for paint, _ in made.lines] == paints
    assert paints.count(0) > 1
    assert {line.x for _, line in made.lines} == {to_px(6)}
    assert made.down == pytest.approx(filled[-1].top + filled[-1].height - 80)
