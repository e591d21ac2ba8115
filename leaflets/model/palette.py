"""Inks: the colours of a campaign with their recipes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """One colour and how each way of printing makes it.

    Attributes:
        name: paper, black or accent: the CSS variable's name.
        srgb: "#rrggbb", lower case; what the page is typeset in.
        cmyk: Shares in percent, or None: then the profile converts it.
        riso: The drum's name, or empty.
    """

    name: str
    srgb: str
    cmyk: tuple[int, int, int, int] | None = None
    riso: str = ""


PAPER = Ink(name="paper", srgb="#ffffff", cmyk=(0, 0, 0, 0))
BLACK = Ink(name="black", srgb="#000000", cmyk=(0, 0, 0, 100), riso="black")
RED = Ink(name="accent", srgb="#d8121b", cmyk=(0, 100, 95, 0), riso="red")


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The inks of one leaflet, paper first."""

    inks: tuple[Ink, ...] = (PAPER, BLACK, RED)

    def ink(self, name: str) -> Ink:
        """Return the ink called `name`; KeyError if the palette has none."""
        for ink in self.inks:
            if ink.name == name:
                return ink
        raise KeyError(name)


def tint(ink: Ink, percent: int) -> str:
    """Return `percent` of `ink` on white paper as "#rrggbb"."""
    channels = (int(ink.srgb[index : index + 2], 16) for index in (1, 3, 5))
    mixed = (round(255 + (channel - 255) * percent / 100) for channel in channels)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
