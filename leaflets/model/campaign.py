"""A campaign as it was read: statements, regions and choices, before any planning."""

from dataclasses import dataclass
from pathlib import Path

from leaflets.model.palette import Palette
from leaflets.model.statement import Passage, Statement
from leaflets.problems import Position, Problem
from leaflets.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place where the leaflet is handed out; a single statement's is "all".

    Attributes:
        id: ASCII, part of paths and links.
        name: For people.
        texts: (column, text) of every column that is printed, `name` included, those that are
            empty left out. A text for one language alone is called `place.kk`. NFC, white space
            folded, a date cell as ISO date; otherwise as it stands in the table.
        languages: Those of the campaign that it takes; empty for all.
        link: As written in its row, or empty.
        copies: Leaflets to print, or None for the campaign's.
        shop: The shop that prints them, or empty.
        demands: Numbers in the statement's list, from 1, in the order to print; empty for all.
        position: Its row.
        problems: What is wrong with the row. With an error among them the region is planned, so
            that its older files are not taken for stale, and fails alone.
    """

    id: str = "all"
    name: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    link: str = ""
    copies: int | None = None
    shop: str = ""
    demands: tuple[int, ...] = ()
    position: Position = Position()
    problems: tuple[Problem, ...] = ()


# What a statement file without a table is poured for.
EVERYWHERE = Region()


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What is poured for whom.

    Attributes:
        file: campaign.yaml, or the statement file, as the user gave it.
        title: For people.
        statements: One for each language, in the order of the languages.
        languages: What each leaflet speaks: ("kk",) or, front and back, ("kk", "ru").
        layouts, formats: Names with their places; empty for the defaults.
        profiles: Ways of printing, own ones made ready; empty for the default.
        link: As written, or empty, with its place.
        link_text: What is printed instead of the link's short form, or empty.
        palette: The inks.
        imprint: As written, or empty, with its place: over the statements' own.
        emblem: A picture for layouts that have a slot for it, or None.
        copies: For each region, or None.
        strings: (name, text) over ours and the statements', by language: `read-whole.kk`, or for
            all of them `read-whole`.
        uniform: Whether masters of one layout and format share the smallest scale.
        shop_language: The tickets' language, or empty.
        shop_languages: (shop, language) of the tickets of those that have one of their own.
        layouts_dir: The campaign's own layouts/ folder, or None.
        regions: In the order of the table; without a table `EVERYWHERE` alone.
        files: Every input file but layouts and fonts, as typed: to tell what the disk gave.
        problems: Notes and warnings, and errors of rows that are no region at all.
    """

    file: str
    title: str = ""
    statements: tuple[Statement, ...]
    languages: tuple[tuple[str, ...], ...]
    layouts: tuple[Passage, ...] = ()
    formats: tuple[Passage, ...] = ()
    profiles: tuple[Profile, ...] = ()
    link: Passage = Passage(text="")
    link_text: str = ""
    palette: Palette = Palette()
    imprint: Passage = Passage(text="")
    emblem: Path | None = None
    copies: int | None = None
    strings: tuple[tuple[str, str], ...] = ()
    uniform: bool = False
    shop_language: str = ""
    shop_languages: tuple[tuple[str, str], ...] = ()
    layouts_dir: Path | None = None
    regions: tuple[Region, ...] = (EVERYWHERE,)
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether it is a statement file without a table: what is printed lies beside its leaflets.

        Otherwise print jobs hold what is printed, a shop's in one place.
        """
        of_a_file = any(one.file == self.file for one in self.statements)
        return of_a_file and all(region.id == EVERYWHERE.id for region in self.regions)

    def statement(self, language: str) -> Statement:
        """Return the statement in `language`; KeyError if there is none."""
        for one in self.statements:
            if one.language == language:
                return one
        raise KeyError(language)


def campaign_of(statement: Statement, *, regions: tuple[Region, ...] = (EVERYWHERE,)) -> Campaign:
    """Return the campaign that a statement file is: one text, poured everywhere by the defaults."""
    return Campaign(
        file=statement.file,
        title=statement.title,
        statements=(statement,),
        languages=((statement.language,),),
        regions=regions,
        files=(statement.file,),
    )
