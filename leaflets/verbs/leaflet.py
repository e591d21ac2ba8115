"""A leaflet's files: from a master's pages to checked bytes; nothing here touches out/."""

from collections.abc import Iterator, Sequence

from leaflets.model.proof import Proof
from leaflets.model.variant import Master, Variant
from leaflets.problems import Position, Problem, errors
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, stopped
from leaflets.verbs.stamping import Stamping, filtered
from leaflets.verbs.whole import typeset_whole


def batch(variants: Sequence[Variant]) -> Iterator[tuple[Made, ...]]:
    """Typeset and press the one master that `variants` share, and make the files of each."""
    master = variants[0].master
    proof = proofed(master)
    yield from files(variants, proof, stamping(master, proof))


def proofed(master: Master) -> Proof:
    """Typeset a master with blanks, once."""
    return typeset(master, blank=True)


def stamping(master: Master, proof: Proof) -> Stamping | None:
    """Return what stamps the variants of a proofed master; None where there is nothing to stamp."""
    if proof.regional is None or errors(proof.problems):
        return None
    return Stamping(master, proof, proof.regional)


def files(
    variants: Sequence[Variant], proof: Proof, stamps: Stamping | None
) -> Iterator[tuple[Made, ...]]:
    """Make the files of variants that share a master.

    They are stamped; those that stamping cannot do are typeset in full. Files come in the order of
    `entries`; one with an error among its problems is not to be delivered.
    """
    if any(variant.back for variant in variants):
        yield from (stopped(variant, (_two_languages(variant),)) for variant in variants)
    elif errors(proof.problems):
        yield from (stopped(variant, proof.problems) for variant in variants)
    elif stamps is None:
        for variant in variants:
            yield typeset_whole(variant, filtered(variant.whole, proof))
    else:
        yield from stamps.files(variants)


def _two_languages(variant: Variant) -> Problem:
    """Return the problem of a leaflet whose sides would have to be pressed together."""
    return Problem(
        code="languages-apart",
        message=f"{variant.language} on the two sides of one leaflet is not printed yet.",
        hint="Write the languages apart in campaign.yaml: each has a leaflet of its own then.",
        position=Position(file=variant.source),
    )
