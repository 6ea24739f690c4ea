"""Compares generated Connections and Config classes with hand-written ones, on the real runtime."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from lsst.pex.config import Config, Field
from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections

__all__ = ["SETS", "combinations", "differences", "make_config"]

SETS = ("initInputs", "initOutputs", "inputs", "prerequisiteInputs", "outputs")
"""The sets of names that an instance holds."""

_PLACES = frozenset({"source", "__doc__", "__orig_class__", "_deprecation_context", "minCheck", "maxCheck"})
"""Attributes that tell where or how something was written, or follow from others."""


def combinations(**values: Sequence[Any]) -> list[dict[str, Any]]:
    """Return every combination of values of fields; ``__`` in a name stands for a dot."""
    names = [name.replace("__", ".") for name in values]
    return [dict(zip(names, found, strict=True)) for found in itertools.product(*values.values())]


def make_config(cls: type[Config], values: Mapping[str, Any]) -> Config:
    """Return a config with values set, by dotted name."""
    config = cls()
    for path, value in values.items():
        *parents, name = path.split(".")
        target: Any = config
        for parent in parents:
            target = getattr(target, parent)
        setattr(target, name, value)
    return config


def differences(
    generated_connections: type[PipelineTaskConnections],
    twin_connections: type[PipelineTaskConnections],
    generated_config: type[PipelineTaskConfig],
    twin_config: type[PipelineTaskConfig],
    combinations: Iterable[Mapping[str, Any]] = ({},),
) -> list[str]:
    """Return how generated classes differ from their twins.

    Parameters
    ----------
    generated_connections, twin_connections : `type`
        The classes of connections.
    generated_config, twin_config : `type`
        The classes of their configs.
    combinations : iterable of mapping from `str` to `object`
        Values of config fields, by dotted name, for which instances are compared.

    Returns
    -------
    differences : `list` [ `str` ]
        One line for each, with the path of what differs; empty if the classes mean the same.
    """
    generated, twin = _View(generated_connections), _View(twin_connections)
    found = [
        *_compare(
            "connections",
            generated.connections(generated_connections),
            twin.connections(twin_connections),
        ),
        *_compare("config", generated.config(generated_config), twin.config(twin_config)),
    ]
    for values in combinations:
        found += _compare(
            _title(values),
            generated.instance(generated_connections, generated_config, values),
            twin.instance(twin_connections, twin_config, values),
        )
    return found


def _title(values: Mapping[str, Any]) -> str:
    return f"with {', '.join(f'{name}={value!r}' for name, value in values.items()) or 'defaults'}"


class _View:
    """Turns what a class holds into plain values, with functions and classes by qualified name.

    Names are relative to the package of the class: two packages with the same modules can be compared.
    """

    def __init__(self, cls: type) -> None:
        self.package = cls.__module__.rpartition(".")[0]

    def connections(self, cls: type[PipelineTaskConnections]) -> dict[str, Any]:
        """Return what holds at class level."""
        return {
            "dimensions": set(cls.dimensions),
            "defaultTemplates": dict(cls.defaultTemplates),
            "deprecatedTemplates": dict(cls.deprecatedTemplates),
            "allConnections": {name: self._connection(one) for name, one in cls.allConnections.items()},
            **{name: set(getattr(cls, name)) for name in SETS},
            "methods": self._methods(cls, PipelineTaskConnections),
        }

    def config(self, cls: type[Config]) -> dict[str, Any]:
        """Return what holds at class level, the connections of the config included."""
        fields = {name: self._field(field) for name, field in cls._fields.items()}
        if "ConnectionsConfigClass" in dir(cls):
            fields["connections"] = self.config(cls.ConnectionsConfigClass)
        return {"fields": fields, "methods": self._methods(cls, PipelineTaskConfig, Config)}

    def instance(
        self,
        connections: type[PipelineTaskConnections],
        config: type[PipelineTaskConfig],
        values: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Return what instances hold, or which error there was in making them."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = self._instance(connections, config, values)
        return {**found, "warnings": sorted(one.category.__name__ for one in caught)}

    def _instance(
        self,
        connections: type[PipelineTaskConnections],
        config: type[PipelineTaskConfig],
        values: Mapping[str, Any],
    ) -> dict[str, Any]:
        try:
            settled = make_config(config, values)
        except Exception as err:
            return {"error in setting": type(err).__name__}
        found: dict[str, Any] = {"values": self._plain(settled.toDict())}
        try:
            settled.validate()
        except Exception as err:
            found["error in validate"] = type(err).__name__
        try:
            made = connections(config=settled)
        except Exception as err:
            return {**found, "error in connections": type(err).__name__}
        return {
            **found,
            "dimensions": set(made.dimensions),
            "allConnections": {name: self._connection(one) for name, one in made.allConnections.items()},
            **{name: set(getattr(made, name)) for name in SETS},
        }

    def _connection(self, connection: Any) -> dict[str, Any]:
        found = {
            field.name: self._plain(getattr(connection, field.name))
            for field in dataclasses.fields(connection)
            if field.name not in _PLACES
        }
        if "dimensions" in found:
            # Their order means nothing; a repeated one would tell of a mistake.
            found["dimensions"] = sorted(connection.dimensions)
        return {"kind": type(connection).__name__, **found}

    def _field(self, field: Field) -> dict[str, Any]:
        found = {name: self._plain(value) for name, value in vars(field).items() if name not in _PLACES}
        return {"class": type(field).__name__, **found}

    def _plain(self, value: Any) -> Any:
        if isinstance(value, type) or inspect.isroutine(value):
            return self._name(value)
        if isinstance(value, Mapping):
            return {self._plain(key): self._plain(one) for key, one in value.items()}
        if isinstance(value, set | frozenset):
            return {self._plain(one) for one in value}
        if isinstance(value, Collection) and not isinstance(value, str | bytes):
            return [self._plain(one) for one in value]
        if value is None or isinstance(value, bool | int | float | complex | str | bytes):
            return value
        return f"an object of {self._name(type(value))}"

    def _name(self, value: Any) -> str:
        module = value.__module__ or ""
        inside = bool(self.package) and f"{module}.".startswith(f"{self.package}.")
        return f"{module[len(self.package) :] if inside else module}:{value.__qualname__}"

    @staticmethod
    def _methods(cls: type, *ends: type) -> set[str]:
        """Return the names of the public methods that the runtime would call."""
        known = {name for end in ends for name in dir(end)}
        return {
            name
            for name in known
            if not name.startswith("_") and inspect.isfunction(getattr(cls, name, None))
            if all(getattr(cls, name) is not getattr(end, name, None) for end in ends)
        }


def _compare(path: str, generated: Any, twin: Any) -> list[str]:
    """Return where two plain values differ, as deep as possible."""
    if isinstance(generated, dict) and isinstance(twin, dict):
        found = []
        for name in dict.fromkeys((*generated, *twin)):
            below = f"{path}.{name}"
            if name not in twin:
                found.append(f"{below}: only generated, {generated[name]!r}")
            elif name not in generated:
                found.append(f"{below}: only in the twin, {twin[name]!r}")
            else:
                found += _compare(below, generated[name], twin[name])
        return found
    if type(generated) is type(twin) and generated == twin:
        return []
    if isinstance(generated, set) and isinstance(twin, set):
        return [f"{path}: generated lacks {sorted(twin - generated)}, has also {sorted(generated - twin)}"]
    return [f"{path}: generated {generated!r}, twin {twin!r}"]
