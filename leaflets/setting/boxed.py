"""A text that display sets in a box of its own, whichever way its slot asks for."""

from functools import lru_cache

from leaflets.model.layout import Slot
from leaflets.model.material import Set
from leaflets.setting.ladder import rung
from leaflets.setting.overset import Overset
from leaflets.setting.poster import poster


# Dates, hours and names come again from row to row.
@lru_cache(maxsize=4096)
def boxed(text: str, slot: Slot, box: tuple[float, float], language: str) -> Set | Overset:
    """Return `text` set in `box` (width, height in mm).

    The same function sets a regional value when its page is typeset and when it is stamped.
    """
    one = poster if slot.set == "poster" else rung
    return one(text, slot, box, language)
