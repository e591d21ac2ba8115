"""Blanks: a slot of regional values, typeset, is drawn as a form that stamping fills.

Boxes are changed after they were laid out, so that the page around a blank is the page around the
text itself, and the form stands where the text would be drawn: turned, clipped and covered alike.
The form counts as its page does, in CSS px from the top left, y down: what fills it is placed by
the very numbers that the engine would write, and no reader rounds it otherwise. It carries its name
under a key of ours. Facts about the boxes: WeasyPrint 70's source.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any, NamedTuple

import pydyf
from weasyprint.draw import draw_stacking_context
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import StackingContext

from leaflets.faces import Face
from leaflets.model.pressed import BLANK_KEY, MARKS_KEY
from leaflets.typeset.boxes import (
    REPLACED,
    TEXT,
    Box,
    descendants,
    is_generated,
    padding,
    unwrapped,
)

# How far a form reaches beyond its slot, in px: overflow is visible, and so are swashes.
_BEYOND = 4000


def opened(slot: Box, name: str, colours: Iterable[Any], told: "tuple[Part, ...]") -> None:
    """Put an empty form in the place of all that `slot` holds; `told` are its parts.

    What it holds first is its paints: each colour, alone, set as letters take it. The press inks
    them with everything else; what comes out is what its letters are to be drawn in. On a tagged
    page the structure is that of what the slot held: the form names the marks of its parts.
    """
    _replaced(
        slot, _Form(name, slot, tuple(colours), _Held(boxes=tuple(slot.children), parts=told))
    )


def reserved(box: Box, name: str) -> None:
    """Put an empty form into `box`, for what is drawn there later to have a place in the order."""
    _replaced(box, _Form(name, box))


class Part(NamedTuple):
    """Text of a slot that is one in the structure: its boxes, one for each line or more."""

    element: Any
    boxes: tuple[Box, ...]


def parts(slot: Box) -> tuple[Part, ...]:
    """Return the texts of a slot, each of one element; those of pseudo-elements have none."""
    texts = _texts(slot)
    runs = groupby(texts, key=lambda box: (id(box.element), is_generated(box)))
    found = (tuple(run) for _, run in runs)
    return tuple(Part(None if is_generated(run[0]) else run[0].element, run) for run in found)


def whole(slot: Box) -> tuple[Part, ...]:
    """Return all that a slot says as one part, whose lines are elements of their own."""
    return (Part(None, _texts(slot)),)


def _texts(slot: Box) -> tuple[Box, ...]:
    return tuple(box for box in descendants(slot) if isinstance(box, TEXT))


class FormFace(NamedTuple):
    """A face that a form draws with: its name among the resources, and glyph → text."""

    name: str
    face: Face
    glyphs: Mapping[int, str]


# What forms draw with, by their names; filled in when they are drawn.
Notes = dict[str, tuple[FormFace, ...]]


def gathered(found: tuple[Box, Box], name: str, corner: tuple[float, float], notes: Notes) -> None:
    """Put all that a slot holds, drawn by the engine, into a form of its own.

    `found` are the slot and its page; `corner` is where the slot's padding box begins on the page
    that the form is for. Its texts are marked by the numbers of its parts, all else as no content.
    """
    slot, page = found
    left, top, *_ = padding(slot)
    moved = (corner[0] - left, corner[1] - top)
    content = _Content(
        page=page, box=_bare(slot, slot.children), moved=moved, notes=notes, parts=parts(slot)
    )
    _replaced(slot, _Form(name, slot, content=content))


def _replaced(slot: Box, form: "_Form") -> None:
    stand_in = boxes.BlockReplacedBox.anonymous_from(slot, form)
    if slot.children and all(map(_is_lifted, slot.children)):
        # It is drawn when they would be: after all that has no position, in the page's order.
        stand_in.style["position"] = "relative"
    slot.children = [_placed(stand_in, 0, 0, 1, 1)]


def _is_lifted(box: Box) -> bool:
    style = unwrapped(box).style
    return bool(style["position"] != "static" and style["z_index"] == "auto")


def _bare(slot: Box, children: Iterable[Box]) -> Box:
    """Return a box like `slot` that draws nothing but what it holds."""
    left, top, right, bottom = padding(slot)
    bare = boxes.BlockBox.anonymous_from(slot, list(children))
    return _placed(bare, left, top, right - left, bottom - top)


def _placed(box: Box, left: float, top: float, width: float, height: float) -> Box:
    box.position_x, box.position_y, box.width, box.height = left, top, width, height
    for side in ("top", "right", "bottom", "left"):
        for edge in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
            setattr(box, edge, 0)
    box.background = None
    return box


class _Content(NamedTuple):
    page: Box
    box: Box
    moved: tuple[float, float]
    notes: Notes
    parts: tuple[Part, ...]


class _Held(NamedTuple):
    """What a slot held before a form stood in its place, and what of it the structure tells."""

    boxes: tuple[Box, ...]
    parts: tuple[Part, ...]


class _Form:
    """What the engine draws as if it were a picture."""

    def __init__(
        self,
        name: str,
        slot: Box,
        colours: tuple[Any, ...] = (),
        held: _Held | None = None,
        content: _Content | None = None,
    ) -> None:
        self._name = name
        self._slot = slot
        self._colours = colours
        self._held = held
        self._content = content

    def get_intrinsic_size(self, *_: object) -> tuple[None, None, None]:
        """Return no size of its own: it is as large as its box."""
        return None, None, None

    def draw(self, stream: Any, _width: float, _height: float, _style: Mapping[str, Any]) -> None:  # noqa: ANN401
        """Draw the form, and fill it with its paints or its content."""
        form = stream.add_group(*_reach(self._slot, self._content))
        del form.extra["Group"]
        form.extra[BLANK_KEY[1:]] = pydyf.String(self._name)  # type: ignore[no-untyped-call]
        for colour in self._colours:
            with form.stacked():
                form.begin_text()
                form.set_color(colour)
                form.end_text()
        if self._content:
            self._gather(form, self._content)
        tags = stream._tags  # noqa: SLF001  # there is no public way
        if tags is not None:
            form.extra[MARKS_KEY[1:]] = pydyf.Array(self._marks(tags))  # type: ignore[no-untyped-call]
        stream.draw_x_object(form.id)

    def _marks(self, tags: dict[Any, Any]) -> list[int]:
        """Return the numbers of the form's parts: its own, or those of the texts it stands for."""
        (stand_in,) = self._slot.children
        if self._held is None:
            return [tags[stand_in]["mcid"]]
        self._slot.children = list(self._held.boxes)
        del tags[stand_in]
        return _told(tags, self._slot, self._held.parts)

    def _gather(self, form: Any, content: _Content) -> None:  # noqa: ANN401
        for font in form._fonts.values():  # noqa: SLF001  # there is no public way
            font.to_unicode.fresh.clear()
        form.transform(e=content.moved[0], f=content.moved[1])
        marking = _Marking(form, content.parts)
        draw_stacking_context(form, StackingContext.from_box(content.box, content.page))
        marking.end()
        content.notes[self._name] = tuple(
            FormFace(f"/{font.hash}", font.to_unicode.face, dict(font.to_unicode.fresh))
            for font in form._fonts.values()  # noqa: SLF001
            if font.to_unicode.fresh
        )


