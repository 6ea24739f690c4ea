"""What was generated, read again and compared with what was meant.

Nothing here looks at views or templates: it goes from the model to the text, so that a mistake anywhere
between them is found before the text is a file.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ...model import (
    Base,
    ConfigField,
    Connection,
    ConnectionsClass,
    Expression,
    Module,
    PythonName,
    Task,
    Text,
    Unknown,
)
from ...vocabulary import CONNECTION_FLAGS, FIELD_FLAGS
from .errors import InternalError
from .field_code import NO_DOC
from .interface import changes_run, interface, result_name

__all__ = ["verify"]


def verify(name: str, part: str, body: str, module: Module) -> None:
    """Compare a generated module with the file it was made of.

    Parameters
    ----------
    name : `str`
        The name of its file.
    part : `str`
        Which module it is: ``connections``, ``config`` or ``task``.
    body : `str`
        Its text.
    module : `Module`
        The file.

    Raises
    ------
    InternalError
        Raised if they differ.
    """
    comparison = _Comparison(name)
    try:
        tree = ast.parse(body)
        compile(tree, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as err:
        raise InternalError(name, f"Python can't read it: {err}") from err
    comparison.names(tree)
    classes = {node.name: node for node in _everywhere(tree) if isinstance(node, ast.ClassDef)}
    if part == "connections":
        comparison.connections(classes, module)
    elif part == "config":
        comparison.configs(classes, module)
    else:
        comparison.tasks(classes, module)


def _everywhere(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those for type checking included."""
    for node in tree.body:
        if isinstance(node, ast.If):
            yield from node.body
        else:
            yield node


