"""Whether values hold, and how they compare."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from . import formulas
from .known import Unsayable
from .questions import literal
from .values import (
    Choice,
    Display,
    Function,
    KindOf,
    Made,
    Members,
    Names,
    Star,
    Table,
    Thing,
    Value,
    expression_of,
    merged,
)

__all__ = ["as_bool", "compare", "member", "truth"]

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda one, other: one in other,
    "not in": lambda one, other: one not in other,
}


def truth(value: Value) -> ast.expr:
    """Return the condition under which a value counts as true."""
    match value:
        case Choice(test=test, then=then, otherwise=otherwise):
            return formulas.chosen(test, truth(then), truth(otherwise))
        case Display(items=items):
            if any(not isinstance(item, Star) for item in items):
                return formulas.TRUE
            return formulas.either(*(truth(item.source) for item in items if isinstance(item, Star)))
        case Table(items=table):
            return formulas.TRUE if table else formulas.FALSE
        case Members(items=members):
            return formulas.either(*(test for _, test in members))
        case Names():
            raise Unsayable("it is asked whether there are connections of a kind")
        case ast.expr():
            return _truth(value)
    return formulas.TRUE


def as_bool(condition: ast.expr) -> ast.expr:
    """Return `True` or `False` as a condition tells, where it may be something else: the value of a field, say."""
    match condition:
        case ast.Constant(value=bool()) | ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return condition
        case ast.Call(func=ast.Name(id="bool" | "isinstance" | "any" | "all")):
            return condition
    return formulas.call("bool", condition)


def _truth(value: ast.expr) -> ast.expr:
    match value:
        case ast.Constant(value=plain):
            return formulas.TRUE if plain else formulas.FALSE
        case ast.BoolOp(op=ast.And(), values=values):
            return formulas.both(*map(_truth, values))
        case ast.BoolOp(values=values):
            return formulas.either(*map(_truth, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return formulas.negated(_truth(operand))
        case ast.IfExp(test=test, body=then, orelse=otherwise):
            return formulas.chosen(test, _truth(then), _truth(otherwise))
        case ast.Call(func=ast.Name(id="bool"), args=[inner], keywords=[]):
            return _truth(inner)
        case ast.JoinedStr(values=parts) if any(
            isinstance(part, ast.Constant) and part.value for part in parts
        ):
            return formulas.TRUE
    return value


def compare(left: Value, sign: str, right: Value) -> ast.expr:
    """Return the condition of a comparison: `True` or `False` in Python, not only something that counts as such."""
    for one, other, turned in ((left, right, False), (right, left, True)):
        arms = _arms(one, other, sign)
        if arms is not None:
            test, then, otherwise = arms
            first = compare(other, sign, then) if turned else compare(then, sign, other)
            second = compare(other, sign, otherwise) if turned else compare(otherwise, sign, other)
            found = merged(test, first, second)
            assert isinstance(found, ast.expr)
            return found
    if sign in ("in", "not in"):
        found_ = member(left, right)
        return found_ if sign == "in" else formulas.negated(found_)
    if isinstance(left, ast.expr) and isinstance(right, ast.expr):
        return _plain(left, sign, right)
    if sign not in formulas.NEGATED:
        raise Unsayable("things are compared that have no order")
    if sign in ("is", "is not") or _never_equal(left, right):
        same = left is right or (isinstance(left, Thing | KindOf) and left == right)
        if not same and not _never_equal(left, right):
            raise Unsayable("it is asked whether two things are one")
        return formulas.TRUE if same is (sign in ("is", "==")) else formulas.FALSE
    if isinstance(left, Display) or isinstance(right, Display):
        return _displays(left, sign, right)
    if isinstance(left, KindOf) and isinstance(right, KindOf):
        return formulas.TRUE if (left == right) is (sign == "==") else formulas.FALSE
    raise Unsayable("things are compared that are no values of the config")


def _arms(one: Value, other: Value, sign: str) -> tuple[ast.expr, Value, Value] | None:
    """Return a condition and two values, if something is one of them by that condition."""
    match one:
        case Choice(test=test, then=then, otherwise=otherwise):
            return test, then, otherwise
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return test, body, orelse
        case ast.BoolOp(op=op, values=[first, *rest]) if isinstance(other, ast.Constant) and sign not in (
            "<",
            ">",
        ):
            behind = rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
            return (
                (_truth(first), behind, first) if isinstance(op, ast.And) else (_truth(first), first, behind)
            )
    return None


def _never_equal(left: Value, right: Value) -> bool:
    """Whether two things can't be the same: an object and a constant."""
    objects = Thing | Made | Names | Members | Function | KindOf | Table | Display
    return (isinstance(left, objects) and isinstance(right, ast.Constant)) or (
        isinstance(right, objects) and isinstance(left, ast.Constant)
    )


