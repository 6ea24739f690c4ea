"""Functions as values: two are the same if they do the same, wherever they stand and whatever they are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import Any

__all__ = ["Function", "function"]


@dataclass(frozen=True)
class Function:
    """A function.

    Parameters
    ----------
    name : `str`
        Its full name.
    code : `tuple` or `None`
        What it does; `None` if that can't be seen, and the name has to tell.
    """

    name: str = field(compare=False)
    code: Any

    def __repr__(self) -> str:
        return self.name


def function(value: Callable[..., Any], name: str) -> Function:
    """Return a function as a value.

    Parameters
    ----------
    value : callable
        The function.
    name : `str`
        Its full name.
    """
    inner = getattr(value, "__func__", value)
    if not isinstance(inner, FunctionType):
        return Function(name, ("named", name))
    closure = tuple(_content(cell) for cell in inner.__closure__ or ())
    defaults = (repr(inner.__defaults__), repr(inner.__kwdefaults__))
    return Function(name, (_code(inner.__code__, inner.__doc__), closure, defaults))


def _content(cell: Any) -> str:
    try:
        return repr(cell.cell_contents)
    except ValueError:  # a name that is assigned later
        return ""


def _code(code: CodeType, doc: str | None = None) -> tuple[Any, ...]:
    constants = list(code.co_consts)
    if doc is not None and doc in constants[:1]:
        constants[0] = None
    plain = tuple(_code(one) if isinstance(one, CodeType) else (type(one).__name__, one) for one in constants)
    return code.co_code, code.co_names, code.co_varnames, code.co_freevars, _without_first_none(plain)


def _without_first_none(constants: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out the place of a docstring, which a function without one may or may not have."""
    return constants[1:] if constants[:1] == (("NoneType", None),) else constants
