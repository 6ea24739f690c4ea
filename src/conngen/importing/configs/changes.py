"""What of the config some code may change."""

from __future__ import annotations

import ast

from .expressions import field_names
from .sayer import MUTATORS, Sayer

__all__ = ["Changes"]

_HARMLESS = frozenset(
    {
        "isinstance",
        "hasattr",
        "getattr",
        "type",
        "len",
        "repr",
        "str",
        "set",
        "list",
        "tuple",
        "dict",
        "sorted",
    }
    | {
        "any",
        "all",
        "min",
        "max",
        "sum",
        "int",
        "float",
        "bool",
        "range",
        "zip",
        "enumerate",
        "FieldValidationError",
    }
)
"""Functions that leave the config as it is."""


class Changes:
    """Collects the parts of the config that code may change.

    Parameters
    ----------
    parameter : `str`
        What the code calls the config.
    """

    def __init__(self, parameter: str) -> None:
        self.parameter = parameter
        self.parts: set[str] = set()
        self.whole = False

    def copy(self) -> Changes:
        """Return the same, which goes its own way from here on."""
        other = Changes(self.parameter)
        other.parts, other.whole = set(self.parts), self.whole
        return other

    def concern(self, *nodes: ast.expr | None) -> bool:
        """Whether some expressions may have another value behind them."""
        return self.whole or bool(field_names(*nodes) & self.parts)

    def note(self, node: ast.AST, sayer: Sayer) -> None:
        """Note what a part of the code may change."""
        match node:
            case ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del()):
                self._note_part(node, sayer)
            case ast.Call(func=ast.Name(id=name), args=arguments) if name not in _HARMLESS:
                for one in arguments:
                    self._note_part(one, sayer)
            case ast.Call(func=ast.Attribute(value=owner, attr=name), args=arguments):
                if name in MUTATORS or (isinstance(owner, ast.Name) and owner.id == self.parameter):
                    self._note_part(owner, sayer)
                for one in arguments if name not in _HARMLESS else ():
                    self._note_part(one, sayer)

    def _note_part(self, node: ast.expr, sayer: Sayer) -> None:
        while True:
            match node:
                case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == self.parameter:
                    self.parts.add(attribute)
                    return
                case ast.Attribute(value=value) | ast.Subscript(value=value):
                    node = value
                case ast.Name(id=name) if name == self.parameter:
                    self.whole = True
                    return
                case ast.Name(id=name) if name in sayer.local:
                    self.parts |= field_names(sayer.local[name])
                    return
                case _:
                    return
