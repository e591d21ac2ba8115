"""A leaflet's files: from a master's pages to checked bytes; nothing here touches out/."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

from leaflets import __version__
from leaflets.deliver.picture import messenger, png
from leaflets.model.manifest import Entry, Fit, PaperUsed
from leaflets.model.pressed import Pressed
from leaflets.model.proof import Proof
from leaflets.model.variant import Master, Variant
from leaflets.preflight.expected import Expected
from leaflets.preflight.leaflet import check
from leaflets.press.placing import place
from leaflets.press.press import press, screen
from leaflets.problems import Problem, errors
from leaflets.shipped import folder
from leaflets.stamp.code import Stamped, stamp
from leaflets.stamp.live import live
from leaflets.typeset.proof import typeset

# What changes a file's bytes when it changes: the engines, and the libraries that write.
_ENGINES = ("weasyprint", "pikepdf", "pillow", "pypdfium2", "qrcode", "uharfbuzz", "fonttools")
# The mask every code is drawn in first, and what a different one may cure.
_MASK = 2
_MASKED = ("code-unreadable", "code-dies-copied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file: its entry with what was found, and its bytes."""

    entry: Entry
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """A master's pages: as typeset, in the profile's inks, and in screen colours for a picture."""

    proof: Proof
    pressed: Pressed
    pictured: Pressed | None


def entries(variant: Variant) -> tuple[Entry, ...]:
    """Return the files that `variant` is to give, before they are made: leaflet, paper, picture."""
    leaflet = _leaflet(variant)
    pictures = tuple(_pictures(variant))
    lies = variant.paper
    if lies is None:
        return (leaflet, *pictures)
    if lies.up == 1:
        return (replace(leaflet, paper=_used(variant)), *pictures)
    paper = replace(
        leaflet,
        path=f"{variant.stem}.paper.pdf",
        role="paper",
        of=(leaflet.path,),
        pages=lies.sides,
        paper=_used(variant),
    )
    return (leaflet, paper, *pictures)


def batch(variants: tuple[Variant, ...]) -> Iterator[tuple[Made, ...]]:
    """Typeset and press the one master that `variants` share, and make the files of each.

    Files come in the order of `entries`; one with an error among its problems is not to be
    delivered.
    """
    master = variants[0].master
    proof = typeset(master)
    if errors(proof.problems):
        yield from (_stopped(variant, proof.problems) for variant in variants)
        return
    pages = _Pages(
        proof=proof, pressed=press(proof, master), pictured=_pictured(variants[0], proof)
    )
    yield from (_files(variant, pages) for variant in variants)


def _pictured(variant: Variant, proof: Proof) -> Pressed | None:
    """Return the pages that the picture shows; None where another variant gives it.

    They are the same whichever profiles are poured; only where a text is too long for them, and
    just fits the smaller type of another profile, are they that profile's own.
    """
    shown, own = variant.pictured, variant.master
    if shown is None:
        return screen(proof, own) if variant.picture else None
    if _same_page(shown, own):
        return screen(proof, shown)
    common = typeset(shown)
    return screen(proof, own) if errors(common.problems) else screen(common, shown)


def _same_page(one: Master, other: Master) -> bool:
    """Tell whether two masters of one layout, format and text are typeset alike."""
    return (one.frame, one.profile.text_floor, one.profile.imprint_floor) == (
        other.frame,
        other.profile.text_floor,
        other.profile.imprint_floor,
    )


def inputs(variant: Variant) -> str:
    """Return the sha256 of everything the files of `variant` are made from."""
    return _digest(variant.master, variant.paper, variant.copies)


def _digest(master: Master, *more: object) -> str:
    parts = (master.key, *more, _fonts(), versions())
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def versions() -> tuple[str, ...]:
    """Return the versions of this tool and of the engines that make the bytes."""
    return (__version__, *(f"{name} {version(name)}" for name in _ENGINES))


