"""Expressions over the config, and what their names mean."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

from ..records import dataclass, field
from ..source import Place, Source
from ..syntax import tree as written
from ..typings import TYPE_CHECKING, Any
from .names import PythonName, TemplatePart

if TYPE_CHECKING:
    from .config import ConfigField

__all__ = ["UNKNOWN", "Binding", "Expression", "Meaning", "Unknown", "path_of", "walk"]


class Meaning(enum.Enum):
    """What a name in an expression can be."""

    FIELD = "a config field"
    CONNECTIONS = "the dataset type names of the config"
    LOOP = "the variable of a repetition"
    VALUE = "the value a repetition written out has given a variable"
    IMPORT = "something imported"
    FUNCTION = "a function of Python's"


@dataclass(frozen=True)
class Binding:
    """What one name in an expression is.

    Parameters
    ----------
    meaning : `Meaning`
        What it is.
    field : `ConfigField`, optional
        The config field, if it is one that is known.
    python : `PythonName`, optional
        What was imported.
    value : object
        The value of a variable that has one.
    """

    meaning: Meaning
    field: ConfigField | None = None
    python: PythonName | None = None
    value: Any = None


class Unknown:
    """The value of an expression that can't be known without a config."""

    def __repr__(self) -> str:
        return "Unknown()"


UNKNOWN = Unknown()


@dataclass(frozen=True)
class Expression:
    """An expression with what its names mean.

    Parameters
    ----------
    tree : `tree.Expression`
        What was written.
    names : mapping from `str` to `Binding`
        What the names in it are.
    source : `Source`
        Where it was written.
    """

    tree: written.Expression
    names: Mapping[str, Binding] = field(compare=False)
    source: Source = field(compare=False, repr=False)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.source.at(self.tree.span)

    def at(self, node: written.Node) -> Place:
        """Return the place of a part of it."""
        return self.source.at(node.span)

    def part(self, node: written.Expression) -> Expression:
        """Return a part of it as an expression."""
        return Expression(node, self.names, self.source)

    def fields(self) -> Iterator[tuple[written.Variable, ConfigField | None]]:
        """Yield the config fields in it, with the place each is named at."""
        for node in walk(self.tree):
            if isinstance(node, written.Variable) and node.name in self.names:
                binding = self.names[node.name]
                if binding.meaning is Meaning.FIELD:
                    yield node, binding.field

    def templates(self) -> Iterator[TemplatePart]:
        """Yield what it takes from the dataset type names of the config: ``connections.name``."""
        for node in walk(self.tree):
            match node:
                case written.Attribute(value=written.Variable(name="connections"), name=name):
                    if self.names.get("connections", Binding(Meaning.FIELD)).meaning is Meaning.CONNECTIONS:
                        yield TemplatePart(name.text, self.at(node))

    @property
    def unbound(self) -> bool:
        """Whether there is a name in it that stands for nothing, which has been reported."""
        return any(
            isinstance(node, written.Variable) and node.name not in self.names for node in walk(self.tree)
        )

    @property
    def of_python(self) -> bool:
        """Whether its value is known to Python alone: something imported is in it, and nothing of a config."""
        meanings = {binding.meaning for binding in self.names.values()}
        return (
            Meaning.IMPORT in meanings and meanings <= {Meaning.IMPORT, Meaning.FUNCTION} and not self.unbound
        )

    @property
    def depends(self) -> bool:
        """Whether its value depends on the config or on a repetition over it."""
        found = (Meaning.FIELD, Meaning.LOOP, Meaning.CONNECTIONS)
        return any(
            isinstance(node, written.Variable)
            and node.name in self.names
            and self.names[node.name].meaning in found
            for node in walk(self.tree)
        )


def walk(node: written.Node) -> Iterator[written.Node]:
    """Yield a node and everything inside it, in order."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        if inside := written.children(node):
            inside.reverse()
            stack += inside


def path_of(node: written.Expression) -> tuple[str, ...] | None:
    """Return the names of ``a.b.c``, or `None` for anything else."""
    if isinstance(node, written.Variable):
        return (node.name,)
    if isinstance(node, written.Attribute):
        before = path_of(node.value)
        return None if before is None else (*before, node.name.text)
    if isinstance(node, written.Group):
        return path_of(node.value)
    return None
