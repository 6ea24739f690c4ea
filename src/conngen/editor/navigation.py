"""From a name to where it is declared, and to everywhere it is named."""

from __future__ import annotations

from ..source import Span
from .family import family_of, home_of
from .generated import Read, declaration_of, generated_places
from .python_places import module_place, python_place
from .symbols import Occurrence, Symbol, SymbolKind, index, symbol_at
from .target import Target
from .view import View

__all__ = ["Read", "Target", "declaration_of", "definition", "generated_places", "place_of", "references"]

_NOWHERE = frozenset({SymbolKind.DIMENSION, SymbolKind.STORAGE_CLASS})
"""What no file declares."""


def definition(view: View, offset: int) -> tuple[Target, ...]:
    """Return where the name at an offset is declared.

    Parameters
    ----------
    view : `View`
        The file.
    offset : `int`
        An offset in it.

    Returns
    -------
    targets : `tuple` [ `Target` ]
        One place in a `.conn` or a Python file, or none: dimensions and storage classes have no file, and not all of
        Python can be found.
    """
    found = symbol_at(view, offset)
    if found is None:
        return ()
    target = place_of(view, found.symbol, found.span)
    return () if target is None else (target,)


def place_of(view: View, symbol: Symbol, origin: Span | None = None) -> Target | None:
    """Return where a symbol that a file names is declared."""
    if symbol.kind in _NOWHERE or not symbol.key:
        return None
    if not symbol.key.endswith(".conn"):
        return _in_python(view, symbol, origin)
    home = home_of(view, symbol)
    if home is None:
        return None
    if symbol.kind is SymbolKind.MODULE:
        return Target(home.key, home.source, Span(0, 0), Span(0, 0), origin)
    names = index(home)
    for one in (symbol, names.made.get(symbol, symbol)):
        for occurrence in names.by_symbol.get(one, ()):
            if occurrence.defines and occurrence.called is None:
                whole = occurrence.whole or occurrence.span
                return Target(home.key, home.source, occurrence.span, whole, origin)
    return None


def _in_python(view: View, symbol: Symbol, origin: Span | None) -> Target | None:
    finder = view.files.finder(view.key)
    if symbol.kind is SymbolKind.MODULE:
        found = module_place(finder, symbol.key)
    else:
        members = (SymbolKind.CONNECTION, SymbolKind.TEMPLATE, SymbolKind.FIELD)
        name = f"{symbol.owner}.{symbol.name}" if symbol.kind in members else symbol.name
        found = python_place(finder, symbol.key, name)
    if found is None:
        return None
    key, place, whole = found
    return Target(key, place.source, place.span, whole, origin)


def references(view: View, offset: int, declaration: bool) -> tuple[Target, ...]:
    """Return everywhere that what stands at an offset is named, in all files of the project.

    Parameters
    ----------
    view : `View`
        The file.
    offset : `int`
        An offset in it.
    declaration : `bool`
        Whether the places where it is declared are wanted too.

    Returns
    -------
    targets : `tuple` [ `Target` ]
        By file, in the order of the text. What inherits a name and declares it again counts as the same, and so do
        the classes that are made for a task.
    """
    found = symbol_at(view, offset)
    if found is None:
        return ()
    family = family_of(view, found.symbol)
    targets = []
    for other in sorted(family.views, key=lambda one: one.key):
        for one in index(other).occurrences:
            if one.symbol in family.symbols and (declaration or not _declares(one)):
                targets.append(Target(other.key, other.source, one.span, one.whole or one.span, found.span))
    return tuple(targets)


def _declares(one: Occurrence) -> bool:
    return one.defines and one.called is None
