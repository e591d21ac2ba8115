from collections.abc import Callable
from pathlib import Path

import pytest

from leaflets.layout.catalogue import find
from leaflets.layout.lint import lint
from leaflets.problems import Problem

SHIPPED = Path(__file__).parents[2] / "layouts"

# A small layout that is sound.
TRIAL = Path(__file__).parent / "trial"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write layout folders: folder(poster={"layout.yaml": "…"}) → the folder that holds them."""

    def write(**layouts: dict[str, str]) -> Path:
        for name, files in layouts.items():
            (tmp_path / name).mkdir(exist_ok=True)
            for file, text in files.items():
                (tmp_path / name / file).write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def linted(folder: Callable[..., Path]) -> Callable[..., tuple[Problem, ...]]:
    """Lint a trial layout: linted(css, page_html=…) → what is told with more CSS."""

    def told(css: str, **files: str) -> tuple[Problem, ...]:
        trial = {path.name: path.read_text(encoding="utf-8") for path in TRIAL.iterdir()}
        trial |= {name.replace("_", "."): text for name, text in files.items()}
        place = folder(trial={**trial, "style.css": trial["style.css"] + css})
        return lint(find("trial", (place, SHIPPED)))

    return told
