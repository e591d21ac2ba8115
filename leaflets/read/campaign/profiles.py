"""A campaign's ways of printing: shipped ones by name, its own made ready."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from leaflets.problems import Problem
from leaflets.profiles import Profile, profile, profile_unknown
from leaflets.read import keys
from leaflets.read.campaign.keys import ProfileKeys
from leaflets.yaml_source import Located

# Pairs of figures of which the first may not be the larger, and why.
_ORDERED = (
    ("module_floor", "module_goal", "a code is warned of before it is refused"),
    ("imprint_floor", "text_floor", "no text is smaller than the imprint may be"),
    ("edge", "safe", "text stands where the machine prints"),
    ("code_ink", "code_ground", "a code is dark on light"),
)


def chosen(
    written: tuple[str | ProfileKeys, ...], located: Located
) -> tuple[tuple[Profile, ...], tuple[Problem, ...]]:
    """Return the ways of printing in the order of the file, and what is wrong with them."""
    found: dict[str, Profile] = {}
    problems: list[Problem] = []
    for nth, one in enumerate(written):
        made, wrong = _made(one, nth, located)
        problems += wrong
        if made and made.name in found:
            problems.append(_twice(made.name, nth, located))
        elif made:
            found[made.name] = made
    return tuple(found.values()), tuple(problems)


def _made(
    one: str | ProfileKeys, nth: int, located: Located
) -> tuple[Profile | None, tuple[Problem, ...]]:
    place = ("profiles", nth)
    if isinstance(one, str):
        shipped = profile(one)
        wrong = () if shipped else (profile_unknown(one, located.position(*place)),)
        return shipped, wrong
    base = profile(one.extends)
    if base is None:
        return None, (profile_unknown(one.extends, located.position(*place, "extends")),)
    if profile(one.name):
        return None, (_taken(one.name, nth, located),)
    made = replace(base, **_changes(one))
    return made, tuple(_contradictions(made, nth, located))


def _changes(one: ProfileKeys) -> dict[str, Any]:
    """Return what is said of a profile, its name among it."""
    return one.model_dump(exclude={"extends"}, exclude_none=True)


def _contradictions(made: Profile, nth: int, located: Located) -> Iterator[Problem]:
    for least, most, reason in _ORDERED:
        low, high = getattr(made, least), getattr(made, most)
        said = next(
            (key for key in (least, most) if ("profiles", nth, key) in located.positions), least
        )
        if low > high:
            yield keys.value_wrong(
                f"The profile `{made.name}` has `{least}` {low:g} and `{most}` {high:g}: {reason}.",
                f"Make `{least}` at most `{most}`.",
                located.position("profiles", nth, said),
            )
    if made.copier[0] >= made.copier[1]:
        yield keys.value_wrong(
            f"The profile `{made.name}` has the thresholds {list(made.copier)}.",
            "The lower one comes first: [40, 60].",
            located.position("profiles", nth, "copier"),
        )


def _taken(name: str, nth: int, located: Located) -> Problem:
    return keys.value_wrong(
        f"`{name}` is a profile of ours, and this one would not be the same.",
        f"Call it something else: `name: our-{name}`.",
        located.position("profiles", nth, "name"),
    )


def _twice(name: str, nth: int, located: Located) -> Problem:
    return keys.value_wrong(
        f"`profiles` has {name} twice.", "Take one of them out.", located.position("profiles", nth)
    )
