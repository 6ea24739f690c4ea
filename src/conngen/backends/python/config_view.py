"""What the module of the Config classes prints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...model import (
    FUNCTIONS,
    Assignment,
    ConfigClass,
    ConfigField,
    Expression,
    Module,
    PythonName,
    Requirement,
    Task,
    path_of,
)
from ...records import dataclass
from ...syntax import tree
from .field_code import field
from .imports import Imports
from .literals import docstring, identifier, string
from .locals import imports_of
from .loops import in_loops
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

__all__ = ["ConfigModule", "ConfigView", "view"]


@dataclass(frozen=True)
class ConfigView:
    """A Config class.

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
    fields : `tuple` [ `Assigned` ]
        Its fields.
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
    fields: tuple[Assigned, ...]
    methods: tuple[Method, ...]
    decorator: str


@dataclass(frozen=True)
class ConfigModule:
    """The module."""

    head: Head
    classes: tuple[ConfigView, ...]


def view(module: Module, line_length: int) -> ConfigModule | None:
    """Return what the module of the Config classes prints, or `None` if there is none."""
    classes = list(module.configs)
    if not classes:
        return None
    imports = imports_of(module, "config")
    tasks = {task.config.name: task for task in module.tasks if task.own_config}
    local = {task.class_name: task for task in module.tasks}
    ordered = bases_first(classes, lambda cls: _needs(cls, local))
    views = tuple(_Config(cls, tasks.get(cls.name), local, imports, line_length).view() for cls in ordered)
    doc = module.doc.plain if module.doc is not None else None
    text = docstring(doc or f"Configuration of ``{module.stem}.conn``.", 0, line_length)
    exports = tuple(string(name) for name in sorted(one.name for one in views))
    return ConfigModule(Head(text, exports, imports.runtime_block(), imports.typing_block()), views)


def _needs(cls: ConfigClass, local: dict[str, Task]) -> Iterator[str]:
    """Yield the names of the Config classes that must be there before a class is made."""
    yield from (base.python.name for base in cls.bases if not base.python.module)
    for one in cls.fields:
        if one.local_target in local:
            yield local[one.local_target].config.name
        elif any(task is one.target_class for task in local.values()):
            yield one.target_class.config.name
        elif one.target is not None and not one.target.module:
            yield one.target.name
        if one.default is not None and isinstance(one.default.static, Expression):
            found = (binding.python for binding in one.default.static.names.values())
            yield from (python.name for python in found if python is not None and not python.module)


