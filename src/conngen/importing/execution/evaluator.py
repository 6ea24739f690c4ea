"""What the expressions of an `__init__` come to."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

from ...model import FUNCTIONS
from . import formulas
from .context import ALL, COLLECTIONS, Context
from .known import Unsayable
from .questions import literal
from .sets import combined, some
from .state import State
from .texts import joined_string, percent
from .truths import as_bool, compare, truth
from .values import (
    Choice,
    Display,
    Function,
    Made,
    Members,
    Names,
    Star,
    Table,
    Thing,
    Value,
    complete,
    expression_of,
    items_of,
    merged,
    over,
)

__all__ = ["Evaluator"]

_SETS = {ast.BitOr: "union", ast.Sub: "difference", ast.BitAnd: "intersection"}
_DEPTH = 30
_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


class Evaluator:
    """Follows expressions.

    Parameters
    ----------
    context : `Context`
        What is around them.
    call : callable
        Follows a call: node and state to value.
    comprehension : callable
        Follows a comprehension: node and state to value.
    """

    def __init__(
        self,
        context: Context,
        call: Callable[[ast.Call, State], Value],
        comprehension: Callable[[ast.ListComp | ast.SetComp | ast.GeneratorExp, State], Value],
    ) -> None:
        self.context = context
        self.call = call
        self.comprehension = comprehension

    def test(self, node: ast.expr, state: State) -> ast.expr:
        """Return the condition that an expression is."""
        return truth(self.value(node, state))

    def value(self, node: ast.expr, state: State) -> Value:
        """Return what an expression comes to."""
        match node:
            case ast.Constant(value=value):
                return ast.Constant(value)
            case ast.Name(id=name):
                return self.name(name, state)
            case ast.Attribute():
                return self.attribute_node(node, state)
            case ast.BoolOp(op=op, values=values):
                return self.boolean(op, values, state)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return as_bool(formulas.negated(truth(self.value(operand, state))))
            case ast.Compare():
                return self.comparison(node, state)
            case ast.Call():
                return self.call(node, state)
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                return self.either(self.test(test, state), then, otherwise, state)
        return self.made(node, state)

    def made(self, node: ast.expr, state: State) -> Value:
        """Return what an expression that makes something comes to."""
        match node:
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return _display(type(node).__name__.lower(), self.elements(elements, state))
            case ast.Dict(keys=keys, values=values):
                return self.table(keys, values, state)
            case ast.JoinedStr(values=values):
                return joined_string(values, lambda one: self.value(one, state))
            case ast.BinOp(left=left, op=op, right=right):
                operands = [self.value(one, state) for one in (left, right)]
                sides = [self.members(one, state) if isinstance(one, Names) else one for one in operands]
                return self.binary(sides[0], op, sides[1])
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.value(operand, state)
                known = literal(inner) if isinstance(inner, ast.expr) else None
                return (
                    formulas.constant(-known[0]) if known else ast.UnaryOp(ast.USub(), expression_of(inner))
                )
            case ast.Subscript(value=inner_, slice=index) if not isinstance(index, ast.Slice):
                key = self.value(index, state)
                return over(self.value(inner_, state), lambda one: self.item(one, key, state))
            case ast.NamedExpr(target=ast.Name(id=name), value=inner_):
                state.names[name] = self.value(inner_, state)
                return state.names[name]
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self.comprehension(node, state)
        raise Unsayable(f"`{_short(node)}`")

    # --- names and attributes ---

    def name(self, name: str, state: State) -> Value:
        """Return what a name stands for."""
        if name in state.names:
            return state.names[name]
        file = self.context.file
        if name in file.constants:
            return self.module_constant(name, 0)
        if name in file.functions:
            return Function(name, file.functions[name])
        if name in file.imports or name in file.classes:
            if name in self.context.known.fields:
                raise Unsayable(f"`{name}` is imported, and a config field is called so too")
            return formulas.named(name)
        if name in FUNCTIONS or name in ("frozenset", "enumerate", "zip", "reversed"):
            return Function(name)
        raise Unsayable(f"`{name}`, which is not known")

    def module_constant(self, name: str, depth: int) -> Value:
        """Return the value of a constant of the module."""
        node = self.context.file.constants[name]
        if depth > _DEPTH:
            raise Unsayable(f"the constant `{name}`")
        try:
            return self.value(node, State(formulas.NONE))
        except Unsayable:
            raise Unsayable(f"the constant `{name}` of the module, which is no plain value") from None

    def attribute_node(self, node: ast.Attribute, state: State) -> Value:
        """Return an attribute; of something imported, its dotted name."""
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if (
            isinstance(root, ast.Name)
            and root.id not in state.names
            and root.id not in self.context.file.constants
        ):
            runtime = self.context.file.runtime(node)
            if runtime is not None:
                return Function(runtime)
            inner = self.name(root.id, state)
            if isinstance(inner, ast.Name):
                return ast.Attribute(expression_of(self.value(node.value, state)), node.attr, ast.Load())
        return over(self.value(node.value, state), lambda one: self.attribute(one, node.attr, state))

    def attribute(self, value: Value, name: str, state: State) -> Value:
        """Return an attribute of a value."""
        match value:
            case Thing.SELF:
                return self.own(name, state)
            case Thing.CONFIG:
                return formulas.named(name)
            case Made():
                arguments = complete(value)
                if name in arguments:
                    return arguments[name]
                raise Unsayable(f"the attribute `{name}` of a connection")
            case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Call():
                return ast.Attribute(value, name, ast.Load())
        raise Unsayable(f"the attribute `{name}` of something that is no value of the config")

    def own(self, name: str, state: State) -> Value:
        """Return an attribute of the connections."""
        if name == "config":
            return Thing.CONFIG
        if name == "dimensions":
            return state.dimensions
        if name in COLLECTIONS:
            return Names(name)
        if name in (ALL, f"_{ALL}"):
            return Names(ALL)
        if f"self.{name}" in state.names:
            return state.names[f"self.{name}"]
        return self.context.read(name, state)

    def item(self, value: Value, index: Value, state: State) -> Value:
        """Return an item of something."""
        known = literal(index) if isinstance(index, ast.expr) else None
        match value:
            case Thing.KEYWORDS if known == ("config",):
                return Thing.CONFIG
            case Names(collection="allConnections") if known is not None:
                return self.context.read(str(known[0]), state)
            case Table(items=table) if known is not None and known[0] in table:
                return table[known[0]]
            case Display(items=items) if known is not None and isinstance(known[0], int):
                if all(not isinstance(one, Star) for one in items) and -len(items) <= known[0] < len(items):
                    item = items[known[0]]
                    assert not isinstance(item, Star)
                    return item
            case ast.Constant(value=str() as text) if known is not None and isinstance(known[0], int):
                if -len(text) <= known[0] < len(text):
                    return ast.Constant(text[known[0]])
            case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Call() if isinstance(index, ast.expr):
                return ast.Subscript(value, index, ast.Load())
        raise Unsayable("an item of something that is not known")

    # --- conditions ---

    def boolean(self, op: ast.boolop, nodes: list[ast.expr], state: State) -> Value:
        """Return what ``and`` or ``or`` comes to: the operand that decides."""
        first = self.value(nodes[0], state)
        if len(nodes) == 1:
            return first
        every = isinstance(op, ast.And)
        test = truth(first)
        decided = formulas.holds(test)
        if decided is not None:
            return self.boolean(op, nodes[1:], state) if decided is every else first
        inner = state.within(test if every else formulas.negated(test))
        rest = self.boolean(op, nodes[1:], inner)
        _same_as_before(inner, state)
        if isinstance(first, ast.expr) and isinstance(rest, ast.expr):
            behind = rest.values if isinstance(rest, ast.BoolOp) and type(rest.op) is type(op) else [rest]
            return ast.BoolOp(op, [first, *behind])
        return merged(test, rest, first) if every else merged(test, first, rest)

    def comparison(self, node: ast.Compare, state: State) -> Value:
        """Return what a comparison comes to; that of several is that of each two."""
        values = [self.value(one, state) for one in (node.left, *node.comparators)]
        found: list[ast.expr] = []
        for i, sign in enumerate(node.ops):
            right = values[i + 1]
            if isinstance(right, Names):
                right = self.members(right, state)
            found.append(compare(values[i], formulas.sign_of(sign), right))
        return as_bool(formulas.both(*found))

    def members(self, names: Names, state: State) -> Members:
        """Return the connections of a kind as they are now."""
        context = self.context
        every = names.collection == ALL
        kind = COLLECTIONS.get(names.collection, "")
        return Members(
            tuple(
                (name, context.present(name, state, held=every))
                for name, made in state.made.items()
                if every or made.kind == kind
            )
        )

    def either(self, test: ast.expr, then: ast.expr, otherwise: ast.expr, state: State) -> Value:
        """Return one of two expressions."""
        truth_ = formulas.holds(test)
        if truth_ is not None:
            return self.value(then if truth_ else otherwise, state)
        arms: list[Value] = []
        for node, reached in ((then, test), (otherwise, formulas.negated(test))):
            inner = state.within(reached)
            arms.append(self.value(node, inner))
            _same_as_before(inner, state)
        return merged(test, arms[0], arms[1])

    # --- what is put together ---

    def elements(self, nodes: list[ast.expr], state: State) -> list[tuple[Value, bool]]:
        """Return the items of a list, each with whether it has a star."""
        return [
            (
                (self.value(node.value, state), True)
                if isinstance(node, ast.Starred)
                else (self.value(node, state), False)
            )
            for node in nodes
        ]

    def table(self, keys: list[ast.expr | None], values: list[ast.expr], state: State) -> Table:
        """Return a dictionary."""
        found: dict[str, Value] = {}
        for key, node in zip(keys, values, strict=True):
            value = self.value(node, state)
            known = None if key is None else self.value(key, state)
            if key is None and isinstance(value, Table):
                found.update(value.items)
            elif isinstance(known, ast.Constant) and isinstance(known.value, str):
                found[known.value] = value
            else:
                raise Unsayable("a dictionary whose keys are not plain")
        return Table(found)

    def binary(self, left: Value, op: ast.operator, right: Value) -> Value:
        """Return what an arithmetic operation comes to."""
        if isinstance(left, Choice | ast.IfExp):
            return over(left, lambda one: self.binary(one, op, right))
        if isinstance(right, Choice | ast.IfExp):
            return over(right, lambda one: self.binary(left, op, one))
        match left, op, right:
            case Display(kind=kind, items=items), ast.Add(), Display(kind=other, items=more) if kind == other:
                return Display(kind, (*items, *more))
            case Display(), ast.BitOr() | ast.Sub() | ast.BitAnd(), Display():
                return combined(left, _SETS[type(op)], right)
            case Members(), ast.Sub() | ast.BitAnd(), Display() | Members():
                return some(left, isinstance(op, ast.BitAnd), right)
            case ast.Constant(value=str() as text), ast.Mod(), _:
                return percent(text, right)
            case (ast.expr(), ast.Add(), ast.expr()) if _is_text(left) or _is_text(right):
                parts = [ast.FormattedValue(one, -1) for one in (left, right)]
                return joined_string(list(parts), lambda one: one)
            case (
                ast.expr(),
                ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.FloorDiv() | ast.Mod(),
                ast.expr(),
            ):
                return _computed(left, op, right)
        raise Unsayable("an operation that is not understood")


def _display(kind: str, parts: list[tuple[Value, bool]]) -> Value:
    """Return a list of items, and of the items of those with a star."""
    found: list[Value | Star] = []
    for i, (value, starred) in enumerate(parts):
        if starred and isinstance(value, Choice | ast.IfExp):
            return over(value, lambda one, i=i: _display(kind, [*parts[:i], (one, True), *parts[i + 1 :]]))  # type: ignore[misc]
        found += items_of(value) if starred else [value]
    return Display(kind, tuple(found))


def _same_as_before(state: State, before: State) -> None:
    """Refuse an expression that does something by a condition."""
    if state.is_remade(before) or any(before.names.get(name) is not one for name, one in state.names.items()):
        raise Unsayable("an expression that does something by a condition")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _computed(left: ast.expr, op: ast.operator, right: ast.expr) -> ast.expr:
    one, other = literal(left), literal(right)
    if one is None or other is None:
        return ast.BinOp(left, op, right)
    if not all(isinstance(value, int | float) for value in (*one, *other)):
        raise Unsayable("a computation with something else than numbers")
    try:
        return formulas.constant(_ARITHMETIC[type(op)](one[0], other[0]))
    except ArithmeticError:
        raise Unsayable("a computation that fails") from None


def _short(node: ast.expr) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
