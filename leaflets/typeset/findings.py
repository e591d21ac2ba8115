"""What measuring found, as problems in the reader's words: who is too long, by how much."""

from collections.abc import Container, Iterable, Iterator, Sequence
from math import ceil

from leaflets.model.layout import FORMATS, Slot
from leaflets.model.proof import SlotMeasure
from leaflets.model.variant import Master
from leaflets.problems import Problem, Severity, Where
from leaflets.profiles import Profile
from leaflets.setting.overset import Overset, Reason
from leaflets.typeset.heights import TOLERANCE
from leaflets.typeset.measure import Touch

# What a slot holds, as the subject of a sentence, and what its author can do about its length.
_SUBJECTS = {
    "kicker": ("The kicker is", "Shorten `kicker`"),
    "headline": ("The headline is", "Shorten `headline`, or give a shorter one with --headline"),
    "lead": ("The lead is", "Shorten `lead`, or mark a shorter first excerpt"),
    "excerpts": ("The excerpts are", "Mark fewer or shorter excerpts"),
    "demands": ("The demands are", "Shorten the demands, or leave some out"),
    "region": ("The event box is", "Shorten what `event` says"),
    "link": ("The printed link is", "Take a shorter link"),
    "signed": ("The signature is", "Shorten `signed`"),
    "imprint": ("The imprint is", "Shorten `imprint`"),
    "words": ("The layout's own words are", "Give shorter ones under `strings`"),
}
_SHORTER_WORD = "Shorten the longest word, or write it in two with a hyphen"
# In pt: what CSS rounds.
_TYPE_TOLERANCE = 0.01
_SAMPLE = 40


def floor(slot: Slot | None, profile: Profile) -> float:
    """Return the smallest type that `profile` allows in the slot, in pt."""
    return profile.imprint_floor if slot and slot.holds == "imprint" else profile.text_floor


def too_long(master: Master, slot: Slot, over: Overset, *, what: str = "") -> Problem:
    """Return what a set text or a regional value lacks, as a problem; `what` names the value."""
    subject, _ = _said(slot)
    if what:
        subject = f"{what} in the slot `{slot.name}` is"
    match over.reason:
        case Reason.NOT_COVERED | Reason.JOINED_SCRIPT:
            matter = "in letters that none of the slot's faces sets whole"
        case Reason.WORD_TOO_WIDE:
            matter = f"{over.mm:.1f} mm too wide in its longest word"
        case _:
            matter = f"{over.mm:.1f} mm too long"
    hint = f"Shorten {what}" if what else ""
    if over.reason is Reason.WORD_TOO_WIDE:
        hint = _SHORTER_WORD
    return _overset(master, slot, f"{subject} {matter}", (over.mm, over.characters), hint)


def oversets(master: Master, measures: Iterable[SlotMeasure]) -> Iterator[Problem]:
    """Yield what leaves its slot, by how much."""
    for measure in measures:
        slot = master.layout.slot(measure.name)
        mm = max(measure.over_down, measure.over_up, measure.over_across)
        if slot is None or max(mm, *(over for _, over in measure.wide), 0.0) <= TOLERANCE:
            continue
        subject, _ = _said(slot)
        characters = max(_surplus(measure), measure.over_letters) + measure.lost_letters
        word, wide = max(measure.wide, key=lambda one: one[1], default=("", 0.0))
        if wide > max(measure.over_down, TOLERANCE):
            mm = wide
            matter = f"“{_short(word)}” is {mm:.1f} mm wider than its line in"
            yield _overset(master, slot, f"{matter} the slot `{slot.name}`", (mm, 0), _SHORTER_WORD)
        elif measure.over_across > max(measure.over_down, measure.over_up):
            matter = f"{subject} {mm:.1f} mm too wide"
            yield _overset(master, slot, matter, (mm, characters), _SHORTER_WORD)
        else:
            yield _overset(master, slot, f"{subject} {mm:.1f} mm too long", (mm, characters))


