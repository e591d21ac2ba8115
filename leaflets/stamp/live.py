"""What a tagged leaflet tells of its region besides what it shows: texts, and where links lead.

Both stand in the structure and in the annotations of the pressed master, as strings to fill.
"""

import re
from collections.abc import Mapping

from leaflets.layout.marks import written_in
from leaflets.layout.portions import bare
from leaflets.model.pressed import ADDRESS, of_language, part
from leaflets.model.proof import Regional
from leaflets.stamp.holes import string, text_of

# White space as CSS folds it, and what tells the engine where to break a line.
_FOLDED = re.compile(r"[ \t\n\r\f]+")
_UNSAID = re.compile("[\u00ad\u2060]")


def told(differs: Regional, values: tuple[str, ...]) -> Mapping[str, str]:
    """Return what each part of the slots says, by its name; texts are in their own case.

    What display sets is said as the press says it of all set texts.
    """
    return {
        part(slot.name, number): (bare if slot.room else _said)(written_in(text, values))
        for slot in differs.slots
        for number, text in enumerate(slot.texts)
        if text
    }


def strings(texts: Mapping[str, str], url: str, language: str = "") -> dict[str, bytes]:
    """Return what fills the strings of a side: texts by their names, and where links lead."""
    return {name: string(text) for name, text in _named(texts, url, language).items()}


def tells(
    read: Mapping[str, bytes], texts: Mapping[str, str], url: str, language: str = ""
) -> bool:
    """Tell whether the strings of a finished file say these texts on a side and lead there."""
    wanted = _named(texts, url, language)
    return all(text_of(read[name]) == text for name, text in wanted.items() if name in read)


def _named(texts: Mapping[str, str], url: str, language: str) -> Mapping[str, str]:
    return {of_language(name, language): text for name, text in {**texts, ADDRESS: url}.items()}


def _said(text: str) -> str:
    return _FOLDED.sub(" ", _UNSAID.sub("", text)).strip(" ")
