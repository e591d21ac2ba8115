from collections.abc import Callable
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parents[2] / "layouts"


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
