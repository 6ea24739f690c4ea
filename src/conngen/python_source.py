"""Reads Python modules from their source, without importing anything: the classes that `.conn` files build on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .errors import ConngenError
from .finder import Finder
from .model import (
    Base,
    ConfigClass,
    ConfigField,
    Connection,
    ConnectionsClass,
    Dimensions,
    Named,
    PythonName,
    Task,
    Template,
    Text,
    Value,
)
from .source import Place, Source, Span
from .vocabulary import CONNECTION_FLAGS, KINDS

__all__ = ["PythonModule", "PythonReader"]

_KINDS = {kind.runtime: kind for kind in KINDS.values()}
_FIELDS = {
    "Field": "scalar",
    "ListField": "list",
    "DictField": "dict",
    "ChoiceField": "choice",
    "RangeField": "range",
    "ConfigurableField": "task",
    "ConfigField": "config",
    "ConfigDictField": "configDict",
    "ConfigurableActionField": "action",
    "ConfigurableActionStructField": "actions",
}
_RUNTIME = {
    "PipelineTask": "task",
    "Task": "task",
    "PipelineTaskConnections": "connections",
    "PipelineTaskConfig": "config",
    "Config": "config",
}
_DEPTH = 20
"""How many re-exports or bases are followed."""


@dataclass
class PythonModule:
    """A Python module as its source tells it.

    Parameters
    ----------
    key : `str`
        The file.
    source : `Source`
        Its text.
    classes : `dict`
        Its classes by name.
    imports : `dict`
        What it imports: name to level, module and name there.
    names : `set`
        All names that it binds at its top level.
    stars : `list`
        The modules it takes everything from: level and name.
    open : `bool`
        Whether it may have names that the source does not show.
    """

    key: str
    source: Source
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    imports: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    stars: list[tuple[int, str]] = field(default_factory=list)
    open: bool = False

    def place(self, node: ast.AST) -> Place:
        """Return the place of a node."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        start = self.offset(line, column)
        end = self.offset(getattr(node, "end_lineno", line) or line, getattr(node, "end_col_offset", column) or column)
        return self.source.at(Span(start, end))

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column as `ast` counts them: from 1, and in bytes from 0."""
        text = self.source.line(line)
        if not text.isascii():
            column = len(text.encode()[:column].decode(errors="replace"))
        return self.source.offset(line, column + 1)


class PythonReader:
    """Reads modules, each once.

    Parameters
    ----------
    finder : `Finder`
        Finds and reads files.
    """

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self._modules: dict[str, PythonModule | None] = {}
        self._known: dict[tuple[str, str], Any] = {}

    def module(self, key: str) -> PythonModule | None:
        """Return a module, or `None` if it can't be read."""
        if key not in self._modules:
            self._modules[key] = None  # a module that is being read is not read again
            self._modules[key] = self._read(key)
        return self._modules[key]

    def _read(self, key: str) -> PythonModule | None:
        try:
            source = self.finder.source(key)
        except ConngenError:
            return None
        parsed = parse_python(source.text)
        if parsed is None:
            return None
        module = PythonModule(key, source)
        for node in _top_level(parsed):
            _bind(node, module)
        text = source.text
        module.open = "__getattr__" in module.names or "globals()" in text or "exec(" in text
        return module

    def names(self, key: str) -> frozenset[str] | None:
        """Return the names a module binds, or `None` if its source does not tell."""
        module = self.module(key)
        return None if module is None else self._names(module, 0)

    def _names(self, module: PythonModule, depth: int) -> frozenset[str] | None:
        if module.open or depth > _DEPTH:
            return None
        found = set(module.names)
        for level, name in module.stars:
            where = self.finder.python(module.key, level, name)
            inner = self.module(where[0]) if where is not None else None
            names = self._names(inner, depth + 1) if inner is not None else None
            if names is None:
                return None
            found |= names
        return frozenset(found)

    def find(self, key: str, name: str, depth: int = 0) -> tuple[PythonModule, ast.ClassDef] | None:
        """Return the class of a name in a module, wherever the module has it from."""
        module = self.module(key)
        if module is None or depth > _DEPTH:
            return None
        first, _, rest = name.partition(".")
        if not rest and first in module.classes:
            return module, module.classes[first]
        if first in module.imports:
            level, target, imported = module.imports[first]
            if rest:  # a module that was imported
                where = self.finder.python(key, level, f"{target}.{imported}".strip(".") if imported else target)
                return self.find(where[0], rest, depth + 1) if where is not None else None
            where = self.finder.python(key, level, target)
            if where is not None:
                return self.find(where[0], imported, depth + 1)
        for level, target in module.stars:
            where = self.finder.python(key, level, target)
            if where is not None and (found := self.find(where[0], name, depth + 1)) is not None:
                return found
        return None

    # --- classes ---

    def known(self, key: str, name: str, python: PythonName, in_project: bool) -> Any:
        """Return what is known of a class: a `Task`, `ConnectionsClass` or `ConfigClass`, or `None`.

        Parameters
        ----------
        key, name : `str`
            The file that has it, and its name there.
        python : `PythonName`
            How a generated module names it.
        in_project : `bool`
            Whether the file belongs to the project. What is generated does not depend on files that do not.
        """
        if name in _RUNTIME:
            return None
        found = self.find(key, name)
        if found is None:
            return None
        module, node = found
        kind = self._kind(module, node, 0)
        if kind == "connections":
            return self._connections(module, node, python, 0)
        if kind == "config":
            return self._config(module, node, python, 0)
        if kind == "task":
            return self._task(module, node, python, in_project and module.key == key)
        return None

    def _kind(self, module: PythonModule, node: ast.ClassDef, depth: int) -> str | None:
        for base in node.bases:
            name = _dotted(base)
            last = name.rpartition(".")[2]
            if last in _RUNTIME:
                return _RUNTIME[last]
            found = self.find(module.key, name) if depth < _DEPTH else None
            if found is not None and (kind := self._kind(*found, depth + 1)) is not None:
                return kind
        for ending, kind in (("Connections", "connections"), ("Config", "config"), ("Task", "task")):
            if node.bases and node.name.endswith(ending):
                return kind
        return None

    def _bases(self, module: PythonModule, node: ast.ClassDef, read: Any, depth: int) -> tuple[Base, ...]:
        found = []
        for base in node.bases:
            name = _dotted(base)
            if name.rpartition(".")[2] in _RUNTIME:
                continue
            where = self.find(module.key, name) if name and depth < _DEPTH else None
            known = None if where is None else read(*where, PythonName("", where[1].name), depth + 1)
            found.append(Base(PythonName("", name), known, module.place(base)))
        return tuple(found)

    def _task(self, module: PythonModule, node: ast.ClassDef, python: PythonName, direct: bool) -> Task | None:
        config_name = self._class_attribute(module, node, "ConfigClass", 0)
        if config_name is None:
            return None
        config_module, config_text = config_name
        where = self.find(config_module.key, config_text)
        if where is None:
            return None
        names_config = direct and config_module is module and "." not in config_text
        config_python = (
            PythonName(python.module, config_text) if names_config else python.attribute("ConfigClass")
        )
        config = self._config(*where, config_python, 0)
        connections = self._pipeline_connections(*where, 0)
        if connections is None:
            return None
        names_connections = names_config and connections[0] is module
        connections_python = (
            PythonName(python.module, connections[1].name)
            if names_connections
            else python.attribute("ConfigClass", "ConnectionsClass")
        )
        return Task(
            name=node.name,
            class_name=node.name,
            default_name="",
            default_name_place=None,
            doc=None,
            base=None,
            connections=self._connections(*connections, connections_python, 0),
            own_connections=True,
            config=config,
            own_config=True,
            run_quantum=any(isinstance(item, ast.FunctionDef) and item.name == "runQuantum" for item in node.body),
            can_multiprocess=True,
            python=python,
            place=module.place(node),
        )

    def _class_attribute(
        self, module: PythonModule, node: ast.ClassDef, name: str, depth: int
    ) -> tuple[PythonModule, str] | None:
        """Return the value of a class attribute that names a class, of the class or a base."""
        for item in node.body:
            if isinstance(item, ast.Assign) and any(_dotted(target) == name for target in item.targets):
                return (module, _dotted(item.value)) if _dotted(item.value) else None
            if isinstance(item, ast.AnnAssign) and _dotted(item.target) == name and item.value is not None:
                return (module, _dotted(item.value)) if _dotted(item.value) else None
        for base in node.bases if depth < _DEPTH else ():
            where = self.find(module.key, _dotted(base))
            if where is not None and (found := self._class_attribute(*where, name, depth + 1)) is not None:
                return found
        return None

    def _pipeline_connections(
        self, module: PythonModule, node: ast.ClassDef, depth: int
    ) -> tuple[PythonModule, ast.ClassDef] | None:
        for keyword in node.keywords:
            if keyword.arg == "pipelineConnections":
                return self.find(module.key, _dotted(keyword.value))
        for base in node.bases if depth < _DEPTH else ():
            where = self.find(module.key, _dotted(base))
            if where is not None and (found := self._pipeline_connections(*where, depth + 1)) is not None:
                return found
        return None

    def _connections(
        self, module: PythonModule, node: ast.ClassDef, python: PythonName, depth: int
    ) -> ConnectionsClass:
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        place = module.place(node)
        connections, incomplete = [], False
        for item in node.body:
            if isinstance(item, ast.Assign) and len(item.targets) == 1 and isinstance(item.targets[0], ast.Name):
                if isinstance(item.value, ast.Call):
                    one = _connection(module, item.targets[0].id, item.value)
                    incomplete = incomplete or one is None
                    connections += [one] if one is not None else []
            elif isinstance(item, ast.For | ast.While | ast.If | ast.With | ast.Delete):
                incomplete = True
        templates = []
        defaults = keywords.get("defaultTemplates")
        if defaults is not None:
            values = _literal(defaults)
            incomplete = incomplete or not isinstance(values, dict)
            for name, value in values.items() if isinstance(values, dict) else ():
                templates.append(Template(str(name), str(value), None, place, place, place))
        dimensions = None
        if "dimensions" in keywords:
            names = _literal(keywords["dimensions"])
            where = module.place(keywords["dimensions"])
            if isinstance(names, tuple | list | set):
                dimensions = Dimensions(tuple(Named(str(name), where) for name in names), where)
            else:
                incomplete = True
        return ConnectionsClass(
            name=node.name,
            python=python,
            doc=None,
            bases=self._bases(module, node, self._connections, depth),
            dimensions=dimensions,
            definitions=(),
            templates=tuple(templates),
            connections=tuple(connections),
            overrides=(),
            removals=(),
            requirements=(),
            methods={},
            config=None,
            place=place,
            incomplete=incomplete or bool(node.decorator_list),
            changes_in_init=any(isinstance(item, ast.FunctionDef) and item.name == "__init__" for item in node.body),
        )

    def _config(self, module: PythonModule, node: ast.ClassDef, python: PythonName, depth: int) -> ConfigClass:
        fields, incomplete = [], bool(node.decorator_list)
        for item in node.body:
            if isinstance(item, ast.Assign) and len(item.targets) == 1 and isinstance(item.targets[0], ast.Name):
                if isinstance(item.value, ast.Call):
                    fields.append(_field(module, item.targets[0].id, item.value))
            elif isinstance(item, ast.For | ast.While | ast.If | ast.With):
                incomplete = True
        return ConfigClass(
            name=node.name,
            python=python,
            doc=None,
            bases=self._bases(module, node, self._config, depth),
            fields=tuple(fields),
            assignments=(),
            requirements=(),
            methods={},
            pipeline=self._pipeline_connections(module, node, 0) is not None,
            pipeline_connections=None,
            place=module.place(node),
            incomplete=incomplete,
        )


