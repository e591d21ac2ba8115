"""A campaign's palette: inks from its colours and recipes, and whether they can be read."""

from collections.abc import Iterator
from dataclasses import replace

from leaflets.model.palette import BLACK, PAPER, RED, Ink, Palette
from leaflets.problems import Problem, Severity
from leaflets.read import keys
from leaflets.read.campaign.keys import InkKeys, PaletteKeys
from leaflets.yaml_source import Located

# WCAG 2.2, 1.4.3: the least contrast of text, and of large text.
_LEAST_OF_TEXT = 4.5
_LEAST_OF_LARGE_TEXT = 3.0
# Total ink that coated paper takes, percent (FOGRA39L).
_MOST_INK = 300


def palette(written: PaletteKeys | None) -> Palette:
    """Return the inks; those left out, and recipes that are, as ours."""
    if written is None:
        return Palette()
    return Palette(
        inks=(_ink(PAPER, written.paper), _ink(BLACK, written.black), _ink(RED, written.accent))
    )


def palette_problems(written: PaletteKeys | None, located: Located) -> Iterator[Problem]:
    """Give what is wrong with the colours: too little contrast, more ink than dries."""
    inks = palette(written)
    for name, least, severity in (
        ("black", _LEAST_OF_TEXT, Severity.ERROR),
        ("accent", _LEAST_OF_LARGE_TEXT, Severity.WARNING),
    ):
        found = contrast(inks.ink(name).srgb, inks.ink("paper").srgb)
        if found < least:
            yield Problem(
                code="palette-contrast",
                severity=severity,
                message=f"`palette`: {name} {inks.ink(name).srgb} on paper "
                f"{inks.ink('paper').srgb} has a contrast of {found:.1f}; {least} are needed.",
                hint="Take a darker one; the paper wants to be light.",
                position=located.position("palette", name),
            )
    for ink in inks.inks:
        total = sum(ink.cmyk or ())
        if total > _MOST_INK:
            yield keys.value_wrong(
                f"`palette.{ink.name}.cmyk` is {total} % of ink; paper takes {_MOST_INK} %.",
                "Take less of each; a deep black needs no more than [60, 50, 50, 100].",
                located.position("palette", ink.name, "cmyk"),
            )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two "#rrggbb" (WCAG 2.2), 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _ink(ours: Ink, written: str | InkKeys) -> Ink:
    if isinstance(written, InkKeys):
        return Ink(
            name=ours.name,
            srgb=written.srgb,
            cmyk=written.cmyk or _of_same(ours, written.srgb).cmyk,
            riso=written.riso or _of_same(ours, written.srgb).riso,
        )
    return _of_same(ours, written)


def _of_same(ours: Ink, srgb: str) -> Ink:
    """Return our ink in another colour: paper and black keep their recipes, an accent does not."""
    if ours.name == "accent" and srgb != ours.srgb:
        return Ink(name=ours.name, srgb=srgb)
    return replace(ours, srgb=srgb)


def _luminance(srgb: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2, IEC 61966-2-1)."""
    red, green, blue = (int(srgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
