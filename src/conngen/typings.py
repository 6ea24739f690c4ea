"""Names of `typing` that only type checkers read, for modules that every build imports.

`typing` takes a third as long to import as Python takes to start, and each `NamedTuple` of its own adds to that. Type
checkers see what `typing` has; a running program gets stand-ins that can be subscribed, joined and inherited from.
"""

from __future__ import annotations

__all__ = ["TYPE_CHECKING", "Any", "Literal", "NamedTuple", "Protocol", "TypeVar", "Union", "cast"]

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, Literal, NamedTuple, Protocol, TypeVar, Union, cast
else:
    from collections import namedtuple

    class _Form:
        """Stands for a type in an expression."""

        def __getitem__(self, items):
            return self

        def __or__(self, other):
            return self

        __ror__ = __or__

    Any = Literal = Union = _Form()

    class Protocol:
        """The base of a class that says what others have."""

        def __class_getitem__(cls, items):
            return cls

    def TypeVar(name, *constraints, **options):
        """Return what stands for any type."""
        return Any

    def cast(type, value):
        """Return a value, which a type checker takes for one of a type."""
        return value

    class _Named(type):
        """Makes a named tuple of a class that inherits from `NamedTuple`."""

        def __new__(meta, name, bases, members):
            types = members.pop("__annotations__", {})
            defaults = [members.pop(field) for field in types if field in members]
            made = namedtuple(name, types, defaults=defaults, module=members.pop("__module__"))
            made.__annotations__ = types
            for key, value in members.items():
                setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Named, "NamedTuple", (), {})
