"""Decorators of classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .drafts import Hook

__all__ = ["decorated"]


def decorated(node: ast.ClassDef) -> Iterator[Hook]:
    """Yield the hook that takes the place of the decorators of a class, if it has any."""
    if node.decorator_list:
        first = node.decorator_list[0]
        names = " and ".join(f"`{ast.unparse(_called(one))}`" for one in node.decorator_list)
        empty = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        method = ast.FunctionDef("", empty, [], [], lineno=first.lineno, end_lineno=first.end_lineno)
        yield Hook("decorate", method, (), f"`{node.name}` is decorated with {names}", first.lineno)


def _called(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node
