"""CSS arithmetic: `calc()`, `min()`, `max()` and `clamp()` of numbers and absolute lengths."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# CSS Values 4, §6.2: the absolute lengths in px; "" is a plain number.
_PX = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?P<unit>[a-z%]*)"
    r"|(?P<open>calc\(|min\(|max\(|clamp\(|\()|(?P<sign>[-+*/,)]))"
)


class UnsolvedError(Exception):
    """The value hangs on more than numbers and absolute lengths, or is no arithmetic."""


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number (power 0) or a length in px (power 1)."""

    value: float
    power: int


def solved(expression: str) -> str:
    """Return the value of a CSS function as CSS: a number, or a length in px.

    Raises UnsolvedError when it has other units, unknown names, or is not arithmetic.
    """
    parser = _Parser(expression)
    quantity = parser.operand()
    if parser.place != len(expression):
        raise UnsolvedError
    return f"{quantity.value:.6f}{'px' if quantity.power else ''}"


@dataclass(slots=True)
class _Parser:
    """Reads one expression from left to right."""

    text: str
    place: int = 0

    def operand(self) -> _Quantity:
        token = self._next()
        if token["number"]:
            return _quantity(float(token["number"]), token["unit"])
        if token["open"]:
            return self._inside(token["open"].rstrip("("))
        if token["sign"] in ("-", "+"):
            one = self.operand()
            return _Quantity(-one.value if token["sign"] == "-" else one.value, one.power)
        raise UnsolvedError

    def _inside(self, name: str) -> _Quantity:
        found = [self._sum()]
        while self._sign(","):
            found.append(self._sum())
        if not self._sign(")"):
            raise UnsolvedError
        return _applied(name, found)

    def _sum(self) -> _Quantity:
        left = self._product()
        while sign := self._sign("+-"):
            right = self._product()
            if left.power != right.power:
                raise UnsolvedError
            change = right.value if sign == "+" else -right.value
            left = _Quantity(left.value + change, left.power)
        return left

    def _product(self) -> _Quantity:
        left = self.operand()
        while sign := self._sign("*/"):
            right = self.operand()
            left = _multiplied(left, right) if sign == "*" else _divided(left, right)
        return left

    def _sign(self, wanted: str) -> str:
        """Return the next sign if it is one of `wanted`, and go past it."""
        token = _TOKEN.match(self.text, self.place)
        if token is None or not token["sign"] or token["sign"] not in wanted:
            return ""
        self.place = token.end()
        return token["sign"]

    def _next(self) -> re.Match[str]:
        token = _TOKEN.match(self.text, self.place)
        if token is None:
            raise UnsolvedError
        self.place = token.end()
        return token


def _quantity(value: float, unit: str) -> _Quantity:
    if not unit:
        return _Quantity(value, 0)
    if unit not in _PX:
        raise UnsolvedError
    return _Quantity(value * _PX[unit], 1)


def _applied(name: str, found: list[_Quantity]) -> _Quantity:
    if len({one.power for one in found}) > 1:
        raise UnsolvedError
    values = [one.value for one in found]
    function = _FUNCTIONS.get((name, len(values))) or _FUNCTIONS.get((name, None))
    if function is None:
        raise UnsolvedError
    return _Quantity(function(values), found[0].power)


# (name, arguments; None for any number)
_FUNCTIONS: dict[tuple[str, int | None], Callable[[list[float]], float]] = {
    ("", 1): lambda values: values[0],
    ("calc", 1): lambda values: values[0],
    ("min", None): min,
    ("max", None): max,
    # CSS Values 4, §10.2: the minimum wins over the maximum.
    ("clamp", 3): lambda values: max(values[0], min(values[1], values[2])),
}


def _multiplied(left: _Quantity, right: _Quantity) -> _Quantity:
    if left.power + right.power > 1:
        raise UnsolvedError
    return _Quantity(left.value * right.value, left.power + right.power)


def _divided(left: _Quantity, right: _Quantity) -> _Quantity:
    if right.power or not right.value:
        raise UnsolvedError
    return _Quantity(left.value / right.value, left.power)