def faults(master: Master, measures: Iterable[SlotMeasure]) -> Iterator[Problem]:
    """Yield what is cut, lost, off the page or too small although nothing is too long."""
    for measure in measures:
        slot = master.layout.slot(measure.name)
        smallest = floor(slot, master.profile)
        if 0 < measure.smallest < smallest - _TYPE_TOLERANCE:
            yield _too_small(master, measure, smallest)
        over = max(measure.over_down, measure.over_up, measure.over_across)
        if over > TOLERANCE or measure.wide:
            continue
        if measure.lost_letters:
            yield _lost(master, measure)
        if measure.off_page > TOLERANCE:
            yield _off_page(master, measure)
        elif measure.clipped:
            yield _clipped(master, measure)


def touches(master: Master, found: Iterable[Touch], overset: Container[str]) -> Iterator[Problem]:
    """Yield each pair of slots whose text lies on one another, with its worst place.

    What an overset slot touches mends itself with it.
    """
    worst: dict[tuple[int, tuple[str, ...]], Touch] = {}
    for touch in found:
        if any(name in overset for name in touch.slots):
            continue
        key = (touch.page, tuple(sorted(touch.slots)))
        worst[key] = max(worst.get(key, touch), touch, key=lambda one: one.mm)
    for touch in worst.values():
        one, two = (text.strip()[:_SAMPLE] for text in touch.texts)
        yield Problem(
            code="slots-touch",
            message=f"On {_on(master)} “{one}” and “{two}” lie on one another by "
            f"{touch.mm:.1f} mm (slots `{touch.slots[0]}` and `{touch.slots[1]}`).",
            hint="Shorten the longer of the two; if both are short, the layout has to part them.",
            where=Where(page=touch.page, slot=touch.slots[0], mm=round(touch.mm, 2)),
        )


def page_count(master: Master, pages: int) -> Iterator[Problem]:
    """Yield a problem if there are not as many pages as the format has sides."""
    one = master.layout.format(master.format)
    if one and pages != one.sides:
        taken = f"{pages} page{'' if pages == 1 else 's'}"
        yield Problem(
            code="pages-unexpected",
            message=f"The leaflet {_on(master)} takes {taken}; its format has {one.sides}.",
            hint="Each side of the layout's page needs a height in mm and `break-after: page`, "
            "and nothing outside of it.",
        )


def dropped(master: Master, texts: Sequence[str], kept: int) -> Iterator[Problem]:
    """Yield which excerpts did not fit."""
    if texts:
        named = ", ".join(f"“{_short(text)}”" for text in texts)
        count = "One excerpt" if len(texts) == 1 else f"{len(texts)} excerpts"
        yield Problem(
            code="excerpts-dropped",
            severity=Severity.NOTE if kept else Severity.WARNING,
            message=f"{count} did not fit on {_on(master)}: {named}.",
            hint="Mark fewer or shorter passages with ==…== to choose what is printed"
            f"{_larger(master)}.",
            where=Where(slot=_excerpts(master)),
        )


def left_out(master: Master, texts: Sequence[str]) -> Iterator[Problem]:
    """Yield what found no room in a full column."""
    for text in texts:
        yield Problem(
            code="text-left-out",
            severity=Severity.NOTE,
            message=f"There is no room for “{_short(text)}” on {_on(master)}.",
            hint=f"Shorten the headline, the demands or this text{_larger(master)}.",
        )


def accent_given_up(master: Master, slot: Slot) -> Problem:
    """Return that the marked word of the headline does not stand alone."""
    return Problem(
        code="accent-given-up",
        severity=Severity.NOTE,
        message=f"“{master.material.accent}” does not stand alone in the headline on "
        f"{_on(master)}: there is too little room for it.",
        hint=f"Mark a shorter word, or shorten the headline{_larger(master)}.",
        where=Where(slot=slot.name),
    )


