"""What names stand for at a place of a file: a look-up in what the model knows, in the order of the resolver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...conditions.fields import SUBTASK_ATTRIBUTES
from ...model import (
    Assignment,
    ConfigClass,
    ConfigField,
    ConnectionsClass,
    Definition,
    Module,
    PythonName,
    Task,
    path_of,
)
from ...model.evaluation import FUNCTIONS
from ...records import dataclass, field, replace
from ...syntax import tree
from ..view import View
from .strings import Part, dotted_parts
from .symbol import CLASSES, Symbol, SymbolKind
from .tables import Tables

__all__ = ["Found", "Names", "Scope"]


@dataclass(frozen=True)
class Scope:
    """What surrounds an item.

    Parameters
    ----------
    name : `str`
        The block it is in; empty outside of all.
    connections : `ConnectionsClass` or `None`
        The class whose connections and templates can be named.
    config : `ConfigClass` or `None`
        The config whose fields can be named.
    variables : mapping
        The variables of the repetitions around it.
    definitions : mapping
        The names for dimensions.
    in_config : `bool`
        Whether it is in a config.
    mixed_in : `bool`
        Whether it is in a Connections class without a config: it reads that of whatever task inherits from it.
    """

    name: str = ""
    connections: ConnectionsClass | None = None
    config: ConfigClass | None = None
    variables: Mapping[str, Symbol] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    in_config: bool = False
    mixed_in: bool = False

    def given(self, name: str, symbol: Symbol) -> Scope:
        """Return the scope inside a repetition."""
        return replace(self, variables={**self.variables, name: symbol})

    def without_config(self) -> Scope:
        """Return the scope of what is said before there is a config."""
        return replace(self, config=None, variables={})


@dataclass(frozen=True)
class Found:
    """What a name stands for, and what its attributes can be looked up in."""

    symbol: Symbol
    known: Any = None
    called: Symbol | None = None


class Names:
    """The names of one file.

    Parameters
    ----------
    view : `View`
        The file.
    tables : `Tables`
        The symbols of its classes.
    """

    def __init__(self, view: View, tables: Tables) -> None:
        self.key = view.key
        self.tables = tables
        self.module = view.module
        self.exports = view.module.exports()
        self._retargeting: dict[int, Mapping[tuple[str, ...], Assignment]] = {}
        self.written: dict[str, tuple[str, bool]] = {}
        """What is imported, by the name that has here: what it is called elsewhere, and whether that differs."""
        for item in view.parsed.file.items:
            if isinstance(item, tree.FromImport):
                for alias in item.names:
                    self.written.setdefault(alias.bound.text, (alias.name.text, alias.other is not None))
            elif isinstance(item, tree.ImportModule) and item.other is not None:
                self.written.setdefault(item.other.text, (item.module.text, True))

    # --- names of classes and Python objects ---

    def imported(self, name: str) -> Found | None:
        """Return what an imported name stands for."""
        one = self.module.imports.get(name)
        if one is None:
            return None
        written, renamed = self.written.get(name, (name, False))
        called = Symbol(SymbolKind.ALIAS, name, self.key) if renamed else None
        return Found(self.tables.imported(one, written), one.known or one.python, called)

    def own(self, name: str) -> Found | None:
        """Return the class of the file that a name stands for."""
        known = self.exports.get(name)
        symbol = None if known is None or isinstance(known, Definition) else self.tables.known(known, name)
        return None if symbol is None else Found(symbol, known)

    def python(self, parts: Sequence[Part]) -> list[Found | None]:
        """Return what each part of a dotted name stands for where no config is looked at."""
        first = parts[0].name
        words = [part.name for part in parts]
        for end in range(len(parts), 1, -1):
            if (one := self.module.imports.get(".".join(words[:end]))) is not None:
                module = Found(self.tables.imported(one, ""), one.python)
                return [*[module] * end, *self._rest(module, parts[end:])]
        start = self.imported(first) or self.own(first)
        if start is not None:
            return [start, *self._rest(start, parts[1:])]
        if len(parts) > 1 and first[:1].islower():
            return self._implied(words)
        return [None] * len(parts)

    def _implied(self, words: list[str]) -> list[Found | None]:
        """Return what a whole path stands for that is not imported: a module, an object, attributes."""
        split = next((i for i, word in enumerate(words) if word[:1].isupper()), len(words) - 1)
        split = max(split, 1)
        module = Found(self.tables.python(PythonName(".".join(words[:split]), "")))
        found: list[Found | None] = [module] * split
        last = module
        for word in words[split:]:
            last = Found(self.tables.attribute(last.symbol, word))
            found.append(last)
        return found

    def _rest(self, start: Found, parts: Sequence[Part]) -> list[Found | None]:
        found: list[Found | None] = []
        last: Found | None = start
        for part in parts:
            last = None if last is None else self._member(last, part.name)
            found.append(last)
        return found

    def _member(self, of: Found, name: str) -> Found | None:
        """Return what an attribute of a class or a module is."""
        match of.known:
            case Module():
                inner = of.known.exports().get(name)
                symbol = self.tables.known(inner, name)
                return None if symbol is None else Found(symbol, inner)
            case Task() if name == "ConfigClass":
                return self._class(of.known.config)
            case Task() if name == "ConnectionsClass":
                return self._class(of.known.connections)
            case ConfigClass():
                field = self.tables.fields(of.known).get(name)
                if field is not None:
                    return Found(field[0], field[1])
            case ConnectionsClass():
                connection = self.tables.connections(of.known).get(name)
                if connection is not None:
                    return Found(connection)
        python = of.symbol.kind in CLASSES and not of.symbol.key.endswith(".conn")
        if python or of.symbol.kind in (SymbolKind.PYTHON, SymbolKind.MODULE):
            return Found(self.tables.attribute(of.symbol, name))
        return None

    def _class(self, known: ConfigClass | ConnectionsClass) -> Found | None:
        symbol = self.tables.known(known, known.name)
        return None if symbol is None else Found(symbol, known)

    # --- names over the config ---

    def variable(self, name: str, scope: Scope) -> Found | None:
        """Return what a name of an expression stands for."""
        if name in scope.variables:
            return Found(scope.variables[name])
        if (field := self.field(name, scope)) is not None:
            return field
        if name == "connections":
            return None
        if (found := self.imported(name) or self.own(name)) is not None:
            return found
        if scope.config is not None and scope.config.opaque and name.isidentifier():
            return Found(Symbol(SymbolKind.FIELD, name, "", scope.config.name))
        if scope.mixed_in and name.isidentifier() and name not in FUNCTIONS:
            return Found(Symbol(SymbolKind.FIELD, name, "", scope.name))
        return None

    def field(self, name: str, scope: Scope) -> Found | None:
        """Return the config field of a name."""
        found = None if scope.config is None else self.tables.fields(scope.config).get(name)
        return None if found is None else Found(found[0], found[1])

    def attribute(self, of: Found | None, value: tree.Expression, name: str, scope: Scope) -> Found | None:
        """Return what ``value.name`` stands for in an expression, by what the value does."""
        if isinstance(value, tree.Variable) and value.name == "connections" and of is None:
            return self.of_connections(name, scope)
        if of is None:
            return None
        if not isinstance(of.known, ConfigField):
            return self._member(of, name)
        if of.known.type == "configDict":
            return None
        if of.known.type == "task" and name in SUBTASK_ATTRIBUTES:
            return of if name == "value" else None
        return self.of_field(of.known, value, name, scope)

    def item(self, of: Found | None) -> Found | None:
        """Return what ``value[key]`` leads to: a config of the class that a field holds by key."""
        if of is None or not isinstance(of.known, ConfigField) or of.known.type != "configDict":
            return None
        inner = self.tables.inner(of.known)
        return None if inner is None else Found(of.symbol, inner)

    def of_field(self, field: ConfigField, value: tree.Expression, name: str, scope: Scope) -> Found | None:
        """Return the field of a name in the config that a field holds."""
        inner = self.tables.inner(field)
        if field.type == "task" and scope.config is not None:
            inner = self._retargeted(value, inner, scope)
        found = None if inner is None else self.tables.fields(inner).get(name)
        if found is not None:
            return Found(found[0], found[1])
        if inner is None or inner.opaque:
            return Found(Symbol(SymbolKind.FIELD, name, "", inner.name if inner is not None else ""))
        return None

    def _retargeted(
        self, value: tree.Expression, nominal: ConfigClass | None, scope: Scope
    ) -> ConfigClass | None:
        """Return the config of the task that a subtask is by now, if another one takes its place."""
        path = dotted_parts(value)
        if path is None or scope.config is None:
            return nominal
        assignment = self._retargets(scope.config).get(tuple(part.name for part in path))
        if assignment is None:
            return nominal
        parts = dotted_parts(assignment.value.tree)
        if parts is None or assignment.path.source is not self.module.source:
            return None
        last = self.python(parts)[-1]
        known = None if last is None else last.known
        return known.config if isinstance(known, Task) else None

    def _retargets(self, config: ConfigClass) -> Mapping[tuple[str, ...], Assignment]:
        """Return the assignments that put a task in the place of another, by path; its own first."""
        found = self._retargeting.get(id(config))
        if found is None:
            found = {}
            for one in reversed(list(config.lineage())):
                for assignment in one.assignments:
                    path = path_of(assignment.path.tree) if assignment.retargets else None
                    if path is not None:
                        found[path] = assignment
            self._retargeting[id(config)] = found
        return found

    def of_connections(self, name: str, scope: Scope) -> Found | None:
        """Return the template or the connection that ``connections.name`` sets."""
        cls = scope.connections
        if cls is None:
            return Found(Symbol(SymbolKind.TEMPLATE, name, "", scope.name))
        for table in (self.tables.templates(cls), self.tables.connections(cls)):
            if name in table:
                return Found(table[name])
        return Found(Symbol(SymbolKind.TEMPLATE, name, "", cls.name)) if cls.opaque else None

    # --- names of a class ---

    def connection(self, name: str, scope: Scope) -> Found | None:
        """Return the connection of a name."""
        if scope.connections is None:
            return None
        found = self.tables.connections(scope.connections).get(name)
        if found is not None:
            return Found(found)
        if not scope.connections.opaque:
            return None
        return Found(Symbol(SymbolKind.CONNECTION, name, "", scope.connections.name))

    def filled(self, name: str, scope: Scope) -> Found | None:
        """Return what ``{name}`` in a dataset type name stands for."""
        if name in scope.variables:
            return Found(scope.variables[name])
        cls = scope.connections
        templates = self.tables.templates(cls) if cls is not None else {}
        if name in templates:
            return Found(templates[name])
        if (field := self.field(name, scope)) is not None:
            return field
        if cls is not None and (cls.opaque or (scope.config is not None and scope.config.opaque)):
            return Found(Symbol(SymbolKind.TEMPLATE, name, "", cls.name))
        return None

    def dimension(self, name: str, scope: Scope) -> Found:
        """Return what the name of a dimension stands for: a name of the file for several, or one of the universe."""
        definition = scope.definitions.get(name)
        if definition is None:
            return Found(Symbol(SymbolKind.DIMENSION, name, ""))
        key = self.tables.key_of(definition.place.source)
        called = None
        if name in self.written and self.written[name][1]:
            called = Symbol(SymbolKind.ALIAS, name, self.key)
        owner = "" if key != self.key or self._at_top(definition) else scope.name
        return Found(Symbol(SymbolKind.DIMENSIONS, definition.place.text, key, owner), None, called)

    def _at_top(self, definition: Definition) -> bool:
        return any(definition is one for one in self.module.definitions.values())
