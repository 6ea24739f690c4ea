"""Configs, fields and connections that stand in for unknown ones: the runtime takes them for its own."""

from __future__ import annotations

import dataclasses
import string
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from lsst.pex.config import Field
from lsst.pex.config.callStack import getStackFrame
from lsst.pex.config.configurableActions import ConfigurableAction
from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT
from lsst.pipe.base.config import PipelineTaskConfigMeta
from lsst.pipe.base.connections import PipelineTaskConnectionsMetaclass

from .standins import Anything, Log, StandIn, stand_in

__all__ = [
    "Listable",
    "LooseConfig",
    "LooseConfigMeta",
    "LooseConnections",
    "LooseConnectionsMeta",
    "LooseField",
    "consistent",
    "loose_config_for",
    "removed",
    "unknown",
]

_SETS = ("initInputs", "initOutputs", "inputs", "prerequisiteInputs", "outputs")
_OF_RUNTIME = frozenset(
    {"connections", "ConnectionsConfigClass", "dimensions", "defaultTemplates"}
    | {"deprecatedTemplates", "allConnections", "varName", "dtype", *_SETS}
)
"""Attributes by which the runtime asks what a class is: there only if they were given."""


def unknown(cls: Any, name: str) -> Any:
    """Return what stands in for an attribute of a class, named after the nearest base that stands in for one."""
    if name == "__members__":  # of an enumeration
        return {}
    if name.startswith("_") or name in _OF_RUNTIME:
        raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
    base = next(one for one in cls.__mro__ if "_standin_name" in vars(one))
    return stand_in(f"{base._standin_name}.{name}")


def consistent(bases: tuple[type, ...]) -> tuple[type, ...]:
    """Return bases without those that others are subclasses of: it is not known what order the real ones allow."""
    return tuple(
        one for one in bases if not any(issubclass(other, one) for other in bases if other is not one)
    )


# --- configs -------------------------------------------------------------------------------------------------------


class Listable(type):
    """Makes classes that are empty collections, as enumerations and registries are collections."""

    def __iter__(cls) -> Iterator[Any]:
        return iter(())

    def __contains__(cls, value: object) -> bool:
        return False


class LooseConfigMeta(Listable, PipelineTaskConfigMeta):
    """Makes configs of bases about which nothing is known."""

    def __new__(mcls, name: str, bases: Any, namespace: Any, **keywords: Any) -> Any:  # noqa: D102
        bases = consistent(bases)
        if "pipelineConnections" in keywords and not any(
            issubclass(one, PipelineTaskConfig) for one in bases
        ):
            bases = (*bases, PipelineTaskConfig)
        if not any(issubclass(one, PipelineTaskConfig) for one in bases):
            return type.__new__(mcls, name, bases, namespace)
        if "pipelineConnections" not in keywords and not any(hasattr(one, "connections") for one in bases):
            absent = next(one for base in bases for one in base.__mro__ if "_standin_name" in vars(one))
            keywords["pipelineConnections"] = stand_in(f"{absent._standin_name}.ConnectionsClassOfBase")
        return super().__new__(mcls, name, bases, namespace, **keywords)

    def __getattr__(cls, name: str) -> Any:
        return unknown(cls, name)


