"""The classes of what is declared in a file: of a task, of a Connections class, of a Config class."""

from __future__ import annotations

from ..model import ConfigClass, ConnectionsClass, Task

__all__ = ["config_of", "connections_of"]


def connections_of(declared: Task | ConnectionsClass | ConfigClass | None) -> ConnectionsClass | None:
    """Return the Connections class whose connections can be named in it."""
    if isinstance(declared, Task):
        return declared.connections
    return declared if isinstance(declared, ConnectionsClass) else None


def config_of(declared: Task | ConnectionsClass | ConfigClass | None) -> ConfigClass | None:
    """Return the config whose fields can be named in it."""
    match declared:
        case Task() | ConnectionsClass():
            return declared.config
    return declared
