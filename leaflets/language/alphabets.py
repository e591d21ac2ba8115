"""The letters and signs of each language, to tell which faces can set it."""

from functools import cache
from pathlib import Path

from leaflets.language.case import upper
from leaflets.yaml_source import load

_TABLE = Path(__file__).with_name("alphabets.yaml")


@cache
def alphabets() -> tuple[tuple[str, str], ...]:
    """Return (language, everything a face must have for it), in the table's order."""
    table = load(_TABLE.read_text(encoding="utf-8"), file=_TABLE.name).value
    everywhere = table.pop("all")
    return tuple(
        (language, _wanted(language, row["letters"], f"{row['signs']}{everywhere}"))
        for language, row in table.items()
    )


def _wanted(language: str, letters: str, signs: str) -> str:
    return "".join(dict.fromkeys(f"{letters}{upper(letters, language)}{signs}"))
