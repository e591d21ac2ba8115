"""What each language wants of its type: quotation marks, dashes, and the words that hold together.

Languages that stand here have been looked up rule by rule; every other one gets only what is
safe in all of them (`NOTHING`).
"""

from dataclasses import dataclass

from leaflets.language.tags import base

NNBSP = "\u202f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A language's rules.

    Attributes:
        quotes: Outer opening and closing mark, inner opening and closing mark; empty: left alone.
        dash: What a hyphen between two spaces means.
        strict: Whether a spaced en dash means the same and is replaced too.
        tied: Words that keep to the next one.
        clitics: Words that keep to the one before.
        suffixes, prefixes: Parts of words whose hyphen never ends a line.
        units: Words that keep to the number before them, beside those of all languages.
        months: Their names, as regular expressions, that keep to the number of the day.
        names: Abbreviations that keep to the word after them.
        counts: Abbreviations that keep to the number after them.
        years: Abbreviations and words that keep to the year before them.
        loose: Words that do not like to end a line of display.
    """

    quotes: tuple[str, str, str, str] | None = None
    dash: str = ""
    strict: bool = False
    tied: str = ""
    clitics: str = ""
    suffixes: str = ""
    prefixes: str = ""
    units: str = ""
    months: str = ""
    names: str = ""
    counts: str = ""
    years: str = ""
    loose: str = ""


NOTHING = Rules()

_GUILLEMETS = ("«", "»", "„", "“")
_CYRILLIC_UNITS = (
    "тг тенге теңге руб коп грн кг г км м см мм мл л т га ч мин сек млн млрд тыс кв мес чел экз шт"
)
_LATIN_UNITS = "mln mld mio mrd"

_RULES: dict[str, Rules] = {
    "en": Rules(
        quotes=("“", "”", "‘", "’"),
        dash="–",
        tied="a i",
        units="a.m p.m am pm million billion pounds euros dollars percent",
        months="january february march april may june july august september october november"
        " december",
        names="mr mrs ms dr st prof",
        counts="no nos p pp vol ch art",
        loose="a an the of to in on at by for from with into and or but nor as is are no not our"
        " your their his her its we i you they that which who this these than so if",
    ),
    "ru": Rules(
        quotes=_GUILLEMETS,
        dash="—",
        strict=True,
        tied="а без в во да для до за и из изо или к ко на над не ни но о об обо от ото по под при"
        " про с со у что как",
        clitics="бы б ли ль же ж",
        suffixes="то либо нибудь ка таки",
        prefixes="кое",
        units=f"{_CYRILLIC_UNITS} тысяч тысячи тысяча миллион\\w* миллиард\\w* рубл\\w* процент\\w*"
        " час\\w* минут\\w* лет человек",
        months="января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        names="г гор ул пр просп пер пл д корп кв пос с обл им тов гр",
        counts="с стр ст п пп ч гл рис табл д кв корп каб оф тел",
        years="г. гг. год года году годом годы годов",
        loose="а без в во да для до за и из изо или к ко на над не ни но о об обо от ото по под"
        " при про с со у что как чтобы если когда через между перед мы наш наша наши это все",
    ),
    "uk": Rules(
        quotes=_GUILLEMETS,
        dash="—",
        strict=True,
        tied="а або без в від для до з за зі із і й на над не ні но о об по під при про та то у що"
        " як",
        clitics="би б ж же",
        suffixes="небудь таки то",
        prefixes="будь казна хтозна",
        units=f"{_CYRILLIC_UNITS} год хв тис гривень гривні тисяч мільйон\\w* мільярд\\w*"
        " відсотк\\w* років осіб",
        months="січня лютого березня квітня травня червня липня серпня вересня жовтня листопада"
        " грудня",
        names="м вул просп пров пл буд корп кв обл ім тов с",
        counts="с стор ст п пп ч гл рис табл буд кв корп каб тел",
        years="р. рр. рік року році роком роки років",
        loose="а або без в від для до з за зі із і й на над не ні но о об по під при про та то у"
        " що як щоб якщо коли через між перед ми наш наша наші це всі",
    ),
    "be": Rules(
        quotes=_GUILLEMETS,
        dash="—",
        strict=True,
        tied="а аб без да дзеля для з за і й на над не ні па пад пра праз пры са у ў што як",
        clitics="бы б жа ж",
        suffixes="небудзь таки то",
        prefixes="абы",
        units=f"{_CYRILLIC_UNITS} гадз тысяч рублёў працэнт\\w* гадоў",
        months="студзеня лютага сакавіка красавіка мая траўня чэрвеня ліпеня жніўня верасня"
        " кастрычніка лістапада снежня",
        names="г вул пр пл д корп кв вобл ім тав",
        counts="с ст п ч гл мал табл д кв корп каб тэл",
        years="г. гг. год года годзе годам гады гадоў",
        loose="а аб без да дзеля для з за і й на над не ні па пад пра праз пры са у ў што як каб"
        " калі мы наш наша нашы гэта ўсе",
    ),
    "kk": Rules(
        quotes=_GUILLEMETS,
        dash="—",
        strict=True,
        tied="әр ең",
        clitics="да де та те ма ме ба бе па пе ғой ғана",
        units=f"{_CYRILLIC_UNITS} сағ мың пайыз\\w* адам жас",
        months="қаңтар\\w* ақпан\\w* наурыз\\w* сәуір\\w* мамыр\\w* маусым\\w* шілде\\w* тамыз\\w*"
        " қыркүйек\\w* қазан\\w* қараша\\w* желтоқсан\\w*",
        names="ул",
        counts="көш даңғ шағ үй пәт тел бөл",
        years="ж. жж. жыл\\w*",
        loose="әр ең бұл ол осы сол мен пен бен және немесе ал біз біздің не бірақ",
    ),
    "de": Rules(
        quotes=("„", "“", "‚", "‘"),
        dash="–",
        units=f"{_LATIN_UNITS} uhr euro prozent millionen milliarden",
        months="januar jänner februar märz april mai juni juli august september oktober november"
        " dezember jan feb apr jun jul aug sep sept okt nov dez",
        names="dr prof st",
        counts="nr s abs art bd ca kap",
        loose="der die das den dem des ein eine einen einem einer und oder aber in im an am auf"
        " aus bei mit nach von vom zu zum zur für gegen ohne um über unter wir unser unsere"
        " nicht kein keine als ist sind wie",
    ),
    "fr": Rules(
        quotes=(f"«{NNBSP}", f"{NNBSP}»", "“", "”"),
        dash="–",
        tied="à",
        units=f"{_LATIN_UNITS} euros euro heures millions milliards",
        months="janvier février mars avril mai juin juillet août septembre octobre novembre"
        " décembre",
        names="mm mme mlle dr st",
        counts="n p pp art chap no",
        loose="le la les un une des du de d à au aux en dans par pour sur sous sans avec et ou ni"
        " mais nos notre votre leur leurs ce cette ces que qui ne pas",
    ),
    "es": Rules(
        quotes=("«", "»", "“", "”"),
        dash="—",
        tied="a y o e u",
        units=f"{_LATIN_UNITS} euros euro horas millones",
        months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
        " diciembre",
        names="sr sra dr dra d.ª avda",
        counts="n.º núm pág págs art cap",
        loose="el la los las un una unos unas de del a al en con por para sin sobre y o e u ni"
        " pero que no se su sus nuestro nuestra nuestros nuestras",
    ),
    "pt": Rules(
        quotes=("«", "»", "“", "”"),
        dash="–",
        tied="a e o à",
        units=f"{_LATIN_UNITS} euros euro reais horas milhões",
        months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
        " dezembro",
        names="sr sra dr dra av",
        counts="n.º pág págs art cap",
        loose="o a os as um uma uns umas de do da dos das em no na nos nas com por para sem sobre"
        " e ou nem mas que não se seu sua nosso nossa nossos nossas",
    ),
    "it": Rules(
        quotes=("«", "»", "“", "”"),
        dash="–",
        tied="a e o è",
        units=f"{_LATIN_UNITS} euro ore milioni miliardi",
        months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre"
        " novembre dicembre",
        names="sig dott prof",
        counts="n pag pagg art cap",
        loose="il lo la i gli le un uno una di del della dei a al alla in nel nella con per da dal"
        " dalla su sul sulla e ed o ma che non ci si nostro nostra nostri nostre",
    ),
    "pl": Rules(
        quotes=("„", "”", "«", "»"),
        dash="–",
        tied="a i o u w z",
        units=f"{_LATIN_UNITS} tys godz zł gr złotych euro lat osób",
        months="stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
        " listopada grudnia",
        names="ul al pl os św im prof dr",
        counts="nr s str art pkt rozdz godz",
        years="r. rok roku rokiem lat",
        loose="a i o u w z we ze na do od za po pod nad przed przez przy bez dla o oraz lub ale"
        " albo że nie się ni to my nasz nasza nasze",
    ),
    "tr": Rules(
        quotes=("“", "”", "‘", "’"),
        dash="–",
        units=f"{_LATIN_UNITS} tl lira bin milyon milyar yıl kişi",
        months="ocak\\w* şubat\\w* mart\\w* nisan\\w* mayıs\\w* haziran\\w* temmuz\\w* ağustos\\w*"
        " eylül\\w* ekim\\w* kasım\\w* aralık\\w*",
        names="dr prof",
        counts="s no",
        loose="ve ile veya ya ama bir bu şu her çok en daha ne hem",
    ),
    "cs": Rules(
        quotes=("„", "“", "‚", "‘"),
        dash="–",
        tied="a i k o s u v z",
        units=f"{_LATIN_UNITS} kč hod",
        months="ledna února března dubna května června července srpna září října listopadu"
        " prosince",
        names="ul nám sv",
        counts="č s str čl odst",
        loose="a i k ke o s se u v ve z ze na do od za po pod nad před při pro bez ale nebo že"
        " aby ne",
    ),
    "sk": Rules(
        quotes=("„", "“", "‚", "‘"),
        dash="–",
        tied="a i k o s u v z",
        units=f"{_LATIN_UNITS} hod",
        months="januára februára marca apríla mája júna júla augusta septembra októbra novembra"
        " decembra",
        names="ul nám sv",
        counts="č s str čl ods",
        loose="a i k ku o s so u v vo z zo na do od za po pod nad pred pri pre bez ale alebo že"
        " aby nie",
    ),
}


def rules(language: str) -> Rules:
    """Return the language's rules; those that change nothing where it has none here."""
    return _RULES.get(base(language), NOTHING)


def loose(language: str) -> frozenset[str]:
    """Return the words, in small letters, that do not like to end a line of display."""
    return frozenset(rules(language).loose.split())
