"""Calls that are worked out at once, since all that they are given is known."""

from __future__ import annotations

import ast

from . import formulas
from .known import Unsayable
from .questions import literal
from .values import Display, Star, Table, Value, expression_of

__all__ = ["FOLDED", "folded", "paired", "view"]

FOLDED = frozenset(
    {
        *("split", "rsplit", "partition", "rpartition", "join", "replace", "removeprefix", "removesuffix"),
        *("startswith", "endswith", "count", "find", "index", "isdigit"),
        *("lower", "upper", "title", "capitalize", "strip", "lstrip", "rstrip"),
    }
)
"""Methods of strings that are worked out for literals."""


def view(table: dict[str, Value], name: str) -> Value:
    """Return the keys, the values or the items of a dictionary, or a copy of it."""
    keys = [ast.Constant(one) for one in table]
    match name:
        case "keys":
            return Display("list", tuple(keys))
        case "values":
            return Display("list", tuple(table.values()))
        case "items":
            pairs = zip(keys, table.values(), strict=True)
            return Display("list", tuple(Display("tuple", pair) for pair in pairs))
    return Table(dict(table))


def paired(name: str, lists: list[tuple[Value | Star, ...]]) -> Value:
    """Return what ``enumerate``, ``zip`` or ``reversed`` gives."""
    if not lists or any(isinstance(item, Star) for items in lists for item in items):
        raise Unsayable(f"a call of `{name}` with what only the config knows")
    if name == "reversed":
        return Display("list", tuple(reversed(lists[0])))
    if name == "enumerate":
        lists = [tuple(ast.Constant(i) for i in range(len(lists[0]))), lists[0]]
    pairs = zip(*lists, strict=False)
    return Display("list", tuple(Display("tuple", tuple(pair)) for pair in pairs))


def folded(value: ast.expr, text: str, name: str, positional: list[Value]) -> Value:
    """Return what a method of a literal string comes to."""
    if len(positional) == 1 and isinstance(positional[0], Display):
        items = positional[0].items
        if name == "join" and all(
            isinstance(one, ast.Constant) and isinstance(one.value, str) for one in items
        ):
            return ast.Constant(text.join(str(one.value) for one in items if isinstance(one, ast.Constant)))
    arguments = [expression_of(one) for one in positional]
    known = [literal(one) for one in arguments]
    if any(one is None for one in known):
        return formulas.call(ast.Attribute(value, name, ast.Load()), *arguments)
    try:
        found = getattr(text, name)(*(one[0] for one in known if one is not None))
    except (TypeError, ValueError):
        raise Unsayable(f"a call of `{name}` that fails") from None
    if isinstance(found, list | tuple):
        return Display("list", tuple(ast.Constant(one) for one in found))
    return formulas.constant(found)
