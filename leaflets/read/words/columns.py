"""What organisers head their columns with, in the languages of the web.

Entries are in lower case, ё as е, separated by commas. `STRONG` ones are always the field's;
`WEAK` ones are words of several meanings: the first of their fields that no other column has.
"""

STRONG = {
    "id": "id, ид, код, идентификатор, ідентифікатор, kennung, kürzel, slug, key, сәйкестендіргіш",
    "name": """name, city, town, city/town, town/city, place name, region name, municipality,
        город, города, название, наименование, населенный пункт, город/село, город/поселок,
        название города, қала, қалалар, атауы, елді мекен, қала/ауыл, қала атауы,
        місто, міста, назва, найменування, населений пункт, місто/село,
        stadt, städte, stadt/ort, ort/stadt, ortschaft, gemeinde, ortsname, горад, назва горада""",
    "languages": """languages, language, lang, langs, язык, языки, тіл, тілдер, тілі, тілдері,
        мова, мови, sprache, sprachen""",
    "place": """place, address, venue, location, meeting place, meeting point, where,
        street address,
        адрес, адреса, место, место встречи, место проведения, адрес встречи, место и адрес,
        место сбора, где, адрес/место, место/адрес,
        мекенжай, мекен-жай, мекенжайы, мекен-жайы, орны, өтетін жері, өтетін орны, кездесу орны,
        қайда, місце, місце зустрічі, місце проведення, місце збору, де,
        adresse, anschrift, treffpunkt, veranstaltungsort, wo, straße, strasse""",
    "date": """date, day, event date, when, дата, день, дата встречи, дата проведения, когда,
        дата события, дата мероприятия, дата и время, дата/время, дата начала, date and time,
        date/time, date & time, datum und uhrzeit, datum/uhrzeit, дата і час, дата та час,
        күні мен уақыты, күні және уақыты, күні, күн, өтетін күні, кездесу күні, қашан,
        дата зустрічі, дата проведення, дата події, коли, datum, tag, wann""",
    "time": """time, times, start, starts, start time, starting time, hour,
        время, начало, время начала, время встречи, время проведения, часы, во сколько,
        уақыт, уақыты, басталуы, басталу уақыты, сағат, сағаты,
        час, початок, час початку, о котрій, uhrzeit, zeit, beginn, anfang, anfangszeit""",
    "contact": """contact, contacts, контакт, контакты, контакт для связи, связь, для связи,
        байланыс, байланыстар, байланысу, контакти, зв'язок, kontakt, kontakte, ansprechpartner,
        ansprechperson, contact info""",
    "link": """link, url, web link, ссылка, адрес ссылки, ссылка на текст, сілтеме, посилання,
        verweis, internetadresse""",
    "copies": """copies, quantity, print run, number of copies, how many, amount,
        тираж, количество, кол-во, количество экземпляров, экземпляров, экземпляры, копий, копии,
        число копий, сколько, штук, шт, таралым, таралымы, дана, дана саны, саны, қанша, көшірме,
        наклад, кількість, к-сть, примірників, примірники, копій, скільки,
        auflage, stückzahl, anzahl, exemplare, menge, wie viele, kopien""",
    "shop": """shop, print shop, printshop, printer, copy shop, copyshop, printing house,
        типография, копицентр, копировальный центр, печать, где печатать, кто печатает,
        баспахана, басып шығару, көшірме орталығы, друкарня, копіцентр, копі-центр, друк,
        druckerei, kopierladen, copy-shop, drucker""",
    "demands": """demands, demand numbers, требования, номера требований, талаптар, талаптар нөмірі,
        вимоги, номери вимог, forderungen, патрабаванні""",
}  # fmt: skip

