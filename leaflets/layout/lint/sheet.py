"""Style sheets as lint reads them: rules and declarations with their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tinycss2.parser import parse_blocks_contents, parse_rule_list, parse_stylesheet
from tinycss2.serializer import serialize

from leaflets.layout.lint.findings import broken
from leaflets.model.layout import SourceFile
from leaflets.problems import Position, Problem

# tinycss2's nodes carry no types.
Token = Any
# What stands aside of brackets: comments and strings, whole or cut off; and the brackets.
_MARK = re.compile(
    r"/\*.*?\*/|(?P<comment>/\*)|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?P<string>[\"'])"
    r"|url\([^\"'()]*\)|(?P<open>[({\[])|(?P<close>[)}\]])",
    re.DOTALL,
)
_PAIRS = {")": "(", "}": "{", "]": "["}
# Whose rules count like those around them.
_TRANSPARENT = ("media", "layer")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Declaration:
    """One `name: value`.

    Attributes:
        tokens: The value without white space and comments.
        value: The value as text, in small letters.
    """

    name: str
    tokens: tuple[Token, ...]
    value: str
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """Declarations and the selectors they are for, those of enclosing rules included."""

    selectors: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """An at-rule that holds no rules for elements: @page, @supports."""

    keyword: str
    declarations: tuple[Declaration, ...]
    inside: tuple["Block", ...]
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parsed:
    """A style sheet; what cannot be read in it is `broken`."""

    rules: tuple[Rule, ...]
    blocks: tuple[Block, ...]
    broken: tuple[Problem, ...]

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """All declarations of its rules."""
        return tuple(one for rule in self.rules for one in rule.declarations)


def parsed(source: SourceFile) -> Parsed:
    """Read one sheet."""
    reader = _Reader(source.name)
    reader.problems += _unbalanced(source)
    nodes = parse_stylesheet(source.text, skip_comments=True, skip_whitespace=True)
    reader.sheet(nodes)
    return Parsed(
        rules=tuple(reader.rules), blocks=tuple(reader.blocks), broken=tuple(reader.problems)
    )


def declarations(style: str, position: Position) -> tuple[Declaration, ...]:
    """Read the declarations of a `style` attribute, all at the place of its element."""
    nodes = parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return tuple(_declaration(node, position) for node in nodes if node.type == "declaration")


def walk(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens and everything inside functions and brackets."""
    for token in tokens:
        yield token
        inside = getattr(token, "arguments", None) or getattr(token, "content", None)
        if inside:
            yield from walk(inside)


def split(tokens: Sequence[Token], sign: str = ",") -> list[list[Token]]:
    """Return the parts between the signs."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == sign:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


class _Reader:
    """Collects what one sheet holds."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rules: list[Rule] = []
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []

    def sheet(self, nodes: Sequence[Token]) -> None:
        for node in nodes:
            if node.type == "qualified-rule":
                self._rule(node, ())
            elif node.type == "at-rule":
                self._at_rule(node)
            elif node.type == "error":
                self._error(node)

    def _at_rule(self, node: Token) -> None:
        if node.lower_at_keyword in _TRANSPARENT and node.content is not None:
            inside = parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            self.sheet(inside)
        else:
            self.blocks.append(self._block(node))

    def _block(self, node: Token) -> Block:
        inside = self._contents(node.content or ())
        return Block(
            keyword=node.lower_at_keyword,
            declarations=self._declared(inside),
            inside=tuple(self._block(one) for one in inside if one.type == "at-rule"),
            position=self._at(node),
        )

    def _rule(self, node: Token, around: tuple[str, ...]) -> None:
        prelude = serialize(node.prelude)
        own = [one.strip() for one in re.split(r",(?![^(]*\))", prelude)]
        selectors = tuple(_nested(one, outer) for one in own for outer in around or ("",))
        inside = self._contents(node.content)
        self.rules.append(
            Rule(
                selectors=selectors,
                declarations=self._declared(inside),
                position=self._at(node),
            )
        )
        for one in inside:
            if one.type == "qualified-rule":
                self._rule(one, selectors)
            elif one.type == "at-rule":
                self.blocks.append(self._block(one))
            elif one.type == "error":
                self._error(one)

    def _contents(self, content: Sequence[Token]) -> list[Token]:
        return list(parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))

    def _declared(self, nodes: Sequence[Token]) -> tuple[Declaration, ...]:
        return tuple(
            _declaration(node, self._at(node)) for node in nodes if node.type == "declaration"
        )

    def _error(self, node: Token) -> None:
        self.problems.append(
            broken(
                self._at(node),
                f"This cannot be read as CSS: {node.message.rstrip('.')}.",
                "Write `property: value;` in it, or take it out.",
            )
        )

    def _at(self, node: Token) -> Position:
        return Position(file=self.file, line=node.source_line, column=node.source_column)


def _nested(selector: str, outer: str) -> str:
    if not outer:
        return selector
    return selector.replace("&", outer) if "&" in selector else f"{outer} {selector}"


def _declaration(node: Token, position: Position) -> Declaration:
    return Declaration(
        name=str(node.name if node.name.startswith("--") else node.lower_name),
        tokens=_solid(node.value),
        value=str(serialize(node.value)).strip().lower(),
        position=position,
    )


def _solid(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(one for one in tokens if one.type not in ("whitespace", "comment"))


def _unbalanced(source: SourceFile) -> Iterator[Problem]:
    """Yield what is opened and never closed, or closed and never opened; only the first."""
    opened: list[re.Match[str]] = []
    for mark in _MARK.finditer(source.text):
        if mark["comment"] or mark["string"]:
            yield _open(source, mark)
            return
        if mark["open"]:
            opened.append(mark)
        elif mark["close"] and opened and opened[-1]["open"] != _PAIRS[mark["close"]]:
            yield _open(source, opened[-1])
            return
        elif mark["close"] and not opened:
            yield broken(
                _position(source, mark.start()),
                f"This `{mark['close']}` closes nothing that is open.",
                "Take it out, or see what is open before it.",
            )
            return
        elif mark["close"]:
            opened.pop()
    if opened:
        yield _open(source, opened[0])


def _open(source: SourceFile, mark: re.Match[str]) -> Problem:
    return broken(
        _position(source, mark.start()),
        f"This `{mark[0]}` is never closed: everything after it belongs to it, without a word.",
        "Close it.",
    )


def _position(source: SourceFile, place: int) -> Position:
    line = source.text.count("\n", 0, place) + 1
    return Position(file=source.name, line=line, column=place - source.text.rfind("\n", 0, place))
