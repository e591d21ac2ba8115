"""Files that hang on no other are made beside each other: the print jobs of a campaign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leaflets.verbs.chunk import died
from leaflets.verbs.entries import Made, Pending
from leaflets.workers import processes, run


def made(files: Sequence[Pending], jobs: int | None) -> Iterator[Made]:
    """Make files in their order, by `jobs` processes or as many as there are cores."""
    with processes(len(files), jobs) as crew:
        yield from run(((one,) for one in files), _made, crew, _unmade)


def _made(one: Pending) -> Made:
    return one.make()


def _unmade(one: Pending) -> Made:
    problems = (died(one.entry.path),)
    return Made(entry=replace(one.entry, problems=problems), data=b"")
