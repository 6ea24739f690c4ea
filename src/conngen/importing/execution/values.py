"""What the variables of an `__init__` can hold while it is followed without being run.

A plain value of the config is an expression over config fields; the others are told apart by their class.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable
from typing import Union

from ...records import dataclass
from ...vocabulary import CONNECTION_FLAGS, KINDS
from . import formulas
from .known import Unsayable

__all__ = [
    "RUNTIME_KINDS",
    "Choice",
    "Display",
    "Function",
    "KindOf",
    "Made",
    "Members",
    "Names",
    "Star",
    "Table",
    "Thing",
    "Value",
    "alike",
    "attribute_of",
    "complete",
    "defaults",
    "expression_of",
    "items_of",
    "merged",
    "over",
]

RUNTIME_KINDS = {kind.runtime: kind.name for kind in KINDS.values()}
"""The kinds of connections by the names of their classes."""


class Thing(enum.Enum):
    """What is there once."""

    SELF = "the connections"
    CONFIG = "the config"
    KEYWORDS = "the keyword arguments"


@dataclass(frozen=True)
class Names:
    """A set of the connections of one kind, ``self.inputs``; ``allConnections`` for all of them."""

    collection: str


@dataclass(frozen=True, eq=False)
class Members:
    """The names of connections as they were at one point, each with the condition under which it was among them.

    Parameters
    ----------
    items : `tuple`
        Names and conditions.
    what : `str`
        ``keys``, or ``values`` or ``items`` of ``allConnections``.
    """

    items: tuple[tuple[str, ast.expr], ...]
    what: str = "keys"


@dataclass(frozen=True, eq=False)
class Star:
    """All items of something that only the config knows."""

    source: ast.expr


@dataclass(frozen=True, eq=False)
class Display:
    """A list, a tuple or a set; what is one in Python is one here, so that a change of it is seen everywhere."""

    kind: str
    items: tuple[Value | Star, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """A dictionary with strings as keys."""

    items: dict[str, Value]


@dataclass(frozen=True, eq=False)
class Made:
    """A connection: the runtime's objects are frozen, so that this is a value."""

    kind: str
    arguments: dict[str, Value]
    name: str = ""


@dataclass(frozen=True)
class KindOf:
    """The class of a connection."""

    kind: str


@dataclass(frozen=True, eq=False)
class Function:
    """A function, by its full name; one of the module or the class with its definition."""

    name: str
    definition: ast.FunctionDef | None = None
    bound: bool = False


@dataclass(frozen=True, eq=False)
class Choice:
    """One of two values, by a condition."""

    test: ast.expr
    then: Value
    otherwise: Value


Value = Union[  # noqa: UP007 - names itself in annotations above
    ast.expr, Thing, Names, Members, Display, Table, Made, KindOf, Function, Choice
]


def defaults(kind: str) -> dict[str, Value]:
    """Return what the runtime takes for arguments that a connection is not given, by name."""
    found: dict[str, Value] = {"doc": ast.Constant("")}
    if kind in KINDS and KINDS[kind].dimensioned:
        found["dimensions"] = Display("tuple", ())
    for flag in CONNECTION_FLAGS.values():
        if flag.runtime and (kind in flag.kinds or not kind):
            found[flag.name] = ast.Constant(flag.default)  # type: ignore[arg-type]
    return found


def complete(made: Made) -> dict[str, Value]:
    """Return all arguments of a connection, those that it was not given included."""
    return {**defaults(made.kind), **made.arguments}


def attribute_of(connection: str, attribute: str) -> ast.expr:
    """Return what stands for an attribute as the class and the config make it: ``self.x.name``."""
    return ast.Attribute(ast.Attribute(formulas.named("self"), connection, ast.Load()), attribute, ast.Load())


def over(value: Value, function: Callable[[Value], Value]) -> Value:
    """Apply a function to a value, or to each that it may be."""
    if isinstance(value, Choice):
        return merged(value.test, over(value.then, function), over(value.otherwise, function))
    if isinstance(value, ast.IfExp):
        return merged(value.test, over(value.body, function), over(value.orelse, function))
    return function(value)


