"""What is wrong with boxes: slots that cannot be measured, children that are not drawn."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from leaflets.layout.lint.findings import misprinted, slot_box
from leaflets.layout.lint.page import Element, Page, applied
from leaflets.layout.lint.sheet import Declaration, Rule
from leaflets.model.layout import Layout, Slot
from leaflets.problems import Problem

_Styles = Mapping[str, list[Declaration]]
_COLUMNS = ("columns", "column-count", "column-width")
_STRETCHED = ("space-between", "space-around", "space-evenly", "stretch")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Box:
    """An element with what may be in force on it, and the slots it may be."""

    element: Element
    styles: _Styles
    slots: tuple[Slot, ...]

    def first(self, name: str, holds: Callable[[str], bool]) -> Declaration | None:
        """Return the first declaration of `name` whose value is such."""
        return next((one for one in self.styles.get(name, ()) if holds(one.value)), None)


def box_problems(rules: tuple[Rule, ...], layout: Layout, page: Page) -> Iterator[Problem]:
    """Yield the problems of every box that a template can make."""
    slots = {slot.name: slot for slot in layout.slots}
    boxes = {
        element: _Box(
            element=element,
            styles=applied(rules, element),
            slots=tuple(slots[name] for name in element.slots if name in slots),
        )
        for element in page.elements
    }
    for box in boxes.values():
        above = [boxes[one] for one in box.element.ancestors()]
        yield from _column_problems(box)
        yield from _child_problems(box, above)
        if box.slots:
            yield from _slot_problems(box)
            yield from _height_problems(box, above, boxes)
    yield from _first_letters(rules)


def _column_problems(box: _Box) -> Iterator[Problem]:
    columns = next((box.styles[name][0] for name in _COLUMNS if name in box.styles), None)
    if columns is None:
        return
    if box.first("position", lambda value: value in ("absolute", "fixed")):
        yield slot_box(
            columns.position,
            "The engine ignores columns on an absolutely placed box, without a word.",
            "Put them on a box inside it, with a height in mm.",
        )
        return
    if not box.first("column-fill", lambda value: value == "auto"):
        yield slot_box(
            columns.position,
            "Balanced columns tell nothing of how full they are, and cost minutes.",
            "Add `column-fill:auto`.",
        )
    if not box.first("height", _definite):
        yield slot_box(
            columns.position,
            "Columns without a height in mm run to the page's end, and lose words there.",
            "Give the same box a `height` in mm; neither per cent nor max-height will do.",
        )


def _child_problems(box: _Box, above: list[_Box]) -> Iterator[Problem]:
    placed = box.first("position", lambda value: value == "absolute")
    parent = above[0] if above else None
    # Macros are printed somewhere inside; a page begins at the body.
    of_page = box.element.position.file.endswith("/page.html")
    if placed and of_page and not any("position" in one.styles for one in above):
        yield misprinted(
            placed.position,
            f"An absolutely placed <{box.element.tag}> outside a sheet hangs on the page that the "
            "engine lays out, which is 2 m long.",
            "Put the element inside the .sheet.",
        )
    if parent is None:
        return
    if placed and parent.first("display", lambda value: value.endswith("grid")):
        yield misprinted(
            placed.position,
            "The engine does not draw an absolutely placed child of a grid.",
            "Put it beside the grid, in a box around both.",
        )
    pushed = box.first("margin-top", lambda value: value == "auto")
    if pushed and not placed and _is_flex_column(parent):
        yield misprinted(
            pushed.position,
            "margin-top:auto does not push a child of a flex column down.",
            "Write justify-content:space-between on the column, or a grid with a row of 1fr.",
        )
    if box.element.tag == "img" and "object-fit" not in box.styles:
        yield from _picture_problems(box, above)


def _picture_problems(box: _Box, above: list[_Box]) -> Iterator[Problem]:
    if box.first("height", lambda value: value == "100%"):
        return
    for one in above:
        cut = one.first("overflow", lambda value: value == "hidden")
        if cut and "height" in one.styles:
            yield misprinted(
                cut.position,
                "A picture that is taller than a box that cuts it moves the box to the next page.",
                "Give the picture width and height of 100% and an object-fit, or make it a "
                "background-image.",
            )
            return


def _slot_problems(box: _Box) -> Iterator[Problem]:
    name = box.slots[0].name
    for of in ("height", "max-height"):
        shared = box.first(of, lambda value: value.endswith("%"))
        if shared:
            yield slot_box(
                shared.position,
                f"The slot `{name}` has a height in per cent, which nothing can be measured "
                "against.",
                "Write it in mm, or place the slot by top and bottom.",
            )
    cut = box.first("overflow", lambda value: value != "visible")
    if cut:
        yield slot_box(
            cut.position,
            f"The slot `{name}` cuts what does not fit, so that it would be lost.",
            "Take `overflow` out: what does not fit is fitted, or told.",
        )
    spread = next(
        (
            one
            for of in ("justify-content", "align-content")
            for one in box.styles.get(of, ())
            if one.value in _STRETCHED
        ),
        None,
    )
    if spread and any(slot.fit for slot in box.slots):
        yield slot_box(
            spread.position,
            f"The slot `{name}` spreads its items over its height, so it always looks full.",
            "Let them stand from the top, with `var(--air-…)` between them.",
        )


def _height_problems(
    box: _Box, above: list[_Box], boxes: Mapping[Element, _Box]
) -> Iterator[Problem]:
    name = box.slots[0].name
    bottom = box.first("bottom", lambda value: value != "auto")
    if bottom and not _is_definite(box) and "top" not in box.styles:
        yield slot_box(
            bottom.position,
            f"The slot `{name}` hangs on its bottom and has no height: it grows upwards, over "
            "what stands there.",
            "Give it a height in mm, or a `top`.",
        )
        return
    inside = [one for one in boxes.values() if box.element in one.element.ancestors()]
    around = [one for one in above if "sheet" not in one.element.classes]
    fitted = any(slot.fit or slot.fields for slot in box.slots)
    if fitted and not any(_is_definite(one) for one in (box, *inside, *around)):
        yield slot_box(
            box.element.position,
            f"The slot `{name}` has no height, so nobody can tell when it is full.",
            "Give it a height in mm, or place it by top and bottom.",
        )


def _first_letters(rules: tuple[Rule, ...]) -> Iterator[Problem]:
    for rule in rules:
        if not any("first-letter" in one for one in rule.selectors):
            continue
        for one in rule.declarations:
            if one.name == "float" and one.value != "none":
                yield misprinted(
                    one.position,
                    "A floated first letter stands too low.",
                    "Give the letter an element of its own, with a size and a place in mm.",
                )


def _is_definite(box: _Box) -> bool:
    if box.first("height", _definite) or box.first("max-height", _definite):
        return True
    both = "inset" in box.styles or ("top" in box.styles and "bottom" in box.styles)
    return both and box.first("position", lambda value: value == "absolute") is not None


def _definite(value: str) -> bool:
    return value not in ("auto", "none") and not value.endswith("%")


def _is_flex_column(box: _Box) -> bool:
    directions = [*box.styles.get("flex-direction", ()), *box.styles.get("flex-flow", ())]
    return any("column" in one.value for one in directions)
