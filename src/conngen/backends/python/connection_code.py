"""A connection as Python code: its call in the class, what changes on the instance, and its inheritance."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Connection, ConnectionsClass, Dimensions, Override, PythonName, Text, Value
from ...vocabulary import CONNECTION_FLAGS, Takes
from .dimension_code import static_dimensions
from .imports import Imports
from .inheritance import base_of
from .literals import identifier, literal, string
from .printer import Printer, is_truth
from .statements import Argument, Assigned

__all__ = ["connection", "flag_code", "inherited_with_changes", "static_value"]


def connection(cls: ConnectionsClass, one: Connection, imports: Imports, types: str) -> Assigned:
    """Return the attribute of a connection in the body of its class.

    Parameters
    ----------
    cls : `ConnectionsClass`
        The class that declares it.
    one : `Connection`
        The connection.
    imports : `Imports`
        The imports of the module.
    types : `str`
        The code of ``lsst.pipe.base.connectionTypes``.
    """
    found = [] if one.doc is None else [Argument("doc", string(one.doc.plain or ""))]
    dataset = imports.name(one.dataset) if isinstance(one.dataset, PythonName) else string(one.static_dataset)
    found += [Argument("name", dataset), Argument("storageClass", string(one.static_storage_class))]
    if one.dimensions is not None and one.kind.dimensioned:
        found.append(Argument("dimensions", static_dimensions(cls, one.dimensions, imports)))
    for name, flag in CONNECTION_FLAGS.items():
        if flag.runtime and name in one.flags and one.flags[name].static != flag.default:
            found.append(Argument(name, literal(one.flags[name].static, imports.name)))
    comment = ""
    before = cls.inherited().get(one.attribute)
    if before is not None and before[0].kind != one.kind and _is_ours(before[1]):
        comment = "  # type: ignore[assignment]"
    return Assigned(
        identifier(one.attribute), f"{types}.{one.kind.runtime}", tuple(found), exploded=True, comment=comment
    )


def _is_ours(cls: ConnectionsClass) -> bool:
    """Whether a class is generated, so that a type checker is sure to see it."""
    return cls.python.module.startswith(".") or not cls.python.module


def flag_code(name: str, value: Value, printer: Printer) -> str:
    """Return the code of a flag as it is on the instance."""
    if value.dynamic is None:
        return literal(value.static, printer.imports.name)
    code = printer.expression(value.dynamic)
    if CONNECTION_FLAGS[name].takes is Takes.TRUTH and not is_truth(value.dynamic.tree, value.dynamic.names):
        return f"{printer.imports.builtin('bool')}({code})"
    return code


def inherited_with_changes(cls: ConnectionsClass, imports: Imports) -> Iterator[Assigned]:
    """Yield the inherited connections of which attributes are changed in the class."""
    changed: dict[str, list[Override]] = {}
    for override in cls.overrides:
        if not override.conditions and is_static(cls, override):
            changed.setdefault(override.connection, []).append(override)
    for name, overrides in changed.items():
        base = base_of(cls, name)
        if base is None:
            continue
        arguments = {
            one.attribute: Argument(one.attribute, static_value(cls, one, imports)) for one in overrides
        }
        function = f"{imports.bind('dataclasses', '')}.replace"
        first = f"{imports.name(base.python)}.{identifier(name)}"
        yield Assigned(name, function, tuple(arguments.values()), first=first)


def is_static(cls: ConnectionsClass, override: Override) -> bool:
    """Whether the new value of an attribute can stand in the class."""
    match override.value:
        case Text() as text:
            return not text.dynamic
        case Dimensions() as dimensions:
            return static_dimensions_known(cls, dimensions)
    return True


def static_dimensions_known(cls: ConnectionsClass, dimensions: Dimensions) -> bool:
    """Whether dimensions have a value in the class, of whatever use it is."""
    return all(item is not None for item in dimensions.static())


def static_value(cls: ConnectionsClass, override: Override, imports: Imports) -> str:
    """Return the code of a new value as it stands in the class."""
    match override.value:
        case Text() as text:
            return string(text.plain or "")
        case Dimensions() as dimensions:
            return static_dimensions(cls, dimensions, imports)
        case PythonName() as python:
            return imports.name(python)
        case Value(static=static):
            return literal(static, imports.name)
