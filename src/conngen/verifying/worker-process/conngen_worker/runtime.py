"""What is changed in the runtime of this process: it takes stand-ins for values, and keeps no history of configs."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import lsst.pex.config
from lsst.pex.config import Field
from lsst.pipe.base import connectionTypes as cT
from lsst.pipe.base.config import PipelineTaskConfigMeta
from lsst.pipe.base.connections import PipelineTaskConnectionsMetaclass

from . import kinds  # noqa: F401 - makes the classes that stand in for others
from .loose import LooseConfig, LooseConfigMeta, LooseConnections
from .standins import Constant, StandIn

__all__ = ["adapt"]


def adapt() -> None:
    """Change the runtime."""
    for _, name, _ in pkgutil.iter_modules(lsst.pex.config.__path__, "lsst.pex.config."):
        if name.rpartition(".")[2] in _WITHOUT_HISTORY:
            importlib.import_module(name).getCallStack = lambda skip=0: []  # type: ignore[attr-defined]
    _wrap(Field, "_validateValue", _accept)
    _wrap(cT.DimensionedConnection, "__post_init__", _connection)
    _wrap(PipelineTaskConnectionsMetaclass, "__new__", _connections)
    _wrap(PipelineTaskConfigMeta, "__new__", _config)


_WITHOUT_HISTORY = (
    "config",
    "choiceField",
    "configChoiceField",
    "configDictField",
    "configField",
    "configurableField",
    "dictField",
    "listField",
    "rangeField",
    "registry",
)
"""The modules that take down the call stack of each assignment, which takes most of the time."""


def _wrap(cls: type, name: str, around: Callable[..., Any]) -> None:
    plain = getattr(cls, name)

    @functools.wraps(plain)
    def method(*arguments: Any, **keywords: Any) -> Any:
        return around(plain, *arguments, **keywords)

    setattr(cls, name, method)


def _accept(plain: Any, field: Any, value: Any) -> None:
    """Accept what stands in for a value of any type."""
    if not isinstance(value, StandIn | Constant):
        plain(field, value)


def _connection(plain: Any, connection: Any) -> None:
    """Take what stands in for dimensions, or for a text."""
    for name in ("name", "storageClass", "doc"):
        if isinstance(getattr(connection, name), StandIn | type):
            object.__setattr__(connection, name, str(getattr(connection, name)))
    if isinstance(connection.dimensions, StandIn | Constant):
        object.__setattr__(connection, "dimensions", tuple(connection.dimensions))
    plain(connection)


def _connections(plain: Any, meta: Any, name: str, bases: Any, namespace: Any, **keywords: Any) -> Any:
    if isinstance(keywords.get("dimensions"), StandIn | Constant):
        keywords["dimensions"] = tuple(keywords["dimensions"])
    return plain(meta, name, bases, namespace, **keywords)


def _config(plain: Any, meta: Any, name: str, bases: Any, namespace: Any, **keywords: Any) -> Any:
    """Give a config whose connections inherit from an unknown class every template and name."""
    made = plain(meta, name, bases, namespace, **keywords)
    if issubclass(getattr(made, "ConnectionsClass", object), LooseConnections):
        known = made.ConnectionsConfigClass
        fields = {
            key: value
            for key, value in vars(known).items()
            if key in known._fields or key == "ConnectionsClass"
        }
        loose = LooseConfigMeta(known.__name__, (LooseConfig,), {**fields, "__module__": known.__module__})
        field = lsst.pex.config.ConfigField(dtype=loose, doc=vars(made)["connections"].doc)
        type.__setattr__(made, "connections", field)
        type.__setattr__(made, "ConnectionsConfigClass", loose)
    return made
