"""The parameters of `run`."""

from __future__ import annotations

import ast

from ..records import dataclass
from .classes import AuthorClass, dotted

__all__ = ["Parameter", "Signature", "signature_of"]

_TRANSPARENT = frozenset({"timeMethod", "override"})
"""Decorators behind which a method has the same parameters."""


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, where it stands, and its default."""

    name: str
    node: ast.arg
    default: ast.expr | None

    @property
    def required(self) -> bool:
        """Whether a call has to give it."""
        return self.default is None

    @property
    def defaults_to_none(self) -> bool:
        """Whether it is `None` unless it is given."""
        return isinstance(self.default, ast.Constant) and self.default.value is None


@dataclass(frozen=True)
class Signature:
    """What a method can be called with by keyword.

    Parameters
    ----------
    node : `ast.FunctionDef`
        The method.
    parameters : mapping from `str` to `Parameter`
        Its parameters by name, without ``self``.
    open : `bool`
        Whether it takes any other keyword too.
    """

    node: ast.FunctionDef
    parameters: dict[str, Parameter]
    open: bool


def signature_of(cls: AuthorClass, name: str) -> Signature | None:
    """Return the signature of a method, or `None` if that can't be told."""
    node = cls.method(name)
    if node is None or any(dotted(one).rpartition(".")[2] not in _TRANSPARENT for one in node.decorator_list):
        return None
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if not positional or len(arguments.posonlyargs) > 1:
        return None
    defaults: list[ast.expr | None] = [
        *[None] * (len(positional) - len(arguments.defaults)),
        *arguments.defaults,
    ]
    found = {}
    for arg, default in zip(positional[1:], defaults[1:], strict=True):
        found[arg.arg] = Parameter(arg.arg, arg, default)
    for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found[arg.arg] = Parameter(arg.arg, arg, default)
    return Signature(node, found, arguments.kwarg is not None)