class _Config:
    def __init__(
        self, cls: ConfigClass, task: Task | None, local: dict[str, Task], imports: Imports, line_length: int
    ) -> None:
        self.cls = cls
        self.task = task
        self.local = local
        self.imports = imports
        self.line_length = line_length
        self.printer = Printer(imports, "self")

    def view(self) -> ConfigView:
        """Return what the class prints."""
        bases = tuple(self.imports.name(base.python) for base in self.cls.bases)
        if self.cls.only_mixed_in:
            # What is only mixed in comes first: its methods are to take the place of the runtime's.
            bases = (*bases, self.imports.bind("lsst.pipe.base", "PipelineTaskConfig"))
        elif not bases:
            bases = (f"{self._pex()}.Config",)
        fields = tuple(
            field(one, self.cls, self.imports, self._target_config(one)) for one in self.cls.fields
        )
        methods = tuple(method for method in (self._set_defaults(), self._validate()) if method is not None)
        doc = self.cls.doc.plain if self.cls.doc is not None else None
        about = (
            f"Configuration of `{self.task.class_name}`."
            if self.task
            else f"The configuration ``{self.cls.name}``."
        )
        text = docstring(doc or about, 4, self.line_length)
        keywords = tuple(self._keywords())
        return ConfigView(
            name=identifier(self.cls.name),
            bases=bases,
            keywords=keywords,
            comment=unread_comment(self.cls.bases, keywords),
            doc=text,
            fields=fields,
            methods=methods,
            decorator=decorator(self.cls.methods.get("decorate"), self.imports),
        )

    def _pex(self) -> str:
        return self.imports.bind("lsst.pex.config", "", "pexConfig")

    def _keywords(self) -> Iterator[Argument]:
        if self.cls.pipeline_connections is not None:
            yield Argument("pipelineConnections", self.imports.name(self.cls.pipeline_connections))
        elif self.task is not None and self.task.own_connections:
            yield Argument("pipelineConnections", self.imports.own(self.task.connections.name))
        elif self.task is not None:
            yield Argument("pipelineConnections", self.imports.name(self.task.connections.python))

    def _target_config(self, one: ConfigField) -> str:
        """Return the Config class of a subtask that can't be imported yet; empty for any other field."""
        task = self.local.get(one.local_target)
        if (
            task is None
            and one.type == "task"
            and one.target is not None
            and self.imports.is_late(one.target)
        ):
            task = next((other for other in self.local.values() if other is one.target_class), None)
            if task is None:
                return f"{self._pex()}.Config"
        if task is None:
            return ""
        return (
            self.imports.own(task.config.name) if task.own_config else self.imports.name(task.config.python)
        )

    # --- setDefaults ---

    def _set_defaults(self) -> Method | None:
        with self.imports.method():
            stand_ins = [one for one in self.cls.fields if self._target_config(one)]
            body = [Line(f"self.{identifier(one.name)}.retarget({self._late(one)})") for one in stand_ins]
            assigned = list(self._assignments())
            called = list(self._hook("setDefaults"))
        if not body and not assigned and not called:
            return None
        late = late_imports(self.imports, self.line_length)
        return Method(
            "def setDefaults(self) -> None",
            '"""Set the defaults that are not those of the fields."""',
            (Line("super().setDefaults()"), *late, *body, *assigned, *called),
        )

    def _late(self, one: ConfigField) -> str:
        if one.local_target in self.local or one.target is None:
            return self.imports.own(identifier(one.local_target))
        return self.imports.name(one.target)

    def _hook(self, name: str) -> Iterator[Statement]:
        """Yield the call of the Python function that is attached to a method."""
        hook = self.cls.methods.get(name)
        if hook is not None and isinstance(hook.static, PythonName):
            yield Line(f"{self.imports.name(hook.static)}(self)")

    def _assignments(self) -> Iterator[Statement]:
        return in_loops(self.cls.assignments, self.printer, self._variable, self._assigned)

    def _variable(self, name: str) -> str:
        """Return what the variable of a loop is called: as it is, unless the name is taken."""
        found = identifier(name)
        while found in ("item", "self") or found in FUNCTIONS or found in self.imports.local:
            found += "_"
        return found

    def _assigned(self, group: list[Assignment], printer: Printer) -> Iterator[Statement]:
        for conditions, some in groupby(group, key=lambda one: one.conditions):
            statements = tuple(statement for one in some for statement in self._assignment(one, printer))
            if conditions:
                yield Block(f"if {printer.all_of(conditions)}", statements)
            else:
                yield from statements

    def _assignment(self, one: Assignment, printer: Printer) -> Iterator[Statement]:
        path, value = printer.expression(one.path), one.value.tree
        while isinstance(value, tree.Group):
            value = value.value
        if one.retargets:
            yield Line(f"{path}.retarget({printer.expression(one.value)})")
        elif one.operator == "-=" and isinstance(value, tree.List) and not _has_star(value):
            for element in value.elements:
                yield Line(f"{path}.remove({printer.expression(one.value.part(element))})")
        elif one.operator == "-=" and self._is_list(one.path):
            item = f"{path}.remove(item)"
            yield Block(f"for item in {printer.expression(one.value)}", (Line(item),))
        elif one.operator == "+=" and (isinstance(value, tree.List) or self._is_list(one.path)):
            yield Line(f"{path}.extend({printer.expression(one.value)})")
        else:
            yield Line(f"{path} {one.operator} {printer.expression(one.value)}")

    def _is_list(self, path: Expression) -> bool:
        """Whether a path is a list field of the config itself."""
        names = path_of(path.tree)
        known = self.cls.all_fields()
        return names is not None and len(names) == 1 and names[0] in known and known[names[0]].type == "list"

    # --- validate ---

    def _validate(self) -> Method | None:
        with self.imports.method():
            required = in_loops(self.cls.requirements, self.printer, self._variable, self._required)
            body = [*required, *self._hook("validate")]
        if not body:
            return None
        late = late_imports(self.imports, self.line_length)
        doc = '"""Check what has to hold for all fields together."""'
        return Method("def validate(self) -> None", doc, (Line("super().validate()"), *late, *body))

    def _required(self, group: list[Requirement], printer: Printer) -> Iterator[Statement]:
        yield from (self._requirement(one, printer) for one in group)

    def _requirement(self, one: Requirement, printer: Printer) -> Statement:
        condition = printer.all_of(one.conditions, one.condition)
        message = printer.text(one.message)
        first = next((node.name for node, _ in one.condition.fields()), None)
        of_a_field = one.raises is None or one.raises.last == "FieldValidationError"
        if first is None or not of_a_field:
            error = self.imports.exception(None if of_a_field else one.raises)
            return Block(f"if {condition}", (Line(f"raise {error}({message})"),))
        error = f"{self._pex()}.FieldValidationError"
        type_ = self.imports.builtin("type")
        return Block(
            f"if {condition}", (Line(f"raise {error}({type_}(self).{identifier(first)}, self, {message})"),)
        )


def _has_star(value: tree.List) -> bool:
    return any(isinstance(element, tree.Star) for element in value.elements)
