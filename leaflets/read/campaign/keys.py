"""campaign.yaml as an organiser writes it: its keys and the kinds of their values.

The JSON Schema beside this module is made from here: `python -m leaflets.read.campaign.schema`.
"""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from leaflets.problems import Problem
from leaflets.read import keys, kinds
from leaflets.read.kinds import SMALL_LETTERS, Either, Hex, Said, Text, Texts
from leaflets.yaml_source import Located, Path

Format = Annotated[Literal["a3", "a4", "a5", "a6"], SMALL_LETTERS]
Percent = Annotated[int, Field(ge=0, le=100)]
Cmyk = Annotated[tuple[Percent, Percent, Percent, Percent], Field(strict=False), kinds.numbers(4)]
Thresholds = Annotated[tuple[Percent, Percent], Field(strict=False), kinds.numbers(2)]
Share = Annotated[float, Field(ge=0, le=1)]
Millimetres = Annotated[float, Field(ge=0, le=30)]
Module = Annotated[float, Field(ge=0.2, le=5)]
Points = Annotated[float, Field(ge=4, le=20)]

_OWNER = "A campaign"
# How the keys are written that have to be there, and what has a shape of its own.
_HINTS = {
    "statement": "statement: statements/call",
    "name": "name: our-shop",
    "pattern": "Begin with a small letter; go on with small letters, digits and hyphens: our-shop.",
    "extends": "extends: copyshop-bw",
    "srgb": 'srgb: "#d8121b"',
}


class _Keys(BaseModel):
    # Most pours are of a statement file: the checker is built when a campaign is read.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class InkKeys(_Keys):
    """A colour of the palette with its recipes."""

    srgb: Hex = Field(description='On the screen and in pictures, in quotes: "#d8121b"')
    cmyk: Cmyk | None = Field(
        default=None, description="Cyan, magenta, yellow and black, in percent"
    )
    riso: Text = Field(default="", description="The name of the drum")


class PaletteKeys(_Keys):
    """The inks of a leaflet; those left out are ours."""

    paper: Either[Hex, InkKeys] = Field(default="#ffffff", description="What is printed on")
    black: Either[Hex, InkKeys] = Field(default="#000000", description="Texts and lines")
    accent: Either[Hex, InkKeys] = Field(default="#d8121b", description="The colour that shouts")


class ProfileKeys(_Keys):
    """A way of printing of one's own: what is left out is as in the one it extends."""

    name: Annotated[Text, Field(pattern="^[a-z][a-z0-9-]*$")] = Field(
        description="Its name; a part of the files' names"
    )
    extends: Text = Field(description="The shipped profile that it changes")
    about: Text | None = Field(default=None, description="For people")
    colour: Literal["gray", "cmyk", "srgb"] | None = Field(
        default=None, description="The inks of the machine"
    )
    bleed: Millimetres | None = Field(default=None, description="Art beyond the trim, in mm")
    edge: Millimetres | None = Field(default=None, description="What it cannot print, in mm")
    safe: Millimetres | None = Field(default=None, description="From text to trim, in mm")
    text_floor: Points | None = Field(default=None, description="The smallest type, in pt")
    imprint_floor: Points | None = Field(default=None, description="The same of the imprint")
    module_floor: Module | None = Field(default=None, description="A code's smallest module, in mm")
    module_goal: Module | None = Field(
        default=None, description="Under it we warn of a small module, in mm"
    )
    code_ink: Share | None = Field(default=None, description="A code's lightest ink; 0 is black")
    code_ground: Share | None = Field(default=None, description="Its darkest ground; 1 is white")
    copier: Thresholds | None = Field(
        default=None, description="Thresholds of the simulated copier, in percent"
    )
    paper: Literal["a4", "a3", "sra3", "none"] | None = Field(
        default=None, description="What goes through the machine"
    )
    weight: Annotated[int, Field(ge=30, le=500)] | None = Field(
        default=None, description="The paper's weight, in g/m²"
    )
    pdf: Literal["1.4", "1.6", "1.7"] | None = Field(default=None, description="The PDF version")
    by_hand: bool | None = Field(default=None, description="Whether backs are fed by hand")
    tagged: bool | None = Field(default=None, description="Whether it is for screens")


