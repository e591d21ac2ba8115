"""A layout's page as Jinja: sandboxed, strict, and with every fault at its file and line."""

from collections.abc import Mapping
from functools import lru_cache
from traceback import walk_tb

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.nodes import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from leaflets.layout.contract import near
from leaflets.layout.marks import FILTERS, valued
from leaflets.model.layout import Layout
from leaflets.problems import LeafletsError, Position, Problem

_PAGE = "page.html"
# What an expression in a template can raise, besides Jinja's own.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def filled(layout: Layout, values: Mapping[str, object]) -> str:
    """Return the layout's page with `values` in it.

    Raises:
        LeafletsError: `layout-template-broken`, with the template's file and line.
    """
    try:
        return _environment(layout).get_template(_page_name(layout)).render(values)
    except _FAULTS as fault:
        raise LeafletsError(_broken(layout, fault)) from fault


def parsed(layout: Layout, name: str) -> Template:
    """Return the syntax of one of the layout's templates; Jinja's own errors are raised."""
    return _environment(layout).parse(dict(layout.pages)[name].text, name)


@lru_cache(maxsize=16)
def _environment(layout: Layout) -> ImmutableSandboxedEnvironment:
    """Return an environment that knows the layout's own templates and reads no disk."""
    pages = dict(layout.pages)

    def source(name: str) -> tuple[str, str, None]:
        if name not in pages:
            raise TemplateNotFound(name)
        return pages[name].text, pages[name].name, None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {name: valued(environment.filters[name]) for name in FILTERS}
    return environment


def _page_name(layout: Layout) -> str:
    """Return the nearest page.html: the layout's own, or one that it inherits."""
    names = dict(layout.pages)
    return next(
        (f"{name}/{_PAGE}" for name in layout.chain if f"{name}/{_PAGE}" in names),
        f"{layout.name}/{_PAGE}",
    )


def _broken(layout: Layout, fault: Exception) -> Problem:
    files = {source.name for _, source in layout.pages}
    return Problem(
        code="layout-template-broken",
        message=f"The page of the layout `{layout.name}` cannot be composed: {_reason(fault)}.",
        hint=_hint(layout, fault),
        position=_position(fault, files),
    )


def _reason(fault: Exception) -> str:
    if isinstance(fault, TemplateNotFound):
        return f"there is no template `{fault.name}`"
    return str(fault).rstrip(".") or type(fault).__name__


def _hint(layout: Layout, fault: Exception) -> str:
    if isinstance(fault, TemplateNotFound):
        return near(str(fault.name), (name for name, _ in layout.pages))
    if isinstance(fault, SecurityError):
        return "A layout is data: it prints what it is given and reaches for nothing else."
    if isinstance(fault, UndefinedError):
        return "Correct the name; what a page may name stands in the designer's guide."
    return "Mend the template at this line."


def _position(fault: Exception, files: set[str]) -> Position:
    if isinstance(fault, TemplateSyntaxError):
        return Position(file=fault.filename or fault.name or "", line=fault.lineno)
    found = Position()
    for frame, line in walk_tb(fault.__traceback__):
        if frame.f_code.co_filename in files:
            found = Position(file=frame.f_code.co_filename, line=line)
    return found
