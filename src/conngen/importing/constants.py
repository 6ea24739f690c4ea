"""Values of a Python module that are known without executing it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping
from typing import Any

from .python_file import PythonFile, dotted_name

__all__ = ["Constants"]

_DEPTH = 30


class Constants:
    """Puts the constants of a module into expressions.

    Parameters
    ----------
    file : `PythonFile`
        The module.
    local : mapping from `str` to `ast.expr`, optional
        Further names and what they stand for.
    """

    def __init__(self, file: PythonFile, local: Mapping[str, ast.expr] | None = None) -> None:
        self.file = file
        self.local = dict(local or {})

    def literal(self, node: ast.expr) -> Any:
        """Return the plain value of an expression; `...` if it has none that is known."""
        try:
            return _evaluate(self.fold(node), 0)
        except _Unknown:
            return ...

    def fold(self, node: ast.expr) -> ast.expr:
        """Return an expression with what is known put in: constants of the module, and sums of strings.

        The result keeps the place of the expression. What is not known stays as it was written.
        """
        folded = _Folder(self, 0).visit(copy.deepcopy(node))
        assert isinstance(folded, ast.expr)
        return folded


class _Unknown(Exception):
    """There is no value that can be known."""


class _Folder(ast.NodeTransformer):
    def __init__(self, constants: Constants, depth: int) -> None:
        self.constants = constants
        self.depth = depth

    def visit_Name(self, node: ast.Name) -> ast.expr:
        known = self.constants.local.get(node.id) or self.constants.file.constants.get(node.id)
        if known is None or self.depth > _DEPTH:
            return node
        value = _Folder(self.constants, self.depth + 1).visit(copy.deepcopy(known))
        return ast.copy_location(value, node) if _is_plain(value) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return _computed(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        self.generic_visit(node)
        return _computed(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Constant(), attr="format" | "strip" | "join" | "lower")
            ):
                return _computed(node)
            case ast.Call(
                func=ast.Name(id="set" | "frozenset" | "tuple" | "list"), args=[inner], keywords=[]
            ) if _is_literal(inner):
                return inner
        return node

    def visit_List(self, node: ast.List) -> ast.expr:
        self.generic_visit(node)
        node.elts = _spread(node.elts)
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        self.generic_visit(node)
        node.elts = _spread(node.elts)
        return node

    def visit_Set(self, node: ast.Set) -> ast.expr:
        self.generic_visit(node)
        node.elts = _spread(node.elts)
        return node


def _spread(elements: list[ast.expr]) -> list[ast.expr]:
    """Put the items of starred literals in their place."""
    found: list[ast.expr] = []
    for one in elements:
        if isinstance(one, ast.Starred) and isinstance(one.value, ast.List | ast.Tuple | ast.Set):
            found += one.value.elts
        else:
            found.append(one)
    return found


def _computed(node: ast.expr) -> ast.expr:
    """Return the string, number or list that an expression comes to, or the expression."""
    match node:
        case ast.BinOp(
            left=ast.List() | ast.Tuple() as left, op=ast.Add(), right=ast.List() | ast.Tuple() as right
        ):
            return ast.copy_location(type(left)([*left.elts, *right.elts], ast.Load()), node)
    try:
        value = _evaluate(node, 0)
    except _Unknown:
        return node
    return ast.copy_location(ast.Constant(value), node) if isinstance(value, str | int | float) else node


def _is_literal(node: ast.expr) -> bool:
    """Whether an expression is a plain value, or a list or dictionary of such."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=ast.Constant()):
            return True
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return all(_is_literal(one) for one in elements)
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and _is_literal(key) for key in keys) and all(map(_is_literal, values))
    return False


def _is_plain(node: ast.expr) -> bool:
    """Whether an expression is made of plain values and dotted names."""
    match node:
        case ast.Name() | ast.Attribute():
            return dotted_name(node) is not None
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return all(_is_plain(one) for one in elements)
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and _is_literal(key) for key in keys) and all(map(_is_plain, values))
    return _is_literal(node)


def _evaluate(node: ast.expr, depth: int) -> Any:
    """Return the value of an expression of literals."""
    if depth > _DEPTH:
        raise _Unknown
    below = depth + 1
    match node:
        case ast.Constant(value=value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            value = _evaluate(operand, below)
            if isinstance(value, int | float):
                return -value
        case ast.List(elts=elements):
            return [_evaluate(one, below) for one in elements]
        case ast.Tuple(elts=elements):
            return tuple(_evaluate(one, below) for one in elements)
        case ast.Set(elts=elements):
            return {_evaluate(one, below) for one in elements}
        case ast.Dict(keys=keys, values=values):
            if all(key is not None for key in keys):
                return {
                    _evaluate(key, below): _evaluate(value, below)
                    for key, value in zip(keys, values, strict=True)
                    if key is not None
                }
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _evaluate(left, below), _evaluate(right, below)
            if type(first) is type(second) and isinstance(first, str | list | tuple | int | float):
                return first + second
        case ast.BinOp(left=left, op=ast.Mod(), right=right):
            first, second = _evaluate(left, below), _evaluate(right, below)
            if isinstance(first, str):
                try:
                    return first % second
                except (TypeError, ValueError):
                    raise _Unknown from None
        case ast.JoinedStr(values=values):
            return "".join(_formatted(value, below) for value in values)
        case ast.Call(func=ast.Attribute(value=inner, attr="join"), args=[items], keywords=[]):
            separator, strings = _evaluate(inner, below), _evaluate(items, below)
            listed = isinstance(strings, list | tuple) and all(isinstance(one, str) for one in strings)
            if isinstance(separator, str) and listed:
                return separator.join(strings)
        case ast.Call(func=ast.Attribute(value=inner, attr="strip" | "lower" as name), args=[], keywords=[]):
            text = _evaluate(inner, below)
            if isinstance(text, str):
                return text.strip() if name == "strip" else text.lower()
    raise _Unknown


def _formatted(node: ast.expr, depth: int) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            found = _evaluate(value, depth)
            if isinstance(found, str | int):
                return str(found)
    raise _Unknown