def _reach(slot: Box, content: _Content | None) -> tuple[float, float, float, float]:
    """Return the left, top, width and height of a slot's form."""
    left, top, right, bottom = padding(slot)
    x, y = content.moved if content else (0, 0)
    wide, tall = right - left + 2 * _BEYOND, bottom - top + 2 * _BEYOND
    return left + x - _BEYOND, top + y - _BEYOND, wide, tall


def _told(tags: dict[Any, Any], slot: Box, parts: tuple[Part, ...]) -> list[int]:
    """Give each part of a slot a mark on its page, instead of the form; return their numbers.

    The engine builds the structure from the boxes when all is drawn, and asks for the mark of each.
    """
    numbers = []
    for part in parts:
        numbers.append(len(tags))
        tags[part.boxes[0]] = {"tag": "Span", "mcid": len(tags)}
    _prune(slot, tags)
    return numbers


def _prune(box: Box, kept: Mapping[Any, Any]) -> bool:
    """Leave out the lines of a text behind its first, and what is no text.

    Tell whether the box is one to keep: what held nothing else goes with what it held.
    """
    if box in kept:
        return True
    box = unwrapped(box)
    if isinstance(box, TEXT | REPLACED):
        return False
    held = getattr(box, "children", ())
    if held:
        box.children = [child for child in held if _prune(child, kept)]
    return not held or bool(box.children)


class _Marking:
    """Marks what is drawn into a form: a part of many lines is one marked sequence.

    A group is drawn as a whole and later: it belongs to the first part that stands in it.
    """

    def __init__(self, form: Any, parts: tuple[Part, ...]) -> None:  # noqa: ANN401
        self._form, self._draw, self._add = form, form.draw_x_object, form.add_group
        self._numbers = {id(box): number for number, part in enumerate(parts) for box in part.boxes}
        self._left = set(range(len(parts)))
        self._open: int | None = None
        self._is_artifact = False
        self._groups: dict[str, list[int]] = {}
        form.marked, form.artifact = self._marked, self._artifact
        form.draw_x_object, form.add_group = self._drawn, self._grouped

    def end(self) -> None:
        """Close what is open; a part that nothing was drawn of has a mark without content."""
        self._close()
        for number in sorted(self._left):
            self._begin(number)
            self._close()

    @contextmanager
    def _marked(self, box: Box, _tag: str) -> Iterator[None]:
        number = self._numbers.get(id(box))
        if number is not None and self._begin(number):
            yield
            return
        with self._artifact():
            yield

    @contextmanager
    def _artifact(self) -> Iterator[None]:
        self._close()
        if self._is_artifact:
            yield
            return
        self._form.begin_marked_content("Artifact")
        self._is_artifact = True
        yield
        self._form.end_marked_content()
        self._is_artifact = False

    def _grouped(self, *reach: float, **options: Any) -> Any:  # noqa: ANN401
        group = self._add(*reach, **options)
        held = self._groups[group.id] = []

        @contextmanager
        def marked(box: Box, _tag: str) -> Iterator[None]:
            held.extend(number for number in [self._numbers.get(id(box))] if number is not None)
            yield

        group.marked = marked
        return group

    def _drawn(self, name: str) -> None:
        held = self._groups.get(name, [])
        if held and not self._is_artifact and self._begin(held[0]):
            self._draw(name)
            return
        with self._artifact():
            self._draw(name)

    def _begin(self, number: int) -> bool:
        """Open a part's mark, if it is not; tell whether what comes is marked by it."""
        if number == self._open:
            return True
        self._close()
        if number not in self._left:
            return False
        told = pydyf.Dictionary({"MCID": number})  # type: ignore[no-untyped-call]
        self._form.begin_marked_content("Span", told)
        self._open = number
        self._left.discard(number)
        return True

    def _close(self) -> None:
        if self._open is not None:
            self._form.end_marked_content()
        self._open = None
