"""Capitals, as each language writes them."""

import unicodedata

from leaflets.language.tags import base, script

# Capitals are wrong or not wanted here: Georgian ones are a style of their own, Armenian would
# break up its ligature, the others have none and keep their Latin words as they are.
_CASELESS = "am ar ckb fa he hi hy ja ka ko mr ne ps sd ta te th ug ur yi zh"
_DOTTED = "az crh gag tr"
# Dotted only in their Latin alphabets.
_DOTTED_LATIN = "ba kaa kk ky tt"
_ACUTE, _GRAVE, _CIRCUMFLEX, _SMOOTH, _ROUGH = "\u0301", "\u0300", "\u0342", "\u0313", "\u0314"
_GREEK_ACCENTS = frozenset((_ACUTE, _GRAVE, _CIRCUMFLEX, _SMOOTH, _ROUGH))


def upper(text: str, language: str) -> str:
    """Return `text` in the language's capitals; the same text where it has none.

    Dotted i stays dotted in the Turkic Latin alphabets, German ß becomes ẞ, Greek loses its
    accents and keeps its diaereses. Upper-casing twice changes nothing.
    """
    own = base(language)
    if own in _CASELESS.split():
        return text
    if own in _DOTTED.split() or (own in _DOTTED_LATIN.split() and script(language) == "latn"):
        text = text.replace("i", "İ")
    if own == "de":
        text = text.replace("ß", "ẞ")
    capitals = text.upper()
    return _without_accents(capitals) if own == "el" else capitals


def _without_accents(capitals: str) -> str:
    kept: list[str] = []
    greek = False
    for sign in unicodedata.normalize("NFD", capitals):
        if not unicodedata.combining(sign):
            greek = unicodedata.name(sign, "").startswith("GREEK")
        if not (greek and sign in _GREEK_ACCENTS):
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))
