"""A page stripped to its slots of regional values, and filled with the values of one row."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import weasyprint

from leaflets.layout.marks import written_in
from leaflets.model.material import Sheet
from leaflets.model.proof import Regional, RegionalSlot
from leaflets.typeset.boxes import Element
from leaflets.typeset.pictures import BASE
from leaflets.typeset.regional import Found

# The attribute that carries the name of a slot's blank.
_NAME = "data-blank"
_KEPT = ("html", "head", "meta", "title", "style", "body")
_HIDDEN = "display:none!important"
# All rows on one page, each from its top: pages cost more than what is on them, and what is far
# from the corner is rounded otherwise. They lie on one another, and no float reaches the next.
_TALL = Sheet(
    name="",
    text="@page{size:1200mm 5000mm!important;margin:0!important}"
    "body{display:flow-root!important;height:0!important;min-height:0!important;"
    "margin:0!important}",
)
_UNBROKEN = "break-before:auto!important;break-after:auto!important"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripped:
    """A page with only the slots of regional values displayed.

    Attributes:
        html: The page.
        body: Its body, with marks.
        sheets: That it needs besides the layout's.
    """

    html: str
    body: Element
    sheets: tuple[Sheet, ...] = ()


def stripped(html: str, differs: Regional, *, bare: bool) -> Stripped:
    """Return the page stripped to the slots of `differs`, each of its own size.

    `bare`: nothing but them and what is around them; else all other elements are there but not
    displayed, so that rules which count siblings hold.
    """
    root = weasyprint.HTML(string=html, base_url=BASE).etree_element
    _strip(root, {one.slot for one in differs.slots}, iter(differs.slots), bare=bare)
    text = "<!doctype html>" + ET.tostring(root, encoding="unicode", method="html")
    return Stripped(html=text, body=root.find("body"), sheets=(_TALL,) if bare else ())


def filled(
    page: Stripped,
    values: tuple[str, ...],
    scales: Mapping[tuple[str, str], float],
    slots: frozenset[str],
) -> Element:
    """Return a body with a row's values and scales, of its slots only `slots` displayed."""
    body = deepcopy(page.body)
    for one in body.iter():
        one.text = one.text and written_in(one.text, values)
        one.tail = one.tail and written_in(one.tail, values)
    _hide(body, slots)
    shrunk = [(name, scale) for name, scale in scales.items() if scale != 1]
    if shrunk:
        own = (f"--field-{slot}-{field}:{scale:g}" for (slot, field), scale in shrunk)
        _style(body, ";".join(own))
    return body


def parted(pages: Sequence[Any]) -> Mapping[int, list[Any]]:
    """Return for each body on the engine's pages, by its identity, pages with nothing but it."""
    found: dict[int, list[Any]] = {}
    for page in pages:
        whole = page._page_box  # noqa: SLF001  # there is no public way
        (root,) = [box for box in whole.children if box.element_tag == "html"]
        for body in [box for box in root.children if box.element_tag == "body"]:
            one = copy(page)
            one._page_box = whole.copy_with_children([root.copy_with_children([body])])  # noqa: SLF001
            found.setdefault(id(body.element), []).append(one)
    return found


def name_of(found: Found) -> str:
    """Return the name of a slot's blank."""
    return str(found.box.element.get(_NAME))


def slot_of(found: Found) -> str:
    """Return the name of a slot, as the contract has it."""
    return str(found.box.element.get("data-slot"))


def _strip(
    element: Element, wanted: set[str], sizes: Iterator[RegionalSlot], *, bare: bool
) -> None:
    for child in list(element):
        child.tail = None
        if child.get("data-slot") in wanted:
            _pin(child, next(sizes))
        elif any(one.get("data-slot") in wanted for one in child.iter() if one is not child):
            child.text = None
            if bare and child.tag != "body":
                _style(child, _UNBROKEN)
            _strip(child, wanted, sizes, bare=bare)
        elif child.tag not in _KEPT and bare:
            element.remove(child)
        elif child.tag not in _KEPT:
            child.text = None
            for inner in list(child):
                child.remove(inner)
            _style(child, _HIDDEN)


def _pin(slot: Element, one: RegionalSlot) -> None:
    wide, tall = one.size
    slot.set(_NAME, one.name)
    _style(
        slot,
        f"box-sizing:border-box!important;flex:none!important;"
        f"width:{wide:.6f}px!important;height:{tall:.6f}px!important",
    )


def _hide(element: Element, slots: frozenset[str]) -> bool:
    """Hide the slots that are not among `slots`, and what holds nothing else; tell if all is."""
    name = element.get(_NAME)
    if name:
        hidden = name not in slots
    else:
        inner = [_hide(child, slots) for child in element if child.get(_NAME) or len(child)]
        hidden = bool(inner) and all(inner)
    if hidden and element.tag != "body":
        _style(element, _HIDDEN)
    return hidden


def _style(element: Element, own: str) -> None:
    before = (element.get("style") or "").rstrip("; ")
    element.set("style", f"{before};{own}" if before else own)