def boxless(slot: Slot, master: Master) -> Problem:
    """Return that CSS gives no height to a slot that display is to fill, or to its column."""
    what = f"column `{slot.column}`" if slot.column else f"slot `{slot.name}`"
    return Problem(
        code="set-box-open",
        message=f"The {what} of the layout `{master.layout.name}` is to be filled by {slot.set} "
        "setting, but its CSS gives it no height.",
        hint="Give it `height`, `top` and `bottom`, or `max-height`, in mm; a column is the "
        "element with data-column.",
        where=Where(slot=slot.name),
    )


def _overset(
    master: Master, slot: Slot, matter: str, much: tuple[float, int], hint: str = ""
) -> Problem:
    mm, characters = much
    about = f" (about {characters} characters)" if characters else ""
    return Problem(
        code="overset",
        message=f"{matter} on {_on(master)} {master.material.language}{about}.",
        hint=f"{hint or _said(slot)[1]}{_larger(master)}.",
        where=Where(slot=slot.name, mm=round(mm, 2)),
    )


def _surplus(measure: SlotMeasure) -> int:
    """Estimate the letters that are too many: those beyond a full slot, at the same density."""
    return ceil(measure.letters * (1 - 1 / measure.full)) if measure.full > 1 else 0


def _too_small(master: Master, measure: SlotMeasure, smallest: float) -> Problem:
    return Problem(
        code="type-too-small",
        message=f"The smallest type in the slot `{measure.name}` of {_on(master)} is "
        f"{measure.smallest:.1f} pt; {master.profile.name} needs {smallest:g} pt.",
        hint="Make it larger in the layout's CSS, or raise the group's `min`.",
        where=_where(measure),
    )


def _lost(master: Master, measure: SlotMeasure) -> Problem:
    return Problem(
        code="text-lost",
        message=f"{measure.lost_letters} letters of the slot `{measure.name}` are not set at all "
        f"on {_on(master)}.",
        hint="Look in the layout's CSS for what hides text: display, max-lines, a font size of 0.",
        where=_where(measure),
    )


def _off_page(master: Master, measure: SlotMeasure) -> Problem:
    return Problem(
        code="text-off-page",
        message=f"Text of the slot `{measure.name}` runs {measure.off_page:.1f} mm off the page "
        f"of {_on(master)}.",
        hint="Move the slot, or make it smaller, in the layout's CSS.",
        where=_where(measure, measure.off_page),
    )


def _clipped(master: Master, measure: SlotMeasure) -> Problem:
    return Problem(
        code="text-clipped",
        message=f"Something cuts letters of the slot `{measure.name}` on {_on(master)}.",
        hint="Take `overflow: hidden` off the slot and what is around it.",
        where=_where(measure),
    )


def _where(measure: SlotMeasure, mm: float = 0.0) -> Where:
    page = measure.places[0].page if measure.places else 0
    return Where(page=page, slot=measure.name, mm=round(mm, 2))


def _said(slot: Slot) -> tuple[str, str]:
    return _SUBJECTS.get(slot.holds, (f"The slot `{slot.name}` is", "Shorten its text"))


def _on(master: Master) -> str:
    return f"{master.layout.name} {master.format}"


def _larger(master: Master) -> str:
    """Name the layout's formats that have more room; whether it is enough is not known here."""
    area = {name: width * height for name, (width, height) in FORMATS.items()}
    here = area.get(master.format, 0.0)
    larger = [one.name for one in master.layout.formats if area.get(one.name, 0.0) > here]
    return f", or try a larger format ({', '.join(larger)})" if larger and here else ""


def _excerpts(master: Master) -> str:
    return next((slot.name for slot in master.layout.slots if slot.holds == "excerpts"), "")


def _short(text: str) -> str:
    return text if len(text) <= _SAMPLE else text[:_SAMPLE].rstrip() + "…"
