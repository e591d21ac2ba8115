"""Where the time goes: functions that tell how long they took."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

# What is told, the module where it is bound, its name there: a function, or Class.method.
Step = tuple[str, str, str]


def watch(steps: tuple[Step, ...], clock: Callable[[], float]) -> dict[str, float]:
    """Return the seconds by `clock` that each step takes from now on, by what is told of it."""
    spent = {name: 0.0 for name, _, _ in steps}
    for name, module, function in steps:
        _watch(spent, name, (module, function), clock)
    return spent


def _watch(
    spent: dict[str, float], name: str, bound: tuple[str, str], clock: Callable[[], float]
) -> None:
    *owners, last = bound[1].split(".")
    owner: Any = import_module(bound[0])
    for step in owners:
        owner = getattr(owner, step)
    original: Callable[..., Any] = getattr(owner, last)

    @wraps(original)
    def watched(*args: object, **keywords: object) -> object:
        begun = clock()
        try:
            return original(*args, **keywords)
        finally:
            spent[name] += clock() - begun

    setattr(owner, last, watched)
