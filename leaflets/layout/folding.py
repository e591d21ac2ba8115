"""Arithmetic of the style sheets, done once instead of once for every element.

The engine works out `calc()` and `var()` anew for each element and property, and with a variable
all the variables in it: half of a typesetting. What hangs on `:root` alone has one value on the
page, so it is written in its place here. Everything else (%, em, variables that an element sets)
stays for the engine. Lines stay where they are, since complaints name them.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from leaflets.layout.arithmetic import UnsolvedError, solved
from leaflets.model.material import Sheet

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_DEFINITION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]*)")
_FUNCTION = re.compile(r"(?<![\w-])(calc|clamp|min|max|var)\(")
_NAME = re.compile(r"\s*(--[\w-]+)\s*")
# What fitting changes stays a variable: so a layout's sheets are the same in every typesetting of a
# master, and the engine reads them once.
_FITTED = ("--fit-", "--air-", "--field-")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")


def folded(sheets: tuple[Sheet, ...], html: str) -> tuple[Sheet, ...]:
    """Return the sheets with everything that hangs on `:root` alone worked out.

    `html` is the page: a variable that it sets in a `style` attribute is left to the engine.
    """
    elsewhere = frozenset(name for name, _ in _DEFINITION.findall(html))
    values = _Values(_rooted(sheets, elsewhere))
    return tuple(
        Sheet(name=sheet.name, text=values.written(_uncommented(sheet.text))) for sheet in sheets
    )


@dataclass(slots=True)
class _Values:
    """The variables of `:root`, each worked out when it is first wanted."""

    raw: dict[str, str]
    done: dict[str, str] = field(default_factory=dict)

    def written(self, text: str) -> str:
        """Return `text` with its functions replaced by their values, as far as they have one."""
        parts = []
        last = 0
        for begin, inner, end, name in _functions(text):
            parts += [text[last:begin], self._value(name, text[inner : end - 1])]
            parts.append("\n" * text.count("\n", begin, end))
            last = end
        return "".join([*parts, text[last:]])

    def _value(self, name: str, inside: str) -> str:
        if name == "var":
            return self._variable(inside)
        arithmetic = " ".join(self.written(inside).split())
        try:
            return solved(f"{name}({arithmetic})")
        except UnsolvedError:
            return f"{name}({arithmetic})"

    def _variable(self, inside: str) -> str:
        name = _NAME.match(inside)
        if name is None or name[1] not in self.raw:
            return f"var({' '.join(inside.split())})"
        if name[1] not in self.done:
            # A variable in a circle has no value: what is left says so to the engine.
            self.done[name[1]] = f"var({name[1]})"
            self.done[name[1]] = self.written(self.raw[name[1]])
        return self.done[name[1]]


def _rooted(sheets: tuple[Sheet, ...], elsewhere: frozenset[str]) -> dict[str, str]:
    """Return the variables that only `:root` sets, each with the value that wins."""
    winners: dict[str, tuple[bool, str]] = {}
    local = set(elsewhere)
    for sheet in sheets:
        for selector, name, value in _definitions(sheet.text):
            if selector != ":root":
                local.add(name)
                continue
            important = _IMPORTANT.search(value) is not None
            if important or not winners.get(name, (False, ""))[0]:
                winners[name] = (important, _IMPORTANT.sub("", value))
    return {
        name: value
        for name, (_, value) in winners.items()
        if name not in local and not name.startswith(_FITTED)
    }


@cache
def _definitions(text: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (selector.strip(), name, value.strip())
        for selector, body in _BLOCK.findall(_COMMENT.sub("", text))
        for name, value in _DEFINITION.findall(body)
    )


def _uncommented(text: str) -> str:
    return _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


@cache
def _functions(text: str) -> tuple[tuple[int, int, int, str], ...]:
    """Return where the outermost functions of `text` begin, open, and end, with their names."""
    found = []
    place = 0
    while match := _FUNCTION.search(text, place):
        end = _closed(text, match.end())
        if end is None:
            break
        found.append((match.start(), match.end(), end, match[1]))
        place = end
    return tuple(found)


def _closed(text: str, place: int) -> int | None:
    """Return the place after the parenthesis that closes what is open at `place`."""
    depth = 1
    for match in re.compile(r"[()]").finditer(text, place):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return match.end()
    return None