WEAK = {
    "ort": ("name", "place"),
    "region": ("name",),
    "district": ("name",),
    "регион": ("name",),
    "район": ("name",),
    "область": ("name",),
    "аймақ": ("name",),
    "аудан": ("name",),
    "облыс": ("name",),
    "регіон": ("name",),
    "bezirk": ("name",),
    "stadtteil": ("name",),
    "phone": ("contact",),
    "telephone": ("contact",),
    "phone number": ("contact",),
    "e-mail": ("contact",),
    "email": ("contact",),
    "mail": ("contact",),
    "телефон": ("contact",),
    "телефоны": ("contact",),
    "номер телефона": ("contact",),
    "тел": ("contact",),
    "контактный телефон": ("contact",),
    "телефон для связи": ("contact",),
    "контактний телефон": ("contact",),
    "байланыс телефоны": ("contact",),
    "contact phone": ("contact",),
    "kontakttelefon": ("contact",),
    "тел./whatsapp": ("contact",),
    "телефон/whatsapp": ("contact",),
    "whatsapp": ("contact",),
    "telegram": ("contact",),
    "телеграм": ("contact",),
    "почта": ("contact",),
    "телефон нөмірі": ("contact",),
    "номер телефону": ("contact",),
    "пошта": ("contact",),
    "telefon": ("contact",),
    "telefonnummer": ("contact",),
    "tel": ("contact",),
    "site": ("link",),
    "website": ("link",),
    "сайт": ("link",),
    "webseite": ("link",),
    "улица": ("place",),
    "көше": ("place",),
    "вулиця": ("place",),
    "street": ("place",),
}

# What stands behind a heading in brackets and tells how its cells are written: "Тираж (шт.)".
UNITS = """шт, экз, экземпляров, штук, дана, прим, примірників, pcs, copies, stück, stk,
    дд.мм.гггг, дд.мм.гг, кк.аа.жжжж, дд.мм.рррр, dd.mm.yyyy, yyyy-mm-dd, tt.mm.jjjj, чч:мм,
    гг:хх, hh:mm, ss:mm, обязательно, необязательно, required, optional, pflichtfeld, обов'язково,
    міндетті, город, село, поселок, аул, ауыл, місто, смт"""

# What stands behind a heading for one language alone: "Адрес (каз)".
LANGUAGES = {
    "kk": "kk, kaz, kazakh, каз, казах, казахский, на казахском, қаз, қазақ, қазақша, kasachisch",
    "ru": "ru, rus, russian, рус, русский, на русском, орыс, орысша, рос, російська, russisch",
    "uk": "uk, ukr, ukrainian, укр, украинский, українська, українською, ukrainisch, украинша",
    "de": "de, ger, german, нем, немецкий, німецька, deutsch, неміс",
    "en": "en, eng, english, англ, английский, англійська, englisch, ағылш, ағылшын, ағылшынша",
    "be": "be, bel, belarusian, бел, белорусский, білоруська, беларуская, belarussisch",
    "fr": "fr, french, фр, французский, französisch",
    "es": "es, spanish, исп, испанский, spanisch",
    "pl": "pl, polish, польск, польский, polnisch",
    "tr": "tr, turkish, тур, турецкий, türkisch, түрік, түрікше",
    "it": "it, italian, итал, итальянский, italienisch",
    "pt": "pt, portuguese, порт, португальский, portugiesisch",
}

# What a row begins with that adds up the rows above it.
TOTALS = """total, totals, subtotal, sum, grand total, in total, all in all,
    итого, итог, всего, сумма, барлығы, жиыны, жалпы, қорытынды, разом, усього, всього, сума,
    підсумок, усяго, gesamt, summe, gesamtsumme, insgesamt, razem, suma, totale, toplam, somme"""

# What a formula gives that cannot be worked out, as spreadsheets of several languages show it.
FAULTS = """#REF! #N/A #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC! #ERROR! #FIELD! #BLOCKED!
    #ССЫЛКА! #ССЫЛ! #Н/Д #ЗНАЧ! #ДЕЛ/0! #ИМЯ? #ЧИСЛО! #ПУСТО! #ПЕРЕНОС!
    #ПОСИЛАННЯ! #ЗНАЧЕННЯ! #ДІЛ/0! #ІМ'Я? #СІЛТЕМЕ! #МӘН! #БӨЛУ/0! #АТЫ?
    #BEZUG! #NV #WERT! #ZAHL! #ÜBERLAUF!"""
