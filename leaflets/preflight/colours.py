"""Colour: nothing in the file asks for an ink that the profile does not have."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from leaflets.preflight.content import Content, Instruction, entries
from leaflets.preflight.expected import Expected, fault
from leaflets.problems import Problem, Where

# What may stand in a file of each way of colour; a pattern's own content is looked at by itself.
_ALLOWED = {
    "gray": frozenset(("DeviceGray", "Pattern")),
    "cmyk": frozenset(("DeviceCMYK", "DeviceGray", "Pattern")),
    "srgb": frozenset(("DeviceRGB", "DeviceGray", "Pattern")),
}
_OPERATORS = {
    "rg": "DeviceRGB",
    "RG": "DeviceRGB",
    "k": "DeviceCMYK",
    "K": "DeviceCMYK",
}
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_NONE = "no colour space"


def colours(found: tuple[Content, ...], expected: Expected) -> Iterator[Problem]:
    """Yield `colour-wrong` for each page, ink space and kind of object that the profile bars."""
    allowed = _ALLOWED[expected.profile.colour]
    told: set[tuple[int, str, str]] = set()
    for content in found:
        for what, space in _spaces(content):
            key = content.page, what, space
            if space in allowed or key in told:
                continue
            told.add(key)
            yield fault(
                code="colour-wrong",
                message=f"{what} is in {space}; {expected.profile.name} prints in "
                f"{expected.profile.colour} only.",
                hint="Colours in a layout are var(--paper), var(--black), var(--accent) and their "
                "tints; report this if they are.",
                where=Where(output=expected.output, page=content.page),
            )


def _spaces(content: Content) -> Iterator[tuple[str, str]]:
    """Yield (what, colour space) for all that a stream draws with."""
    resources = content.resources
    for step in content.instructions:
        space = _asked(step, resources)
        if space:
            yield "A line, area or text", space
    for _, drawn in entries(resources, "/XObject"):
        if drawn.get("/Subtype") == Name.Image:
            yield "A picture", _image(drawn, resources)
    for shading in _shadings(resources):
        yield "A gradient", _space(shading["/ColorSpace"], resources)
    remapped = resources.get("/ColorSpace", pikepdf.Dictionary()).get("/DefaultGray")
    if remapped is not None:
        yield "What should be plain gray", _space(remapped, resources)
    group = content.owner.get("/Group", pikepdf.Dictionary())
    if "/CS" in group:
        yield "A transparent group", _space(group["/CS"], resources)


def _shadings(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for _, shading in entries(resources, "/Shading"):
        yield shading
    for _, pattern in entries(resources, "/Pattern"):
        if "/Shading" in pattern:
            yield pattern["/Shading"]


def _asked(step: Instruction, resources: pikepdf.Object) -> str:
    """Return the space that an instruction chooses, or nothing."""
    if isinstance(step, pikepdf.ContentStreamInlineImage):
        return _inline(step, resources)
    operator = str(step.operator)
    if operator in ("cs", "CS"):
        return _space(step.operands[0], resources)
    return _OPERATORS.get(operator, "")


def _inline(step: pikepdf.ContentStreamInlineImage, resources: pikepdf.Object) -> str:
    image = step.iimage
    if image.image_mask:
        return ""
    return _space(image.obj.get("/ColorSpace", image.obj.get("/CS")), resources)


def _image(image: pikepdf.Object, resources: pikepdf.Object) -> str:
    if image.get("/ImageMask", False):
        return "DeviceGray"
    return _space(image.get("/ColorSpace"), resources)


def _space(space: pikepdf.Object | None, resources: pikepdf.Object) -> str:
    """Return a colour space's family; an indexed one's and a pattern's base is what counts."""
    if space is None:
        return _NONE
    if isinstance(space, Name):
        name = str(space).lstrip("/")
        named = dict(entries(resources, "/ColorSpace")).get(str(space))
        return _space(named, resources) if named is not None else _SHORT.get(name, name)
    family = str(space[0]).lstrip("/")
    if family in ("Indexed", "I", "Pattern") and len(space) > 1:
        return _space(space[1], resources)
    return _SHORT.get(family, family)
