"""What a class changes of what it inherits: attributes of connections, and connections it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from ..checks.codes import (
    BAD_VALUE,
    DUPLICATE_NAME,
    FLAG_NOT_FOR_KIND,
    MISPLACED,
    UNKNOWN_FLAG,
    UNKNOWN_INHERITED,
)
from ..diagnostics import did_you_mean
from ..model import Connection, ConnectionsClass, Dimensions, Override, PythonName, Removal, Text, Value
from ..source import Place
from ..syntax import tree
from ..vocabulary import CONNECTION_FLAGS, OVERRIDABLE
from .datasets import DatasetReader
from .dimensions import DimensionReader
from .flags import FlagReader, article, found_words, listed
from .scope import Context, Names, dotted_parts
from .texts import Texts

__all__ = ["ChangesReader"]

_RUNTIME_FLAGS = {name: flag for name, flag in CONNECTION_FLAGS.items() if flag.runtime}


class ChangesReader:
    """Resolves the changes of one class.

    Parameters
    ----------
    cls : `str`
        How messages call the class.
    names : `Names`
        What names stand for.
    texts, dimensions : `Texts`, `DimensionReader`
        Resolve dataset type names and dimensions.
    inherited, declared : mapping
        The connections that the class inherits, and those it declares itself, so far.
    opaque : `bool`
        Whether it may inherit connections that are not known.
    """

    def __init__(
        self,
        cls: str,
        names: Names,
        texts: Texts,
        dimensions: DimensionReader,
        inherited: Mapping[str, tuple[Connection, ConnectionsClass]],
        declared: Mapping[str, object],
        opaque: bool,
    ) -> None:
        self.cls = cls
        self.names = names
        self.report = names.report
        self.texts = texts
        self.datasets = DatasetReader(names, texts)
        self.dimensions = dimensions
        self.flags = FlagReader(names)
        self.inherited = inherited
        self.declared = declared
        self.opaque = opaque
        self.overrides: list[Override] = []
        self.removals: list[Removal] = []

    def override(
        self, item: tree.Assignment, connection: str, attribute: tree.Identifier, context: Context
    ) -> None:
        """Take over ``name.attribute = value``."""
        where = self.report.at(item)
        first = tree.Node(item.path.span._replace(end=item.path.span.start + len(connection)))
        flags = self.flags.read(item.flags, {}, "an assignment", "", where, context)
        if not self._is_inherited(connection, first) or not self._once(context, first):
            return
        kind = self.inherited[connection][0].kind.name if connection in self.inherited else ""
        flags_of_kind = [one.name for one in _RUNTIME_FLAGS.values() if not kind or kind in one.kinds]
        legal = [*OVERRIDABLE, *flags_of_kind]
        name = attribute.text
        if name in _RUNTIME_FLAGS and name not in legal:
            what, kinds = f"{article(kind)} {kind}", listed(sorted(_RUNTIME_FLAGS[name].kinds))
            self.report.add(FLAG_NOT_FOR_KIND, attribute, flag=name, what=what, names=kinds)
            return
        if name not in legal:
            self.report.add(
                UNKNOWN_FLAG, attribute, flag=name, names=listed(legal), **did_you_mean(name, legal)
            )
            return
        if item.operator != "=":
            self.report.add(
                BAD_VALUE,
                item.path,
                name=f"`{name}`",
                takes="a whole new value with `=`",
                found=f"`{item.operator}`",
            )
            return
        value = self._override_value(connection, name, item, context)
        if value is not None:
            conditions = context.when(flags.condition).conditions
            self.overrides.append(
                Override(connection, name, value, conditions, self.report.at(item.path), where)
            )

    def _override_value(
        self, connection: str, name: str, item: tree.Assignment, context: Context
    ) -> Value | Text | PythonName | Dimensions | None:
        node = item.value
        if name in _RUNTIME_FLAGS:
            return self.flags.value(_RUNTIME_FLAGS[name].takes, name, node, item, context)
        if name == "dimensions":
            found = self.dimensions.expression(node, f"{connection}Dimensions", context)
            self.dimensions.need_static(found, "dimension")
            return found
        if isinstance(node, tree.String) and node.parts is None:
            return (
                self.texts.string(node, context, True)
                if name == "doc"
                else self.texts.dataset_name(node, context)
            )
        if name == "name" and isinstance(node, tree.Ternary):
            return self.datasets.switched(node, "`name`", context)
        if self._of_config(node):
            return Text((self.names.expression(node, context),), self.report.at(node))
        if name == "name" and dotted_parts(node) is not None:
            python = self.names.python(node, "dataset type name")
            return python[0] if python is not None else None
        advice = {}
        if isinstance(node, tree.Variable):
            advice = {"help": f'write `"{node.name}"`', "fix": f'"{node.name}"'}
        self.report.add(
            BAD_VALUE, node, name=f"`{name}`", takes="a string", found=found_words(node), **advice
        )
        return None

    def _of_config(self, node: tree.Expression) -> bool:
        """Whether an expression is a choice among texts, or a field of the config."""
        parts = dotted_parts(node)
        return isinstance(node, tree.Ternary) or (parts is not None and parts[0] in self.names.fields)

    def _is_inherited(self, name: str, node: tree.Node) -> bool:
        if name in self.inherited or name in self.report.broken:
            return True
        help = None
        if name in self.declared:
            help = "it is declared here: change its declaration"
        elif self.opaque:
            return True
        hint = {"help": help} if help else did_you_mean(name, self.inherited)
        self.report.add(UNKNOWN_INHERITED, node, cls=self.cls, name=name, **hint)
        return False

    def _once(self, context: Context, node: tree.Node) -> bool:
        """Whether something is not repeated over values that only the config knows; notes it if it is."""
        if context.repetitions:
            what, where = "a change of what is inherited", "inside a `for` over the config"
            self.report.add(MISPLACED, node, what=what, where=where, help="say it once, with a condition")
        return not context.repetitions

    def removal(self, item: tree.Removal, context: Context) -> None:
        """Take over ``del name``."""
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
        if names and self._once(context, item.names[0]):
            self.removals.append(Removal(tuple(names.items()), conditions, self.report.at(item)))
