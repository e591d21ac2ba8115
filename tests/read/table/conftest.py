from pathlib import Path

import pytest

from leaflets.read.regions import Wanted, read_regions

KAZAKHSTAN = Wanted(languages=("kk", "ru"))


class Answer:
    """What read_regions answered, with what tests ask of it."""

    def __init__(self, answer):
        self.regions, self.problems = answer

    def codes(self):
        return [one.code for one in self.problems]

    def failed(self):
        """Return (row, code) of everything that was said of rows."""
        told = [one for region in self.regions for one in region.problems]
        return sorted((one.position.row, one.code) for one in (*told, *self.problems))

    def texts(self):
        return [dict(region.texts) for region in self.regions]


@pytest.fixture
def read_table(tmp_path: Path):
    """Return a function that reads `data` as the file `name`."""

    def reading(data, name="regions.csv", **wanted):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        options = {"languages": ("kk", "ru")} | wanted
        return Answer(read_regions(path, name=name, wanted=Wanted(**options)))

    return reading
