"""Names and expressions, as they were written."""

from __future__ import annotations

from ...records import dataclass, field
from ...source import Span
from ...typings import Union

__all__ = [
    "Attribute",
    "Binary",
    "Call",
    "Comment",
    "Compare",
    "Constant",
    "Dict",
    "Dotted",
    "Expression",
    "Filled",
    "Formatted",
    "Group",
    "Identifier",
    "Keyword",
    "List",
    "Logical",
    "Negative",
    "Node",
    "Not",
    "Number",
    "Quantum",
    "Slice",
    "Star",
    "String",
    "Subscript",
    "Ternary",
    "Variable",
    "children",
]


@dataclass(frozen=True, slots=True)
class Node:
    """Anything written, with the span it takes."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """A comment, ``#`` included."""

    text: str


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
class Slice(Node):
    """``lower:upper:step`` as an index."""

    lower: Expression | None
    upper: Expression | None
    step: Expression | None


@dataclass(frozen=True, slots=True)
class Keyword(Node):
    """``name=value`` among the arguments of a call."""

    name: Identifier
    value: Expression


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
class Formatted(Node):
    """``value!r:.2f`` in the braces of an f-string: a conversion, a format, or both."""

    value: Expression
    conversion: str
    format: tuple[str | Expression, ...]


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


Expression = Union[
    Variable,
    Attribute,
    Subscript,
    Slice,
    Call,
    Keyword,
    String,
    Formatted,
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


def children(node: Node) -> list[Node]:
    """Return the nodes directly inside a node, in the order of its parts."""
    found: list[Node] = []
    for name in _PARTS.get(type(node)) or _parts(type(node)):
        value = getattr(node, name)
        if isinstance(value, Node):
            found.append(value)
        elif value.__class__ is tuple:
            _collect(value, found)
    return found


def _parts(cls: type[Node]) -> tuple[str, ...]:
    """Return the fields of a kind of nodes that there may be nodes in."""
    if cls not in _PARTS:
        types: dict[str, str] = {}
        for one in reversed(cls.__mro__):
            types.update(vars(one).get("__annotations__", {}))
        _PARTS[cls] = tuple(name for name in cls.__dataclass_fields__ if types[name] not in _WITHOUT_NODES)
    return _PARTS[cls]


_PARTS: dict[type[Node], tuple[str, ...]] = {}


_WITHOUT_NODES = frozenset(
    {"bool", "bool | None", "frozenset[str]", "int", "int | float", "Span", "Span | None", "str"}
)


def _collect(values: tuple[object, ...], found: list[Node]) -> None:
    for item in values:
        if isinstance(item, Node):
            found.append(item)
        elif item.__class__ is tuple:
            _collect(item, found)
