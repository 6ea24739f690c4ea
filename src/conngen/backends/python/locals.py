"""The names that mean something in the modules made of a file, so that nothing else is called so there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import FUNCTIONS, OF_OBJECTS, TYPES, ConfigClass, ConnectionsClass, Module, Task
from ...vocabulary import WARNINGS
from .imports import Imports
from .init_view import LOCALS
from .interface import result_name

__all__ = ["attributes", "class_scope_names", "doc_of", "imports_of", "module_of", "reserved"]

_METHOD_NAMES = {
    "connections": LOCALS | {"adjuster", "others", "repeated"},
    "config": frozenset({"item", "self"}),
    "task": frozenset(
        {
            "butlerQC",
            "config",
            "initInputs",
            "inputRefs",
            "inputs",
            "kwargs",
            "log",
            "others",
            "outputRefs",
            "outputs",
        }
        | {"repeated", "self"}
    ),
}
_BUILTINS = frozenset({*FUNCTIONS, *OF_OBJECTS, *TYPES, *WARNINGS, "setattr", "super", "type"})


def module_of(module: Module) -> Mapping[str, str]:
    """Return the classes made of a file, each with which of the three modules it is in."""
    found: dict[str, str] = {}
    for connections in module.connections:
        found[connections.name] = "connections"
    for config in module.configs:
        found[config.name] = "config"
    for task in module.tasks:
        if not task.is_written:
            found[task.class_name] = "task"
        if task.own_connections:
            found[result_name(task, "Result")] = "connections"
            found[result_name(task, "Run")] = "connections"
    return found


def reserved(part: str) -> frozenset[str]:
    """Return the names of variables and builtins that generated methods use.

    Parameters
    ----------
    part : `str`
        Which module: ``connections``, ``config`` or ``task``.
    """
    return _METHOD_NAMES[part] | _BUILTINS


def attributes(module: Module, part: str) -> frozenset[str]:
    """Return the attributes of the classes of one of the three modules."""
    if part == "connections":
        return frozenset(name for one in module.connections for name in _connections_names(one))
    if part == "config":
        return frozenset(name for one in module.configs for name in _config_names(one))
    return frozenset({"ConfigClass", "_DefaultName", "canMultiprocess", "makeSubtask", "run", "runQuantum"})


def _connections_names(cls: ConnectionsClass) -> Iterator[str]:
    yield from (connection.attribute for connection in cls.connections)
    loops = (*(one.repetitions for one in cls.connections), *(one.repetitions for one in cls.requirements))
    yield from (repetition.variable for repetitions in loops for repetition in repetitions)
    yield from cls.all_connections()
    yield from (definition.name for definition in cls.definitions)
    for one in cls.lineage():
        yield from (definition.name for definition in one.definitions)


def _config_names(cls: ConfigClass) -> Iterator[str]:
    yield from cls.all_fields()
    yield from ("connections", "setDefaults", "validate")
    loops = (*(one.repetitions for one in cls.requirements), *(one.repetitions for one in cls.assignments))
    yield from (repetition.variable for repetitions in loops for repetition in repetitions)


def imports_of(module: Module, part: str) -> Imports:
    """Return the imports of one of the three modules, with nothing in them yet."""
    names = module.stem, part, module_of(module), reserved(part), attributes(module, part), module.in_package
    return Imports(*names) if part == "task" else Imports(*names, module.is_late)


def doc_of(module: Module, task: Task | None) -> str | None:
    """Return what is said of a task: in it, or at the top of a file that declares nothing else."""
    if task is None:
        return None
    if task.doc is None and module.doc is not None and len(module.declarations) == 1:
        return module.doc.plain
    return None if task.doc is None else task.doc.plain


def class_scope_names(module: Module) -> frozenset[str]:
    """Return the names that the bodies of generated classes use, and that no attribute there can hide.

    These are the classes themselves: whatever is imported gets another name where an attribute has its own.
    """
    return frozenset(module_of(module))
