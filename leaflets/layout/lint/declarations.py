"""What is wrong with one declaration by itself."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tinycss2.color4 import parse_color

from leaflets.layout.contract import near
from leaflets.layout.lint.findings import colour, face, overrules, undefined, unsupported
from leaflets.layout.lint.kinds import arithmetic_problems
from leaflets.layout.lint.knowledge import Knowledge
from leaflets.layout.lint.properties import INSTEAD, KNOWN
from leaflets.layout.lint.sheet import Declaration, Token, split, walk
from leaflets.layout.lint.traps import TRAPS, Trap
from leaflets.problems import Problem

_COLOURED = ("background", "border", "outline", "shadow", "color", "column-rule", "decoration")
_NO_COLOURS = ("currentcolor", "transparent")
_COLOUR_FUNCTION = re.compile(r"(rgb|hsl)a?|hwb|(ok)?l(ab|ch)|color(-mix)?|device-cmyk|light-dark")
_ANY_FAMILY = ("inherit", "initial", "unset")
_INK_HINT = "Write var(--black), var(--accent), var(--paper) or a tint, such as var(--black-20)."


def declaration_problems(one: Declaration, known: Knowledge) -> Iterator[Problem]:
    """Yield what is wrong with a declaration by itself."""
    yield from _unknown(one)
    yield from (
        trap.kind(one.position, f"`{one.name}: {_short(one.value)}`. {trap.message}", trap.hint)
        for trap in _traps(one.name)
        if re.search(trap.value, one.value)
    )
    yield from _variables(one, known)
    yield from _families(one, known)
    yield from _colours(one)
    yield from arithmetic_problems(one, known.kinds)


def undefined_problems(declared: Iterable[Declaration], defined: set[str]) -> Iterator[Problem]:
    """Yield each use of a variable that is not among the `defined`, and has nothing instead."""
    for one in declared:
        for token in _used(one):
            name = _variable(token)
            if name not in defined and len(split(token.arguments)) == 1:
                yield undefined(
                    one.position,
                    f"Nobody defines `{name}`: the engine leaves `{one.name}` out.",
                    _nearest(name, defined),
                )


@cache
def _traps(name: str) -> tuple[Trap, ...]:
    return tuple(trap for trap in TRAPS if re.fullmatch(trap.name, name))


def _used(one: Declaration) -> Iterator[Token]:
    return (
        token
        for token in walk(one.tokens)
        if token.type == "function" and token.lower_name == "var"
    )


def _variable(token: Token) -> str:
    return next((part.value for part in token.arguments if part.type == "ident"), "")


def _unknown(one: Declaration) -> Iterator[Problem]:
    name = one.name
    if name in KNOWN or name.startswith("--") or _traps(name):
        return
    plain = name.removeprefix("-webkit-").removeprefix("-moz-").removeprefix("-ms-")
    hint = INSTEAD.get(plain)
    if hint is None and plain != name and plain in KNOWN:
        hint = f"Write `{plain}`."
    close = near(name, KNOWN)
    if hint is None and close.startswith("Did"):
        hint = close
    yield unsupported(
        one.position,
        f"The engine does not know `{name}`, and leaves it out.",
        hint or "Leave it out; what a page can do stands in the designer's guide.",
    )


def _variables(one: Declaration, known: Knowledge) -> Iterator[Problem]:
    if one.name in known.generated:
        yield overrules(
            one.position,
            f"`{one.name}` is written by Leaflets; defined here, it would win over it.",
            "Give your variable a name of its own.",
        )
    for name in map(_variable, _used(one)) if not known.accent else ():
        if name.startswith("--accent") and name in known.generated:
            yield colour(
                one.position,
                f"`{name}` is a colour of the accent, which is not among the layout's `inks`.",
                "Add accent to `inks` in layout.yaml, and say under `bw` what it becomes.",
            )


def _nearest(name: str, defined: set[str]) -> str:
    close = near(name, defined)
    if close.startswith("Did"):
        return close
    return "Define it in style.css or in every format's sheet, or correct its name."


def _families(one: Declaration, known: Knowledge) -> Iterator[Problem]:
    if one.name not in ("font", "font-family") or one.value in _ANY_FAMILY:
        return
    for number, part in enumerate(split(one.tokens)):
        name = _family(part, shorthand=one.name == "font" and number == 0)
        if name and name not in known.families:
            yield face(
                one.position,
                f"No face of the layout has the family `{name}`: another is taken in silence.",
                near(name, known.families)
                if near(name, known.families).startswith("Did")
                else "Name its face under `faces` in layout.yaml; "
                "`leaflets doctor --fonts` lists the faces there are.",
            )


def _family(tokens: list[Token], *, shorthand: bool) -> str:
    """Return the family that a part of a list names: a string, or the words at its end."""
    if tokens and tokens[-1].type == "string":
        return str(tokens[-1].value)
    words: list[str] = []
    for token in reversed(tokens):
        if token.type == "literal" and token.value == "/":
            # A line height that is a word: normal.
            words = words[1:]
        if token.type != "ident":
            break
        words.insert(0, token.value)
    # `font: inherit` and a shorthand that ends in its size name none.
    return "" if shorthand and len(words) == len(tokens) else " ".join(words)


def _colours(one: Declaration) -> Iterator[Problem]:
    if one.name == "opacity" and one.value not in ("1", "100%", "inherit"):
        yield colour(
            one.position,
            f"`opacity: {_short(one.value)}` mixes colours that a press has no ink for.",
            _INK_HINT,
        )
    if not (one.name.startswith("--") or any(part in one.name for part in _COLOURED)):
        return
    for token in walk(one.tokens):
        if _is_colour(token, custom=one.name.startswith("--")):
            yield colour(
                one.position,
                f"`{_short(token.serialize())}` is a colour of its own: a campaign's palette and "
                "a press's inks do not reach it.",
                _INK_HINT,
            )
    if "gradient(" in one.value and "transparent" in one.value:
        yield colour(one.position, "A gradient to nothing needs transparency.", _INK_HINT)


def _is_colour(token: Token, *, custom: bool) -> bool:
    if token.type == "function":
        return _COLOUR_FUNCTION.fullmatch(token.lower_name) is not None
    # A name in a variable may be the name of anything.
    if token.type not in ("hash", "ident") or (custom and token.type == "ident"):
        return False
    return token.value.lower() not in _NO_COLOURS and parse_color(token) is not None


def _short(text: str) -> str:
    most = 40
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
