"""The form of a text: its words, its endings, whether it is two sentences or a name."""

import re

# In these scripts nothing stands between words; the first of their letters.
_UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
_FIRST_UNSPACED = "\u0e00"
_EAST_ASIAN = r"[\u3040-\u9fff\uac00-\ud7af]"
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_QUOTES = "\"»”“’')]*"
# The mark before closing quotes and brackets, at the end of a text.
_ENDING = re.compile(r"([;,.!?…:؟۔।։。！？])[\"»”“’')\]*]*$")
_SENTENCE_END = re.compile(r"[.!?…؟۔।։。！？][\"»”“’')\]]*$")
# One sentence ends and another begins; one or two letters before a full stop are an abbreviation.
_TWO_SENTENCES = re.compile(
    r"(?:(?<!\b[^\W\d_])(?<!\b[^\W\d_]{2})\.|[!?…])[\"»”]?\s+[\"«„“]?(?=[^\W\d_])(\w)"
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_LAST_SENTENCE = re.compile(r"[.!?…][\"»”]?\s+(?=[^\W_])(?=(\w))")

_MOST_WORDS_IN_A_NAME = 7


def words(text: str) -> list[str]:
    """Return the words of `text` as they stand."""
    return _WORD.findall(text)


def length(text: str) -> int:
    """Return how many words `text` has.

    In scripts without spaces two letters count as a word, in Thai and its kin four.
    """
    unspaced = _unspaced(text)
    if unspaced < len(text) / 3:
        return len(words(text))
    return unspaced // (2 if re.search(_EAST_ASIAN, text) else 4)


def ending(text: str) -> str:
    """Return the mark that ends `text`, within its closing quotes; empty if there is none."""
    found = _ENDING.search(text.rstrip())
    return found[1] if found else ""


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence does."""
    return bool(_SENTENCE_END.search(text.rstrip()))


def has_two_sentences(text: str) -> bool:
    """Return whether a second sentence begins inside `text`."""
    return any(not found[1].islower() for found in _TWO_SENTENCES.finditer(text))


def last_sentence(text: str) -> str:
    """Return what stands after the last end of a sentence inside `text`, by form alone."""
    cut = 0
    for found in _LAST_SENTENCE.finditer(text):
        if not found[1].islower():
            cut = found.end()
    return text[cut:]


def has_letters(text: str) -> bool:
    """Return whether `text` says anything: three letters running, or a script without spaces."""
    return bool(_LETTERS.search(text) or _unspaced(text))


def is_name(text: str) -> bool:
    """Return whether `text` may be a name: few words, most of them capital, no mark at its end."""
    found = words(text)
    if not found or len(found) > _MOST_WORDS_IN_A_NAME or ending(text):
        return False
    return sum(word[0].isupper() for word in found) >= 0.6 * len(found)


def _unspaced(text: str) -> int:
    """Return how many letters of scripts without spaces a text has."""
    # Most texts have none, and the pattern takes milliseconds to be made.
    return 0 if max(text, default="") < _FIRST_UNSPACED else len(re.findall(_UNSPACED, text))
