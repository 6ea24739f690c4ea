"""The opposite of a condition, as a person would write it."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ..drafts import FieldDraft

__all__ = ["both", "conjuncts", "flipped", "opposite"]

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ORDERED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
}


def opposite(node: ast.expr, fields: Mapping[str, FieldDraft]) -> ast.expr:
    """Return the opposite of a condition.

    Parameters
    ----------
    node : `ast.expr`
        The condition.
    fields : mapping from `str` to `FieldDraft`
        The config fields that are known, by name.
    """
    found = flipped(node, fields)
    return found if found is not None else ast.copy_location(ast.UnaryOp(ast.Not(), node), node)


def flipped(node: ast.expr, fields: Mapping[str, FieldDraft]) -> ast.expr | None:
    """Return the opposite of a condition if that takes no more words, else `None`; parameters as for `opposite`."""
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            other = _FLIPPED.get(type(op))
            if other is None and _is_whole(left, fields) and _is_whole(right, fields):
                other = _ORDERED.get(type(op))
            if other is not None:
                return ast.copy_location(ast.Compare(left, [other()], [right]), node)
        case ast.BoolOp(op=op, values=values):
            parts = [flipped(one, fields) for one in values]
            found = [one for one in parts if one is not None]
            if len(found) == len(parts):
                turned = ast.Or() if isinstance(op, ast.And) else ast.And()
                return ast.copy_location(ast.BoolOp(turned, found), node)
    return None


def conjuncts(node: ast.expr) -> list[ast.expr]:
    """Return the parts of a condition that all have to hold."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        return [part for value in node.values for part in conjuncts(value)]
    return [node]


def both(*nodes: ast.expr | None) -> ast.expr | None:
    """Return the condition that holds when all of some do; `None` stands for one that always does."""
    parts = [part for node in nodes if node is not None for part in conjuncts(node)]
    if len(parts) < 2:
        return parts[0] if parts else None
    return ast.copy_location(ast.BoolOp(ast.And(), parts), parts[0])


def _is_whole(node: ast.expr, fields: Mapping[str, FieldDraft]) -> bool:
    """Whether a value is a whole number: of others, one that is not less need not be greater or equal."""
    match node:
        case ast.Constant(value=int()):
            return not isinstance(node.value, bool)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _is_whole(operand, fields)
        case ast.Call(func=ast.Name(id="len")):
            return True
        case ast.Name(id=name) if name in fields:
            known = fields[name]
            return known.type in ("scalar", "range", "choice") and known.basic == ("int",)
    return False
