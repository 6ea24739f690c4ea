"""Notes the names in expressions, types, lists of dimensions and strings."""

from __future__ import annotations

from ...source import Span
from ...syntax import tree
from ...vocabulary import (
    BASIC_TYPES,
    CONNECTION_FLAGS,
    FIELD_FLAGS,
    REQUIREMENT_FLAGS,
    TEMPLATE_FLAGS,
    TYPE_WORDS,
    Takes,
)
from ..view import View
from .scope import Found, Names, Scope
from .strings import content, dotted_parts, in_name, in_string
from .symbol import Occurrence, Symbol
from .tables import Tables

__all__ = ["ExpressionWalker"]

_TAKES = {
    flag.name: flag.takes
    for flags in (REQUIREMENT_FLAGS, TEMPLATE_FLAGS, FIELD_FLAGS, CONNECTION_FLAGS)
    for flag in flags.values()
}
_OF_PYTHON = frozenset({Takes.METHOD, Takes.NAME, Takes.NAMES, Takes.ERROR, Takes.CHOICES, Takes.NEW_NAME})
"""What takes the dotted name of a Python object, in which no config field is looked for."""


class ExpressionWalker:
    """Goes through what stands in items.

    Parameters
    ----------
    view : `View`
        The file.
    tables : `Tables`
        The symbols of its classes.
    """

    def __init__(self, view: View, tables: Tables) -> None:
        self.key = view.key
        self.source = view.source
        self.text = view.text
        self.finder = tables.finder
        self.names = Names(view, tables)
        self.found: list[Occurrence] = []
        self.explicit: set[Symbol] = set()
        """The classes of tasks that are named by a setting."""

    # --- what is found ---

    def note(
        self,
        span: Span,
        found: Found | None,
        *,
        writes: bool = False,
        defines_alias: bool = False,
        whole: Span | None = None,
        shown: Span | None = None,
    ) -> None:
        """Note a name; nothing if it stands for nothing that is known."""
        if found is None:
            return
        place = self.source.at(shown or span)
        self.found.append(
            Occurrence(place, self.key, found.symbol, defines_alias, writes, found.called, whole)
        )

    def declare(self, node: tree.Identifier | tree.Variable, symbol: Symbol, whole: Span) -> None:
        """Note a name where it is declared."""
        self.found.append(Occurrence(self.source.at(node.span), self.key, symbol, True, whole=whole))

    # --- Python objects ---

    def dotted(self, node: tree.Expression | tree.Dotted, scope: Scope) -> None:
        """Note the parts of the name of a class or a Python object."""
        parts = dotted_parts(node)
        if parts is None:
            if not isinstance(node, tree.Dotted):
                self.expression(node, scope)
            return
        for part, found in zip(parts, self.names.python(parts), strict=True):
            self.note(part.span, found)

    def value(self, node: tree.Expression, scope: Scope) -> None:
        """Note the names of a default: a Python object, or plain data."""
        parts = dotted_parts(node)
        if parts is not None:
            self.dotted(node, scope)
        else:
            self.expression(node, scope)

    # --- flags ---

    def flags(self, flags: tuple[tree.Flag | tree.Condition, ...], scope: Scope) -> None:
        """Note the names behind commas."""
        for flag in flags:
            if isinstance(flag, tree.Condition):
                self.expression(flag.value, scope)
            elif flag.value is not None:
                self.flag(flag.name.text, flag.value, scope)

    def flag(self, name: str, value: tree.Expression, scope: Scope) -> None:
        """Note the names in the value of a flag."""
        takes = _TAKES.get(name)
        if takes is None:
            self.expression(value, scope)
        else:
            self.taken(takes, value, scope)

    def taken(self, takes: Takes, node: tree.Expression, scope: Scope) -> None:
        """Note the names in what a flag or a setting takes."""
        match node:
            case tree.Group(value=inner):
                self.taken(takes, inner, scope)
            case tree.Ternary(value=then, condition=condition, otherwise=otherwise) if takes in _OF_PYTHON:
                self.taken(takes, then, scope)
                self.expression(condition, scope)
                self.taken(takes, otherwise, scope)
            case tree.List(elements=elements) if takes is Takes.NAMES:
                for one in elements:
                    if isinstance(one, tree.String) and one.parts is None:
                        self.note(content(self.text, one), self.names.connection(one.value, scope))
                    else:
                        self.expression(one, scope)
            case _ if takes in _OF_PYTHON and dotted_parts(node) is not None:
                self.dotted(node, scope)
            case _ if takes is not Takes.REASONS:
                self.expression(node, scope)

    # --- types and dimensions ---

    def type(self, node: tree.Dimension, scope: Scope) -> None:
        """Note the names in the type of a config field."""
        if not isinstance(node, tree.Type):
            return
        if isinstance(node.name, tree.Dotted):
            word = node.name.text
            if word not in BASIC_TYPES and (word not in TYPE_WORDS or self.names.imported(word)):
                self.dotted(node.name, scope)
        else:
            self.expression(node.name.value, scope)
        for one in node.arguments or ():
            self.type(one, scope)

    def arguments(self, nodes: tuple[tree.Dimension, ...] | None, scope: Scope) -> None:
        """Note the names among the dimensions in brackets."""
        for node in nodes or ():
            match node:
                case tree.Type(name=tree.Dotted(parts=(only,)), arguments=None):
                    self.note(only.span, self.names.dimension(only.text, scope))
                case tree.Type(name=tree.Filled(value=value)):
                    self.expression(value, scope)
                case tree.Built(text=text, span=span):
                    self.filled_in(text, span.start, scope)
                case tree.Star(value=value):
                    self.star(value, scope)

    def dimensions(self, node: tree.Expression, scope: Scope) -> None:
        """Note the names in what stands behind ``dimensions NAME =``."""
        match node:
            case tree.Group(value=inner):
                self.dimensions(inner, scope)
            case tree.Ternary(value=then, condition=condition, otherwise=otherwise):
                self.dimensions(then, scope)
                self.expression(condition, scope)
                self.dimensions(otherwise, scope)
            case tree.List(elements=elements):
                for one in elements:
                    self.dimensions(one, scope)
            case tree.Star(value=value):
                self.star(value, scope)
            case tree.Variable(name=name, span=span):
                if "{" in name:
                    self.filled_in(name, span.start, scope)
                else:
                    self.note(span, self.names.dimension(name, scope))
            case _:
                self.expression(node, scope)

    def star(self, value: tree.Expression, scope: Scope) -> None:
        """Note the names of ``*dimensions``: a name for some, a config field, or a constant."""
        if isinstance(value, tree.Variable) and value.name in scope.definitions:
            self.note(value.span, self.names.dimension(value.name, scope))
            return
        parts = dotted_parts(value)
        first = parts[0].name if parts is not None else ""
        if parts is None or first in scope.variables or self.names.field(first, scope) is not None:
            self.expression(value, scope)
        elif len(parts) > 1 or self.names.imported(first) is not None:
            self.dotted(value, scope)
        else:
            self.expression(value, scope)

    # --- names that are put together ---

    def filled_in(self, name: str, start: int, scope: Scope) -> None:
        """Note what is filled into a name such as ``noise{n}``."""
        if "{" in name:
            for parts in in_name(name, start):
                self._path(parts, scope)

    def _path(self, parts: tuple[tuple[str, Span], ...], scope: Scope, filled: bool = False) -> None:
        """Note the parts of a dotted name in braces."""
        (first, span), *rest = parts
        of = self.names.filled(first, scope) if filled and not rest else self.names.variable(first, scope)
        self.note(span, of)
        value: tree.Expression = tree.Variable(span, first)
        for name, where in rest:
            of = self.names.attribute(of, value, name, scope)
            self.note(where, of)
            value = tree.Attribute(where, value, tree.Identifier(where, name))

    def dataset(self, node: tree.Expression, scope: Scope) -> None:
        """Note the names in a dataset type name, or in a choice among some."""
        match node:
            case tree.String(parts=None):
                for parts in in_string(self.text, node):
                    self._path(parts, scope, filled=True)
            case tree.Group(value=inner):
                self.dataset(inner, scope)
            case tree.Ternary(value=then, condition=condition, otherwise=otherwise):
                self.dataset(then, scope)
                self.expression(condition, scope)
                self.dataset(otherwise, scope)
            case _:
                named = dotted_parts(node)
                if named is not None and self.names.field(named[0].name, scope) is None:
                    self.dotted(node, scope)
                else:
                    self.expression(node, scope)

    # --- expressions ---

    def expression(self, node: tree.Node, scope: Scope, writes: bool = False) -> Found | None:
        """Note the names in an expression, and return what the whole of it stands for, if it is a path."""
        match node:
            case tree.Variable(name=name, span=span):
                found = self.names.variable(name, scope)
                self.note(span, found, writes=writes)
                return found
            case tree.Attribute(value=value, name=name):
                if (found := self._module(node, scope)) is not None:
                    return found
                of = self.expression(value, scope)
                inner = self.names.attribute(of, value, name.text, scope)
                self.note(name.span, inner, writes=writes)
                return inner
            case tree.Group(value=value):
                return self.expression(value, scope, writes)
            case tree.Subscript(value=value, index=index):
                of = self.expression(value, scope, writes)
                self.expression(index, scope)
                return self.names.item(of)
            case tree.Call(function=function, arguments=arguments):
                self.expression(function, scope)
                for argument in arguments:
                    self.expression(argument, scope)
            case tree.Keyword(value=value):
                self.expression(value, scope)
            case tree.String(parts=None) | tree.Number() | tree.Constant():
                pass
            case _:
                for child in tree.children(node):
                    if not isinstance(child, tree.Identifier):
                        self.expression(child, scope)
        return None

    def _module(self, node: tree.Attribute, scope: Scope) -> Found | None:
        """Note the parts of ``a.b`` if that is a module that is imported by that name, and return that."""
        parts = dotted_parts(node)
        if parts is None or parts[0].name in scope.variables or self.names.field(parts[0].name, scope):
            return None
        if ".".join(part.name for part in parts) not in self.names.module.imports:
            return None
        every = self.names.python(parts)
        for part, found in zip(parts, every, strict=True):
            self.note(part.span, found)
        return every[-1]
