"""The body of a task or of a Connections class."""

from __future__ import annotations

from ..checks.codes import (
    BAD_NAME,
    BAD_VALUE,
    DUPLICATE_NAME,
    INCOMPLETE_DECLARATION,
    MISPLACED,
    NO_STATIC_VALUE,
    UNKNOWN_BLOCK,
    UNKNOWN_DEFINITION,
    UNKNOWN_KIND,
    UNKNOWN_SETTING,
)
from ..diagnostics import did_you_mean
from ..model import (
    Base,
    ConfigClass,
    Connection,
    ConnectionsClass,
    Definition,
    Dimensions,
    PythonName,
    Requirement,
    Suppression,
    Template,
    Text,
)
from ..syntax import tree
from ..typings import Any
from ..vocabulary import (
    BLOCKS,
    CONNECTION_FLAGS,
    DEFINITIONS,
    KINDS,
    METHODS,
    SETTINGS,
    TEMPLATE_FLAGS,
)
from .changes import ChangesReader
from .datasets import DatasetReader
from .dimensions import DimensionReader
from .flags import FlagReader, article, found_words, listed
from .items import advice_of_python, flatten
from .methods import MethodsReader
from .requirements import read_requirement
from .scope import Context, Names, dotted_parts, identifier_problem
from .texts import Texts, static_text, typical_name, why_unknown