class _Comparison:
    def __init__(self, name: str) -> None:
        self.name = name

    def same(self, what: str, found: object, meant: object) -> None:
        if found != meant or type(found) is not type(meant):
            raise InternalError(self.name, f"{what} is {found!r} and not {meant!r}")

    def names(self, tree: ast.Module) -> None:
        """See that each name is given once, and that there is none that nothing gives."""
        given: list[str] = []
        for node in _everywhere(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                given += [
                    alias.asname or alias.name.split(".")[0] for alias in node.names if "." not in alias.name
                ]
            elif isinstance(node, ast.ClassDef):
                given.append(node.name)
        self.same("names given twice", [name for name, count in Counter(given).items() if count > 1], [])
        known = {*given, *dir(builtins), "__all__"}
        for inner in ast.walk(tree):
            match inner:
                case ast.arg(arg=name):
                    known.add(name)
                case ast.Name(id=name, ctx=ast.Store()):
                    known.add(name)
                case ast.alias(name=name, asname=alias):
                    known.add(alias or name.split(".")[0])
        used = {inner.id for inner in ast.walk(tree) if isinstance(inner, ast.Name)}
        self.same("names that nothing gives", sorted(used - known), [])

    # --- classes ---

    def classes(self, found: Mapping[str, ast.ClassDef], meant: Iterable[str]) -> None:
        self.same("the classes", sorted(found), sorted(meant))

    def bases(self, found: ast.ClassDef, bases: tuple[Base, ...], *own: str) -> None:
        """See that a class has its bases, and behind them those of the runtime."""
        meant = [*(base.python.last for base in bases), *own]
        names = [ast.unparse(base).split(".")[-1].rstrip("_") for base in found.bases]
        aliases = [*(base.python.alias or base.python.last for base in bases), *own]
        if names != [one.rstrip("_") for one in meant] and names != [one.rstrip("_") for one in aliases]:
            self.same(f"the bases of {found.name}", names, meant)

    def attributes(self, found: ast.ClassDef) -> dict[str, ast.expr]:
        """Return what is assigned in the body of a class, each name once."""
        pairs: list[tuple[str, ast.expr]] = []
        for node in found.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                pairs.append((node.targets[0].id, node.value))
            elif (
                isinstance(node, ast.AnnAssign)
                and isinstance(node.target, ast.Name)
                and node.value is not None
            ):
                pairs.append((node.target.id, node.value))
            elif isinstance(node, ast.FunctionDef):
                pairs.append((node.name, ast.Constant(None)))
        twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
        self.same(f"what {found.name} has twice", twice, [])
        return {
            name: value
            for name, value in pairs
            if not isinstance(value, ast.Constant) or value.value is not None
        }

    def arguments(self, what: str, found: ast.Call | ast.ClassDef, meant: Mapping[str, object]) -> None:
        """See that a call has the keyword arguments that were meant; `Unknown` stands for any code."""
        given = {keyword.arg or "**": keyword.value for keyword in found.keywords}
        self.same(f"the keywords of {what}", sorted(given), sorted(meant))
        for name, value in meant.items():
            if not isinstance(value, Unknown | PythonName | Expression):
                try:
                    self.same(f"{name} of {what}", ast.literal_eval(given[name]), value)
                except ValueError as err:
                    if not _has_infinity(value):
                        raise InternalError(self.name, f"{name} of {what} is no literal: {err}") from err

    # --- connections ---

    def connections(self, found: Mapping[str, ast.ClassDef], module: Module) -> None:
        """Compare the module of the Connections classes."""
        meant = {cls.name: cls for cls in module.connections}
        extra = []
        for task in module.tasks:
            if task.own_connections and changes_run(task):
                extra += [
                    one for one in (result_name(task, "Result"), result_name(task, "Run")) if one in found
                ]
                self._result(found, task)
        self.classes(found, [*meant, *extra])
        for name, cls in meant.items():
            self._connections_class(found[name], cls)

    def _connections_class(self, found: ast.ClassDef, cls: ConnectionsClass) -> None:
        self.bases(found, cls.bases, *(() if cls.bases else ("PipelineTaskConnections",)))
        keywords: dict[str, object] = {}
        if cls.dimensions is not None:
            keywords["dimensions"] = _known(cls.quantum_names())
        if cls.templates:
            known = all(one.python is None for one in cls.templates)
            defaults = {one.name: one.default for one in cls.templates}
            keywords["defaultTemplates"] = defaults if known else Unknown()
        if any(one.deprecated is not None for one in cls.templates):
            deprecated = {one.name: one.deprecated for one in cls.templates if one.deprecated is not None}
            keywords["deprecatedTemplates"] = deprecated
        self.arguments(found.name, found, keywords)
        attributes = self.attributes(found)
        static = [one for one in cls.connections if not one.repetitions]
        changed = {override.connection for override in cls.overrides}
        missing = sorted({one.attribute for one in static} - attributes.keys())
        self.same(f"what {found.name} lacks", missing, [])
        more = sorted(attributes.keys() - {one.attribute for one in static} - changed)
        self.same(f"what {found.name} has that was not meant", more, [])
        for one in static:
            self._connection(f"{found.name}.{one.attribute}", attributes[one.attribute], one, cls)
        self._instance(found, cls)

    def _connection(self, what: str, found: ast.expr, one: Connection, cls: ConnectionsClass) -> None:
        if not isinstance(found, ast.Call) or not isinstance(found.func, ast.Attribute):
            raise InternalError(self.name, f"{what} is no connection")
        self.same(f"the kind of {what}", found.func.attr, one.kind.runtime)
        dataset = one.static_dataset if isinstance(one.dataset, Text) else Unknown()
        meant: dict[str, object] = {"name": dataset, "storageClass": one.static_storage_class}
        if one.doc is not None:
            meant["doc"] = one.doc.plain
        if one.dimensions is not None and one.kind.dimensioned:
            meant["dimensions"] = _known(cls.names_of(one))
        for name, flag in CONNECTION_FLAGS.items():
            if flag.runtime and name in one.flags and one.flag(name) != flag.default:
                meant[name] = one.flag(name)
        self.arguments(what, found, meant)

    def _instance(self, found: ast.ClassDef, cls: ConnectionsClass) -> None:
        """See that whatever depends on the config does so on the instance."""
        init = next(
            (node for node in found.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"),
            None,
        )
        nodes = list(ast.walk(init)) if init is not None else []
        deleted = {
            target.attr
            for node in nodes
            if isinstance(node, ast.Delete)
            for target in node.targets
            if isinstance(target, ast.Attribute)
        }
        meant = {one.attribute for one in cls.connections if one.conditions and not one.repetitions}
        meant.update(name for removal in cls.removals for name, _ in removal.names)
        self.same(f"what {found.name} removes", sorted(deleted), sorted(meant))
        added = sum(isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr" for node in nodes)
        self.same(f"what {found.name} repeats", added, sum(bool(one.repetitions) for one in cls.connections))
        raised = sum(isinstance(node, ast.Raise) for node in nodes)
        self.same(f"what {found.name} requires", raised, len(cls.requirements))

    def _result(self, found: Mapping[str, ast.ClassDef], task: Task) -> None:
        """Compare what `run` takes and returns with the connections."""
        ports = interface(task.connections)
        result, run = found.get(result_name(task, "Result")), found.get(result_name(task, "Run"))
        for cls, method, kinds in (
            (result, "__init__", ("output",)),
            (run, "run", ("input", "prerequisiteInput")),
        ):
            if cls is not None:
                self._parameters(cls, method, [port.name for port in ports.of(*kinds)])

    def _parameters(self, cls: ast.ClassDef, method: str, meant: list[str]) -> None:
        node = next(node for node in cls.body if isinstance(node, ast.FunctionDef) and node.name == method)
        self.same(
            f"the parameters of {cls.name}", sorted(one.arg for one in node.args.kwonlyargs), sorted(meant)
        )

    # --- configs ---

    def configs(self, found: Mapping[str, ast.ClassDef], module: Module) -> None:
        """Compare the module of the Config classes."""
        meant = {cls.name: cls for cls in module.configs}
        self.classes(found, meant)
        for name, cls in meant.items():
            own = (
                ()
                if cls.bases and not cls.only_mixed_in
                else ("PipelineTaskConfig" if cls.pipeline else "Config",)
            )
            self.bases(found[name], cls.bases, *own)
            attributes = self.attributes(found[name])
            self.same(f"the fields of {name}", sorted(attributes), sorted(one.name for one in cls.fields))
            for one in cls.fields:
                self._field(f"{name}.{one.name}", attributes[one.name], one)
            raised = sum(isinstance(node, ast.Raise) for node in ast.walk(found[name]))
            self.same(f"what {name} requires", raised, len(cls.requirements))

    def _field(self, what: str, found: ast.expr, one: ConfigField) -> None:
        if not isinstance(found, ast.Call):
            raise InternalError(self.name, f"{what} is no field")
        given = {keyword.arg: keyword.value for keyword in found.keywords}
        meant: dict[str, object] = {}
        if one.type != "made" or one.doc is not None:
            meant["doc"] = (one.doc.plain if one.doc is not None else None) or NO_DOC
        if (
            one.default is not None
            and one.default.static is not None
            and not isinstance(one.default.static, PythonName | Expression)
        ):
            meant["default"] = one.default.static
        for name, flag in FIELD_FLAGS.items():
            if flag.runtime and name in one.flags and one.flag(name) != flag.default:
                meant[name] = one.flag(name)
        rest = {name: Unknown() for name in given if name is not None and name not in meant}
        self.same(f"what is said of {what} without need", sorted(rest.keys() - _OF_TYPE), [])
        self.arguments(what, found, {**meant, **rest})

    # --- tasks ---

    def tasks(self, found: Mapping[str, ast.ClassDef], module: Module) -> None:
        """Compare the skeleton of the Task classes."""
        meant = {task.class_name: task for task in module.tasks if not task.is_written}
        self.classes(found, meant)
        for name, task in meant.items():
            own = ("PipelineTask",) if task.base is None else ()
            self.bases(found[name], () if task.base is None else (task.base,), *own)
            attributes = self.attributes(found[name])
            self.same(f"the label of {name}", ast.literal_eval(attributes["_DefaultName"]), task.default_name)
            methods = {node.name for node in found[name].body if isinstance(node, ast.FunctionDef)}
            self.same(f"whether {name} has runQuantum", "runQuantum" in methods, task.run_quantum)
            if changes_run(task):
                ports = interface(task.connections).of("input", "prerequisiteInput")
                self._parameters(found[name], "run", [port.name for port in ports])


_OF_TYPE = frozenset(
    {"ConfigClass", "default", "dtype", "itemtype", "keytype", "optional", "target", "typemap"}
)
"""Arguments that follow from the type of a field."""


def _known(names: tuple[str, ...] | None) -> object:
    return Unknown() if names is None else names


def _has_infinity(value: object) -> bool:
    """Whether a value holds a Python object, or a number that has no literal."""
    if isinstance(value, dict):
        return any(_has_infinity(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return any(_has_infinity(one) for one in value)
    return isinstance(value, PythonName) or (isinstance(value, float) and value - value != 0)