@cache
def _fonts() -> str:
    digest = hashlib.sha256()
    for path in sorted(folder("fonts").glob("*.ttf")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _leaflet(variant: Variant) -> Entry:
    master = variant.master
    return Entry(
        path=f"{variant.stem}.pdf",
        role="leaflet",
        source=variant.source,
        statements=(variant.source,),
        region=variant.region.id,
        language=variant.statement.language,
        layout=master.layout.name,
        format=master.format,
        profile=master.profile.name,
        pages=master.made_in.sides,
        copies=variant.copies,
        inputs=inputs(variant),
    )


def _pictures(variant: Variant) -> Iterator[Entry]:
    """Give the picture that belongs to no profile, and the one for messengers that screens have."""
    leaflet = replace(_leaflet(variant), role="picture", pages=1, copies=None)
    if variant.picture:
        shown = variant.pictured or variant.master
        yield replace(leaflet, path=variant.picture, profile="", inputs=_digest(shown))
    if variant.master.profile.tagged:
        yield replace(leaflet, path=f"{variant.stem}.png")


def _used(variant: Variant) -> PaperUsed | None:
    lies = variant.paper
    if lies is None:
        return None
    return PaperUsed(size=lies.size, up=lies.up, sides=lies.sides, flip=lies.flip)


def _stopped(variant: Variant, problems: tuple[Problem, ...]) -> tuple[Made, ...]:
    return tuple(
        Made(entry=replace(entry, problems=problems), data=b"") for entry in entries(variant)
    )


def _files(variant: Variant, pages: _Pages) -> tuple[Made, ...]:
    planned = {(entry.role, entry.profile): entry for entry in entries(variant)}
    profile = variant.master.profile
    leaflet = _checked(variant, pages.pressed, planned["leaflet", profile.name], pages.proof)
    made = [leaflet]
    paper = planned.get(("paper", profile.name))
    if paper is not None and variant.paper is not None:
        placed = place(pages.pressed, variant.paper, profile)
        made.append(_checked(variant, placed, paper, None))
    if pages.pictured is not None:
        shown = variant.pictured or variant.master
        drawn = _stamped(shown, pages.pictured)
        data = png(drawn.pdf, 1, edge_mm=shown.frame.edge)
        made.append(Made(entry=planned["picture", ""], data=data))
    if profile.tagged:
        data = messenger(leaflet.data, 1, variant.master.palette)
        made.append(Made(entry=planned["picture", profile.name], data=data))
    return tuple(made)


def _checked(variant: Variant, pressed: Pressed, entry: Entry, proof: Proof | None) -> Made:
    """Stamp the codes and check the finished bytes; a leaflet's texts are sought, a paper's not.

    A code that fails its check is tried once more in the mask that the library thinks best.
    """
    for mask in (_MASK, None):
        stamped = _stamped(variant.master, pressed, mask)
        if proof is not None and variant.master.profile.tagged:
            stamped = live(stamped, pressed, variant.master.material.link)
        found = check(stamped.pdf, _expected(variant, pressed, stamped, entry, proof))
        if not any(problem.code in _MASKED for problem in found.problems):
            break
    fit = None if proof is None else _fit(proof)
    typeset_problems = () if proof is None else proof.problems
    return Made(
        entry=replace(
            entry,
            coverage=found.coverage,
            fit=fit,
            links=found.codes,
            problems=(*typeset_problems, *stamped.problems, *found.problems),
        ),
        data=stamped.pdf,
    )


def _stamped(master: Master, pressed: Pressed, mask: int | None = _MASK) -> Stamped:
    return stamp(pressed, master.material.link, master.profile, master.made_in.read_from, mask=mask)


def _expected(
    variant: Variant, pressed: Pressed, stamped: Stamped, entry: Entry, proof: Proof | None
) -> Expected:
    material = variant.master.material
    return Expected(
        pages=pressed.pages,
        width=pressed.width,
        height=pressed.height,
        bleed=pressed.bleed,
        profile=variant.master.profile,
        codes=stamped.codes,
        url=material.link.url if proof is not None and material.link else "",
        slots=() if proof is None else proof.slots,
        texts=() if proof is None else proof.texts,
        paper=variant.paper if proof is None else None,
        output=entry.path,
    )


def _fit(proof: Proof) -> Fit:
    return Fit(groups=proof.fitting.scales, air=proof.fitting.air, dropped=proof.dropped)
