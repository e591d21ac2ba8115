"""What a layout's templates do with regional values, read from their syntax.

Where they only print them and ask whether they are there, a page hangs on which values are empty
and on nothing else: it need not be composed for each region to be known. Whatever this reading does
not follow counts as more than printing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import Any

from jinja2 import nodes

from leaflets.layout.template import parsed
from leaflets.model.layout import REGIONAL, Layout

# What of a slot is no regional value.
_SETTING = "set"
# The macro that prints it line by line, and does no more with it.
_PRINTER = ("base/set.html", "set")


@lru_cache(maxsize=16)
def prints_only(layout: Layout) -> bool:
    """Return whether the layout's pages only print regional values, or ask if they are there."""
    trees = {name: parsed(layout, name) for name, _ in layout.pages}
    reader = _Reader(
        slots=frozenset(slot.name for slot in layout.slots if slot.holds in REGIONAL),
        macros={one.name: one for tree in trees.values() for one in tree.find_all(nodes.Macro)},
        printer=_printer(trees),
    )
    try:
        for tree in trees.values():
            reader.block(tree.body, {})
    except _MoreError:
        return False
    return True


def _printer(trees: Mapping[str, nodes.Template]) -> nodes.Macro | None:
    tree, name = trees.get(_PRINTER[0]), _PRINTER[1]
    found = tree.find_all(nodes.Macro) if tree else ()
    return next((one for one in found if one.name == name), None)


class _Kind(IntEnum):
    """What an expression may be: no regional value, one, several, or a slot of them."""

    NONE = 0
    ONE = 1
    SEVERAL = 2
    SLOT = 3


# Filter → what it takes.
_HANDING_ON = {"default": _Kind.ONE, "join": _Kind.SEVERAL, "select": _Kind.SEVERAL}


# Statements that print nothing by themselves.
_SILENT = (nodes.Macro, nodes.FromImport, nodes.Extends, nodes.TemplateData)


class _MoreError(Exception):
    """Something is done with a regional value that is not followed."""


_Known = dict[str, _Kind]


