"""The patterns of a `match` as conditions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from . import formulas
from .known import Unsayable
from .truths import compare
from .values import Display, Star, Value

__all__ = ["cases"]

Bound = dict[str, Value]


def cases(pattern: ast.pattern, subject: Value, value: Callable[[ast.expr], Value]) -> tuple[ast.expr, Bound]:
    """Return the condition under which a pattern fits, and the names it binds.

    Parameters
    ----------
    pattern : `ast.pattern`
        The pattern.
    subject : `Value`
        What it is held against.
    value : callable
        Tells what an expression comes to.
    """
    match pattern:
        case ast.MatchValue(value=node):
            return compare(subject, "==", value(node)), {}
        case ast.MatchSingleton(value=constant):
            return compare(subject, "is", ast.Constant(constant)), {}
        case ast.MatchAs(pattern=None, name=name):
            return formulas.TRUE, {} if name is None else {name: subject}
        case ast.MatchAs(pattern=ast.pattern() as inner, name=str() as name):
            test, bound = cases(inner, subject, value)
            return test, {**bound, name: subject}
        case ast.MatchOr(patterns=patterns):
            found = [cases(one, subject, value) for one in patterns]
            if any(bound for _, bound in found):
                raise Unsayable("a pattern that binds a name in one way or another")
            return formulas.either(*(test for test, _ in found)), {}
        case ast.MatchSequence(patterns=patterns):
            return _sequence(patterns, subject, value)
    raise Unsayable("a pattern of a `match`")


def _sequence(
    patterns: Sequence[ast.pattern], subject: Value, value: Callable[[ast.expr], Value]
) -> tuple[ast.expr, Bound]:
    """Return when each of some patterns fits its item."""
    if not isinstance(subject, Display) or any(isinstance(item, Star) for item in subject.items):
        raise Unsayable("a pattern for a list of the config")
    if any(isinstance(one, ast.MatchStar) for one in patterns):
        raise Unsayable("a pattern for a list of the config")
    if len(patterns) != len(subject.items):
        return formulas.FALSE, {}
    tests, names = [], {}
    for pattern, item in zip(patterns, subject.items, strict=True):
        assert not isinstance(item, Star)
        test, bound = cases(pattern, item, value)
        tests.append(test)
        names.update(bound)
    return formulas.both(*tests), names
