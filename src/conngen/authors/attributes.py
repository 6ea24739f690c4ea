"""What the code of a task sets on itself, and what it reads from its config."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .classes import AuthorClass, dotted

__all__ = ["assigned_attributes", "class_constant", "config_uses", "subtasks"]


def assigned_attributes(cls: AuthorClass) -> frozenset[str] | None:
    """Return the names of what is set on a task, in any method or in the body; `None` if not all is seen."""
    found: set[str] = set()
    for one in cls.lineage:
        for node in ast.walk(one):
            if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in (
                "setattr",
                "__dict__",
                "vars",
            ):
                return None
            if isinstance(node, ast.Attribute) and node.attr == "__dict__":
                return None
            if (
                isinstance(node, ast.Attribute)
                and dotted(node.value) == "self"
                and isinstance(node.ctx, ast.Store)
            ):
                found.add(node.attr)
        for statement in one.body:
            if isinstance(statement, ast.FunctionDef):
                found.add(statement.name)
            elif isinstance(statement, ast.AnnAssign) and statement.value is None:
                continue
            else:
                found |= {
                    node.id
                    for node in ast.walk(statement)
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
                }
    return frozenset(found)


def config_uses(cls: AuthorClass) -> Iterator[ast.Attribute]:
    """Yield each ``self.config.name`` in the methods of a class, without those it asks for with `hasattr`."""
    asked = set()
    for node in ast.walk(cls.node):
        match node:
            case ast.Call(func=ast.Name(id="hasattr"), args=[holder, ast.Constant(value=name)]):
                asked |= {name} if dotted(holder) == "self.config" else set()
    for function in cls.own_functions():
        nested = {
            id(inner)
            for one in ast.walk(function)
            if isinstance(one, ast.ClassDef)
            for inner in ast.walk(one)
        }
        for node in ast.walk(function):
            if (
                (
                    isinstance(node, ast.Attribute)
                    and dotted(node.value) == "self.config"
                    and id(node) not in nested
                )
                and node.attr not in asked
                and not node.attr.startswith("_")
            ):
                yield node


def subtasks(cls: AuthorClass) -> Iterator[ast.Constant]:
    """Yield the names that ``self.makeSubtask`` is called with."""
    for function in cls.own_functions():
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and dotted(node.func) == "self.makeSubtask"):
                continue
            names = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "name")]
            if names and isinstance(names[0], ast.Constant) and isinstance(names[0].value, str):
                yield names[0]


def class_constant(cls: AuthorClass, name: str) -> ast.expr | None:
    """Return what the class, or a base in the same module, sets one of its attributes to."""
    for one in cls.lineage:
        for statement in one.body:
            if isinstance(statement, ast.Assign) and any(
                dotted(target) == name for target in statement.targets
            ):
                return statement.value
            annotated = isinstance(statement, ast.AnnAssign) and dotted(statement.target) == name
            if isinstance(statement, ast.AnnAssign) and annotated and statement.value is not None:
                return statement.value
    return None
