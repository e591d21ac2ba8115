"""The generated style sheet: everything a layout's CSS reads through `var()`, and the page."""

from collections.abc import Iterator

from leaflets.model.layout import Layout
from leaflets.model.material import Fitting, Frame, Sheet
from leaflets.model.palette import Palette, tint

_GENERATED = "generated.css"
_TINTED = ("black", "accent")
# Text that runs over a page's end is dropped by the engine without a word, so there is room below.
_ROOM_BELOW = 2000


def sheets(
    layout: Layout, format_name: str, frame: Frame, palette: Palette, fitting: Fitting
) -> tuple[Sheet, ...]:
    """Return the style sheets in the order in which the engine takes them.

    The layout's own come first, parents' before its own, general before the format's; the
    generated one is last, its values marked important, since all of them are a user's sheets.
    """
    own = tuple(
        Sheet(name=source.name, text=source.text)
        for of, source in layout.styles
        if of in ("", format_name)
    )
    return (*own, Sheet(name=_GENERATED, text=generated(layout, frame, palette, fitting)))


def generated(layout: Layout, frame: Frame, palette: Palette, fitting: Fitting) -> str:
    """Return `:root{}` with colours, measures (mm), scales and air (mm), and `@page{}`."""
    values = (*_colours(palette), *_measures(frame), *_fits(layout, fitting))
    root = "".join(f"--{name}:{value}!important;" for name, value in values)
    # A flow over several pages must break where the page ends.
    below = 0 if any(slot.pages > 1 for slot in layout.slots) else -_ROOM_BELOW
    return (
        f":root{{{root}}}\n"
        f"@page{{size:{frame.width:g}mm {frame.height:g}mm!important;"
        f"bleed:{frame.bleed:g}mm!important;margin:0 0 {below}mm!important}}\n"
    )


def generated_names(layout: Layout) -> frozenset[str]:
    """Return the variables that `generated` writes for `layout`, whatever its frame and palette."""
    values = (*_colours(Palette()), *_measures(Frame(width=0, height=0)))
    return frozenset(f"--{name}" for name, _ in (*values, *_fits(layout, Fitting())))


def _colours(palette: Palette) -> Iterator[tuple[str, str]]:
    for ink in palette.inks:
        yield ink.name, ink.srgb
        if ink.name in _TINTED:
            for percent in range(10, 100, 10):
                yield f"{ink.name}-{percent}", tint(ink, percent)


def _measures(frame: Frame) -> Iterator[tuple[str, str]]:
    for name in ("width", "height", "bleed", "safe", "edge"):
        yield name, f"{getattr(frame, name):g}mm"


def _fits(layout: Layout, fitting: Fitting) -> Iterator[tuple[str, str]]:
    scales, air, fields = dict(fitting.scales), dict(fitting.air), dict(fitting.fields)
    for group in layout.fit:
        yield f"fit-{group.name}", f"{scales.get(group.name, 1.0):g}"
        yield f"air-{group.name}", f"{air.get(group.name, 0.0):.4f}mm"
    for slot in layout.slots:
        for rule in slot.fields:
            yield f"field-{slot.name}-{rule.name}", f"{fields.get((slot.name, rule.name), 1.0):g}"
