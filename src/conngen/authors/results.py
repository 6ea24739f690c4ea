"""The Structs that `run` returns."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..records import dataclass, field
from .classes import AuthorClass, dotted

__all__ = ["Result", "results_of"]


@dataclass
class Result:
    """A Struct that is returned.

    Parameters
    ----------
    node : `ast.AST`
        The call that makes it.
    names : mapping from `str` to `ast.AST`
        What it has, with the place each is named at.
    open : `bool`
        Whether it may have more.
    strict : `bool`
        Whether it is of the generated class, which takes no other names.
    """

    node: ast.Call
    names: dict[str, ast.AST]
    open: bool
    strict: bool
    given: set[str] = field(default_factory=set)


def results_of(cls: AuthorClass, function: ast.FunctionDef) -> list[Result] | None:
    """Return the Structs that a function returns, or `None` if it may return another one."""
    made = _assigned(cls, function)
    found: list[Result] = []
    for node in _own(function):
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return None
        if not isinstance(node, ast.Return):
            continue
        value = node.value
        if isinstance(value, ast.Name) and value.id in made:
            found.append(made[value.id])
        elif isinstance(value, ast.Call) and (one := _struct(cls, value)) is not None:
            found.append(one)
        else:
            return None
    unique: list[Result] = []
    for result in found:
        if not any(result is other for other in unique):
            unique.append(result)
    return unique or None


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what is inside a function, but not inside the functions and classes in it."""
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            stack[:0] = list(ast.iter_child_nodes(node))


def _struct(cls: AuthorClass, call: ast.Call) -> Result | None:
    """Return what a call makes, if that is a Struct or the generated class of results."""
    name = dotted(call.func)
    last = name.rpartition(".")[2]
    _, module, original = cls.module.imports.get(name, (0, "", ""))
    strict = original.endswith("Result") and module.endswith("_connections")
    if last != "Struct" and not strict:
        return None
    if last == "Struct" and name in cls.module.classes:
        return None
    given = {keyword.arg: keyword for keyword in call.keywords if keyword.arg is not None}
    unpacked = any(keyword.arg is None for keyword in call.keywords) or bool(call.args)
    return Result(call, dict(given), unpacked, strict, set(given))


def _assigned(cls: AuthorClass, function: ast.FunctionDef) -> dict[str, Result]:
    """Return the Structs that are held in variables, with the attributes that are set later."""
    made: dict[str, Result] = {}
    bound: dict[str, int] = {}
    allowed: set[int] = set()
    for node in _own(function):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            one = _struct(cls, node.value)
            if one is not None and len(targets) == 1 and isinstance(targets[0], ast.Name):
                made[targets[0].id] = one
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            bound[node.id] = bound.get(node.id, 0) + 1
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name):
            allowed.add(id(node.value))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if isinstance(node.ctx, ast.Store) and node.value.id in made:
                made[node.value.id].names.setdefault(node.attr, node)
            if node.attr not in ("mergeItems", "__dict__"):
                allowed.add(id(node.value))
    for node in ast.walk(function):  # anything else may add to it
        if (
            isinstance(node, ast.Name)
            and node.id in made
            and isinstance(node.ctx, ast.Load)
            and id(node) not in allowed
        ):
            made[node.id].open = True
    return {name: one for name, one in made.items() if bound.get(name) == 1}
