"""The body of a task or of a Connections class."""

from __future__ import annotations

from typing import Any

from ..checks.bad_name import BAD_NAME
from ..checks.bad_value import BAD_VALUE
from ..checks.duplicate_name import DUPLICATE_NAME
from ..checks.incomplete_declaration import INCOMPLETE_DECLARATION
from ..checks.misplaced import MISPLACED
from ..checks.no_static_value import NO_STATIC_VALUE
from ..checks.unknown_definition import UNKNOWN_DEFINITION
from ..checks.unknown_flag import UNKNOWN_FLAG
from ..checks.unknown_inherited import UNKNOWN_INHERITED
from ..checks.unknown_kind import UNKNOWN_KIND
from ..checks.unknown_name import UNKNOWN_NAME
from ..checks.unknown_setting import UNKNOWN_SETTING
from ..diagnostics import did_you_mean
from ..model import (
    Base,
    ConfigClass,
    Connection,
    ConnectionsClass,
    Definition,
    Dimensions,
    Expression,
    Override,
    PythonName,
    Removal,
    Requirement,
    Suppression,
    Template,
    Text,
    Value,
)
from ..source import Place
from ..syntax import tree
from ..vocabulary import (
    BLOCKS,
    CONNECTION_FLAGS,
    DEFINITIONS,
    KINDS,
    METHODS,
    OVERRIDABLE,
    SETTINGS,
    TEMPLATE_FLAGS,
    Takes,
)
from .dimensions import DimensionReader
from .flags import FlagReader, found_words, listed
from .items import flatten
from .scope import Context, Names, dotted_parts, identifier_problem
from .texts import Texts, static_text

__all__ = ["ConnectionsReader"]

_RUNTIME_FLAGS = {name: flag for name, flag in CONNECTION_FLAGS.items() if flag.runtime}


