"""Lint: what the engine ignores, gets wrong or takes without a word, told with file and line.

The engine logs some of its refusals and is silent about the others; what it logs is told too,
because here it has a reason and the way to write it instead.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from leaflets.layout.lint.boxes import box_problems
from leaflets.layout.lint.declarations import declaration_problems, undefined_problems
from leaflets.layout.lint.knowledge import Knowledge, knowledge
from leaflets.layout.lint.page import Page, read_pages
from leaflets.layout.lint.places import block_problems, page_problems
from leaflets.layout.lint.sheet import Parsed, parsed
from leaflets.model.layout import Layout
from leaflets.problems import Problem


def lint(layout: Layout) -> tuple[Problem, ...]:
    """Return what is wrong with the style sheets and pages of `layout`, those it extends included.

    In the order of files and lines. Pure, and remembered by the layout's texts.
    """
    return _linted(_Texts(layout))


class _Texts:
    """A layout, equal to another when everything that lint reads is."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.key = (
            layout.faces,
            layout.inks,
            layout.slots,
            layout.fit,
            tuple((of, one.name, one.text) for of, one in layout.styles),
            tuple((name, one.text) for name, one in layout.pages),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Texts) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=64)
def _linted(texts: _Texts) -> tuple[Problem, ...]:
    layout = texts.layout
    sheets = {source.name: parsed(source) for _, source in layout.styles}
    page = read_pages(layout)
    known = knowledge(layout, tuple(sheets.values()), page)
    found = [problem for sheet in sheets.values() for problem in sheet.broken]
    if not found:
        # A sheet that is cut short by a brace defines and styles less than it seems to.
        found += _undefined(layout, sheets, page, known)
        rules = tuple(rule for sheet in sheets.values() for rule in sheet.rules)
        found += box_problems(rules, layout, page)
    found += page_problems(page)
    for sheet in sheets.values():
        found += block_problems(sheet, layout)
    every = (*(one for sheet in sheets.values() for one in sheet.declarations), *page.declarations)
    found += chain.from_iterable(declaration_problems(one, known) for one in every)
    order = [*sheets, *(source.name for _, source in layout.pages)]
    return tuple(
        sorted(
            dict.fromkeys(found),
            key=lambda one: (
                order.index(one.position.file),
                one.position.line,
                one.position.column,
            ),
        )
    )


def _undefined(
    layout: Layout, sheets: Mapping[str, Parsed], page: Page, known: Knowledge
) -> Iterator[Problem]:
    """Yield the variables that nobody defines, format by format; a base knows no format."""
    names = [one.name for one in layout.formats] or ["a3", "a4", "a5", "a6"]
    for name in names:
        own = [sheets[one.name] for of, one in layout.styles if of in ("", name)]
        declared = (*(one for sheet in own for one in sheet.declarations), *page.declarations)
        defined = {one.name for one in declared if one.name.startswith("--")}
        if layout.formats or len(own) > 1:
            yield from undefined_problems(declared, defined | known.generated)
