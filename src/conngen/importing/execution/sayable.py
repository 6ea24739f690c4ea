"""Which expressions the language has words for."""

from __future__ import annotations

import ast

from ..drafts import Switch
from .known import Unsayable

__all__ = ["check", "check_switch"]

_NODES = (
    *(
        ast.Name,
        ast.Attribute,
        ast.Subscript,
        ast.Call,
        ast.Constant,
        ast.List,
        ast.Starred,
        ast.Dict,
        ast.Tuple,
    ),
    *(ast.UnaryOp, ast.BoolOp, ast.Compare, ast.BinOp, ast.IfExp, ast.JoinedStr, ast.FormattedValue),
)
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)


def check(node: ast.expr, *, formats: bool = False) -> None:
    """Refuse an expression that the language has no words for; only messages can have formats."""
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id="self"):
                raise Unsayable(f"`{ast.unparse(node)}`, which the class and not the config decides")
            case ast.expr() if not isinstance(inner, _NODES):
                raise Unsayable(f"`{ast.unparse(node)}`")
            case ast.FormattedValue(conversion=conversion, format_spec=shape) if not formats and (
                conversion != -1 or shape
            ):
                raise Unsayable(f"the format in `{ast.unparse(node)}`")
            case ast.Call(keywords=[_, *_]):
                raise Unsayable(f"the call in `{ast.unparse(node)}`")
            case ast.BinOp(op=op) if not isinstance(op, _OPERATORS):
                raise Unsayable(f"`{ast.unparse(node)}`")


def check_switch(switch: Switch | None) -> None:
    """Refuse a value that the language has no words for."""
    if switch is None:
        return
    for condition, value in switch.cases:
        check(condition)
        check(value)
    if switch.otherwise is not None:
        check(switch.otherwise)
