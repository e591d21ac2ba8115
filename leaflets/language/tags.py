"""Language tags: which are well formed, which way they run, and what was probably meant."""

import re

# BCP 47 (RFC 5646 §2.1) without extensions, grandfathered tags and private use.
_TAG = re.compile(
    r"(?P<base>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*",
    re.IGNORECASE | re.ASCII,
)
# ISO 639-1; then codes of ISO 639-3 that people write leaflets in. Any three letters would make
# a language of `statement.new.md`.
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy
hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg
li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or
os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
ady alt ast bua ceb chm ckb crh csb dsb fil fur gag gsw haw hsb kaa kab kbd krc kum lez lld
mdf mhr myv nap nds pap rue sah scn sma smn sms szl tyv udm vec xal zgh
"""
_BASES = frozenset(_CODES.split())
_RTL_SCRIPTS = frozenset(("adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"))
_RTL_BASES = "ar ckb dv fa he ks ps sd ug ur yi"
# What a country, a car or a domain is called is not what its language is called.
_COUNTRIES = {
    "am": "hy", "at": "de", "by": "be", "cn": "zh", "cz": "cs", "dk": "da", "ge": "ka",
    "gr": "el", "il": "he", "ir": "fa", "jp": "ja", "kz": "kk", "kg": "ky", "md": "ro",
    "rs": "sr", "se": "sv", "si": "sl", "tj": "tg", "tm": "tk", "ua": "uk", "us": "en",
    "gb": "en", "vn": "vi", "eng": "en", "rus": "ru", "ukr": "uk", "kaz": "kk", "deu": "de",
    "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "pol": "pl", "tur": "tr", "bel": "be",
    "ita": "it", "por": "pt",
}  # fmt: skip


def known(language: str) -> bool:
    """Return whether `language` is a well-formed tag of a language (BCP 47, "kk", "kk-Latn")."""
    match = _TAG.fullmatch(language)
    return match is not None and match["base"].lower() in _BASES


def base(language: str) -> str:
    """Return the language alone, in small letters: "kk" for "kk-Latn-KZ"."""
    return language.replace("_", "-").partition("-")[0].lower()


def script(language: str) -> str:
    """Return the script that the tag names, in small letters ("latn"), or the empty text."""
    match = _TAG.fullmatch(language.replace("_", "-"))
    return (match["script"] or "").lower() if match else ""


def canonical(language: str) -> str:
    """Return the tag as BCP 47 writes it: "kk-Latn-KZ" for "KK_latn_kz"."""
    head, *rest = language.replace("_", "-").split("-")
    return "-".join([head.lower(), *(_subtag(part) for part in rest)])


def direction(language: str) -> str:
    """Return which way the language's writing runs: "ltr" or "rtl"."""
    named = script(language)
    if named:
        return "rtl" if named in _RTL_SCRIPTS else "ltr"
    return "rtl" if base(language) in _RTL_BASES.split() else "ltr"


def suggested(language: str) -> str:
    """Return the tag that was probably meant ("uk" for "ua"), or the empty text.

    Only slips that many people make are known: a country's code, a code of three letters.
    """
    tag = canonical(language.strip())
    if known(tag) and tag != language:
        return tag
    return _COUNTRIES.get(tag.lower(), "")


def _subtag(part: str) -> str:
    shapes = {2: part.upper(), 4: part.title()}
    return shapes.get(len(part), part.lower())
