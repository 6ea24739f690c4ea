"""Parts of a declaration as a `.conn` file writes them."""

from __future__ import annotations

import ast
import copy
import inspect

__all__ = ["Unsayable", "doc_lines", "expression", "filled", "quoted"]

_WIDTH = 96
"""The longest part of a doc on one line, in characters."""

_SAYABLE = (
    *(
        ast.Name,
        ast.Attribute,
        ast.Subscript,
        ast.Slice,
        ast.Call,
        ast.Constant,
        ast.List,
        ast.Starred,
        ast.Dict,
        ast.UnaryOp,
    ),
    *(ast.BoolOp, ast.Compare, ast.BinOp, ast.IfExp, ast.JoinedStr, ast.FormattedValue),
)
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


class Unsayable(Exception):
    """An expression that a `.conn` file has no words for.

    Parameters
    ----------
    node : `ast.AST`
        The part of it.
    """

    def __init__(self, node: ast.AST) -> None:
        super().__init__(ast.unparse(node))
        self.node = node


def expression(node: ast.expr) -> str:
    """Return an expression as a `.conn` file writes it.

    Raises
    ------
    Unsayable
        Raised if the language has no such expression.
    """
    return ast.unparse(_Plain().visit(copy.deepcopy(node)))


class _Plain(ast.NodeTransformer):
    """Turns tuples and sets into lists, and refuses what the grammar does not have."""

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        self.generic_visit(node)
        return ast.List(node.elts, ast.Load())

    def visit_Set(self, node: ast.Set) -> ast.expr:
        self.generic_visit(node)
        return ast.List(node.elts, ast.Load())

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr) and not isinstance(node, (*_SAYABLE, ast.Tuple, ast.Set)):
            raise Unsayable(node)
        match node:
            case ast.BinOp(op=operator) if not isinstance(operator, _OPERATORS):
                raise Unsayable(node)
            case ast.UnaryOp(op=operator) if not isinstance(operator, ast.Not | ast.USub):
                raise Unsayable(node)
            case ast.Call(keywords=keywords) if any(one.arg is None for one in keywords):
                raise Unsayable(node)
            case ast.Constant(value=value) if value is not None and not isinstance(value, str | int | float):
                raise Unsayable(node)
            case ast.Dict(keys=keys) if None in keys:
                raise Unsayable(node)
        return super().generic_visit(node)


def filled(node: ast.expr) -> str:
    """Return the text of a string whose braces hold config fields or loop variables: of ``f"a{n}"``, ``a{n}``.

    Raises
    ------
    Unsayable
        Raised if it is no string.
    """
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            return "".join(filled(value) for value in values)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return f"{{{expression(value)}}}"
    raise Unsayable(node)


def quoted(text: str) -> str:
    """Return a string literal on one line."""
    literal = repr(text)
    if literal.startswith("'") and '"' not in text:
        literal = f'"{literal[1:-1]}"'.replace("\\'", "'")
    return literal


def doc_lines(text: str, long: bool = False) -> list[str]:
    """Return the lines of a doc: one string in triple quotes, or strings that together are the text.

    Parameters
    ----------
    text : `str`
        The doc.
    long : `bool`, optional
        Whether triple quotes are wanted also of a single line.
    """
    if (
        (long or "\n" in text.strip("\n"))
        and inspect.cleandoc(text) == text
        and not text.endswith(('"', "\\"))
    ):
        return ['"""' + text.replace("\\", "\\\\").replace('"""', '\\"""') + '"""']
    lines: list[str] = []
    rest = text
    while len(rest) > _WIDTH or "\n" in rest[:-1]:
        cut = _cut(rest)
        lines.append(quoted(rest[:cut]))
        rest = rest[cut:]
    return [*lines, quoted(rest)]


def _cut(text: str) -> int:
    """Return where to break a long text: behind a line end, or behind the last space that fits."""
    end = text.find("\n", 0, _WIDTH + 1)
    if end >= 0:
        return end + 1
    space = text.rfind(" ", 0, _WIDTH)
    return space + 1 if space > 0 else _WIDTH
