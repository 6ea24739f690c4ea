"""What classes and instances hold, as plain values that can be compared.

Names of classes are those in the original module: a generated `foo_config.X` is called `foo.X`.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Collection, Mapping
from typing import Any

from lsst.pex.config import Config, ConfigurableInstance, Field
from lsst.pex.config.configChoiceField import ConfigInstanceDict
from lsst.pex.config.configurableActions import ConfigurableActionStruct
from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections

from .functions import function
from .loose import LooseConfig, removed
from .standins import Constant, Log, StandIn, named

__all__ = ["SETS", "Views"]

SETS = ("initInputs", "initOutputs", "inputs", "prerequisiteInputs", "outputs")
"""The sets of names that an instance holds."""

_PLACES = frozenset({"source", "__doc__", "__orig_class__", "_deprecation_context", "name", "rangeString"})
"""Attributes of a field that tell where it was written, or follow from others."""
_BY_RESULT = frozenset(
    {"setDefaults", "validate", "getSpatialBoundsConnections", "getTemporalBoundsConnections"}
)
"""Methods that are called to see what they do; whether they are overridden does not matter."""


class Views:
    """Turns classes and instances into plain values.

    Parameters
    ----------
    original_of : callable
        Returns the name of the module that another one was generated for, or that of the module itself.
    """

    def __init__(self, original_of: Callable[[str], str]) -> None:
        self.original_of = original_of

    # --- classes ---------------------------------------------------------------------------------------------------

    def connections(self, cls: type[PipelineTaskConnections]) -> dict[str, Any]:
        """Return what a Connections class holds."""
        return {
            "dimensions": set(cls.dimensions),
            "templates": dict(cls.defaultTemplates),
            "deprecated templates": dict(cls.deprecatedTemplates),
            "order of connections": list(cls.allConnections),
            "connections": {name: self.connection(one) for name, one in cls.allConnections.items()},
            **{name: set(getattr(cls, name)) for name in SETS},
            "methods": _overridden(cls, PipelineTaskConnections),
        }

    def connection(self, connection: Any) -> dict[str, Any]:
        """Return every attribute of a connection."""
        found = {
            field.name: self.plain(getattr(connection, field.name))
            for field in dataclasses.fields(connection)
            if field.name not in _PLACES or field.name == "name"
        }
        # A storage class that is no text is of no use, and neither is what an f-string makes of it.
        found["storageClass"] = str(found["storageClass"])
        if "dimensions" in found:
            found["dimensions"] = set(connection.dimensions)
        return {"kind": type(connection).__name__, **found}

    def config(self, cls: type[Config]) -> dict[str, Any]:
        """Return what a Config class holds; of its connections the names alone."""
        fields = {name: field for name, field in cls._fields.items() if name != "connections"}
        found = {
            "order of fields": list(fields),
            "fields": {name: self.field(field) for name, field in fields.items()},
            "methods": _overridden(cls, PipelineTaskConfig, Config),
        }
        if issubclass(cls, PipelineTaskConfig):
            found["ConnectionsClass"] = self.name(cls.ConnectionsClass)
        return found

    def field(self, field: Field[Any]) -> dict[str, Any]:
        """Return every attribute of a config field."""
        found = {}
        for name, value in vars(field).items():
            if name not in _PLACES and name not in ("minCheck", "maxCheck"):
                found[name] = self.plain(value)
        if hasattr(field, "rangeString"):
            found["range"] = field.rangeString
        return {"class": type(field).__name__, **found}

    # --- instances -------------------------------------------------------------------------------------------------

    def made(self, connections: PipelineTaskConnections) -> dict[str, Any]:
        """Return what an instance of a Connections class holds."""
        return {
            "dimensions": set(connections.dimensions),
            "connections": {name: self.connection(one) for name, one in connections.allConnections.items()},
            **{name: set(getattr(connections, name)) for name in SETS},
            "removed from what is inherited": removed(connections),
            "getSpatialBoundsConnections": sorted(connections.getSpatialBoundsConnections()),
            "getTemporalBoundsConnections": sorted(connections.getTemporalBoundsConnections()),
        }

    def state(self, config: Config) -> dict[str, Any]:
        """Return the values of a config, those of its subtasks included."""
        found: dict[str, Any] = {"class": self.name(type(config))}
        for name in config._fields:
            found[name] = self.plain(getattr(config, name))
        if "_passed_to" in vars(config):
            found["passed to"] = vars(config)["_passed_to"]
        if isinstance(config, LooseConfig) and "_standin" in config._storage:
            found.update(self.operations(config._standin))
        return found

    def operations(self, node: StandIn) -> dict[str, Any]:
        """Return what was done to a part of a config about which nothing is known."""
        log: Log = object.__getattribute__(node, "_log")
        return {path: self._operation(done) for path, done in log.operations.items()}

    def _operation(self, done: list[tuple[Any, ...]]) -> Any:
        if len(done) == 1 and done[0][0] == "=":
            return self.plain(done[0][1])
        return [[self.plain(part) for part in one] for one in done]

    # --- values ----------------------------------------------------------------------------------------------------

    def plain(self, value: Any) -> Any:
        """Return any value as one that can be compared."""
        match value:
            case Constant() | None | bool() | int() | float() | complex() | str() | bytes():
                return _scalar(value)
            case StandIn():
                logged = object.__getattribute__(value, "_log") is not None
                return self.operations(value) if logged else named(value)
            case ConfigurableInstance():
                return {"target": self.plain(value.target), **self.state(value.value)}
            case Config():
                return self.state(value)
            case ConfigurableActionStruct():
                return {name: self.state(one) for name, one in value.items()}
            case ConfigInstanceDict():
                return self.selection(value)
            case type():
                return self.name(value)
        if inspect.isroutine(value):
            return function(value, self.name(value))
        return self.collection(value)

    def collection(self, value: Any) -> Any:
        """Return a collection with plain values; of anything else, its class."""
        if isinstance(value, Mapping):
            return {self.plain(key): self.plain(one) for key, one in value.items()}
        if isinstance(value, set | frozenset):
            return {self.plain(one) for one in value}
        if isinstance(value, Collection):
            return [self.plain(one) for one in value]
        return f"an object of {self.name(type(value))}"

    def selection(self, value: ConfigInstanceDict) -> dict[str, Any]:
        """Return what is chosen from a registry, and what was changed in the configs of what it holds."""
        chosen = value.names if value._field.multi else value.name
        found = {"chosen": sorted(chosen) if value._field.multi and chosen is not None else chosen}
        for name, config in value._dict.items():
            state = self.state(config)
            if state != self.state(type(config)()):
                found[name] = state
        return found

    def name(self, value: Any) -> str:
        """Return the full name of a class or a function."""
        module = getattr(value, "__module__", None) or ""
        name = getattr(value, "__qualname__", None) or type(value).__name__
        return f"{self.original_of(module)}.{name}"


def _scalar(value: Any) -> Any:
    if (
        isinstance(value, str) or value != value
    ):  # what stands in for a text; what is no number equals nothing
        return str(value)
    return value


def _overridden(cls: type, *ends: type) -> set[str]:
    """Return the names of the public methods that the runtime would call, and that are not its own."""
    known = {name for end in ends for name in dir(end) if not name.startswith("_")} - _BY_RESULT
    return {
        name
        for name in known
        if inspect.isfunction(getattr(cls, name, None))
        if all(getattr(cls, name) is not getattr(end, name, None) for end in ends)
    }
