"""Blanks: a slot of regional values, typeset, is drawn as a form that stamping fills.

Boxes are changed after they were laid out, so that the page around a blank is the page around the
text itself, and the form stands where the text would be drawn: turned, clipped and covered alike.
The form counts in CSS px from the padding box's top left, y down, and carries its name under a key
of ours. Facts about the boxes: WeasyPrint 70's source.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pydyf
from weasyprint.draw import draw_stacking_context
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import StackingContext

from leaflets.faces import Face
from leaflets.model.pressed import BLANK_KEY
from leaflets.typeset.boxes import Box, padding

# How far a form reaches beyond its slot, in px: overflow is visible, and so are swashes.
_BEYOND = 4000


def opened(slot: Box, name: str, colours: Iterable[Any]) -> None:
    """Put an empty form in the place of all that `slot` holds.

    What it holds first is its paints: each colour, alone, set as letters take it. The press inks
    them with everything else; what comes out is what its letters are to be drawn in.
    """
    _replaced(slot, _Form(name, slot, tuple(colours), None))


class FormFace(NamedTuple):
    """A face that a form draws with: its name among the resources, and glyph → text."""

    name: str
    face: Face
    glyphs: Mapping[int, str]


# What forms draw with, by their names; filled in when they are drawn.
Notes = dict[str, tuple[FormFace, ...]]


def gathered(slot: Box, name: str, page: Box, notes: Notes) -> None:
    """Put all that `slot` holds, drawn by the engine, into a form of its own."""
    bare = _bare(slot, slot.children)
    _replaced(slot, _Form(name, slot, (), _Content(page=page, box=bare, notes=notes)))


def _replaced(slot: Box, form: "_Form") -> None:
    left, top, right, bottom = padding(slot)
    stand_in = boxes.BlockReplacedBox.anonymous_from(slot, form)
    slot.children = [_placed(stand_in, left, top, right - left, bottom - top)]


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
    notes: Notes


class _Form:
    """What the engine draws as if it were a picture."""

    def __init__(
        self, name: str, slot: Box, colours: tuple[Any, ...], content: _Content | None
    ) -> None:
        self._name = name
        self._left, self._top, *_ = padding(slot)
        self._colours = colours
        self._content = content

    def get_intrinsic_size(self, *_: object) -> tuple[None, None, None]:
        """Return no size of its own: it is as large as its box."""
        return None, None, None

    def draw(self, stream: Any, width: float, height: float, _style: Mapping[str, Any]) -> None:  # noqa: ANN401
        """Draw the form, and fill it with its paints or its content."""
        reach = (-_BEYOND, -_BEYOND, width + 2 * _BEYOND, height + 2 * _BEYOND)
        form = stream.add_group(*reach)
        del form.extra["Group"]
        form.extra[BLANK_KEY[1:]] = pydyf.String(self._name)  # type: ignore[no-untyped-call]
        for colour in self._colours:
            with form.stacked():
                form.begin_text()
                form.set_color(colour)
                form.end_text()
        if self._content:
            self._gather(form, self._content)
        stream.draw_x_object(form.id)

    def _gather(self, form: Any, content: _Content) -> None:  # noqa: ANN401
        for font in form._fonts.values():  # noqa: SLF001  # there is no public way
            font.to_unicode.fresh.clear()
        form.transform(e=-self._left, f=-self._top)
        draw_stacking_context(form, StackingContext.from_box(content.box, content.page))
        content.notes[self._name] = tuple(
            FormFace(f"/{font.hash}", font.to_unicode.face, dict(font.to_unicode.fresh))
            for font in form._fonts.values()  # noqa: SLF001
            if font.to_unicode.fresh
        )
