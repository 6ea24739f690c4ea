"""Texts and lists assigned to a part of a config about which nothing is known: the part may be a registry."""

from __future__ import annotations

from typing import Any

__all__ = ["assigned"]


def assigned(value: Any, node: Any) -> Any:
    """Return a value as it is read again from where it was assigned.

    Parameters
    ----------
    value : object
        The value.
    node : object
        What stands for the part of the config.

    Returns
    -------
    value : object
        The value; of a text or a list, one that takes what a registry takes.
    """
    if type(value) not in (str, list, tuple, set):
        return value
    found = _Name(value) if isinstance(value, str) else _Names(value)
    found.node = node
    return found


class _Chosen:
    """What was assigned to a part of a config that may be a registry: it is still one."""

    node: Any
    """What stands for the part."""

    def __getitem__(self, key: Any) -> Any:
        return self.node[key] if isinstance(key, str) else super().__getitem__(key)  # type: ignore[misc]

    def __getattr__(self, name: str) -> Any:
        return self if name in ("name", "names") else getattr(self.node, name)


class _Name(_Chosen, str):
    """A text that was assigned."""


class _Names(_Chosen, list[Any]):
    """A list that was assigned to what may be a set: it takes what either takes."""

    def __ior__(self, others: Any) -> Any:
        self += [one for one in others if one not in self]
        return self

    def __isub__(self, others: Any) -> Any:
        self[:] = [one for one in self if one not in others]
        return self

    def __iand__(self, others: Any) -> Any:
        self[:] = [one for one in self if one in others]
        return self

    def add(self, one: Any) -> None:
        """Add one."""
        self |= [one]

    def discard(self, one: Any) -> None:
        """Remove one if it is there."""
        self -= [one]

    def update(self, others: Any) -> None:
        """Add several."""
        self |= others
