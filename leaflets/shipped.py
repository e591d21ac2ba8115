"""Where layouts/ and fonts/ are: inside the wheel, or beside the package in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return the shipped folder `name` (layouts, fonts, examples).

    A wheel carries it as leaflets/_shipped/NAME; an editable install finds it beside the package.
    """
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
