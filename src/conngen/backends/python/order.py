"""An order of classes in which each comes after those that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...typings import Protocol, TypeVar

__all__ = ["bases_first"]


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Class = TypeVar("_Class", bound=_Named)


def bases_first(classes: Iterable[_Class], needs: Callable[[_Class], Iterable[str]]) -> list[_Class]:
    """Return classes in the author's order, but each after those it needs.

    Parameters
    ----------
    classes : iterable
        The classes.
    needs : callable
        Gives the names of what a class needs; those of other classes are left out.
    """
    known = {cls.name: cls for cls in classes}
    found: dict[str, _Class] = {}
    begun: set[str] = set()

    def add(cls: _Class) -> None:
        if cls.name in begun:
            return
        begun.add(cls.name)
        for need in needs(cls):
            if need in known:
                add(known[need])
        found[cls.name] = cls

    for cls in known.values():
        add(cls)
    return list(found.values())
