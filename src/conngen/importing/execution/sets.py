"""Operations of sets: of names, of dimensions, of connections."""

from __future__ import annotations

import ast

from . import formulas
from .known import Unsayable
from .truths import member
from .values import Display, Members, Star, Value

__all__ = ["combined", "is_same", "some"]


def combined(left: Display, method: str, right: Display) -> Display:
    """Return the union, the difference or what is common of two sets."""
    if "set" not in left.kind:
        raise Unsayable("an operation of sets with something else")
    if method == "union":
        return Display("set", (*left.items, *right.items))
    kept = []
    for item in left.items:
        found = [is_same(item, other) for other in right.items]
        if True in found or None not in found:
            inside = True in found
        else:
            raise Unsayable("names that only the config knows are taken out of a set")
        if inside is (method == "intersection"):
            kept.append(item)
    return Display("set", tuple(kept))


def some(left: Members, inside: bool, right: Value) -> Members:
    """Return those connections of some that are among others, or are not."""
    found = []
    for name, there in left.items:
        among = member(ast.Constant(name), right)
        found.append((name, formulas.both(there, among if inside else formulas.negated(among))))
    return Members(tuple(found))


def is_same(one: Value | Star, other: Value | Star) -> bool | None:
    """Whether two items of a set are one; `None` if that depends on the config."""
    match one, other:
        case ast.Constant(), ast.Constant():
            return formulas.same(one, other)
        case (
            ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]),
            ast.Constant(value=str() as text),
        ) | (
            ast.Constant(value=str() as text),
            ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]),
        ) if not text.startswith(
            start
        ):
            return False
        case ast.expr(), ast.expr() if formulas.same(one, other):
            return True
    return None
