"""The pages as lint reads them: the elements that templates can make, and what may match them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from leaflets.layout.lint.sheet import Declaration, Rule, declarations
from leaflets.model.layout import Layout, SourceFile
from leaflets.problems import Position

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{(?P<print>.*?)\}\}", re.DOTALL)
# What an expression may print as a class or a slot: its quoted words, and the names that
# `having()` prints.
_WORD = re.compile(r"'([\w-]+)'|\"([\w-]+)\"|\b(\w+)(?==[^=])")
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr")
_COMBINED = re.compile(r"\s*([>+~])\s*|\s+")
_SIMPLE = re.compile(r"\.([\w-]+)|#([\w-]+)|\[([^\]]*)\]|(::?[\w-]+)(\([^()]*\))?|([\w-]+|\*)")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Element:
    """An element that a template can make; `classes` and `slots` are all it may have."""

    tag: str
    classes: frozenset[str]
    slots: tuple[str, ...]
    parent: "Element | None"
    position: Position

    def ancestors(self) -> Iterator["Element"]:
        """Yield its parent and everything above."""
        above = self.parent
        while above:
            yield above
            above = above.parent


@dataclass(slots=True)
class Page:
    """All templates of a layout.

    Attributes:
        elements: In the order of the templates.
        declarations: Those of `style` attributes.
        texts: The templates, for what is sought in them.
    """

    elements: list[Element] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    texts: list[SourceFile] = field(default_factory=list)


def read_pages(layout: Layout) -> Page:
    """Read every template of `layout`."""
    page = Page()
    for _, source in layout.pages:
        reader = _Elements(source.name, page)
        reader.feed(_JINJA.sub(_still, source.text))
        reader.close()
        page.texts.append(source)
    return page


def applied(rules: tuple[Rule, ...], element: Element) -> dict[str, list[Declaration]]:
    """Return name → the declarations that may be in force on `element`, in any of its states."""
    found: dict[str, list[Declaration]] = {}
    for rule in rules:
        if any(may_match(selector, element) for selector in rule.selectors):
            for one in rule.declarations:
                found.setdefault(one.name, []).append(one)
    return found


def may_match(selector: str, element: Element) -> bool:
    """Tell whether `selector` can mean `element`; states and siblings are taken as they suit."""
    wanted = _compounds(selector)
    if not wanted or not _suits(wanted[-1], element):
        return False
    above = element.ancestors()
    return all(any(_suits(one, other) for other in above) for one in reversed(wanted[:-1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compound:
    """A selector between two combinators."""

    tags: frozenset[str]
    classes: frozenset[str]
    attributes: tuple[str, ...]
    generated: bool


@cache
def _compounds(selector: str) -> tuple[_Compound, ...]:
    """Return the compounds that an element and its ancestors must meet; siblings are left out."""
    parts = [part for part in _COMBINED.split(selector.strip()) if part]
    kept = [
        part
        for part, after in zip(parts, [*parts[1:], ""], strict=True)
        if part not in (">", "+", "~") and after not in ("+", "~")
    ]
    return tuple(_compound(part) for part in kept)


def _compound(text: str) -> _Compound:
    found = _SIMPLE.findall(text)
    return _Compound(
        tags=frozenset(one[5] for one in found) - {"", "*"},
        classes=frozenset(one[0] for one in found) - {""},
        attributes=tuple(one[2] for one in found if one[2]),
        generated=any(one[3].startswith("::") for one in found),
    )


def _suits(wanted: _Compound, element: Element) -> bool:
    return (
        not wanted.generated
        and wanted.classes <= element.classes
        and wanted.tags <= {element.tag}
        and all(_has(one, element) for one in wanted.attributes)
    )


def _has(attribute: str, element: Element) -> bool:
    name, _, value = attribute.partition("=")
    if name.strip(" ~|^$*") != "data-slot":
        return True
    return value.strip("\"' ") in element.slots if value else bool(element.slots)


def _still(mark: re.Match[str]) -> str:
    """Return Jinja's mark as blanks, of the same lines and columns; what it may print is kept."""
    blank = re.sub(r"[^\n]", " ", mark[0])
    if not mark["print"]:
        return blank
    letters = list(blank)
    for word in _WORD.finditer(mark[0]):
        group = next(number for number in (1, 2, 3) if word[number])
        letters[slice(*word.span(group))] = word[group]
    return "".join(letters)


class _Elements(HTMLParser):
    """Takes the elements of one template in."""

    def __init__(self, file: str, page: Page) -> None:
        super().__init__()
        self.file = file
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element, the child of what is open."""
        given = dict(attrs)
        line, column = self.getpos()
        element = Element(
            tag=tag,
            classes=frozenset((given.get("class") or "").split()),
            slots=tuple((given.get("data-slot") or "").split()),
            parent=self.open[-1] if self.open else None,
            position=Position(file=self.file, line=line, column=column + 1),
        )
        self.page.elements.append(element)
        self.page.declarations += declarations(given.get("style") or "", element.position)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element that holds nothing."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name, and those inside it."""
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return
