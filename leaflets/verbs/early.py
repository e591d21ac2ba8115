"""A statement's ticket, made beside its leaflets as if all of them came about."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace

from leaflets.deliver.folder import Folder
from leaflets.deliver.standing import Planned
from leaflets.model.manifest import CodeFound
from leaflets.model.variant import Variant
from leaflets.verbs.entries import Made, Pending, entries
from leaflets.verbs.job import Ready
from leaflets.verbs.tickets import tickets
from leaflets.workers import Crew

# Stands for a code that will be found: a ticket tells only whether there is one.
_FOUND = CodeFound(url="", page=1, module_mm=0.0, decoded=True, survives_copier=True)


class EarlyTicket:
    """The ticket's pages on their way."""

    def __init__(self, crew: Crew, expected: Iterable[Pending]) -> None:
        """Take what is to be made by `crew`."""
        self._crew = crew
        self._expected = tuple(expected)
        self._begun: list[Future[Made]] = []

    def begin(self) -> None:
        """Begin, once; where there is nobody beside this process, the ticket has time."""
        if self._crew.executor:
            self._begun += [self._crew.executor.submit(one.make) for one in self._expected]
        self._expected = ()

    def made(self) -> Iterator[Made]:
        """Give what was made; what a dead worker took with it is made later."""
        for future in self._begun:
            try:
                yield future.result()
            except self._crew.deadly:
                continue


def expected(folder: Folder, todo: Ready, due: Iterable[Variant]) -> Iterator[Pending]:
    """Give the ticket's pages, if they are due when all variants come about."""
    if not todo.campaign.alone:
        return
    known = folder.entries
    for variant in due:
        links = (_FOUND,) if variant.link else ()
        known |= {one.path: replace(one, links=links) for one in entries(variant)}
    for one in tickets(todo, tuple(known.values())):
        entry = one.entry
        planned = Planned(path=entry.path, inputs=entry.inputs, source=entry.source)
        if entry.pages and folder.state(planned) is None:
            yield one
