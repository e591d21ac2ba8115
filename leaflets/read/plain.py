"""Lines to blocks: paragraphs, headings and items, with what was wrapped put together again."""

import re
from dataclasses import dataclass, field, replace
from functools import partial

from leaflets.problems import Position, Problem, Severity
from leaflets.read import marks, wraps
from leaflets.read.block import Block, Line
from leaflets.read.form import ending, words
from leaflets.read.page import is_page

_RULE = re.compile(r"\s*(?:={4,}|-{3,}|_{4,}|\*{3,}|~{4,})\s*")
_UNDERLINE = re.compile(r"\s*(?:={4,}|-{4,})\s*")
_HEADING = re.compile(r"(?:#{1,6}|={2,6})\s+(?P<text>.+?)\s*(?:\s#+|\s={2,6})?")
_BOLD_LINE = re.compile(r"(?P<stars>\*{2,3}|_{2,3})(?P<text>[^*_]+)(?P=stars):?")
_ESCAPE = re.compile(r"\\([*_#\[\]()>~`=-])")
# A passage between ==…==: no space inside the marks, nothing else of the kind around them.
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])((?:(?!==)[^\n]|\n(?!\s*\n))*?[^\s=])==(?![=\w])")
_SPACES = re.compile(r"\s+")
_MOST_WORDS_IN_BOLD_HEADING = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The blocks of a text, and what was doubtful in putting them together."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


def without_marks(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return plain-text `lines` with escapes and `==` marks taken off, the marks as cuts."""
    text = "\n".join(_ESCAPE.sub(r"\1", line.text) for line in lines)
    found = [
        place for match in _MARKED.finditer(text) for place in (match.start(), match.end() - 2)
    ]
    bare: list[Line] = []
    start = 0
    for line, marked in zip(lines, text.split("\n"), strict=True):
        size = len(marked)
        here = [place - start for place in found if start <= place < start + size]
        for place in reversed(here):
            marked = marked[:place] + marked[place + 2 :]  # noqa: PLW2901 (from the end)
        cuts = tuple(place - 2 * nth for nth, place in enumerate(here))
        bare.append(replace(line, text=marked, cuts=cuts))
        start += size + 1
    return tuple(bare)


def accented(text: str) -> tuple[str, str]:
    """Return a title without its `==` marks, and the word between them."""
    found = _MARKED.search(text)
    if not found:
        return text, ""
    return _MARKED.sub(r"\1", text), found[1]


def blocks(lines: tuple[Line, ...], *, file: str) -> Blocks:
    """Return the blocks of `lines`, in order; rules are no blocks."""
    texts = tuple(line.text for line in lines)
    tight = marks.has_tight_dashes(texts)
    mark = partial(marks.mark, tight=tight)
    width = wraps.width(lines, lambda text: mark(text) is not None)
    wrapping = wraps.Wrapping(
        width=width,
        apart=lambda text: mark(text) is not None or text.lstrip()[0] == "#" or is_page(text),
    )
    gathering = _Gathering(file=file, tight=tight, source="\n".join(texts))
    for line in lines:
        gathering.take(line, wrapping)
    gathering.close()
    return Blocks(blocks=tuple(gathering.blocks), problems=tuple(gathering.problems))


@dataclass(kw_only=True)
class _Gathering:
    """One pass over the lines; `open` are the lines of the block that is not yet closed."""

    file: str
    tight: bool
    source: str
    run: int = 0
    led: bool = False
    open: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, line: Line, wrapping: wraps.Wrapping) -> None:
        """Put `line` to the open block or begin another."""
        if not line.text.strip():
            self.close()
            self.run += 1
            self.led = bool(self.blocks) and ending(self.blocks[-1].text) == ":"
            return
        if _RULE.fullmatch(line.text):
            self.rule(line)
            return
        if self.open and wraps.goes_on(self.above(), line, wrapping):
            self.open.append(line)
            return
        self.close()
        self.open = [line]

    def above(self) -> wraps.Above:
        """Return the open block, as far as a next line wants to know it."""
        item = marks.mark(self.open[0].text, tight=self.tight) is not None
        return wraps.Above(lines=tuple(self.open), item=item, led=self.led, opens=not self.blocks)

    def rule(self, line: Line) -> None:
        """End the run; under a single line a rule makes it a heading."""
        under_one_line = len(self.open) == 1 and bool(_UNDERLINE.fullmatch(line.text))
        self.close()
        if under_one_line and not self.blocks[-1].mark:
            self.blocks[-1] = replace(self.blocks[-1], heading=True)
        self.run += 1

    def close(self) -> None:
        """Make a block of the open lines."""
        if not self.open:
            return
        first, *more = self.open
        self.open = []
        indent = len(first.text) - len(first.text.lstrip())
        mark = marks.mark(first.text, tight=self.tight)
        first, heading = (_cut(first, mark.end), False) if mark else _as_heading(first)
        text, cuts = _folded(first)
        starts = [(0, first.number)]
        for line in more:
            tail, tail_cuts = _folded(line)
            text = self.before(text, tail, line)
            starts.append((len(text), line.number))
            cuts += [len(text) + cut for cut in tail_cuts]
            text += tail
        self.led = self.led or ending(text) == ":"
        self.blocks.append(
            Block(
                text=text,
                first=first.number,
                last=more[-1].number if more else first.number,
                run=self.run,
                indent=indent,
                mark=mark.kind if mark else "",
                number=mark.number if mark else 0,
                heading=heading,
                cuts=tuple(cuts),
                starts=tuple(starts),
            )
        )

    def before(self, text: str, tail: str, line: Line) -> str:
        """Return `text` with what stands between it and the next line's `tail`."""
        if not text.endswith("-") or not text[-2:-1].isalpha():
            return text + " "
        between = wraps.between(text[:-1], tail, self.source)
        if between == "-":
            self.problems.append(
                Problem(
                    code="line-end-hyphen",
                    severity=Severity.NOTE,
                    message=f"The hyphen after “{text[-20:]}” was at a line's end; it stays.",
                    hint="If the word has none, write it whole.",
                    position=Position(file=self.file, line=line.number - 1),
                )
            )
        return text[:-1] + between


def _cut(line: Line, end: int) -> Line:
    """Return `line` without its first `end` letters."""
    return replace(line, text=line.text[end:], cuts=tuple(max(0, cut - end) for cut in line.cuts))


def _as_heading(line: Line) -> tuple[Line, bool]:
    """Return `line` without the signs of a heading, and whether it is one."""
    if line.heading:
        return line, True
    indent = len(line.text) - len(line.text.lstrip())
    bare = line.text.strip()
    found = _HEADING.fullmatch(bare) or _BOLD_LINE.fullmatch(bare)
    if not found:
        return line, False
    start, stop = (indent + place for place in found.span("text"))
    kept = replace(
        line,
        text=line.text[start:stop],
        cuts=tuple(min(max(0, cut - start), stop - start) for cut in line.cuts),
    )
    is_bold = found.re is _BOLD_LINE
    return kept, not is_bold or len(words(found["text"])) <= _MOST_WORDS_IN_BOLD_HEADING


def _folded(line: Line) -> tuple[str, list[int]]:
    """Return the text of `line` with single spaces, and its cuts moved along."""
    cuts = [len(_SPACES.sub(" ", line.text[:cut].lstrip())) for cut in line.cuts]
    return _SPACES.sub(" ", line.text.strip()), cuts
