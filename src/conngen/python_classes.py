"""What classes of Python say about connections, configs and tasks, as far as their source tells."""

from __future__ import annotations

import ast

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
from .typings import TYPE_CHECKING, Any, Protocol, TypeVar
from .vocabulary import CONNECTION_FLAGS, KINDS

if TYPE_CHECKING:
    from .python_source import PythonModule, PythonReader

__all__ = ["DEPTH", "ClassReader"]

_T = TypeVar("_T", covariant=True)


class _Read(Protocol[_T]):
    """A method that reads one sort of class."""

    __name__: str

    def __call__(self, module: PythonModule, node: ast.ClassDef, python: PythonName, depth: int, /) -> _T:
        """Return what a class says."""


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
DEPTH = 20
"""How many re-exports or bases are followed."""


class ClassReader:
    """Reads classes, each once.

    Parameters
    ----------
    reader : `PythonReader`
        Finds classes by their names.
    """

    def __init__(self, reader: PythonReader) -> None:
        self.reader = reader
        self._read: dict[tuple[str, str, int, str], Any] = {}

    def known(self, key: str, name: str, python: PythonName, in_project: bool) -> Any:
        """Return what is known of a class, parameters as for `PythonReader.known`."""
        if name in _RUNTIME:
            return None
        found = self.reader.find(key, name)
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
            found = self.reader.find(module.key, name) if depth < DEPTH else None
            if found is not None and (kind := self._kind(*found, depth + 1)) is not None:
                return kind
        for ending, kind in (("Connections", "connections"), ("Config", "config"), ("Task", "task")):
            if node.bases and node.name.endswith(ending):
                return kind
        return None

    def _bases(
        self, module: PythonModule, node: ast.ClassDef, read: _Read[_T], depth: int
    ) -> tuple[Base, ...]:
        found = []
        for base in node.bases:
            name = _dotted(base)
            if name.rpartition(".")[2] in _RUNTIME:
                continue
            where = self.reader.find(module.key, name) if name and depth < DEPTH else None
            known = None if where is None else self._once(where, read, depth + 1)
            found.append(Base(PythonName("", name), known, module.place(base)))
        return tuple(found)

    def _once(self, where: tuple[PythonModule, ast.ClassDef], read: _Read[_T], depth: int) -> _T | None:
        """Return a base, read only once; a class that is being read is not read again."""
        module, node = where
        key = (module.key, node.name, node.lineno, read.__name__)
        if key not in self._read:
            self._read[key] = None
            self._read[key] = read(module, node, PythonName("", node.name), depth)
        found: _T | None = self._read[key]
        return found

    def _task(
        self, module: PythonModule, node: ast.ClassDef, python: PythonName, direct: bool
    ) -> Task | None:
        config_name = self._class_attribute(module, node, "ConfigClass", 0)
        if config_name is None:
            return None
        config_module, config_text = config_name
        where = self.reader.find(config_module.key, config_text)
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
            run_quantum=any(
                isinstance(item, ast.FunctionDef) and item.name == "runQuantum" for item in node.body
            ),
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
        for base in node.bases if depth < DEPTH else ():
            where = self.reader.find(module.key, _dotted(base))
            if where is not None and (found := self._class_attribute(*where, name, depth + 1)) is not None:
                return found
        return None

    def _is_pipeline(self, module: PythonModule, node: ast.ClassDef, depth: int) -> bool:
        """Whether a config is that of a pipeline task, or may be one: not all of its bases can be read."""
        if any(keyword.arg == "pipelineConnections" for keyword in node.keywords):
            return True
        for base in node.bases if depth < DEPTH else ():
            name = _dotted(base)
            if name.rpartition(".")[2] in ("PipelineTaskConfig", "Config", "object"):
                if name.endswith("PipelineTaskConfig"):
                    return True
                continue
            where = self.reader.find(module.key, name)
            if where is None or self._is_pipeline(*where, depth + 1):
                return True
        return False

    def _pipeline_connections(
        self, module: PythonModule, node: ast.ClassDef, depth: int
    ) -> tuple[PythonModule, ast.ClassDef] | None:
        for keyword in node.keywords:
            if keyword.arg == "pipelineConnections":
                return self.reader.find(module.key, _dotted(keyword.value))
        for base in node.bases if depth < DEPTH else ():
            where = self.reader.find(module.key, _dotted(base))
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
            if (
                isinstance(item, ast.Assign)
                and len(item.targets) == 1
                and isinstance(item.targets[0], ast.Name)
            ):
                if isinstance(item.value, ast.Call):
                    one = _connection(module, item.targets[0].id, item.value)
                    incomplete = incomplete or one is None
                    connections += [one] if one is not None else []
            elif isinstance(item, ast.For | ast.While | ast.If | ast.With | ast.Delete):
                incomplete = True
        templates = []
        defaults = keywords.get("defaultTemplates")
        if defaults is not None:
            values = _defaults(defaults)
            incomplete = incomplete or values is None
            for name, value in (values or {}).items():
                templates.append(Template(name, value, None, place, place, place))
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
            changes_in_init=any(
                isinstance(item, ast.FunctionDef) and item.name == "__init__" for item in node.body
            ),
        )

    def _config(
        self, module: PythonModule, node: ast.ClassDef, python: PythonName, depth: int
    ) -> ConfigClass:
        fields, incomplete = [], bool(node.decorator_list)
        for item in node.body:
            if (
                isinstance(item, ast.Assign)
                and len(item.targets) == 1
                and isinstance(item.targets[0], ast.Name)
            ):
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
            pipeline=self._is_pipeline(module, node, 0),
            pipeline_connections=None,
            place=module.place(node),
            incomplete=incomplete,
        )


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _literal(node: ast.AST) -> Any:
    try:
        return ast.literal_eval(node)
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
    basic = (
        (_dotted(dtype),) if dtype is not None and _dotted(dtype) in ("bool", "int", "float", "str") else ()
    )
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


def _defaults(node: ast.expr) -> dict[str, str] | None:
    """Return the defaults of templates, empty for what only Python knows; `None` if they are not written out."""
    keys = [key for key in node.keys if key is not None] if isinstance(node, ast.Dict) else []
    if not isinstance(node, ast.Dict) or len(keys) < len(node.values):
        return None
    return {
        str(_literal(key)): str(_literal(value) or "") for key, value in zip(keys, node.values, strict=True)
    }