def parse_python(text: str) -> ast.Module | None:
    """Return the tree of a Python text, or `None` if it is none."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _top_level(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements that bind names of a module, those in its conditions included."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _top_level(child)


def _bind(node: ast.AST, module: PythonModule) -> None:
    match node:
        case ast.ClassDef(name=name):
            module.classes[name] = node
            module.names.add(name)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            module.names.add(name)
        case ast.ImportFrom(module=target, names=names, level=level):
            for alias in names:
                if alias.name == "*":
                    module.stars.append((level, target or ""))
                else:
                    bound = alias.asname or alias.name
                    module.names.add(bound)
                    module.imports[bound] = (level, target or "", alias.name)
        case ast.Import(names=names):
            for alias in names:
                bound = alias.asname or alias.name.partition(".")[0]
                module.names.add(bound)
                module.imports[bound] = (0, alias.name if alias.asname else bound, "")
        case ast.Name(id=name, ctx=ast.Store()):
            module.names.add(name)


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _literal(node: ast.AST) -> Any:
    try:
        return ast.literal_eval(node)  # type: ignore[arg-type]
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _connection(module: PythonModule, name: str, call: ast.Call) -> Connection | None:
    """Return the connection that a call makes, or `None` if it is none or can't be read."""
    kind = _KINDS.get(_dotted(call.func).rpartition(".")[2])
    if kind is None:
        return None
    order = ("name", "storageClass", "doc", "multiple")
    given: dict[str, ast.expr] = dict(zip(order, call.args, strict=False))
    given.update({keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None})
    place = module.place(call)
    dataset = _literal(given["name"]) if "name" in given else None
    storage = _literal(given["storageClass"]) if "storageClass" in given else None
    names = _literal(given["dimensions"]) if "dimensions" in given else ()
    if any(keyword.arg is None for keyword in call.keywords) or names is None:
        return None
    flags = {}
    for flag in CONNECTION_FLAGS:
        if flag in given:
            where = module.place(given[flag])
            flags[flag] = Value(where, _literal(given[flag]), where=where)
    return Connection(
        attribute=name,
        kind=kind,
        dataset=Text((dataset,), place) if isinstance(dataset, str) else None,
        static_dataset=dataset if isinstance(dataset, str) else "",
        storage_class=Text((storage or "",), place),
        static_storage_class=storage or "",
        dimensions=Dimensions(tuple(Named(str(one), place) for one in names), place),
        flags=flags,
        conditions=(),
        repetitions=(),
        doc=None,
        place=place,
        where=place,
    )


