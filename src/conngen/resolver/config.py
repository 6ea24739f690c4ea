"""The body of a config."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..checks.bad_value import BAD_VALUE
from ..checks.duplicate_name import DUPLICATE_NAME
from ..checks.incomplete_declaration import INCOMPLETE_DECLARATION
from ..checks.misplaced import MISPLACED
from ..checks.unknown_name import UNKNOWN_NAME
from ..checks.unknown_type import UNKNOWN_TYPE
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
from ..syntax import tree
from ..vocabulary import BASIC_TYPES, CONFIG_METHODS, FIELD_FLAGS, FIELD_TYPES, KINDS, TYPE_WORDS, Takes
from .connections import read_requirement
from .flags import FlagReader, found_words
from .items import flatten
from .scope import Context, Names, dotted_parts
from .texts import Texts

__all__ = ["ConfigReader"]


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
                    self.report.add(
                        MISPLACED,
                        item.name,
                        what="a config field",
                        where="inside `when` or `for`",
                        help=advice,
                    )
            case tree.Assignment():
                self._assignment(item, context)
            case tree.Requirement():
                found = read_requirement(item, self.names, self.flags, self.texts, context)
                if found is not None:
                    self.requirements.append(found)
            case tree.Definition() | tree.Declaration():
                self._not_a_field(item)
            case tree.Broken():
                self.incomplete = True
            case tree.Block():
                where = "in a config"
                advice = "close the config first"
                self.report.add(
                    MISPLACED, item.word, what=f"a block `{item.word.text}`", where=where, help=advice
                )
            case tree.Removal():
                advice = "a config keeps the fields of its bases; give one another default instead"
                self.report.add(MISPLACED, item, what="`del`", where="in a config", help=advice)
            case tree.Edition() | tree.FromImport() | tree.ImportModule():
                advice = "put it at the top of the file"
                self.report.add(MISPLACED, item, what="this", where="in a config", help=advice)

    def _not_a_field(self, item: tree.Definition | tree.Declaration) -> None:
        word, name = item.word.text, item.name.text
        self.incomplete = True
        if isinstance(item, tree.Declaration) or word in KINDS:
            advice = "put it outside `config { … }`"
            self.report.add(MISPLACED, item.word, what="a connection", where="in a config", help=advice)
        elif word in ("template", "dimensions"):
            advice = "put it outside `config { … }`"
            self.report.add(MISPLACED, item.word, what=f"`{word}`", where="in a config", help=advice)
        else:
            advice = f"write `{word}: {name} = …`"
            self.report.add(
                INCOMPLETE_DECLARATION,
                item.word,
                what=f"the field `{word}`",
                part="`:` before its type",
                help=advice,
            )

    # --- fields ---

    def _field(self, item: tree.Field, names: Names) -> None:
        name = item.name.text
        if not names.identifier(item.name):
            return
        first = self.fields.get(name)
        if first is not None:
            self.report.add(
                DUPLICATE_NAME, item.name, name=name, related=[(first.place, "first declared here")]
            )
            return
        type, basic, target, known = self._type(item, names)
        where = self.report.at(item)
        what = f"a field of type `{self.report.at(item.type).text}`" if type else ""
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

    def _type(self, item: tree.Field, names: Names) -> tuple[str, tuple[str, ...], PythonName | None, Any]:
        """Return the type of a field, its basic types, the class it refers to and what is known of that."""
        written = item.type
        if isinstance(written.name, tree.Filled):
            self._bad_type(written.name, "{…}", "write the name of a type")
            return "", (), None, None
        word, arguments = written.name.text, written.arguments
        if word in BASIC_TYPES and arguments is None:
            flags = {flag.name.text for flag in item.flags if isinstance(flag, tree.Flag)}
            type = "choice" if "allowed" in flags else "range" if flags & {"min", "max"} else "scalar"
            if type == "range" and word not in ("int", "float"):
                type = "scalar"
            return type, (word,), None, None
        if word in ("list", "dict"):
            return self._collection(written, word, names)
        if word in ("registry", "field"):
            return self._referring(written, word, names)
        if word in ("ConfigurableActionField", "ConfigurableActionStructField") and arguments is None:
            return ("action" if word == "ConfigurableActionField" else "actions"), (), None, None
        if arguments is not None:
            self._bad_type(
                written, self.report.at(written).text, "only list, dict, registry and field take brackets"
            )
            return "", (), None, None
        return self._class(written.name, names)

    def _class(self, node: tree.Dotted, names: Names) -> tuple[str, tuple[str, ...], PythonName | None, Any]:
        first = node.parts[0].text
        if len(node.parts) == 1 and first not in names.imports and first not in names.local:
            if first in self.report.broken:
                return "", (), None, None
            hint = did_you_mean(first, [*TYPE_WORDS, *names.imports, *names.local])
            aliases = {
                "string": "str",
                "boolean": "bool",
                "integer": "int",
                "double": "float",
                "String": "str",
                "Optional": "… | None",
            }
            if first in aliases:
                hint = {"help": f"write `{aliases[first]}`"}
            self._bad_type(
                node,
                first,
                **(
                    hint
                    or {"advice": "the types are those of Python, or a Task or Config class that is imported"}
                ),
            )
            return "", (), None, None
        found = names.python(node, "class")
        if found is None:
            return "", (), None, None
        python, known = found
        if isinstance(known, Task):
            return "task", (), python, known
        if isinstance(known, ConfigClass) or python.last.endswith(("Config", "ConfigClass")):
            return "config", (), python, known
        if python.last in ("ConfigurableActionField", "ConfigurableActionStructField"):
            return ("action" if python.last == "ConfigurableActionField" else "actions"), (), None, None
        if python.last.endswith("Task") or known is None:
            kind = "task" if python.last.endswith("Task") else ""
            if kind:
                return kind, (), python, known
        advice = "a field holds plain values, a Task or a Config: their class names end in `Task` or `Config`"
        self._bad_type(node, node.text, advice)
        return "", (), None, None

    def _collection(
        self, written: tree.Type, word: str, names: Names
    ) -> tuple[str, tuple[str, ...], PythonName | None, Any]:
        wanted = 1 if word == "list" else 2
        arguments = written.arguments or ()
        basic = []
        for argument in arguments:
            name = argument.name if isinstance(argument, tree.Type) else None
            if isinstance(argument, tree.Type) and isinstance(name, tree.Dotted) and not argument.optional:
                basic.append(name)
        if len(basic) != wanted or len(arguments) != wanted:
            example = "list[float]" if word == "list" else "dict[str, float]"
            self._bad_type(written, self.report.at(written).text, f"write it like `{example}`")
            return "", (), None, None
        plain = tuple(name.text for name in basic)
        if plain[0] not in BASIC_TYPES:
            hint = did_you_mean(plain[0], BASIC_TYPES) or {
                "advice": f"a {word} holds {', '.join(BASIC_TYPES)}"
            }
            self._bad_type(basic[0], plain[0], **hint)
            return "", (), None, None
        if word == "dict" and plain[1] not in BASIC_TYPES:
            type, _, target, known = self._class(basic[1], names)
            if type == "config":
                return "configDict", (plain[0],), target, known
            if type:
                self._bad_type(basic[1], plain[1], "a dict holds plain values or configs")
            return "", (), None, None
        return word, plain, None, None

    def _referring(
        self, written: tree.Type, word: str, names: Names
    ) -> tuple[str, tuple[str, ...], PythonName | None, Any]:
        arguments = written.arguments or ()
        argument = arguments[0] if len(arguments) == 1 else None
        if not isinstance(argument, tree.Type) or not isinstance(argument.name, tree.Dotted):
            self._bad_type(
                written,
                self.report.at(written).text,
                f"write it like `{FIELD_TYPES['registry' if word == 'registry' else 'made'].written}`",
            )
            return "", (), None, None
        found = names.python(argument.name, "registry" if word == "registry" else "function")
        return ("registry" if word == "registry" else "made"), (), found[0] if found else None, None

    def _bad_type(
        self,
        node: tree.Node,
        name: str,
        advice: str | None = None,
        help: str | None = None,
        fix: str | None = None,
    ) -> None:
        self.report.add(UNKNOWN_TYPE, node, name=name, help=help or advice, fix=fix)

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
            takes = "a value: another field is only known when there is a config"
            help = f"assign it further below: `{item.name.text} = {parts[0]}`"
            self.report.add(BAD_VALUE, node, name="a default", takes=takes, found="a field", help=help)
            return None
        expression = names.expression(node, Context())
        value = evaluate(expression, lambda field: UNKNOWN)
        if isinstance(value, Unknown):
            if not _unbound(expression):
                self.report.add(
                    BAD_VALUE, node, name="a default", takes="a plain value", found=found_words(node)
                )
            return None
        if type in ("task", "config", "actions", "made", "configDict"):
            advice = f"set its fields further below: `{item.name.text}.field = value`"
            takes = "no value of its own"
            self.report.add(
                BAD_VALUE, node, name=f"`{item.name.text}`", takes=takes, found=found_words(node), help=advice
            )
            return None
        return Value(place, value)

    # --- assignments ---

    def _assignment(self, item: tree.Assignment, context: Context) -> None:
        if isinstance(item.path, tree.Variable):
            name = item.path.name
            if name in CONFIG_METHODS:
                value = self.flags.value(Takes.METHOD, name, item.value, item, context)
                if value is not None:
                    self.methods[name] = value
                return
            if name == "suppress" and self.block is not None:
                self.suppressions.extend(
                    self.flags.reasons(item.value, item.path, self.report.at(self.block.head))
                )
                return
            if name == "pipelineConnections":
                self._pipeline_connections(item)
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
        self.assignments.append(Assignment(path, item.operator, value, retargets, place, where, conditions))

    def _path(self, item: tree.Assignment, context: Context) -> Expression | None:
        head = item.path
        while isinstance(head, tree.Attribute | tree.Subscript):
            head = head.value
        assert isinstance(head, tree.Variable)  # the grammar says so
        bound = (
            self.names._binding(head, Context()) if head.name in (*self.names.fields, "connections") else None
        )
        if bound is None:
            if self.names.opaque or head.name in self.report.broken:
                return self.names.expression(item.path, context)
            legal = [*self.names.fields, *CONFIG_METHODS, "pipelineConnections", "suppress"]
            self.report.add(
                UNKNOWN_NAME, head, what="config field", name=head.name, **did_you_mean(head.name, legal)
            )
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
                BAD_VALUE, item.value, name="pipelineConnections", takes=takes, found=found_words(item.value)
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
    from ..model import walk

    return any(
        isinstance(node, tree.Variable) and node.name not in expression.names
        for node in walk(expression.tree)
    ) or any(binding.meaning is Meaning.CONNECTIONS for binding in expression.names.values())
