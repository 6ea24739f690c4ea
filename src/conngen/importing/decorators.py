"""Decorators of classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..vocabulary import WARNINGS
from .drafts import Hook
from .python_file import PythonFile, dotted_name

__all__ = ["decorated", "decorator"]


def decorator(node: ast.ClassDef, file: PythonFile) -> ast.expr | None:
    """Return the one decorator of a class that a `.conn` file can name: an imported one, called with plain values."""
    match node.decorator_list:
        case [ast.Call(func=function, args=positional, keywords=keywords) as call]:
            values = [*positional, *(one.value for one in keywords)]
            plain = all(isinstance(one, ast.Constant) or _is_warning(one) for one in values)
            named = all(one.arg is not None for one in keywords)
            return call if plain and named and _is_imported(function, file) else None
        case [ast.Name() | ast.Attribute() as name]:
            return name if _is_imported(name, file) else None
    return None


def _is_imported(node: ast.expr, file: PythonFile) -> bool:
    return (dotted_name(node) or "").partition(".")[0] in file.imports


def _is_warning(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in WARNINGS


def decorated(node: ast.ClassDef, file: PythonFile) -> Iterator[Hook]:
    """Yield the hook that takes the place of the decorators of a class, if it has any that can't be named."""
    if node.decorator_list and decorator(node, file) is None:
        first = node.decorator_list[0]
        names = " and ".join(f"`{ast.unparse(_called(one))}`" for one in node.decorator_list)
        empty = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        method = ast.FunctionDef("", empty, [], [], lineno=first.lineno, end_lineno=first.end_lineno)
        yield Hook("decorate", method, (), f"`{node.name}` is decorated with {names}", first.lineno)


def _called(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node
