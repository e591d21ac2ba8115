"""Names from files and tables in letters that our faces have."""

from leaflets.faces import known, missing


def legible(name: str) -> str:
    """Return `name` with a question mark for each letter that no face has."""
    lost = missing(name, known())
    return "".join("?" if letter in lost else letter for letter in name) if lost else name
