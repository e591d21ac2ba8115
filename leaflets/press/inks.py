"""What a colour of the page becomes in the inks of a profile: the recipes of the press."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from leaflets.model.palette import Ink, Palette, tint
from leaflets.press.separation import separated
from leaflets.profiles import Profile

# Red, green and blue of sRGB, 0 to 255.
Colour = tuple[int, int, int]

_TINTS = range(10, 100, 10)
# Below a quarter a line screen breaks up on a copier, above three fifths its gaps close.
_LIGHTEST, _DARKEST = 25, 60
# So far apart the channels of a gray may lie, after the engine's rounding.
_NEUTRAL = 1
# The operators that set a flat colour, by the number of its operands; upper case draws lines.
_OPERATORS = {1: "g", 3: "rg", 4: "k"}
# Type is never gray: what is lighter than this is meant as white, on a dark ground.
_TYPE_IS_PAPER = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """A colour in the inks of a profile.

    Attributes:
        levels: The operands of a flat colour in the profile's space, 0 to 1.
        lines: Percent of the paper that a screen of solid lines covers instead; 0 is flat.
    """

    levels: tuple[float, ...]
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """How one way of printing makes colours.

    Attributes:
        space: The device's colour space as PDF names it, e.g. "DeviceGray".
        exact: The palette's colours and their tints, which are never calculated.
        other: What any other colour becomes.
        letters: What a colour becomes that fills letters.
    """

    space: str
    exact: Mapping[Colour, Paint]
    other: Callable[[Colour], Paint]
    letters: Callable[[Colour], Paint]

    def area(self, colour: Colour) -> Paint:
        """Return the paint of an area or a line of `colour`."""
        return self.exact.get(colour) or self.other(colour)

    def flat(self, paint: Paint, *, strokes: bool = False) -> tuple[tuple[float, ...], str]:
        """Return operands and operator of a flat paint.

        Grays of the screen's colours are said as such: printers then take their black ink alone.
        """
        levels = paint.levels
        if self.space == "DeviceRGB" and len(set(levels)) == 1:
            levels = levels[:1]
        operator = _OPERATORS[len(levels)]
        return levels, operator.upper() if strokes else operator

    def filling(self, ink: Ink) -> str:
        """Return the operation that fills with `ink` as letters take it, e.g. "0 g"."""
        return self._operation(ink, strokes=False)

    def stroking(self, ink: Ink) -> str:
        """Return the operation that draws lines in `ink`, e.g. "0 G"."""
        return self._operation(ink, strokes=True)

    def _operation(self, ink: Ink, *, strokes: bool) -> str:
        operands, operator = self.flat(self.letters(colour_of(ink.srgb)), strokes=strokes)
        return " ".join((*(f"{operand:g}" for operand in operands), operator))


def colour_of(srgb: str) -> Colour:
    """Return "#rrggbb" as three numbers."""
    return (int(srgb[1:3], 16), int(srgb[3:5], 16), int(srgb[5:7], 16))


def inks_of(profile: Profile, palette: Palette, bw: tuple[tuple[str, str], ...]) -> Inks:
    """Return the inks in which `profile` prints the palette; `bw` as a layout declares it."""
    if profile.colour == "gray":
        return one_black(palette, bw)
    return four_inks(palette) if profile.colour == "cmyk" else as_typeset(palette)


def one_black(palette: Palette, bw: tuple[tuple[str, str], ...]) -> Inks:
    """Return the inks of a black-and-white machine.

    Black is solid and paper is none. Every other ink becomes what `bw` says: black, paper, or a
    screen of solid lines as dark as the ink is. The tints of an ink are screens too, since a gray
    of the machine's own is lost when copies are copied. Other colours keep their luminance, as a
    gray. Letters are black or white, never gray.
    """
    chosen = dict(bw)
    exact: dict[Colour, Paint] = {}
    for ink in reversed(palette.inks):
        exact |= _gray_of(ink, chosen.get(ink.name, ink.name))
    return Inks(
        space="DeviceGray",
        exact=exact,
        other=_luminance,
        letters=partial(_black_or_white, exact),
    )


def light() -> Inks:
    """Return the inks of a soft mask, where colours are nothing but light (ISO 32000-1, 11.5.3)."""
    return Inks(space="DeviceGray", exact={}, other=_luma, letters=_luma)


def as_typeset(palette: Palette) -> Inks:
    """Return the inks of a screen: the palette's own sRGB."""
    exact = {colour_of(ink.srgb): _shares(colour_of(ink.srgb)) for ink in palette.inks}
    return Inks(space="DeviceRGB", exact=exact, other=_shares, letters=_shares)


