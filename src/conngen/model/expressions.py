"""Expressions over the config: what their names mean, and what can be known of their values before there is one."""

from __future__ import annotations

import enum
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import limits
from ..source import Place, Source
from ..syntax import tree as written
from .names import PythonName, TemplatePart

if TYPE_CHECKING:
    from .config import ConfigField

__all__ = ["Binding", "Expression", "Meaning", "Unknown", "evaluate", "path_of"]


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
    yield node
    for child in written.children(node):
        yield from walk(child)


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


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        abs,
        all,
        any,
        bool,
        float,
        int,
        len,
        list,
        max,
        min,
        range,
        round,
        set,
        sorted,
        str,
        sum,
        tuple,
    )
}
"""The functions of Python's that an expression can call."""

_METHODS = frozenset(
    {
        *(
            "startswith",
            "endswith",
            "lower",
            "upper",
            "strip",
            "lstrip",
            "rstrip",
            "removeprefix",
            "removesuffix",
        ),
        *("split", "rsplit", "find", "isdigit", "isalpha", "isalnum", "isupper", "islower", "isidentifier"),
        *("count", "index", "keys", "values", "items", "get"),
        *("issubset", "issuperset", "isdisjoint", "union", "intersection", "difference"),
    }
)
"""Methods of texts, lists, dictionaries and sets of which the value is known if that of all parts is."""


def evaluate(expression: Expression, value_of: Callable[[ConfigField | None], Any]) -> Any:
    """Return the value of an expression, or an `Unknown`.

    Parameters
    ----------
    expression : `Expression`
        The expression.
    value_of : callable
        Gives the value of a config field, or an `Unknown`.

    Returns
    -------
    value : object
        Plain Python data; `Unknown` if it depends on what is not known, is not defined, or is too large.
    """
    try:
        return _Evaluation(expression, value_of).value(expression.tree)
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError):
        return UNKNOWN


class _Evaluation:
    def __init__(self, expression: Expression, value_of: Callable[[ConfigField | None], Any]) -> None:
        self.expression = expression
        self.value_of = value_of

    def value(self, node: written.Expression) -> Any:
        match node:
            case written.String(value=value, parts=None):
                return value
            case written.Number(value=value) | written.Constant(value=value):
                return value
            case written.Group(value=inner) | written.Filled(value=inner):
                return self.value(inner)
            case written.Variable(name=name):
                return self.variable(name)
            case written.List(elements=elements):
                return self.elements(elements)
            case written.Dict(pairs=pairs):
                items = [(self.value(key), self.value(value)) for key, value in pairs]
                return UNKNOWN if any(_unknown(part) for item in items for part in item) else dict(items)
            case written.Logical():
                return self.logical(node)
            case written.Ternary(value=then, condition=condition, otherwise=otherwise):
                truth = self.value(condition)
                return UNKNOWN if _unknown(truth) else self.value(then if truth else otherwise)
            case written.Compare():
                return self.compare(node)
        return self.computed(node)

    def computed(self, node: written.Expression) -> Any:
        match node:
            case written.Not(value=inner):
                value = self.value(inner)
                return UNKNOWN if _unknown(value) else not value
            case written.Negative(value=inner):
                value = self.value(inner)
                return UNKNOWN if _unknown(value) else -value
            case written.Binary(operator=sign, left=left, right=right):
                values = self.value(left), self.value(right)
                if any(map(_unknown, values)) or (sign in ("*", "%") and not all(map(_is_number, values))):
                    return UNKNOWN
                return _sized(_OPERATORS[sign](*values))
            case written.Subscript(value=inner, index=index):
                value, key = self.value(inner), self.value(index)
                return UNKNOWN if _unknown(value) or _unknown(key) else value[key]
            case written.Call():
                return self.call(node)
        return UNKNOWN

    def variable(self, name: str) -> Any:
        binding = self.expression.names.get(name)
        if binding is None:
            return UNKNOWN
        if binding.meaning is Meaning.VALUE:
            return binding.value
        return self.value_of(binding.field) if binding.meaning is Meaning.FIELD else UNKNOWN

    def elements(self, elements: tuple[written.Expression, ...]) -> Any:
        values: list[Any] = []
        for element in elements:
            value = self.value(element.value if isinstance(element, written.Star) else element)
            if _unknown(value):
                return UNKNOWN
            values.extend(value if isinstance(element, written.Star) else [value])
        return _sized(values)

    def logical(self, node: written.Logical) -> Any:
        """Return the first value that decides; one that decides decides also behind an unknown one."""
        decides = node.operator == "or"
        unknown = False
        value: Any = None
        for part in node.values:
            value = self.value(part)
            if _unknown(value):
                unknown = True
            elif bool(value) is decides:
                return UNKNOWN if unknown and not isinstance(value, bool) else value
        return UNKNOWN if unknown else value

    def compare(self, node: written.Compare) -> Any:
        values = [self.value(value) for value in node.values]
        if any(map(_unknown, values)):
            return UNKNOWN
        return all(_OPERATORS[sign](values[i], values[i + 1]) for i, sign in enumerate(node.operators))

    def call(self, node: written.Call) -> Any:
        arguments = [self.value(argument) for argument in node.arguments]
        if any(map(_unknown, arguments)):
            return UNKNOWN
        if isinstance(node.function, written.Variable) and node.function.name in FUNCTIONS:
            if node.function.name == "range" and len(range(*arguments)) > limits.REPETITION.value:
                return UNKNOWN
            return _sized(FUNCTIONS[node.function.name](*arguments))
        if isinstance(node.function, written.Attribute) and node.function.name.text in _METHODS:
            value = self.value(node.function.value)
            return UNKNOWN if _unknown(value) else getattr(value, node.function.name.text)(*arguments)
        return UNKNOWN


def _unknown(value: object) -> bool:
    return isinstance(value, Unknown)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _sized(value: Any) -> Any:
    """Return a value, or an `Unknown` in place of one that is too large to work with."""
    if isinstance(value, int) and abs(value) > 10**40:
        return UNKNOWN
    return UNKNOWN if hasattr(value, "__len__") and len(value) > 100_000 else value
