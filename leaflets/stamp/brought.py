"""Faces that a variant brings itself: its values need glyphs that its master does not carry."""

from collections.abc import Iterable, Mapping

from leaflets.faces import Face
from leaflets.faces.subset import alphabet
from leaflets.setting.block import Block
from leaflets.stamp.fonts import Embedded

# Glyph → text.
Texts = Mapping[int, str]


def lacking(
    block: Block, features: tuple[tuple[str, int], ...], embedded: Mapping[Face, Embedded]
) -> Mapping[Face, Texts] | None:
    """Return what a block draws that `embedded` lacks; None if it cannot be told what it says."""
    found: dict[Face, dict[int, str]] = {}
    for line in block.lines:
        for run in line.runs:
            carried = embedded[run.face].glyphs.keys() if run.face in embedded else frozenset()
            wanted = {one.number for one in run.glyphs if one.number is not None} - carried
            if not wanted:
                continue
            known = alphabet(run.face, "".join(sorted(set(line.text))), features)
            if not wanted <= known.keys():
                return None
            found.setdefault(run.face, {}).update((one, known[one]) for one in wanted)
    return found


def brought(
    blocks: Iterable[Block], lacks: Mapping[Face, Texts], embedded: Mapping[Face, Embedded]
) -> dict[Face, Embedded]:
    """Return each face that lacks something, with all glyphs that these blocks draw in it.

    It hangs on the variant's own values alone, as its bytes shall.
    """
    drawn: dict[Face, set[int]] = {face: set() for face in lacks}
    for run in (run for block in blocks for line in block.lines for run in line.runs):
        if run.face in drawn:
            drawn[run.face] |= {one.number for one in run.glyphs if one.number is not None}
    own = {}
    for face, numbers in drawn.items():
        carried = embedded[face].glyphs if face in embedded else {}
        texts = {**carried, **lacks[face]}
        name = f"/Own-{face.name.replace(' ', '-')}"
        own[face] = Embedded(name=name, glyphs={one: texts[one] for one in sorted(numbers)})
    return own


def together(sides: Iterable[Mapping[Face, Embedded]]) -> dict[Face, Embedded]:
    """Return the faces that both sides of a variant bring, each once."""
    found: dict[Face, Embedded] = {}
    for face, one in (pair for side in sides for pair in side.items()):
        known = found[face].glyphs if face in found else {}
        glyphs = dict(sorted({**known, **one.glyphs}.items()))
        found[face] = Embedded(name=one.name, glyphs=glyphs)
    return found
