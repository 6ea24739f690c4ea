"""Dimensions spelt out: with those of the quantum in the place of `...`, and lists in the place of their names."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

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
)

__all__ = ["alternatives", "of_item", "of_quantum"]

_MOST = 4
_DEPTH = 20

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
