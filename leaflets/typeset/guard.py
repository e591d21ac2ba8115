"""What the engine does with faces without a word: two in one word, others than asked, two files."""

import re
from collections.abc import Iterable, Iterator, Sequence

from leaflets.model.layout import Layout
from leaflets.problems import Problem
from leaflets.typeset.complaints import glyph_missing
from leaflets.typeset.engine import Rendered
from leaflets.typeset.ink import Run, runs
from leaflets.typeset.tree import texts

# Letters with their accents; signs and digits beside them may come from another face, since
# scripts of their own have faces without them.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_SAMPLE = 40


def guard(rendered: Rendered, layout: Layout) -> tuple[Problem, ...]:
    """Return what is wrong with the faces that the pages were typeset in, each thing once."""
    lines = [runs(text) for text in texts(rendered)]
    found = (
        *_missing(lines),
        *_split(lines),
        *_undeclared(lines, layout),
        *collisions(run for line in lines for run in line),
    )
    return tuple(dict.fromkeys(found))


def collisions(found: Iterable[Run]) -> Iterator[Problem]:
    """Yield each face behind whose name stand two font files: the engine would mix their glyphs."""
    files: dict[str, set[tuple[int, bytes]]] = {}
    for run in found:
        files.setdefault(_face(run), set()).add(run.file)
    for name, one in files.items():
        if len(one) > 1:
            yield Problem(
                code="faces-collide",
                message=f"Two font files are both called {name}; their letters would be mixed up.",
                hint="Take one of them out of fonts/, or give it another family name.",
            )


def _missing(lines: Iterable[Sequence[Run]]) -> Iterator[Problem]:
    for line in lines:
        for run in line:
            yield from map(glyph_missing, run.missing)


def _split(lines: Iterable[Sequence[Run]]) -> Iterator[Problem]:
    for line in lines:
        text = "".join(run.text for run in line)
        faces = [_face(run) for run in line for _ in run.text]
        for word in _WORD.finditer(text):
            taken = tuple(dict.fromkeys(faces[slice(*word.span())]))
            if len(taken) > 1:
                yield Problem(
                    code="two-faces",
                    message=f"The word “{word[0]}” would be set in two faces: "
                    f"{' and '.join(taken)}.",
                    hint="Choose a layout whose faces have all its letters, "
                    "or write the word with others.",
                )


def _undeclared(lines: Iterable[Sequence[Run]], layout: Layout) -> Iterator[Problem]:
    told: set[str] = set()
    for line in lines:
        for run in line:
            name = _face(run)
            if run.text.strip() and name not in (*layout.faces, *told):
                told.add(name)
                yield Problem(
                    code="face-unexpected",
                    message=f"“{run.text.strip()[:_SAMPLE]}” is set in {name}, which the layout "
                    f"`{layout.name}` does not name among its faces.",
                    hint="Add it to `faces` in layout.yaml, or correct the font in the CSS: "
                    "a family nobody has is replaced without a word.",
                )


def _face(run: Run) -> str:
    return f"{run.family} {run.weight}{' italic' if run.italic else ''}"
