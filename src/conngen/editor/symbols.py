"""All names of a file: what each stands for, and where else that is named."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from ..model import Module
from .index import CLASSES, Index, Occurrence, Symbol, SymbolKind, index_of
from .view import View

__all__ = ["CLASSES", "Index", "Occurrence", "Symbol", "SymbolKind", "index", "occurrences", "symbol_at"]

_KEPT: WeakKeyDictionary[Module, Index] = WeakKeyDictionary()


def index(view: View) -> Index:
    """Return the names of a file; made once for what the compiler made of it."""
    found = _KEPT.get(view.module)
    if found is None:
        found = _KEPT[view.module] = index_of(view)
    return found


def occurrences(view: View) -> tuple[Occurrence, ...]:
    """Return the names of a file, in the order of its text."""
    return index(view).occurrences


def symbol_at(view: View, offset: int) -> Occurrence | None:
    """Return the name at an offset, or just before it; `None` if there is none that stands for something."""
    return index(view).at(offset)
