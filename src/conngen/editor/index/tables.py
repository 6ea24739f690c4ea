"""The symbols of the classes that a file knows, by name: what the model says, as symbols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...conditions.fields import config_of
from ...errors import ConngenError
from ...model import (
    ConfigClass,
    ConfigField,
    ConnectionsClass,
    Definition,
    Imported,
    Module,
    PythonName,
    Task,
    Value,
)
from ...records import replace
from ...source import Place, Source
from ..view import View
from .symbol import Symbol, SymbolKind

__all__ = ["Tables"]

_KINDS = {ConnectionsClass: SymbolKind.CONNECTIONS_CLASS, ConfigClass: SymbolKind.CONFIG_CLASS}


class Tables:
    """Makes symbols of what the model of one file holds.

    Parameters
    ----------
    view : `View`
        The file.
    """

    def __init__(self, view: View) -> None:
        self.key = view.key
        self.finder = view.files.finder(view.key)
        self.ties: set[tuple[Symbol, Symbol]] = set()
        self.deprecated: dict[Symbol, str] = {}
        self._keys: dict[int, str] = {id(view.source): view.key}
        self._names: dict[str, str] = {view.source.name: view.key}
        for key in view.compilation.dependencies:
            self._know(key)
        self._connections: dict[int, Mapping[str, Symbol]] = {}
        self._templates: dict[int, Mapping[str, Symbol]] = {}
        self._fields: dict[int, Mapping[str, tuple[Symbol, ConfigField]]] = {}
        self._modules: dict[tuple[str, int, str], str] = {}

    # --- files ---

    def _know(self, key: str) -> None:
        try:
            source = self.finder.source(key)
        except ConngenError:
            return
        self._keys[id(source)] = key
        self._names[source.name] = key

    def key_of(self, source: Source) -> str:
        """Return the key of a file that something stands in."""
        found = self._keys.get(id(source))
        return found if found is not None else self._names.get(source.name, source.name)

    def python_key(self, level: int, module: str, importer: str | None = None) -> str:
        """Return the key of a Python module that a file imports; empty if it is not found."""
        wanted = (importer or self.key, level, module)
        if wanted not in self._modules:
            found = self.finder.python(*wanted)
            self._modules[wanted] = "" if found is None else found.key
        return self._modules[wanted]

    # --- members of classes ---

    def connections(self, cls: ConnectionsClass) -> Mapping[str, Symbol]:
        """Return the connections of a class by attribute, inherited ones included."""
        found = self._connections.get(id(cls))
        if found is None:
            self._connections[id(cls)] = {}  # a class that inherits from itself
            own = {one.attribute: self._member(SymbolKind.CONNECTION, one.attribute, one.place, cls.name)
                   for one in cls.connections}  # fmt: skip
            found = self._joined([self.connections(base) for base in _known(cls)], own)
            self._connections[id(cls)] = found
        return found

    def templates(self, cls: ConnectionsClass) -> Mapping[str, Symbol]:
        """Return the templates of a class by name, inherited ones included."""
        found = self._templates.get(id(cls))
        if found is None:
            self._templates[id(cls)] = {}
            own = {one.name: self._member(SymbolKind.TEMPLATE, one.name, one.place, cls.name)
                   for one in cls.templates}  # fmt: skip
            found = self._joined([self.templates(base) for base in reversed(_known(cls))], own)
            self._templates[id(cls)] = found
        return found

    def fields(self, config: ConfigClass) -> Mapping[str, tuple[Symbol, ConfigField]]:
        """Return the fields of a config by name, inherited ones included."""
        found = self._fields.get(id(config))
        if found is None:
            symbols: dict[str, Symbol] = {}
            fields = config.all_fields()
            for one in reversed(list(config.lineage())):
                own = {field.name: self._member(SymbolKind.FIELD, field.name, field.place, one.name)
                       for field in one.fields}  # fmt: skip
                symbols = dict(self._joined([symbols], own))
            found = {name: (symbols[name], fields[name]) for name in fields}
            self._fields[id(config)] = found
        return found

    def inner(self, field: ConfigField) -> ConfigClass | None:
        """Return the config that a field holds, if it is known."""
        return config_of(field)

    def tie(self, module: Module) -> None:
        """Note what has one name in the classes of a file, and what is deprecated, wherever it is declared."""
        for cls in module.connections:
            connections, templates = self.connections(cls), self.templates(cls)
            for connection, _ in cls.all_connections().values():
                if "deprecated" in connection.flags and connection.attribute in connections:
                    symbol = connections[connection.attribute]
                    self.deprecated[symbol] = _reason(connection.flags["deprecated"])
            for template in cls.all_templates().values():
                if template.deprecated is not None and template.name in templates:
                    self.deprecated[templates[template.name]] = template.deprecated
        for config in module.configs:
            for symbol, field in self.fields(config).values():
                if "deprecated" in field.flags:
                    self.deprecated[symbol] = _reason(field.flags["deprecated"])

    def _member(self, kind: SymbolKind, name: str, place: Place, owner: str) -> Symbol:
        key = self.key_of(place.source)
        if key.endswith(".conn"):
            return Symbol(kind, place.text, key, owner)
        return Symbol(kind, name, key, owner)

    def _joined(self, bases: Iterable[Mapping[str, Symbol]], own: Mapping[str, Symbol]) -> dict[str, Symbol]:
        """Put what a class has from its bases and of its own together, and note what has one name."""
        found: dict[str, Symbol] = {}
        for table in (*bases, own):
            if found:
                for name in found.keys() & table.keys():
                    if found[name] != table[name]:
                        self.ties.add((table[name], found[name]))
            found.update(table)
        return found

    # --- classes and what is imported ---

    def known(self, known: object, text: str) -> Symbol | None:
        """Return the symbol of a class, a name for dimensions or a file.

        Parameters
        ----------
        known : object
            What the model has of it.
        text : `str`
            How it is called where it was declared: a task goes by two names.
        """
        match known:
            case Task():
                key = self.key_of(known.place.source)
                if text != known.class_name or text == known.name:
                    return Symbol(SymbolKind.TASK, known.name, key)
                if known.is_written:
                    return self.python(known.python, key)
                return Symbol(SymbolKind.TASK_CLASS, text, key, known.name)
            case ConnectionsClass() | ConfigClass():
                key = self.key_of(known.place.source)
                task = known.place.text if key.endswith(".conn") else ""
                owner = task if task != known.name else ""
                return Symbol(_KINDS[type(known)], known.name, key, owner)
            case Definition():
                return Symbol(SymbolKind.DIMENSIONS, known.place.text, self.key_of(known.place.source))
            case Module():
                return Symbol(SymbolKind.MODULE, known.stem, self.key_of(known.source))
        return None

    def imported(self, one: Imported, written: str) -> Symbol:
        """Return the symbol of what is imported.

        Parameters
        ----------
        one : `Imported`
            What the model has of it.
        written : `str`
            How it is called where it is imported from.
        """
        return self.known(one.known, written) or self.python(one.python)

    def python(self, python: PythonName, importer: str | None = None) -> Symbol:
        """Return the symbol of a Python object or module, as this file or another one names it."""
        inner = python.module.lstrip(".")
        level = len(python.module) - len(inner)
        if not python.name:
            key = self.python_key(level, inner, importer)
            return Symbol(SymbolKind.MODULE, python.module, key, python.module)
        whole = ".".join(part for part in (inner, python.name) if part)
        if not python.attributes and (module := self.python_key(level, whole, importer)):
            return Symbol(SymbolKind.MODULE, python.name, module, python.module)
        key = self.python_key(level, inner, importer) if inner or level else ""
        name = ".".join((python.name, *python.attributes))
        return Symbol(SymbolKind.PYTHON, name, key, python.module if not key else "")

    def attribute(self, symbol: Symbol, name: str) -> Symbol:
        """Return the symbol of an attribute of a Python object."""
        if symbol.kind is SymbolKind.MODULE:
            return Symbol(SymbolKind.PYTHON, name, symbol.key, "" if symbol.key else symbol.owner)
        return replace(symbol, kind=SymbolKind.PYTHON, name=f"{symbol.name}.{name}")


def _known(cls: ConnectionsClass) -> list[ConnectionsClass]:
    return [base.known for base in cls.bases if base.known is not None]


def _reason(flag: Value) -> str:
    return flag.static if isinstance(flag.static, str) else ""