def merged(test: ast.expr, then: Value, otherwise: Value) -> Value:
    """Return the value that is one or the other, by a condition."""
    truth = formulas.holds(test)
    if truth is not None:
        return then if truth else otherwise
    if alike(then, otherwise):
        return then
    if isinstance(then, ast.expr) and isinstance(otherwise, ast.expr):
        return ast.IfExp(test, then, otherwise)
    if isinstance(then, Made) and isinstance(otherwise, Made) and _is_one_kind(then, otherwise):
        first, second = complete(then), complete(otherwise)
        arguments = {name: merged(test, first[name], second[name]) for name in first if name in second}
        return Made(then.kind or otherwise.kind, arguments, then.name if then.name == otherwise.name else "")
    return Choice(test, then, otherwise)


def _is_one_kind(one: Made, other: Made) -> bool:
    """Whether two connections are of one kind; that of a connection of an unknown base may not be known."""
    return not one.kind or not other.kind or one.kind == other.kind


def alike(one: Value | Star, other: Value | Star) -> bool:
    """Whether two values are the same, as far as can be told."""
    if one is other:
        return True
    match one, other:
        case ast.expr(), ast.expr():
            return formulas.same(one, other)
        case Star(source=first), Star(source=second):
            return formulas.same(first, second)
        case Display(), Display():
            if "set" in one.kind and "set" in other.kind:
                return {_key(item) for item in one.items} == {_key(item) for item in other.items}
            return len(one.items) == len(other.items) and all(map(alike, one.items, other.items))
        case Table(items=first_), Table(items=second_):
            return list(first_) == list(second_) and all(
                alike(first_[name], second_[name]) for name in first_
            )
        case Made(), Made():
            had, has = complete(one), complete(other)
            return (
                one.kind == other.kind
                and had.keys() == has.keys()
                and all(alike(had[i], has[i]) for i in had)
            )
        case Choice(), Choice():
            return (
                formulas.same(one.test, other.test)
                and alike(one.then, other.then)
                and alike(one.otherwise, other.otherwise)
            )
    return not isinstance(one, ast.expr | Star | Display | Table | Made | Choice | Members) and one == other


def _key(item: Value | Star) -> str:
    if isinstance(item, Star):
        return f"*{formulas.key(item.source)}"
    return formulas.key(item) if isinstance(item, ast.expr) else str(id(item))


def items_of(value: Value) -> tuple[Value | Star, ...]:
    """Return the items of something that can be gone through."""
    match value:
        case Display(items=items):
            return items
        case Table(items=table):
            return tuple(ast.Constant(name) for name in table)
        case ast.Constant(value=str() as text):
            return tuple(ast.Constant(one) for one in text)
        case ast.Call(func=ast.Name(id="list" | "tuple" | "sorted"), args=[source], keywords=[]):
            return (Star(source),)
        case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Call():
            return (Star(value),)
    raise Unsayable("something is gone through that is no list")


def expression_of(value: Value) -> ast.expr:
    """Return a value as an expression of the language; a list, a tuple and a set are lists there."""
    match value:
        case ast.IfExp(test=test, body=then, orelse=otherwise):
            return ast.IfExp(test, expression_of(then), expression_of(otherwise))
        case ast.expr():
            return value
        case Display(kind=kind, items=items):
            elements = [_element(item) for item in items]
            return formulas.listed(
                {formulas.key(one): one for one in elements}.values() if "set" in kind else elements
            )
        case Choice(test=test, then=then_, otherwise=otherwise_):
            return ast.IfExp(test, expression_of(then_), expression_of(otherwise_))
        case Function(name=name, definition=ast.FunctionDef()):
            return formulas.named(name)
        case Table(items=table):
            keys: list[ast.expr | None] = [ast.Constant(name) for name in table]
            return ast.Dict(keys, [expression_of(one) for one in table.values()])
    raise Unsayable("a value that is no plain value of the config")


def _element(item: Value | Star) -> ast.expr:
    return ast.Starred(item.source, ast.Load()) if isinstance(item, Star) else expression_of(item)
