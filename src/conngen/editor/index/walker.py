"""Goes through the tree of a file and notes each name with what it stands for."""

from __future__ import annotations

from ...model import ConfigClass, ConnectionsClass, Task
from ...records import replace
from ...source import Span
from ...syntax import tree
from ...vocabulary import (
    BLOCKS,
    CONFIG_METHODS,
    KINDS,
    METHODS,
    OVERRIDABLE,
    SETTINGS,
    Takes,
)
from ..view import View
from .expressions import ExpressionWalker
from .scope import Found, Scope
from .strings import dotted_parts
from .symbol import Index, Symbol, SymbolKind
from .tables import Tables

__all__ = ["index_of"]

_EXPLICIT = {
    "TaskClass": SymbolKind.TASK_CLASS,
    "ConfigClass": SymbolKind.CONFIG_CLASS,
    "ConnectionsClass": SymbolKind.CONNECTIONS_CLASS,
}


def index_of(view: View) -> Index:
    """Return all names of a file."""
    walker = _Walker(view, Tables(view))
    top = Scope(definitions=view.module.definitions, config=None)
    for item in view.parsed.file.items:
        walker.top(item, top)
    walker.made_for_tasks()
    walker.names.tables.tie(view.module)
    if view.parsed.file.doc is not None:
        walker.expression(view.parsed.file.doc.string, top)
    walker.found.sort(key=lambda one: (one.span.start, -one.span.end))
    tables = walker.names.tables
    return Index(
        tuple(walker.found),
        frozenset(tables.ties),
        walker.made,
        tables.deprecated,
    )


