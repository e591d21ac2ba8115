"""A campaign folder to a Campaign: statements, regions and choices, checked where they stand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from leaflets.language.tags import canonical
from leaflets.language.words import string_unknown
from leaflets.model.campaign import EVERYWHERE, Campaign, Region
from leaflets.model.statement import Passage
from leaflets.problems import LeafletsError, Problem, Severity, errors
from leaflets.read import naming, source
from leaflets.read.campaign.folder import CAMPAIGN, Folder
from leaflets.read.campaign.keys import CampaignKeys, campaign_keys
from leaflets.read.campaign.palette import palette, palette_problems
from leaflets.read.campaign.profiles import chosen
from leaflets.read.campaign.regions import regions, table_problems
from leaflets.read.campaign.shops import languages_unknown, shop_language, shops_unknown
from leaflets.read.campaign.statements import Found, statements
from leaflets.yaml_source import Located, load

_PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_LAYOUTS = "layouts"


def read_campaign(
    path: Path,
    *,
    name: str,
    today: date | None = None,
    fields: Callable[[Campaign], tuple[str, ...]] = lambda _: (),
    table: str = "",
) -> Campaign:
    """Read the campaign at `path`, a folder or its campaign.yaml; nothing beside it is read.

    Args:
        path: On the disk.
        name: The path as the user gave it, for positions.
        today: To tell dates that have passed; None tells none.
        fields: Gives the columns that the layouts of a campaign print, beside those that every
            table may have. It is asked before the table is read, of all the rest; what it raises
            is told with what else is wrong.
        table: The path, as the user gave it, of a table that is read instead of the campaign's.

    Raises:
        LeafletsError: Everything that is wrong with campaign.yaml, its statements and the table as
            a whole. A row that is wrong is a problem of its region, and what is to be said of a
            statement stands in the statement.
    """
    folder, file = _folder(path, name)
    raw = source.text(file.path, name=file.name, sort=source.CAMPAIGN)
    located = load(raw, file=file.name)
    written, right, problems = campaign_keys(located)
    reading = _Reading(folder=folder, written=written, located=right, table=table)
    found = reading.statements(today)
    campaign, wrong = reading.campaign(found)
    rows, of_rows, no_table = reading.regions(campaign, fields, today)
    wrong = (*problems, *found.problems, *wrong, *no_table)
    if errors(wrong):
        # What was read well is no news beside what is wrong.
        told = (one for one in (*wrong, *found.warnings) if one.severity is not Severity.NOTE)
        raise LeafletsError(*_by_place(tuple(told), file.name))
    no_shops = shops_unknown(written.shop_language, rows, right)
    return replace(campaign, regions=rows, problems=(*wrong, *no_shops, *of_rows))


def _folder(path: Path, name: str) -> tuple[Folder, Folder]:
    """Return the campaign's folder and its campaign.yaml, each with its name.

    Raises LeafletsError with `source-is-folder` for a folder without one.
    """
    if not path.is_dir():
        parent = PurePath(name).parent.as_posix()
        return Folder(path=path.parent, name=parent), Folder(path=path, name=name)
    folder = Folder(path=path, name=name)
    file = path / CAMPAIGN
    if not file.exists():
        raise LeafletsError(source.no_campaign(path, name))
    return folder, Folder(path=file, name=folder.named(CAMPAIGN))


def _by_place(problems: tuple[Problem, ...], first: str) -> list[Problem]:
    """Return the problems in the order of the lines, those of campaign.yaml first."""
    files = list(dict.fromkeys((first, *(one.position.file for one in problems))))
    return sorted(
        dict.fromkeys(problems),
        key=lambda one: (files.index(one.position.file), one.position.line, one.position.column),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One campaign.yaml with what its keys say, on the way to the values they stand for."""

    folder: Folder
    written: CampaignKeys
    located: Located
    table: str

    def campaign(self, found: Found) -> tuple[Campaign, tuple[Problem, ...]]:
        """Return the campaign but for its regions, and what is wrong with its values."""
        written = self.written
        ways, unknown = chosen(written.profiles, self.located)
        emblem, no_picture = self.emblem()
        layouts_dir, elsewhere = self.layouts_dir()
        strings, no_words = self.strings()
        spoken, shops = shop_language(written.shop_language)
        named = (one for one in (not self.table and written.regions, written.emblem) if one)
        given = (self.table,) if self.table else ()
        campaign = Campaign(
            file=self.located.position().file,
            title=written.title,
            statements=found.statements,
            languages=found.languages,
            layouts=self.passages("layouts", written.layouts),
            formats=self.passages("formats", written.formats),
            profiles=ways,
            link=self.passage("link", written.link),
            link_text=written.link_text,
            palette=palette(written.palette),
            imprint=self.passage("imprint", written.imprint),
            emblem=emblem,
            copies=written.copies,
            strings=strings,
            uniform=written.scale == "uniform",
            shop_language=spoken,
            shop_languages=shops,
            layouts_dir=layouts_dir,
            files=(
                self.located.position().file,
                *found.files,
                *map(self.folder.named, named),
                *given,
            ),
        )
        return campaign, (*unknown, *no_picture, *elsewhere, *no_words, *self.values())

    def passage(self, key: str, text: str) -> Passage:
        """Return the text of `key` with its place; without one if there is none."""
        return Passage(text=text, position=self.located.position(key)) if text else Passage(text="")

    def passages(self, key: str, texts: tuple[str, ...]) -> tuple[Passage, ...]:
        """Return the texts of a list with their places."""
        return tuple(
            Passage(text=text, position=self.located.position(key, nth))
            for nth, text in enumerate(texts)
        )

    def statements(self, today: date | None) -> Found:
        """Return the statements."""
        named = self.passage("statement", self.written.statement)
        wanted = self.passages("languages", self.written.languages)
        return statements(self.folder, named, wanted, today) if named.text else Found()

    def emblem(self) -> tuple[Path | None, tuple[Problem, ...]]:
        """Return the emblem, which can be drawn."""
        named = self.passage("emblem", self.written.emblem)
        if not named.text:
            return None, ()
        # Pillow takes a while to load, and few campaigns have an emblem.
        from leaflets.images import clean

        try:
            path = self.folder.file("emblem", named, _PICTURES)
            clean(path.read_bytes())
        except LeafletsError as error:
            return None, tuple(replace(one, position=named.position) for one in error.problems)
        return path, ()

    def layouts_dir(self) -> tuple[Path | None, tuple[Problem, ...]]:
        """Return the campaign's own layouts, if it has any."""
        named = Passage(text=_LAYOUTS, position=self.located.position())
        try:
            path = self.folder.place(_LAYOUTS, named)
        except LeafletsError as error:
            return None, error.problems
        return (path if path.is_dir() else None), ()

    def regions(
        self, campaign: Campaign, fields: Callable[[Campaign], tuple[str, ...]], today: date | None
    ) -> tuple[tuple[Region, ...], tuple[Problem, ...], tuple[Problem, ...]]:
        """Return the regions, what is wrong with rows, and what keeps all from being read."""
        if not self.written.regions and not self.table:
            return (EVERYWHERE,), (), ()
        languages = tuple(dict.fromkeys(one for both in campaign.languages for one in both))
        try:
            asked = (languages, fields(campaign), today)
            return (*regions(self.folder, self.written, self.located, asked, self.table), ())
        except LeafletsError as error:
            return (), (), error.problems

    def strings(self) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
        """Return the words that replace ours, by name and language, and what is wrong."""
        texts: list[tuple[str, str]] = []
        problems: list[Problem | None] = []
        for key, said in self.written.strings.items():
            place = self.located.position("strings", key)
            if isinstance(said, str):
                texts.append((key, said))
                problems.append(string_unknown(key, place))
                continue
            problems.append(naming.language_problem(PurePath(), key, place))
            for word, text in said.items():
                texts.append((f"{word}.{canonical(key)}", text))
                problems.append(string_unknown(word, self.located.position("strings", key, word)))
        return tuple(texts), tuple(one for one in problems if one)

    def values(self) -> Iterator[Problem]:
        """Give what is wrong with values that have a kind that is right."""
        yield from palette_problems(self.written.palette, self.located)
        yield from languages_unknown(self.written.shop_language, self.located)
        yield from table_problems(self.written, self.located)
