"""Blocks, branches and cases in `validate`."""

from __future__ import annotations

import ast

from ...records import dataclass, field
from .expressions import NotSaid, merged_values
from .left import targets_of
from .sayer import Sayer

__all__ = [
    "Taken",
    "as_if",
    "is_called",
    "is_not",
    "is_nothing",
    "merge",
    "negated",
    "rebuilt",
    "returns_early",
    "uses_super",
]


@dataclass
class Taken:
    """The statements of a block: what is left, and what was understood and defines variables."""

    parameter: str
    statements: list[tuple[ast.stmt, bool]] = field(default_factory=list)

    def left(self) -> list[ast.stmt]:
        """Return what is left, with the definitions that it needs."""
        found: list[ast.stmt] = []
        needed: set[str] = set()
        for statement, is_left in reversed(self.statements):
            if is_left or targets_of(statement, self.parameter) & needed:
                found.append(statement)
                needed |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        only_definitions = not any(is_left for _, is_left in self.statements)
        return [] if only_definitions else found[::-1]


def merge(condition: ast.expr, then: Sayer, other: Sayer, sayer: Sayer) -> None:
    """Put the variables of two branches together."""
    for name in {*then.local, *other.local, *then.gone, *other.gone}:
        first, second = then.local.get(name), other.local.get(name)
        merged = merged_values(condition, first, second)
        if merged is None:
            sayer.forget(name)
        else:
            sayer.remember(name, merged)


def as_if(node: ast.Match) -> ast.If:
    """Return what a `match` over plain values asks for, one case after the other."""
    orelse: list[ast.stmt] = []
    for case in reversed(node.cases):
        test = _pattern(node.subject, case.pattern)
        if case.guard is not None:
            test = (
                case.guard
                if test is None
                else ast.copy_location(ast.BoolOp(ast.And(), [test, case.guard]), test)
            )
        if test is None:
            orelse = case.body
        else:
            orelse = [ast.copy_location(ast.If(test, case.body, orelse), case.body[0])]
            orelse[0].end_lineno = node.end_lineno
    first = orelse[0]
    if not isinstance(first, ast.If):
        raise NotSaid(node)
    return first


def _pattern(subject: ast.expr, pattern: ast.pattern) -> ast.expr | None:
    """Return the condition of a pattern; `None` if it always fits."""
    match pattern:
        case ast.MatchValue(value=value):
            return ast.copy_location(ast.Compare(subject, [ast.Eq()], [value]), pattern)
        case ast.MatchSingleton(value=value):
            return ast.copy_location(ast.Compare(subject, [ast.Is()], [ast.Constant(value)]), pattern)
        case ast.MatchOr(patterns=patterns):
            values = [one.value for one in patterns if isinstance(one, ast.MatchValue)]
            if len(values) == len(patterns):
                listed = ast.List(values, ast.Load())
                return ast.fix_missing_locations(
                    ast.copy_location(ast.Compare(subject, [ast.In()], [listed]), pattern)
                )
        case ast.MatchAs(pattern=None, name=None):
            return None
    raise NotSaid(pattern)


def rebuilt(test: ast.expr, body: list[ast.stmt], orelse: list[ast.stmt], place: ast.stmt) -> ast.stmt:
    """Return a condition over the statements that are left; it has no place of its own in the text."""
    return ast.copy_location(ast.If(test, body or [ast.copy_location(ast.Pass(), place)], orelse), place)


def returns_early(statement: ast.stmt) -> bool:
    """Whether a statement is ``if …: return``."""
    match statement:
        case ast.If(body=[*before, ast.Return(value=value)], orelse=[]):
            return not before and is_nothing(value)
    return False


def is_nothing(node: ast.expr | None) -> bool:
    """Whether nothing is returned."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def is_called(name: ast.Name, statement: ast.stmt) -> bool:
    """Whether something is called on a variable, or with it."""
    for node in ast.walk(statement):
        match node:
            case ast.Call(func=ast.Attribute(value=value)) if value is name:
                return True
            case ast.Call(args=arguments) if name in arguments:
                return True
    return False


def is_not(node: ast.expr) -> bool:
    """Whether an expression is the opposite of another."""
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def negated(node: ast.expr) -> ast.expr:
    """Return the opposite of an expression."""
    return ast.copy_location(ast.UnaryOp(ast.Not(), node), node)


def uses_super(statement: ast.stmt) -> bool:
    """Whether a statement calls a method of the base class."""
    return any(isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(statement))
