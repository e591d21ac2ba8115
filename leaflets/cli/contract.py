"""A layout's contract as people and programs read it."""

from collections.abc import Iterator

from leaflets.model.layout import Layout, LayoutFormat, Slot

_SIDES = {1: "one-sided", 2: "two-sided"}


def lines(layout: Layout, origin: str) -> Iterator[str]:
    """Yield what a contract says, inherited keys included."""
    parents = " ← ".join(layout.chain[1:])
    yield f"{layout.name}  {layout.title}. {layout.about}"
    yield f"  from {origin}" + (f"; extends {parents}" if parents else "")
    for one in layout.formats:
        yield f"  {_format(one)}"
    if not layout.formats:
        yield "  no formats: other layouts extend it, nothing is poured into it"
    yield from _listed("faces", layout.faces)
    yield from _listed("inks", tuple(_ink(ink, dict(layout.bw)) for ink in layout.inks))
    if layout.slots:
        yield "  slots"
    width = max((len(slot.name) for slot in layout.slots), default=0)
    for slot in layout.slots:
        yield f"    {slot.name:<{width}}  {', '.join(_facts(slot))}"
        for rule in slot.fields:
            rows = "1 line" if rule.lines == 1 else f"{rule.lines} lines"
            yield f"    {'':<{width}}    {rule.name}: {rows}, down to {rule.minimum:.0%}"
    if layout.fit:
        yield "  fit"
    for group in layout.fit:
        air = f", up to {group.air:g} mm of air between items" if group.air else ""
        yield f"    {group.name:<{width}}  {group.minimum:.0%} to {group.maximum:.0%}{air}"


def shape(layout: Layout, origin: str) -> dict[str, object]:
    """Return the contract for JSON; lengths in mm, type in pt, distances in m."""
    return {
        "name": layout.name,
        "title": layout.title,
        "about": layout.about,
        "from": origin,
        "extends": list(layout.chain[1:]),
        "formats": {
            one.name: {
                "width": one.width,
                "height": one.height,
                "sides": one.sides,
                "read_from": one.read_from,
            }
            for one in layout.formats
        },
        "faces": list(layout.faces),
        "inks": list(layout.inks),
        "bw": dict(layout.bw),
        "slots": [_slot_shape(slot) for slot in layout.slots],
        "fit": {
            group.name: {"min": group.minimum, "max": group.maximum, "air": group.air}
            for group in layout.fit
        },
    }


def _slot_shape(slot: Slot) -> dict[str, object]:
    return {
        "name": slot.name,
        "holds": slot.holds,
        "words": slot.words,
        "set": slot.set,
        "fit": slot.fit,
        "count": slot.count,
        "face": list(slot.face),
        "min": slot.minimum,
        "column": slot.column,
        "pages": slot.pages,
        "fields": {rule.name: {"lines": rule.lines, "min": rule.minimum} for rule in slot.fields},
    }


def _format(one: LayoutFormat) -> str:
    sides = _SIDES.get(one.sides, f"{one.sides} pages")
    return (
        f"{one.name}  {one.width:g} × {one.height:g} mm, {sides}, "
        f"its code read from {one.read_from:g} m"
    )


def _listed(what: str, items: tuple[str, ...]) -> Iterator[str]:
    if items:
        yield f"  {what}  {', '.join(items)}"


def _ink(name: str, alone: dict[str, str]) -> str:
    return f"{name} ({alone[name]} where there is one ink)" if name in alone else name


def _facts(slot: Slot) -> Iterator[str]:
    yield f"words {slot.words}" if slot.words else slot.holds
    if slot.count:
        yield f"{slot.count[0]} to {slot.count[1]}"
    if slot.set != "text":
        yield slot.set
        yield " or ".join(slot.face)
    if slot.minimum:
        yield f"at least {slot.minimum:g} pt"
    if slot.fit:
        yield f"fit {slot.fit}"
    if slot.column:
        yield f"column {slot.column}"
    if slot.pages > 1:
        yield f"over {slot.pages} pages"
