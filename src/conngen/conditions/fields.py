"""What the paths in an expression lead to, and of what type values are."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from ..model import (
    ConfigClass,
    ConfigField,
    Expression,
    Meaning,
    PythonName,
    Task,
    Unknown,
    evaluate,
    path_of,
)
from ..model.expressions import UNKNOWN
from ..python_source import parse_python
from ..source import Source
from ..syntax import tree
from ..typings import Any
from ..vocabulary import RESERVED_FIELDS

__all__ = ["CONFIG_ATTRIBUTES", "attributes", "config_of", "field_of", "literal", "types_of", "values_of"]

CONFIG_ATTRIBUTES = frozenset(RESERVED_FIELDS) - {"self", "ConnectionsConfigClass"} | {
    "saveLogOutput",
    "saveMetadata",
}
"""What every config has besides its own fields."""

SUBTASK_ATTRIBUTES = frozenset({"ConfigClass", "apply", "name", "retarget", "target", "value"})
"""What a field that holds a subtask has besides the fields of its config."""

_RESULTS = {
    "abs": None,
    "all": "bool",
    "any": "bool",
    "bool": "bool",
    "float": "float",
    "int": "int",
    "len": "int",
    "list": "list",
    "round": None,
    "sorted": "list",
    "str": "str",
}


def literal(expression: Expression, node: tree.Expression) -> Any:
    """Return the value of a part that depends on nothing, or an `Unknown`."""
    return evaluate(expression.part(node), lambda field: UNKNOWN)


def config_of(field: ConfigField) -> ConfigClass | None:
    """Return the config that a field holds, or that of the subtask it holds, if it is known."""
    known = field.target_class
    if isinstance(known, Task):
        return known.config
    return known if isinstance(known, ConfigClass) else None


def field_of(expression: Expression, node: tree.Expression, config: ConfigClass | None) -> ConfigField | None:
    """Return the config field that a path leads to, or `None` if it leads to none or that is not known.

    Parameters
    ----------
    expression : `Expression`
        The expression.
    node : `tree.Expression`
        A part of it.
    config : `ConfigClass` or `None`
        The config it is about, which may put another task in the place of a subtask.
    """
    while isinstance(node, tree.Group):
        node = node.value
    if isinstance(node, tree.Variable):
        binding = expression.names.get(node.name)
        return binding.field if binding is not None and binding.meaning is Meaning.FIELD else None
    if isinstance(node, tree.Attribute):
        parent = field_of(expression, node.value, config)
        if parent is None or retargeted(node.value, parent, config):
            return None
        inner = config_of(parent)
        return None if inner is None else inner.all_fields().get(node.name.text)
    return None


def retargeted(node: tree.Expression, field: ConfigField, config: ConfigClass | None) -> bool:
    """Whether another task may take the place of the one that a field names."""
    if field.type != "task":
        return False
    path = path_of(node)
    if path is None or config is None or len(path) > 1:
        return True
    for one in config.lineage():
        if any(
            assignment.retargets and path_of(assignment.path.tree) == path for assignment in one.assignments
        ):
            return True
        if _is_python(one) and ".retarget(" in one.place.source.text:
            return True
    return False


def attributes(config: ConfigClass) -> frozenset[str] | None:
    """Return the names of all attributes of a config, or `None` if not all are known."""
    if config.opaque:
        return None
    found = set(CONFIG_ATTRIBUTES)
    for one in config.lineage():
        found |= {field.name for field in one.fields}
        if _is_python(one):
            names = _class_names(one.place.source).get(one.name)
            if names is None:
                return None
            found |= names
    return frozenset(found)


def _is_python(config: ConfigClass) -> bool:
    return not config.place.source.name.endswith(".conn")


@lru_cache(maxsize=256)
def _class_names(source: Source) -> Mapping[str, frozenset[str]]:
    """Return the names that the bodies of the classes of a Python module bind, by class."""
    parsed = parse_python(source.text)
    found: dict[str, frozenset[str]] = {}
    for cls in ast.walk(parsed) if parsed is not None else ():
        if not isinstance(cls, ast.ClassDef):
            continue
        names: set[str] = set()
        for node in ast.walk(cls):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.add(node.name)
        found[cls.name] = frozenset(names)
    return found


# --- types ---


def types_of(
    expression: Expression, node: tree.Expression, config: ConfigClass | None
) -> frozenset[str] | None:
    """Return the names of the types of a value, ``None`` among them, or `None` if they are not known."""
    while isinstance(node, tree.Group):
        node = node.value
    field = field_of(expression, node, config)
    if field is not None:
        return _field_types(field)
    match node:
        case tree.Not() | tree.Compare():
            return frozenset({"bool"})
        case tree.String():
            return frozenset({"str"})
        case tree.Call(function=tree.Variable(name=name)) if expression.names.get(name) is not None:
            result = _RESULTS.get(name) if expression.names[name].meaning is Meaning.FUNCTION else None
            return None if result is None else frozenset({result})
        case tree.List():
            return frozenset({"list"})
        case tree.Dict():
            return frozenset({"dict"})
    value = literal(expression, node)
    if isinstance(value, Unknown) or type(value).__name__ not in (
        "bool",
        "int",
        "float",
        "str",
        "list",
        "dict",
        "NoneType",
    ):
        return None
    return frozenset({"None" if value is None else type(value).__name__})


def _field_types(field: ConfigField) -> frozenset[str] | None:
    none = {"None"} if field.optional else set()
    if field.type in ("scalar", "range", "choice") and len(field.basic) == 1:
        return frozenset({field.basic[0]} | none)
    if field.type in ("list", "dict"):
        return frozenset({field.type} | none)
    return None


def values_of(field: ConfigField) -> tuple[Any, ...] | None:
    """Return all values that a field can have, or `None` if they are not listed or not plain data."""
    found = field.choices
    if found is None or any(isinstance(value, PythonName) for value in found):
        return None
    return found
