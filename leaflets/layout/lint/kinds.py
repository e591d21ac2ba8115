"""Kinds in sums: a number, a length, an angle; and what the engine makes of wrong ones."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from leaflets.layout.lint.findings import arithmetic
from leaflets.layout.lint.sheet import Declaration, Token, split, walk
from leaflets.problems import Position, Problem, Severity

NUMBER, LENGTH, ANGLE = "number", "length", "angle"
Kinds = Mapping[str, str]

MATH = ("calc", "min", "max", "clamp", "sin", "cos", "tan", "abs", "round", "mod", "rem", "hypot")
_ANGLES = ("deg", "rad", "grad", "turn")
_OF_FONT = ("em", "rem", "ex", "rex", "ch", "rch", "cap", "ic", "lh", "rlh")
_TRIG = ("sin", "cos", "tan")
_LIKE_ARGUMENTS = ("calc", "min", "max", "clamp", "abs", "round", "mod", "rem", "hypot")


def kind(tokens: Sequence[Token], known: Kinds) -> str | None:
    """Return what a value is in a sum, or None where nobody can say; a bare 0 may be anything."""
    if len(tokens) != 1:
        return None
    if tokens[0].type == "number" and not tokens[0].value:
        return None
    return _operand(tokens[0], known)


def arithmetic_problems(one: Declaration, known: Kinds) -> Iterator[Problem]:
    """Yield what is wrong with the sums of a declaration."""
    for token in walk(one.tokens):
        if token.type == "function" and token.lower_name in MATH:
            yield from _function_problems(token, one, known)
    if one.name in ("font", "font-size"):
        yield from _font_problems(one)


def _function_problems(function: Token, one: Declaration, known: Kinds) -> Iterator[Problem]:
    place = _place(function, one)
    arguments = split(function.arguments)
    kinds = [_sum(argument, known) for argument in arguments]
    wrong = next((reason for argument in arguments for reason in _reasons(argument, known)), None)
    if wrong:
        yield arithmetic(place, *wrong)
    if function.lower_name == "clamp" and NUMBER in kinds:
        yield arithmetic(
            place,
            "The engine breaks on clamp() of plain numbers.",
            "Write max(least, min(most, value)).",
        )
    yield from _bracket_problems(function, one, known)


def _bracket_problems(function: Token, one: Declaration, known: Kinds) -> Iterator[Problem]:
    for token in walk(function.arguments):
        if token.type != "() block":
            continue
        inside = [part for part in token.content if part.type == "function"]
        if any(part.lower_name in MATH for part in inside):
            yield arithmetic(
                _place(token, one),
                "The engine drops a sum with a function inside bare brackets.",
                "Write calc(…) for the brackets.",
            )
        elif any(not _plain(part, known) for part in inside):
            yield arithmetic(
                _place(token, one),
                "The engine drops a sum with a function inside bare brackets, and this variable "
                "may hold one.",
                "Write calc(…) for the brackets.",
                Severity.WARNING,
            )


def _font_problems(one: Declaration) -> Iterator[Problem]:
    for token in one.tokens:
        if token.type == "function" and token.lower_name in MATH:
            for inside in walk(token.arguments):
                if inside.type == "dimension" and inside.lower_unit in _OF_FONT:
                    yield arithmetic(
                        _place(inside, one),
                        f"The engine drops a type size that is a sum of {inside.lower_unit}.",
                        "Write the sum in per cent or pt: calc(var(--…)*130%).",
                    )


def _reasons(tokens: Sequence[Token], known: Kinds) -> Iterator[tuple[str, str]]:
    """Yield (message, hint) of what is wrong in one sum, brackets in it included."""
    for token in tokens:
        if token.type == "() block":
            yield from _reasons(token.content, known)
    terms = _terms(tokens)
    kinds = {one for one in (_product(term, known) for term in terms) if one}
    if len(kinds) > 1:
        yield (
            f"A {' and a '.join(sorted(kinds))} cannot be added; the engine takes them for pixels.",
            "Give both the same unit, or multiply the number by one: 5*1mm.",
        )
    if _run_on(tokens):
        yield (
            "The engine drops a sum whose sign has no blanks around it.",
            "Write blanks on both sides of + and -.",
        )
        return
    for term in terms:
        yield from _product_reasons(term, known)


def _product_reasons(term: Sequence[Token], known: Kinds) -> Iterator[tuple[str, str]]:
    factors = [token for token in term if token.type not in ("whitespace", "literal")]
    divided = {after for sign, after in pairwise(term) if _is(sign, "/")}
    lengths = [one for one in factors if _operand(one, known) in (LENGTH, ANGLE)]
    if any(one in divided for one in lengths):
        yield (
            "The engine does not divide by a length.",
            "Divide by a plain number, and multiply it by 1mm where a length is wanted.",
        )
    elif len(lengths) > 1:
        yield (
            "A length times a length is no length.",
            "Keep one of the two as a plain number.",
        )


def _sum(tokens: Sequence[Token], known: Kinds) -> str | None:
    kinds = {_product(term, known) for term in _terms(tokens)}
    return next(iter(kinds)) if len(kinds) == 1 else None


def _product(term: Sequence[Token], known: Kinds) -> str | None:
    kinds = [
        _operand(token, known) for token in term if token.type not in ("whitespace", "literal")
    ]
    measures = [one for one in kinds if one != NUMBER]
    if not kinds or None in kinds or len(measures) > 1:
        return None
    return measures[0] if measures else NUMBER


def _operand(token: Token, known: Kinds) -> str | None:
    if token.type == "number":
        return NUMBER
    if token.type == "dimension":
        return ANGLE if token.lower_unit in _ANGLES else LENGTH
    if token.type == "percentage":
        return LENGTH
    if token.type == "() block":
        return _sum(token.content, known)
    return _function(token, known) if token.type == "function" else None


def _function(token: Token, known: Kinds) -> str | None:
    if token.lower_name == "var":
        return known.get(_variable(token))
    if token.lower_name in _TRIG:
        return NUMBER
    if token.lower_name not in _LIKE_ARGUMENTS:
        return None
    kinds = {_sum(argument, known) for argument in split(token.arguments)}
    return next(iter(kinds)) if len(kinds) == 1 else None


def _terms(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return what is added: the parts between + and -; a sign before an operand belongs to it."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if (_is(token, "+") or _is(token, "-")) and any(
            one.type != "whitespace" for one in parts[-1]
        ):
            parts.append([])
        elif token.type != "whitespace":
            parts[-1].append(token)
    return parts


def _run_on(tokens: Sequence[Token]) -> bool:
    """Tell whether two operands stand side by side, as in 1mm+2mm."""
    solid = [one for one in tokens if one.type != "whitespace"]
    return any(
        left.type != "literal" and right.type in ("number", "dimension", "percentage")
        for left, right in pairwise(solid)
    )


def _plain(token: Token, known: Kinds) -> bool:
    return token.lower_name != "var" or _variable(token) in known


def _variable(token: Token) -> str:
    return next((one.value for one in token.arguments if one.type == "ident"), "")


def _is(token: Token, sign: str) -> bool:
    return bool(token.type == "literal" and token.value == sign)


def _place(token: Token, one: Declaration) -> Position:
    """Return where `token` stands; in a `style` attribute, where its element does."""
    if one.position.file.endswith(".css"):
        return Position(file=one.position.file, line=token.source_line, column=token.source_column)
    return one.position
