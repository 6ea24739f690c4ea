"""Names spelt out: dimensions with those of the quantum in the place of `...`, templates with their defaults."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from ..model import (
    Built,
    ConnectionsClass,
    Defined,
    DimensionItem,
    Dimensions,
    Listed,
    Named,
    OfQuantum,
    Python,
    Template,
)

__all__ = ["alternatives", "of_item", "of_quantum", "with_defaults"]

_MOST = 4
_DEPTH = 20
_BRACES = re.compile(r"\{(\w+)\}")

Names = tuple[str, ...]


def alternatives(dimensions: Dimensions, quantum: Dimensions | None) -> tuple[Names, ...]:
    """Return what a list of dimensions can be, each as names; what only the config or Python knows, as written.

    Parameters
    ----------
    dimensions : `Dimensions`
        The list.
    quantum : `Dimensions` or `None`
        The dimensions of the quantum, if they are known.
    """
    return _all(dimensions.items, quantum, 0)


def of_quantum(cls: ConnectionsClass | None) -> Dimensions | None:
    """Return the dimensions of the quantum of a class, if they are known."""
    found = None if cls is None else cls.quantum()
    return None if found is None else found[0]


def of_item(item: DimensionItem, quantum: Dimensions | None) -> tuple[Names, ...]:
    """Return what one item of a list can be."""
    return _item(item, quantum, 0)


def _all(items: Sequence[DimensionItem], quantum: Dimensions | None, depth: int) -> tuple[Names, ...]:
    each = [_item(item, quantum, depth) for item in items]
    found = itertools.islice(itertools.product(*each), _MOST + 1)
    joined = (tuple(dict.fromkeys(name for part in parts for name in part)) for parts in found)
    return tuple(dict.fromkeys(joined))


def _item(item: DimensionItem, quantum: Dimensions | None, depth: int) -> tuple[Names, ...]:
    if depth > _DEPTH:
        return ((item.place.text,),)
    match item:
        case Named(name=name):
            return ((name,),)
        case OfQuantum() if quantum is not None:
            return _all(quantum.items, None, depth + 1)
        case Defined(definition=definition):
            found = [_all(one.items, quantum, depth + 1) for one in definition.choices()]
            return tuple(dict.fromkeys(itertools.chain.from_iterable(found)))
        case Built() | Listed() | Python() | OfQuantum():
            return ((" ".join(item.place.text.split()),),)


def with_defaults(name: str, templates: Mapping[str, Template]) -> str:
    """Return a dataset type name with the defaults of its templates; what only the config knows stays in braces."""

    def default(match: re.Match[str]) -> str:
        found = templates.get(match[1])
        return match[0] if found is None or found.python is not None else found.default

    return _BRACES.sub(default, name)
