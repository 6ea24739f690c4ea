"""What was written in a `.conn` file: the tree, with places, and without any opinion on what it means.

Two trees are equal when they say the same: spans and spelling take no part in a comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

from ..source import Span

__all__ = [
    "Alias",
    "Assignment",
    "Attribute",
    "Binary",
    "Block",
    "Broken",
    "Built",
    "Call",
    "Comment",
    "Compare",
    "Condition",
    "Constant",
    "Declaration",
    "Definition",
    "Dict",
    "Dimension",
    "Doc",
    "Dotted",
    "Edition",
    "Expression",
    "Field",
    "File",
    "Filled",
    "Flag",
    "FromImport",
    "Group",
    "Guard",
    "Identifier",
    "ImportModule",
    "Item",
    "List",
    "Logical",
    "Loop",
    "Negative",
    "Node",
    "Not",
    "Number",
    "Quantum",
    "Removal",
    "Requirement",
    "Star",
    "String",
    "Subscript",
    "Ternary",
    "Type",
    "Variable",
]


@dataclass(frozen=True, slots=True)
class Node:
    """Anything written, with the span it takes."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """A comment, ``#`` included."""

    text: str


# --- names ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Identifier(Node):
    """A name; that of a repeated connection holds ``{variable}`` parts."""

    text: str


@dataclass(frozen=True, slots=True)
class Dotted(Node):
    """Names joined by dots."""

    parts: tuple[Identifier, ...]

    @property
    def text(self) -> str:
        """The whole of it."""
        return ".".join(part.text for part in self.parts)


# --- expressions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """A name in an expression."""

    name: str


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """``value.name``."""

    value: Expression
    name: Identifier


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    """``value[index]``."""

    value: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``function(arguments)``."""

    function: Expression
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class String(Node):
    """A string: its value and, of an f-string, its parts in turn, text and expressions."""

    value: str
    parts: tuple[str | Expression, ...] | None = None
    long: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, with the text it is written as."""

    value: int | float
    text: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """``True``, ``False`` or ``None``."""

    value: bool | None


@dataclass(frozen=True, slots=True)
class List(Node):
    """``[a, *b, c]``."""

    elements: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Star(Node):
    """``*value``, in a list or among dimensions."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Quantum(Node):
    """``...``: the dimensions of the quantum."""


@dataclass(frozen=True, slots=True)
class Filled(Node):
    """``{value}`` in the place of a name."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Dict(Node):
    """``{key: value, …}``."""

    pairs: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Group(Node):
    """An expression in parentheses."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``not value``."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """``-value``."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Logical(Node):
    """``a and b and c``, or the same with ``or``."""

    operator: str
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """``a < b <= c``: one more value than operators."""

    operators: tuple[str, ...]
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """``left + right`` and its like."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Ternary(Node):
    """``value if condition else otherwise``."""

    value: Expression
    condition: Expression
    otherwise: Expression


Expression = Union[  # noqa: UP007 - the alias names itself in annotations above
    Variable,
    Attribute,
    Subscript,
    Call,
    String,
    Number,
    Constant,
    List,
    Star,
    Quantum,
    Filled,
    Dict,
    Group,
    Not,
    Negative,
    Logical,
    Compare,
    Binary,
    Ternary,
]


# --- parts of items ------------------------------------------------------------------------------------------------


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


Dimension = Union[Quantum, Built, Star, Type, Quoted]  # noqa: UP007 - like `Expression`


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


# --- items ---------------------------------------------------------------------------------------------------------


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
    """``path = value, flags``: a setting, an attribute of an inherited connection, or a default in a config."""

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


Item = Union[  # noqa: UP007 - like `Expression`
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


def children(node: Node) -> list[Node]:
    """Return the nodes directly inside a node, in the order of its parts."""
    found: list[Node] = []
    for name in node.__dataclass_fields__:
        _collect(getattr(node, name), found)
    return found


def _collect(value: object, found: list[Node]) -> None:
    if isinstance(value, Node):
        found.append(value)
    elif isinstance(value, tuple) and not isinstance(value, Span):
        for item in value:
            _collect(item, found)
