"""A leaflet's files: from a master's pages to checked bytes; nothing here touches out/."""

from collections.abc import Iterator, Sequence

from leaflets.model.proof import Proof
from leaflets.model.variant import Master, Variant
from leaflets.problems import errors
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, stopped
from leaflets.verbs.stamping import Stamping, filtered, stamped_picture
from leaflets.verbs.whole import typeset_whole


def batch(variants: Sequence[Variant]) -> Iterator[tuple[Made, ...]]:
    """Typeset and press the one master that `variants` share, and make the files of each."""
    master = variants[0].master
    proof = proofed(master)
    yield from files(variants, proof, stamping(master, proof))


def proofed(master: Master) -> Proof | None:
    """Typeset a master with blanks, once; None where each of its variants is typeset in full."""
    # What stamping adds would have no place in the structure that is read aloud.
    return None if master.profile.tagged else typeset(master, blank=True)


def stamping(master: Master, proof: Proof | None) -> Stamping | None:
    """Return what stamps the variants of a proofed master; None where there is nothing to stamp."""
    if proof is None or proof.regional is None or errors(proof.problems):
        return None
    return Stamping(master, proof, proof.regional)


def files(
    variants: Sequence[Variant], proof: Proof | None, stamps: Stamping | None
) -> Iterator[tuple[Made, ...]]:
    """Make the files of variants that share a master.

    They are stamped; those that stamping cannot do, and those for screens, are typeset in full.
    Files come in the order of `entries`; one with an error among its problems is not to be
    delivered.
    """
    if proof is None:
        # The picture is stamped, so that it is the same whichever profile gives it.
        for variant in variants:
            yield typeset_whole(variant, (), stamped_picture(variant))
    elif errors(proof.problems):
        yield from (stopped(variant, proof.problems) for variant in variants)
    elif stamps is None:
        for variant in variants:
            yield typeset_whole(variant, filtered(variant.whole, proof))
    else:
        yield from stamps.files(variants)
