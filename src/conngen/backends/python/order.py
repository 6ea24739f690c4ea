"""An order of classes in which each comes after those that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

__all__ = ["bases_first"]

_Class = TypeVar("_Class")


def bases_first(classes: Iterable[_Class], needs: Callable[[_Class], Iterable[object]]) -> list[_Class]:
    """Return classes in the author's order, but each after those it needs.

    Parameters
    ----------
    classes : iterable
        The classes.
    needs : callable
        Gives what a class needs; what is not among the classes is left out.
    """
    given = list(classes)
    known = {id(cls): cls for cls in given}
    found: dict[int, _Class] = {}
    begun: set[int] = set()

    def add(cls: _Class) -> None:
        if id(cls) in begun:
            return
        begun.add(id(cls))
        for need in needs(cls):
            if id(need) in known:
                add(known[id(need)])
        found[id(cls)] = cls

    for cls in given:
        add(cls)
    return list(found.values())