def _field(module: PythonModule, name: str, call: ast.Call) -> ConfigField:
    """Return a config field, without a type where that can't be told."""
    function = call.func.value if isinstance(call.func, ast.Subscript) else call.func
    type = _FIELDS.get(_dotted(function).rpartition(".")[2], "")
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}
    place = module.place(call)
    dtype = call.func.slice if isinstance(call.func, ast.Subscript) else given.get("dtype")
    basic = (_dotted(dtype),) if dtype is not None and _dotted(dtype) in ("bool", "int", "float", "str") else ()
    if type in ("scalar", "list", "range", "choice") and not basic:
        type = ""
    flags = {}
    if type == "choice":
        allowed = _literal(given["allowed"]) if "allowed" in given else None
        if isinstance(allowed, dict):
            flags["allowed"] = Value(place, allowed)
        else:
            type = ""
    default = _literal(given["default"]) if "default" in given else None
    known = "default" in given and (default is not None or _is_none(given["default"]))
    optional = _literal(given["optional"]) if "optional" in given else type == "choice"
    unknown = PythonName("", "default")
    return ConfigField(
        name=name,
        type=type,
        basic=basic,
        target=None,
        optional=bool(optional) or optional is None,
        default=Value(place, default if known else unknown) if "default" in given else None,
        flags=flags,
        doc=None,
        place=place,
        where=place,
    )


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