@dataclass(slots=True)
class _Reader:
    """Follows values through statements; `known` are the names that hold regional ones."""

    slots: frozenset[str]
    macros: dict[str, nodes.Macro]
    printer: nodes.Macro | None = None
    _inside: nodes.Macro | None = None
    _read: set[tuple[str, frozenset[tuple[str, _Kind]]]] = field(default_factory=set)

    def block(self, body: Sequence[nodes.Node], known: _Known) -> None:
        for one in body:
            if not isinstance(one, _SILENT):
                self._statements().get(type(one), _refused)(one, known)

    def _statements(self) -> dict[type, Callable[[Any, _Known], None]]:
        return {
            nodes.Output: self._output,
            nodes.If: self._if,
            nodes.For: self.loop,
            nodes.Assign: self._assign,
            nodes.Block: lambda one, known: self.block(one.body, known),
            nodes.Scope: lambda one, known: self.block(one.body, known),
        }

    def _output(self, one: nodes.Output, known: _Known) -> None:
        if self._any(one.nodes, known) > _Kind.ONE:
            raise _MoreError

    def _if(self, one: nodes.If, known: _Known) -> None:
        self.test(one.test, known)
        for branch in (one.body, one.elif_, one.else_):
            self.block(branch, known)

    def _assign(self, one: nodes.Assign, known: _Known) -> None:
        if kind := self.regional(one.node, known):
            known.update(dict.fromkeys(_names(one.target), kind))

    def loop(self, one: nodes.For, known: _Known) -> None:
        inner = dict(known)
        kind = self.regional(one.iter, known)
        if kind in (_Kind.ONE, _Kind.SLOT):
            raise _MoreError
        if kind:
            inner.update(dict.fromkeys(_names(one.target), _Kind.ONE))
        if one.test is not None:
            self.test(one.test, inner)
        self.block(one.body, inner)
        self.block(one.else_, known)

    def test(self, one: nodes.Node, known: _Known) -> None:
        """Follow what is only asked whether it is there."""
        match one:
            case nodes.Not():
                self.test(one.node, known)
            case nodes.And() | nodes.Or():
                self.test(one.left, known)
                self.test(one.right, known)
            case _:
                self.regional(one, known)

    def regional(self, one: nodes.Node, known: _Known) -> _Kind:
        """Return what an expression may be; raise if it makes something else of a value."""
        return self._expressions().get(type(one), self._other)(one, known)

    def _expressions(self) -> dict[type, Callable[[Any, _Known], _Kind]]:
        return {
            nodes.Name: lambda one, known: known.get(one.name) or self._bare(one.name),
            nodes.Getattr: self._attribute,
            nodes.Getitem: self._item,
            nodes.CondExpr: self._choice,
            nodes.And: lambda one, known: self._any((one.left, one.right), known),
            nodes.Or: lambda one, known: self._any((one.left, one.right), known),
            nodes.Concat: lambda one, known: self._any(one.nodes, known),
            nodes.List: self._items,
            nodes.Tuple: self._items,
            nodes.Filter: self._filter,
            nodes.Call: self._call,
        }

    def _choice(self, one: nodes.CondExpr, known: _Known) -> _Kind:
        self.test(one.test, known)
        return self._any([part for part in (one.expr1, one.expr2) if part], known)

    def _items(self, one: nodes.List | nodes.Tuple, known: _Known) -> _Kind:
        return _Kind.SEVERAL if self._any(one.items, known) else _Kind.NONE

    def _bare(self, name: str) -> _Kind:
        if name in ("region", "slots"):
            raise _MoreError
        return _Kind.NONE

    def _any(self, parts: Sequence[nodes.Node], known: _Known) -> _Kind:
        return max((self.regional(one, known) for one in parts), default=_Kind.NONE)

    def _attribute(self, one: nodes.Getattr, known: _Known) -> _Kind:
        match one.node:
            case nodes.Name(name="region"):
                return _Kind.ONE
            case nodes.Name(name="slots"):
                return _Kind.SLOT if one.attr in self.slots else _Kind.NONE
        kind = self.regional(one.node, known)
        if kind is _Kind.SLOT and one.attr in ("texts", "offered"):
            return _Kind.SEVERAL
        printed = one.attr == _SETTING and self._inside is self.printer is not None
        if kind is _Kind.NONE or (kind is _Kind.SLOT and printed):
            return _Kind.NONE
        raise _MoreError

    def _item(self, one: nodes.Getitem, known: _Known) -> _Kind:
        kind = self.regional(one.node, known)
        whole = isinstance(one.arg, nodes.Const)
        if self.regional(one.arg, known) or (kind and (kind is not _Kind.SEVERAL or not whole)):
            raise _MoreError
        return _Kind.ONE if kind else _Kind.NONE

    def _filter(self, one: nodes.Filter, known: _Known) -> _Kind:
        more = [*one.args, *(pair.value for pair in one.kwargs)]
        kind = self.regional(one.node, known) if one.node else _Kind.NONE
        extra = self._any(more, known)
        if not (kind or extra):
            return _Kind.NONE
        if _HANDING_ON.get(one.name) is not kind or extra or (one.name == "select" and one.args):
            raise _MoreError
        return _Kind.SEVERAL if one.name == "select" else _Kind.ONE

    def _call(self, one: nodes.Call, known: _Known) -> _Kind:
        match one.node:
            case nodes.Getattr(node=nodes.Name(name="kwargs"), attr="items"):
                return self.regional(one.node.node, known)
        if not isinstance(one.node, nodes.Name) or one.node.name not in self.macros:
            return self._other(one, known)
        macro = self.macros[one.node.name]
        given = self._given(macro, one, known)
        key = (macro.name, frozenset(given.items()))
        if key not in self._read:
            self._read.add(key)
            outside, self._inside = self._inside, macro
            self.block(macro.body, given)
            self._inside = outside
        return _Kind.ONE if given else _Kind.NONE

    def _given(self, macro: nodes.Macro, one: nodes.Call, known: _Known) -> _Known:
        """Return what a macro is called with, by the names that it has inside."""
        names = [argument.name for argument in macro.args]
        given: _Known = {}
        for place, value in enumerate(one.args):
            if kind := self.regional(value, known):
                inside = place < len(names)
                given[names[place] if inside else "varargs"] = kind if inside else _Kind.SEVERAL
        for pair in one.kwargs:
            if kind := self.regional(pair.value, known):
                inside = pair.key in names
                given[pair.key if inside else "kwargs"] = kind if inside else _Kind.SEVERAL
        dynamic = [value for value in (one.dyn_args, one.dyn_kwargs) if value is not None]
        if self._any(dynamic, known):
            raise _MoreError
        return given

    def _other(self, one: nodes.Node, known: _Known) -> _Kind:
        """Refuse a regional value within an expression of a kind that does more with it."""
        if self._any(list(one.iter_child_nodes()), known):
            raise _MoreError
        return _Kind.NONE


def _refused(_one: object, _known: object) -> None:
    raise _MoreError


def _names(target: nodes.Node) -> Iterator[str]:
    if isinstance(target, nodes.Name):
        yield target.name
    elif isinstance(target, nodes.Tuple):
        for one in target.items:
            yield from _names(one)
    else:
        raise _MoreError
