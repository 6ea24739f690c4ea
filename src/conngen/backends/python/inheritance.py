"""What the classes above a Connections class do to its connections, in the class and on the instance."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Base, Connection, ConnectionsClass, Dimensions, Override, Text
from .dimension_code import mentions_quantum

__all__ = [
    "base_of",
    "dynamic_attributes",
    "inherits_dynamic_quantum",
    "may_be_absent",
    "taken_back",
    "undone",
]


def dynamic_attributes(one: Connection) -> Iterator[str]:
    """Yield the attributes of a connection that depend on the config, dimensions apart."""
    if isinstance(one.dataset, Text) and one.dataset.dynamic:
        yield "name"
    if one.storage_class.dynamic:
        yield "storageClass"
    for name, value in one.flags.items():
        if value.dynamic is not None:
            yield name


def base_of(cls: ConnectionsClass, name: str) -> Base | None:
    """Return the base that a connection is inherited from; one that is not known, if no known one has it."""
    for base in reversed(cls.bases):
        if base.known is not None and name in base.known.all_connections():
            return base
    return next((base for base in cls.bases if base.known is None), None) or (
        cls.bases[-1] if cls.bases else None
    )


def _runs_code(cls: ConnectionsClass) -> bool:
    """Whether what happens in the ``__init__`` of a class is not known: Python's, or a hook."""
    return cls.changes_in_init or cls.incomplete or "customize" in cls.methods


def _may_be_gone(cls: ConnectionsClass, name: str) -> bool:
    """Whether an inherited connection may not be there any more when the bases' ``__init__`` is done."""
    for base in cls.bases:
        if base.known is None:
            return True
        for one in base.known.lineage():
            removed = any(name in dict(removal.names) for removal in one.removals)
            conditional = any(other.attribute == name and other.conditions for other in one.connections)
            if (
                removed
                or conditional
                or _runs_code(one)
                or any(further.known is None for further in one.bases)
            ):
                return True
    return False


def inherits_dynamic_quantum(cls: ConnectionsClass) -> bool:
    """Whether the dimensions of the quantum are inherited, and may depend on the config."""
    bases = list(cls.lineage())[1:]
    if not bases or any(base.known is None for one in (cls, *bases) for base in one.bases):
        return True
    return any((one.dimensions is not None and one.dimensions.dynamic) or _runs_code(one) for one in bases)


def taken_back(cls: ConnectionsClass, name: str) -> bool:
    """Whether the ``__init__`` of a base removes or changes a connection that a class declares anew."""
    for base in cls.bases:
        for one in base.known.lineage() if base.known is not None else ():
            if any(override.connection == name and override.conditions for override in one.overrides):
                return True
            if any(name in dict(removal.names) for removal in one.removals):
                return True
            if any(other.attribute == name and _changes(one, other) for other in one.connections):
                return True
    return False


def may_be_absent(cls: ConnectionsClass, name: str) -> bool:
    """Whether a connection may not be there any more when the ``__init__`` of the bases is done."""
    if any(one.attribute == name for one in cls.connections):
        return name in cls.inherited() and not taken_back(cls, name) and _may_be_gone(cls, name)
    return _may_be_gone(cls, name)


def undone(cls: ConnectionsClass, override: Override) -> bool:
    """Whether the ``__init__`` of a base replaces what a class says of an attribute."""
    for one in list(cls.lineage())[1:]:
        for other in one.connections:
            if other.attribute == override.connection:
                if override.attribute == "dimensions":
                    return other.dimensions is not None and _depends(one, other.dimensions)
                return override.attribute in dynamic_attributes(other)
    return False


def _changes(cls: ConnectionsClass, connection: Connection) -> bool:
    """Whether the ``__init__`` of a class removes or changes a connection that it declares."""
    varies = connection.dimensions is not None and _depends(cls, connection.dimensions)
    return bool(connection.conditions) or varies or any(dynamic_attributes(connection))


def _depends(cls: ConnectionsClass, dimensions: Dimensions) -> bool:
    """Whether dimensions that a class writes depend on the config."""
    quantum = cls.quantum()
    of_quantum = quantum is None or quantum[0].dynamic
    return dimensions.dynamic or (mentions_quantum(dimensions) and of_quantum)
