"""What was generated, read again and compared with what was meant.

Nothing here looks at views or templates: it goes from the model to the text, so that a mistake anywhere
between them is found before the text is a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...model import (
    UNKNOWN,
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
    names_of,
)
from ...vocabulary import CONNECTION_FLAGS, FIELD_FLAGS
from .errors import InternalError
from .field_code import NO_DOC
from .interface import changes_run, interface, result_name
from .reading import CODE, Attribute, Class, Method, read

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
    try:
        found = read(body, part != "task")
    except (SyntaxError, ValueError) as err:
        raise InternalError(name, f"Python can't read it: {err}") from err
    comparison = _Comparison(name)
    comparison.same("names given twice", _twice(found.given), [])
    comparison.same("names that nothing gives", found.unknown, [])
    if part == "connections":
        comparison.connections(found.classes, module)
    elif part == "config":
        comparison.configs(found.classes, module)
    else:
        comparison.tasks(found.classes, module)


def _twice(names: list[str]) -> list[str]:
    """Return the names that are there more than once."""
    once = set(names)
    return [] if len(once) == len(names) else sorted(name for name in once if names.count(name) > 1)


class _Comparison:
    def __init__(self, name: str) -> None:
        self.name = name

    def same(self, what: str, found: object, meant: object) -> None:
        if found != meant or type(found) is not type(meant):
            raise InternalError(self.name, f"{what} is {found!r} and not {meant!r}")

    # --- classes ---

    def classes(self, found: Mapping[str, Class], meant: Iterable[str]) -> None:
        self.same("the classes", sorted(found), sorted(meant))

    def bases(self, found: Class, bases: tuple[Base, ...], *own: str) -> None:
        """See that a class has its bases, and behind them those of the runtime."""
        meant = [*(base.python.last for base in bases), *own]
        names = [base.rstrip("_") for base in found.bases]
        aliases = [*(base.python.alias or base.python.last for base in bases), *own]
        if names != [one.rstrip("_") for one in meant] and names != [one.rstrip("_") for one in aliases]:
            self.same(f"the bases of {found.name}", found.bases, meant)

    def attributes(self, found: Class) -> dict[str, Attribute]:
        """Return what is assigned in the body of a class, each name once."""
        all_of_them = dict(found.attributes)
        if len(all_of_them) != len(found.attributes):
            self.same(f"what {found.name} has twice", _twice([name for name, _ in found.attributes]), [])
        return {name: one for name, one in all_of_them.items() if one.value is not None}

    def arguments(self, what: str, given: Mapping[str, object], meant: Mapping[str, object]) -> None:
        """See that the keyword arguments are those that were meant; `Unknown` stands for any code."""
        if given.keys() != meant.keys():
            self.same(f"the keywords of {what}", sorted(given), sorted(meant))
        for name, value in meant.items():
            found = given[name]
            if found == value and type(found) is type(value):
                continue
            if isinstance(value, Unknown | PythonName | Expression):
                continue
            if found is not CODE:
                self.same(f"{name} of {what}", found, value)
            elif not _has_infinity(value):
                raise InternalError(self.name, f"{name} of {what} is no literal")

    # --- connections ---

    def connections(self, found: Mapping[str, Class], module: Module) -> None:
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

    def _connections_class(self, found: Class, cls: ConnectionsClass) -> None:
        self.bases(found, cls.bases, *(() if cls.bases else ("PipelineTaskConnections",)))
        keywords: dict[str, object] = {}
        if cls.dimensions is not None:
            keywords["dimensions"] = _known(cls.quantum_names())
        if cls.templates:
            known = all(one.python is None for one in cls.templates)
            defaults = {one.name: one.default for one in cls.templates}
            keywords["defaultTemplates"] = defaults if known else UNKNOWN
        if any(one.deprecated is not None for one in cls.templates):
            deprecated = {one.name: one.deprecated for one in cls.templates if one.deprecated is not None}
            keywords["deprecatedTemplates"] = deprecated
        self.arguments(found.name, found.keywords, keywords)
        attributes = self.attributes(found)
        static = [one for one in cls.connections if not one.repetitions]
        changed = {override.connection for override in cls.overrides}
        names = {one.attribute for one in static}
        self.same(f"what {found.name} lacks", sorted(names - attributes.keys()), [])
        more = attributes.keys() - names - changed
        self.same(f"what {found.name} has that was not meant", sorted(more), [])
        quantum = cls.quantum_names()
        for one in static:
            self._connection(f"{found.name}.{one.attribute}", attributes[one.attribute], one, quantum)
        self._instance(found, cls)

    def _connection(
        self, what: str, found: Attribute, one: Connection, quantum: tuple[str, ...] | None
    ) -> None:
        if not found.function or found.arguments is None:
            raise InternalError(self.name, f"{what} is no connection")
        if found.function != one.kind.runtime:
            self.same(f"the kind of {what}", found.function, one.kind.runtime)
        dataset = one.static_dataset if isinstance(one.dataset, Text) else UNKNOWN
        meant: dict[str, object] = {"name": dataset, "storageClass": one.static_storage_class}
        if one.doc is not None:
            meant["doc"] = one.doc.plain
        if one.dimensions is not None and one.kind.dimensioned:
            meant["dimensions"] = _known(names_of(one.dimensions, quantum))
        for name, value in one.flags.items():
            flag = CONNECTION_FLAGS[name]
            if flag.runtime and value.static != flag.default:
                meant[name] = value.static
        self.arguments(what, found.arguments, meant)

    def _instance(self, found: Class, cls: ConnectionsClass) -> None:
        """See that whatever depends on the config does so on the instance."""
        init = found.methods.get("__init__", Method())
        meant = {one.attribute for one in cls.connections if one.conditions and not one.repetitions}
        meant.update(name for removal in cls.removals for name, _ in removal.names)
        if init.deleted != meant:
            self.same(f"what {found.name} removes", sorted(init.deleted), sorted(meant))
        repeated = sum(bool(one.repetitions) for one in cls.connections)
        self.same(f"what {found.name} repeats", init.repeated, repeated)
        self.same(f"what {found.name} requires", init.raised, len(cls.requirements))

    def _result(self, found: Mapping[str, Class], task: Task) -> None:
        """Compare what `run` takes and returns with the connections."""
        ports = interface(task.connections)
        result, run = found.get(result_name(task, "Result")), found.get(result_name(task, "Run"))
        for cls, method, kinds in (
            (result, "__init__", ("output",)),
            (run, "run", ("input", "prerequisiteInput")),
        ):
            if cls is not None:
                self._parameters(cls, method, [port.name for port in ports.of(*kinds)])

    def _parameters(self, cls: Class, method: str, meant: list[str]) -> None:
        found = cls.methods[method].parameters
        self.same(f"the parameters of {cls.name}", sorted(found), sorted(meant))

    # --- configs ---

    def configs(self, found: Mapping[str, Class], module: Module) -> None:
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
            raised = sum(method.raised for method in found[name].methods.values())
            self.same(f"what {name} requires", raised, len(cls.requirements))

    def _field(self, what: str, found: Attribute, one: ConfigField) -> None:
        if found.arguments is None:
            raise InternalError(self.name, f"{what} is no field")
        given = found.arguments
        meant: dict[str, object] = {}
        if one.type != "made" or one.doc is not None:
            meant["doc"] = (one.doc.plain if one.doc is not None else None) or NO_DOC
        if (
            one.default is not None
            and one.default.static is not None
            and not isinstance(one.default.static, PythonName | Expression)
        ):
            meant["default"] = one.default.static
        for name, value in one.flags.items():
            flag = FIELD_FLAGS[name]
            if flag.runtime and value.static != flag.default:
                meant[name] = value.static
        rest = given.keys() - meant.keys()
        if not rest <= _OF_TYPE:
            self.same(f"what is said of {what} without need", sorted(rest - _OF_TYPE), [])
        self.arguments(what, given, {**meant, **dict.fromkeys(rest, UNKNOWN)})

    # --- tasks ---

    def tasks(self, found: Mapping[str, Class], module: Module) -> None:
        """Compare the skeleton of the Task classes."""
        meant = {task.class_name: task for task in module.tasks if not task.is_written}
        self.classes(found, meant)
        for name, task in meant.items():
            own = ("PipelineTask",) if task.base is None else ()
            self.bases(found[name], () if task.base is None else (task.base,), *own)
            attributes = self.attributes(found[name])
            self.same(f"the label of {name}", attributes["_DefaultName"].value, task.default_name)
            self.same(f"whether {name} has runQuantum", "runQuantum" in found[name].methods, task.run_quantum)
            if changes_run(task):
                ports = interface(task.connections).of("input", "prerequisiteInput")
                self._parameters(found[name], "run", [port.name for port in ports])


_OF_TYPE = frozenset(
    {"ConfigClass", "default", "dtype", "itemtype", "keytype", "optional", "target", "typemap"}
)
"""Arguments that follow from the type of a field."""


def _known(names: tuple[str, ...] | None) -> object:
    return UNKNOWN if names is None else names


def _has_infinity(value: object) -> bool:
    """Whether a value holds a Python object, or a number that has no literal."""
    if isinstance(value, dict):
        return any(_has_infinity(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return any(_has_infinity(one) for one in value)
    return isinstance(value, PythonName) or (isinstance(value, float) and value - value != 0)