class CampaignKeys(_Keys):
    """A campaign: statements, regions, and how they are poured."""

    title: Text = Field(default="", description="What you call the campaign")
    statement: Text = Field(
        description="The text, without language and ending: statements/call for call.en.md"
    )
    languages: Texts = Field(
        default=(), description="Which to pour: [kk, ru]; [kk+ru] is one leaflet with both"
    )
    layouts: Texts = Field(default=(), description="Layouts to pour into: [wedge, broadside]")
    formats: Annotated[tuple[Format, ...], Field(strict=False)] = Field(
        default=(), description="Trimmed sizes: [a5, a4]"
    )
    profiles: Annotated[tuple[Either[Said, ProfileKeys], ...], Field(strict=False)] = Field(
        default=(), description="Ways of printing: [copyshop-bw], or your own that extends one"
    )
    link: Text = Field(
        default="", description="Where the code leads; {language}, {region}, {layout} are filled"
    )
    link_text: Text = Field(default="", description="Printed instead of the link's short form")
    palette: PaletteKeys | None = Field(default=None, description="The colours")
    imprint: Text = Field(default="", description="Who publishes it, in small type")
    emblem: Text = Field(
        default="", description="A picture, .png, .jpg or .svg, for layouts that show one"
    )
    copies: Annotated[int, Field(ge=1, le=999_999_999)] | None = Field(
        default=None, description="For each region whose row says no other number"
    )
    regions: Text = Field(default="", description="The table of places: .csv, .xlsx or .ods")
    columns: dict[str, Said] = Field(
        default={},
        description="Our name of a column: the heading in your table; several with a plus between",
    )
    sheet: Text = Field(default="", description="Of a workbook; the first visible unless said")
    encoding: Text = Field(default="", description="Of a .csv, when it cannot be known: cp1251")
    scale: Literal["uniform"] | None = Field(
        default=None, description="uniform: one size of type in all leaflets of a layout"
    )
    shop_language: Either[Text, dict[str, Text]] = Field(
        default="", description="The tickets' language: ru, or each shop's: {Copy Corner: en}"
    )
    strings: dict[str, Either[Text, dict[str, Text]]] = Field(
        default={}, description="Words a leaflet adds, for all languages or in a group for each"
    )


def campaign_keys(located: Located) -> tuple[CampaignKeys, Located, tuple[Problem, ...]]:
    """Return the keys of one campaign.yaml, where each stands, and what is wrong with them.

    What is wrong is left out, keys and items, so that what the others say can be looked at too.
    """
    if located.value is not None and not isinstance(located.value, dict):
        return CampaignKeys(statement=""), located, (_no_keys(located),)
    said = located.value or {}
    empty = [(key,) for key, one in said.items() if one is None]
    right = kinds.without(replace(located, value=said), empty)
    try:
        return CampaignKeys.model_validate(right.value), right, ()
    except ValidationError as found:
        problems = tuple(_problem(error, right) for error in found.errors())
        wrong = [kinds.within(error["loc"], right) for error in found.errors()]
    right = kinds.without(right, [path for path in wrong if path])
    return CampaignKeys.model_validate({"statement": "", **right.value}), right, problems


def _no_keys(located: Located) -> Problem:
    return keys.value_wrong(
        "This is no campaign: no keys stand in it.",
        "Write keys, at least `statement: statements/call`.",
        located.position(),
    )


def _problem(error: ErrorDetails, located: Located) -> Problem:
    if error["type"] != "extra_forbidden":
        return kinds.problem(error, located, _HINTS)
    path = kinds.within(error["loc"], located)
    return keys.key_unknown(_OWNER, path, _known(path), located.position(*path))


def _known(path: Path) -> tuple[str, ...]:
    """Return the keys that may stand where `path` ends."""
    owners: dict[object, type[_Keys]] = {"profiles": ProfileKeys, "palette": PaletteKeys}
    owner = CampaignKeys if len(path) == 1 else owners[path[0]]
    if owner is PaletteKeys and len(path) > len(("palette", "accent")):
        owner = InkKeys
    return tuple(owner.model_fields)
