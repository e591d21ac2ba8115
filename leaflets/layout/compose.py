"""Material poured into a layout's page: HTML and style sheets, and the texts to find again."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace

from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from leaflets.language.tags import direction
from leaflets.layout.contract import near
from leaflets.layout.folding import folded
from leaflets.layout.marks import Field, Marked, fields, printed
from leaflets.layout.portions import Portion, displayed, portions
from leaflets.layout.sheets import sheets
from leaflets.layout.template import filled
from leaflets.model.layout import REGIONAL, Layout, Slot
from leaflets.model.material import Composed, Fitting, Material
from leaflets.model.variant import Master
from leaflets.problems import LeafletsError, Position, Problem, Where

# Regional values a page may ask for although this leaflet has none.
_FIELDS = ("id", "name", "place", "date", "time", "contact")
# What a page may leave out without losing the statement's text.
_MAY_BE_LEFT = ("words", "number", "image")
# The name of the link's text among the fields.
LINK = "link"
_CODE = Markup('<span class="qr"></span>')


def compose(master: Master, fitting: Fitting) -> Composed:
    """Return the page of `master` with the choices of `fitting` in it.

    Pure: the same values give the same page. An empty optional text is an empty
    `slots.NAME.texts`, and the page is expected to leave its element out.

    Raises:
        LeafletsError: `layout-template-broken`, `layout-word-unknown`, `slot-unplaced` for a
            slot that has something to say and is nowhere on the page, `slot-undeclared` for one
            that the contract does not know.
    """
    held = portions(master.layout, master.material, fitting)
    pictures = {slot.name for slot in master.layout.slots if slot.holds == "image"}
    html = filled(master.layout, _values(master, held, dict(_region(master))))
    placed = _placed(html)
    problems = (
        *_unplaced(master, held, placed),
        *_undeclared(master.layout, placed),
    )
    if problems:
        raise LeafletsError(*problems)
    return Composed(
        html=html,
        sheets=folded(
            sheets(master.layout, master.format, master.frame, master.palette, fitting), html
        ),
        texts=tuple(
            (name, text)
            for name, one in held.items()
            if name in placed and name not in pictures
            for text in one.texts
        ),
    )


def plain(master: Master, fitting: Fitting) -> str:
    """Return the page of `master` alone, without its sheets and without looking at it."""
    held = portions(master.layout, master.material, fitting)
    return filled(master.layout, _values(master, held, dict(_region(master))))


def marked(master: Master, fitting: Fitting, *, only: str = "") -> Marked:
    """Return the page of `master` with marks where it prints regional values.

    Regional values are the fields and, as `LINK`, the text of the link; `only` marks one of them.
    What the page decides by them it decides as `plain` does.
    """
    values = regional_values(master)
    decided: set[str] = set()
    marks: dict[str, Field | str] = dict(fields(values, decided))
    if only:
        marks = {**values, only: marks[only]}
    held = portions(master.layout, master.material, fitting)
    html = filled(
        master.layout,
        _values(
            master,
            {name: _with_marks(master.layout, name, one, marks) for name, one in held.items()},
            {name: mark for name, mark in marks.items() if name != LINK},
        ),
    )
    return Marked(
        html=html,
        names=tuple(values),
        values=tuple(values.values()),
        decided=frozenset(decided),
    )


def regional_values(master: Master) -> dict[str, str]:
    """Return what a page may print of a region, by its names, in the order of their marks."""
    link = master.material.link
    return dict(_region(master)) | {LINK: link.text if link else ""}


def displayed_marks(master: Master) -> dict[str, str]:
    """Return, for each slot of regional values that display sets, its text with marks in it."""
    marks = fields(regional_values(master), set())
    material = master.material
    region = tuple((name, str(marks[name])) for name, _ in material.region)
    link = material.link and replace(material.link, text=str(marks[LINK]))
    held = replace(material, region=region, link=link)
    return {
        slot.name: "".join(displayed(master.layout, slot, held))
        for slot in master.layout.slots
        if slot.holds in REGIONAL and slot.set != "text"
    }


def is_shared(slot: Slot) -> bool:
    """Tell whether a slot's regional values, as display sets them, change what stands beside it.

    They do where they are set item by item, or share the height of a column.
    """
    return slot.holds in REGIONAL and slot.set != "text" and bool(slot.each or slot.column)


def with_values(master: Master, value: str) -> Master:
    """Return the master with `value` for each regional value that it has."""
    material = master.material
    region = tuple((name, own and value) for name, own in material.region)
    link = material.link and replace(material.link, text=value)
    return replace(master, material=replace(material, region=region, link=link))


def unstamped(master: Master, fitting: Fitting) -> tuple[tuple[str, str], ...]:
    """Return (slot, field) of what keeps a page from being stamped; nothing if it can be.

    A mark must be text in a slot that holds regional values, and the values put in must give the
    page as it is composed without marks, letter for letter.
    """
    page, whole = marked(master, fitting), plain(master, fitting)
    regional = {slot.name for slot in master.layout.slots if slot.holds in REGIONAL}
    strays = tuple(
        (one.slot, one.field)
        for one in printed(page)
        if not one.is_text or one.slot not in regional
    )
    if strays or page.filled() == whole:
        return tuple(dict.fromkeys(strays))
    slots = {one.field: one.slot for one in printed(page)}
    alone = (name for name in page.names if marked(master, fitting, only=name).filled() != whole)
    return tuple((slots.get(name, ""), name) for name in alone) or (("", ""),)


def _with_marks(
    layout: Layout, name: str, portion: Portion, marks: Mapping[str, Field | str]
) -> Portion:
    slot = layout.slot(name)
    if slot is None or slot.holds not in REGIONAL:
        return portion
    names = (
        [rule.name for rule in slot.fields if marks[rule.name]] if slot.holds == "region" else []
    )
    if slot.holds == "link" and marks[LINK]:
        names = [LINK]
    own: tuple[str, ...] = tuple(marks[one] for one in names)  # type: ignore[misc]
    # What is left out stays left out.
    return replace(portion, texts=own if portion.texts else (), offered=own)


def _values(
    master: Master, held: Mapping[str, Portion], region: Mapping[str, object]
) -> dict[str, object]:
    """Return what a template may name: the table in the designer's guide is held against this."""
    material = master.material
    words = dict(material.words)

    def t(name: str) -> str:
        """Return the words called `name` in the leaflet's language."""
        if name not in words:
            raise UndefinedError(f"nobody has the words `{name}`. {near(name, words)}")
        return words[name]

    def qr() -> Markup:
        """Return the empty box that stamping draws the code in; nothing without a link."""
        return _CODE if material.link else Markup()

    return {
        "statement": _statement(material),
        "campaign": SimpleNamespace(title=material.title),
        "region": SimpleNamespace(**region),
        "layout": SimpleNamespace(name=master.layout.name, title=master.layout.title),
        "format": master.layout.format(master.format),
        "slots": SimpleNamespace(**held),
        "qr": qr,
        "t": t,
    }


