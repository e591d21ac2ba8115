"""The letters of a text, comparable whatever the engine did to it."""

import unicodedata


def letters(text: str) -> str:
    """Return the letters and digits of `text`, in the form in which two texts are compared.

    Case, ligatures, compatibility forms, dotless i and Greek accents (which capitals lose) make no
    difference; spaces, signs and hyphens are left out.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ı", "i")
    return "".join(_bare(one) for one in folded if one.isalnum())


def _bare(letter: str) -> str:
    greek = "\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff"
    return unicodedata.normalize("NFD", letter)[0] if greek else letter