class LooseConfig(Anything, ConfigurableAction, metaclass=LooseConfigMeta):
    """A config that has every attribute; what is done to unknown ones is taken down."""

    _standin_name = "LooseConfig"

    def __new__(cls, *arguments: Any, **keywords: Any) -> Any:  # noqa: D102
        known = {name: one for name, one in keywords.items() if name in cls._fields or name.startswith("_")}
        instance = super().__new__(cls, **known)
        others = {name: one for name, one in keywords.items() if name not in known}
        if arguments or others:
            instance._standin._note("call", arguments, others)
            for name, value in others.items():
                setattr(instance, name, value)
        return instance

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        pass

    @property
    def _standin(self) -> StandIn:
        storage = self._storage
        if "_standin" not in storage:
            storage["_standin"] = StandIn(type(self).__qualname__, Log())
        return storage["_standin"]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._standin, name)

    def __getitem__(self, key: Any) -> Any:
        return self._standin[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self._standin[key] = value

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:  # noqa: D102
        return self._standin(*arguments, **keywords)

    def __setattr__(self, name: str, value: Any, at: Any = None, label: str = "assignment") -> None:
        if name in self._fields or name.startswith("_") or name == "identity":
            super().__setattr__(name, value, at=at, label=label)
        elif hasattr(getattr(type(self), name, None), "__set__"):
            object.__setattr__(self, name, value)
        else:
            setattr(self._standin, name, value)

    def __delattr__(self, name: str, at: Any = None, label: str = "deletion") -> None:
        if name in self._fields:
            super().__delattr__(name, at=at, label=label)
        else:
            delattr(self._standin, name)

    def update(self, **keywords: Any) -> None:
        """Take over values, and those of unknown attributes too."""
        unknown = keywords.pop("_standin", None)
        if unknown is not None:
            self._storage["_standin"] = unknown
        super().update(**keywords)

    def copy(self) -> Any:
        """Return a config with the same values."""
        unknown = self._storage.pop("_standin", None)
        made = super().copy()
        if unknown is not None:
            self._storage["_standin"] = made._storage["_standin"] = unknown
        return made

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


def loose_config_for(connections: type[PipelineTaskConnections]) -> type[PipelineTaskConfig]:
    """Return a config for connections whose own is not known: it has every field."""
    return LooseConfigMeta("Config", (LooseConfig,), {}, pipelineConnections=connections)


class LooseField(Field):
    """A field that a registry, or a class of fields that is not installed, makes."""

    def __init__(self, of: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        names = ("doc", "default", "optional", "multi", "on_none")
        given = {**dict(zip(names, arguments, strict=False)), **keywords}
        self._setup(
            doc=given.pop("doc", None) or "-",
            dtype=LooseConfig,
            default=given.pop("default", None),
            check=None,
            optional=given.pop("optional", False),
            source=getStackFrame(),
            deprecated=given.pop("deprecated", None),
        )
        self.of = of
        self.given = {name: one for name, one in given.items() if one not in (None, False)}

    def __set__(self, instance: Any, value: Any, at: Any = None, label: str = "assignment") -> None:
        node = StandIn(self.of, Log())
        if value is not None:
            node.name = node.names = value
        node._log.operations.clear()
        if label != "default":
            node._log.assign("", value)
        instance._storage[self.name] = node

    def validate(self, instance: Any) -> None:
        """Accept whatever it is."""

    def save(self, outfile: Any, instance: Any) -> None:
        """Write nothing."""

    def toDict(self, instance: Any) -> Any:
        """Return what was done to it."""
        return instance._storage[self.name]._log.operations


# --- connections ---------------------------------------------------------------------------------------------------


class LooseConnectionsMeta(PipelineTaskConnectionsMetaclass):
    """Makes connections of bases about which nothing is known: they have every template and every connection."""

    def __new__(mcls, name: str, bases: Any, namespace: Any, **keywords: Any) -> Any:  # noqa: D102
        bases = consistent(bases)
        known = {key for base in bases for key in getattr(base, "defaultTemplates", {})}
        given = dict(keywords.get("defaultTemplates", {}))
        for connection in namespace["allConnections"].values():
            for _, template, *_ in string.Formatter().parse(str(connection.name)):
                if template and template not in known | set(given):
                    given[template] = f"<{template}>"
        return super().__new__(mcls, name, bases, namespace, **{**keywords, "defaultTemplates": given})

    def __getattr__(cls, name: str) -> Any:  # noqa: N805
        if name[:1].isupper():
            return unknown(cls, name)
        base = unknown(cls, "base").__module__
        return _LooseConnection(name=f"{base}.{name}", storageClass=f"<{name}>")


@dataclasses.dataclass(frozen=True)
class _LooseConnection(cT.Input):
    """An inherited connection about which nothing is known."""

    lookupFunction: Any = None


class _LooseSet(set[str]):
    """Names of connections; those that only the unknown base could have added can be removed, too."""

    def __init__(self, names: Iterable[str], owner: Any) -> None:
        super().__init__(names)
        self.owner = owner

    def remove(self, name: str) -> None:
        """Remove a name."""
        if name in self or not self.owner._standin_removes(name):
            super().remove(name)

    def discard(self, name: Any) -> None:
        """Remove a name if it is there."""
        if name in self:
            super().discard(name)
        else:
            self.owner._standin_removes(name)

    def __isub__(self, names: Any) -> Any:  # type: ignore[misc]
        for name in names:
            self.discard(name)
        return self


class _LooseDict(dict[str, Any]):
    """Connections by name; unknown ones count as present until they are removed."""

    owner: Any = None

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or self.owner._standin_might_have(name)


class LooseConnections(PipelineTaskConnections, metaclass=LooseConnectionsMeta, dimensions=()):
    """Connections of a class that is not installed."""

    _standin_name = "LooseConnections"

    def __init__(self, *, config: Any = None) -> None:
        super().__init__(config=config)
        object.__setattr__(self, "_standin_removed", set())
        for name in _SETS:
            object.__setattr__(self, name, _LooseSet(getattr(self, name), self))
        connections = _LooseDict(self._allConnections)
        connections.owner = self
        object.__setattr__(self, "_allConnections", connections)
        object.__setattr__(self, "allConnections", MappingProxyType(connections))

    def _standin_might_have(self, name: object) -> bool:
        return name not in type(self).allConnections and name not in self._standin_removed

    def _standin_removes(self, name: str) -> bool:
        """Take a removal down; `False` if there is nothing, or no longer anything, to remove."""
        if not self._standin_might_have(name):
            return False
        self._standin_removed.add(name)
        return True

    def __delattr__(self, name: str) -> None:
        if self._allConnections.get(name) is not None or not self._standin_removes(name):
            super().__delattr__(name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in _OF_RUNTIME:
            raise AttributeError(name)
        added = self._allConnections.get(name)
        if added is None and name in type(self).allConnections:
            raise AttributeError(name)
        return getattr(type(self), name) if added is None else added


def removed(connections: PipelineTaskConnections) -> set[str]:
    """Return the names of connections that were removed, and that only an unknown base could have declared."""
    return set(getattr(connections, "_standin_removed", ()))
