"""A leaflet's files: from its masters' pages to checked bytes; nothing here touches out/."""

from collections.abc import Iterator, Sequence

from leaflets.model.proof import Proof
from leaflets.model.variant import Master, Variant
from leaflets.problems import errors
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, in_its_row, stopped
from leaflets.verbs.side import Side, filtered
from leaflets.verbs.sides import problems_of
from leaflets.verbs.stamping import Stamping
from leaflets.verbs.whole import typeset_whole


def batch(variants: Sequence[Variant]) -> Iterator[tuple[Made, ...]]:
    """Typeset and press what `variants` share, one master or two, and make the files of each."""
    masters = variants[0].masters
    proofs = tuple(map(proofed, masters))
    yield from files(variants, proofs, stamping(masters, proofs))


def proofed(master: Master) -> Proof:
    """Typeset a master with blanks, once."""
    return typeset(master, blank=True)


def stamping(masters: Sequence[Master], proofs: Sequence[Proof]) -> Stamping | None:
    """Return what stamps the variants of proofed masters, one for each side.

    None where there is nothing to stamp.
    """
    sides = [
        Side(master, proof, proof.regional)
        for master, proof in zip(masters, proofs, strict=True)
        if proof.regional and not errors(proof.problems)
    ]
    return Stamping(*sides) if len(sides) == len(masters) else None


def files(
    variants: Sequence[Variant], proofs: Sequence[Proof], stamps: Stamping | None
) -> Iterator[tuple[Made, ...]]:
    """Make the files of variants that share their masters.

    They are stamped; those that stamping cannot do are typeset in full. Files come in the order of
    `entries`; one with an error among its problems is not to be delivered.
    """
    languages = variants[0].languages
    found = problems_of([proof.problems for proof in proofs], languages)
    if errors(found):
        yield from (stopped(variant, found) for variant in variants)
    elif stamps is None:
        for variant in variants:
            sides = zip(variant.sides, proofs, strict=True)
            notes = [filtered(side.whole, proof) for side, proof in sides]
            whole = typeset_whole(variant, problems_of(notes, languages))
            yield in_its_row(variant, whole)
    else:
        yield from map(in_its_row, variants, stamps.files(variants))
