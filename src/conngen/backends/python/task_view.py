"""What the skeleton of the Task classes prints: it is the author's from the moment it exists."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import ConfigField, Connection, Expression, Module, Task
from ...records import dataclass
from ...universe import Vocabulary
from .connections_view import described, rest_doc
from .filling import filled
from .imports import Imports
from .interface import Interface, Parameter, changes_run, interface, parameters, result_name
from .literals import docstring, identifier, string
from .locals import doc_of, imports_of
from .order import bases_first
from .printer import Printer
from .statements import Block, Head, Line, Method, Statement, comment

__all__ = ["TaskModule", "TaskView", "view"]

_NOTICE = (
    "Written once from {0}, and yours from now on: conngen never changes this file. When {0} changes, "
    "conngen tells what has to change here."
)


@dataclass(frozen=True)
class TaskView:
    """A Task class.

    Parameters
    ----------
    name : `str`
        Its name.
    base : `str`
        Its base.
    doc : `str`
        Its docstring.
    config : `str`
        Its Config class.
    default_name : `str`
        The literal of its default label.
    can_multiprocess : `bool`
        Whether it may run in a subprocess.
    methods : `tuple` [ `Method` ]
        Its methods.
    fits : `str`
        The protocol that it is compared with; empty if there is none.
    comparison : `str`
        The name of the variable that a type checker makes the comparison for.
    """

    name: str
    base: str
    doc: str
    config: str
    default_name: str
    can_multiprocess: bool
    methods: tuple[Method, ...]
    fits: str
    comparison: str


@dataclass(frozen=True)
class TaskModule:
    """The module."""

    head: Head
    notice: tuple[str, ...]
    classes: tuple[TaskView, ...]

    @property
    def compared(self) -> tuple[TaskView, ...]:
        """The classes that a type checker compares with a protocol."""
        return tuple(one for one in self.classes if one.fits)


def view(module: Module, vocabulary: Vocabulary, line_length: int) -> TaskModule | None:
    """Return what the skeleton of the Task classes prints, or `None` if there is none."""
    tasks = {task.class_name: task for task in module.tasks if not task.is_written}
    if not tasks:
        return None
    imports = imports_of(module, "task")
    ordered = bases_first([_Named(name, task) for name, task in tasks.items()], _needs)
    views = tuple(
        _Skeleton(one.task, doc_of(module, one.task), vocabulary, imports, line_length).view()
        for one in ordered
    )
    if any(one.fits for one in views) or imports.has_typing:
        imports.bind("typing", "TYPE_CHECKING")
    doc = module.doc.plain if module.doc is not None else None
    text = docstring(doc or f"Tasks of ``{module.stem}.conn``.", 0, line_length)
    exports = tuple(string(name) for name in sorted(one.name for one in views))
    head = Head(text, exports, imports.runtime_block(), imports.typing_block())
    source = f"{identifier(module.stem)}.conn"
    notice = filled(_NOTICE.format(source), line_length, "# ")
    return TaskModule(head, tuple(notice), views)


def _is_subtask(field: ConfigField) -> bool:
    """Whether a field holds a task, and not something else that can be configured."""
    if isinstance(field.target_class, Task):
        return True
    return bool(field.local_target) or (field.target is not None and field.target.last.endswith("Task"))


@dataclass(frozen=True)
class _Named:
    name: str
    task: Task


def _needs(one: _Named) -> Iterator[str]:
    if one.task.base is not None and not one.task.base.python.module:
        yield one.task.base.python.name


class _Skeleton:
    def __init__(
        self, task: Task, said: str | None, vocabulary: Vocabulary, imports: Imports, line_length: int
    ) -> None:
        self.task = task
        self.said = said
        self.vocabulary = vocabulary
        self.imports = imports
        self.line_length = line_length
        self.interface: Interface = interface(task.connections)

    def view(self) -> TaskView:
        """Return what the class prints."""
        task = self.task
        base = (
            self.imports.bind("lsst.pipe.base", "PipelineTask")
            if task.base is None
            else self.imports.name(task.base.python)
        )
        config = (
            self.imports.own(task.config.name) if task.own_config else self.imports.name(task.config.python)
        )
        methods = [self._init(), *([self._run_quantum()] if task.run_quantum else [])]
        if changes_run(task):
            methods.append(self._run())
        return TaskView(
            name=identifier(task.class_name),
            base=base,
            doc=docstring(self.said or f"The task ``{task.name}``.", 4, self.line_length),
            config=config,
            default_name=string(task.default_name),
            can_multiprocess=task.can_multiprocess,
            methods=tuple(method for method in methods if method is not None),
            fits=self._fits(),
            comparison=f"_{task.name}_fits",
        )

    def _fits(self) -> str:
        task = self.task
        if task.run_quantum or self.interface.opaque or not task.own_connections or not changes_run(task):
            return ""
        return self.imports.own(result_name(task, "Run"), False)

    # --- __init__ ---

    def _init(self) -> Method | None:
        body = list(self._init_inputs())
        for field in self.task.config.fields if self.task.own_config else ():
            if field.type == "task" and _is_subtask(field):
                body.append(Line(f"self.makeSubtask({string(field.name)})"))
        body.extend(self._init_outputs())
        if not body:
            return None
        imports = self.imports
        config = (
            imports.own(self.task.config.name)
            if self.task.own_config
            else imports.name(self.task.config.python)
        )
        logger = f"{imports.bind('logging', '', '', False)}.Logger"
        adapter = imports.bind("lsst.utils.logging", "LsstLogAdapter", "", False)
        any_ = imports.any()
        given = (
            f"config: {config} | None = None",
            f"log: {logger} | {adapter} | None = None",
            f"initInputs: dict[str, {any_}] | None = None",
            f"**kwargs: {any_}",
        )
        first = Line("super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)")
        return Method(f"def __init__(self, *, {', '.join(given)}) -> None", "", (first, *body))

    def _own(self, *kinds: str) -> tuple[Connection, ...]:
        """Return the connections of some kinds that the base does not deal with."""
        own = self.task.connections.connections if self.task.own_connections else ()
        if self.task.base is None:
            own = tuple(one for one, _ in self.task.connections.all_connections().values())
        return tuple(one for one in own if one.kind.name in kinds and not one.repetitions)

    def _init_inputs(self) -> Iterator[Statement]:
        ports = {port.name: port for port in self.interface.of("initInput")}
        wanted = [ports[one.attribute] for one in self._own("initInput") if one.attribute in ports]
        required = [port.name for port in wanted if not port.optional]
        if required:
            message = f"{self.task.class_name} needs initInputs: {', '.join(required)}"
            yield Block("if initInputs is None", (Line(f"raise ValueError({string(message)})"),))
        for parameter in parameters(tuple(wanted), self.vocabulary, self.imports):
            taken_ = f"initInputs[{string(parameter.name)}]"
            if parameter.optional:
                whole = "initInputs" if required else "(initInputs or {})"
                taken_ = f"{whole}.get({string(parameter.name)})"
            yield Line(f"self.{parameter.name}: {parameter.annotation} = {taken_}")

    def _init_outputs(self) -> Iterator[Statement]:
        ports = {port.name: port for port in self.interface.of("initOutput")}
        printer = Printer(self.imports, "self.config")
        for one in self._own("initOutput"):
            if one.attribute not in ports:
                continue
            (parameter,) = parameters((ports[one.attribute],), self.vocabulary, self.imports)
            annotation = parameter.annotation.removesuffix(" | None")
            annotation = annotation if annotation == self.imports.any() else f"{annotation} | None"
            said = "To be made here: it is written as soon as there is a task."
            yield from comment(said, self.line_length)
            line = Line(f"self.{identifier(one.attribute)}: {annotation} = None")
            conditions: tuple[Expression, ...] = one.conditions
            yield Block(f"if {printer.all_of(conditions)}", (line,)) if conditions else line

    # --- run ---

    def _run_quantum(self) -> Method:
        context = self.imports.bind("lsst.pipe.base", "QuantumContext", "", False)
        inputs = self.imports.bind("lsst.pipe.base", "InputQuantizedConnection", "", False)
        outputs = self.imports.bind("lsst.pipe.base", "OutputQuantizedConnection", "", False)
        head = (
            f"def runQuantum(self, butlerQC: {context}, inputRefs: {inputs}, outputRefs: {outputs}) -> None"
        )
        lines = [
            "Read the inputs of one quantum, process them, and write the outputs.",
            "",
            "Parameters",
            "----------",
        ]
        lines += [
            "butlerQC : `lsst.pipe.base.QuantumContext`",
            "    Reads and writes datasets of the quantum.",
        ]
        lines += [
            "inputRefs : `lsst.pipe.base.InputQuantizedConnection`",
            "    References to the inputs, by connection.",
        ]
        lines += [
            "outputRefs : `lsst.pipe.base.OutputQuantizedConnection`",
            "    References to the outputs, by connection.",
        ]
        body = (
            Line("inputs = butlerQC.get(inputRefs)"),
            Line("outputs = self.run(**inputs)"),
            Line("butlerQC.put(outputs, outputRefs)"),
        )
        return Method(head, docstring("\n".join(lines), 8, self.line_length), body)

    def _run(self) -> Method:
        task, kinds = self.task, ("input", "prerequisiteInput")
        items = parameters(self.interface.of(*kinds), self.vocabulary, self.imports)
        repeated = self.interface.repeats(*kinds)
        rest = ""
        if repeated or self.interface.opaque:
            rest = f"**{'others' if self.interface.opaque else 'repeated'}: {self.imports.any()}"
        given = [item.declared for item in items]
        signature = ", ".join(["self", *(["*", *given] if given else []), *([rest] if rest else [])])
        result = self._result()
        doc = docstring("\n".join(self._run_doc(items, rest, repeated, result)), 8, self.line_length)
        message = string(f"{task.class_name}.run is yet to be written")
        overrides = isinstance(getattr(task.base, "known", None), Task) and self._base_is_ours()
        body = (Line(f"raise NotImplementedError({message})"),)
        if overrides:  # `run` of another task has other parameters, which is right
            return Method(f"def run(  # type: ignore[override]\n{signature},\n) -> {result}", doc, body)
        return Method(f"def run({signature}) -> {result}", doc, body)

    def _base_is_ours(self) -> bool:
        """Whether the base has a `run` that is generated, so that a type checker is sure to see it."""
        base = self.task.base
        return base is not None and (base.python.module.startswith(".") or not base.python.module)

    def _result(self) -> str:
        has = self.interface.of("output") or self.interface.repeats("output") or self.interface.opaque
        if has and self.task.own_connections:
            return self.imports.own(result_name(self.task, "Result"))
        return self.imports.bind("lsst.pipe.base", "Struct")

    def _run_doc(self, items: tuple[Parameter, ...], rest: str, repeated: bool, result: str) -> Iterator[str]:
        yield "Process one quantum."
        if items or rest:
            yield from ("", "Parameters", "----------")
        for item in items:
            yield from described(item.name, item.documented, item.doc, item.optional)
        if rest:
            yield from described(rest.split(":")[0], "object", rest_doc("input", repeated), False)
        yield from ("", "Returns", "-------", f"result : `{result}`")
        names = [f"``{port.name}``" for port in self.interface.of("output")]
        yield (
            f"    With {', '.join(names[:-1])} and {names[-1]}."
            if len(names) > 1
            else f"    With {names[0]}." if names else "    The outputs."
        )
