"""What classes declare, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections

from .comparing import differences
from .views import Views

__all__ = ["compare_declared", "shared"]


def compare_declared(
    originals: Mapping[str, Any],
    made: Mapping[str, Any],
    views: Views,
    different: list[str],
    notes: list[str],
) -> set[str]:
    """Compare what classes declare, and return what differs, without their names.

    Parameters
    ----------
    originals, made : mapping from `str` to `type`
        The classes of either side, as ``connections`` and ``config``.
    views : `Views`
        Makes plain values of them.
    different, notes : `list` [ `str` ]
        Take what differs, and what else is to be told.
    """
    known: set[str] = set()
    for what, cls in originals.items():
        view = views.connections if what == "connections" else views.config
        found = list(differences("", *shared(view(cls), view(made[what]))))
        known.update(found)
        different += [f"{cls.__name__}: {line}" for line in found]
        lost = [name for name in _own_names(cls) if not hasattr(made[what], name)]
        if lost:
            notes.append(f"{cls.__name__} also has {', '.join(lost)}, which the generated class has not")
    return known


def shared(*views: dict[str, Any]) -> list[dict[str, Any]]:
    """Return views without the connections that only one has: the sets of names tell of them."""
    names = set.intersection(*(set(view.get("connections", ())) for view in views))
    found = []
    for view in views:
        shared = dict(view)
        if "connections" in view:
            shared["connections"] = {name: one for name, one in view["connections"].items() if name in names}
        if "order of connections" in view:
            shared["order of connections"] = [name for name in view["order of connections"] if name in names]
        found.append(shared)
    return found


def _own_names(cls: type) -> Iterator[str]:
    """Yield the public names that a class and its bases add to what the runtime knows."""
    known = set(dir(PipelineTaskConnections)) | set(dir(PipelineTaskConfig))
    known |= set(cls.allConnections if issubclass(cls, PipelineTaskConnections) else cls._fields)  # type: ignore[attr-defined]
    for one in cls.__mro__:
        if one.__module__.startswith(("lsst.pipe.base.", "lsst.pex.config.")) or one is object:
            continue
        yield from (name for name in vars(one) if not name.startswith("_") and name not in known)
