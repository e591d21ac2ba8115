"""A whole document into a profile's inks: pages, and all that they draw with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Page,
    Pdf,
    Stream,
    unparse_content_stream,
)

from leaflets.model.pressed import BLANK_KEY
from leaflets.press import lines
from leaflets.press.colours import colour
from leaflets.press.content import Instruction, inked
from leaflets.press.inks import Inks, light
from leaflets.press.pictures import ink_picture

_COLOURED = ("/DeviceRGB", "/DeviceCMYK")


@dataclass(frozen=True, slots=True)
class Inking:
    """One document on its way into `inks`; what several pages share is inked once.

    `tagged` keeps its structure: what the pages and the forms of blanks mark.
    """

    pdf: Pdf
    inks: Inks
    tagged: bool = False
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def page(self, page: Page) -> tuple[Instruction, ...]:
        """Ink all that `page` draws with; return its own content, which is left to be written."""
        content = inked(page.obj, self.inks, tagged=self.tagged)
        resources = page.obj.get("/Resources")
        if resources is not None:
            self._resources(resources, self.inks)
            self._name_screens(resources, content.screens)
        return content.instructions

    def _resources(self, resources: Object, inks: Inks) -> None:
        for pattern in _values(resources, "/Pattern"):
            self._pattern(pattern, inks)
        for shading in _values(resources, "/Shading"):
            _shading(shading, inks)
        for drawn in _values(resources, "/XObject"):
            self._drawn(drawn, inks)
        for state in _values(resources, "/ExtGState"):
            mask = state.get("/SMask")
            if isinstance(mask, Dictionary):
                self._form(mask.G, light())
        if "/ColorSpace" in resources:
            del resources.ColorSpace

    def _pattern(self, pattern: Object, inks: Inks) -> None:
        if isinstance(pattern, Stream):
            self._form(pattern, inks)
        elif "/Shading" in pattern:
            _shading(pattern.Shading, inks)

    def _drawn(self, drawn: Object, inks: Inks) -> None:
        if drawn.get("/Subtype") != Name.Image:
            self._form(drawn, inks)
        elif self._is_new(drawn):
            ink_picture(drawn, inks.space)

    def _form(self, form: Object, inks: Inks) -> None:
        if not self._is_new(form):
            return
        content = inked(form, inks, tagged=self.tagged and BLANK_KEY in form)
        form.write(unparse_content_stream(content.instructions))
        for key in ("/StructParent", "/StructParents", "/Metadata", "/PieceInfo"):
            if key in form:
                del form[key]
        if "/Group" in form and "/CS" in form.Group:
            form.Group.CS = Name(f"/{inks.space}")
        if "/Resources" in form:
            self._resources(form.Resources, inks)
            self._name_screens(form.Resources, content.screens)

    def _is_new(self, shared: Object) -> bool:
        new = shared.objgen not in self._seen
        self._seen.add(shared.objgen)
        return new

    def _name_screens(self, resources: Object, screens: frozenset[int]) -> None:
        if screens and "/Pattern" not in resources:
            resources.Pattern = Dictionary()
        for percent in sorted(screens):
            resources.Pattern[lines.name(percent)] = self.pdf.make_indirect(
                lines.screen(self.pdf, percent)
            )


def _values(resources: Object, kind: str) -> Iterator[Object]:
    named = resources.get(kind)
    return iter(()) if named is None else (named[key] for key in sorted(named.keys()))


def _shading(shading: Object, inks: Inks) -> None:
    space = str(shading.ColorSpace)
    if space in _COLOURED:
        _ramp(shading.Function, space[1:], inks)
        shading.ColorSpace = Name(f"/{inks.space}")


def _ramp(function: Object, space: str, inks: Inks) -> None:
    """Ink both ends of every part of a gradient; the engine writes exponentials, stitched."""
    for part in function.get("/Functions", ()):
        _ramp(part, space, inks)
    for end in ("/C0", "/C1"):
        if end in function:
            levels = [float(level) for level in function[end]]
            function[end] = Array(inks.area(colour(space, levels)).levels)
