"""Expressions and conditions put together from others, with what is plain worked out at once.

Nodes are shared and never changed. A *condition* counts by its truth alone; an *expression* by its value.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ..python_file import dotted_name

__all__ = [
    "FALSE",
    "NEGATED",
    "NONE",
    "SIGNS",
    "TRUE",
    "both",
    "call",
    "chosen",
    "compared",
    "constant",
    "either",
    "holds",
    "key",
    "listed",
    "named",
    "negated",
    "path",
    "plain",
    "same",
    "shown",
    "sign_of",
    "written",
]

TRUE: ast.expr = ast.Constant(True)
FALSE: ast.expr = ast.Constant(False)
NONE: ast.expr = ast.Constant(None)

SIGNS: dict[str, ast.cmpop] = {
    "==": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    ">": ast.Gt(),
    "<=": ast.LtE(),
    ">=": ast.GtE(),
    "is": ast.Is(),
    "is not": ast.IsNot(),
    "in": ast.In(),
    "not in": ast.NotIn(),
}
"""The operators of comparisons as they are written."""

NEGATED = {"==": "!=", "!=": "==", "is": "is not", "is not": "is", "in": "not in", "not in": "in"}
"""The operators whose opposite is the other one, whatever is compared."""

_WRITTEN = {type(node): sign for sign, node in SIGNS.items()}


def key(node: ast.AST) -> str:
    """Return what two nodes have in common if they say the same."""
    return ast.dump(node)


def same(one: ast.AST, other: ast.AST) -> bool:
    """Whether two nodes say the same in the same words."""
    return one is other or key(one) == key(other)


def shown(node: ast.expr) -> str:
    """Return an expression as text."""
    return ast.unparse(node)


def path(node: ast.expr) -> str | None:
    """Return ``a.b.c`` of an expression that is just that."""
    return dotted_name(node)


def constant(value: object) -> ast.expr:
    """Return a literal."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)  # type: ignore[arg-type]


def named(name: str) -> ast.Name:
    """Return a name."""
    return ast.Name(name, ast.Load())


def listed(items: Iterable[ast.expr]) -> ast.List:
    """Return a list."""
    return ast.List(list(items), ast.Load())


def call(function: str | ast.expr, *arguments: ast.expr) -> ast.Call:
    """Return the call of a function."""
    return ast.Call(named(function) if isinstance(function, str) else function, list(arguments), [])


def holds(condition: ast.expr) -> bool | None:
    """Return what a condition comes to, if that is plain."""
    return bool(condition.value) if isinstance(condition, ast.Constant) else None


def compared(left: ast.expr, sign: str, right: ast.expr) -> ast.Compare:
    """Return a comparison."""
    return ast.Compare(left, [SIGNS[sign]], [right])


def sign_of(node: ast.cmpop) -> str:
    """Return an operator as it is written."""
    return _WRITTEN[type(node)]


def negated(condition: ast.expr) -> ast.expr:
    """Return the opposite of a condition."""
    match condition:
        case ast.Constant(value=value):
            return FALSE if value else TRUE
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.Compare(left=left, ops=[operator], comparators=[right]) if sign_of(operator) in NEGATED:
            return compared(left, NEGATED[sign_of(operator)], right)
    return ast.UnaryOp(ast.Not(), condition)


def both(*conditions: ast.expr) -> ast.expr:
    """Return what holds if all conditions do."""
    return _joined(ast.And(), conditions)


def either(*conditions: ast.expr) -> ast.expr:
    """Return what holds if one of some conditions does."""
    return _joined(ast.Or(), conditions)


def _joined(operator: ast.boolop, conditions: Iterable[ast.expr]) -> ast.expr:
    every = isinstance(operator, ast.And)
    kept: dict[str, ast.expr] = {}
    for one in _flat(operator, conditions):
        truth = holds(one)
        if truth is None:
            if key(negated(one)) in kept:
                return FALSE if every else TRUE
            kept.setdefault(key(one), one)
        elif truth is not every:
            return FALSE if every else TRUE
    if not kept:
        return TRUE if every else FALSE
    parts = list(kept.values())
    return parts[0] if len(parts) == 1 else ast.BoolOp(operator, parts)


def _flat(operator: ast.boolop, conditions: Iterable[ast.expr]) -> Iterator[ast.expr]:
    for one in conditions:
        if isinstance(one, ast.BoolOp) and type(one.op) is type(operator):
            yield from _flat(operator, one.values)
        else:
            yield one


def chosen(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """Return what holds if a test does and one condition, or does not and the other."""
    truth = holds(test)
    if truth is not None:
        return then if truth else otherwise
    if same(then, otherwise):
        return then
    first, second = holds(then), holds(otherwise)
    if first is not None and second is not None:
        return test if first else negated(test)
    if first is not None:
        return either(test, otherwise) if first else both(negated(test), otherwise)
    if second is not None:
        return either(negated(test), then) if second else both(test, then)
    return either(both(test, then), both(negated(test), otherwise))


def plain(node: ast.expr) -> ast.expr:
    """Return a literal string or number without what it was written like, so that equal ones are the same."""
    if isinstance(node, ast.Constant):
        return ast.Constant(node.value)
    return node


def written(node: ast.expr) -> str:
    """Return an expression as text, with no more brackets than are needed."""
    match node:
        case ast.BoolOp(op=op, values=values):
            word = " and " if isinstance(op, ast.And) else " or "
            inner = (ast.BoolOp, ast.IfExp)
            return word.join(
                f"({written(one)})" if isinstance(one, inner) else written(one) for one in values
            )
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            loose = isinstance(operand, ast.BoolOp | ast.IfExp)
            return f"not ({written(operand)})" if loose else f"not {written(operand)}"
        case ast.IfExp(test=test, body=then, orelse=otherwise):
            first = f"({written(then)})" if isinstance(then, ast.IfExp) else written(then)
            asked = f"({written(test)})" if isinstance(test, ast.IfExp) else written(test)
            return f"{first} if {asked} else {written(otherwise)}"
    return ast.unparse(node)
