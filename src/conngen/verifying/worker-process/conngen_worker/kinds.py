"""Classes that stand in for those of packages that are not installed, of the kind that their use asks for."""

from __future__ import annotations

import types
from abc import ABCMeta
from typing import Any

from lsst.pex.config import Config
from lsst.pex.config.config import ConfigMeta
from lsst.pipe.base import PipelineTaskConnections, Task

from .loose import (
    Listable,
    LooseConfig,
    LooseConfigMeta,
    LooseConnections,
    LooseConnectionsMeta,
    LooseField,
    consistent,
    unknown,
)
from .standins import Anything, makers

__all__ = ["AnyMeta"]


class LooseMeta(Listable, ABCMeta):
    """Makes classes of any other kind."""

    def __getattr__(cls, name: str) -> Any:
        return unknown(cls, name)


class LooseTask(Anything, Task, metaclass=LooseMeta):
    """A task of a class that is not installed."""

    _standin_name = "LooseTask"

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return getattr(type(self), name)


class LoosePlain(Anything, metaclass=LooseMeta):
    """Any other class that is not installed, among the bases of one."""

    _standin_name = "LoosePlain"

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return getattr(type(self), name)


class LooseError(Exception):
    """An exception of a class that is not installed."""

    _standin_name = "LooseError"


class AnyMeta(LooseConfigMeta, LooseConnectionsMeta, LooseMeta):
    """Makes classes of a base of which not even the kind is known: its other bases and its name tell."""

    @classmethod
    def __prepare__(cls, name: str, bases: Any, **keywords: Any) -> Any:  # type: ignore[override]
        meta, bases = _resolve(name, bases, keywords)
        return types.prepare_class(name, bases, {"metaclass": meta, **keywords})[1]

    def __new__(mcls, name: str, bases: Any, namespace: Any, **keywords: Any) -> Any:  # noqa: D102
        meta, bases = _resolve(name, bases, keywords)
        return meta(name, bases, namespace, **keywords)

    __call__ = type.__call__


def _resolve(name: str, bases: Any, keywords: dict[str, Any]) -> tuple[Any, tuple[type, ...]]:
    """Return the metaclass and the bases of a class, those of unknown kind replaced by ones of the right kind."""
    kind = _kind_of_subclass(name, [one for one in bases if type(one) is not AnyMeta], keywords)
    replaced = tuple(_of_kind(one._standin_name, kind) if type(one) is AnyMeta else one for one in bases)
    replaced = consistent(replaced)
    return types.prepare_class(name, replaced, {})[0], replaced


def _kind_of_subclass(name: str, others: list[type], keywords: dict[str, Any]) -> type:
    if any(issubclass(one, PipelineTaskConnections) for one in others):
        return LooseConnections
    if "pipelineConnections" in keywords or any(issubclass(one, Config) for one in others):
        return LooseConfig
    if keywords:
        return LooseConnections
    if others:
        return LoosePlain
    return _kind(name)


_KINDS = {
    "Task": LooseTask,
    "Error": LooseError,
    "Exception": LooseError,
    "Warning": LooseError,
}


def _kind(name: str) -> type:
    """Return the kind of a class by the end of its name; a config is the one that can be most things."""
    if "Connections" in name:
        return LooseConnections
    return next((kind for end, kind in _KINDS.items() if name.endswith(end)), LooseConfig)


_made: dict[tuple[str, type], Any] = {}


def _of_kind(name: str, kind: type) -> Any:
    """Return the class of a name and a kind, made once."""
    if (name, kind) not in _made:
        module, _, last = name.rpartition(".")
        namespace = {"__module__": module, "__qualname__": last, "_standin_name": name}
        keywords = {"dimensions": (f"<{name}>",)} if kind is LooseConnections else {}
        _made[name, kind] = types.new_class(last, (kind,), keywords, lambda one: one.update(namespace))
    return _made[name, kind]


def _make_class(name: str) -> Any:
    last = name.rpartition(".")[2]
    if last.endswith("Field"):
        return _field_class(name)
    kind = _kind(last)
    if kind is not LooseConfig or "Config" in last:
        return _of_kind(name, kind)
    module, _, last = name.rpartition(".")
    namespace = {"__module__": module, "__qualname__": last, "_standin_name": name}
    made = ABCMeta.__new__(AnyMeta, last, (LooseConfig,), namespace)
    ConfigMeta.__init__(made, last, (LooseConfig,), namespace)
    return made


def _field_class(name: str) -> Any:
    def create(self: Any, *arguments: Any, **keywords: Any) -> None:
        LooseField.__init__(self, name, arguments, keywords)

    module, _, last = name.rpartition(".")
    return type(last, (LooseField,), {"__module__": module, "__qualname__": last, "__init__": create})


makers["class"] = _make_class
makers["field"] = LooseField
