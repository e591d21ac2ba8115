"""What a slot of a contract says against itself, or against the rest of it."""

from collections.abc import Iterator

from leaflets.layout.contract import SlotKeys

# What a slot may hold several of.
HAS_ITEMS = ("excerpts", "demands")
# What display sets as one text.
_ONE_TEXT = ("kicker", "headline", "lead", "words", "link", "imprint")


def contradictions(
    keys: SlotKeys, groups: set[str], *, in_column: bool
) -> Iterator[tuple[str, str]]:
    """Yield (key, reason); the reason continues "The slot `name` …".

    `groups` are the fit groups there are; `in_column`: a column of the contract names the slot.
    """
    if keys.fit and keys.fit not in groups:
        yield "fit", f"names the group `{keys.fit}`, which `fit` does not describe"
    if keys.set != "text":
        yield from _display(keys)
    if keys.set == "poster":
        yield from _poster(keys)
    yield from _named(keys)
    if keys.count and keys.holds not in HAS_ITEMS:
        yield "count", f"holds {keys.holds}, which has no count"
    yield from _items(keys)
    yield from _spans(keys)
    if keys.optional and not in_column:
        yield "optional", "can be left out only where a column is full, and stands in none"


def _named(keys: SlotKeys) -> Iterator[tuple[str, str]]:
    """What words and regional values a slot holds; a link's text may be fitted as a field is."""
    for part, holds in (("words", "words"), ("fields", "region")):
        is_link = part == "fields" and keys.holds == "link" and set(keys.fields) == {"link"}
        if bool(getattr(keys, part)) != (keys.holds == holds) and not is_link:
            yield part, f"must hold {holds} and say which under `{part}`, or neither"


def _display(keys: SlotKeys) -> Iterator[tuple[str, str]]:
    """What poster and ladder have in common."""
    if not keys.face:
        yield "face", f"is set as a {keys.set} and names no face"
    takes = _ONE_TEXT if keys.set == "poster" else (*_ONE_TEXT, *HAS_ITEMS, "region")
    if keys.holds not in takes:
        yield "set", f"holds {keys.holds}, which cannot be set as one {keys.set}"


def _poster(keys: SlotKeys) -> Iterator[tuple[str, str]]:
    if not keys.min:
        yield "min", "is set as a poster and names no smallest size, such as `min: 26pt`"


def _items(keys: SlotKeys) -> Iterator[tuple[str, str]]:
    ladder_of_items = keys.set == "ladder" and keys.holds in HAS_ITEMS
    if keys.each != ladder_of_items:
        yield "each", "sets its items each on its own, which ladders of items do, and no others"
    if keys.numbered and not keys.each:
        yield "numbered", "numbers items that are not set each on its own"


def _spans(keys: SlotKeys) -> Iterator[tuple[str, str]]:
    spans = {
        "lines": keys.lines,
        "count": keys.count or (0, 0),
        "height": keys.height,
        "accent_height": keys.accent_height,
    }
    for part, (least, most) in spans.items():
        if not 0 <= least <= most:
            yield part, f"cannot have {least:g} to {most:g}: the fewest come first"
