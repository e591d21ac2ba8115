from pathlib import Path

import pytest

from leaflets.problems import LeafletsError
from leaflets.read.statement import read

TEXTS = Path(__file__).parent / "texts"


@pytest.fixture
def read_text(tmp_path):
    """Return a function that reads `text` as the file `name`."""

    def reading(text, name="call.en.txt", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path, name=name, **options)

    return reading


@pytest.fixture
def problems_of(read_text):
    """Return a function that returns the errors, as (code, line), that reading raises."""

    def failing(text, name="call.en.txt", **options):
        with pytest.raises(LeafletsError) as raised:
            read_text(text, name, **options)
        return [(one.code, one.position.line) for one in raised.value.problems]

    return failing
