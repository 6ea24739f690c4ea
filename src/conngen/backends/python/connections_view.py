"""What the module of the Connections classes prints."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import ConnectionsClass, Module, PythonName, Task
from ...records import dataclass, replace
from ...universe import Vocabulary
from ...vocabulary import METHODS
from .connection_code import connection, inherited_with_changes
from .dimension_code import static_dimensions
from .imports import Imports
from .init_view import initializer, pattern_code
from .interface import Parameter, changes_run, interface, parameters, result_name
from .literals import docstring, identifier, literal, string
from .locals import doc_of, imports_of
from .order import bases_first
from .printer import Printer
from .statements import (
    Argument,
    Assigned,
    Block,
    Head,
    Line,
    Method,
    Statement,
    decorator,
    late_imports,
    unread_comment,
)

__all__ = ["ConnectionsModule", "ConnectionsView", "ResultView", "RunView", "view"]


@dataclass(frozen=True)
class ConnectionsView:
    """A Connections class.

    Parameters
    ----------
    name : `str`
        Its name.
    bases : `tuple` [ `str` ]
        Its bases.
    keywords : `tuple` [ `Argument` ]
        What stands behind them.
    comment : `str`
        A comment behind the opening parenthesis.
    doc : `str`
        Its docstring.
    config : `str`
        The type of its config, if its methods need it; else empty.
    attributes : `tuple` [ `Assigned` ]
        Its connections, and the inherited ones of which it changes something.
    methods : `tuple` [ `Method` ]
        Its methods.
    decorator : `str`
        What stands behind the ``@`` before it; empty for nothing.
    """

    name: str
    bases: tuple[str, ...]
    keywords: tuple[Argument, ...]
    comment: str
    doc: str
    config: str
    attributes: tuple[Assigned, ...]
    methods: tuple[Method, ...]
    decorator: str


@dataclass(frozen=True)
class ResultView:
    """The class of what `run` of a task returns."""

    name: str
    base: str
    doc: str
    items: tuple[Parameter, ...]
    rest: str
    """The declaration of all further items; empty if there are none."""

    @property
    def signature(self) -> str:
        """The parameters of its ``__init__``."""
        given = ["*", *(item.declared for item in self.items)] if self.items else []
        return ", ".join(["self", *given, *([self.rest] if self.rest else [])])

    @property
    def passed(self) -> str:
        """What it hands on."""
        rest = [f"**{self.rest.split(':')[0].lstrip('*')}"] if self.rest else []
        return ", ".join([*(f"{item.name}={item.name}" for item in self.items), *rest])


@dataclass(frozen=True)
class RunView:
    """The protocol of a `run` that fits the connections of a task."""

    name: str
    base: str
    doc: str
    head: str
    run_doc: str


@dataclass(frozen=True)
class ConnectionsModule:
    """The module."""

    head: Head
    classes: tuple[ConnectionsView, ...]
    results: tuple[ResultView, ...]
    runs: tuple[RunView, ...]


def view(module: Module, vocabulary: Vocabulary, line_length: int) -> ConnectionsModule | None:
    """Return what the module of the Connections classes prints, or `None` if there is none."""
    classes = list(module.connections)
    if not classes:
        return None
    imports = imports_of(module, "connections")
    tasks = {id(task.connections): task for task in module.tasks if task.own_connections}
    views = tuple(
        _class(cls, tasks.get(id(cls)), doc_of(module, tasks.get(id(cls))), imports, line_length)
        for cls in bases_first(
            classes, lambda cls: [base.python.name for base in cls.bases if not base.python.module]
        )
    )
    types = imports.bind("lsst.pipe.base", "connectionTypes", "cT")
    if not any(f"{types}." in line for one in views for line in _code(one)):
        imports.drop(types)
    results: list[ResultView] = []
    runs: list[RunView] = []
    for task in module.tasks:
        if task.own_connections and changes_run(task):
            found = _result(task, vocabulary, imports, line_length)
            results += [] if found is None else [found]
            run = _run(task, found, vocabulary, imports, line_length)
            runs += [] if run is None else [run]
    if runs or imports.has_typing:
        imports.bind("typing", "TYPE_CHECKING")
    exports = sorted([one.name for one in views] + [one.name for one in results])
    doc = module.doc.plain if module.doc is not None else None
    text = docstring(doc or f"Connections of ``{module.stem}.conn``.", 0, line_length)
    head = Head(
        text, tuple(string(name) for name in exports), imports.runtime_block(), imports.typing_block()
    )
    return ConnectionsModule(head, views, tuple(results), tuple(runs))


# --- classes -------------------------------------------------------------------------------------------


def _class(
    cls: ConnectionsClass, task: Task | None, said: str | None, imports: Imports, line_length: int
) -> ConnectionsView:
    bases = tuple(imports.name(base.python) for base in cls.bases)
    if not bases:
        bases = (imports.bind("lsst.pipe.base", "PipelineTaskConnections"),)
    types = imports.bind("lsst.pipe.base", "connectionTypes", "cT")
    inherited = tuple(inherited_with_changes(cls, imports))
    own = tuple(connection(cls, one, imports, types) for one in cls.connections if not one.repetitions)
    init = initializer(cls, lambda: _config_type(cls, task, imports), imports, types, line_length)
    methods = (*((init,) if init is not None else ()), *_methods(cls, imports, types, line_length))
    doc = (cls.doc.plain if cls.doc is not None else None) or said
    about = f"Connections of `{task.class_name}`." if task is not None else f"The connections ``{cls.name}``."
    text = docstring(doc or about, 4, line_length)
    keywords = tuple(_keywords(cls, imports))
    return ConnectionsView(
        name=identifier(cls.name),
        bases=bases,
        keywords=keywords,
        comment=unread_comment(cls.bases, keywords),
        doc=text,
        config=_config_type(cls, task, imports) if _asks_config(cls) else "",
        attributes=(*inherited, *own),
        methods=methods,
        decorator=decorator(cls.methods.get("decorate"), imports),
    )


def _asks_config(cls: ConnectionsClass) -> bool:
    """Whether a method besides ``__init__`` asks the config something."""
    repeated = any(one.repetitions and "checkFunction" in one.flags for one in cls.connections)
    return repeated or any(value.dynamic is not None for value in cls.methods.values())


def _code(cls: ConnectionsView) -> Iterator[str]:
    """Yield whatever may name the types of connections."""
    yield from (one.function for one in cls.attributes)
    yield from (method.head for method in cls.methods)
    stack: list[Statement] = [statement for method in cls.methods for statement in method.body]
    while stack:
        one = stack.pop()
        if isinstance(one, Line):
            yield one.code
        else:
            stack.extend(one.body)


def _config_type(cls: ConnectionsClass, task: Task | None, imports: Imports) -> str:
    """Return the type of the config that a Connections class is made with."""
    if task is None or cls.config is None:
        return imports.bind("lsst.pipe.base", "PipelineTaskConfig", "", False)
    if task.own_config:
        return imports.own(task.config.name, False)
    return imports.name(task.config.python, False) if not task.config.python.attributes else imports.any()


def _keywords(cls: ConnectionsClass, imports: Imports) -> Iterator[Argument]:
    if cls.dimensions is not None:
        yield Argument("dimensions", static_dimensions(cls, cls.dimensions, imports))
    if cls.templates:
        defaults = {one.name: one.default if one.python is None else one.python for one in cls.templates}
        yield Argument("defaultTemplates", literal(defaults, imports.name))
    deprecated = {one.name: one.deprecated for one in cls.templates if one.deprecated is not None}
    if deprecated:
        yield Argument("deprecatedTemplates", literal(deprecated))


# --- methods -------------------------------------------------------------------------------------------


def _methods(cls: ConnectionsClass, imports: Imports, types: str, line_length: int) -> Iterator[Method]:
    adjusts = "adjustQuantum" in cls.methods or any("checkFunction" in one.flags for one in cls.connections)
    others = [name for name in cls.methods if name not in ("adjustQuantum", "customize", "decorate")]
    for name in (*(["adjustQuantum"] if adjusts else []), *others):
        with imports.method():
            own = name == "adjustQuantum"
            method = _adjust_quantum(cls, imports, types) if own else _attached(cls, name, imports)
        yield replace(method, body=(*late_imports(imports, line_length), *method.body))


def _attached(cls: ConnectionsClass, name: str, imports: Imports) -> Method:
    """Return a method that does what a Python function does, or returns the names of connections."""
    value = cls.methods[name]
    arguments = ", ".join(("self", *METHODS[name].parameters))
    if isinstance(value.static, PythonName):
        result = f"{imports.name(value.static)}({arguments})"
    elif value.dynamic is not None:
        result = Printer(imports, "self.config").expression(value.dynamic)
    else:
        result = literal(tuple(value.static), imports.name)
    if name == "adjust_all_quanta":
        adjuster = imports.bind("lsst.pipe.base", "QuantaAdjuster", "", False)
        head, doc = f"def {name}(self, adjuster: {adjuster}) -> None", "Adjust the quanta of the task."
        return Method(head, f'"""{doc}"""', (Line(result),))
    what = "spatial" if "Spatial" in name else "temporal"
    iterable = imports.bind("collections.abc", "Iterable")
    head = f"def {name}(self) -> {iterable}[{imports.builtin('str')}]"
    doc = f'"""Return the connections whose data IDs make the {what} bounds."""'
    return Method(head, doc, (Line(f"return {result}"),))


def _checks(cls: ConnectionsClass, imports: Imports) -> Iterator[Statement]:
    """Yield the calls of the functions that look at a quantum before it runs."""
    printer = Printer(imports, "self.config")
    for one in cls.connections:
        value = one.flags.get("checkFunction")
        if value is None or not isinstance(value.static, PythonName):
            continue
        side = "inputs" if one.kind.read else "outputs"
        inner, heads = printer, []
        for repetition in one.repetitions:
            variable = identifier(repetition.variable)
            heads.append(f"for {variable} in {inner.expression(repetition.values)}")
            inner = inner.within(repetition.variable, variable)
        name = pattern_code(one, inner)
        found = Line(f"{imports.name(value.static)}(*{side}[{name}], label, data_id)")
        block: Statement = Block(f"if {name} in {side}", (found,))
        for head in reversed(heads):
            block = Block(head, (block,))
        yield block


def _adjust_quantum(cls: ConnectionsClass, imports: Imports, types: str) -> Method:
    checks = list(_checks(cls, imports))
    collection = imports.bind("collections.abc", "Collection")
    mapping = imports.bind("collections.abc", "Mapping")
    ref = imports.bind("lsst.daf.butler", "DatasetRef", "", False)
    data_id = imports.bind("lsst.daf.butler", "DataCoordinate", "", False)
    dict_, tuple_, str_ = imports.builtin("dict"), imports.builtin("tuple"), imports.builtin("str")
    pairs = {side: f"{tuple_}[{types}.{kind}, {collection}[{ref}]]" for side, kind in _SIDES.items()}
    given = ", ".join(f"{side}: {dict_}[{str_}, {pair}]" for side, pair in pairs.items())
    back = ", ".join(f"{mapping}[{str_}, {pair}]" for pair in pairs.values())
    head = f"def adjustQuantum(self, {given}, label: {str_}, data_id: {data_id}) -> {tuple_}[{back}]"
    hook = cls.methods.get("adjustQuantum")
    if hook is not None and isinstance(hook.static, PythonName):
        last = f"return {imports.name(hook.static)}(self, inputs, outputs, label, data_id)"
    else:
        last = "return super().adjustQuantum(inputs, outputs, label, data_id)"
    return Method(
        head, '"""Look at a quantum, and adjust its datasets, before it runs."""', (*checks, Line(last))
    )


_SIDES = {"inputs": "BaseInput", "outputs": "Output"}


# --- run -----------------------------------------------------------------------------------------------


def _result(task: Task, vocabulary: Vocabulary, imports: Imports, line_length: int) -> ResultView | None:
    found = interface(task.connections)
    items = parameters(found.of("output"), vocabulary, imports)
    rest = _rest(found.repeats("output"), found.opaque, imports)
    if not items and not rest:
        return None
    lines = [f"What `{task.class_name}.run` returns."]
    if items or rest:
        lines += ["", "Parameters", "----------"]
    for item in items:
        lines += described(item.name, item.documented, item.doc, item.optional)
    if rest:
        lines += described(rest.split(":")[0], "object", rest_doc("output", found.repeats("output")), False)
    doc = docstring("\n".join(lines), 4, line_length)
    base = imports.bind("lsst.pipe.base", "Struct")
    return ResultView(result_name(task, "Result"), base, doc, items, rest)


def _rest(repeated: bool, opaque: bool, imports: Imports) -> str:
    if not repeated and not opaque:
        return ""
    return f"**{'others' if opaque else 'repeated'}: {imports.any()}"


def rest_doc(what: str, repeated: bool) -> str:
    """Return what is said of the connections that have no parameter of their own."""
    return (
        f"The {what}s that are repeated, by name." if repeated else f"The {what}s of the base class, by name."
    )


def described(name: str, documented: str, doc: str, optional: bool) -> list[str]:
    """Return the lines of a docstring that describe a parameter."""
    first = f"{name} : {documented}{', optional' if optional else ''}"
    return [first, *(f"    {line}" if line else "" for line in (doc or "Not documented.").split("\n"))]


def _run(
    task: Task, result: ResultView | None, vocabulary: Vocabulary, imports: Imports, line_length: int
) -> RunView | None:
    found = interface(task.connections)
    if task.run_quantum or found.opaque:
        return None
    inputs = parameters(found.of("input", "prerequisiteInput"), vocabulary, imports)
    rest = _rest(found.repeats("input", "prerequisiteInput"), False, imports)
    given = [one.declared for one in inputs]
    signature = ", ".join(["self", *(["*", *given] if given else []), *([rest] if rest else [])])
    returned = result.name if result is not None else imports.bind("lsst.pipe.base", "Struct", "", False)
    return RunView(
        name=result_name(task, "Run"),
        base=imports.bind("typing", "Protocol"),
        doc=docstring(f"What a type checker compares `{task.class_name}.run` with.", 8, line_length),
        head=f"def run({signature}) -> {returned}",
        run_doc=docstring("Process one quantum.", 12, line_length),
    )
