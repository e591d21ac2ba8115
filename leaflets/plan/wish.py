"""What was asked for, in options and in the campaign, before it is planned."""

from dataclasses import dataclass

from leaflets.model.layout import Layout
from leaflets.model.statement import Passage
from leaflets.plan.names import LONGEST_PATH
from leaflets.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What options leave of a plan; empty values leave all.

    Attributes:
        layouts, formats, profiles, languages: Names of the campaign's own.
        regions: Ids or names.
    """

    layouts: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for; empty values ask for the defaults.

    Attributes:
        layouts: In the order they were asked for.
        named: Whether the user named them: the defaults come in a format of their own.
        formats: Names of formats with their places.
        profiles: Ways of printing, at least one.
        link: Replaces every other.
        code: False leaves code and link out.
        copies: Leaflets to print of each region, or None.
        paper: The paper's size, "none" for single pages, or empty for the profile's own.
        pictured: The profile whose pages are drawn for telephones, whatever is poured; None draws
            those of the first.
        pictures: True draws every region; else one of those that share a master, and none where
            options name regions.
        imprint: Replaces every other.
        emblem: The campaign's picture as a data: address, or empty.
        only: What is left of all this.
        one_sided: Names of layouts that can take a language on each side.
        recorded: (file as typed, file as the manifest records it) of the statements.
        room: Bytes that a path may have below out/.
    """

    layouts: tuple[Layout, ...]
    named: bool = False
    formats: tuple[Passage, ...] = ()
    profiles: tuple[Profile, ...]
    link: str = ""
    code: bool = True
    copies: int | None = None
    paper: str = ""
    pictured: Profile | None = None
    pictures: bool = False
    imprint: str = ""
    emblem: str = ""
    only: Narrowing = Narrowing()
    one_sided: tuple[str, ...] = ()
    recorded: tuple[tuple[str, str], ...] = ()
    room: int = LONGEST_PATH