class ConnectionsReader:
    """Resolves one body.

    Parameters
    ----------
    block : `tree.Block`
        The block of the task or the class.
    names : `Names`
        What names stand for, with the config that belongs to it.
    bases : `tuple` [ `Base` ]
        The bases of the class.
    definitions : mapping
        The names that the file gives to dimensions.
    """

    def __init__(
        self, block: tree.Block, names: Names, bases: tuple[Base, ...], definitions: dict[str, Definition]
    ) -> None:
        self.block = block
        self.names = names
        self.report = names.report
        self.bases = bases
        self.opaque = any(base.known is None or base.known.opaque for base in bases) or block.broken
        self.inherited: dict[str, tuple[Connection, ConnectionsClass]] = {}
        templates: dict[str, Any] = {}
        for base in bases:
            if base.known is not None:
                self.inherited.update(base.known.all_connections())
                templates.update(base.known.all_templates())
        self.texts = Texts(names, templates, self.opaque)
        self.known_templates = templates
        self.flags = FlagReader(names)
        self.dimensions = DimensionReader(names, self.texts, definitions)
        self.templates: list[Template] = []
        self.connections: dict[str, Connection] = {}
        self.overrides: list[Override] = []
        self.removals: list[Removal] = []
        self.requirements: list[Requirement] = []
        self.methods: dict[str, Value] = {}
        self.suppressions: list[Suppression] = []
        self.incomplete = block.broken

    def read(self, name: str, python: PythonName, config: ConfigClass | None) -> ConnectionsClass:
        """Return the Connections class."""
        items = list(flatten(self.block.items, self.names, Context()))
        for item, context in items:
            if isinstance(item, tree.Definition):
                self._definition(item, context)
        quantum = None
        if self.block.dimensions is not None and self.block.brackets is not None:
            quantum = self.dimensions.read(self.block.dimensions, self.block.brackets, Context())
            self.dimensions.need_static(quantum, "dimension")
        for item, context in items:
            self._item(item, context)
        self._check_methods()
        doc = self.block.doc
        return ConnectionsClass(
            name=name,
            python=python,
            doc=None if doc is None else self.texts.string(doc.string, Context(), per_config=False),
            bases=self.bases,
            dimensions=quantum,
            definitions=tuple(self.dimensions.definitions.values()),
            templates=tuple(self.templates),
            connections=tuple(self.connections.values()),
            overrides=tuple(self.overrides),
            removals=tuple(self.removals),
            requirements=tuple(self.requirements),
            methods=self.methods,
            config=config,
            place=self.report.at(self.block.name or self.block.word),
            incomplete=self.incomplete,
            suppressions=tuple(self.suppressions),
        )

    def _item(self, item: tree.Item, context: Context) -> None:
        match item:
            case tree.Declaration():
                self._declaration(item, context)
            case tree.Assignment():
                self._assignment(item, context)
            case tree.Removal():
                self._removal(item, context)
            case tree.Requirement():
                self._requirement(item, context)
            case tree.Broken():
                self.incomplete = True
            case tree.Field():
                advice = (
                    f"a connection begins with its kind: `input {item.name.text}: …`; "
                    "a config field stands inside `config { … }`"
                )
                self.report.add(
                    MISPLACED, item.name, what="a config field", where=f"in a {self._what}", help=advice
                )
            case tree.Block():
                self._block(item)
            case tree.Edition() | tree.FromImport() | tree.ImportModule():
                what = "the edition" if isinstance(item, tree.Edition) else "an import"
                advice = "put it at the top of the file"
                self.report.add(MISPLACED, item, what=what, where=f"in a {self._what}", help=advice)

    @property
    def _what(self) -> str:
        return self.block.word.text if self.block.word.text in BLOCKS else "task"

    def _block(self, item: tree.Block) -> None:
        word = item.word.text
        if word == "config" and self._what == "task":
            return  # `tasks` has read it
        advice = "blocks of this kind stand on their own at the left margin"
        if word == "config":
            advice = "a Connections class has no config: make it a task, or put the config beside it"
        elif word not in BLOCKS:
            advice = "only `config { … }` stands inside a task"
            hint = did_you_mean(word, ["config", "when", "for"])
            if hint:
                from ..checks.unknown_block import UNKNOWN_BLOCK

                self.report.add(UNKNOWN_BLOCK, item.word, word=word, names=listed(BLOCKS), **hint)
                return
        self.report.add(
            MISPLACED, item.word, what=f"a block `{word}`", where=f"in a {self._what}", help=advice
        )

    # --- definitions ---

    def _definition(self, item: tree.Definition, context: Context) -> None:
        word = item.word.text
        if word in KINDS:
            what = f"the connection `{item.name.text}`"
            advice = f'write `{word} {item.name.text}: StorageClass[…] = "name"`'
            self.report.add(INCOMPLETE_DECLARATION, item.name, what=what, part="a storage class", help=advice)
            return
        if word not in DEFINITIONS:
            hint = did_you_mean(word, [*DEFINITIONS, *KINDS])
            self.report.add(UNKNOWN_DEFINITION, item.word, word=word, names=listed(DEFINITIONS), **hint)
            self.incomplete = True
            return
        if context.conditions or context.repetitions:
            advice = "put it outside: the class has it whatever the config says"
            self.report.add(
                MISPLACED, item.word, what=f"`{word}`", where="inside `when` or `for`", help=advice
            )
        if word == "dimensions":
            self.dimensions.define(item, context)
        else:
            self._template(item, context)

    def _template(self, item: tree.Definition, context: Context) -> None:
        where = self.report.at(item)
        flags = self.flags.read(
            item.flags, TEMPLATE_FLAGS, "a template", "", where, context, conditions=False
        )
        if not self.names.identifier(item.name):
            return
        if not isinstance(item.value, tree.String) or item.value.parts is not None:
            name = f"the template `{item.name.text}`"
            self.report.add(BAD_VALUE, item.value, name=name, takes="a string", found=found_words(item.value))
        name = item.name.text
        first = next((one for one in self.templates if one.name == name), None)
        if first is not None:
            self.report.add(
                DUPLICATE_NAME, item.name, name=name, related=[(first.place, "first declared here")]
            )
            return
        default = item.value.value if isinstance(item.value, tree.String) else ""
        deprecated = flags.values["deprecated"].static if "deprecated" in flags.values else None
        place, value = self.report.at(item.name), self.report.at(item.value)
        template = Template(name, default, deprecated, place, value, where, flags.suppressions)
        self.templates.append(template)
        self.known_templates[name] = template

    # --- connections ---

    def _declaration(self, item: tree.Declaration, context: Context) -> None:
        kind = KINDS.get(item.word.text)
        if kind is None:
            hint = did_you_mean(item.word.text, [*KINDS, *DEFINITIONS])
            self.report.add(UNKNOWN_KIND, item.word, word=item.word.text, names=listed(KINDS), **hint)
            self.incomplete = True
            return
        where = self.report.at(item)
        what = f"{'an' if kind.name[0] in 'aeiou' else 'a'} {kind.name}"
        flags = self.flags.read(item.flags, CONNECTION_FLAGS, what, kind.name, where, context)
        inner = context.when(flags.condition)
        attribute, pattern = self.texts.attribute_name(item.name, context)
        if not self._attribute(item.name, attribute, pattern, context):
            return
        dataset = self._dataset(item, context)
        storage, static_storage = self._storage_class(item.type.name, context)
        dimensions = self._dimensions(item.type, context)
        if item.type.optional:
            advice = "write `minimum=0`, or `when` and a condition"
            takes = "a storage class"
            self.report.add(
                BAD_VALUE, item.type, name=what, takes=takes, found="an optional type", help=advice
            )
        static = static_text(dataset) if isinstance(dataset, Text) else ""
        if static is None and not context.repetitions:
            why = "the config field in it has no default"
            self.report.add(NO_STATIC_VALUE, item.value or item, what="dataset type name", why=why)
        self.connections[attribute] = Connection(
            attribute=attribute,
            kind=kind,
            dataset=dataset,
            static_dataset=static or "",
            storage_class=storage,
            static_storage_class=static_storage,
            dimensions=dimensions,
            flags=flags.values,
            conditions=inner.conditions,
            repetitions=context.repetitions,
            doc=None if item.doc is None else self.texts.string(item.doc.string, context, per_config=False),
            place=self.report.at(item.name),
            where=where,
            pattern=pattern,
            suppressions=flags.suppressions,
        )

    def _attribute(
        self, name: tree.Identifier, attribute: str, pattern: Text | None, context: Context
    ) -> bool:
        """Whether a connection can be called so; notes it if not."""
        plain = attribute
        if pattern is not None:
            plain = "".join(part if isinstance(part, str) else "x" for part in pattern.parts)
        elif context.repetitions:
            variable = context.repetitions[-1].variable
            help = f"put the variable into its name: `{attribute}{{{variable}}}`"
            self.report.add(DUPLICATE_NAME, name, name=attribute, help=help)
            return False
        why = identifier_problem(plain)
        if why is not None:
            self.report.add(BAD_NAME, name, name=attribute, why=why)
            return False
        first = self.connections.get(attribute)
        if first is not None:
            self.report.add(
                DUPLICATE_NAME, name, name=attribute, related=[(first.place, "first declared here")]
            )
            return False
        return True

    def _dataset(self, item: tree.Declaration, context: Context) -> Text | PythonName | None:
        value = item.value
        what = f"the connection `{item.name.text}`"
        if value is None:
            advice = f'write `= "…"` behind `{self.report.at(item.type).text}`'
            self.report.add(
                INCOMPLETE_DECLARATION, item.name, what=what, part="a dataset type name", help=advice
            )
            return None
        if isinstance(value, tree.String):
            if value.parts is not None:
                advice = "leave the `f` out: templates, variables and config fields are filled in anyway"
                takes = "a plain string as its dataset type name"
                self.report.add(BAD_VALUE, value, name=what, takes=takes, found="an f-string", help=advice)
                return None
            return self.texts.dataset_name(value, context)
        if dotted_parts(value) is not None:
            found = self.names.python(value, "dataset type name")
            return found[0] if found is not None else None
        takes = "a string, or the dotted name of a constant, as its dataset type name"
        self.report.add(BAD_VALUE, value, name=what, takes=takes, found=found_words(value))
        return None

    def _storage_class(self, name: tree.Dotted | tree.Filled, context: Context) -> tuple[Text, str]:
        place = self.report.at(name)
        if isinstance(name, tree.Dotted):
            return Text((name.text,), place), name.text
        text = Text((self.names.expression(name.value, context),), place)
        static = static_text(text)
        expression = text.parts[0]
        assert isinstance(expression, Expression)
        if static is None and not context.repetitions and expression.names and not self.names.opaque:
            why = "the config field has no default that is a string"
            self.report.add(NO_STATIC_VALUE, place, what="storage class", why=why)
        return text, static or ""

    def _dimensions(self, type: tree.Type, context: Context) -> Dimensions | None:
        if type.arguments is None or type.brackets is None:
            return None
        found = self.dimensions.read(type.arguments, type.brackets, context)
        if not context.repetitions:
            self.dimensions.need_static(found, "dimension")
        return found

    # --- assignments ---

    def _assignment(self, item: tree.Assignment, context: Context) -> None:
        match item.path:
            case tree.Variable(name=name):
                self._setting(item, name, context)
            case tree.Attribute(value=tree.Variable(name=connection), name=attribute):
                self._override(item, connection, attribute, context)
            case _:
                advice = "an attribute of an inherited connection is changed like `name.multiple = True`"
                what = "this assignment"
                self.report.add(MISPLACED, item.path, what=what, where=f"in a {self._what}", help=advice)

    def _setting(self, item: tree.Assignment, name: str, context: Context) -> None:
        if name == "suppress":
            target = self.report.at(self.block.head)
            self.suppressions.extend(self.flags.reasons(item.value, item.path, target))
            return
        if name in METHODS:
            value = self._method(name, item.value, item)
            if value is not None:
                self.methods[name] = value
            return
        settings = [one.name for one in SETTINGS.values() if self._what in one.blocks]
        if name in settings:
            return  # `tasks` has read it
        legal = [*settings, *METHODS]
        hint = did_you_mean(name, legal)
        known = {*self.connections, *self.inherited, *self.known_templates, *self.names.fields}
        if name in self.names.fields and not hint:
            hint = {"help": "defaults of config fields are set inside `config { … }`"}
        elif name in known and not hint:
            hint = {"help": f"name the attribute that is to change: `{name}.multiple = True`"}
        self.report.add(UNKNOWN_SETTING, item.path, word=name, block=self._what, names=listed(legal), **hint)

    def _method(self, name: str, node: tree.Expression, item: tree.Node) -> Value | None:
        if METHODS[name].takes is Takes.NAMES and isinstance(node, tree.List):
            place = self.report.at(node)
            strings = [one for one in node.elements if isinstance(one, tree.String) and one.parts is None]
            if len(strings) == len(node.elements):
                return Value(place, tuple(one.value for one in strings), where=self.report.at(item))
            self.report.add(
                BAD_VALUE, node, name=name, takes="names of connections in quotes", found="other values"
            )
            return None
        return self.flags.value(Takes.METHOD, name, node, item, Context())

    def _check_methods(self) -> None:
        """See that the connections named in methods are there."""
        for name, value in self.methods.items():
            if not isinstance(value.static, tuple) or self.opaque or self.incomplete:
                continue
            legal = [*self.connections, *self.inherited]
            for connection in value.static:
                if connection not in legal and connection not in self.report.broken:
                    hint = did_you_mean(connection, legal)
                    fix = hint.pop("fix", None)
                    hint.update({"fix": f'"{fix}"'} if fix and len(value.static) == 1 else {})
                    what = f"connection, for `{name}`,"
                    self.report.add(
                        UNKNOWN_NAME,
                        value.place,
                        what=what,
                        name=connection,
                        **{k: v for k, v in hint.items() if k == "help"},
                    )

    def _override(
        self, item: tree.Assignment, connection: str, attribute: tree.Identifier, context: Context
    ) -> None:
        where = self.report.at(item)
        first = tree.Node(item.path.span._replace(end=item.path.span.start + len(connection)))
        flags = self.flags.read(item.flags, {}, "an assignment", "", where, context)
        if not self._is_inherited(connection, first):
            return
        legal = [*OVERRIDABLE, *_RUNTIME_FLAGS]
        name = attribute.text
        if name not in legal:
            self.report.add(
                UNKNOWN_FLAG, attribute, flag=name, names=listed(legal), **did_you_mean(name, legal)
            )
            return
        if item.operator != "=":
            self.report.add(
                BAD_VALUE,
                item.path,
                name=name,
                takes="a whole new value with `=`",
                found=f"`{item.operator}`",
            )
            return
        value = self._override_value(name, item, context)
        if value is not None:
            conditions = context.when(flags.condition).conditions
            self.overrides.append(
                Override(connection, name, value, conditions, self.report.at(item.path), where)
            )

    def _override_value(
        self, name: str, item: tree.Assignment, context: Context
    ) -> Value | Text | PythonName | Dimensions | None:
        node = item.value
        if name in _RUNTIME_FLAGS:
            return self.flags.value(_RUNTIME_FLAGS[name].takes, name, node, item, context)
        if name == "dimensions":
            found = self.dimensions.expression(node, context)
            self.dimensions.need_static(found, "dimension")
            return found
        if isinstance(node, tree.String) and node.parts is None:
            return (
                self.texts.string(node, context, True)
                if name == "doc"
                else self.texts.dataset_name(node, context)
            )
        if name == "name" and dotted_parts(node) is not None:
            python = self.names.python(node, "dataset type name")
            return python[0] if python is not None else None
        advice = {}
        if isinstance(node, tree.Variable):
            advice = {"help": f'write `"{node.name}"`', "fix": f'"{node.name}"'}
        self.report.add(BAD_VALUE, node, name=name, takes="a string", found=found_words(node), **advice)
        return None

    def _is_inherited(self, name: str, node: tree.Node) -> bool:
        if name in self.inherited or name in self.report.broken:
            return True
        help = None
        if name in self.connections:
            help = "it is declared here: change its declaration"
        elif self.opaque:
            return True
        hint = {"help": help} if help else did_you_mean(name, self.inherited)
        cls = self.block.name.text if self.block.name else self._what
        self.report.add(UNKNOWN_INHERITED, node, cls=cls, name=name, **hint)
        return False

    # --- the rest ---

    def _removal(self, item: tree.Removal, context: Context) -> None:
        condition = None if item.condition is None else self.names.expression(item.condition, context)
        names: dict[str, Place] = {}
        for name in item.names:
            if name.text in names:
                self.report.add(
                    DUPLICATE_NAME, name, name=name.text, related=[(names[name.text], "first named here")]
                )
            elif self.names.identifier(name) and self._is_inherited(name.text, name):
                names[name.text] = self.report.at(name)
        conditions = context.when(condition).conditions
        if names:
            self.removals.append(Removal(tuple(names.items()), conditions, self.report.at(item)))

    def _requirement(self, item: tree.Requirement, context: Context) -> None:
        requirement = read_requirement(item, self.names, self.flags, self.texts, context)
        if requirement is not None:
            self.requirements.append(requirement)


def read_requirement(
    item: tree.Requirement, names: Names, flags: FlagReader, texts: Texts, context: Context
) -> Requirement | None:
    """Return what is required."""
    report = names.report
    where = report.at(item)
    found = flags.read(item.flags, {}, "a requirement", "", where, context)
    condition = names.expression(item.condition, context)
    if item.doc is None:
        advice = "write the message behind it, in quotes"
        part = "a message for when it does not hold"
        report.add(INCOMPLETE_DECLARATION, item.condition, what="a requirement", part=part, help=advice)
        return None
    message = texts.string(item.doc.string, context, per_config=True)
    return Requirement(condition, context.when(found.condition).conditions, message, where)
