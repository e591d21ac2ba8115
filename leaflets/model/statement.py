"""A statement as it was read: texts with their places, before any typography."""

from dataclasses import dataclass
from enum import StrEnum

from leaflets.problems import Position, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text and where it stands: a paragraph, a heading, a demand.

    Attributes:
        text: NFC, white space folded to single spaces, without marks.
        position: The first line of the passage in its file.
    """

    text: str
    position: Position = Position()


class Choice(StrEnum):
    """Who chose an excerpt."""

    MARKED = "marked"
    LISTED = "listed"
    OURS = "ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A passage quoted from the statement, word for word.

    Attributes:
        text: As it stands in the body; `[…]` where a listed one elides.
        position: Where it begins in the statement (or in the front matter that lists it).
        order: Its place in the text, from 0: excerpts that we chose are printed in this order.
    """

    text: str
    position: Position = Position()
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """When and where, as written; what a single leaflet has instead of a table row."""

    name: str = ""
    place: str = ""
    date: str = ""
    time: str = ""
    contact: str = ""
    position: Position = Position()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The full text.

    Attributes:
        slug: The file's name without language and ending; names the folder under out/.
        file: The path as the user gave it.
        language: BCP 47, e.g. "kk" or "kk-Latn".
        title: The text's own title.
        headline: What is shouted; the title unless said otherwise.
        accent: The word of the headline that its author marked, or empty.
        kicker: A short line above the headline, or empty.
        lead: The author's lead, or empty: then layouts take the first excerpt.
        body: Every paragraph and heading, in order; nothing of the text is missing.
        excerpts: Best first: what does not fit is dropped from the end.
        choice: Who chose them.
        demands: In order, each whole, without its mark.
        signed: The signature, one line each.
        date: As written, or empty.
        link: As written in the front matter, or empty; `link_position` is its place.
        imprint: As written, or empty.
        strings: Words a leaflet adds, as (name, text), that replace ours.
        problems: Notes of what was read and dropped, and warnings.
    """

    slug: str
    file: str
    language: str
    title: str
    headline: str
    accent: str = ""
    kicker: str = ""
    lead: str = ""
    body: tuple[Passage, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    choice: Choice = Choice.OURS
    demands: tuple[Passage, ...] = ()
    signed: tuple[str, ...] = ()
    date: str = ""
    link: str = ""
    link_position: Position = Position()
    imprint: str = ""
    event: Event = Event()
    strings: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
