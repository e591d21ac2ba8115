"""The marks of list items: dashes and bullets, numbers, letters, Roman numerals."""

import re
from dataclasses import dataclass

from leaflets.read.dates import begins_with_month, is_date

_BULLETS = "-–—−•·∙▪▫■□◼◻►▶▸●○◦◆◇‣⁃✓✔✗✘☐☑☒✅❏❑★☆➢➤➔➜➡→⇒❖✱✊👉🔴🔸🔹*"
# These need no space after them; a dash without one may be a minus or a hyphen.
_PLAIN_BULLETS = "•▪■►●✓✔☐☑☒✅✊👉🔴🔸🔹"
_COUNTERS = (
    "demand|point|forderung|punkt|требование|пункт|вимога|патрабаванне|талап|revendication|"
    "exigencia|exigência|richiesta|postulat|punkt|talep|п\\."
)
_MARK = re.compile(
    rf"""\s*(?:
      (?P<keycap>\d)\ufe0f?\u20e3\s*
    | [(\[]?(?P<number>\d{{1,2}})(?:[.)\]][-–—]?(?!\d)|\.\))\s*(?=\S)
    | №\s?(?P<numero>\d{{1,2}})[.):]?\s+
    | (?:{_COUNTERS})\s(?:№\s?)?(?P<counted>\d{{1,2}})[.):]?\s+
    | (?P<roman>[IVXІХ]{{1,4}})[.)]\s+
    | (?P<letter>[^\W\d_])[.)]\s+
    | (?P<bullet>[{re.escape(_BULLETS)}]{{1,2}})\ufe0f?(?P<gap>\s*)(?=\S)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ROMAN = {
    numeral: value
    for value, numeral in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1
    )
}
_AS_LATIN = str.maketrans("ІХ", "IX")
_TIGHT_DASH = re.compile(r"\s*[-–—*]\w")
# "I. Kant" is a person; so is "V. Ivanova".
_INITIAL = re.compile(r"\s*[IVXІХ]\.\s+[^\W\d_]+\s*$")
_FEWEST_TIGHT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark and where the item's own text begins in its line."""

    kind: str
    number: int
    end: int


def has_tight_dashes(texts: tuple[str, ...]) -> bool:
    """Return whether dashes without a space are list marks here: three lines begin so."""
    return sum(bool(_TIGHT_DASH.match(text)) for text in texts) >= _FEWEST_TIGHT


def mark(line: str, *, tight: bool = False) -> Mark | None:
    """Return the mark at the head of `line`, or None; `tight` lets a dash stand without a space.

    A line that is a date, or bold from its head on, begins no item.
    """
    found = _MARK.match(line)
    if not found or not _may_be_item(line, found.end()):
        return None
    if found["bullet"]:
        return _bullet(found, tight=tight)
    if found["letter"]:
        return Mark(kind="a", number=0, end=found.end()) if found["letter"].islower() else None
    if found["roman"]:
        return _roman(found, line)
    digits = found["keycap"] or found["number"] or found["numero"] or found["counted"]
    if found["number"] and begins_with_month(line[found.end() :]):
        return None
    return Mark(kind="1", number=int(digits), end=found.end())


def _may_be_item(line: str, end: int) -> bool:
    bold = line.lstrip().startswith("**")
    return bool(line[end:].strip()) and not bold and not is_date(line.strip())


def _bullet(found: re.Match[str], *, tight: bool) -> Mark | None:
    bullet = found["bullet"]
    if not found["gap"] and bullet not in _PLAIN_BULLETS and not tight:
        return None
    if bullet[0] in "-–—−":
        return Mark(kind="–", number=0, end=found.end())
    return Mark(kind="•" if bullet in "•●·▪■" else bullet[0], number=0, end=found.end())


def _roman(found: re.Match[str], line: str) -> Mark | None:
    value = _ROMAN.get(found["roman"].translate(_AS_LATIN))
    if value is None or _INITIAL.match(line):
        return None
    return Mark(kind="i", number=value, end=found.end())
