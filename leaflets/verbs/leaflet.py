"""A leaflet's files: from a master's pages to checked bytes; nothing here touches out/."""

from collections.abc import Iterator, Sequence

from leaflets.model.variant import Variant
from leaflets.problems import errors
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, stopped
from leaflets.verbs.stamping import Stamping, filtered, stamped_picture
from leaflets.verbs.whole import typeset_whole


def batch(variants: Sequence[Variant]) -> Iterator[tuple[Made, ...]]:
    """Typeset and press the one master that `variants` share, and make the files of each.

    The master is typeset once and stamped for each; a variant that stamping cannot do, and those
    for screens, are typeset in full. Files come in the order of `entries`; one with an error among
    its problems is not to be delivered.
    """
    master = variants[0].master
    if master.profile.tagged:
        # What stamping adds would have no place in the structure that is read aloud.
        # The picture is stamped, so that it is the same whichever profile gives it.
        for variant in variants:
            yield typeset_whole(variant, (), stamped_picture(variant))
        return
    proof = typeset(master, blank=True)
    if errors(proof.problems):
        yield from (stopped(variant, proof.problems) for variant in variants)
    elif proof.regional is None:
        for variant in variants:
            yield typeset_whole(variant, filtered(variant.whole, proof))
    else:
        yield from Stamping(master, proof, proof.regional).files(variants)
