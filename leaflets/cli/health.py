"""`leaflets doctor`: what the machine has and lacks, and what each face carries."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from leaflets.cli.report import plain, tell
from leaflets.deliver.manifest import problem_shape
from leaflets.problems import Exit
from leaflets.verbs.doctor import Carried, Health, Part, carried, health

# Longer lists of letters say no more than their number.
_MOST_LETTERS = 12


def run(*, fonts: bool, as_json: bool, out: Path = Path("out")) -> Exit:
    """Print what was found; `Exit.MACHINE` when something is missing."""
    found = health(out)
    faces = carried() if fonts else ()
    if as_json:
        json.dump(_document(found, faces, fonts=fonts), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif fonts:
        plain(_face_lines(faces))
    else:
        plain(_part_lines(found.parts))
        tell(found.problems)
    return Exit.MACHINE if any(part.lacking for part in found.parts) else Exit.DELIVERED


def _document(found: Health, faces: tuple[Carried, ...], *, fonts: bool) -> dict[str, object]:
    document: dict[str, object] = {
        "version": 1,
        "problems": [problem_shape(problem) for problem in found.problems],
        "parts": [
            {
                "name": part.name,
                "found": part.found,
                "lacking": part.lacking,
                "bring": part.bring,
            }
            for part in found.parts
        ],
    }
    if fonts:
        document["faces"] = [
            {"name": one.face, "languages": one.languages, "lacks": dict(one.lacks)}
            for one in faces
        ]
    return document


def _part_lines(parts: tuple[Part, ...]) -> Iterator[str]:
    width = max(len(part.name) for part in parts)
    for part in parts:
        sign = "✗" if part.lacking else "✓"
        yield f"{sign} {part.name:<{width}}  {part.found or 'missing'}"
        if part.bring:
            yield f"  {'':<{width}}  {part.bring}"
    lacking = [part.name for part in parts if part.lacking]
    yield (
        f"Missing: {', '.join(lacking)}."
        if lacking
        else "All is there. Nothing else is needed: no Ghostscript, no Poppler, no network."
    )


def _face_lines(faces: tuple[Carried, ...]) -> Iterator[str]:
    for one in faces:
        yield f"{one.face}"
        yield f"  carries {' '.join(one.languages) or 'none of the twelve languages'}"
        near = [
            f"{language} without {' '.join(letters)}"
            for language, letters in one.lacks
            if len(letters) <= _MOST_LETTERS
        ]
        if near:
            yield f"  almost {'; '.join(near)}"
