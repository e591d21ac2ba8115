"""The statements of a campaign: one text in several languages, found by the names of the files."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath, PurePosixPath

from leaflets.language import tags
from leaflets.model.statement import Passage, Statement
from leaflets.problems import LeafletsError, Position, Problem, Severity
from leaflets.read import keys, naming
from leaflets.read.campaign.folder import Folder, listing
from leaflets.read.statement import read

_TEXTS = (".md", ".markdown", ".txt")
# Kinds that statements come in and that are not read: told when no text stands beside them.
_DOCUMENTS = (".docx", ".odt", ".doc", ".rtf", ".html", ".htm")
_SIDES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statements of a campaign.

    Attributes:
        statements: One for each language, in the order of `languages`.
        languages: What each leaflet speaks, as in a Campaign.
        files: As the user would type them.
        problems: What is wrong; what is to be said of a statement that was read stands in it.
    """

    statements: tuple[Statement, ...] = ()
    languages: tuple[tuple[str, ...], ...] = ()
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be mended in statements that were read; notes are no news beside errors."""
        return tuple(
            problem
            for statement in self.statements
            for problem in statement.problems
            if problem.severity is Severity.WARNING
        )


def statements(
    folder: Folder, written: Passage, wanted: tuple[Passage, ...], today: date | None
) -> Found:
    """Return the statements called `written` ("statements/call") in the languages `wanted`.

    Without any wanted, in all that lie there, by their tags. `today` tells events that have
    passed; None tells none.
    """
    asked, problems = spoken(wanted)
    languages = tuple(asked)
    order = tuple(dict.fromkeys(one for both in languages for one in both))
    try:
        place = folder.place("statement", written)
    except LeafletsError as error:
        return Found(languages=languages, problems=(*problems, *error.problems))
    names = tuple(_beside(place))
    if not names:
        return Found(languages=languages, problems=(*problems, _nowhere(folder, written, place)))
    texts = tuple(_read(folder, written, name, today) for name in _relevant(names, order))
    by_language = _by_language(texts)
    order = order or tuple(sorted(by_language))
    return Found(
        statements=tuple(
            one.statement for tag in order for one in by_language.get(tag, ()) if one.statement
        ),
        languages=languages or tuple((tag,) for tag in order),
        files=tuple(one.file for one in texts if one.language in order),
        problems=(
            *problems,
            *(problem for one in texts for problem in one.problems),
            *(
                _twice(tag, ones, written.position)
                for tag, ones in by_language.items()
                if tag in order and len(ones) > 1
            ),
            *_lacking(written, asked, by_language, names),
        ),
    )


def spoken(
    wanted: tuple[Passage, ...],
) -> tuple[dict[tuple[str, ...], Passage], tuple[Problem, ...]]:
    """Return what each leaflet speaks ("kk+ru" is one that speaks both) with where it is said.

    What is no language, and what no leaflet can speak, is told and left out; doubled ones stand
    once.
    """
    languages: dict[tuple[str, ...], Passage] = {}
    problems: list[Problem] = []
    for one in wanted:
        parts = tuple(part.strip() for part in one.text.split("+"))
        wrong = [
            problem
            for part in parts
            if (problem := naming.language_problem(PurePath(), part or "+", one.position))
        ]
        named = tuple(tags.canonical(part) for part in parts)
        wrong = wrong or [*_doubled(one, named, twice=named in languages)]
        problems += wrong
        if not wrong:
            languages[named] = one
    return languages, tuple(problems)


def _doubled(one: Passage, named: tuple[str, ...], *, twice: bool) -> Iterator[Problem]:
    message = hint = ""
    if twice:
        message, hint = f"`languages` has {one.text} twice.", "Take one of them out."
    elif len(named) > _SIDES:
        message = f"{one.text} asks for {len(named)} languages on a leaflet of two sides."
        hint = "Join two with a plus, and list the others by themselves: [kk+ru, en]."
    elif len(set(named)) < len(named):
        message, hint = f"{one.text} has one language on both sides.", f"Write {named[0]} alone."
    if message:
        yield keys.value_wrong(message, hint, one.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One file that was read; without a statement something is wrong with it."""

    file: str
    language: str
    statement: Statement | None = None
    problems: tuple[Problem, ...] = ()


