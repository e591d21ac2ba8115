"""The files of a variant before they are made: their entries, and what they hang on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from importlib.metadata import version
from json import JSONEncoder

from leaflets import __version__
from leaflets.model.manifest import Entry, Fit, PaperUsed
from leaflets.model.material import Link
from leaflets.model.paper import Paper
from leaflets.model.pressed import of_language
from leaflets.model.proof import Proof
from leaflets.model.variant import Master, Variant
from leaflets.problems import Problem, Severity
from leaflets.shipped import folder

# What changes a file's bytes when it changes: the engines, and the libraries that write.
_ENGINES = ("weasyprint", "pikepdf", "pillow", "pypdfium2", "qrcode", "uharfbuzz", "fonttools")

# What a slot holds where it holds a region's own.
_REGIONAL = ("region", "link", "qr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file: its entry with what was found, and its bytes."""

    entry: Entry
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A file whose entry is known before it is made, and what makes it if it is due."""

    entry: Entry
    make: Callable[[], Made]


def entries(variant: Variant) -> tuple[Entry, ...]:
    """Return the files that `variant` is to give, before they are made: leaflet, paper, picture."""
    lies = variant.paper
    is_paper = lies is not None and (lies.up == 1 or variant.gathered)
    leaflet = _leaflet(variant, _used(lies) if is_paper else None)
    pictures = tuple(_pictures(variant, leaflet))
    if lies is None or is_paper:
        return (leaflet, *pictures)
    paper = replace(
        leaflet,
        path=f"{variant.stem}.paper.pdf",
        role="paper",
        of=(leaflet.path,),
        pages=lies.sides,
        paper=_used(lies),
    )
    return (leaflet, paper, *pictures)


def inputs(variant: Variant) -> str:
    """Return the sha256 of everything the files of `variant` are made from."""
    return _digest(variant.master, variant.paper, _own(variant))


@cache
def versions() -> tuple[str, ...]:
    """Return the versions of this tool and of the engines that make the bytes."""
    return (__version__, *(f"{name} {version(name)}" for name in _ENGINES))


def stopped(variant: Variant, problems: tuple[Problem, ...]) -> tuple[Made, ...]:
    """Return the files of a variant that was not made, each with its problems."""
    return tuple(
        Made(entry=replace(entry, problems=problems), data=b"") for entry in entries(variant)
    )


def fit_of(proofs: Sequence[Proof], languages: Sequence[str]) -> Fit:
    """Return what the manifest tells of the fitting of all sides, each group by its language."""
    sides = tuple(zip(proofs, languages, strict=True))
    return Fit(
        groups=tuple(_of(group, one) for proof, one in sides for group in proof.fitting.scales),
        air=tuple(_of(group, one) for proof, one in sides for group in proof.fitting.air),
        dropped=tuple(text for proof in proofs for text in proof.dropped),
    )


def _of(group: tuple[str, float], language: str) -> tuple[str, float]:
    name, value = group
    return of_language(name, language), value


def in_its_row(variant: Variant, made: Iterable[Made]) -> tuple[Made, ...]:
    """Return the files with the errors of a region's own values placed in its row."""
    row = variant.region.position
    layout = variant.master.layout
    own = {slot.name for slot in layout.slots if slot.holds in _REGIONAL}

    def placed(problem: Problem) -> Problem:
        if problem.severity is not Severity.ERROR or problem.position.file:
            return problem
        # Of two languages the slot is called `event.kk`.
        is_own = problem.where.slot.partition(".")[0] in own
        return replace(problem, position=row) if is_own else problem

    return tuple(
        replace(one, entry=replace(one.entry, problems=tuple(map(placed, one.entry.problems))))
        if row.row and one.entry.problems
        else one
        for one in made
    )


def _own(variant: Variant) -> tuple[object, ...]:
    """Return a region's own part of what a leaflet is made from, and all of its back."""
    back = variant.back
    whole = (variant.fields, *_led(variant.link))
    return whole if back is None else (*whole, back.master.key, *_own(back))


def _led(link: Link | None) -> tuple[str, ...]:
    return (link.url, link.text) if link else ()


# Half the time of repr.
_written = JSONEncoder(ensure_ascii=False).encode


def _digest(master: Master, lies: Paper | None, own: tuple[object, ...]) -> str:
    digest = _begun(master.key, lies).copy()
    digest.update(_written(own).encode(errors="surrogatepass"))
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _begun(key: str, lies: Paper | None) -> "hashlib._Hash":
    """Hash what the rows of a master have in common: to write it out takes longer than the row."""
    return hashlib.sha256(repr((key, lies, _fonts(), versions())).encode())


@cache
def _fonts() -> str:
    digest = hashlib.sha256()
    for path in sorted(folder("fonts").glob("*.ttf")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _leaflet(variant: Variant, paper: PaperUsed | None) -> Entry:
    master = variant.master
    return Entry(
        path=f"{variant.stem}.pdf",
        role="leaflet",
        source=variant.source,
        statements=variant.statements or (variant.source,),
        region=variant.region.id,
        language=variant.language,
        layout=master.layout.name,
        format=master.format,
        profile=master.profile.name,
        shop=variant.region.shop,
        pages=master.made_in.sides * len(variant.sides),
        copies=variant.copies,
        paper=paper,
        inputs=inputs(variant),
    )


def _pictures(variant: Variant, leaflet: Entry) -> Iterator[Entry]:
    """Give the picture that belongs to no profile, and the one for messengers that screens have."""
    drawn = partial(replace, leaflet, role="picture", pages=1, copies=None, paper=None)
    if variant.picture:
        shown = variant.pictured or variant.master
        inputs_shown = _digest(shown, None, (variant.fields, *_led(variant.link)))
        yield drawn(path=variant.picture, profile="", inputs=inputs_shown)
    if variant.master.profile.tagged:
        yield drawn(path=f"{variant.stem}.png")


@lru_cache(maxsize=64)
def _used(lies: Paper | None) -> PaperUsed | None:
    if lies is None:
        return None
    return PaperUsed(size=lies.size, up=lies.up, sides=lies.sides, flip=lies.flip)