def _statement(material: Material) -> SimpleNamespace:
    return SimpleNamespace(
        title=material.title,
        headline=material.headline,
        accent=material.accent,
        kicker=material.kicker,
        lead=material.lead,
        demands=material.demands,
        signed=material.signed,
        imprint=material.imprint,
        language=material.language,
        direction=direction(material.language),
    )


def _region(master: Master) -> Mapping[str, str]:
    declared = (rule.name for slot in master.layout.slots for rule in slot.fields)
    empty = dict.fromkeys((*_FIELDS, *declared), "")
    return empty | dict(master.material.region)


class _Slots(HTMLParser):
    """The names of all slots on a page, each with the line where it is first placed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the slot that this element is."""
        del tag
        for key, value in attrs:
            if key == "data-slot":
                self.found.setdefault(value or "", self.getpos()[0])


def _placed(html: str) -> Mapping[str, int]:
    reader = _Slots()
    reader.feed(html)
    reader.close()
    return reader.found


def _unplaced(
    master: Master, held: Mapping[str, Portion], placed: Mapping[str, int]
) -> Iterator[Problem]:
    for slot in master.layout.slots:
        has_code = slot.holds == "qr" and master.material.link is not None
        speaks = bool(held[slot.name].texts) and slot.holds not in _MAY_BE_LEFT
        if (has_code or speaks) and slot.name not in placed:
            yield Problem(
                code="slot-unplaced",
                message=f"The page of the layout `{master.layout.name}` has no place for its slot "
                f"`{slot.name}`, which holds {slot.holds}.",
                hint=f'Give an element of page.html data-slot="{slot.name}", '
                "or take the slot out of layout.yaml.",
                position=_page(master.layout),
                where=Where(slot=slot.name),
            )


def _undeclared(layout: Layout, placed: Mapping[str, int]) -> Iterator[Problem]:
    known = {slot.name for slot in layout.slots}
    for name in placed:
        if name not in known:
            yield Problem(
                code="slot-undeclared",
                message=f"The page of the layout `{layout.name}` places a slot `{name}`, "
                "which layout.yaml does not describe.",
                hint=near(name, known) or "Describe it under `slots`.",
                position=_page(layout),
                where=Where(slot=name),
            )


def _page(layout: Layout) -> Position:
    name = next((source.name for _, source in layout.pages if source.path.name == "page.html"), "")
    return Position(file=name)