def four_inks(palette: Palette) -> Inks:
    """Return cyan, magenta, yellow and black.

    The palette's inks are mixed by their recipes, tints are shares of these; grays are black
    alone, so that no letter has coloured edges; all else is separated for coated paper.
    """
    exact: dict[Colour, Paint] = {}
    for ink in reversed(palette.inks):
        solid = _recipe(ink)
        tints = {
            colour_of(tint(ink, percent)): tuple(round(part * percent / 100, 4) for part in solid)
            for percent in _TINTS
        }
        mixed = tints | {colour_of(ink.srgb): solid}
        exact |= {colour: Paint(levels=levels) for colour, levels in mixed.items()}

    def letters(colour: Colour) -> Paint:
        return exact.get(colour) or _four(colour)

    return Inks(space="DeviceCMYK", exact=exact, other=_four, letters=letters)


def _gray_of(ink: Ink, choice: str) -> dict[Colour, Paint]:
    solid = colour_of(ink.srgb)
    if choice == "paper":
        paper = Paint(levels=(1.0,))
        return {colour_of(tint(ink, percent)): paper for percent in _TINTS} | {solid: paper}
    full = 100
    if choice == "screen":
        full = min(max(round(100 - 100 * _luminance(solid).levels[0]), _LIGHTEST), _DARKEST)
    tints = {colour_of(tint(ink, percent)): _lines(full * percent // 100) for percent in _TINTS}
    return tints | {solid: _lines(full)}


def _recipe(ink: Ink) -> tuple[float, ...]:
    if ink.cmyk is None:
        return _four(colour_of(ink.srgb)).levels
    return tuple(part / 100 for part in ink.cmyk)


def _four(colour: Colour) -> Paint:
    if max(colour) - min(colour) <= _NEUTRAL:
        return Paint(levels=(0.0, 0.0, 0.0, round(1 - colour[0] / 255, 4)))
    return Paint(levels=separated(colour))


def _lines(percent: int) -> Paint:
    """Return a screen, or solid black when it leaves no paper between the lines."""
    return Paint(levels=(round(1 - percent / 100, 4),), lines=percent % 100)


def _luminance(colour: Colour) -> Paint:
    """Return the gray of the same luminance, in sRGB's own curve (IEC 61966-2-1)."""
    if len(set(colour)) == 1:
        return Paint(levels=(round(colour[0] / 255, 4),))
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return Paint(levels=(round(_coded(0.2126 * red + 0.7152 * green + 0.0722 * blue), 4),))


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _coded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004


def _luma(colour: Colour) -> Paint:
    red, green, blue = colour
    return Paint(levels=(round((0.3 * red + 0.59 * green + 0.11 * blue) / 255, 4),))


def _shares(colour: Colour) -> Paint:
    return Paint(levels=tuple(round(channel / 255, 4) for channel in colour))


def _black_or_white(exact: Mapping[Colour, Paint], colour: Colour) -> Paint:
    """Return what letters are printed in: solid inks as chosen, all else by its own light."""
    chosen = exact.get(colour)
    paint = chosen if chosen and not chosen.lines else _luminance(colour)
    return Paint(levels=(1.0 if paint.levels[0] >= _TYPE_IS_PAPER else 0.0,))
