"""The names that mean something in the modules made of a file, so that nothing else is called so there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import FUNCTIONS, ConfigClass, ConnectionsClass, Module
from .init_view import LOCALS
from .interface import result_name

__all__ = ["class_scope_names", "module_of", "taken"]

_METHOD_NAMES = {
    "connections": LOCALS | {"adjuster", "others", "repeated"},
    "config": frozenset({"self"}),
    "task": frozenset(
        {"butlerQC", "config", "initInputs", "inputRefs", "inputs", "kwargs", "log", "others", "outputRefs", "outputs"}
        | {"repeated", "self"}
    ),
}
_BUILTINS = frozenset({*FUNCTIONS, "setattr", "super", "type"})


def module_of(module: Module) -> Mapping[str, str]:
    """Return the classes made of a file, each with which of the three modules it is in."""
    found: dict[str, str] = {}
    for connections in module.connections:
        found[connections.name] = "connections"
    for config in module.configs:
        found[config.name] = "config"
    for task in module.tasks:
        found[task.class_name] = "task"
        if task.own_connections:
            found[result_name(task, "Result")] = "connections"
            found[result_name(task, "Run")] = "connections"
    return found


def taken(module: Module, part: str) -> frozenset[str]:
    """Return the names that no import of one of the three modules can have.

    Parameters
    ----------
    module : `Module`
        The file.
    part : `str`
        Which module: ``connections``, ``config`` or ``task``.
    """
    names = set(_METHOD_NAMES[part] | _BUILTINS)
    if part == "connections":
        for connections in module.connections:
            names.update(_connections_names(connections))
    elif part == "config":
        for config in module.configs:
            names.update(_config_names(config))
    else:
        names.update(("ConfigClass", "_DefaultName", "canMultiprocess", "makeSubtask", "run", "runQuantum"))
    return frozenset(names)


def _connections_names(cls: ConnectionsClass) -> Iterator[str]:
    for connection in cls.connections:
        yield connection.attribute
        yield from (repetition.variable for repetition in connection.repetitions)
    yield from cls.all_connections()
    yield from (definition.name for definition in cls.definitions)
    for one in cls.lineage():
        yield from (definition.name for definition in one.definitions)


def _config_names(cls: ConfigClass) -> Iterator[str]:
    yield from cls.all_fields()
    yield from ("connections", "setDefaults", "validate")


def class_scope_names(module: Module) -> frozenset[str]:
    """Return the names that the bodies of generated classes use, and that no attribute there can hide.

    It is empty but for the classes themselves: whatever is imported is given another name where an attribute has its own.
    """
    return frozenset(module_of(module))
