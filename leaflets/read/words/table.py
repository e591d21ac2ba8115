"""The form of a language's table, and how its entries become patterns."""

import re
from dataclasses import dataclass
from functools import lru_cache

# After lower-casing; a capital İ leaves its dot behind.
_LETTERS = (("i\u0307", "i"), ("ı", "i"), ("ё", "е"), ("’", "'"), ("ʼ", "'"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The words of one language, in lower case, separated by commas.

    An entry stands for whole words; `demand*` also for words that begin so. In `page_lines` and
    `comments_open` an entry is a whole line, `…` at its end takes whatever follows, `#` is a
    number. In `months`, `weekdays` and `bylines` an entry is the beginning.

    Attributes:
        demanding: In a heading or the sentence before a list: it is a list of demands.
        demand_nouns: The noun alone, which may head a list.
        other_lists: The list is something else: facts, sources, names.
        closings: Open the close of a letter; what follows is the signature.
        salutations: Open a letter.
        page_lines: Lines of a web page around the text.
        comments_open: Lines that open the comments of a web page.
        comment_words, none_words: "No comments yet" has one of each.
        bylines: Open a line that names the writer.
        about_us: A heading under which the writers tell who they are.
        months, weekdays: Names, as far as they tell them apart.
        leaning: Openings that lean on the sentence before.
        soft: Of these, openings that may stay.
        demonstratives: "This" and its kin.
        empty_subjects: Openings whose pronoun stands for nothing.
        verbs: After a demonstrative these make it a pronoun.
        pointing: Words of a sentence that comes to the point.
        others: Others say so.
        ours: We say so.
        itself: The text speaks of itself.
        abbreviations: End in a full stop and end no sentence.
        closing_abbreviations: Of these, the ones a sentence may end with.
        negations, but_words: "Not … but …".
        before_numbers: Words before which a number with a full stop is an ordinal.
        joining: "And" and "or", after a hyphen that stands for a left-out part.
    """

    demanding: str = ""
    demand_nouns: str = ""
    other_lists: str = ""
    closings: str = ""
    salutations: str = ""
    page_lines: str = ""
    comments_open: str = ""
    comment_words: str = ""
    none_words: str = ""
    bylines: str = ""
    about_us: str = ""
    months: str = ""
    weekdays: str = ""
    leaning: str = ""
    soft: str = ""
    demonstratives: str = ""
    empty_subjects: str = ""
    verbs: str = ""
    pointing: str = ""
    others: str = ""
    ours: str = ""
    itself: str = ""
    abbreviations: str = ""
    closing_abbreviations: str = ""
    negations: str = ""
    but_words: str = ""
    before_numbers: str = ""
    joining: str = ""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return `text` for looking up: lower case, single spaces, ё as е, dotless ı as i."""
    low = text.lower()
    if not low.isascii():
        for letter, plain in _LETTERS:
            low = low.replace(letter, plain)
    return " ".join(low.split())


def entries(row: str) -> tuple[str, ...]:
    """Return the entries of a row of a table, folded."""
    return tuple(entry for part in row.split(",") if (entry := folded(part)))


def anywhere(row: str) -> re.Pattern[str]:
    """Return a pattern that finds an entry of `row` as whole words in folded text."""
    return re.compile(rf"(?<!\w)(?:{_alternatives(row)})(?!\w)")


def opening(row: str) -> re.Pattern[str]:
    """Return a pattern that matches an entry of `row` at the head of folded text."""
    return re.compile(rf"(?:{_alternatives(row)})(?!\w)")


def beginning(row: str) -> str:
    """Return the alternatives of words that begin as the entries of `row` do."""
    return "|".join(re.escape(entry) for entry in sorted(entries(row), key=len, reverse=True))


def _alternatives(row: str) -> str:
    found = sorted(entries(row), key=len, reverse=True)
    # A pattern without alternatives would match everywhere; this one matches nowhere.
    return "|".join(_expression(entry) for entry in found) or r"(?!)"


def _expression(entry: str) -> str:
    return re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", " ")