def _beside(place: Path) -> Iterator[str]:
    """Give the files whose name is the statement's, with a language or what looks like one."""
    stem = _spelled(place.name)
    own = [name for name in listing(place.parent) if _spelled(_stem(name)) == stem]
    texts = [name for name in own if _is(name, _TEXTS)]
    yield from texts
    told = {_tag(name) for name in texts}
    yield from (
        name for name in own if _is(name, _DOCUMENTS) and _tag(name) and _tag(name) not in told
    )


def _relevant(names: tuple[str, ...], order: tuple[str, ...]) -> Iterator[str]:
    """Give what has to be read: those that name no language only where one is lacking."""
    named = {_tag(name) for name in names}
    for name in names:
        if _tag(name) in order or not order or (not _tag(name) and not named.issuperset(order)):
            yield name


def _read(folder: Folder, written: Passage, name: str, today: date | None) -> _Text:
    inside = PurePosixPath(written.text).with_name(name).as_posix()
    file = folder.named(inside)
    try:
        path = folder.place("statement", Passage(text=inside, position=written.position))
        statement = read(path, name=file, today=today)
    except LeafletsError as error:
        return _Text(file=file, language=_tag(name), problems=error.problems)
    return _Text(file=file, language=statement.language, statement=statement)


def _by_language(texts: tuple[_Text, ...]) -> dict[str, tuple[_Text, ...]]:
    found: dict[str, tuple[_Text, ...]] = {}
    for one in texts:
        if one.language:
            found[one.language] = (*found.get(one.language, ()), one)
    return found


def _twice(language: str, texts: tuple[_Text, ...], place: Position) -> Problem:
    names = " and ".join(PurePath(one.file).name for one in texts)
    return Problem(
        code="statement-twice",
        message=f"{names} are each the statement in `{language}`.",
        hint="Keep one of them there; move the other out of the folder or rename it.",
        position=place,
    )


def _lacking(
    written: Passage,
    asked: Mapping[tuple[str, ...], Passage],
    there: Collection[str],
    names: tuple[str, ...],
) -> Iterator[Problem]:
    """Give the problem of each language that has no statement."""
    said = [(language, one.position) for both, one in asked.items() for language in both]
    for language, place in dict(reversed(said)).items():
        if language not in there:
            yield Problem(
                code="statement-lacks-language",
                message=f"There is no statement in `{language}`; found are {', '.join(names)}.",
                hint=f"Write {written.text}.{language}.md or .txt, or take {language} out of "
                "`languages`.",
                position=place,
            )


def _nowhere(folder: Folder, written: Passage, place: Path) -> Problem:
    """Return the problem of a statement that no file is called by."""
    path = PurePosixPath(written.text)
    inside = place if place.is_dir() else place.parent
    stems = sorted({_stem(name) for name in listing(inside) if _is(name, _TEXTS)})
    own = _stem(place.name if _is(place.name, _TEXTS) else f"{place.name}.md")
    near = own if own in stems else keys.nearest(place.name, stems)
    stem = near or (stems[0] if len(stems) == 1 else "")
    meant = path / stem if inside == place else path.with_name(stem or path.name)
    return Problem(
        code="statement-missing",
        message=f"There is no statement {folder.named(written.text)} in any language.",
        hint=f"Write `statement: {meant}`: every language beside it is found."
        if stem
        else f"Save it as {path}.en.md, or as its language is.",
        position=written.position,
    )


def _tag(name: str) -> str:
    return naming.suffix_language(PurePath(name))


def _stem(name: str) -> str:
    """Return the name without ending and language, or what was probably meant as one ("rus")."""
    stem = PurePath(PurePath(name).stem)
    language = stem.suffix[1:]
    return stem.stem if tags.known(language) or tags.suggested(language) else stem.name


def _is(name: str, endings: tuple[str, ...]) -> bool:
    return PurePath(name).suffix.lower() in endings


def _spelled(name: str) -> str:
    """Return a name in NFC: some disks take letters apart."""
    return unicodedata.normalize("NFC", name)