__all__ = ["ConnectionsReader"]


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
        self.datasets = DatasetReader(names, self.texts)
        self.flags = FlagReader(names)
        self.dimensions = DimensionReader(names, self.texts, definitions)
        self.templates: list[Template] = []
        self.connections: dict[str, Connection] = {}
        cls = block.name.text if block.name else block.word.text
        self.changes = ChangesReader(
            cls, names, self.texts, self.dimensions, self.inherited, self.connections, self.opaque
        )
        self.methods = MethodsReader(names)
        self.requirements: list[Requirement] = []
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
        if not self.opaque and not self.incomplete:
            self.methods.check((*self.connections, *self.inherited))
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
            overrides=tuple(self.changes.overrides),
            removals=tuple(self.changes.removals),
            requirements=tuple(self.requirements),
            methods=self.methods.found,
            config=config,
            place=self.report.at(self.block.name or self.block.word),
            incomplete=self.incomplete or self.texts.failed,
            suppressions=tuple(self.suppressions),
        )

    def _item(self, item: tree.Item, context: Context) -> None:
        match item:
            case tree.Declaration():
                self._declaration(item, context)
            case tree.Assignment():
                self._assignment(item, context)
            case tree.Removal():
                self.changes.removal(item, context)
            case tree.Requirement():
                self._requirement(item, context)
            case tree.Broken():
                self.incomplete = True
            case tree.Field():
                advice = (
                    f"a connection begins with its kind: `input {item.name.text}: …`; "
                    "a config field stands inside `config { … }`"
                )
                self._misplaced(item.name, "a config field", f"in {self._called}", advice)
            case tree.Block():
                self._block(item, context)
            case tree.Edition() | tree.FromImport() | tree.ImportModule():
                what = "the edition" if isinstance(item, tree.Edition) else "an import"
                self._misplaced(item, what, f"in {self._called}", "put it at the top of the file")

    def _misplaced(self, node: tree.Node, what: str, where: str, advice: str) -> None:
        self.report.add(MISPLACED, node, what=what, where=where, help=advice)

    @property
    def _what(self) -> str:
        return self.block.word.text if self.block.word.text in BLOCKS else "task"

    @property
    def _called(self) -> str:
        return "a Connections class" if self._what == "connections" else f"a {self._what}"

    def _block(self, item: tree.Block, context: Context) -> None:
        word = item.word.text
        if word == "config" and self._what == "task" and not context.conditions and not context.variables:
            return  # `tasks` has read it
        self.incomplete = True
        if word not in BLOCKS:
            hint = did_you_mean(word, ["config", "when", "for"])
            hint = advice_of_python(word) or hint
            advice = f"inside {self._called} stand `config`, `when` and `for`"
            self.report.add(UNKNOWN_BLOCK, item.word, word=word, names="", **(hint or {"help": advice}))
            return
        where, advice = f"in {self._called}", "put it at the left margin"
        if word == "config" and self._what == "task":
            where = "inside `when` or `for`"
            advice = "put it outside: a config has the same fields whatever their values"
        elif word == "config":
            advice = "a Connections class has no config: make it a task, or put the config beside it"
        self._misplaced(item.word, f"a block `{word}`", where, advice)

    # --- definitions ---

    def _definition(self, item: tree.Definition, context: Context) -> None:
        word = item.word.text
        if word in KINDS:
            what = f"the connection `{item.name.text}`"
            advice = f'write `{word} {item.name.text}: StorageClass[…] = "name"`'
            self.report.add(INCOMPLETE_DECLARATION, item.name, what=what, part="a storage class", help=advice)
            self._leave_out(item.name)
            return
        if word not in DEFINITIONS:
            hint = did_you_mean(word, [*DEFINITIONS, *KINDS])
            self.report.add(UNKNOWN_DEFINITION, item.word, word=word, names=listed(DEFINITIONS), **hint)
            self._leave_out(item.name)
            return
        if context.conditions or context.repetitions:
            advice = "put it outside: the class has it whatever the config says"
            self._misplaced(item.word, f"`{word}`", "inside `when` or `for`", advice)
        if word == "dimensions":
            self.dimensions.define(item, context)
        else:
            self._template(item, context)

    def _leave_out(self, name: tree.Identifier) -> None:
        """Remember that a declaration could not be taken over, so that nothing is said of its absence."""
        self.report.excuse([name.text])
        self.incomplete = True

    def _template(self, item: tree.Definition, context: Context) -> None:
        where = self.report.at(item)
        flags = self.flags.read(
            item.flags, TEMPLATE_FLAGS, "a template", "", where, context, conditions=False
        )
        if not self.names.identifier(item.name):
            self._leave_out(item.name)
            return
        default, python = self._template_default(item)
        name = item.name.text
        first = next((one for one in self.templates if one.name == name), None)
        if first is not None:
            self.report.add(
                DUPLICATE_NAME, item.name, name=name, related=[(first.place, "first declared here")]
            )
            return
        deprecated = flags.values["deprecated"].static if "deprecated" in flags.values else None
        place, value = self.report.at(item.name), self.report.at(item.value)
        template = Template(name, default, deprecated, place, value, where, flags.suppressions, python)
        self.templates.append(template)
        self.known_templates[name] = template

    def _template_default(self, item: tree.Definition) -> tuple[str, PythonName | None]:
        """Return the default of a template: a text, or the constant of Python's that is one."""
        node = item.value
        if isinstance(node, tree.String) and node.parts is None:
            return node.value, None
        if dotted_parts(node) is not None:
            found = self.names.python(node, "dataset type name")
            return "", None if found is None else found[0]
        takes = "a plain string, or the dotted name of a constant"
        self.report.add(
            BAD_VALUE, node, name=f"the template `{item.name.text}`", takes=takes, found=found_words(node)
        )
        return "", None

    # --- connections ---

    def _declaration(self, item: tree.Declaration, context: Context) -> None:
        kind = KINDS.get(item.word.text)
        if kind is None:
            self._unknown_kind(item)
            return
        where = self.report.at(item)
        what = f"{article(kind.name)} {kind.name}"
        flags = self.flags.read(item.flags, CONNECTION_FLAGS, what, kind.name, where, context)
        inner = context.when(flags.condition)
        named = self.texts.attribute_name(item.name, context)
        if named is None or not self._attribute(item.name, *named, context):
            self._leave_out(item.name)
            return
        attribute, pattern = named
        dataset = self.datasets.name(item, context)
        storage, static_storage = self.datasets.storage_class(item.type.name, context)
        dimensions = self._dimensions(item.type, context)
        if item.type.optional:
            advice = "write `minimum=0`, or `when` and a condition"
            takes = "a storage class"
            self.report.add(
                BAD_VALUE, item.type, name=what, takes=takes, found="an optional type", help=advice
            )
        static = static_text(dataset) if isinstance(dataset, Text) else ""
        if static is None and not context.repetitions and not self.names.opaque:
            why = why_unknown(dataset.parts, "text") if isinstance(dataset, Text) else ""
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

    def _unknown_kind(self, item: tree.Declaration) -> None:
        word = item.word.text
        hint = did_you_mean(word, [*KINDS, *DEFINITIONS])
        if word in DEFINITIONS:
            hint = {"help": f"`{word}` has no type: write `{word} {item.name.text} = …`"}
        self.report.add(UNKNOWN_KIND, item.word, word=word, names=listed(KINDS), **hint)
        self._leave_out(item.name)

    def _attribute(
        self, name: tree.Identifier, attribute: str, pattern: Text | None, context: Context
    ) -> bool:
        """Whether a connection can be called so; notes it if not."""
        plain = attribute
        if pattern is not None:
            plain = typical_name(pattern, context)
        elif context.repetitions:
            variable = context.repetitions[-1].variable
            fix = f"{attribute}{{{variable}}}"
            help = f"put the variable into its name: `{fix}`"
            self.report.add(DUPLICATE_NAME, name, name=attribute, help=help, fix=fix)
            return False
        why = identifier_problem(plain)
        if why is not None:
            self.report.add(BAD_NAME, name, name=attribute, why=why)
            return False
        first = self.connections.get(attribute)
        if first is not None and first.place.span == name.span:
            help = "put the variable of the `for` into its name, as in `name{variable}`"
            self.report.add(DUPLICATE_NAME, name, name=attribute, help=help)
            return False
        if first is not None:
            self.report.add(
                DUPLICATE_NAME, name, name=attribute, related=[(first.place, "first declared here")]
            )
            return False
        return True

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
                self.changes.override(item, connection, attribute, context)
            case _:
                advice = "an attribute of an inherited connection is changed like `name.multiple = True`"
                self._misplaced(item.path, "this assignment", f"in {self._called}", advice)

    def _setting(self, item: tree.Assignment, name: str, context: Context) -> None:
        settings = [one.name for one in SETTINGS.values() if self._what in one.blocks]
        if name not in settings and name not in METHODS:
            self._unknown_setting(item, name, [*settings, *METHODS])
            return
        if context.conditions or context.variables:
            advice = "put it outside: the class has it whatever the config says"
            self._misplaced(item.path, f"`{name}`", "inside `when` or `for`", advice)
            return
        self.flags.read(item.flags, {}, "a setting", "", self.report.at(item), context, conditions=False)
        if item.operator != "=":
            found = f"`{item.operator}`"
            self.report.add(BAD_VALUE, item.path, name=f"`{name}`", takes="one value, with `=`", found=found)
        elif name == "suppress":
            target = self.report.at(self.block.head)
            self.suppressions.extend(self.flags.reasons(item.value, item.path, target))
        elif name in METHODS:
            self.methods.add(name, item)

    def _unknown_setting(self, item: tree.Assignment, name: str, legal: list[str]) -> None:
        hint = did_you_mean(name, legal)
        known = {*self.connections, *self.inherited, *self.known_templates, *self.names.fields}
        if not hint and name in self.names.fields:
            hint = {"help": "defaults of config fields are set inside `config { … }`"}
        elif not hint and name in known:
            hint = {"help": f"name the attribute that is to change: `{name}.multiple = True`"}
        self.report.add(
            UNKNOWN_SETTING, item.path, word=name, block=self._called, names=listed(legal), **hint
        )

    # --- the rest ---

    def _requirement(self, item: tree.Requirement, context: Context) -> None:
        requirement = read_requirement(item, self.names, self.flags, self.texts, context, in_config=False)
        if requirement is not None:
            self.requirements.append(requirement)
