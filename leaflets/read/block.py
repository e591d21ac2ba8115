"""What a text is made of while it is read: lines, and blocks of lines that belong together."""

from bisect import bisect_right
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, cleaned.

    Attributes:
        number: In the file, from 1.
        text: Without what cannot be seen; indented as it was, in spaces.
        cuts: Offsets in `text` where a marked passage begins, ends, begins, …
        heading: Whether its source says that it is a heading.
        hard: Whether its source says that the next line is not its continuation.
    """

    number: int
    text: str
    cuts: tuple[int, ...] = ()
    heading: bool = False
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a heading or an item of a list.

    Attributes:
        text: White space folded, without its mark.
        first, last: Its lines in the file.
        run: Blocks without an empty line between them share a run.
        indent: Spaces before it.
        mark: The kind of its list mark: "" none, "1" number, "a" letter, "i" Roman, or a bullet.
        number: What its mark counts; 0 for none.
        heading: Whether it is one by its form.
        cuts: Offsets in `text` of marked passages, in pairs unless one is broken.
        starts: (offset in `text`, line) of each of its lines.
    """

    text: str
    first: int
    last: int
    run: int
    indent: int = 0
    mark: str = ""
    number: int = 0
    heading: bool = False
    cuts: tuple[int, ...] = ()
    starts: tuple[tuple[int, int], ...] = ()

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which the letter at `offset` stands."""
        place = bisect_right([start for start, _ in self.starts], offset) - 1
        return self.starts[place][1] if place >= 0 else self.first


def joined(blocks: tuple[Block, ...], between: str = " ") -> Block:
    """Return the texts of `blocks` as one block, with all their passages and lines."""
    first = blocks[0]
    text, cuts, starts = first.text, list(first.cuts), list(first.starts)
    for block in blocks[1:]:
        text += between
        cuts += [len(text) + cut for cut in block.cuts]
        starts += [(len(text) + offset, line) for offset, line in block.starts]
        text += block.text
    return replace(first, text=text, last=blocks[-1].last, cuts=tuple(cuts), starts=tuple(starts))
