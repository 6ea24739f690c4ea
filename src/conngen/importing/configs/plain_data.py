"""Plain data, and the expressions for it."""

from __future__ import annotations

import ast
import math
from typing import Any

from ..python_file import PythonFile

__all__ = ["NotPlain", "as_tree", "is_builtin", "is_number", "keyword_of", "member_of", "sized", "unpacked"]

_SIZE = 10_000


class NotPlain(Exception):
    """An expression has no value that can be told without running the module.

    Parameters
    ----------
    node : `ast.AST`
        The part of it that has none.
    """

    def __init__(self, node: ast.AST) -> None:
        super().__init__(ast.unparse(node))
        self.node = node


def as_tree(value: Any, place: ast.expr) -> ast.expr:
    """Return the expression of plain data as a `.conn` file has it, at the place of another.

    Raises
    ------
    NotPlain
        Raised if a `.conn` file has no such value.
    """
    match value:
        case float() if not math.isfinite(value):
            text = str(value)
            found: ast.expr = ast.Call(ast.Name("float", ast.Load()), [ast.Constant(text)], [])
        case int() | float() if not isinstance(value, bool) and value < 0:
            found = ast.UnaryOp(ast.USub(), ast.Constant(-value))
        case None | bool() | int() | float() | str():
            found = ast.Constant(value)
        case list() | tuple():
            found = ast.List([as_tree(one, place) for one in value], ast.Load())
        case set() | frozenset():
            found = ast.List([as_tree(one, place) for one in sorted(value, key=repr)], ast.Load())
        case dict():
            found = ast.Dict(
                [as_tree(key, place) for key in value], [as_tree(one, place) for one in value.values()]
            )
        case _:
            raise NotPlain(place)
    return ast.fix_missing_locations(ast.copy_location(found, place))


def is_builtin(file: PythonFile, name: str) -> bool:
    """Whether a name of Python's own means that in a module."""
    return not (
        name in file.imports or name in file.constants or name in file.functions or name in file.classes
    )


def member_of(node: ast.ClassDef, name: str) -> ast.expr | None:
    """Return what a class assigns to one of its attributes."""
    for statement in reversed(node.body):
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                return value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                return value
    return None


def keyword_of(keywords: list[ast.keyword], name: str) -> ast.expr | None:
    """Return the argument of a name."""
    return next((keyword.value for keyword in keywords if keyword.arg == name), None)


def unpacked(target: ast.expr, value: Any) -> dict[str, Any]:
    """Return the values of the variables in a target."""
    match target:
        case ast.Name(id=name):
            return {name: value}
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            values = list(value)
            if len(values) != len(targets):
                raise NotPlain(target)
            return {
                key: inner
                for one, part in zip(targets, values, strict=True)
                for key, inner in unpacked(one, part).items()
            }
    raise NotPlain(target)


def is_number(value: object) -> bool:
    """Whether a value is a number, and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def sized(node: ast.expr, value: Any) -> Any:
    """Return a value that is not too large to work with; of what it is made of is named if it is."""
    if isinstance(value, int) and abs(value) > 10**40:
        raise NotPlain(node)
    if isinstance(value, str | list | tuple | dict | set) and len(value) > _SIZE:
        raise NotPlain(node)
    return value
