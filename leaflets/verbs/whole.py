"""A variant typeset in full, with its own values: what stamping is held against."""

from dataclasses import dataclass, replace

from leaflets.deliver.picture import messenger, png
from leaflets.model.manifest import Entry
from leaflets.model.material import Link
from leaflets.model.pressed import Pressed
from leaflets.model.proof import Proof
from leaflets.model.variant import Master, Variant
from leaflets.preflight.expected import Expected
from leaflets.preflight.leaflet import check
from leaflets.press.placing import place
from leaflets.press.press import press, screen
from leaflets.problems import Problem, errors
from leaflets.stamp.code import Stamped, stamp
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, entries, fit_of, stopped
from leaflets.verbs.sides import bound, problems_of, slots_of, texts_of, urls_on

# The mask every code is drawn in first, and what a different one may cure.
MASK = 2
MASKED = ("code-unreadable", "code-dies-copied")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """A leaflet's sides as typeset, its pages in the profile's inks, the front for a picture."""

    proofs: tuple[Proof, ...]
    pressed: Pressed
    pictured: Pressed | None


def typeset_whole(variant: Variant, notes: tuple[Problem, ...]) -> tuple[Made, ...]:
    """Typeset a variant in full, with its own values; `notes` say why."""
    wholes = tuple(side.whole for side in variant.sides)
    proofs = tuple(typeset(whole) for whole in wholes)
    found = (*notes, *problems_of([proof.problems for proof in proofs], variant.languages))
    if errors(found):
        return stopped(variant, found)
    pressed = [press(proof, whole) for proof, whole in zip(proofs, wholes, strict=True)]
    pages = _Pages(
        proofs=proofs,
        pressed=bound(pressed, variant.languages),
        pictured=_pictured(variant, proofs[0]),
    )
    leaflet, *others = _files(variant, pages)
    told = (*found, *leaflet.entry.problems)
    return (replace(leaflet, entry=replace(leaflet.entry, problems=told)), *others)


def _pictured(variant: Variant, proof: Proof) -> Pressed | None:
    """Return the pages that the picture shows; None where another variant gives it.

    They are the same whichever profiles are poured; only where a text is too long for them, and
    just fits the smaller type of another profile, are they that profile's own.
    """
    shown, own = variant.pictured, variant.master
    if shown is None:
        return screen(proof, own) if variant.picture else None
    if same_page(shown, own):
        return screen(proof, shown)
    common = typeset(variant.filled(shown))
    return screen(proof, own) if errors(common.problems) else screen(common, shown)


def same_page(one: Master, other: Master) -> bool:
    """Tell whether two masters of one layout, format and text are typeset alike."""
    return (one.frame, one.profile.text_floor, one.profile.imprint_floor) == (
        other.frame,
        other.profile.text_floor,
        other.profile.imprint_floor,
    )


def _files(variant: Variant, pages: _Pages) -> tuple[Made, ...]:
    planned = {(entry.role, entry.profile): entry for entry in entries(variant)}
    profile = variant.master.profile
    leaflet = _checked(variant, pages.pressed, planned["leaflet", profile.name], pages.proofs)
    made = [leaflet]
    paper = planned.get(("paper", profile.name))
    if paper is not None and variant.paper is not None:
        placed = place(pages.pressed, variant.paper, profile)
        made.append(_checked(variant, placed, paper, ()))
    if pages.pictured is not None:
        shown = variant.pictured or variant.master
        drawn = _stamped(shown, variant.links, pages.pictured)
        picture = png(drawn.pdf, 1, edge_mm=shown.frame.edge)
        made.append(Made(entry=planned["picture", ""], data=picture))
    if profile.tagged:
        data = messenger(leaflet.data, 1, variant.master.palette)
        made.append(Made(entry=planned["picture", profile.name], data=data))
    return tuple(made)


def _checked(variant: Variant, pressed: Pressed, entry: Entry, proofs: tuple[Proof, ...]) -> Made:
    """Stamp the codes and check the finished bytes; a leaflet's texts are sought, a paper's not.

    A code that fails its check is tried once more in the mask that the library thinks best.
    """
    for mask in (MASK, None):
        stamped = _stamped(variant.master, variant.links, pressed, mask)
        found = check(stamped.pdf, _expected(variant, pressed, stamped, entry, proofs))
        if not any(problem.code in MASKED for problem in found.problems):
            break
    return Made(
        entry=replace(
            entry,
            coverage=found.coverage,
            fit=fit_of(proofs, variant.languages) if proofs else None,
            links=found.codes,
            problems=(*stamped.problems, *found.problems),
        ),
        data=stamped.pdf,
    )


def _stamped(
    master: Master, links: tuple[Link | None, ...], pressed: Pressed, mask: int | None = MASK
) -> Stamped:
    return stamp(pressed, links, master.profile, master.made_in.read_from, mask=mask)


def _expected(
    variant: Variant,
    pressed: Pressed,
    stamped: Stamped,
    entry: Entry,
    proofs: tuple[Proof, ...],
) -> Expected:
    languages = variant.languages
    urls = tuple(link.url if link else "" for link in variant.links)
    return Expected(
        pages=pressed.pages,
        width=pressed.width,
        height=pressed.height,
        bleed=pressed.bleed,
        profile=variant.master.profile,
        codes=stamped.codes,
        urls=urls_on(pressed.pages, urls) if proofs else (),
        slots=slots_of(proofs, languages) if proofs else (),
        texts=texts_of([proof.texts for proof in proofs], languages) if proofs else (),
        paper=None if proofs else variant.paper,
        output=entry.path,
    )
