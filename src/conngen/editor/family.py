"""What has one name across the files of a project, since one takes the place of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import ConngenError
from ..records import dataclass
from .symbols import Index, Symbol, SymbolKind, index
from .view import View

__all__ = ["Family", "family_of", "home_of", "views_with"]


@dataclass(frozen=True)
class Family:
    """Symbols of one name, and the files that may name them.

    Parameters
    ----------
    symbols : `frozenset` [ `Symbol` ]
        A connection and those that take its place in other classes; a task and the classes made for it.
    views : `tuple` [ `View` ]
        The files of the project in which the name stands, and those that declare it.
    unread : `tuple` [ `str` ]
        The files of the project that can't be read.
    """

    symbols: frozenset[Symbol]
    views: tuple[View, ...]
    unread: tuple[str, ...] = ()


def views_with(view: View, words: tuple[str, ...]) -> tuple[list[View], list[str]]:
    """Return the files of a project that hold one of some words, and those that can't be read."""
    pattern = re.compile("|".join(re.escape(word) for word in words))
    finder = view.files.finder(view.key)
    found, unread = [], []
    for key in view.files.keys(view.key):
        if key == view.key:
            found.append(view)
            continue
        try:
            if pattern.search(finder.source(key).text) is None:
                continue
            other = view.files.view(key)
        except ConngenError:
            other = None
        if other is None:
            unread.append(key)
        else:
            found.append(other)
    return found, unread


def family_of(view: View, symbol: Symbol) -> Family:
    """Return what a symbol shares its name with.

    Parameters
    ----------
    view : `View`
        A file that names it.
    symbol : `Symbol`
        What it names.
    """
    task = _task(view, symbol)
    if symbol.kind is SymbolKind.VARIABLE:
        return Family(frozenset({symbol}), (view,))
    views, unread = views_with(view, (_last(task.name),))
    indexes = [index(one) for one in views]
    symbols = {task}
    for home in indexes:
        symbols |= {made for made, of in home.made.items() if of == task}
    while further := set(_tied(indexes, symbols)) - symbols:
        symbols |= further
    return Family(frozenset(symbols), tuple(views), tuple(unread))


def _task(view: View, symbol: Symbol) -> Symbol:
    """Return the task whose name that of a class follows, or the symbol itself."""
    home = home_of(view, symbol)
    return symbol if home is None else index(home).made.get(symbol, symbol)


def home_of(view: View, symbol: Symbol) -> View | None:
    """Return the `.conn` file that declares a symbol."""
    if symbol.key == view.key:
        return view
    if not symbol.key.endswith(".conn"):
        return None
    try:
        return view.files.view(symbol.key)
    except ConngenError:
        return None


def _tied(indexes: list[Index], symbols: set[Symbol]) -> Iterator[Symbol]:
    for one in indexes:
        for first, second in one.ties:
            if first in symbols:
                yield second
            if second in symbols:
                yield first


def _last(name: str) -> str:
    """Return the part of a name that stands wherever it is named: of ``noise{n}``, what is before the braces."""
    plain = name.rpartition(".")[2].partition("{")[0]
    return plain or name
