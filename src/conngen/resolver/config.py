"""The body of a config."""

from __future__ import annotations

from ..checks.codes import (
    BAD_VALUE,
    DUPLICATE_NAME,
    INCOMPLETE_DECLARATION,
    MISPLACED,
    UNKNOWN_KIND,
    UNKNOWN_NAME,
)
from ..diagnostics import did_you_mean
from ..model import (
    UNKNOWN,
    Assignment,
    Base,
    ConfigClass,
    ConfigField,
    Expression,
    Meaning,
    PythonName,
    Requirement,
    Suppression,
    Task,
    Unknown,
    Value,
    evaluate,
)
from ..records import replace
from ..syntax import tree
from ..typings import Any
from ..vocabulary import CONFIG_METHODS, FIELD_FLAGS, KINDS, SETTINGS, Takes
from .flags import FlagReader, found_words
from .items import OF_PYTHON, flatten
from .requirements import read_requirement
from .scope import Context, Names, dotted_parts
from .texts import Texts
from .types import TypeReader

__all__ = ["ConfigReader"]

_SETTINGS = tuple(setting.name for setting in SETTINGS.values() if "config" in setting.blocks)


class ConfigReader:
    """Resolves one config.

    Parameters
    ----------
    block : `tree.Block` or `None`
        The block; `None` for a task without one.
    names : `Names`
        What names stand for, without a config.
    bases : `tuple` [ `Base` ]
        The bases of the class.
    """

    def __init__(self, block: tree.Block | None, names: Names, bases: tuple[Base, ...]) -> None:
        self.block = block
        self.outer = names
        self.names = names
        self.report = names.report
        self.bases = bases
        self.fields: dict[str, ConfigField] = {}
        self.assignments: list[Assignment] = []
        self.requirements: list[Requirement] = []
        self.methods: dict[str, Value] = {}
        self.suppressions: list[Suppression] = []
        self.pipeline_connections: PythonName | None = None
        self.incomplete = block is not None and block.broken

    def read(self, name: str, python: PythonName, pipeline: bool, place: tree.Node) -> ConfigClass:
        """Return the Config class."""
        items = self.block.items if self.block is not None else ()
        plain = Names(self.report, self.outer.imports, self.outer.local, None, config_known=True)
        for item in _fields(items):
            self._field(item, plain)
        self.incomplete = self.incomplete or any(isinstance(item, tree.Broken) for item in items)
        config = ConfigClass(
            name=name,
            python=python,
            doc=None,
            bases=self.bases,
            fields=tuple(self.fields.values()),
            assignments=(),
            requirements=(),
            methods={},
            pipeline=pipeline,
            pipeline_connections=None,
            place=self.report.at(place),
            incomplete=self.incomplete,
        )
        self.names = self.outer.within(config)
        self.flags = FlagReader(self.names)
        self.texts = Texts(self.names, {}, opaque=False)
        for inner, context in flatten(items, self.names, Context()):
            self._item(inner, context)
        doc = self.block.doc if self.block is not None else None
        return replace(
            config,
            incomplete=self.incomplete,
            doc=None if doc is None else self.texts.string(doc.string, Context(), per_config=False),
            assignments=tuple(self.assignments),
            requirements=tuple(self.requirements),
            methods=self.methods,
            pipeline=pipeline or self.pipeline_connections is not None,
            pipeline_connections=self.pipeline_connections,
            suppressions=tuple(self.suppressions),
        )

    def _item(self, item: tree.Item, context: Context) -> None:
        match item:
            case tree.Field():
                if context.conditions or context.variables:
                    advice = "put it outside: a config has the same fields whatever their values"
                    self._misplaced(item.name, "a config field", advice, "inside `when` or `for`")
            case tree.Assignment():
                self._assignment(item, context)
            case tree.Requirement():
                found = read_requirement(item, self.names, self.flags, self.texts, context, in_config=True)
                if found is not None:
                    self.requirements.append(found)
            case tree.Definition() | tree.Declaration():
                self._not_a_field(item)
            case tree.Broken():
                self.incomplete = True
            case tree.Block():
                advice = OF_PYTHON.get(item.word.text, "close the config first")
                self._misplaced(item.word, f"a block `{item.word.text}`", advice)
            case tree.Removal():
                advice = "a config keeps the fields of its bases; give one another default instead"
                self._misplaced(tree.Node(item.span._replace(end=item.span.start + 3)), "`del`", advice)
            case tree.Edition() | tree.FromImport() | tree.ImportModule():
                what = "the edition" if isinstance(item, tree.Edition) else "an import"
                self._misplaced(item, what, "put it at the top of the file")

    def _misplaced(self, node: tree.Node, what: str, advice: str, where: str = "in a config") -> None:
        self.report.add(MISPLACED, node, what=what, where=where, help=advice)

    def _not_a_field(self, item: tree.Definition | tree.Declaration) -> None:
        word, name = item.word.text, item.name.text
        self.incomplete = True
        advice = "put it outside `config { … }`"
        if isinstance(item, tree.Declaration) and word not in KINDS:
            advice = f"write `{name}: {self.report.text(item.type)}`"
            self.report.add(UNKNOWN_KIND, item.word, word=word, names="", help=advice)
        elif isinstance(item, tree.Declaration) or word in KINDS:
            self._misplaced(item.word, "a connection", advice)
        elif word in ("template", "dimensions"):
            self._misplaced(item.word, f"`{word}`", advice)
        else:
            part, what = "`:` before its type", f"the field `{word}`"
            help = f"write `{word}: {name} = …`"
            self.report.add(INCOMPLETE_DECLARATION, item.word, what=what, part=part, help=help)

    # --- fields ---

    def _field(self, item: tree.Field, names: Names) -> None:
        name = item.name.text
        if not names.identifier(item.name):
            self.report.excuse([name])
            self.incomplete = True
            return
        first = self.fields.get(name)
        if first is not None:
            self.report.add(
                DUPLICATE_NAME, item.name, name=name, related=[(first.place, "first declared here")]
            )
            return
        type, basic, target, known = TypeReader(names).read(item)
        where = self.report.at(item)
        what = f"a field of type `{self.report.text(item.type)}`" if type else ""
        flags = FlagReader(names).read(
            item.flags, FIELD_FLAGS, what, type, where, Context(), conditions=False
        )
        text = (
            None
            if item.doc is None
            else Texts(names, {}, opaque=False).string(item.doc.string, Context(), False)
        )
        self.fields[name] = ConfigField(
            name=name,
            type=type,
            basic=basic,
            target=target,
            optional=item.type.optional,
            default=self._default(item, type, names),
            flags=flags.values,
            doc=text,
            place=self.report.at(item.name),
            where=where,
            local_target=(
                known.class_name
                if isinstance(known, Task) and target is not None and not target.module
                else ""
            ),
            target_class=known,
            suppressions=flags.suppressions,
        )

    def _default(self, item: tree.Field, type: str, names: Names) -> Value | None:
        node = item.value
        if node is None:
            return None
        place = self.report.at(node)
        parts = dotted_parts(node)
        if parts is not None and (len(parts) > 1 or parts[0] in names.imports):
            found = names.python(node, "default")
            return None if found is None else Value(place, found[0])
        if parts is not None and parts[0] in {other.text for other in _field_names(self.block)}:
            takes = "a plain value"
            help = f"assign it further below: `{item.name.text} = {parts[0]}`"
            self.report.add(BAD_VALUE, node, name="a default", takes=takes, found="another field", help=help)
            return None
        if isinstance(node, tree.String) and node.parts is not None:
            self.report.add(BAD_VALUE, node, name="a default", takes="a plain value", found="an f-string")
            return None
        expression = names.expression(node, Context())
        value: Any = evaluate(expression, lambda field: UNKNOWN)
        if isinstance(value, Unknown) and expression.of_python:
            value = expression
        if isinstance(value, Unknown):
            if not _unbound(expression):
                self.report.add(
                    BAD_VALUE, node, name="a default", takes="a plain value", found=found_words(node)
                )
            return None
        by_key = type in ("actions", "configDict") and isinstance(node, tree.Dict)
        if type in ("task", "config", "made") or (type in ("actions", "configDict") and not by_key):
            advice = f"set its fields further below: `{item.name.text}.field = value`"
            takes = "a dictionary of classes" if type in ("actions", "configDict") else "no value of its own"
            self.report.add(
                BAD_VALUE, node, name=f"`{item.name.text}`", takes=takes, found=found_words(node), help=advice
            )
            return None
        return Value(place, value)

    # --- assignments ---

    def _assignment(self, item: tree.Assignment, context: Context) -> None:
        if isinstance(item.path, tree.Variable) and item.path.name in (*CONFIG_METHODS, *_SETTINGS):
            self._setting(item, item.path, context)
            return
        where = self.report.at(item)
        flags = self.flags.read(item.flags, {}, "an assignment", "", where, context)
        path = self._path(item, context)
        if path is None:
            return
        value = self.names.expression(item.value, context)
        conditions = context.when(flags.condition).conditions
        place = self.report.at(item.path)
        retargets = item.operator == "=" and self._is_task(item.value)
        self.assignments.append(
            Assignment(path, item.operator, value, retargets, place, where, conditions, context.repetitions)
        )

    def _setting(self, item: tree.Assignment, path: tree.Variable, context: Context) -> None:
        name = path.name
        if context.conditions or context.variables:
            advice = "put it outside: the class has it whatever the config says"
            self._misplaced(item.path, f"`{name}`", advice, "inside `when` or `for`")
            return
        self.flags.read(item.flags, {}, "a setting", "", self.report.at(item), context, conditions=False)
        if item.operator != "=":
            found = f"`{item.operator}`"
            self.report.add(BAD_VALUE, path, name=f"`{name}`", takes="one value, with `=`", found=found)
        elif name == "pipelineConnections":
            self._pipeline_connections(item)
        elif name == "suppress":
            target = self.report.at(self.block.head if self.block is not None else path)
            self.suppressions.extend(self.flags.reasons(item.value, path, target))
        elif name in self.methods:
            related = [(self.methods[name].where or self.methods[name].place, "first given here")]
            self.report.add(DUPLICATE_NAME, path, name=name, related=related)
        elif (value := self.flags.value(Takes.METHOD, name, item.value, item, context)) is not None:
            self.methods[name] = value

    def _path(self, item: tree.Assignment, context: Context) -> Expression | None:
        head = item.path
        while isinstance(head, tree.Attribute | tree.Subscript):
            head = head.value
        assert isinstance(head, tree.Variable)  # the grammar says so
        known = head.name in (*self.names.fields, "connections") or head.name in self.report.broken
        if not known and not self.names.opaque:
            legal = [*self.names.fields, *CONFIG_METHODS, *_SETTINGS]
            hint = did_you_mean(head.name, legal)
            if not hint and head is item.path:
                hint = {"help": f"a new field has a type: `{head.name}: … = …`"}
            self.report.add(UNKNOWN_NAME, head, what="config field", name=head.name, **hint)
            return None
        return self.names.expression(item.path, context)

    def _is_task(self, node: tree.Expression) -> bool:
        parts = dotted_parts(node)
        if parts is None or parts[0] in self.names.fields:
            return False
        if parts[0] not in self.names.imports and parts[0] not in self.names.local:
            return False
        found = self.names.python(node, "task")
        return found is not None and (isinstance(found[1], Task) or found[0].last.endswith("Task"))

    def _pipeline_connections(self, item: tree.Assignment) -> None:
        if self.block is not None and self.block.name is None:
            advice = "the config of a task has the connections of that task; leave it out"
            self.report.add(
                MISPLACED,
                item.path,
                what="`pipelineConnections`",
                where="in the config of a task",
                help=advice,
            )
            return
        found = self.names.python(item.value, "Connections class") if dotted_parts(item.value) else None
        if found is not None:
            self.pipeline_connections = found[0]
        elif dotted_parts(item.value) is None:
            takes = "the name of a Connections class"
            self.report.add(
                BAD_VALUE,
                item.value,
                name="`pipelineConnections`",
                takes=takes,
                found=found_words(item.value),
            )


def _fields(items: tuple[tree.Item, ...]) -> list[tree.Field]:
    """Return the fields among items, also those in the wrong place."""
    found: list[tree.Field] = []
    for item in items:
        if isinstance(item, tree.Field):
            found.append(item)
        elif isinstance(item, tree.Guard | tree.Loop):
            found.extend(_fields(item.items))
    return found


def _field_names(block: tree.Block | None) -> list[tree.Identifier]:
    return [item.name for item in _fields(block.items)] if block is not None else []


def _unbound(expression: Expression) -> bool:
    meanings = {binding.meaning for binding in expression.names.values()}
    return expression.unbound or Meaning.CONNECTIONS in meanings
