"""Items and their parts, as they were written."""

from __future__ import annotations

from ...records import dataclass, field
from ...source import Span
from ...typings import Union
from .expressions import Dotted, Expression, Filled, Identifier, Node, Number, Quantum, Star, String

__all__ = [
    "Alias",
    "Assignment",
    "Block",
    "Broken",
    "Built",
    "Condition",
    "Declaration",
    "Definition",
    "Dimension",
    "Doc",
    "Edition",
    "Field",
    "File",
    "Flag",
    "FromImport",
    "Guard",
    "ImportModule",
    "Item",
    "Loop",
    "Quoted",
    "Removal",
    "Requirement",
    "Type",
]


@dataclass(frozen=True, slots=True)
class Doc(Node):
    """The string that documents a declaration, dedented."""

    string: String


@dataclass(frozen=True, slots=True)
class Built(Node):
    """A dimension whose name is put together: ``healpix{order}``."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted(Node):
    """A dimension in quotes, which it should not be."""

    value: str


@dataclass(frozen=True, slots=True)
class Type(Node):
    """``name[arguments] | None``: a storage class with dimensions, the type of a field, or one dimension."""

    name: Dotted | Filled
    arguments: tuple[Dimension, ...] | None
    optional: bool
    brackets: Span | None = field(default=None, compare=False, repr=False)


Dimension = Union[Quantum, Built, Star, Type, Quoted]


@dataclass(frozen=True, slots=True)
class Flag(Node):
    """``name`` or ``name=value`` behind a comma."""

    name: Identifier
    value: Expression | None


@dataclass(frozen=True, slots=True)
class Condition(Node):
    """``when expression``, the last of the flags."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Alias(Node):
    """``name as other`` in an import."""

    name: Identifier
    other: Identifier | None

    @property
    def bound(self) -> Identifier:
        """The name it has in this file."""
        return self.other or self.name


@dataclass(frozen=True, slots=True)
class Declaration(Node):
    """``word name: type = value, flags`` and a doc: a connection."""

    word: Identifier
    name: Identifier
    type: Type
    value: Expression | None
    flags: tuple[Flag | Condition, ...]
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class Field(Node):
    """``name: type = value, flags`` and a doc: a config field."""

    name: Identifier
    type: Type
    value: Expression | None
    flags: tuple[Flag | Condition, ...]
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """``word name = value, flags`` and a doc: a template, or named dimensions."""

    word: Identifier
    name: Identifier
    value: Expression
    flags: tuple[Flag | Condition, ...]
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class Assignment(Node):
    """``path = value, flags``: a setting, a changed attribute of a connection, or a default in a config."""

    path: Expression
    operator: str
    value: Expression
    flags: tuple[Flag | Condition, ...]


@dataclass(frozen=True, slots=True)
class Block(Node):
    """``word name[dims](bases) { … }``, or ``word(bases) { … }``."""

    word: Identifier
    name: Identifier | None
    dimensions: tuple[Dimension, ...] | None
    bases: tuple[Dotted, ...]
    doc: Doc | None
    items: tuple[Item, ...]
    brackets: Span | None = field(default=None, compare=False, repr=False)
    broken: bool = False

    @property
    def head(self) -> Span:
        """The word and the name."""
        return self.word.span if self.name is None else self.word.span.to(self.name.span)


@dataclass(frozen=True, slots=True)
class Guard(Node):
    """``when condition { … }``."""

    condition: Expression
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Loop(Node):
    """``for variable in values { … }``."""

    variable: Identifier
    values: Expression
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Removal(Node):
    """``del names, when condition``."""

    names: tuple[Identifier, ...]
    condition: Expression | None


@dataclass(frozen=True, slots=True)
class Requirement(Node):
    """``require condition, flags`` and the message."""

    condition: Expression
    flags: tuple[Flag | Condition, ...]
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class FromImport(Node):
    """``from ..module import names``."""

    level: int
    module: Dotted | None
    names: tuple[Alias, ...]
    where: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ImportModule(Node):
    """``import module as other``."""

    module: Dotted
    other: Identifier | None


@dataclass(frozen=True, slots=True)
class Edition(Node):
    """``edition 1``."""

    word: Identifier
    number: Number


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """An item that could not be read, with the words in it, so that nothing is said of their absence."""

    words: frozenset[str]


Item = Union[
    Declaration,
    Field,
    Definition,
    Assignment,
    Block,
    Guard,
    Loop,
    Removal,
    Requirement,
    FromImport,
    ImportModule,
    Edition,
    Broken,
]


@dataclass(frozen=True, slots=True)
class File(Node):
    """A whole file."""

    doc: Doc | None
    items: tuple[Item, ...]