class _Walker(ExpressionWalker):
    """Goes through items."""

    def __init__(self, view: View, tables: Tables) -> None:
        super().__init__(view, tables)
        self.module = view.module
        self.declared = {
            one.place.span.start: one
            for one in view.module.declarations
            if one.place.source is view.module.source
        }
        self.made: dict[Symbol, Symbol] = {}

    def made_for_tasks(self) -> None:
        """Note the classes whose names follow from those of tasks."""
        for task in self.module.tasks:
            symbol = Symbol(SymbolKind.TASK, task.name, self.key)
            by_rule = task.name if task.name.endswith("Task") else f"{task.name}Task"
            names = (
                (task.class_name, by_rule, SymbolKind.TASK_CLASS),
                (task.connections.name, f"{task.name}Connections", SymbolKind.CONNECTIONS_CLASS),
                (task.config.name, f"{task.name}Config", SymbolKind.CONFIG_CLASS),
            )
            for name, rule, kind in names:
                made = Symbol(kind, name, self.key, task.name)
                if name == rule and name != task.name and made not in self.explicit:
                    self.made[made] = symbol

    # --- at the left margin ---

    def top(self, item: tree.Item, scope: Scope) -> None:
        """Note the names of an item at the left margin."""
        match item:
            case tree.Block(word=word) if word.text in BLOCKS:
                self.block(item, scope)
            case tree.FromImport():
                self.from_import(item)
            case tree.ImportModule():
                self.import_module(item)
            case tree.Definition(word=tree.Identifier(text="dimensions")):
                self.definition(item, scope, "")
            case tree.Block():
                self.items(item.items, Scope(name=item.name.text if item.name else ""))

    def from_import(self, item: tree.FromImport) -> None:
        """Note the names of ``from module import names``."""
        if item.module is not None:
            key = self.finder.conn(self.key, item.level, item.module.text)
            last = item.module.parts[-1]
            written = "." * item.level + item.module.text
            python = self.names.tables.python_key(item.level, item.module.text)
            if key is not None and (key != self.key or not python):
                symbol = Symbol(SymbolKind.MODULE, last.text, key)
            else:
                symbol = Symbol(SymbolKind.MODULE, written, python, written)
            self.note(item.where if item.level else item.module.span, Found(symbol), shown=last.span)
        for alias in item.names:
            found = self.names.imported(alias.bound.text)
            if found is None:
                continue
            self.note(alias.name.span, replace(found, called=None))
            if alias.other is not None:
                self.note(alias.other.span, found, defines_alias=True, whole=alias.span)

    def import_module(self, item: tree.ImportModule) -> None:
        """Note the names of ``import module``."""
        found = self.names.imported((item.other or item.module).text)
        found = found or self.names.imported(item.module.parts[0].text)
        if found is not None:
            self.note(item.module.span, replace(found, called=None), shown=item.module.parts[-1].span)
            if item.other is not None:
                self.note(item.other.span, found, defines_alias=True, whole=item.span)

    # --- blocks ---

    def block(self, item: tree.Block, scope: Scope) -> None:
        """Note the names of a task or a class."""
        if item.name is None:
            return
        declared = self.declared.get(item.name.span.start)
        kind = {"task": SymbolKind.TASK, "connections": SymbolKind.CONNECTIONS_CLASS}.get(
            item.word.text, SymbolKind.CONFIG_CLASS
        )
        name = item.name.text
        self.declare(item.name, Symbol(kind, name, self.key), item.span)
        for base in item.bases:
            self.dotted(base, scope)
        inner = self.inside(item, declared, scope)
        self.arguments(item.dimensions, inner)
        if item.doc is not None:
            self.expression(item.doc.string, inner)
        self.items(item.items, inner)

    def inside(self, item: tree.Block, declared: object, scope: Scope) -> Scope:
        """Return the scope inside of a block."""
        match declared:
            case Task():
                cls = declared.connections
                definitions = {one.name: one for one in cls.definitions} or scope.definitions
                return Scope(declared.name, cls, declared.config, {}, {**scope.definitions, **definitions})
            case ConnectionsClass():
                definitions = {**scope.definitions, **{one.name: one for one in declared.definitions}}
                config = next(
                    (one.config for one in self.module.tasks if declared in one.connections.lineage()), None
                )
                return Scope(declared.name, declared, config, {}, definitions, mixed_in=True)
            case ConfigClass():
                return Scope(
                    declared.name, self.pipeline_connections(item), declared, {}, scope.definitions, True
                )
        return Scope(item.name.text if item.name else "", in_config=item.word.text == "config")

    def pipeline_connections(self, item: tree.Block) -> ConnectionsClass | None:
        """Return the Connections class that a config names."""
        for inner in item.items:
            match inner:
                case tree.Assignment(path=tree.Variable(name="pipelineConnections"), value=value):
                    parts = dotted_parts(value)
                    last = self.names.python(parts)[-1] if parts is not None else None
                    if last is not None and isinstance(last.known, ConnectionsClass):
                        return last.known
        return None

    # --- items ---

    def items(self, items: tuple[tree.Item, ...], scope: Scope) -> None:
        for item in items:
            self.item(item, scope)

    def item(self, item: tree.Item, scope: Scope) -> None:
        match item:
            case tree.Declaration():
                self.declaration(item, scope)
            case tree.Field():
                self.field(item, scope)
            case tree.Definition(word=tree.Identifier(text="dimensions")):
                self.definition(item, scope, scope.name)
            case tree.Definition(word=tree.Identifier(text="template")):
                owner = scope.connections.name if scope.connections is not None else scope.name
                symbol = Symbol(SymbolKind.TEMPLATE, item.name.text, self.key, owner)
                self.declare(item.name, symbol, item.span)
                self.value(item.value, scope)
            case tree.Assignment():
                self.assignment(item, scope)
            case tree.Block(word=tree.Identifier(text="config")) if not scope.in_config:
                self.items(item.items, replace(scope, in_config=True))
            case tree.Block():
                self.items(item.items, scope)
            case tree.Guard():
                self.expression(item.condition, scope)
                self.items(item.items, scope)
            case tree.Loop():
                self.loop(item, scope)
            case tree.Removal():
                for name in item.names:
                    self.note(name.span, self.names.connection(name.text, scope), writes=True)
                if item.condition is not None:
                    self.expression(item.condition, scope)
            case tree.Requirement():
                self.expression(item.condition, scope)
                self.flags(item.flags, scope)
                if item.doc is not None:
                    self.expression(item.doc.string, scope)

    def loop(self, item: tree.Loop, scope: Scope) -> None:
        self.expression(item.values, scope)
        name = item.variable
        symbol = Symbol(SymbolKind.VARIABLE, name.text, self.key, f"{scope.name}:{name.span.start}")
        self.declare(name, symbol, item.span)
        self.items(item.items, scope.given(name.text, symbol))

    def definition(self, item: tree.Definition, scope: Scope, owner: str) -> None:
        """Note the names of ``dimensions NAME = …``."""
        self.declare(item.name, Symbol(SymbolKind.DIMENSIONS, item.name.text, self.key, owner), item.span)
        self.dimensions(item.value, scope)

    def declaration(self, item: tree.Declaration, scope: Scope) -> None:
        """Note the names of a connection."""
        owner = scope.connections.name if scope.connections is not None else scope.name
        symbol = Symbol(SymbolKind.CONNECTION, item.name.text, self.key, owner)
        self.declare(item.name, symbol, item.span)
        self.filled_in(item.name.text, item.name.span.start, scope)
        if isinstance(item.type.name, tree.Filled):
            self.expression(item.type.name.value, scope)
        elif item.word.text in KINDS:
            storage = Symbol(SymbolKind.STORAGE_CLASS, item.type.name.text, "")
            self.note(item.type.name.span, Found(storage))
        self.arguments(item.type.arguments, scope)
        if item.value is not None:
            self.dataset(item.value, scope)
        self.flags(item.flags, scope)
        if item.doc is not None:
            self.expression(item.doc.string, scope)

    def field(self, item: tree.Field, scope: Scope) -> None:
        """Note the names of a config field."""
        owner = scope.config.name if scope.config is not None else scope.name
        self.declare(item.name, Symbol(SymbolKind.FIELD, item.name.text, self.key, owner), item.span)
        plain = scope.without_config()
        self.type(item.type, plain)
        if item.value is not None:
            self.value(item.value, plain)
        self.flags(item.flags, plain)

    # --- assignments ---

    def assignment(self, item: tree.Assignment, scope: Scope) -> None:
        match item.path:
            case tree.Variable(name=name) if name in SETTINGS or name in METHODS or name in CONFIG_METHODS:
                self.setting(name, item, scope)
            case tree.Attribute(value=tree.Variable() as first, name=attribute) if not scope.in_config:
                self.note(first.span, self.names.connection(first.name, scope), writes=True)
                self.override(attribute.text, item.value, scope)
            case _:
                self.expression(item.path, scope, writes=True)
                self.expression(item.value, scope)
        self.flags(item.flags, scope)

    def setting(self, name: str, item: tree.Assignment, scope: Scope) -> None:
        takes = (SETTINGS.get(name) or METHODS.get(name) or CONFIG_METHODS[name]).takes
        if takes is Takes.NEW_NAME and isinstance(item.value, tree.Variable):
            self.new_name(_EXPLICIT[name], item.value, item.span, scope)
        else:
            self.taken(takes, item.value, scope)

    def new_name(self, kind: SymbolKind, node: tree.Variable, whole: Span, scope: Scope) -> None:
        """Note the name that a class of a task is given, or the class that takes its place."""
        local = self.names.own(node.name)
        symbol = Symbol(kind, node.name, self.key, scope.name)
        if node.name in self.module.imports or (local is not None and local.symbol != symbol):
            self.dotted(node, scope)
        else:
            self.explicit.add(symbol)
            self.declare(node, symbol, whole)

    def override(self, attribute: str, value: tree.Expression, scope: Scope) -> None:
        """Note the names of what is assigned to an attribute of a connection."""
        if attribute == "dimensions":
            self.dimensions(value, scope)
        elif attribute in OVERRIDABLE and attribute != "doc":
            self.dataset(value, scope)
        elif attribute == "doc":
            self.expression(value, scope)
        else:
            self.flag(attribute, value, scope)