def _plain(left: ast.expr, sign: str, right: ast.expr) -> ast.expr:
    """Compare two values of the config, or literals."""
    one, other = literal(left), literal(right)
    if one is not None and other is not None:
        try:
            return ast.Constant(bool(_OPERATORS[sign](one[0], other[0])))
        except TypeError:
            raise Unsayable("literals are compared that can't be") from None
    for value, known in ((left, other), (right, one)):
        is_truth = isinstance(value, ast.Compare) or (
            isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
        )
        if is_truth and known is not None and isinstance(known[0], bool) and sign in formulas.NEGATED:
            wanted = known[0] is (sign in ("is", "=="))
            return value if wanted else formulas.negated(value)
    return formulas.compared(left, sign, right)


def member(left: Value, right: Value) -> ast.expr:
    """Return the condition under which something is in something else."""
    match right:
        case Members(items=members):
            if not isinstance(left, ast.Constant):
                raise Unsayable("a name from the config is looked for among the connections")
            return formulas.either(*(test for name, test in members if name == left.value))
        case Table(items=table):
            return member(left, Display("list", tuple(ast.Constant(name) for name in table)))
        case Display(items=items):
            if not isinstance(left, ast.expr):
                raise Unsayable("something is looked for that is no value of the config")
            return _among(left, items)
        case ast.expr() if isinstance(left, ast.expr):
            return _plain(left, "in", right)
    raise Unsayable("something is looked for where it can't be")


def _among(left: ast.expr, items: tuple[Value | Star, ...]) -> ast.expr:
    sources = [item.source for item in items if isinstance(item, Star)]
    plain = [item for item in items if not isinstance(item, Star)]
    found = [formulas.compared(left, "in", source) for source in sources]
    if literal(left) is None and plain and all(isinstance(item, ast.Constant) for item in plain):
        found.insert(0, formulas.compared(left, "in", formulas.listed(map(expression_of, plain))))
        return formulas.either(*found)
    return formulas.either(*(compare(item, "==", left) for item in plain), *found)


def _displays(left: Value, sign: str, right: Value) -> ast.expr:
    """Compare lists and sets with one another, or with a list of the config."""
    if isinstance(left, Display) and isinstance(right, Display) and left.kind[-3:] != right.kind[-3:]:
        return ast.Constant(sign != "==")  # a set never equals a list, nor a list a tuple
    one, other = _constants(left), _constants(right)
    if one is not None and other is not None:
        same = one == other
        return ast.Constant(same is (sign == "=="))
    return formulas.compared(_listed(left, right), sign, _listed(right, left))


def _constants(value: Value) -> object:
    if isinstance(value, Display) and all(isinstance(item, ast.Constant) for item in value.items):
        found = [item.value for item in value.items if isinstance(item, ast.Constant)]
        return frozenset(found) if "set" in value.kind else found
    return None


def _listed(value: Value, other: Value) -> ast.expr:
    """Return a list or set as an expression that compares as it does."""
    if not isinstance(value, Display):
        return expression_of(value)
    if "set" in value.kind:
        if not isinstance(other, Display):
            # The runtime compares its lists item by item, also with a set, whatever its order.
            if len(value.items) > 1 or any(isinstance(item, Star) for item in value.items):
                raise Unsayable("a list is compared with a set, item by item")
            return expression_of(value)
        if len(value.items) == 1 and isinstance(value.items[0], Star):
            return formulas.call("set", value.items[0].source)
        return formulas.call("set", expression_of(value))
    if len(value.items) == 1 and isinstance(value.items[0], Star):
        return formulas.call("list", value.items[0].source)
    return expression_of(value)
