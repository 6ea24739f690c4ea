"""The config class that a task class names."""

from __future__ import annotations

import ast

from ..model import Task
from .attributes import class_constant
from .classes import AuthorClass, dotted

__all__ = ["config_names", "has_config_of", "uses_config_of"]


def config_names(cls: AuthorClass, value: ast.expr) -> frozenset[str]:
    """Return the names of a class and of its bases in the same module; empty if that can't be told."""
    module = cls.module
    found: set[str] = set()
    stack = [dotted(value)]
    while stack:
        name = stack.pop()
        if not name or name in found:
            continue
        first = name.partition(".")[0]
        if name in module.classes:
            found.add(name)
            stack += [dotted(base) for base in module.classes[name].bases]
        elif name in module.imports:
            found.add(module.imports[name][2] or name)
        elif first in module.imports:
            found.add(name.rpartition(".")[2])
        else:
            return frozenset()
    return frozenset(found)


def uses_config_of(cls: AuthorClass, task: Task) -> bool:
    """Whether a task class has the config of its task, or one derived from it."""
    value = class_constant(cls, "ConfigClass")
    return value is not None and task.config.name in config_names(cls, value)


def has_config_of(cls: AuthorClass, task: Task) -> bool:
    """Whether a task class has the very config of its task, with the fields of the `.conn` file."""
    value = class_constant(cls, "ConfigClass")
    return (
        value is not None
        and config_names(cls, value) == {task.config.name}
        and dotted(value) not in cls.module.classes
    )
