"""An order of classes in which each comes after those that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
    for cls in known.values():
        _add(cls, known, needs, begun, found)
    return list(found.values())


def _add(
    cls: _Class,
    known: Mapping[str, _Class],
    needs: Callable[[_Class], Iterable[str]],
    begun: set[str],
    found: dict[str, _Class],
) -> None:
    """Add a class to those that were found, after those it needs."""
    # A function in a function that calls itself would keep all of it until a collection of garbage.
    if cls.name in begun:
        return
    begun.add(cls.name)
    for need in needs(cls):
        if need in known:
            _add(known[need], known, needs, begun, found)
    found[cls.name] = cls
