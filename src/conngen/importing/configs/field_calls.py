"""How the field classes of the runtime are called, and parts of such calls."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable

from ..python_file import dotted_name

__all__ = [
    "BY_KEY",
    "CHECKS",
    "DEFAULTS",
    "NO_DEFAULT",
    "PARAMETERS",
    "TARGETS",
    "TYPES",
    "class_of",
    "function_of",
    "is_computed",
    "is_none",
    "is_registry",
    "unquoted",
]

PARAMETERS = {
    "Field": ("doc", "dtype", "default", "check", "optional", "deprecated"),
    "ListField": (
        *(
            "doc",
            "dtype",
            "default",
            "optional",
            "listCheck",
            "itemCheck",
            "length",
            "minLength",
            "maxLength",
        ),
        "deprecated",
    ),
    "DictField": (
        *("doc", "keytype", "itemtype", "default", "optional", "dictCheck", "keyCheck", "itemCheck"),
        "deprecated",
    ),
    "ChoiceField": ("doc", "dtype", "allowed", "default", "optional", "deprecated"),
    "RangeField": (
        *("doc", "dtype", "default", "optional", "min", "max", "inclusiveMin", "inclusiveMax", "deprecated"),
    ),
    "ConfigurableField": ("doc", "target", "ConfigClass", "default", "check", "deprecated"),
    "ConfigField": ("doc", "dtype", "default", "check", "deprecated"),
    "ConfigDictField": (
        *("doc", "keytype", "itemtype", "default", "optional", "dictCheck", "keyCheck", "itemCheck"),
        "deprecated",
    ),
    "RegistryField": ("doc", "registry", "default", "optional", "multi", "on_none"),
    "ConfigurableActionField": ("doc", "dtype", "default", "check", "deprecated"),
    "ConfigurableActionStructField": ("doc", "default", "optional", "deprecated"),
    "makeField": ("doc", "default", "optional", "multi", "on_none"),
}
"""The parameters of the field classes, and of `makeField` of a registry; a test compares them with the runtime's."""

TYPES = {
    "Field": "scalar",
    "ListField": "list",
    "DictField": "dict",
    "ChoiceField": "choice",
    "RangeField": "range",
    "ConfigurableField": "task",
    "ConfigField": "config",
    "ConfigDictField": "configDict",
    "RegistryField": "registry",
    "ConfigurableActionField": "action",
    "ConfigurableActionStructField": "actions",
    "makeField": "registry",
}
TARGETS = {
    "task": "target",
    "config": "dtype",
    "configDict": "itemtype",
    "registry": "registry",
    "action": "dtype",
    "actions": "dtype",
}
CHECKS = ("check", "itemCheck", "listCheck", "dictCheck", "keyCheck")
DEFAULTS = {"inclusiveMin": True, "inclusiveMax": False, "multi": False}
NO_DEFAULT = ("task", "config")
BY_KEY = ("configDict", "actions")


def function_of(
    name: str, parameters: ast.arguments | Iterable[ast.arg], value: ast.expr, place: ast.stmt
) -> ast.FunctionDef:
    """Return a function that returns a value."""
    if not isinstance(parameters, ast.arguments):
        parameters = ast.arguments([], list(parameters), None, [], [], None, [])
    body = copy.deepcopy(value)
    found = ast.FunctionDef(name, copy.deepcopy(parameters), [ast.Return(body)], [])
    return ast.fix_missing_locations(ast.copy_location(found, place))


def is_registry(function: ast.expr) -> bool:
    """Whether what makes a field looks like a registry: ``someRegistry.makeField``."""
    owner = function.value if isinstance(function, ast.Attribute) else None
    last = (dotted_name(owner) or "").rpartition(".")[2] if owner is not None else ""
    return last.lower().endswith("registry")


def class_of(node: ast.expr) -> ast.expr:
    """Return the class of what is made on the spot without arguments, which says the same."""
    match node:
        case ast.Call(func=ast.Name() | ast.Attribute() as function, args=[], keywords=[]):
            return function
    return node


def is_none(node: ast.expr) -> bool:
    """Whether an expression is `None`."""
    return isinstance(node, ast.Constant) and node.value is None


def is_computed(node: ast.expr) -> bool:
    """Whether a value is the result of a function, other than of one that names its type."""
    plain = ("float", "int", "str", "bool", "list", "dict", "tuple", "set", "sorted", "frozenset")
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and not (isinstance(one.func, ast.Name) and one.func.id in plain):
            return True
    return False


def unquoted(node: ast.expr) -> ast.expr:
    """Return a type that is given in quotes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return ast.copy_location(ast.parse(node.value, mode="eval").body, node)
        except SyntaxError:
            return node
    return node
