"""The fields of a slot, one under another: where their lines stand, and whether there is room.

Lengths in CSS px from the top left of the slot's padding box, y down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaflets.model.proof import RegionalSlot
from leaflets.setting.block import Line, block


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A slot's lines, each with the number of the paint it is drawn in, from top to bottom.

    `down` is how far the last of them ends below the slot's room; 0 if it does not.
    """

    lines: tuple[tuple[int, Line], ...]
    down: float


def column(slot: RegionalSlot, texts: Sequence[str], scales: Sequence[float]) -> Column:
    """Return the lines of a slot whose blocks flow, each block with its text and its scale.

    A block that grows or shrinks pushes those below it.
    """
    grown, bottom, found = 0.0, 0.0, []
    for one, text, scale in zip(slot.blocks, texts, scales, strict=True):
        made = block(replace(one.style, text=text), scale)
        top = one.y + grown
        found += [
            (one.paint, replace(line, x=one.x + line.x, y=top + line.y)) for line in made.lines
        ]
        grown += made.height - one.height
        bottom = top + made.height
    return Column(lines=tuple(found), down=max(0.0, bottom - slot.bottom))
